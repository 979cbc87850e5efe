package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kitei/checklist"
)

// threeContractors is a client's file: one contractor whose sheet is in order,
// one with gaps in what it does, one that has answered nothing.
func threeContractors(t *testing.T) []byte {
	t.Helper()
	items, err := checklist.Items()
	if err != nil {
		t.Fatal(err)
	}
	answers := func(bad string) string {
		var b strings.Builder
		for _, i := range items.Items {
			if i.ID == bad {
				fmt.Fprintf(&b, "\n        %s: {value: not_done, fix: 手順を定める, due: 2027-01-15}", i.ID)
				continue
			}
			fmt.Fprintf(&b, "\n        %s: {value: done, evidence: 規程}", i.ID)
		}
		return b.String()
	}
	return []byte(`profile:
  entity_type: kabushiki
  legal_name: 株式会社武蔵見本
  rep_name: 髙橋 太郎
  postal_code: 330-0000
  address: 埼玉県さいたま市大宮区見本町1-2-3
  business_description: 金属部品の製造
  industry: E
  employee_count: 23
  email: info@example.jp
  website_url: https://example.jp/
  contractors:
    - id: C01
      name: 架空給与計算株式会社
      service: 給与計算
      info_kinds: [employee]
      tier: A
      reviewed_on: 2026-11-20
      answers:` + answers("") + `
    - id: C02
      name: 見本清掃株式会社
      service: 清掃
      info_kinds: [trade_secret]
      tier: B
      reviewed_on: 2026-11-20
      answers:` + answers("Q04") + `
    - {id: C03, name: 例示運送株式会社, service: 配送, info_kinds: [customer], tier: A}
`)
}

// returnedFiles writes what came back into a folder: the three sheets, a damaged
// file and another workbook.
func returnedFiles(t *testing.T, w *world) []string {
	t.Helper()
	profile := append(threeContractors(t), []byte("documents: [{kind: contractor_checklist, options: {layout: one_per_contractor}}]\noutput: {as_of: 2026-11-20}\n")...)
	data := bodyOf(t, w.do(t, "POST", "/v1/documents/contractor_checklist/render?format=xlsx", "application/yaml", profile, nil))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%v: %.300s", err, data)
	}
	folder := t.TempDir()
	var out []string
	put := func(name string, data []byte) {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		put(fmt.Sprintf("返送%d.xlsx", i+1), sheet)
		if i == 0 {
			put("壊れた.xlsx", sheet[:len(sheet)/2])
		}
	}
	put("別の文書.xlsx", []byte("これはExcelではない"))
	return out
}

// visit goes to another page of the form.
func (p *tab) visit(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.url + path))
	p.wait(`document.readyState === "complete" && document.querySelector("h1")`)
}

// choose gives files to a file input.
func (p *tab) choose(selector string, files ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(selector, files))
}

// take clicks on a button that gives a file, and gives the file.
func (p *tab) take(action string) []byte {
	p.t.Helper()
	before, _ := filepath.Glob(filepath.Join(p.downloads, "*"))
	got := p.js(fmt.Sprintf(`(() => { const b = [...document.querySelectorAll("button[name=do]")].find(b => b.value === %s && b.checkVisibility()); if (!b) return "none"; b.click(); return ""; })()`, quote(action)))
	if got != `""` {
		p.t.Fatalf("no button %s", action)
	}
	return p.downloaded(len(before) + 1)
}

