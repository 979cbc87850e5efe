package api_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kitei/api"
)

// FuzzAPI sends anything to any route. Nothing of it may be a failure of ours (a
// status of 500 or more; 503 apart), a panic, an answer that the description
// does not know, or a word of the client in a log.
func FuzzAPI(f *testing.F) {
	for _, s := range fuzzSeeds(f) {
		f.Add(s.method, s.path, s.mediaType, s.head, s.body)
	}
	var w *world
	f.Fuzz(func(t *testing.T, method, path, mediaType, head string, body []byte) {
		if w == nil { // one server for all inputs of a process, as in life
			w = newWorld(t, func(c *api.Config) { c.Limits = api.Limits{Body: 2 << 20, Rate: 1e9, Burst: 1e9} })
		}
		request := fuzzRequest(method, path, mediaType, head, body)
		if request == nil {
			t.Skip()
		}
		w.log.Reset()
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, request)
		res := rec.Result()
		if res.StatusCode >= 500 && res.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s %s: %d\n%s", request.Method, request.URL, res.StatusCode, w.log)
		}
		w.checkAnswer(t, request, res, rec.Body.Bytes())
		checkLog(t, w.log.Bytes(), []string{path, mediaType, head, string(body)})
	})
}

// fuzzRequest makes a request of the parts, as the server of net/http would hand
// it on; nil when that one would not. head holds lines "Name: value".
func fuzzRequest(method, path, mediaType, head string, body []byte) *http.Request {
	r, err := http.NewRequest(method, "http://127.0.0.1", bytes.NewReader(body))
	if err != nil {
		return nil
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if r.URL, err = r.URL.Parse("http://127.0.0.1" + path); err != nil || r.URL.Host != "127.0.0.1" {
		return nil
	}
	r.RemoteAddr, r.RequestURI = "127.0.0.1:1234", path
	r.Host = "127.0.0.1"
	for line := range strings.SplitSeq(head, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			r.Header.Add(name, value)
		}
	}
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	return r
}

// allowedInLog are the words of our own that a log line may hold.
var allowedInLog = []string{"time", "level", "msg", "request", "method", "route", "status", "ms", "in", "out", "code"}

// checkLog holds every line to its fields: each is a number or a word of ours.
// What a client typed can only get into code, and there only as a pointer: so no
// word of four characters or more of its values may stand in it.
func checkLog(t *testing.T, log []byte, sent []string) {
	for line := range bytes.Lines(log) {
		var fields map[string]any
		if err := json.Unmarshal(line, &fields); err != nil {
			t.Fatalf("a log line that is no JSON: %s", line)
		}
		for name, v := range fields {
			known := false
			for _, a := range allowedInLog {
				known = known || a == name
			}
			if !known {
				t.Errorf("field %s in the log: %v", name, v)
			}
		}
		code, _ := fields["code"].(string)
		for _, words := range sent {
			for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r < 128 }) {
				if utf8.RuneCountInString(word) >= 4 && strings.ContainsFunc(word, unicode.IsLetter) && strings.Contains(code, word) {
					t.Errorf("%q is in the log: %s", word, code)
				}
			}
		}
	}
}

type fuzzSeed struct {
	method, path, mediaType, head string
	body                          []byte
}

