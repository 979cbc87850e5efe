package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kitei/incident/report"
)

// openIncident opens the assistant in a window of the size. Today is 2026-11-23.
func openIncident(t *testing.T, width, height int64) *tab {
	t.Helper()
	p := openTab(t, width, height)
	p.do(chromedp.Navigate(p.url + "/incident"))
	p.wait(`document.getElementById("form")?.dataset.step === "ask/facts/date_known"`)
	p.wait(`document.activeElement`)
	return p
}

// skimmed are the answers of a shop whose page was tampered with, as in
// samples/incidents/kunren-skimming.yaml.
var skimmed = map[string]string{
	"role": "own", "data/personal_data": "yes", "data/specific_personal_info": "no", "data/pseudonymised_only": "no", "data/sensitive": "no",
	"data/financial_harm": "yes", "malicious_intent": "yes", "act_target": "own", "protection/advanced_encryption": "no",
	"recovered_before_viewed": "no", "delegated_sector": "no", "contact_unavailable": "partial", "handles_the_data": "yes",
	"data/personal_info_planned_as_data": "yes", "data/not_personal_info": "no", "protection/key_managed": "no", "same_data_kept_elsewhere": "yes",
	"legitimate_deletion": "no", "intentional_provision": "no", "publicly_viewable": "no", "my_number_system": "none", "attack_type": "skimming", "medium": "electronic",
}

// asked is the pointer of the question that is shown; "" when none is.
func (p *tab) asked() string {
	at, _ := strings.CutPrefix(strings.Trim(p.js(`document.getElementById("form").dataset.step`), `"`), "ask/facts/")
	if at == "ask" {
		return ""
	}
	return at
}

// verdict is what the panel concludes.
func (p *tab) verdict() string {
	return strings.Trim(p.js(`document.getElementById("form").dataset.verdict`), `"`)
}

// answerAll answers every question, those in the list with 分からない. It gives the
// questions in the order they were asked.
func (p *tab) answerAll(unknown ...string) []string {
	p.t.Helper()
	var order []string
	for q := p.asked(); q != ""; q = p.asked() {
		if order = append(order, q); len(order) > 40 {
			p.t.Fatalf("no end of questions: %v", order)
		}
		if got := p.js(`document.activeElement.tagName`); len(order) > 1 && got != `"H1"` {
			p.t.Errorf("%s: the focus is on %s", q, got)
		}
		switch {
		case slices.Contains(unknown, q):
			p.press("pass:/facts/" + q)
		case q == "date_known":
			p.press("answer:/facts/date_known=2026-11-22")
		case q == "event":
			p.tick("/facts/event", "leak")
			p.press("answered:/facts/event")
		case strings.HasPrefix(q, "principals/"):
			p.fill("/facts/"+q+"/max", "１，８４０人")
			p.press("answered:/facts/" + q)
		case skimmed[q] == "":
			p.t.Fatalf("nobody thought of %s", q)
		default:
			p.press("answer:/facts/" + q + "=" + skimmed[q])
		}
	}
	return order
}

// shop fills in what the report of the shop needs at 速報.
func (p *tab) shop() {
	p.t.Helper()
	p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
	p.fill("/profile/entity_type", "kabushiki")
	p.fill("/profile/legal_name", "株式会社みほん茶舗")
	p.fill("/profile/industry", "I")
	p.fill("/profile/rep_name", "茶畑 緑")
	p.fill("/profile/postal_code", "420-0000")
	p.fill("/profile/address", "静岡県静岡市葵区見本町7番8号")
	p.fill("/report/contact_name", "見本 桃子")
	p.fill("/report/contact_phone", "054-000-0001")
	p.fill("/report/contact_email", "tsuhan@mihon-chaho.example.jp")
	p.fill("/report/discovered_on", "2026年11月22日")
	p.fill("/report/course_of_events/0/date", "2026-11-22")
	p.fill("/report/course_of_events/0/text", "決済代行会社から、カードの不正利用が疑われる旨の連絡を受けた。")
	p.tick("/report/data_items", "name", "card_number")
	p.tick("/report/publication", "planned")
	p.fill("/report/publication_on", "2026-11-25")
	p.fill("/report/notice_summary", "通信販売サイトの入力画面が何者かに書き換えられました。")
	p.fill("/report/notice_cause", "通信販売サイトへの不正アクセスによるものです。")
	p.fill("/report/desk_name", "お客様窓口")
	p.fill("/report/desk_phone", "0120-000-000")
	p.fill("/report/statement_summary", "通信販売サイトの入力画面が何者かに書き換えられました。")
	p.fill("/report/statement_check", "下の窓口にお電話ください。")
}

