package api_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"

	"kitei/api"
)

func init() { openapi3filter.RegisterBodyDecoder("text/calendar", openapi3filter.FileBodyDecoder) }

// plain is the assistant without a script: every button posts the page.
type plain struct {
	t    *testing.T
	w    *world
	page string
}

func newPlain(t *testing.T, day string) *plain {
	t.Helper()
	w := newWorld(t, func(c *api.Config) {
		c.Limits = api.Limits{Rate: 10_000, Burst: 10_000}
		c.Now = func() time.Time { now, _ := time.Parse(time.RFC3339, day+"T12:00:00+09:00"); return now }
	})
	return &plain{t, w, string(bodyOf(t, w.do(t, "GET", "/incident", "", nil, nil)))}
}

func (p *plain) state() string {
	p.t.Helper()
	m := hiddenState.FindStringSubmatch(p.page)
	if m == nil {
		p.t.Fatal("the page carries no state")
	}
	return html.UnescapeString(m[1])
}

// post presses a button; what is no page is given back.
func (p *plain) post(do string, fields url.Values) (body []byte, mediaType, disposition string) {
	p.t.Helper()
	if fields == nil {
		fields = url.Values{}
	}
	fields.Set("state", p.state())
	fields.Set("do", do)
	return p.send(do, "application/x-www-form-urlencoded", []byte(fields.Encode()))
}

func (p *plain) send(do, mediaType string, body []byte) ([]byte, string, string) {
	p.t.Helper()
	res := p.w.do(p.t, "POST", "/incident", mediaType, body, nil)
	out := bodyOf(p.t, res)
	if res.StatusCode != 200 {
		p.t.Fatalf("%s: %d %.300s", do, res.StatusCode, out)
	}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		p.page = string(out)
	}
	return out, res.Header.Get("Content-Type"), res.Header.Get("Content-Disposition")
}

// upload presses a button with a file.
func (p *plain) upload(do, field, name string, data []byte) {
	p.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("state", p.state())
	_ = m.WriteField("do", do)
	w, err := m.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + field + `"; filename="` + name + `"`}})
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.send(do, m.FormDataContentType(), b.Bytes())
}

func (p *plain) holds(words ...string) {
	p.t.Helper()
	for _, word := range words {
		if !strings.Contains(p.page, word) {
			p.t.Errorf("the page does not hold %q", word)
		}
	}
}

func (p *plain) lacks(words ...string) {
	p.t.Helper()
	for _, word := range words {
		if strings.Contains(p.page, word) {
			p.t.Errorf("the page holds %q", word)
		}
	}
}

