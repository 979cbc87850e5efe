package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kitei/api"
	"kitei/generator"
)

var update = flag.Bool("update", false, "rewrite the expected answers")

// a refused request, and the server that it is sent to.
type refused struct {
	name                    string
	status                  int
	method, path, mediaType string
	body                    string
	head                    map[string]string
	change                  func(*api.Config)
	before                  func(t *testing.T, w *world) // what happens first
	noBytes                 bool                         // the length of the body is not told
}

const (
	jsonType = "application/json"
	yamlType = "application/yaml"
	formType = "application/x-www-form-urlencoded"
)

// company is a whole profile.
func company(t *testing.T) string { return string(sample(t, "shinryojo")) }

func few(c *api.Config) { c.Limits = api.Limits{Rate: 0.001, Burst: 1} }

func keys(c *api.Config) { c.Access = api.NewAccess("a key of thirty-two random bytes") }

func refusals(t *testing.T) []refused {
	upload := func(files int) string {
		var b strings.Builder
		for i := range files {
			fmt.Fprintf(&b, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%d.xlsx\"\r\n\r\nno workbook\r\n", i)
		}
		return b.String() + "--x--\r\n"
	}
	incident := string(sample(t, "incidents/kunren-kenko"))
	tiny := func(c *api.Config) { c.Limits = api.Limits{Body: 1000} }
	return []refused{
		{name: "400 JSON", status: 400, path: "/v1/bundles", mediaType: jsonType, body: "{\"profile\":\n {\"phone\": nothing}}"},
		{name: "400 YAML", status: 400, path: "/v1/bundles", mediaType: yamlType, body: "profile:\n  phone: [1\n"},
		{name: "400 another encoding", status: 400, path: "/v1/check", mediaType: yamlType, body: "profile: {legal_name: \x8a\x94\x8e\xae}"},
		{name: "400 empty", status: 400, path: "/v1/documents/privacy_policy/render", mediaType: jsonType},
		{name: "400 two documents", status: 400, path: "/v1/bundles", mediaType: yamlType, body: "profile: {}\n---\nprofile: {}\n"},
		{name: "400 alias", status: 400, path: "/v1/bundles", mediaType: yamlType, body: "profile: &a {short_name: x}\noutput: *a\n"},
		{name: "400 no object", status: 400, path: "/v1/bundles", mediaType: jsonType, body: "[1]"},
		{name: "400 too deep", status: 400, path: "/v1/incidents/assess", mediaType: jsonType, body: strings.Repeat("[", 40) + strings.Repeat("]", 40)},
		{name: "400 a key twice", status: 400, path: "/v1/bundles", mediaType: jsonType, body: `{"profile":{"phone":"048-000-0000","phone":"048-000-0001"}}`},
		{name: "400 no file", status: 400, path: "/v1/checklists/score", mediaType: "multipart/form-data; boundary=x", body: "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nwords\r\n--x--\r\n"},
		{name: "400 cut off", status: 400, path: "/v1/checklists/score", mediaType: "multipart/form-data; boundary=x", body: "--x\r\nContent-Dis"},
		{name: "400 query", status: 400, path: "/v1/bundles?doc=%zz", mediaType: jsonType, body: "{}"},
		{name: "400 state of the form", status: 400, path: "/form/check", mediaType: formType, body: "state=nothing"},
		{name: "401 no key", status: 401, method: "GET", path: "/v1/documents", change: keys},
		{name: "401 wrong key", status: 401, path: "/v1/bundles", mediaType: jsonType, body: "{}", change: keys, head: map[string]string{"Authorization": "Bearer wrong"}},
		{name: "403 host", status: 403, method: "GET", path: "/v1/documents", head: map[string]string{"Host": "kitei.example"}},
		{name: "403 another site", status: 403, path: "/v1/bundles", mediaType: jsonType, body: "{}", head: map[string]string{"Sec-Fetch-Site": "cross-site"}},
		{name: "403 another origin", status: 403, path: "/form", mediaType: formType, body: "do=next", head: map[string]string{"Origin": "https://kitei.example"}},
		{name: "404 address", status: 404, method: "GET", path: "/v2/documents"},
		{name: "404 kind", status: 404, path: "/v1/documents/nothing/render", mediaType: jsonType, body: "{}"},
		{name: "404 schema", status: 404, method: "GET", path: "/v1/schemas/nothing"},
		{name: "404 asset", status: 404, method: "GET", path: "/web/..%2fform.go"},
		{name: "404 no sign-in here", status: 404, method: "GET", path: "/sign-in"},
		{name: "405 method", status: 405, method: "DELETE", path: "/v1/documents"},
		{name: "405 GET of work", status: 405, method: "GET", path: "/v1/bundles"},
		{name: "413 by its length", status: 413, path: "/v1/bundles", mediaType: jsonType, body: strings.Repeat(" ", 1001), change: tiny},
		{name: "413 by its bytes", status: 413, path: "/v1/bundles", mediaType: jsonType, body: strings.Repeat(" ", 1001), change: tiny, noBytes: true},
		{name: "413 upload", status: 413, path: "/v1/checklists/score", mediaType: "multipart/form-data; boundary=x", body: upload(20), change: tiny, noBytes: true},
		{name: "413 an input of more than 2 MB", status: 413, path: "/v1/check", mediaType: yamlType, body: "#" + strings.Repeat("x", 2<<20)},
		{name: "413 too many files", status: 413, path: "/v1/checklists/score", mediaType: "multipart/form-data; boundary=x", body: upload(201)},
		{name: "415 words", status: 415, path: "/v1/bundles", mediaType: "text/plain", body: "x"},
		{name: "415 nothing said", status: 415, path: "/v1/incidents/assess", body: "{}"},
		{name: "415 no upload", status: 415, path: "/v1/checklists/score", mediaType: jsonType, body: "{}"},
		{name: "422 all faults at once", status: 422, path: "/v1/bundles?doc=privacy_policy", mediaType: jsonType,
			body: `{"profile":{"legal_name":"株式会社見本","corporate_number":"1","employee_count":"many","entity_typ":"kabushiki","phone":"1"},"documents":[{"kind":"poem"}]}`},
		{name: "422 no documents named", status: 422, path: "/v1/bundles", mediaType: jsonType, body: `{"profile":{"legal_name":"株式会社見本"}}`},
		{name: "422 facts that contradict", status: 422, path: "/v1/documents/privacy_policy/render?format=txt", mediaType: yamlType, body: strings.Replace(company(t), "items:\n      - {code: K01}", "items:\n      - {code: C01}", 1)},
		{name: "422 my number", status: 422, path: "/v1/documents/privacy_policy/render", mediaType: yamlType, body: strings.Replace(company(t), "  business_description: ", "  business_description: 番号は123456789018です ", 1)},
		{name: "422 no glyph", status: 422, path: "/v1/documents/privacy_policy/render", mediaType: yamlType, body: strings.Replace(company(t), "  rep_name: ", "  rep_name: 見本 \U00012000", 1)},
		{name: "422 parameters", status: 422, path: "/v1/bundles?as_of=tomorrow&draft=perhaps&format=pdf&format=txt&formt=pdf", mediaType: jsonType, body: "{}"},
		{name: "422 kinds and formats", status: 422, path: "/v1/bundles?doc=poem,ppc_report,privacy_policy,training_record&format=docx,xlsx", mediaType: yamlType, body: company(t)},
		{name: "422 a kind of check", status: 422, path: "/v1/check?doc=poem,ppc_report", mediaType: jsonType, body: "{}"},
		{name: "422 a day without law", status: 422, path: "/v1/documents/privacy_policy/render?as_of=2031-01-01", mediaType: yamlType, body: company(t)},
		{name: "422 incident", status: 422, path: "/v1/incidents/assess", mediaType: jsonType, body: `{"facts":{"nothing":1,"role":"king"}}`},
		{name: "422 report", status: 422, path: "/v1/incidents/report?stage=last&law=all", mediaType: yamlType, body: incident},
		{name: "422 leaked values", status: 422, path: "/v1/incidents/report?as_of=2026-12-03", mediaType: yamlType, body: strings.Replace(incident, "data_items_other: 社員番号", "data_items_other: 4111 1111 1111 1111", 1)},
		{name: "422 rule of a score", status: 422, path: "/v1/checklists/score?rule=kind&format=pdf", mediaType: "multipart/form-data; boundary=x", body: upload(1)},
		{name: "429 rate", status: 429, method: "GET", path: "/v1/documents", change: few, before: func(t *testing.T, w *world) { w.do(t, "GET", "/v1/documents", "", nil, nil) }},
		{name: "500 panic", status: 500, path: "/v1/documents/privacy_policy/render", mediaType: yamlType, body: company(t), change: func(c *api.Config) { c.Generator = new(generator.Generator) }},
		{name: "503 no place to work", status: 503, path: "/v1/documents/privacy_policy/render", mediaType: yamlType, body: company(t),
			change: func(c *api.Config) { c.Limits = api.Limits{Wait: time.Millisecond} }, before: func(t *testing.T, w *world) { t.Cleanup(w.server.Hold()) }},
		{name: "503 not ready", status: 503, method: "GET", path: "/readyz", before: func(t *testing.T, w *world) { t.Cleanup(w.server.Hold()) }},
		{name: "503 too many in flight", status: 503, path: "/v1/check", mediaType: jsonType, body: "{}",
			change: func(c *api.Config) { c.Limits = api.Limits{InFlight: 1} }, before: holdBody},
	}
}

