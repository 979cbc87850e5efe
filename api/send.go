package api

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"kitei/generator"
)

// head sets what a download needs: type, Japanese name, hash. The work is done:
// sending holds no place.
func head(c *gin.Context, mediaType, name, tag string) {
	free(c)
	c.Header("Content-Type", mediaType)
	c.Header("Content-Disposition", disposition(name))
	c.Header("ETag", tag)
	c.Header("Cache-Control", "no-store")
}

// sendFile answers with a file.
func sendFile(c *gin.Context, f generator.File) {
	head(c, f.MediaType, f.Name, `"`+f.SHA256[:32]+`"`)
	c.Data(http.StatusOK, f.MediaType, f.Bytes)
}

// disposition names a download in UTF-8 (RFC 6266), with an ASCII name for
// clients that don't know it.
func disposition(name string) string {
	full := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	if !strings.Contains(full, "filename*") {
		return full
	}
	ascii := strings.Map(func(r rune) rune {
		if r > 126 || r < 32 || r == '"' || r == '\\' {
			return '_'
		}
		return r
	}, name)
	return strings.Replace(full, "attachment;", `attachment; filename="`+ascii+`";`, 1)
}

// sendZIP streams files as a ZIP: the same files on the same day give the same
// bytes. What is compressed already is stored.
func sendZIP(c *gin.Context, files []generator.File, name, asOf string) {
	sum := sha256.New()
	for _, f := range files {
		one := sha256.Sum256(f.Bytes)
		sum.Write([]byte(f.Name))
		sum.Write(one[:])
	}
	head(c, "application/zip", name, `"`+hex.EncodeToString(sum.Sum(nil)[:16])+`"`)
	c.Status(http.StatusOK)
	day, _ := time.Parse(time.DateOnly, asOf) // a wrong day is the zero day: the same each time
	z := zip.NewWriter(c.Writer)
	for _, f := range files {
		method := zip.Store
		if f.Format != generator.PDF && f.Format != generator.XLSX {
			method = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method, Modified: day})
		if err == nil {
			_, err = w.Write(f.Bytes)
		}
		if err != nil {
			logOf(c).Warn("the client went away")
			panic(http.ErrAbortHandler) // a cut ZIP must not look whole
		}
	}
	if err := z.Close(); err != nil {
		panic(http.ErrAbortHandler)
	}
}
