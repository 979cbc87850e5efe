package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/batches"
	"kitei/batch"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// wanted is a batch that a request asks for.
type wanted struct {
	source  *batches.Source
	list    *members.List
	options batch.Options
	hook    string
}

// upload is what a request brings: files, and fields beside them.
type upload struct {
	source batches.Source
	fields url.Values
}

// maxFields bounds the fields beside the files of an upload.
const maxFields = 64 << 10

// errFields is an upload whose fields are too long.
var errFields = errors.New("the fields are too long")

// upload reads a multipart request or JSON; false when it was answered with a
// problem. Nothing of it touches the disk.
func (s *Server) upload(c *gin.Context) (*upload, bool) {
	var u *upload
	var err error
	switch t, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); t {
	case "multipart/form-data":
		u, err = readUpload(c.Request)
	case "application/json":
		u, err = readBatchJSON(c.Request.Body)
	default:
		refuse(c, http.StatusUnsupportedMediaType, "media_type_batch")
		return nil, false
	}
	var faults profile.Faults
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return u, true
	case errors.As(err, &faults):
		refuseError(c, err)
	case errors.As(err, &large), errors.Is(err, errFields):
		refuse(c, http.StatusRequestEntityTooLarge, "too_large")
	default:
		refuse(c, http.StatusBadRequest, "not_readable")
	}
	return nil, false
}

