package api_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var hiddenFields = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// The plain path: every button of the pages of batches works as a form does.
func TestBatchWithoutScript(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	page, at := "", "/batch"
	get := func(path string) {
		t.Helper()
		res := w.do(t, "GET", path, "", nil, map[string]string{"Accept-Language": "ja"})
		if page = string(bodyOf(t, res)); res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %.300s", path, res.StatusCode, page)
		}
	}
	press := func(do string, files map[string][]byte, fields map[string][]string) {
		t.Helper()
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		write := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range hiddenFields.FindAllStringSubmatch(page, -1) {
			write(form.WriteField(m[1], html.UnescapeString(m[2])))
		}
		for name, values := range fields {
			for _, v := range values {
				write(form.WriteField(name, v))
			}
		}
		for name, data := range files {
			field, file, _ := strings.Cut(name, ":")
			part, err := form.CreateFormFile(field, file)
			write(err)
			_, err = part.Write(data)
			write(err)
		}
		write(form.WriteField("do", do))
		write(form.Close())
		res := w.do(t, "POST", at, form.FormDataContentType(), b.Bytes(), nil)
		page = string(bodyOf(t, res))
		if res.StatusCode == http.StatusSeeOther {
			to := res.Header.Get("Location")
			at, _, _ = strings.Cut(to, "?")
			get(to)
		} else if res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %.300s", do, res.StatusCode, page)
		}
	}
	holds := func(words ...string) {
		t.Helper()
		for _, word := range words {
			if !strings.Contains(page, word) {
				t.Errorf("the page does not hold %q:\n%.3000s", word, page)
			}
		}
	}
	get("/batch")
	holds("空の一覧（Excel、記入例つき）", "10,000社まで")
	what := map[string][]string{"kinds": {"", "privacy_policy"}, "formats": {"txt"}, "folder": {"{会社名略}"}, "as_of": {"2026-12-01"}}
	press("check", map[string][]byte{"members:会員.csv": append([]byte("知らない列,"), csvList(2, nil)...)}, what)
	holds("列又はシートに誤りがあります", "知らない列")
	if strings.Contains(page, `value="start"`) {
		t.Error("a list with faulty columns can be begun")
	}
	press("check", map[string][]byte{"members:会員.csv": csvList(60, faulty), "common:common.yaml": commonProfile(t)}, what)
	nameless := func() {
		t.Helper()
		holds("（会社名なし）")
		if strings.Contains(page, "髙橋") {
			t.Error("a representative stands for a company without a name")
		}
	}
	nameless()
	holds("H3", "株式会社見本商会2", "58社の書類を作る", "<li>見本商会1</li>", `value="2026-12-01"`)
	ticket := page
	press("start", nil, what)
	first := at
	holds("作っています", "最新の状態にする")
	page, at = ticket, "/batch"
	press("start", nil, what) // pressed twice
	if at != first {
		t.Errorf("one page begins two batches: %s, %s", first, at)
	}
	press("cancel", nil, nil)
	holds("取り消しました", "続きから作る")
	press("retry", nil, nil)
	w.until(t, strings.TrimPrefix(at, "/batch/"), nil, ended)
	get(at)
	nameless()
	holds("60社のうち58社を作りました", "H3", "B4", "result.zip", "review.xlsx?volume=1")
	press("mend", nil, nil)
	holds("会社の一覧がありません")
	press("mend", map[string][]byte{"members:短い.csv": csvList(5, nil)}, nil)
	holds("既に作成した行がありません")
	press("mend", map[string][]byte{"members:直した.csv": csvList(60, nil)}, nil)
	w.until(t, strings.TrimPrefix(at, "/batch/"), nil, ended)
	get(at + "?lang=en")
	holds("All 60 companies made", "Get the ZIP")
	get("/batch")
	holds("これまでの一括作成", "直した.csv")
	page, at = "", first
	press("delete", nil, nil)
	holds("結果とともに消しました")
	if res := w.do(t, "GET", first, "", nil, nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("a removed batch has a page: %d", res.StatusCode)
	}
	for _, tt := range []struct {
		body   string
		status int
	}{{"do=check&list=%21", 400}, {"do=check&list=AAAA", 400}} {
		if res := w.do(t, "POST", "/batch", "application/x-www-form-urlencoded", []byte(tt.body), nil); res.StatusCode != tt.status {
			t.Errorf("%s: %d", tt.body, res.StatusCode)
		}
	}
	for path, begins := range map[string]string{"/batch/list.xlsx": "PK", "/batch/list.csv": "\ufeff"} {
		res := w.do(t, "GET", path, "", nil, nil)
		if body := bodyOf(t, res); !strings.HasPrefix(string(body), begins) || !strings.Contains(res.Header.Get("Content-Disposition"), "filename*") {
			t.Errorf("%s: %d %.40q", path, res.StatusCode, body)
		}
	}
	if strings.Contains(w.log.String(), "見本") {
		t.Error("a value is in the log")
	}
}
