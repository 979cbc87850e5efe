package api_test

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var hiddenState = regexp.MustCompile(`name="state" value="([^"]*)"`)

// The plain path: every button works as a form does, without a script.
func TestWithoutScript(t *testing.T) {
	w := newWorld(t, nil)
	page := string(bodyOf(t, w.do(t, "GET", "/", "", nil, nil)))
	post := func(do string, fields url.Values) ([]byte, string, string) {
		t.Helper()
		if fields == nil {
			fields = url.Values{}
		}
		m := hiddenState.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("%s: the page carries no state", do)
		}
		fields.Set("state", html.UnescapeString(m[1]))
		fields.Set("do", do)
		res := w.do(t, "POST", "/form", "application/x-www-form-urlencoded", []byte(fields.Encode()), nil)
		body := bodyOf(t, res)
		if res.StatusCode != 200 {
			t.Fatalf("%s: %d %.300s", do, res.StatusCode, body)
		}
		kind := res.Header.Get("Content-Type")
		if strings.HasPrefix(kind, "text/html") && res.Header.Get("Content-Disposition") == "" {
			page = string(body)
		}
		return body, kind, res.Header.Get("Content-Disposition")
	}
	holds := func(words ...string) {
		t.Helper()
		for _, word := range words {
			if !strings.Contains(page, word) {
				t.Errorf("the page does not hold %q", word)
			}
		}
	}
	post("next", url.Values{"/profile/legal_name": {"株式会社見本"}, "/profile/phone": {"1"}})
	holds(`href="#f-profile-rep_name"`, "か所を確かめてください", `value="株式会社見本"`)
	post("add:/profile/contacts", nil)
	holds(`name="/profile/contacts/1/name"`)
	post("del:/profile/contacts/1", nil)
	post("skip", url.Values{"/profile/phone": {""}})
	holds(`data-step="handling"`, "取扱いの有無")
	post("refresh", url.Values{"/profile/cookies/uses": {"true"}})
	holds(`data-step="handling"`, `name="/profile/cookies/uses" value="true" id="f-profile-cookies-uses-yes" checked`)
	post("go:documents", nil)
	post("go:confirm", url.Values{"kinds": {"", "privacy_policy"}})
	holds("まだ書いていない必須項目")
	post("goto:/profile/rep_name", nil)
	holds(`data-step="company"`, "autofocus")
	post("lang:en", nil)
	holds("Registered name")
	if body, kind, name := post("save:json", nil); kind != "application/json" || !bytes.Contains(body, []byte("株式会社見本")) || !strings.Contains(name, ".json") {
		t.Errorf("save: %s %s %.100s", kind, name, body)
	}
	post("zip", url.Values{"format": {"txt"}})
	holds(`data-step="confirm"`)
	if body, kind, _ := post("zip", url.Values{"format": {"txt"}, "draft": {"true"}}); kind != "application/zip" || !bytes.HasPrefix(body, []byte("PK")) {
		t.Errorf("draft: %s %.100s", kind, body)
	}
	if strings.Contains(w.log.String(), "見本") {
		t.Error("a value is in the log")
	}
}
