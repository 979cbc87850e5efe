package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/generator"
	"kitei/generator/members"
)

// listKinds lists the document kinds.
func (s *Server) listKinds(c *gin.Context) { answerJSON(c, gin.H{"documents": generator.Kinds()}) }

// oneKind describes a kind.
func (s *Server) oneKind(c *gin.Context) {
	k, ok := generator.KindOf(c.Param("kind"))
	if !ok {
		refuse(c, http.StatusNotFound, "no_such_kind")
		return
	}
	answerJSON(c, k)
}

// schema gives the JSON Schema of an input.
func (s *Server) schema(c *gin.Context) {
	name := c.Param("name")
	if name == "members" {
		answerJSON(c, members.Describe())
		return
	}
	if !slices.Contains(generator.Schemas, name) {
		refuse(c, http.StatusNotFound, "no_such_schema")
		return
	}
	schema, err := generator.Schema(name)
	if err != nil {
		refuseError(c, err)
		return
	}
	answer(c, "application/schema+json", schema)
}

// answerJSON answers a GET with a JSON value.
func answerJSON(c *gin.Context, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		refuseError(c, err)
		return
	}
	answer(c, "application/json; charset=utf-8", body)
}

// answer answers a GET; a client that has the same content already gets 304.
func answer(c *gin.Context, mediaType string, body []byte) {
	tag := etag(body)
	c.Header("ETag", tag)
	c.Header("Cache-Control", "no-cache")
	for _, have := range strings.Split(c.GetHeader("If-None-Match"), ",") {
		if have = strings.TrimSpace(have); have == "*" || strings.TrimPrefix(have, "W/") == tag {
			c.Status(http.StatusNotModified)
			return
		}
	}
	c.Data(http.StatusOK, mediaType, body)
}

func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}
