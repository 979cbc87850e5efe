package api_test

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"kitei/api"
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

var keptFiles = regexp.MustCompile(`name="kept" value="([^"]*)"`)

// The pages of the checklists work as plain forms do, and keep nothing.
func TestChecklistWithoutScript(t *testing.T) {
	w := newWorld(t, nil)
	send := func(path, do string, files map[string][]byte, fields url.Values) ([]byte, *http.Response) {
		t.Helper()
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		fields = maps.Clone(fields)
		if fields == nil {
			fields = url.Values{}
		}
		fields.Set("do", do)
		for name, values := range fields {
			for _, v := range values {
				if err := form.WriteField(name, v); err != nil {
					t.Fatal(err)
				}
			}
		}
		for name, data := range files {
			field, file, _ := strings.Cut(name, ":")
			part, err := form.CreateFormFile(field, file)
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
		res := w.do(t, "POST", path, form.FormDataContentType(), b.Bytes(), nil)
		body := bodyOf(t, res)
		if res.StatusCode != 200 {
			t.Fatalf("%s: %d %.300s", do, res.StatusCode, body)
		}
		return body, res
	}
	hidden := func(body []byte, re *regexp.Regexp) string {
		t.Helper()
		m := re.FindSubmatch(body)
		if m == nil {
			t.Fatal("the page carries nothing on")
		}
		return html.UnescapeString(string(m[1]))
	}
	holds := func(body []byte, words ...string) {
		t.Helper()
		for _, word := range words {
			if !bytes.Contains(body, []byte(word)) {
				t.Errorf("the page does not hold %q", word)
			}
		}
	}

	start := bodyOf(t, w.do(t, "GET", "/checklist", "", nil, nil))
	holds(start, "委託先がまだありません", `aria-current="page"`)
	page, _ := send("/checklist", "sheets:xlsx", nil, url.Values{"state": {hidden(start, hiddenState)}})
	holds(page, "送る委託先がありません")
	page, _ = send("/checklist", "blank:xlsx", nil, url.Values{"state": {hidden(start, hiddenState)}})
	holds(page, `href="#f-profile-legal_name"`, "か所を確かめてください")
	page, _ = send("/checklist", "open", map[string][]byte{"file:client.yaml": threeContractors(t)}, url.Values{"state": {hidden(start, hiddenState)}})
	holds(page, "株式会社武蔵見本", "見本清掃株式会社")
	state := hidden(page, hiddenState)
	page, _ = send("/checklist", "del:/profile/contractors/0", nil, url.Values{"state": {state}, "send": {"", "0", "2"}})
	if got := regexp.MustCompile(`name="send" value="\d"[^>]*>`).FindAllString(string(page), -1); len(got) != 2 || strings.Contains(got[0], "checked") || !strings.Contains(got[1], "checked") {
		t.Errorf("who gets no sheet: %s", got)
	}
	pdf, res := send("/checklist", "sheets:pdf", nil, url.Values{"state": {state}, "send": {"", "2"}, "/profile/contractors/0/country": {"無い国"}})
	if !bytes.HasPrefix(pdf, []byte("%PDF")) || !strings.Contains(pdfText(t, pdf), "例示運送株式会社") {
		t.Errorf("%s %.100s", res.Header.Get("Content-Type"), pdf)
	}
	page, _ = send("/checklist", "sheets:pdf", nil, url.Values{"state": {state}, "send": {"", "1"}, "/profile/contractors/1/tier": {"Z"}})
	holds(page, `href="#f-profile-contractors-1-tier"`)
	page, _ = send("/form", "go:documents", nil, url.Values{"state": {state}})
	holds(page, "株式会社武蔵見本", `data-step="documents"`, `value="privacy_policy"`)

	files := returnedFiles(t, w)
	read := func(i int) []byte {
		data, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	page, _ = send("/checklist/returned", "score", map[string][]byte{"sheet:a.xlsx": read(2), "sheet:b.xlsx": read(1), "sheet:123456789018.xlsx": read(0)}, nil)
	holds(page, "見本清掃株式会社", "読まなかったファイル（2件）", "●●●●●●●●●●●●.xlsx", "個人番号と思われる")
	if bytes.Contains(page, []byte("123456789018")) {
		t.Error("a 個人番号 in the name of a file is shown")
	}
	kept := hidden(page, keptFiles)
	page, _ = send("/checklist/returned", "score", map[string][]byte{"sheet:c.xlsx": read(3)}, url.Values{"kept": {kept}, "as_of": {"2026-12-01"}})
	holds(page, "2件の委託先を採点しました", "例示運送株式会社", "見本清掃株式会社")
	kept = hidden(page, keptFiles)
	for do, want := range map[string]string{"summary": "PK", "letters": "PK", "letter:0": "%PDF"} {
		if got, res := send("/checklist/returned", do, nil, url.Values{"kept": {kept}}); !bytes.HasPrefix(got, []byte(want)) || res.Header.Get("Content-Disposition") == "" {
			t.Errorf("%s: %.200s", do, got)
		}
	}
	for _, fields := range []url.Values{{"kept": {"{"}}, {"kept": {"[null]"}}, {"kept": {`[{"name":"x","data":"AAAA"},{"name":"y","code":"nothing"}]`}}, {"kept": {kept}, "rule": {"x"}}, {"state": {"x"}}, {"kept": {kept}, "issuer": {"\x00\u0378😀"}}} {
		for _, do := range []string{"letters", "letter:99", "letter:x", "summary", "drop:x", ""} {
			send("/checklist/returned", do, nil, fields)
			send("/checklist/answer", do, nil, fields)
		}
	}
	page, _ = send("/checklist/returned", "letters", nil, url.Values{"kept": {kept}, "issuer": {"株式会社😀"}})
	holds(page, `id="issuer-fault"><p>文字「😀」`)
	page, _ = send("/checklist/returned", "letters", nil, url.Values{"kept": {kept}, "letter_on": {"昭和60年1月1日"}})
	holds(page, `id="letter_on-fault"><p>この日の法令は`)
	if strings.Contains(w.log.String(), "見本") || strings.Contains(w.log.String(), "a.xlsx") {
		t.Error("a value is in the log")
	}
}

// Too many or too large files are said, and what was read stays.
func TestReturnedLimits(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { c.Limits = api.Limits{Body: 100_000} })
	files := returnedFiles(t, newWorld(t, nil))
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := range 4 {
		data, err := os.ReadFile(files[[]int{0, 2, 3, 0}[i]])
		if err != nil {
			t.Fatal(err)
		}
		part, err := form.CreateFormFile("sheet", fmt.Sprintf("%d.xlsx", i))
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
	res := w.do(t, "POST", "/checklist/returned", form.FormDataContentType(), b.Bytes(), nil)
	if body := bodyOf(t, res); res.StatusCode != 200 || !bytes.Contains(body, []byte("限度を超えています")) {
		t.Errorf("%d %.300s", res.StatusCode, body)
	}
	if res := w.do(t, "POST", "/checklist/returned", form.FormDataContentType(), make([]byte, 200_001), nil); res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", res.StatusCode)
	}
}