// holdBody starts a request whose body does not end before the test does.
func holdBody(t *testing.T, w *world) {
	r, stop := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		req, _ := http.NewRequest("POST", "http://127.0.0.1/v1/check", r)
		w.server.ServeHTTP(&discard{}, req)
	}()
	if _, err := stop.Write([]byte("{")); err != nil { // it is being read
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stop.Close(); <-done })
}

// discard is a client that does not look at its answer.
type discard struct{ head http.Header }

func (d *discard) Header() http.Header {
	if d.head == nil {
		d.head = http.Header{}
	}
	return d.head
}
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// TestProblems provokes every refusal and compares it whole, in both languages.
func TestProblems(t *testing.T) {
	statuses := map[int]bool{}
	var names []string
	for _, tt := range refusals(t) {
		statuses[tt.status] = true
		file := strings.ReplaceAll(tt.name, " ", "-") + ".json"
		names = append(names, file)
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			for _, lang := range []string{"ja", "en"} {
				w := newWorld(t, tt.change)
				if tt.before != nil {
					tt.before(t, w)
				}
				head := map[string]string{"Accept-Language": lang}
				for k, v := range tt.head {
					head[k] = v
				}
				method := tt.method
				if method == "" {
					method = "POST"
				}
				body := []byte(tt.body)
				send := w.do
				if tt.noBytes {
					send = w.stream
				}
				res := send(t, method, tt.path, tt.mediaType, body, head)
				if res.StatusCode != tt.status {
					t.Errorf("%d, want %d: %.200q", res.StatusCode, tt.status, bodyOf(t, res))
					return
				}
				got.Write(problemText(t, res))
				if id := res.Header.Get("X-Request-Id"); !strings.Contains(w.log.String(), `"request":"`+id+`"`) {
					t.Errorf("request %s is not in the log: %s", id, w.log)
				}
			}
			compare(t, filepath.Join("testdata", "problems", file), got.Bytes())
		})
	}
	for _, status := range []int{400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503} {
		if !statuses[status] {
			t.Errorf("no request is refused with %d", status)
		}
	}
	there, err := filepath.Glob("testdata/problems/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range there {
		if !slices.Contains(names, filepath.Base(file)) {
			t.Errorf("%s belongs to no request", file)
		}
	}
}

