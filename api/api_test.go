package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kitei/api"
	"kitei/generator"
)

func TestAnswers(t *testing.T) {
	w := newWorld(t, nil)
	good, incident := sample(t, "seisakusho"), sample(t, "incidents/kunren-kenko")
	for _, tt := range []struct {
		name, method, path, mediaType string
		body                          string
		head                          map[string]string
		status                        int
		holds                         string // in the body
	}{
		{name: "health", method: "GET", path: "/healthz", status: 200, holds: "ok"},
		{name: "ready", method: "GET", path: "/readyz", status: 200, holds: "ready"},
		{name: "metrics", method: "GET", path: "/metrics", status: 200, holds: "kitei_http_seconds"},
		{name: "description", method: "GET", path: "/openapi.json", status: 200, holds: `"3.1.0"`},
		{name: "kinds", method: "GET", path: "/v1/documents", status: 200, holds: "個人情報保護規程"},
		{name: "kind", method: "GET", path: "/v1/documents/privacy_policy", status: 200, holds: "プライバシーポリシー"},
		{name: "no kind", method: "GET", path: "/v1/documents/nothing", status: 404, holds: "no_such_kind"},
		{name: "schema", method: "GET", path: "/v1/schemas/profile", status: 200, holds: "legal_name"},
		{name: "schema of incidents", method: "GET", path: "/v1/schemas/incident", status: 200, holds: "facts"},
		{name: "schema of the member list", method: "GET", path: "/v1/schemas/members", status: 200, holds: "会社番号"},
		{name: "assess", method: "POST", path: "/v1/incidents/assess?as_of=2026-12-03", mediaType: "application/yaml", body: string(incident), status: 200, holds: `"reportable":true`},
		{name: "assess, to read", method: "POST", path: "/v1/incidents/assess?as_of=2026-12-03", mediaType: "application/yaml", body: string(incident), head: map[string]string{"Accept": "text/plain"}, status: 200, holds: "速報"},
		{name: "assess nothing", method: "POST", path: "/v1/incidents/assess", mediaType: "application/json", body: `{"facts":{"nothing":1}}`, status: 422, holds: "/facts/nothing"},
		{name: "assess on a day without law", method: "POST", path: "/v1/incidents/assess?as_of=2031-01-01", mediaType: "application/yaml", body: string(incident), status: 422, holds: "law_not_covered"},
		{name: "report", method: "POST", path: "/v1/incidents/report?as_of=2026-12-03&doc=ppc_report&drill=true", mediaType: "application/yaml", body: string(incident), status: 200, holds: "%PDF"},
		{name: "reports", method: "POST", path: "/v1/incidents/report?as_of=2026-12-03&format=txt&drill=true", mediaType: "application/yaml", body: string(incident), status: 200, holds: "PK"},
		{name: "one kind of an incident", method: "POST", path: "/v1/documents/decision_record/render?as_of=2026-12-03&format=txt", mediaType: "application/yaml", body: string(incident), status: 200, holds: "判断記録"},
		{name: "no such stage", method: "POST", path: "/v1/incidents/report?stage=last", mediaType: "application/yaml", body: string(incident), status: 422, holds: "not_a_choice"},
		{name: "no schema", method: "GET", path: "/v1/schemas/nothing", status: 404, holds: "no_such_schema"},
		{name: "nothing there", method: "GET", path: "/v2", status: 404, holds: "not_found"},
		{name: "wrong method", method: "DELETE", path: "/v1/documents", status: 405, holds: "no_such_method"},
		{name: "no kind to render", method: "POST", path: "/v1/documents/nothing/render", mediaType: "application/json", body: "{}", status: 404, holds: "no_such_kind"},
		{name: "pdf", method: "POST", path: "/v1/documents/privacy_policy/render", mediaType: "application/yaml", body: string(good), status: 200, holds: "%PDF"},
		{name: "txt", method: "POST", path: "/v1/documents/privacy_policy/render?format=txt", mediaType: "application/yaml", body: string(good), status: 200, holds: "武蔵精密製作所"},
		{name: "no such format", method: "POST", path: "/v1/documents/privacy_policy/render?format=xlsx", mediaType: "application/yaml", body: string(good), status: 422, holds: "no_such_format"},
		{name: "wrong day", method: "POST", path: "/v1/documents/privacy_policy/render?as_of=tomorrow", mediaType: "application/yaml", body: string(good), status: 422, holds: "date_form"},
		{name: "a day without law", method: "POST", path: "/v1/documents/privacy_policy/render?as_of=2027-12-01", mediaType: "application/yaml", body: string(good), status: 422, holds: "law_not_covered"},
		{name: "media type", method: "POST", path: "/v1/bundles", mediaType: "text/plain", body: "x", status: 415, holds: "media_type"},
		{name: "not JSON", method: "POST", path: "/v1/bundles", mediaType: "application/json", body: "{", status: 400, holds: "not_readable"},
		{name: "all faults at once", method: "POST", path: "/v1/bundles?doc=privacy_policy", mediaType: "application/json", body: `{"profile":{"legal_name":"株式会社見本","corporate_number":"1"}}`, status: 422, holds: "/profile/address"},
		{name: "English", method: "POST", path: "/v1/bundles", mediaType: "application/json", body: "{", head: map[string]string{"Accept-Language": "en-GB,en"}, status: 400, holds: "can't be read"},
		{name: "preview", method: "POST", path: "/v1/documents/privacy_policy/preview", mediaType: "application/yaml", body: string(good), status: 200, holds: "武蔵精密製作所"},
		{name: "preview of next to nothing", method: "POST", path: "/v1/documents/privacy_policy/preview", mediaType: "application/json", body: `{"profile":{"phone":"1","corporate_number":"1"}}`, status: 200, holds: `class="blank"`},
		{name: "preview of a workbook", method: "POST", path: "/v1/documents/training_record/preview", mediaType: "application/yaml", body: string(good), status: 422, holds: "no_such_format"},
		{name: "preview of no kind", method: "POST", path: "/v1/documents/nothing/preview", mediaType: "application/yaml", body: string(good), status: 404, holds: "no_such_kind"},
		{name: "check", method: "POST", path: "/v1/check", mediaType: "application/yaml", body: string(good), status: 200, holds: `"faults":[]`},
		{name: "check tells presumptions", method: "POST", path: "/v1/check?doc=privacy_policy", mediaType: "application/yaml", body: string(good), status: 200, holds: "/profile/short_name"},
		{name: "check of faults", method: "POST", path: "/v1/check?doc=all", mediaType: "application/json", body: `{"profile":{"corporate_number":"1"}}`, status: 200, holds: "/profile/corporate_number"},
		{name: "check without documents", method: "POST", path: "/v1/check", mediaType: "application/json", body: `{"profile":{"phone":"1"}}`, status: 200, holds: "/profile/phone"},
		{name: "check of no kind", method: "POST", path: "/v1/check?doc=nothing", mediaType: "application/json", body: `{}`, status: 422, holds: "no_such_kind"},
		{name: "the form", method: "GET", path: "/", status: 200, holds: "取扱いの実態"},
		{name: "the form in English", method: "GET", path: "/?lang=en", status: 200, holds: "How data is handled"},
		{name: "style", method: "GET", path: "/web/form.css", status: 200, holds: ":root"},
		{name: "module", method: "GET", path: "/web/main.js", status: 200, holds: "import"},
		{name: "no asset", method: "GET", path: "/web/..%2fdoc.go", status: 404, holds: "not_found"},
		{name: "a form without state", method: "POST", path: "/form", mediaType: "application/x-www-form-urlencoded", body: "do=next", status: 400, holds: "読み取れません"},
		{name: "another host", method: "GET", path: "/v1/documents", head: map[string]string{"Host": "kitei.example"}, status: 403, holds: "unknown_host"},
		{name: "a page of elsewhere", method: "POST", path: "/v1/bundles", mediaType: "application/json", body: "{}", head: map[string]string{"Sec-Fetch-Site": "cross-site"}, status: 403, holds: "cross_origin"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := w.do(t, tt.method, tt.path, tt.mediaType, []byte(tt.body), tt.head)
			got := bodyOf(t, res)
			if res.StatusCode != tt.status || !bytes.Contains(got, []byte(tt.holds)) {
				t.Errorf("%d %.300s\nwant %d with %q", res.StatusCode, got, tt.status, tt.holds)
			}
		})
	}
}