// The way of the shop, from nothing to the ZIP of the 速報, and from its file to the
// 確報.
func TestIncidentJourney(t *testing.T) {
	p := openIncident(t, 1280, 900)
	p.shot("i-1-first")
	if got := p.verdict(); got != "まだ答えがありません" {
		t.Error(got)
	}
	order := p.answerAll()
	questions := p.clicks
	if got := p.text(); p.verdict() != "報告が必要です" || !strings.Contains(got, "2026年11月26日（木）") || !strings.Contains(got, "2027年1月20日（水）") || !strings.Contains(got, "あと3日") || !strings.Contains(got, "60日以内") {
		t.Error(got)
	}
	p.shot("i-2-answered")
	p.press("go:report")
	p.shot("i-3-report")
	p.shop()
	p.tick("doubt", "cause_detail")
	p.js(`(document.querySelector('[name="reason:cause_detail"]').value = "調べているため", document.querySelector('[name="expected:cause_detail"]').value = "2026/12/15", 0)`)
	p.press("refresh")
	p.shot("i-3-report-filled")
	p.press("go:receive")
	p.shot("i-4-receive")
	if got := p.text(); strings.Contains(got, "直すところ") {
		t.Fatal(got)
	}
	p.tick("drill", "true")
	p.clicks++
	p.js(`document.querySelector('button[value=zip]').click()`)
	files := unzip(t, p.downloaded(1))
	for _, want := range []string{"速報", "本人通知文", "公表文", "判断記録", ".xlsx", ".ics", ".yaml"} {
		if !slices.ContainsFunc(keysOf(files), func(name string) bool { return strings.Contains(name, want) }) {
			t.Errorf("no %s in %v", want, keysOf(files))
		}
	}
	t.Logf("%d questions, %d clicks for the decision; %d clicks on buttons and %d fields to the ZIP", len(order), questions, p.clicks, p.fields)

	// the file of the ZIP is the start of the 確報
	var saved []byte
	for name, data := range files {
		if strings.HasSuffix(name, ".yaml") {
			saved = data
		}
	}
	in, err := report.Decode("a.yaml", saved)
	if err != nil || in.Text("legal_name") != "株式会社みほん茶舗" {
		t.Fatalf("%v\n%s", err, saved)
	}
	file := filepath.Join(t.TempDir(), "incident.yaml")
	if err := os.WriteFile(file, saved, 0o600); err != nil {
		t.Fatal(err)
	}
	p.js(`(document.querySelector('button[value=save]').click(), 0)`)
	if got := p.downloaded(2); !bytes.Equal(got, saved) {
		t.Errorf("what is saved is not what is in the ZIP:\n%s\n%s", got, saved)
	}
	p.do(chromedp.Navigate(p.url + "/incident"))
	p.wait(`document.getElementById("words") && document.getElementById("form").dataset.step === "ask/facts/date_known"`)
	p.upload(file, "follow")
	if got := p.text(); !strings.Contains(got, "速報で調査中だった項目（1件）") || !strings.Contains(got, "原因の詳細: 判明次第追完（理由：調べているため") {
		t.Error(got)
	}
	p.shot("i-5-follow")
	p.tick("doubt", "cause_detail") // off
	p.set("/report/cause_detail", "ぜい弱性を突いた不正アクセスであった。")
	p.press("refresh")
	if got := p.text(); !strings.Contains(got, "前回から変更") || !strings.Contains(got, "調査中（理由：調べているため") {
		t.Error(got)
	}
	p.press("go:receive")
	if got := p.text(); !strings.Contains(got, "直すところ") || !strings.Contains(got, "前回の報告日") {
		t.Error("確報 is made although it is not complete: " + got)
	}
	p.shot("i-6-final-faults")
	p.press("goto:/report/previous_filing_date")
	p.wait(`document.activeElement.name === "/report/previous_filing_date"`)
}

func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = b.Bytes()
	}
	return out
}

