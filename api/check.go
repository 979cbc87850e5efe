package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/generator"
	"kitei/generator/profile"
)

// check says everything about an input before anything is made of it. Faults
// of the input are part of the answer, not a refusal.
//
//	POST /v1/check?doc=privacy_policy,nda
func (s *Server) check(c *gin.Context) {
	_, input, ok := s.input(c)
	if !ok {
		return
	}
	kinds, err := readyKinds(input, c.Query("doc"))
	if err != nil {
		refuseError(c, err)
		return
	}
	asOf, ok := s.asOf(c, input)
	if !ok {
		return
	}
	checked, err := s.generator.CheckSet(c.Request.Context(), generator.SetRequest{Input: input, Kinds: kinds, Run: profile.Run{AsOf: asOf}})
	if err != nil {
		refuseError(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, checked)
}

// readyKinds are the documents that a check is for: those named, else those of
// the input that can be made. None is allowed: then the facts alone are checked.
func readyKinds(input *profile.Input, named string) ([]string, error) {
	kinds := input.Kinds()
	if named != "" {
		kinds = strings.Split(named, ",")
	}
	all := named == generator.All
	if all {
		kinds = nil
		for _, k := range generator.Kinds() {
			kinds = append(kinds, k.Kind)
		}
	}
	var out []string
	var faults profile.Faults
	for _, name := range kinds {
		k, ok := generator.KindOf(name)
		switch {
		case ok && k.Ready() && k.Input == "profile":
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		case named != "" && !all:
			faults = append(faults, profile.NewFault("", "no_such_kind", map[string]string{"Kind": generator.Printable(name)}))
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return out, nil
}

// preview makes one document as far as it goes, as HTML.
//
//	POST /v1/documents/:kind/preview
func (s *Server) preview(c *gin.Context) {
	k, ok := generator.KindOf(c.Param("kind"))
	if !ok {
		refuse(c, http.StatusNotFound, "no_such_kind")
		return
	}
	_, input, ok := s.input(c)
	if !ok {
		return
	}
	if _, err := generator.Choose(input, []string{k.Kind}, []string{string(generator.HTML)}); err != nil {
		refuseError(c, err)
		return
	}
	asOf, ok := s.asOf(c, input)
	if !ok {
		return
	}
	made, err := s.generator.Preview(c.Request.Context(), generator.Request{Input: input, Kind: k.Kind, Run: profile.Run{AsOf: asOf}})
	if err != nil {
		refuseError(c, err)
		return
	}
	// The page brings its own style and nothing else; it can do nothing.
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "text/html; charset=utf-8", made.Page)
}