// stream is do with a body whose length nobody tells.
func (w *world) stream(t testing.TB, method, path, mediaType string, body []byte, head map[string]string) *http.Response {
	return w.exchange(t, method, path, mediaType, io.MultiReader(bytes.NewReader(body)), body, head)
}

// problemText is an answer as people compare it: status, the headers that a
// client acts on, and the problem without the id of the request.
func problemText(t *testing.T, res *http.Response) []byte {
	t.Helper()
	if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("a problem as %q", got)
	}
	var p map[string]any
	if err := json.Unmarshal(bodyOf(t, res), &p); err != nil {
		t.Fatal(err)
	}
	if id, _ := p["request_id"].(string); len(id) != 16 || id != res.Header.Get("X-Request-Id") {
		t.Errorf("request_id %q, header %q", id, res.Header.Get("X-Request-Id"))
	}
	p["request_id"] = "…"
	shown := map[string]any{"body": p}
	for _, name := range []string{"Content-Language", "Retry-After", "WWW-Authenticate", "Allow"} {
		if v := res.Header.Get(name); v != "" {
			shown[name] = v
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(shown); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compare holds a text to a golden file.
func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// The words of an error stay out of the log: they may repeat a value.
func TestErrorInLog(t *testing.T) {
	err := fmt.Errorf("sheet %q: %w", "株式会社秘密", &os.PathError{Op: "open", Path: "株式会社秘密", Err: os.ErrExist})
	if got := api.ErrorTypes(err); got != "*fmt.wrapError ← *fs.PathError ← *errors.errorString" {
		t.Error(got)
	}
}
