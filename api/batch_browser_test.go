package api_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kitei/api"
)

// batchTab opens the page of batches.
func batchTab(t *testing.T, width, height int64) *tab {
	t.Helper()
	p := newTab(t, withBatches(t, t.TempDir(), nil), width, height)
	p.do(chromedp.Navigate(p.url + "/batch"))
	p.wait(`document.getElementById("batch-form")`)
	return p
}

// chooseData chooses a file of that content as a person does.
func (p *tab) chooseData(selector, name string, data []byte) {
	p.t.Helper()
	file := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(selector, []string{file}))
}

// button presses a button that leads to another page.
func (p *tab) button(action, ready string) {
	p.t.Helper()
	p.js(`(window.before = 1, 0)`)
	if got := p.js(`(() => { const b = [...document.querySelectorAll('button[name=do]')].find(b => b.value === ` + quote(action) + ` && b.checkVisibility() && !b.classList.contains("default")); if (!b) return "none"; b.click(); return ""; })()`); got != `""` {
		p.t.Fatalf("no button %s", action)
	}
	p.wait(`!window.before && document.readyState === "complete" && (` + ready + `)`)
}

// only leaves these documents and formats chosen.
func (p *tab) only(values ...string) {
	p.t.Helper()
	p.js(`document.querySelectorAll("[name=kinds]:checked, [name=formats]:checked").forEach((e) => { if (!` + quote(strings.Join(values, " ")) + `.split(" ").includes(e.value)) e.click(); })`)
}

// narrow looks whether anything is wider than the window.
func (p *tab) narrow(what string) {
	p.t.Helper()
	if got := p.js(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); got != "0" {
		p.t.Errorf("%s: the page is wider than the window by %s", what, got)
	}
}

func (p *tab) sees(words ...string) {
	p.t.Helper()
	text := p.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("the page does not say %q: %.1500s", w, text)
		}
	}
}

// The whole way of an office: a list with faults, what can be made is made, then
// the mended list, at two widths of the window.
func TestBatchJourney(t *testing.T) {
	source := axeSource(t)
	for name, width := range map[string]int64{"wide": 1280, "narrow": 360} {
		t.Run(name, func(t *testing.T) {
			p := batchTab(t, width, 900)
			shot := func(state string) {
				p.shot("batch-" + name + "-" + state)
				p.narrow(state)
				if state != "4-running" { // it goes on to the next page meanwhile: see TestBatchRunningPage
					p.checkAxe(state, source)
				}
			}
			shot("1-start")
			p.button("check", `document.querySelector(".notice.bad")`)
			p.sees("会社の一覧がありません")
			shot("2-nothing")
			p.chooseData("#members", "会員.csv", csvList(12, faulty))
			p.chooseData("#common", "kyotsu.yaml", commonProfile(t))
			p.only("privacy_policy", "protection_regulation", "pdf")
			p.button("check", `document.getElementById("checked")`)
			p.sees("直すところのある会社が2社あります", "H3", "従業員数（常時）", "株式会社見本商会2", "B4", "10社の書類を作る", "001_見本商会1")
			if got := p.js(`document.activeElement.id`); got != `"checked-title"` {
				t.Errorf("the focus is on %s after a check", got)
			}
			shot("3-checked")
			p.set("folder", "{会社名略}_{和暦}")
			p.wait(`document.getElementById("names").innerText.includes("見本商会1_令和")`)
			p.set("folder", "")
			p.button("start", `document.getElementById("progress")`)
			p.wait(`document.getElementById("bar").value > 0`)
			p.sees("作っています", "この画面を閉じても", "12社")
			shot("4-running")
			p.wait(`document.getElementById("end-title")`)
			p.sees("終わりました", "12社のうち10社を作りました", "作れなかった会社（2社）", "H3", "B4", "作れたものの ZIP を受け取る", "に消えます")
			shot("5-partial")
			p.js(`document.querySelector('a[href$="result.zip"]').click()`)
			if names := strings.Join(namesIn(t, p.downloaded(1)), "\n"); !strings.Contains(names, "001_見本商会1/") || strings.Contains(names, "002_") {
				t.Errorf("the ZIP holds %s", names)
			}
			p.chooseData("#members", "直した会員.csv", csvList(12, nil))
			p.button("mend", `document.getElementById("progress") || document.getElementById("end-title")`)
			p.wait(`document.getElementById("end-title") && !document.getElementById("failed-title")`)
			p.sees("12社すべてを作りました", "確認表（Excel）", "ZIP を受け取る", "直した会員.csv")
			shot("6-whole")
			p.js(`document.querySelector('a[href$="result.zip"]').click()`)
			if data := p.downloaded(2); !bytes.HasPrefix(data, []byte("PK")) {
				t.Error("no ZIP")
			}
			p.do(chromedp.Navigate(p.url + "/batch"))
			p.wait(`document.getElementById("mine-title")`)
			p.sees("これまでの一括作成", "直した会員.csv", "12社すべてを作りました")
			shot("7-list")
			p.js(`document.querySelector("#mine-title ~ ul a").click()`)
			p.wait(`document.getElementById("keep-title")`)
			p.js(`(document.querySelector("#keep-title ~ details").open = true, 0)`)
			p.button("delete", `document.getElementById("batch-form")`)
			p.sees("結果とともに消しました")
		})
	}
}

// A cancel hands out what was made, and can be taken back; in English too.
func TestBatchCancelOnPage(t *testing.T) {
	p := batchTab(t, 1280, 900)
	p.chooseData("#members", "list.csv", csvList(80, nil))
	p.chooseData("#common", "common.yaml", commonProfile(t))
	p.only("privacy_policy", "pdf")
	p.button("check", `document.getElementById("checked")`)
	p.button("lang", `document.documentElement.lang === "en"`)
	p.sees("The documents of all 80 companies can be made")
	p.shot("batch-english-checked")
	p.button("start", `document.getElementById("progress")`)
	p.wait(`document.getElementById("bar").value > 1`)
	p.button("cancel", `document.getElementById("end-title")`)
	p.sees("Cancelled", "not made", "Get the ZIP of what was made")
	p.shot("batch-english-cancelled")
	p.button("retry", `document.getElementById("progress") || document.getElementById("end-title")`)
	p.wait(`document.getElementById("end-title")`)
	p.sees("All 80 companies made")
}

// A batch that nobody works on shows what a running one shows, and can be
// cancelled; the page says so without a new one being asked for.
func TestBatchRunningPage(t *testing.T) {
	w := withBatches(t, t.TempDir(), func(c *api.Config) { c.Batches.Workers = -1 })
	p := newTab(t, w, 360, 900)
	id := idOf(t, w.begin(t, csvList(3, nil), nil, nil))
	p.do(chromedp.Navigate(p.url + "/batch/" + id))
	p.wait(`document.getElementById("live").textContent.includes("0 / 3社")`)
	p.narrow("running")
	p.checkAxe("running", axeSource(t))
	if res := w.do(t, "DELETE", "/v1/batches/"+id, "", nil, nil); res.StatusCode != http.StatusOK {
		t.Fatalf("%d", res.StatusCode)
	}
	p.wait(`document.getElementById("end-title")`)
	p.sees("取り消しました", "3社のうち0社を作りました", "続きから作る")
	p.checkAxe("cancelled", axeSource(t))
}