func keysOf(m map[string][]byte) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// What is not known never becomes a no, and can be answered later.
func TestIncidentUnknown(t *testing.T) {
	p := openIncident(t, 1280, 900)
	p.answerAll("malicious_intent", "principals/personal_data", "data/financial_harm", "data/sensitive", "act_target")
	if got := p.text(); p.verdict() != "報告が必要になる可能性があります" || strings.Contains(got, "報告が必要です") || !strings.Contains(got, "「要配慮個人情報」が「はい」と分かれば、報告が必要になります") || !strings.Contains(got, "速報（報告が必要なとき）") {
		t.Error(p.verdict(), got)
	}
	p.shot("i-possible")
	p.press("ask:/facts/malicious_intent")
	p.press("answer:/facts/malicious_intent=possible")
	p.answerAll("act_target")
	p.press("ask:/facts/act_target")
	p.press("answer:/facts/act_target=own")
	if p.verdict() != "報告が必要です" || !strings.Contains(p.text(), "おそれ") {
		t.Error(p.text())
	}
	if got := p.js(`document.getElementById("live").textContent`); !strings.Contains(got, "報告が必要です") {
		t.Errorf("the new conclusion is not told: %s", got)
	}
	p.press("ask:/facts/recovered_before_viewed")
	if got := p.js(`document.querySelector('[aria-pressed=true]').innerText`); !strings.Contains(got, "いいえ") {
		t.Errorf("the answer of before is not marked: %s", got)
	}
	p.press("answer:/facts/recovered_before_viewed=yes")
	if p.verdict() != "報告の義務はありません" {
		t.Error(p.verdict())
	}
	p.shot("i-no")
	// the browser's way back leads to the question before
	p.js(`(history.back(), 0)`)
	p.wait(`document.getElementById("form").dataset.step === "ask/facts/recovered_before_viewed"`)
}

// On the page of all questions the conclusion follows each answer.
func TestIncidentAll(t *testing.T) {
	p := openIncident(t, 1280, 900)
	p.press("go:all")
	p.wait(`document.getElementById("words")`)
	p.set("/facts/date_known", "令和8年11月22日")
	p.tick("/facts/event", "leak")
	p.tick("/facts/data/personal_data", "yes")
	p.tick("/facts/data/sensitive", "yes")
	p.tick("/facts/protection/advanced_encryption", "no")
	p.tick("/facts/recovered_before_viewed", "no")
	p.tick("/facts/intentional_provision", "no")
	p.tick("/facts/data/pseudonymised_only", "no")
	p.tick("/facts/role", "own")
	p.wait(`document.getElementById("verdict").innerText.includes("報告が必要です")`)
	p.shot("i-all")
	p.set("/facts/principals/personal_data/known", "12")
	p.set("/facts/principals/personal_data/max", "3")
	p.press("refresh")
	if got := p.text(); !strings.Contains(got, "か所を確かめてください") {
		t.Error(got)
	}
	p.shot("i-all-faults")
}

// Every screen of the assistant fits a phone, is well made for those who can't see,
// and shows what looks like markup as text.
func TestIncidentScreens(t *testing.T) {
	const bad = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{.}}`
	for _, width := range []int64{320, 360, 1280} {
		p := openIncident(t, width, 800)
		check := func(name string) {
			t.Helper()
			p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
			if got := p.js(`document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("form *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)) : ""`); got != `""` {
				t.Errorf("%s at %d pixels scrolls sideways: %s", name, width, got)
			}
			if got := p.js(accessible); got != "[]" {
				t.Errorf("%s: %s", name, got)
			}
			if got := p.js(`[window.hit ?? 0, document.querySelectorAll("form img, form script").length]`); got != "[0,0]" {
				t.Errorf("%s: a value became markup: %s", name, got)
			}
			p.shot(fmt.Sprintf("i-%d-%s", width, name))
		}
		check("first")
		p.press("answer:/facts/date_known=2026-11-22")
		check("event")
		p.press("answered:/facts/event") // without an answer
		check("fault")
		p.answerAll("role")
		check("done")
		p.press("go:all")
		check("all")
		p.press("go:report")
		p.js(`(() => { document.querySelectorAll("details").forEach(d => d.open = true); for (const e of document.querySelectorAll('main input[type=text], main textarea')) if (e.checkVisibility()) e.value = ` + quote(bad) + `; })()`)
		p.set("/profile/legal_name", "株式会社"+strings.Repeat("長い名称の見本", 9)+"LongWordWithoutAnySpaceInsideIt"+bad)
		p.press("refresh")
		check("report")
		p.press("go:receive")
		check("receive")
	}
}
