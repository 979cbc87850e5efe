package api_test

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"kitei/api"
)

// An upload of several megabytes is never put on the disk: there is no folder
// that it could go to.
func TestUploadStaysInMemory(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nothing"))
	w := newWorld(t, nil)
	part := func(name, file string, data []byte) []byte {
		if file != "" {
			name += `"; filename="` + file
		}
		return fmt.Appendf(nil, "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, data)
	}
	end := []byte("--x--\r\n")
	big := append(sample(t, "seisakusho"), []byte("\n# "+strings.Repeat("見本", 300_000))...) // 1.8 MB, the most that a profile may have is 2
	opened := bytes.Join([][]byte{part("state", "", []byte(`{"lang":"ja","step":"company"}`)), part("do", "", []byte("open")), part("note", "", bytes.Repeat([]byte("x"), 3<<20)), part("file", "a.yaml", big), end}, nil)
	res := w.do(t, "POST", "/form", "multipart/form-data; boundary=x", opened, nil)
	if body := bodyOf(t, res); res.StatusCode != 200 || !bytes.Contains(body, []byte("武蔵精密製作所")) {
		t.Errorf("opened: %d %.300s", res.StatusCode, body)
	}
	var sheets []byte
	for i := range 3 {
		sheets = append(sheets, part("file", fmt.Sprintf("%d.xlsx", i), bytes.Repeat([]byte("no workbook "), 150_000))...)
	}
	res = w.do(t, "POST", "/v1/checklists/score", "multipart/form-data; boundary=x", append(sheets, end...), nil)
	if body := bodyOf(t, res); res.StatusCode != 200 || !bytes.Contains(body, []byte(`"2.xlsx"`)) {
		t.Errorf("judged: %d %.300s", res.StatusCode, body)
	}
}

// What a proxy, or whoever calls himself one, says about the client is not
// believed.
func TestNoProxyIsTrusted(t *testing.T) {
	w := newWorld(t, few)
	for i, want := range []int{200, 429, 429} {
		head := map[string]string{"X-Forwarded-For": fmt.Sprintf("192.0.2.%d", i), "X-Real-Ip": fmt.Sprintf("192.0.2.%d", i), "Forwarded": fmt.Sprintf("for=192.0.2.%d", i)}
		if res := w.do(t, "GET", "/v1/documents", "", nil, head); res.StatusCode != want {
			t.Errorf("request %d: %d, want %d", i, res.StatusCode, want)
		}
	}
	if res := newWorld(t, nil).do(t, "GET", "/v1/documents", "", nil, map[string]string{"Host": "kitei.example", "X-Forwarded-Host": "127.0.0.1"}); res.StatusCode != http.StatusForbidden {
		t.Errorf("the host of a proxy: %d", res.StatusCode)
	}
}

// Holders of different keys, or of none, are different clients.
func TestRateByKey(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { few(c); c.Access = api.NewAccess("key one", "key two") })
	for _, tt := range []struct {
		key    string
		status int
	}{{"key one", 200}, {"key one", 429}, {"key two", 200}, {"key two", 429}} {
		if res := w.do(t, "GET", "/v1/documents", "", nil, map[string]string{"Authorization": "Bearer " + tt.key}); res.StatusCode != tt.status {
			t.Errorf("%s: %d, want %d", tt.key, res.StatusCode, tt.status)
		}
	}
}

