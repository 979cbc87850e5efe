package api

import (
	_ "embed"
	"encoding/json"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/goccy/go-yaml"
)

// openAPISource is the description of the API, written by hand.
//
//go:embed openapi.yaml
var openAPISource []byte

// openAPIJSON is the same as JSON, made once.
var openAPIJSON = sync.OnceValues(func() ([]byte, error) {
	var v any
	if err := yaml.Unmarshal(openAPISource, &v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
})

func (s *Server) openAPI(c *gin.Context) {
	body, err := openAPIJSON()
	if err != nil {
		refuseError(c, err)
		return
	}
	answer(c, "application/json; charset=utf-8", body)
}
