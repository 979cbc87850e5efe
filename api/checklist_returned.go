package api

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/web"
	"kitei/checklist"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// sheetLimit is how many and how large the returned files of a page may be.
func (s *Server) sheetLimit() web.Limit {
	return web.Limit{Files: maxSheets, FileBytes: checklist.Limits.Bytes, Bytes: s.limits.Body}
}

// returnedSheets is the page on which returned checklists are judged.
func (s *Server) returnedSheets(c *gin.Context) {
	s.judged(c, &web.Judging{Lang: langAsked(c)})
}

// sheetsPosted reads a page and the files that it carries.
func (s *Server) sheetsPosted(c *gin.Context) (lang string, kept []web.Kept, form url.Values, ok bool) {
	if err := c.Request.ParseMultipartForm(2*s.limits.Body + 1); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		var large *http.MaxBytesError
		if !errors.As(err, &large) {
			err = errForm
		}
		s.pageError(c, err)
		return "", nil, nil, false
	}
	form = c.Request.PostForm
	lang = "ja"
	if state, err := web.ReadState(form.Get("state")); err == nil {
		lang = state.Lang
	}
	if verb, object, _ := strings.Cut(form.Get("do"), ":"); verb == "lang" {
		lang = "ja"
		if object == "en" {
			lang = "en"
		}
	}
	return lang, web.ReadKept(form.Get("kept")), form, true
}

// turnReturned answers a button of the page.
func (s *Server) turnReturned(c *gin.Context) {
	lang, kept, form, ok := s.sheetsPosted(c)
	if !ok {
		return
	}
	j := &web.Judging{Lang: lang, AsOf: form.Get("as_of"), Rule: form.Get("rule"), Letter: form.Get("letter_on"), Issuer: strings.TrimSpace(form.Get("issuer")), Faults: map[string]string{}}
	if r := checklist.Rule(j.Rule); r != checklist.Tiered && r != checklist.Legacy {
		j.Rule = ""
	}
	returned, kept := readAgain(kept)
	more, failed := uploaded(c.Request)
	if failed {
		s.pageError(c, errForm)
		return
	}
	verb, object, _ := strings.Cut(form.Get("do"), ":")
	switch {
	case verb == "clear":
		j.Letter, j.Issuer = "", ""
		returned, kept = nil, nil
	case verb == "drop":
		returned, kept = without(returned, kept, object)
	case len(more) > 0:
		returned, kept = s.added(j, returned, kept, more)
	case verb == "score" && len(kept) == 0:
		j.Notice, j.Bad = "no_file", true
	}
	j.Kept = kept
	asOf := s.dayOf(j, "as_of", &j.AsOf)
	letterOn := s.dayOf(j, "letter_on", &j.Letter)
	j.Report = checklist.Assess(returned, asOf, checklist.Rule(j.Rule))
	if len(j.Faults) == 0 && j.Notice == "" {
		switch verb {
		case "summary":
			s.sendSummary(c, j.Report)
			return
		case "letters", "letter":
			if s.sendLetters(c, j, letterOn, verb, object) {
				return
			}
		}
	}
	s.judged(c, j)
}

// dayOf reads a day of the page; left out it is today. What is no day is a fault.
func (s *Server) dayOf(j *web.Judging, name string, words *string) japanese.Date {
	today := s.today()
	if strings.TrimSpace(*words) == "" {
		return today
	}
	day, err := web.DayTyped(*words)
	if err != nil {
		j.Faults[name] = profile.NewFault("", "date_form", map[string]string{"Label": web.Say(j.Lang, "sheets_"+name, nil)}).Message(j.Lang)
		return today
	}
	return day
}

// judged writes the page.
func (s *Server) judged(c *gin.Context, j *web.Judging) {
	j.Limit = s.sheetLimit()
	var b bytes.Buffer
	if err := j.Show(&b, s.sessions != nil); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, b.Bytes())
}

// sheetFile is a file as it came.
type sheetFile struct {
	name string
	data []byte
}

// uploaded are the sheets that a page brought.
func uploaded(r *http.Request) (out []sheetFile, failed bool) {
	if r.MultipartForm == nil {
		return nil, false
	}
	for _, h := range r.MultipartForm.File["sheet"] {
		if h.Filename == "" {
			continue
		}
		data, err := readSheetFile(h)
		if err != nil {
			return nil, true
		}
		out = append(out, sheetFile{h.Filename, data})
	}
	return out, false
}

