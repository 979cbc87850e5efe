package api

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/batches"
	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// pageLanguage is that of the query or the form, else that of the browser.
func pageLanguage(c *gin.Context, form url.Values) string {
	for _, l := range []string{form.Get("lang"), c.Query("lang")} {
		if l == "ja" || l == "en" {
			return l
		}
	}
	return languageOf(c.Request)
}

func (s *Server) batchPage(c *gin.Context, p *web.BatchPage) {
	p.SignOut = s.sessions != nil && !s.access.holds(bearer(c.Request))
	var b bytes.Buffer
	if err := web.Batch(&b, p); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, b.Bytes())
}

// otherLanguage is the address of a page in the other language.
func otherLanguage(path, lang string) string {
	if lang == "en" {
		return path + "?lang=ja"
	}
	return path + "?lang=en"
}

// batchHome is the page to begin a batch at, with those there are.
//
//	GET /batch
func (s *Server) batchHome(c *gin.Context) {
	lang := pageLanguage(c, nil)
	f := &web.BatchForm{Ticket: batches.NewID()}
	f.Kinds, f.Formats = web.UsualBatch()
	p := &web.BatchPage{Lang: lang, Form: f, Other: otherLanguage("/batch", lang)}
	if c.Query("done") == "deleted" {
		p.Notice = web.Say(lang, "batch_deleted", nil)
	}
	s.fillHome(c, p)
	s.batchPage(c, p)
}

// fillHome adds what does not depend on what was chosen.
func (s *Server) fillHome(c *gin.Context, p *web.BatchPage) {
	p.Form.Hooks, p.Form.MaxRows = s.batches.HasHooks(), s.batches.MaxRows()
	p.Form.Days = max(1, int(s.batches.Lifetime().Hours()/24))
	list, err := s.batches.List(c.Request.Context(), s.owner(c))
	if err == nil {
		err = s.batches.Trouble()
	}
	if err != nil && len(p.Trouble) == 0 {
		p.Trouble = batchWords(p.Lang, err)
	}
	for _, v := range list {
		p.Form.Mine = append(p.Form.Mine, lineOf(v, p.Lang))
	}
}

// batchWords says an error of a batch to a person.
func batchWords(lang string, err error) []string {
	if _, code, _ := batchRefusal(err); code != "" {
		return []string{profile.Message(lang, "api_"+code, nil)}
	}
	var list errList
	if errors.As(err, &list) {
		return placed(list, lang)
	}
	var faults profile.Faults
	if errors.As(batchFaults(err), &faults) {
		var out []string
		for _, f := range faults {
			out = append(out, f.Message(lang))
		}
		return out
	}
	return nil
}

// placed are faults of a list in words, each with its place.
func placed(faults []members.Fault, lang string) []string {
	var out []string
	for _, f := range faults {
		text := f.Message(lang)
		if at := f.Where(lang); at != "" {
			text = at + web.Say(lang, "stop", nil) + text
		}
		out = append(out, text)
	}
	return out
}

// batchFields reads the fields and files of a page of batches.
func (s *Server) batchFields(c *gin.Context) (*multipart.Form, error) {
	err := c.Request.ParseMultipartForm(s.limits.List + 1)
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return c.Request.MultipartForm, nil
	case errors.Is(err, http.ErrNotMultipart):
		return &multipart.Form{Value: c.Request.PostForm}, nil
	case errors.As(err, &large):
		return nil, err
	}
	return nil, errForm
}