func fuzzSeeds(f *testing.F) []fuzzSeed {
	profile, incident := sample(f, "shinryojo"), sample(f, "incidents/kunren-kenko")
	sheet, err := os.ReadFile(filepath.Join("..", "samples", "checklists", "さくら社会保険労務士事務所_回答.xlsx"))
	if err != nil {
		f.Fatal(err)
	}
	upload := func(name string, data []byte) []byte {
		return fmt.Appendf(nil, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--x--\r\n", name, data)
	}
	const multi = "multipart/form-data; boundary=x"
	deep := []byte(strings.Repeat(`{"profile":`, 5000) + "1" + strings.Repeat("}", 5000))
	bomb := []byte("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nprofile: *c\n")
	seeds := []fuzzSeed{
		{"GET", "/healthz", "", "", nil},
		{"GET", "/?lang=en", "", "Accept: text/html", nil},
		{"GET", "/openapi.json", "", `If-None-Match: "x"`, nil},
		{"GET", "/v1/documents/%00", "", "", nil},
		{"GET", "/web/..%2f..%2fgo.mod", "", "", nil},
		{"GET", "/web/%2e%2e/openapi.yaml", "", "", nil},
		{"GET", "//v1/../v1/documents/?as_of=%ff", "", "Accept-Language: en;q=, *;q=9, \xff", nil},
		{"HEAD", "/v1/documents", "", "", nil},
		{"OPTIONS", "/v1/bundles", "", "Origin: null\nHost: evil.example", nil},
		{"PATCH", "/form", "", "Sec-Fetch-Site: cross-site", nil},
		{"POST", "/sign-in", formType, "", []byte("password=x")},
		{"POST", "/v1/bundles?doc=privacy_policy&format=txt", yamlType, "", profile},
		{"POST", "/v1/bundles?doc=all&format=xlsx&draft=true&as_of=2026-12-03", yamlType, "", profile},
		{"POST", "/v1/documents/privacy_policy/render?format=pdf", yamlType, "", profile},
		{"POST", "/v1/documents/nda/preview", yamlType, "", profile},
		{"POST", "/v1/check?doc=all", jsonType, "", []byte(`{"profile":{"legal_name":"株式会社見本","employee_count":1e400}}`)},
		{"POST", "/v1/check", jsonType, "", []byte(`{"profile":{"employee_count":` + strings.Repeat("9", 5000) + `}}`)},
		{"POST", "/v1/check", jsonType, "", deep},
		{"POST", "/v1/check", yamlType, "", bomb},
		{"POST", "/v1/check", yamlType, "", []byte("profile: {legal_name: \xff\xfe\x00}")},
		{"POST", "/v1/check", jsonType, "", []byte(`{"profile":{"株式会社秘密の鍵":"秘密の値です"}}`)},
		{"POST", "/v1/check", yamlType, "", []byte("profile:\n  ? [a, b]\n  : !!binary aGk=\n")},
		{"POST", "/v1/documents/../../etc/passwd/render", jsonType, "", []byte("{}")},
		{"POST", "/v1/bundles", jsonType, "", []byte(`{"profile":{},"output":{"file_name":"../../{会社名}"},"documents":[{"kind":"nda"}]}`)},
		{"POST", "/v1/bundles?draft=true&format=txt", jsonType, "", []byte(`{"profile":{"legal_name":"..\\..\u0000/x"},"output":{"file_name":"../../{会社名}"},"documents":[{"kind":"nda"}]}`)},
		{"POST", "/v1/incidents/assess?as_of=2026-12-03", yamlType, "Accept: text/plain", incident},
		{"POST", "/v1/incidents/report?as_of=2026-12-03&format=txt&drill=true", yamlType, "", incident},
		{"POST", "/v1/incidents/report?stage=both&law=mynumber", jsonType, "", []byte(`{"facts":{"date_known":"9999-12-31","role":"own"},"report":{"discovered_on":{"unknown":true}}}`)},
		{"POST", "/v1/checklists/score?as_of=2026-12-03", multi, "", upload("a.xlsx", sheet)},
		{"POST", "/v1/checklists/score?format=xlsx", multi, "", upload("../../a.xlsx", zipBomb(f))},
		{"POST", "/v1/checklists/score", multi, "", upload("a.xlsx", manyCells(f))},
		{"POST", "/v1/checklists/score", "multipart/form-data; boundary=\x00", "", []byte("--x")},
		{"POST", "/v1/checklists/score", "multipart/form-data; boundary=" + strings.Repeat("y", 80), "", []byte("--")},
		{"POST", "/form", formType, "", []byte("do=next&/profile/legal_name=x&state=" + strings.Repeat("%7B", 50))},
		{"POST", "/form", multi, "", []byte("--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n{}\r\n--x\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nzip\r\n--x--\r\n")},
		{"POST", "/form/preview", formType, "", []byte("state=&preview=nda&/profile/contacts/99999999/name=x")},
		{"POST", "/form/check", formType, "", []byte("state=&/profile/contacts/-1/name=x&/profile//=&/=1")},
	}
	seeds = append(seeds, []fuzzSeed{
		{"GET", "/v1/batches", "", "", nil},
		{"GET", "/v1/batches/..%2f..", "", "", nil},
		{"GET", "/v1/batches/x/events", "", "Last-Event-ID: -1", nil},
		{"GET", "/v1/batches/x/result.zip", "", "Range: bytes=0-", nil},
		{"DELETE", "/v1/batches/x", "", "", nil},
		{"POST", "/v1/batches/check?doc=nda", multi, "", upload("a.csv", []byte("番号,会社名\n1,株式会社秘密商会\n"))},
		{"POST", "/v1/batches/x/retry", multi, "", upload("../a.xlsx", zipBomb(f))},
	}...)
	return seeds
}

// zipBomb is a workbook whose sheet would be a gigabyte of blanks.
func zipBomb(t testing.TB) []byte {
	return workbook(t, func(w io.Writer) error {
		blank := bytes.Repeat([]byte(" "), 1<<20)
		for range 1 << 10 {
			if _, err := w.Write(blank); err != nil {
				return err
			}
		}
		return nil
	})
}

// manyCells is a workbook of few bytes with a cell at the end of the sheet.
func manyCells(t testing.TB) []byte {
	return workbook(t, func(w io.Writer) error {
		_, err := io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`)
		return err
	})
}

func workbook(t testing.TB, sheet func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="確認リスト" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err == nil {
		err = sheet(w)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
