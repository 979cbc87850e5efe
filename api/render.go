package api

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// render makes one document: a file, or a ZIP when it has several parts.
func (s *Server) render(c *gin.Context) {
	k, ok := generator.KindOf(c.Param("kind"))
	if !ok {
		refuse(c, http.StatusNotFound, "no_such_kind")
		return
	}
	if k.Input == "incident" {
		s.draft(c, []string{k.Kind})
		return
	}
	set, _, ok := s.makeSet(c, []string{k.Kind})
	if !ok {
		return
	}
	if len(set.Files) == 1 {
		sendFile(c, set.Files[0])
		return
	}
	sendZIP(c, set.Files, k.Kind+".zip", set.Manifest.AsOf)
}

// bundle makes several documents of one company, with manifest and 確認表.
func (s *Server) bundle(c *gin.Context) {
	set, input, ok := s.makeSet(c, queryList(c, "doc"))
	if !ok {
		return
	}
	files, err := set.Bundle()
	if err != nil {
		refuseError(c, err)
		return
	}
	sendZIP(c, files, generator.BundleName(input, set.Manifest.AsOf), set.Manifest.AsOf)
}

// makeSet reads the request and makes its documents; false when it was answered
// with a problem.
func (s *Server) makeSet(c *gin.Context, kinds []string) (*generator.Set, *profile.Input, bool) {
	body, input, ok := s.input(c)
	if !ok {
		return nil, nil, false
	}
	formats := queryList(c, "format")
	selected, err := generator.Choose(input, kinds, formats)
	if err != nil {
		refuseError(c, err)
		return nil, nil, false
	}
	asOf, ok := s.asOf(c, input)
	if !ok {
		return nil, nil, false
	}
	start := s.now()
	set, err := s.generator.RenderSet(c.Request.Context(), generator.SetRequest{
		Input: input, Source: body, Kinds: selected.Kinds, Formats: selected.Formats,
		Run: profile.Run{AsOf: asOf, Draft: c.Query("draft") == "true"},
	})
	label := strings.Join(selected.Kinds, "+")
	if len(selected.Kinds) > 1 {
		label = "bundle"
	}
	if err != nil {
		s.metrics.failures.WithLabelValues(label).Inc()
		refuseError(c, err)
		return nil, nil, false
	}
	s.metrics.made(label, set.Files, s.now().Sub(start))
	c.Header("X-Kitei-As-Of", set.Manifest.AsOf)
	return set, input, true
}

// input reads the request as a profile.
func (s *Server) input(c *gin.Context) ([]byte, *profile.Input, bool) {
	body, ok := s.body(c)
	if !ok {
		return nil, nil, false
	}
	input, err := profile.Decode(inputName(c.Request), body)
	if err != nil {
		refuseError(c, err)
		return nil, nil, false
	}
	return body, input, true
}

// asOf is the day of the query, else of the input, else today.
func (s *Server) asOf(c *gin.Context, input *profile.Input) (japanese.Date, bool) {
	if c.Query("as_of") != "" {
		return s.day(c)
	}
	if d, ok := input.AsOf(); ok {
		return d, true
	}
	return s.today(), true
}

// mediaTypes are those of an input, and the file name that tells the decoder.
var mediaTypes = map[string]string{
	"application/json": "input.json", "application/yaml": "input.yaml", "application/x-yaml": "input.yaml", "text/yaml": "input.yaml",
}

func inputName(r *http.Request) string {
	t, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return mediaTypes[t]
}

// body reads the request within its limit.
func (s *Server) body(c *gin.Context) ([]byte, bool) {
	if inputName(c.Request) == "" {
		refuse(c, http.StatusUnsupportedMediaType, "media_type")
		return nil, false
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		refuseError(c, err)
		return nil, false
	}
	return body, true
}