// pageFile reads a file of a page; no data where none was chosen.
func pageFile(form *multipart.Form, field string) (name string, data []byte, err error) {
	for _, header := range form.File[field] {
		f, err := header.Open()
		if err != nil {
			return "", nil, errForm
		}
		data, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil {
			return "", nil, errForm
		}
		if len(data) > 0 {
			return path.Base(strings.ReplaceAll(header.Filename, `\`, "/")), data, nil
		}
	}
	return "", nil, nil
}

// turnBatch answers a button of the page to begin a batch at: a check, or the
// batch. The page carries the list from the one to the other.
//
//	POST /batch
func (s *Server) turnBatch(c *gin.Context) {
	form, err := s.batchFields(c)
	if err != nil {
		s.pageError(c, err)
		return
	}
	values := url.Values(form.Value)
	lang := pageLanguage(c, values)
	if values.Get("do") == "lang" {
		lang = map[string]string{"ja": "en", "en": "ja"}[lang]
	}
	f := &web.BatchForm{
		Ticket: values.Get("ticket"), Kinds: words(values["kinds"]), Formats: words(values["formats"]), AsOf: values.Get("as_of"), Folder: values.Get("folder"),
		Webhook: values.Get("webhook"), Draft: values.Get("draft") == "true", Cover: values.Get("cover") == "true",
	}
	p := &web.BatchPage{Lang: lang, Form: f}
	source, err := carried(form, f)
	if err != nil {
		s.pageError(c, err)
		return
	}
	w, err := s.order(source, url.Values{"kinds": f.Kinds, "formats": f.Formats, "as_of": {f.AsOf}, "folder": {f.Folder}, "webhook": {f.Webhook}, "draft": values["draft"], "cover": values["cover"], "any_format": {"true"}})
	var checked *batches.Checked
	if err == nil {
		checked, err = batches.Check(c.Request.Context(), s.generator, w.list, w.options)
	}
	if err != nil {
		p.Trouble = batchWords(lang, err)
		if p.Trouble == nil {
			s.pageError(c, err)
			return
		}
		s.fillHome(c, p)
		s.batchPage(c, p)
		return
	}
	if values.Get("do") == "start" && checked.Good > 0 {
		j, err := s.batches.Begin(c.Request.Context(), batches.Order{ID: f.Ticket, Owner: s.owner(c), Source: w.source, Options: w.options, Hook: w.hook}, w.list)
		if err == nil {
			c.Redirect(http.StatusSeeOther, "/batch/"+j.ID()+"?lang="+lang)
			return
		}
		if p.Trouble = batchWords(lang, err); p.Trouble == nil {
			s.pageError(c, err)
			return
		}
	}
	f.AsOf = w.options.AsOf.String()
	f.Checked = checkView(checked, lang)
	f.Hooks, f.MaxRows, f.Days = s.batches.HasHooks(), s.batches.MaxRows(), max(1, int(s.batches.Lifetime().Hours()/24))
	s.batchPage(c, p)
}

// showBatch is the page of one batch.
//
//	GET /batch/{id}
func (s *Server) showBatch(c *gin.Context) {
	s.jobPage(c, pageLanguage(c, nil), nil)
}

// jobPage shows the batch of the path, with what went wrong just now.
func (s *Server) jobPage(c *gin.Context, lang string, trouble []string) {
	j, err := s.batches.Get(c.Request.Context(), s.owner(c), c.Param("id"))
	if err != nil {
		s.batchError(c, lang, err)
		return
	}
	state, err := stateOf(c.Request.Context(), j, 0, maxFailures)
	if err != nil {
		s.batchError(c, lang, err)
		return
	}
	s.batchPage(c, &web.BatchPage{Lang: lang, Job: jobView(state, lang), Trouble: trouble, Other: otherLanguage("/batch/"+j.ID(), lang)})
}

// batchError says on a page of its own what went wrong with a batch.
func (s *Server) batchError(c *gin.Context, lang string, err error) {
	status, code, _ := batchRefusal(err)
	if code == "" {
		s.pageError(c, err)
		return
	}
	note(c, code, nil)
	var b bytes.Buffer
	if err := web.Message(&b, lang, "api_"+code); err != nil {
		refuse(c, status, "internal")
		return
	}
	s.sendPage(c, status, b.Bytes())
}

// actBatch answers a button of the page of a batch.
//
//	POST /batch/{id}
func (s *Server) actBatch(c *gin.Context) {
	form, err := s.batchFields(c)
	if err != nil {
		s.pageError(c, err)
		return
	}
	values := url.Values(form.Value)
	lang := pageLanguage(c, values)
	j, err := s.batches.Get(c.Request.Context(), s.owner(c), c.Param("id"))
	if err != nil {
		s.batchError(c, lang, err)
		return
	}
	to := "/batch/" + j.ID() + "?lang=" + lang
	switch values.Get("do") {
	case "cancel":
		err = j.Cancel(c.Request.Context())
	case "retry":
		err = j.Retry(c.Request.Context(), nil, nil)
	case "mend":
		err = mend(c, j, form)
	case "delete":
		err = j.Forget(c.Request.Context())
		to = "/batch?done=deleted&lang=" + lang
	default:
		err = errForm
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, to)
		return
	}
	trouble := batchWords(lang, err)
	if trouble == nil {
		s.pageError(c, err)
		return
	}
	s.jobPage(c, lang, trouble)
}

// mend makes the failed rows again of the mended list that a page brings.
func mend(c *gin.Context, j *batches.Job, form *multipart.Form) error {
	var source batches.Source
	var err error
	if source.Name, source.List, err = pageFile(form, "members"); err != nil {
		return err
	}
	if len(source.List) == 0 {
		return profile.Faults{profile.NewFault("/members", "batch_no_list", nil)}
	}
	name, data, err := pageFile(form, "common")
	if err != nil {
		return err
	}
	if len(data) > 0 {
		source.Common = &batches.Common{Name: name, Data: data}
	}
	mended, list, err := mendedList(j, source)
	if err != nil {
		return err
	}
	return j.Retry(c.Request.Context(), mended, list)
}

// emptyList gives the list to fill in.
//
//	GET /batch/list.xlsx, GET /batch/list.csv
func (s *Server) emptyList(c *gin.Context) {
	format, make, mediaType := "xlsx", members.TemplateXLSX, generator.MediaType(generator.XLSX)
	if strings.HasSuffix(c.FullPath(), ".csv") {
		format, make, mediaType = "csv", members.TemplateCSV, "text/csv; charset=utf-8"
	}
	data, err := make()
	if err != nil {
		s.pageError(c, err)
		return
	}
	head(c, mediaType, "会員一覧."+format, etag(data))
	c.Data(http.StatusOK, mediaType, data)
}