// The whole way of a checklist: sheets are made from a client's file, come back,
// are judged, and are answered with a summary and letters.
func TestChecklistJourney(t *testing.T) {
	p := openTab(t, 1280, 900)
	w := newWorld(t, nil)
	p.visit("/checklist")
	p.shot("checklist-1-empty")
	client := filepath.Join(t.TempDir(), "client.yaml")
	if err := os.WriteFile(client, threeContractors(t), 0o600); err != nil {
		t.Fatal(err)
	}
	p.choose("#file", client)
	p.press("open")
	if got := p.text(); !strings.Contains(got, "架空給与計算株式会社") || !strings.Contains(got, "例示運送株式会社") {
		t.Fatal(got)
	}
	p.shot("checklist-2-opened")
	p.tick("send", "1")
	books := p.take("sheets:xlsx")
	z, err := zip.NewReader(bytes.NewReader(books), int64(len(books)))
	if err != nil || len(z.File) != 2 {
		t.Fatalf("%v: %d files", err, len(z.File))
	}
	for i, want := range []string{"C01_架空給与計算株式会社", "C03_例示運送株式会社"} {
		if !strings.Contains(z.File[i].Name, want) {
			t.Errorf("%s, want %s", z.File[i].Name, want)
		}
	}
	if blank := p.take("blank:xlsx"); !checklist.Read("a.xlsx", blank).Readable {
		t.Error("the blank form is no checklist")
	}
	p.tick("send", "0", "2")
	p.press("sheets:xlsx")
	if got := p.text(); !strings.Contains(got, "送る委託先がありません") {
		t.Error(got)
	}

	p.visit("/checklist/returned")
	p.shot("checklist-3-returned")
	p.press("score")
	if got := p.js(`document.querySelector(".notice").innerText`); !strings.Contains(got, "ファイルを選んで") {
		t.Error(got)
	}
	p.choose("#sheets", returnedFiles(t, w)...)
	p.wait(`document.querySelector("#sheets-chosen").innerText.includes("返送1.xlsx")`)
	p.press("score")
	p.wait(`document.activeElement.id === "came-out"`)
	got := p.text()
	for _, want := range []string{"3件の委託先を採点しました", "読まなかったファイル（2件）", "壊れた.xlsx", "別の文書.xlsx", "条件付適合", "適合", "未完了"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if got := p.js(`[...document.querySelectorAll(".results tbody th")].map(e => e.firstChild.textContent)`); got != `["見本清掃株式会社","例示運送株式会社","架空給与計算株式会社"]` {
		t.Errorf("order: %s", got)
	}
	p.shot("checklist-4-results")
	p.js(`document.querySelectorAll(".results details").forEach(d => d.open = true)`)
	p.shot("checklist-5-details")
	if got := p.js(`document.querySelector(".results tbody").innerText`); !strings.Contains(got, "手順を定める") || !strings.Contains(got, "2027年1月15日") {
		t.Error(got)
	}
	summary := p.take("summary")
	opened(t, "summary.xlsx", summary, "見本清掃株式会社", "壊れた.xlsx")
	p.set("letter_on", "令和8年12月1日")
	letters := p.take("letters")
	z, err = zip.NewReader(bytes.NewReader(letters), int64(len(letters)))
	if err != nil || len(z.File) != 2 {
		t.Fatalf("letters: %v", err)
	}
	if got := pdfText(t, p.take("letter:0")); !strings.Contains(got, "見本清掃株式会社") || !strings.Contains(got, "株式会社武蔵見本") || !strings.Contains(got, "令和8年12月1日") {
		t.Error(got)
	}
	p.set("letter_on", "いつか")
	p.press("letters")
	if got := p.js(`document.querySelector("#letter_on-fault").innerText`); !strings.Contains(got, "日付") {
		t.Error(got)
	}
	p.press("drop:壊れた.xlsx")
	if got := p.text(); strings.Contains(got, "壊れた.xlsx") || !strings.Contains(got, "例示運送株式会社") {
		t.Error("the damaged file is not taken off alone")
	}
	p.press("lang:en")
	if got := p.text(); !strings.Contains(got, "Conditional") || strings.Contains(got, "読まなかった") {
		t.Error(got)
	}
	p.press("clear")
	if got := p.js(`document.querySelectorAll(".results").length`); got != "0" {
		t.Error("the results stay")
	}
}

// A sheet that the office got itself is answered with what it answered before.
func TestChecklistAnswer(t *testing.T) {
	p := openTab(t, 1280, 900)
	files := returnedFiles(t, newWorld(t, nil))
	p.visit("/checklist/answer")
	p.press("fill")
	if got := p.text(); !strings.Contains(got, "両方を選んでください") {
		t.Error(got)
	}
	office, err := filepath.Abs("../samples/checklists/sakura.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{files[0], office} {
		p.choose("#received", files[3]) // 例示運送, unanswered
		p.choose("#answers", source)
		p.press("fill")
		p.shot("checklist-answer-" + filepath.Base(source))
		if got := p.text(); !strings.Contains(got, "項目に答えを写しました") {
			t.Fatal(got)
		}
		r := checklist.Read("a.xlsx", p.take("filled"))
		if !r.Readable || len(r.Answers()) < 20 {
			t.Errorf("%s: %d answers", source, len(r.Answers()))
		}
	}
	p.choose("#received", files[1])
	p.choose("#answers", files[0])
	p.press("fill")
	if got := p.text(); !strings.Contains(got, "読めませんでした") {
		t.Error(got)
	}
}

// opened converts a workbook as a person's program would, and looks for words.
func opened(t *testing.T, name string, data []byte, words ...string) {
	t.Helper()
	r := checklist.Read(name, data) // it is none, and reading it does no harm
	if r.Readable {
		t.Error("the summary passes for a checklist")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".xml") {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&all, r); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, w := range words {
		if !strings.Contains(all.String(), w) {
			t.Errorf("%s does not hold %s", name, w)
		}
	}
}

func pdfText(t *testing.T, data []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

// The pages fit a phone, are well made for those who can't see, and show hostile
// values as text.
func TestChecklistPagesEverywhere(t *testing.T) {
	files := returnedFiles(t, newWorld(t, nil))
	const bad = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{.}}`
	hostile := filepath.Join(t.TempDir(), "=1+1 <img src=x onerror=window.hit=1>&amp;.xlsx")
	data, err := os.ReadFile(files[2])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hostile, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{360, 1280} {
		p := openTab(t, width, 800)
		look := func(name string) {
			t.Helper()
			p.js(`(document.querySelectorAll("details").forEach(d => d.open = true), 0)`)
			if got := p.js(`document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)) : ""`); got != `""` {
				t.Errorf("%s at %d pixels scrolls sideways: %s", name, width, got)
			}
			if got := p.js(accessible); got != "[]" {
				t.Errorf("%s: %s", name, got)
			}
			if got := p.js(`[window.hit ?? 0, document.querySelectorAll("main img, main script").length]`); got != "[0,0]" {
				t.Errorf("%s: a value became markup: %s", name, got)
			}
			if width == 360 {
				p.shot("checklist-phone-" + name)
			}
		}
		p.visit("/checklist")
		look("make")
		p.press("add:/profile/contractors")
		p.wait(`document.activeElement.name === "/profile/contractors/0/name"`)
		p.js(`(() => { for (const e of document.querySelectorAll('main input[type=text], main textarea')) e.value = ` + quote(bad+strings.Repeat("長", 40)) + `; return 0; })()`)
		p.press("sheets:xlsx")
		p.wait(`document.activeElement.id === "summary"`)
		look("make-faulty")
		p.js(`(document.querySelector("button[value=\"save:yaml\"]").click(), 0)`) // nothing is unsaved any more
		p.downloaded(1)
		p.visit("/checklist/returned")
		look("returned")
		p.choose("#sheets", append(files, hostile)...)
		p.press("score")
		p.set("issuer", bad)
		p.press("score")
		look("results")
		p.visit("/checklist/answer")
		look("answer")
	}
}