// readUpload reads the parts one by one: members and common are files, the
// others are fields.
func readUpload(r *http.Request) (*upload, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	u := &upload{fields: url.Values{}}
	left := int64(maxFields)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return u, nil
		}
		if err != nil {
			return nil, err
		}
		name, file := part.FormName(), path.Base(strings.ReplaceAll(part.FileName(), `\`, "/"))
		switch {
		case name == "members" && part.FileName() != "":
			u.source.Name = file
			u.source.List, err = io.ReadAll(part)
		case name == "common" && part.FileName() != "":
			data, failed := io.ReadAll(part)
			if err = failed; len(data) > 0 {
				u.source.Common = &batches.Common{Name: file, Data: data}
			}
		case part.FileName() == "":
			data, failed := io.ReadAll(io.LimitReader(part, left+1))
			if err = failed; int64(len(data)) > left {
				return nil, errFields
			}
			left -= int64(len(data))
			u.fields.Add(name, string(data))
		}
		if err != nil {
			return nil, err
		}
	}
}

// readBatchJSON reads the same as JSON, with the companies as an array of
// profiles.
func readBatchJSON(body io.Reader) (*upload, error) {
	var v struct {
		Members   json.RawMessage `json:"members"`
		Common    json.RawMessage `json:"common"`
		Kinds     []string        `json:"kinds"`
		Formats   []string        `json:"formats"`
		AnyFormat bool            `json:"any_format"`
		AsOf      string          `json:"as_of"`
		Draft     bool            `json:"draft"`
		Cover     bool            `json:"cover"`
		Folder    string          `json:"folder"`
		Webhook   string          `json:"webhook"`
	}
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	u := &upload{source: batches.Source{List: v.Members}, fields: url.Values{"kinds": v.Kinds, "formats": v.Formats, "as_of": {v.AsOf}, "folder": {v.Folder}, "webhook": {v.Webhook}}}
	if len(v.Common) > 0 && string(v.Common) != "null" {
		u.source.Common = &batches.Common{Name: "common.json", Data: v.Common}
	}
	for name, set := range map[string]bool{"draft": v.Draft, "cover": v.Cover, "any_format": v.AnyFormat} {
		if set {
			u.fields.Set(name, "true")
		}
	}
	return u, nil
}

// wanted reads what a request asks for, the list with it; false when it was
// answered with a problem.
func (s *Server) wanted(c *gin.Context) (*wanted, bool) {
	u, ok := s.upload(c)
	if !ok {
		return nil, false
	}
	w, err := s.order(&u.source, u.fields)
	if err != nil {
		refuseBatch(c, err)
		return nil, false
	}
	return w, true
}

// order settles what is asked for. The error is [profile.Faults], or one of
// package batches.
func (s *Server) order(source *batches.Source, fields url.Values) (*wanted, error) {
	if len(source.List) == 0 || string(source.List) == "null" {
		return nil, profile.Faults{profile.NewFault("/members", "batch_no_list", nil)}
	}
	w := &wanted{source: source, hook: strings.TrimSpace(fields.Get("webhook"))}
	w.options = batch.Options{
		Kinds: words(fields["kinds"]), Formats: words(fields["formats"]), Draft: fields.Get("draft") == "true", Cover: fields.Get("cover") == "true",
		AnyFormat: fields.Get("any_format") == "true", Folder: strings.TrimSpace(fields.Get("folder")),
	}
	var faults profile.Faults
	for _, f := range w.options.Formats {
		if !slices.ContainsFunc(generator.Kinds(), func(k generator.KindInfo) bool {
			return k.Input == "profile" && slices.Contains(k.Formats, generator.Format(f))
		}) {
			faults = append(faults, profile.NewFault("/formats", "not_a_choice", map[string]string{"Label": "formats", "Allowed": "pdf, html, txt, xlsx"}))
		}
	}
	if japanese.FindMyNumber(w.options.Folder) {
		faults = append(faults, profile.NewFault("/folder", "my_number_not_allowed", map[string]string{"Label": "folder"}))
		w.options.Folder = ""
	}
	day := strings.TrimSpace(fields.Get("as_of"))
	asOf, err := japanese.ParseDate(day)
	if day != "" && err != nil {
		faults = append(faults, profile.NewFault("/as_of", "date_form", map[string]string{"Label": "as_of"}))
	}
	if w.hook != "" {
		var found profile.Faults
		if err := batchFaults(s.batches.CheckHook(w.hook)); errors.As(err, &found) {
			faults = append(faults, found...)
		}
	}
	var common *profile.Input
	if w.list, common, err = source.Read(s.batches.MaxRows()); err != nil {
		var found profile.Faults
		if !errors.As(err, &found) {
			return nil, err
		}
		faults = append(faults, found...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	if len(w.list.Rows) == 0 && len(w.list.Faults) == 0 {
		return nil, batch.ErrEmpty
	}
	w.options.AsOf = asOf
	if day == "" {
		w.options.AsOf = s.today()
		if common != nil {
			if d, ok := common.AsOf(); ok {
				w.options.AsOf = d
			}
		}
	}
	return w, nil
}

// words are the words of fields that hold one each, or several with commas.
func words(fields []string) []string {
	var out []string
	for _, f := range fields {
		for _, w := range strings.Split(f, ",") {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// mended reads the mended list of a retry: none, or a list, over the common
// profile of before where none comes with it.
func (s *Server) mended(c *gin.Context, j *batches.Job) (*batches.Source, *members.List, bool) {
	if c.Request.ContentLength == 0 {
		return nil, nil, true
	}
	u, ok := s.upload(c)
	if !ok {
		return nil, nil, false
	}
	source, list, err := mendedList(j, u.source)
	if err != nil {
		refuseListError(c, err)
		return nil, nil, false
	}
	return source, list, true
}

// errList is a list whose columns or sheets are faulty.
type errList []members.Fault

func (e errList) Error() string { return "the list is faulty" }

func mendedList(j *batches.Job, source batches.Source) (*batches.Source, *members.List, error) {
	if len(source.List) == 0 || string(source.List) == "null" {
		return nil, nil, nil
	}
	before, err := j.Source()
	if err != nil {
		return nil, nil, err
	}
	if source.Common == nil {
		source.Common = before.Common
	}
	list, _, err := source.Read(j.MaxRows())
	if err != nil {
		return nil, nil, err
	}
	if len(list.Faults) > 0 {
		return nil, nil, errList(list.Faults)
	}
	return &source, list, nil
}

// refuseList answers with the faults of a list, each with its place.
func refuseList(c *gin.Context, faults []members.Fault) {
	var plain []profile.Fault
	for _, f := range faults {
		plain = append(plain, f.Fault)
	}
	refuseWith(c, http.StatusUnprocessableEntity, "list_faulty", plain, faults)
}

func refuseListError(c *gin.Context, err error) {
	var list errList
	if errors.As(err, &list) {
		refuseList(c, list)
		return
	}
	refuseBatch(c, err)
}