// The sample opens, is decided, and gives its documents, all without a script.
func TestIncidentWithoutScript(t *testing.T) {
	p := newPlain(t, "2026-12-03")
	p.holds(`data-step="ask/facts/date_known"`, "まだ答えがありません", "今日（12月3日（木））", "分からない")
	p.post("answered:/facts/date_known", nil)
	p.holds("答えるか、「分からない」を押してください")
	p.post("answered:/facts/date_known", url.Values{"/facts/date_known": {"いつか"}})
	p.holds(`data-step="ask/facts/date_known"`, `role="alert"`, `value="いつか"`)
	p.post("answered:/facts/date_known", url.Values{"/facts/date_known": {"令和8年12月1日"}})
	p.holds(`data-step="ask/facts/event"`, "2026年12月1日（火）", "報告が必要になる可能性があります")
	p.post("pass:/facts/event", nil)
	p.holds(`data-step="ask/facts/role"`)
	p.lacks("報告が必要です", "報告の義務はありません")
	p.post("nothing:/facts/event", nil)
	p.holds("何も起きていないと確かめた", `data-step="ask/facts/role"`)
	p.post("answer:/facts/data/specific_personal_info=no", nil)
	p.holds("報告の義務はありません", "漏えい、滅失、毀損のいずれも")
	p.post("ask:/facts/event", nil)
	p.holds(`data-step="ask/facts/event"`, `aria-pressed="true">何も起きていないと確かめた`)
	p.post("answered:/facts/event", url.Values{"/facts/event": {"", "leak"}})
	p.post("lang:en", nil)
	p.holds("Conclusion:", "A report may be required", `lang="en"`)
	p.post("lang:ja", nil)

	sample, err := os.ReadFile("../samples/incidents/kunren-kenko.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.upload("open", "file", "a.yaml", sample)
	p.holds("報告が必要です", "要配慮個人情報を含む", "個人情報保護法施行規則第7条第1号", "2026年12月5日（土）", "2027年1月4日（月）", "30日以内", "個人情報保護委員会")
	p.post("go:report", nil)
	p.holds(`value="架空 花子"`, "質問の答えから", "会社の情報から", "判断の結果から", `value="cause_detail" id="f-report-cause_detail-doubt" checked`)
	p.post("go:receive", nil)
	p.lacks("直すところ")
	body, kind, name := p.post("zip", url.Values{"format": {"pdf", "xlsx", "nothing"}, "kinds": {"", "ppc_report", "decision_record", "notice_to_persons"}, "drill": {"true"}})
	if kind != "application/zip" || !strings.Contains(name, ".zip") {
		t.Fatalf("%s %s %.200s", kind, name, body)
	}
	files := unzip(t, body)
	if len(files) != 6 { // three PDFs, a workbook, the calendar, the incident
		t.Errorf("%v", keysOf(files))
	}
	for _, action := range []string{"file:ppc_report.txt", "file:decision_record.pdf", "calendar", "save"} {
		if body, _, name := p.post(action, nil); name == "" || len(body) < 200 {
			t.Errorf("%s: %s %.100s", action, name, body)
		}
	}
	// what a document lacks is said, with the way to it
	p.post("file:ppc_report.pdf", url.Values{"/report/contact_name": {""}})
	p.holds("書類を作れませんでした", `value="goto:/report/contact_name"`)
	p.post("goto:/report/contact_name", nil)
	p.holds(`data-step="report"`, `name="/report/contact_name" value=""`, "autofocus")
	for _, word := range []string{"武蔵精密", "架空 花子", "いつか"} {
		if strings.Contains(p.w.log.String(), word) {
			t.Errorf("%s is in the log", word)
		}
	}
}

// The filing after: what was open is listed, what changed is marked, and 確報 is not
// made while something is open.
func TestIncidentFollowUp(t *testing.T) {
	p := newPlain(t, "2026-12-22")
	before, err := os.ReadFile("../samples/incidents/kunren-kenko.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.upload("follow", "file", "a.yaml", before)
	p.holds(`data-step="report"`, "速報で調査中だった項目（2件）", "今後実施する予定の措置", `value="架空 花子"`)
	p.post("go:receive", nil)
	p.holds("直すところ", "原因の詳細")
	after, err := os.ReadFile("../samples/incidents/kunren-kenko-kakuho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.upload("open", "file", "b.yaml", after)
	p.post("go:report", url.Values{"stage": {"final"}})
	p.holds("前回の報告の事案のファイル")
	p.upload("previous", "file", "a.yaml", before)
	p.holds("前回から変更", "86人", "調査中（理由：送信前の確認の手順が守られていたかを聴き取っているため")
	p.post("go:receive", nil)
	p.lacks("直すところ")
	body, kind, name := p.post("zip", url.Values{"format": {"txt"}, "kinds": {"", "ppc_report"}})
	if kind != "application/zip" {
		t.Fatalf("%s %s %.300s", kind, name, body)
	}
	for file, data := range unzip(t, body) {
		if strings.HasSuffix(file, ".txt") && (!strings.Contains(file, "確報") || !bytes.Contains(data, []byte("88人"))) {
			t.Errorf("%s: %.200s", file, data)
		}
	}
}

// A report that is overdue: by how many days, and that it is still to be made. One
// that goes on with the 確報 may have made its 速報.
func TestIncidentOverdue(t *testing.T) {
	const late = "過ぎても報告の義務は残ります。まだ報告していなければ、今からでも直ちに報告してください。"
	sample, err := os.ReadFile("../samples/incidents/kunren-kenko.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlain(t, "2026-12-05")
	p.upload("open", "file", "a.yaml", sample)
	p.holds("今日まで")
	p.lacks(late)
	p = newPlain(t, "2027-01-04")
	p.upload("open", "file", "a.yaml", sample)
	p.holds("2026年12月5日（土）", "目安を30日過ぎています。直ちに", "今日まで", late)
	p = newPlain(t, "2027-01-10")
	p.upload("open", "file", "a.yaml", sample)
	p.holds("目安を36日過ぎています。直ちに", "2027年1月4日（月）", "期限を6日過ぎています。直ちに", late)
	p.upload("follow", "file", "a.yaml", sample)
	p.holds("36日前でした。まだなら、直ちに", "期限を6日過ぎています。直ちに", late)
	p = newPlain(t, "2026-12-22")
	p.upload("follow", "file", "a.yaml", sample)
	p.holds("17日前でした。まだなら、直ちに", "あと13日")
	p.lacks(late)
}

// The company comes out of a client's file.
func TestIncidentCompany(t *testing.T) {
	p := newPlain(t, "2026-12-03")
	profile, err := os.ReadFile("../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.post("go:report", nil)
	p.upload("company", "company", "a.yaml", profile)
	p.holds("会社の情報を入れました", "武蔵精密製作所")
	p.upload("company", "company", "a.yaml", []byte("{"))
	p.holds("読み取れません")
	p.upload("open", "file", "a.yaml", profile)
	p.holds("このファイルは読み取れません")
}

// A 個人番号 is refused: it is neither opened nor saved, and no document is made.
func TestIncidentRefusesMyNumber(t *testing.T) {
	p := newPlain(t, "2026-12-03")
	const number = "123456789018"
	p.upload("open", "file", "a.yaml", []byte("facts: {date_known: 2026-12-01}\nreport: {cause_detail: 番号は"+number+"}\n"))
	p.holds("このファイルは読み取れません")
	p.lacks(number)
	p.post("refresh", url.Values{"/report/cause_detail": {"番号は" + number}})
	p.post("go:report", nil)
	p.holds("個人番号")
	if _, _, name := p.post("save", nil); name != "" {
		t.Error("a file with a 個人番号 was saved")
	}
	p.holds("保存しません")
	if _, _, name := p.post("zip", url.Values{"format": {"txt"}}); name != "" {
		t.Error("documents with a 個人番号 were made")
	}
	if strings.Contains(p.w.log.String(), number) {
		t.Error("it is in the log")
	}
}

// A state that nobody could have made does not bring the page down.
func TestIncidentHostileState(t *testing.T) {
	p := newPlain(t, "2026-12-03")
	for _, state := range []string{
		`{}`, `{"tree":null,"step":"x","at":"/profile/x","lang":"x","stage":"x"}`, `{"tree":{"profile":[],"facts":7,"report":"x"},"step":"report"}`,
		`{"tree":{"facts":{"event":"x","principals":{"personal_data":[1,2]},"timeline":{"count_timeline":[null,{"date":{}}]}}},"step":"all","kinds":["x"]}`,
		`{"tree":{"report":{"course_of_events":{"a":1},"x":{"unknown":1},"data_items":[[]]}},"doubts":{"x":{},"cause_detail":{"expected":"x"}},"previous":{"facts":[],"report":3},"step":"receive"}`,
		`{"tree":{"facts":{"date_known":"9999-12-31"}},"at":"/facts/timeline","step":"ask"}`, `{"tree":{"facts":{"date_known":"2030-01-01","event":["leak"]}},"step":"ask"}`,
	} {
		for _, do := range []string{"go:ask", "go:all", "go:report", "go:receive", "answer:/facts/role=x", "answer:/report/x=y", "pass:/x", "edit:x", "ask:/facts", "ask:/facts/data", "add:/report/course_of_events", "zip", "save", "calendar", "file:x.y", "goto:/x/y/z", ""} {
			fields := url.Values{"state": {state}, "do": {do}, "doubtful": {"x", "cause_detail"}, "doubt": {"x"}, "/facts/x": {"y"}, "/report/data_items": {"x"}}
			p.send(state+do, "application/x-www-form-urlencoded", []byte(fields.Encode()))
		}
	}
	for _, state := range []string{"", "{", "[]", "7"} {
		fields := url.Values{"state": {state}, "do": {"go:ask"}}
		if res := p.w.do(t, "POST", "/incident", "application/x-www-form-urlencoded", []byte(fields.Encode()), nil); res.StatusCode != 400 {
			t.Errorf("%q: %d", state, res.StatusCode)
		}
	}
}