func readSheetFile(h *multipart.FileHeader) ([]byte, error) {
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, checklist.Limits.Bytes+1))
}

// readAgain reads the files that a page carries. What it says of them is not
// taken: they are judged anew.
func readAgain(kept []web.Kept) ([]*checklist.Returned, []web.Kept) {
	var returned []*checklist.Returned
	var out []web.Kept
	for _, k := range kept {
		r := checklist.Unread(k.Name, k.Code)
		if k.Code == "" {
			r = checklist.Read(k.Name, k.Data)
			k = web.Keep(r, k.Data)
			if k.Code != "" {
				r = checklist.Unread(k.Name, k.Code)
			}
		}
		returned, out = append(returned, r), append(out, k)
	}
	return returned, out
}

// added reads more files, within the limits of a page.
func (s *Server) added(j *web.Judging, returned []*checklist.Returned, kept []web.Kept, more []sheetFile) ([]*checklist.Returned, []web.Kept) {
	nowReturned, now := returned, kept
	for _, u := range more {
		name, number := web.FileName(u.name)
		r := checklist.Read(name, u.data)
		k := web.Keep(r, u.data)
		if number {
			k = web.Kept{Name: name, Code: "my_number"}
		}
		if k.Code != "" {
			r = checklist.Unread(k.Name, k.Code)
		}
		nowReturned, now = without(nowReturned, now, k.Name)
		nowReturned, now = append(nowReturned, r), append(now, k)
	}
	switch {
	case len(now) > maxSheets:
		j.Notice, j.Bad = "sheets_too_many", true
	case web.Size(now) > s.limits.Body:
		j.Notice, j.Bad = "sheets_too_large", true
	default:
		return nowReturned, now
	}
	return returned, kept
}

// without takes a file off, by its name.
func without(returned []*checklist.Returned, kept []web.Kept, name string) ([]*checklist.Returned, []web.Kept) {
	var a []*checklist.Returned
	var b []web.Kept
	for i, k := range kept {
		if k.Name != name {
			a, b = append(a, returned[i]), append(b, k)
		}
	}
	return a, b
}

// sendSummary answers with the summary as a workbook.
func (s *Server) sendSummary(c *gin.Context, report checklist.Report) {
	data, err := report.Summary()
	if err != nil {
		s.pageError(c, err)
		return
	}
	head(c, generator.MediaType(generator.XLSX), summaryName(report), etag(data))
	c.Data(http.StatusOK, generator.MediaType(generator.XLSX), data)
}

func summaryName(report checklist.Report) string {
	return "確認リスト結果_" + report.AsOf.String() + ".xlsx"
}

// sendLetters answers with the letters 是正依頼書 as PDF: of one contractor, or a
// ZIP of all who have to be asked for something. It is false when there is none.
func (s *Server) sendLetters(c *gin.Context, j *web.Judging, on japanese.Date, verb, object string) bool {
	report := j.Report
	if verb == "letter" {
		i, err := strconv.Atoi(object)
		if err != nil || i < 0 || i >= len(report.Contractors) || !report.Contractors[i].NeedsLetter() {
			return false
		}
		report.Contractors = report.Contractors[i : i+1]
	}
	if j.Issuer != "" {
		own := make([]checklist.Result, len(report.Contractors))
		for i, r := range report.Contractors {
			r.Issuer = j.Issuer
			own[i] = r
		}
		report.Contractors = own
	}
	report.AsOf = on // the day of the letters; the verdicts stay those of the day of the check
	letters, err := s.generator.Corrections(c.Request.Context(), report, generator.PDF, nil)
	var faults profile.Faults
	switch {
	case errors.As(err, &faults):
		if faults[0].Code == "law_not_covered" {
			j.Faults["letter_on"] = web.Say(j.Lang, "sheets_letter_day", nil)
		} else { // a character that can't be printed
			j.Faults["issuer"] = faults[0].Message(j.Lang)
		}
		return false
	case err != nil:
		s.pageError(c, err)
		return true
	case len(letters) == 0:
		return false
	case len(letters) == 1:
		f := letters[0]
		head(c, f.MediaType, f.Name, `"`+f.SHA256[:32]+`"`)
		c.Data(http.StatusOK, f.MediaType, f.Bytes)
		return true
	}
	sendZIP(c, letters, "是正依頼書_"+on.String()+".zip", on.String())
	return true
}
