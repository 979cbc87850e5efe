package api_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
)

// What a page brings back may have been tampered with: it is refused or passed
// over, and never a failure of ours.
func TestTamperedState(t *testing.T) {
	w := newWorld(t, nil)
	deep := strings.Repeat(`{"a":[`, 400) + "1" + strings.Repeat("]}", 400)
	for _, part := range []string{`"facts":"x"`, `"facts":[1,null]`, `"facts":{"event":{"a":1}}`, `"report":"x"`, `"report":[{}]`, `"profile":[[]]`, `"profile":` + deep, `"facts":` + deep, `"documents":[null,1,{"kind":[]}]`, `"documents":{"kind":"nda"}`} {
		for _, path := range []string{"/form", "/form/check", "/form/preview", "/checklist", "/incident"} {
			for _, step := range []string{"ask", "receive"} {
				state := `{"tree":{` + part + `},"nothing":true,"lang":"ja","step":"` + step + `","stage":"x","front":null,"parked":[null],"unsent":[-1],"doubts":{"x":{}},"kinds":["x"]}`
				for _, do := range []string{"next", "save:yaml", "zip", "del:/documents/0"} {
					res := w.do(t, "POST", path, "application/x-www-form-urlencoded", []byte(url.Values{"state": {state}, "do": {do}}.Encode()), nil)
					if body := bodyOf(t, res); res.StatusCode >= 500 || bytes.Contains(w.log.Bytes(), []byte(`"panic"`)) {
						t.Fatalf("%s %s %s %.200s: %d %.200s", path, step, do, part, res.StatusCode, body)
					}
				}
			}
		}
	}
}

// A 個人番号 is not written into a file, wherever it was typed.
func TestSavedFormHoldsNoMyNumber(t *testing.T) {
	w := newWorld(t, nil)
	for _, part := range []string{`{"profile":{"legal_name":"123456789018"}}`, `{"profile":{"x":["123456789018"]}}`} {
		for _, do := range []string{"save:yaml", "save:json"} {
			body := url.Values{"state": {`{"tree":` + part + `,"lang":"ja","step":"company"}`}, "do": {do}}.Encode()
			res := w.do(t, "POST", "/form", "application/x-www-form-urlencoded", []byte(body), nil)
			if page := bodyOf(t, res); !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") || !bytes.Contains(page, []byte("個人番号")) {
				t.Errorf("%s %s: %d %s %.200s", part, do, res.StatusCode, res.Header.Get("Content-Type"), page)
			}
		}
	}
}