func TestDownload(t *testing.T) {
	w := newWorld(t, nil)
	res := w.do(t, "POST", "/v1/documents/privacy_policy/render", "application/yaml", sample(t, "seisakusho"), nil)
	if d := res.Header.Get("Content-Disposition"); !strings.Contains(d, "filename*=utf-8''%E6%AD%A6%E8%94%B5") {
		t.Errorf("no Japanese name: %s", d)
	}
	again := w.do(t, "POST", "/v1/documents/privacy_policy/render", "application/yaml", sample(t, "seisakusho"), nil)
	if a, b := res.Header.Get("ETag"), again.Header.Get("ETag"); a != b || a == "" {
		t.Errorf("the same input, two tags: %q %q", a, b)
	}
	if !bytes.Equal(bodyOf(t, res), bodyOf(t, again)) {
		t.Error("the same input, other bytes")
	}
}

func TestBundle(t *testing.T) {
	w := newWorld(t, nil)
	path := "/v1/bundles?doc=privacy_policy,protection_regulation&format=txt"
	data := bodyOf(t, w.do(t, "POST", path, "application/yaml", sample(t, "seisakusho"), nil))
	if !bytes.Equal(data, bodyOf(t, w.do(t, "POST", path, "application/yaml", sample(t, "seisakusho"), nil))) {
		t.Error("the same input, another ZIP")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var manifest generator.Manifest
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
		if f.Name == generator.ManifestName {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if err := json.NewDecoder(r).Decode(&manifest); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(manifest.Files) != 2 || !names[generator.ReviewName] {
		t.Errorf("manifest of %d files in a ZIP of %v", len(manifest.Files), names)
	}
	for _, f := range manifest.Files {
		if !names[f.Name] {
			t.Errorf("%s is in the manifest only", f.Name)
		}
	}
}

func TestTodayInJapan(t *testing.T) {
	w := newWorld(t, nil)
	body := bytes.Replace(sample(t, "seisakusho"), []byte("as_of:"), []byte("# as_of:"), 1)
	res := w.do(t, "POST", "/v1/documents/privacy_policy/render", "application/yaml", body, nil)
	if got := res.Header.Get("X-Kitei-As-Of"); got != "2026-11-23" {
		t.Errorf("made for %q", got)
	}
}

func TestNotModified(t *testing.T) {
	w := newWorld(t, nil)
	for _, path := range []string{"/v1/documents", "/v1/schemas/profile", "/openapi.json"} {
		tag := w.do(t, "GET", path, "", nil, nil).Header.Get("ETag")
		if res := w.do(t, "GET", path, "", nil, map[string]string{"If-None-Match": tag}); res.StatusCode != 304 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

func TestLimits(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { c.Limits = api.Limits{Body: 1000, Rate: 0.001, Burst: 3} })
	for _, length := range []bool{true, false} {
		r := httptest.NewRequest("POST", "http://127.0.0.1/v1/bundles", bytes.NewReader(make([]byte, 2000)))
		r.Header.Set("Content-Type", "application/json")
		if !length {
			r.ContentLength = -1
		}
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		if rec.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("length known %v: %d %s", length, rec.Code, rec.Body)
		}
	}
	w.do(t, "GET", "/v1/documents", "", nil, nil)
	if res := w.do(t, "GET", "/v1/documents", "", nil, nil); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("fourth request: %d", res.StatusCode)
	}
}

// What a client typed does not get into the log.
func TestLogHoldsNoValues(t *testing.T) {
	w := newWorld(t, nil)
	w.do(t, "POST", "/v1/bundles?doc=SECRET1&as_of=SECRET2", "application/json", []byte(`{"profile":{"legal_name":"株式会社秘密","phone":"SECRET3"},"output":{"as_of":"SECRET4"}}`), map[string]string{"X-Request-Id": "SECRET5"})
	w.do(t, "GET", "/SECRET6", "", nil, nil)
	w.do(t, "SECRET7", "/v1/documents", "", nil, nil)
	w.do(t, "POST", "/v1/documents/privacy_policy/render", "application/yaml", sample(t, "seisakusho"), nil)
	for _, word := range []string{"SECRET", "秘密", "武蔵"} {
		if strings.Contains(w.log.String(), word) {
			t.Errorf("%s is in the log:\n%s", word, w.log)
		}
	}
	if !strings.Contains(w.log.String(), `"route":"/v1/bundles"`) {
		t.Errorf("nothing logged:\n%s", w.log)
	}
}

func TestAccess(t *testing.T) {
	key := "a key of thirty-two random bytes"
	w := newWorld(t, func(c *api.Config) { c.Access = api.NewAccess(key) })
	for _, tt := range []struct {
		key    string
		status int
	}{{"", 401}, {"wrong", 401}, {key, 200}} {
		head := map[string]string{}
		if tt.key != "" {
			head["Authorization"] = "Bearer " + tt.key
		}
		if res := w.do(t, "GET", "/v1/documents", "", nil, head); res.StatusCode != tt.status {
			t.Errorf("key %q: %d, want %d", tt.key, res.StatusCode, tt.status)
		}
	}
	for addr, ok := range map[string]bool{"127.0.0.1:0": true, "localhost:8080": true, "[::1]:80": true, "0.0.0.0:80": false, ":8080": false, "192.0.2.1:80": false} {
		if err := (api.Access{Open: true}).CheckAddress(addr); (err == nil) != ok {
			t.Errorf("open on %s: %v", addr, err)
		}
		if err := api.NewAccess(key).CheckAddress(addr); err != nil {
			t.Errorf("with a key on %s: %v", addr, err)
		}
	}
}

// A checklist that the office sent out comes back, filled or not, and is judged.
func TestScore(t *testing.T) {
	w := newWorld(t, nil)
	sheet := bodyOf(t, w.do(t, "POST", "/v1/documents/contractor_checklist/render?format=xlsx", "application/yaml", sample(t, "seisakusho"), nil))
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, data := range map[string][]byte{"a.xlsx": sheet, "b.xlsx": []byte("no workbook")} {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	for path, holds := range map[string]string{"/v1/checklists/score": `"b.xlsx"`, "/v1/checklists/score?format=xlsx": "PK"} {
		res := w.do(t, "POST", path, form.FormDataContentType(), b.Bytes(), nil)
		if got := bodyOf(t, res); res.StatusCode != 200 || !bytes.Contains(got, []byte(holds)) {
			t.Errorf("%s: %d %.300s", path, res.StatusCode, got)
		}
	}
	for _, tt := range []struct {
		mediaType, body string
		status          int
	}{{"application/json", "{}", 415}, {"multipart/form-data; boundary=x", "nothing", 400}, {"multipart/form-data", "", 400}} {
		if res := w.do(t, "POST", "/v1/checklists/score", tt.mediaType, []byte(tt.body), nil); res.StatusCode != tt.status {
			t.Errorf("%s: %d, want %d", tt.mediaType, res.StatusCode, tt.status)
		}
	}
}