// Every answer, refusals too, carries the headers that keep a page to itself; no
// page may run a script that stands in it, and the preview none at all.
func TestSecurityHeaders(t *testing.T) {
	w := newWorld(t, nil)
	body := sample(t, "seisakusho")
	for _, tt := range []struct {
		method, path, mediaType string
		body                    []byte
	}{
		{"GET", "/", "", nil}, {"GET", "/healthz", "", nil}, {"GET", "/v1/documents", "", nil}, {"GET", "/nothing", "", nil}, {"DELETE", "/", "", nil},
		{"GET", "/web/main.js", "", nil}, {"POST", "/form", formType, []byte("state=x")},
		{"POST", "/v1/documents/privacy_policy/render?format=html", yamlType, body},
		{"POST", "/v1/documents/privacy_policy/preview", yamlType, body},
	} {
		h := w.do(t, tt.method, tt.path, tt.mediaType, tt.body, nil).Header
		csp := map[string]string{}
		for rule := range strings.SplitSeq(h.Get("Content-Security-Policy"), ";") {
			name, sources, _ := strings.Cut(strings.TrimSpace(rule), " ")
			csp[name] = sources
		}
		script, has := csp["script-src"]
		if csp["default-src"] != "'none'" || has && script != "'self'" || csp["base-uri"] != "'none'" || csp["frame-ancestors"] != "'self'" {
			t.Errorf("%s %s: policy %v", tt.method, tt.path, csp)
		}
		if strings.HasSuffix(tt.path, "/preview") != (has == false) {
			t.Errorf("%s: scripts %q", tt.path, script)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s %s: %s: %q", tt.method, tt.path, name, h.Get(name))
			}
		}
		if len(h.Get("X-Request-Id")) != 16 {
			t.Errorf("%s %s: request id %q", tt.method, tt.path, h.Get("X-Request-Id"))
		}
	}
}

// The names of the hosts that are answered: with and without port, in any case,
// IPv6 in brackets.
func TestHosts(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { c.Hosts = []string{"localhost", "::1", "kitei.example.jp"} })
	for host, status := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "[::1]": 200, "[::1]:8080": 200, "Kitei.Example.JP:443": 200,
		"127.0.0.1": 403, "kitei.example.jp.example": 403, "localhost.example:80": 403, "": 403, "kitei.example.jp@localhost": 403, "localhost:80:80": 403,
	} {
		r := httptest.NewRequest("GET", "http://localhost/healthz", nil)
		r.Host = host
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		if rec.Code != status {
			t.Errorf("%q: %d, want %d", host, rec.Code, status)
		}
	}
}

// The name of a download is Japanese for those who read filename*, and ASCII for
// the others.
func TestDownloadNames(t *testing.T) {
	w := newWorld(t, nil)
	for path, want := range map[string]string{
		"/v1/documents/privacy_policy/render":                         "武蔵精密製作所_プライバシーポリシー_2026-11-22.pdf",
		"/v1/documents/training_record/render?format=xlsx":            "武蔵精密製作所_受講記録_2026-11-22.xlsx",
		"/v1/bundles?format=txt&doc=privacy_policy&as_of=2026-11-23":  "株式会社武蔵精密製作所_2026-11-23.zip",
		"/v1/documents/leak_procedure/render?format=xlsx&draft=false": "武蔵精密製作所_事故台帳_2026-11-22.xlsx",
	} {
		res := w.do(t, "POST", path, yamlType, sample(t, "seisakusho"), nil)
		d := res.Header.Get("Content-Disposition")
		kind, params, err := mime.ParseMediaType(strings.Replace(d, `filename="`, `ascii="`, 1))
		if err != nil || kind != "attachment" || params["filename"] != want {
			t.Errorf("%s: %d, %q, %v", path, res.StatusCode, params["filename"], err)
		}
		if ascii := params["ascii"]; ascii == "" || strings.ContainsFunc(ascii, func(r rune) bool { return r > 126 || r < 32 || strings.ContainsRune(`\/:*?"<>|`, r) }) {
			t.Errorf("%s: the plain name is %q", path, ascii)
		}
		if res.Header.Get("ETag") == "" || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
}

// The tag of a content may come back weak, in a list, or as *.
func TestTags(t *testing.T) {
	w := newWorld(t, nil)
	tag := w.do(t, "GET", "/v1/documents", "", nil, nil).Header.Get("ETag")
	for have, status := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, "": 200, strings.Trim(tag, `"`): 200} {
		res := w.do(t, "GET", "/v1/documents", "", nil, map[string]string{"If-None-Match": have})
		if res.StatusCode != status || res.Header.Get("ETag") != tag || status == 304 && len(bodyOf(t, res)) > 0 {
			t.Errorf("%q: %d, tag %s", have, res.StatusCode, res.Header.Get("ETag"))
		}
	}
}
