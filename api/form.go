package api

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/profile"
)

// page answers with a page of the form.
func (s *Server) page(c *gin.Context, a web.Answer) {
	var b bytes.Buffer
	if err := s.form.Page(c.Request.Context(), &b, a, s.sessions != nil); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, b.Bytes())
}

func (s *Server) sendPage(c *gin.Context, status int, body []byte) {
	c.Header("Cache-Control", "no-store")
	c.Data(status, "text/html; charset=utf-8", body)
}

// pageError says what is wrong on a page of its own.
func (s *Server) pageError(c *gin.Context, err error) {
	status, id := http.StatusInternalServerError, "api_internal"
	var large *http.MaxBytesError
	var faults profile.Faults
	switch {
	case errors.As(err, &large):
		status, id = http.StatusRequestEntityTooLarge, "api_too_large"
	case errors.As(err, &faults):
		status, id = http.StatusUnprocessableEntity, "api_invalid"
	case errors.Is(err, errForm):
		status, id = http.StatusBadRequest, "api_not_readable"
	default:
		logOf(c).Error("failed", "error", errorTypes(err))
	}
	note(c, id, faults)
	var b bytes.Buffer
	if err := web.Message(&b, languageOf(c.Request), id); err != nil {
		refuse(c, status, "internal")
		return
	}
	s.sendPage(c, status, b.Bytes())
}

// start is the empty form.
func (s *Server) start(c *gin.Context) {
	s.page(c, web.Answer{State: web.NewState(langAsked(c))})
}

var errForm = errors.New("the form can't be read")

// posted reads the fields of a page, and the state with them taken over.
func (s *Server) posted(c *gin.Context) (*web.State, url.Values, error) {
	form, err := s.postedForm(c)
	if err != nil {
		return nil, nil, err
	}
	state, err := web.ReadState(form.Get("state"))
	if err != nil {
		return nil, nil, errForm
	}
	state.Merge(form)
	return state, form, nil
}

// postedForm reads the fields of a page. Nothing is put into a file, whatever its
// size.
func (s *Server) postedForm(c *gin.Context) (url.Values, error) {
	if err := c.Request.ParseMultipartForm(s.limits.Body + 1); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, errForm
	}
	return c.Request.PostForm, nil
}

// turn answers a button of the form: another page, or a file.
func (s *Server) turn(c *gin.Context) {
	state, form, err := s.posted(c)
	if err != nil {
		s.pageError(c, err)
		return
	}
	state.AboutAll() // another page may hand its state over
	verb, object, _ := strings.Cut(form.Get("do"), ":")
	switch verb {
	case "open", "another":
		s.open(c, state, verb == "another")
	case "save":
		s.save(c, state, object)
	case "zip":
		s.take(c, state, state.Kinds(), form)
	case "file":
		kind, format, _ := strings.Cut(object, ".")
		form["format"] = []string{format}
		s.take(c, state, []string{kind}, form)
	default:
		a, err := s.form.Act(state, form.Get("do"))
		if err != nil {
			s.pageError(c, err)
			return
		}
		s.page(c, a)
	}
}

// open fills the form with the file that was chosen.
func (s *Server) open(c *gin.Context, old *web.State, another bool) {
	header, err := c.FormFile("file")
	if err != nil || header.Size == 0 {
		s.page(c, web.Answer{State: old, Notice: "no_file"})
		return
	}
	file, err := header.Open()
	if err != nil {
		s.pageError(c, errForm)
		return
	}
	defer func() { _ = file.Close() }()
	body := make([]byte, header.Size)
	if _, err := file.ReadAt(body, 0); err != nil {
		s.pageError(c, errForm)
		return
	}
	in, err := profile.Decode(header.Filename, body)
	if err != nil {
		s.page(c, web.Answer{State: old, Notice: "not_opened"})
		return
	}
	notice := "opened"
	if another {
		notice = "opened_another"
	}
	s.page(c, web.Answer{State: web.FromInput(in, old.Lang, another), Notice: notice})
}

