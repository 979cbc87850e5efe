package api

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"

	"kitei/checklist"
	"kitei/generator"
)

// maxSheets is how many returned checklists one request may bring.
const maxSheets = 200

// score judges returned checklists: JSON, or the summary as a workbook. The
// parts are read one by one; none of them touches the disk.
func (s *Server) score(c *gin.Context) {
	if t, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); t != "multipart/form-data" {
		refuse(c, http.StatusUnsupportedMediaType, "media_type_files")
		return
	}
	asOf, ok := s.day(c)
	if !ok {
		return
	}
	rule := checklist.Rule(c.Query("rule"))
	files, err := readSheets(c.Request)
	if err != nil {
		refuseUpload(c, err)
		return
	}
	report := checklist.Assess(files, asOf, rule)
	c.Header("X-Kitei-As-Of", asOf.String())
	c.Header("Cache-Control", "no-store")
	if c.Query("format") != "xlsx" {
		c.JSON(http.StatusOK, report)
		return
	}
	data, err := report.Summary()
	if err != nil {
		refuseError(c, err)
		return
	}
	head(c, generator.MediaType(generator.XLSX), summaryName(report), etag(data))
	c.Data(http.StatusOK, generator.MediaType(generator.XLSX), data)
}

// errNoFile is an upload without a file, errTooMany one with too many.
var (
	errNoFile  = errors.New("no file")
	errTooMany = errors.New("too many files")
)

// readSheets reads every file of an upload within the limits of a checklist.
func readSheets(r *http.Request) ([]*checklist.Returned, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	var out []*checklist.Returned
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name := path.Base(part.FileName())
		if part.FileName() == "" {
			continue
		}
		if len(out) == maxSheets {
			return nil, errTooMany
		}
		data, err := readPart(part)
		if err != nil {
			return nil, err
		}
		out = append(out, checklist.Read(name, data))
	}
	if len(out) == 0 {
		return nil, errNoFile
	}
	return out, nil
}

// readPart reads one byte more than a checklist may have, so that its reader can
// say that it is too large.
func readPart(part *multipart.Part) ([]byte, error) {
	return io.ReadAll(io.LimitReader(part, checklist.Limits.Bytes+1))
}

func refuseUpload(c *gin.Context, err error) {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), errors.Is(err, errTooMany):
		refuse(c, http.StatusRequestEntityTooLarge, "too_large")
	default:
		refuse(c, http.StatusBadRequest, "no_file")
	}
}
