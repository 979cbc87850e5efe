package api

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/profile"
)

// makeSheets is the page on which contractor checklists are made.
func (s *Server) makeSheets(c *gin.Context) {
	s.sheetsPage(c, web.Answer{State: web.NewSheets(langAsked(c))})
}

// langAsked is the language that an address names, else the one of the request.
func langAsked(c *gin.Context) string {
	if q := c.Query("lang"); q == "ja" || q == "en" {
		return q
	}
	return languageOf(c.Request)
}

func (s *Server) sheetsPage(c *gin.Context, a web.Answer) {
	var b bytes.Buffer
	if err := s.form.SheetsPage(c.Request.Context(), &b, a, s.sessions != nil); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, b.Bytes())
}

// turnSheets answers a button of that page: the page again, or files.
func (s *Server) turnSheets(c *gin.Context) {
	state, form, err := s.posted(c)
	if err != nil {
		s.pageError(c, err)
		return
	}
	state.Only = web.ChecklistKind
	state.SheetsMerge(form["send"], form.Has("send"))
	verb, object, _ := strings.Cut(form.Get("do"), ":")
	a := web.Answer{State: state}
	switch verb {
	case "open":
		s.openForSheets(c, state)
		return
	case "save":
		s.save(c, state, object)
		return
	case "sheets", "blank":
		if s.takeSheets(c, state, verb == "blank", generator.Format(object)) {
			return
		}
		a.Strict = true
	case "lang":
		state.Lang = "ja"
		if object == "en" {
			state.Lang = "en"
		}
	default:
		a.Focus = state.SheetsDo(form.Get("do"))
	}
	s.sheetsPage(c, a)
}

// openForSheets fills the page with the file that was chosen.
func (s *Server) openForSheets(c *gin.Context, old *web.State) {
	name, body, err := formFile(c, "file")
	if err != nil || len(body) == 0 {
		s.sheetsPage(c, web.Answer{State: old, Notice: "no_file"})
		return
	}
	in, err := profile.Decode(name, body)
	if err != nil {
		s.sheetsPage(c, web.Answer{State: old, Notice: "not_opened"})
		return
	}
	s.sheetsPage(c, web.Answer{State: web.SheetsFromInput(in, old.Lang), Notice: "opened"})
}

// takeSheets makes the sheets: a file, or a ZIP of several. It is false when
// something is wrong, which the page then says.
func (s *Server) takeSheets(c *gin.Context, state *web.State, blank bool, format generator.Format) bool {
	if format != generator.PDF {
		format = generator.XLSX
	}
	in, places, err := state.SheetsInput(blank)
	if err != nil {
		s.pageError(c, err)
		return true
	}
	if len(places) == 0 && !blank {
		s.sheetsPage(c, web.Answer{State: state, Notice: "sheets_nobody"})
		return true
	}
	source, err := in.YAML()
	if err != nil {
		s.pageError(c, err)
		return true
	}
	asOf := s.form.AsOf(in)
	set, err := s.generator.RenderSet(c.Request.Context(), generator.SetRequest{Input: in, Source: source, Kinds: []string{web.ChecklistKind},
		Formats: map[string][]generator.Format{web.ChecklistKind: {format}}, Run: profile.Run{AsOf: asOf}})
	var faults profile.Faults
	if errors.As(err, &faults) {
		note(c, "invalid", faults)
		return false
	}
	if err != nil {
		s.pageError(c, err)
		return true
	}
	s.metrics.made(web.ChecklistKind, set.Files, 0)
	if len(set.Files) == 1 {
		f := set.Files[0]
		head(c, f.MediaType, f.Name, `"`+f.SHA256[:32]+`"`)
		c.Data(http.StatusOK, f.MediaType, f.Bytes)
		return true
	}
	sendZIP(c, set.Files, strings.TrimSuffix(generator.BundleName(in, asOf.String()), ".zip")+"_確認リスト.zip", asOf.String())
	return true
}

// formFile is a file that a page brought, and its name.
func formFile(c *gin.Context, field string) (string, []byte, error) {
	header, err := c.FormFile(field)
	if err != nil {
		return "", nil, err
	}
	file, err := header.Open()
	if err != nil {
		return "", nil, errForm
	}
	defer func() { _ = file.Close() }()
	var b bytes.Buffer
	if _, err := b.ReadFrom(file); err != nil {
		return "", nil, errForm
	}
	return header.Filename, slices.Clip(b.Bytes()), nil
}