// save gives what was entered as a file.
func (s *Server) save(c *gin.Context, state *web.State, form string) {
	in, err := state.Input()
	if err != nil {
		s.pageError(c, err)
		return
	}
	faults, _ := in.Check(s.form.Run(state, in))
	if slices.ContainsFunc(faults, func(f profile.Fault) bool { return f.Code == "my_number_not_allowed" }) {
		note(c, "my_number_not_allowed", nil) // not written into a file; the check names the field
		state.Step = web.Confirm
		s.page(c, web.Answer{State: state})
		return
	}
	mediaType, write := "application/yaml", in.YAML
	if form == "json" {
		mediaType, write = "application/json", in.JSON
	} else {
		form = "yaml"
	}
	body, err := write()
	if err != nil {
		s.pageError(c, err)
		return
	}
	head(c, mediaType, strings.TrimSuffix(generator.BundleName(in, s.form.AsOf(in).String()), ".zip")+"."+form, etag(body))
	c.Data(http.StatusOK, mediaType, body)
}

// take makes documents: one file, or a ZIP with manifest and 確認表. What is
// wrong with the input is shown at the step of the check.
func (s *Server) take(c *gin.Context, state *web.State, kinds []string, form url.Values) {
	in, err := state.Input()
	if err != nil {
		s.pageError(c, err)
		return
	}
	if len(kinds) == 0 {
		note(c, "no_kind_named", nil)
		state.Step = web.Confirm
		s.page(c, web.Answer{State: state})
		return
	}
	whole := slices.Equal(kinds, state.Kinds()) && form.Get("do") == "zip"
	selected, err := state.Selection(form["format"])
	if err != nil {
		s.pageError(c, err)
		return
	}
	source, err := in.YAML()
	if err != nil {
		s.pageError(c, err)
		return
	}
	run := s.form.Run(state, in)
	run.Draft = form.Get("draft") == "true"
	set, err := s.generator.RenderSet(c.Request.Context(), generator.SetRequest{Input: in, Source: source, Kinds: kinds, Formats: selected.Formats, Run: run})
	var faults profile.Faults
	switch {
	case errors.As(err, &faults):
		note(c, "invalid", faults)
		state.Step = web.Confirm
		s.page(c, web.Answer{State: state})
		return
	case err != nil:
		s.pageError(c, err)
		return
	}
	asOf := set.Manifest.AsOf
	if !whole && len(set.Files) == 1 {
		f := set.Files[0]
		head(c, f.MediaType, f.Name, `"`+f.SHA256[:32]+`"`)
		c.Data(http.StatusOK, f.MediaType, f.Bytes)
		return
	}
	files := set.Files
	if whole {
		if files, err = set.Bundle(); err != nil {
			s.pageError(c, err)
			return
		}
	}
	sendZIP(c, files, generator.BundleName(in, asOf), asOf)
}

// live says what is wrong so far, for the module that shows it as one types.
func (s *Server) live(c *gin.Context) {
	state, _, err := s.posted(c)
	if err != nil {
		refuseForm(c, err)
		return
	}
	said, err := s.form.Live(state)
	if err != nil {
		refuseError(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, gin.H{"said": said})
}

// sample gives the preview of a document for the module that shows it.
func (s *Server) sample(c *gin.Context) {
	state, form, err := s.posted(c)
	if err != nil {
		refuseForm(c, err)
		return
	}
	sample, err := s.form.Sample(c.Request.Context(), state, form.Get("preview"))
	if err != nil {
		refuseError(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, sample)
}

func refuseForm(c *gin.Context, err error) {
	if errors.Is(err, errForm) {
		refuse(c, http.StatusBadRequest, "not_readable")
		return
	}
	refuseError(c, err)
}

// asset serves the style and the modules.
func (s *Server) asset(c *gin.Context) {
	name := c.Param("name")
	body, err := web.Assets.ReadFile("assets/" + name)
	if err != nil || strings.Contains(name, "/") {
		refuse(c, http.StatusNotFound, "not_found")
		return
	}
	answer(c, assetTypes[name[strings.LastIndexByte(name, '.')+1:]], body)
}

var assetTypes = map[string]string{"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
