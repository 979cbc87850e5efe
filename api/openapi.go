package api

import (
	_ "embed"
	"encoding/json"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/goccy/go-yaml"
)

// openAPISource is the description of the API, written by hand. It refers to
// the schemas of the inputs by their files.
//
//go:embed openapi.yaml
var openAPISource []byte

// openAPIJSON is the same as one JSON document, made once: a client needs
// nothing else.
var openAPIJSON = sync.OnceValues(func() ([]byte, error) {
	var v map[string]any
	if err := yaml.Unmarshal(openAPISource, &v); err != nil {
		return nil, err
	}
	b := bundler{files: map[string]map[string]any{}, schemas: v["components"].(map[string]any)["schemas"].(map[string]any)}
	for file, name := range map[string]string{"input" + schemaSuffix: "profile", "incident" + schemaSuffix: "incident"} {
		if err := b.take(file, name); err != nil {
			return nil, err
		}
	}
	if err := b.references(v, ""); err != nil {
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
