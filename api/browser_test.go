package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"kitei/api"
)

// tab is a page of the form in a real browser. Whatever the console says of an
// error or of the policy of the page fails the test.
type tab struct {
	t         *testing.T
	ctx       context.Context
	url       string
	downloads string
	log       func() []string
	clicks    int    // what a user had to click
	fields    int    // what a user had to fill in
	expect    string // what the console says of a fault that the test makes
}

// chrome starts the browser once.
var chrome = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, fmt.Errorf("the tests of the form need chromium (.ci/tools installs it): %w", err)
	}
	ctx, _ := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.Flag("lang", "ja"), chromedp.Flag("accept-lang", "ja")))
	return ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
})

func TestMain(m *testing.M) {
	code := m.Run()
	if ctx, err := chrome(); err == nil {
		_ = chromedp.Cancel(ctx)
	}
	os.Exit(code)
}

// openTab opens the form in a window of the size.
func openTab(t *testing.T, width, height int64) *tab {
	t.Helper()
	p := newTab(t, newWorld(t, func(c *api.Config) { c.Limits = api.Limits{Rate: 10_000, Burst: 10_000} }), width, height)
	p.do(chromedp.Navigate(p.url + "/"))
	p.wait(`document.getElementById("form").dataset.step === "company"`)
	return p
}

// newTab is a window of the size with nothing in it.
func newTab(t *testing.T, w *world, width, height int64) *tab {
	t.Helper()
	base, err := chrome()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.server)
	t.Cleanup(func() {
		w.server.Hush()
		server.Close()
	})
	ctx, cancel := chromedp.NewContext(base)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancelTime)
	p := &tab{t: t, ctx: ctx, url: server.URL, downloads: t.TempDir()}
	p.do(chromedp.EmulateViewport(width, height))
	var mu sync.Mutex
	var lines []string
	go func() {
		for m, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			mu.Lock()
			lines = append(lines, m.String())
			mu.Unlock()
		}
	}()
	p.log = func() []string { mu.Lock(); defer mu.Unlock(); return lines }
	if _, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allowAndName", DownloadPath: p.downloads}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, l := range p.log() {
			if p.expect != "" && strings.Contains(l, p.expect) {
				continue
			}
			t.Errorf("console: %s", l)
		}
	})
	return p
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// js gives the value of an expression as JSON text.
func (p *tab) js(expression string) string {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("JSON.stringify("+expression+") ?? 'null'"))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until an expression is true.
func (p *tab) wait(expression string) {
	p.t.Helper()
	for range 1200 { // half a minute: machines that run other tests as well are slow
		if v, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && v {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.shot("timeout")
	p.t.Fatalf("never: %s", expression)
}

func quote(s string) string { b, _ := json.Marshal(s); return string(b) }

// control is the selector of a field by its pointer; a choice by its value too.
func control(pointer, value string) string {
	if value != "" {
		return fmt.Sprintf(`[name="%s"][value="%s"]`, pointer, value)
	}
	return fmt.Sprintf(`[name="%s"]:not([type=hidden])`, pointer)
}

// fill types into a field as a person does, and leaves it.
func (p *tab) fill(pointer, words string) {
	p.t.Helper()
	p.fields++
	p.set(pointer, words)
}

func (p *tab) set(pointer, words string) {
	p.t.Helper()
	got := p.js(fmt.Sprintf(`(() => { const e = document.querySelector(%s); if (!e) return "none"; e.focus(); e.value = %s; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return e.checkVisibility() ? "" : "hidden"; })()`, quote(control(pointer, "")), quote(words)))
	if got != `""` {
		p.t.Fatalf("%s is %s", pointer, got)
	}
}

// tick clicks on the label of a choice.
func (p *tab) tick(pointer string, values ...string) {
	p.t.Helper()
	for _, v := range values {
		p.fields++
		got := p.js(fmt.Sprintf(`(() => { const e = document.querySelector(%s); if (!e) return "none"; if (!e.checkVisibility()) return "hidden"; e.labels[0].click(); return ""; })()`, quote(control(pointer, v))))
		if got != `""` {
			p.t.Fatalf("%s=%s is %s", pointer, v, got)
		}
	}
}

// press clicks on a button of the form by its action and waits for the page.
func (p *tab) press(action string) {
	p.t.Helper()
	p.clicks++
	p.js(`(document.getElementById("form").dataset.old = "1", 0)`)
	got := p.js(fmt.Sprintf(`(() => { const all = [...document.querySelectorAll('button[name=do]')].filter(b => b.value === %s && b.checkVisibility() && !b.classList.contains("default")); if (!all.length) return "none"; all[0].click(); return ""; })()`, quote(action)))
	if got != `""` {
		p.t.Fatalf("no button %s", action)
	}
	p.wait(`!document.getElementById("form").dataset.old`)
}

func (p *tab) step() string {
	return strings.Trim(p.js(`document.getElementById("form").dataset.step`), `"`)
}

// text is what the page shows.
func (p *tab) text() string { return p.js(`document.body.innerText`) }

// shots is where screenshots go; none are made when it is not set.
var shots = os.Getenv("KITEI_SHOTS")

func (p *tab) shot(name string) {
	p.t.Helper()
	if shots == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Log(err)
		return
	}
	if err := os.WriteFile(filepath.Join(shots, name+".png"), png, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// downloaded waits for the nth file and gives its content.
func (p *tab) downloaded(n int) []byte {
	p.t.Helper()
	for range 400 {
		files, _ := filepath.Glob(filepath.Join(p.downloads, "*"))
		done := 0
		var newest string
		var at time.Time
		for _, f := range files {
			if strings.HasSuffix(f, ".crdownload") {
				continue
			}
			done++
			if i, err := os.Stat(f); err == nil && !i.ModTime().Before(at) {
				newest, at = f, i.ModTime()
			}
		}
		if done >= n {
			data, err := os.ReadFile(newest)
			if err != nil {
				p.t.Fatal(err)
			}
			return data
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatal("nothing was downloaded")
	return nil
}

// company fills in what a company of 23 needs, from the empty form.
func (p *tab) company(name string) {
	p.t.Helper()
	p.fill("/profile/entity_type", "kabushiki")
	p.fill("/profile/legal_name", name)
	p.fill("/profile/rep_name", "髙橋 太郎")
	p.fill("/profile/postal_code", "３３０−００００")
	p.fill("/profile/address", "埼玉県さいたま市大宮区見本町一丁目2番3号")
	p.fill("/profile/business_description", "金属部品の製造及び販売")
	p.fill("/profile/industry", "E")
	p.fill("/profile/employee_count", "23")
	p.tick("/profile/peak_individuals_6m", "<=5000")
	p.tick("/profile/handles_entrusted_data", "false")
	p.fill("/profile/ppo/title", "総務部長")
	p.fill("/profile/roles/mn_handlers/0/title", "課員")
	p.fill("/profile/roles/mn_handlers/0/department", "総務部")
	p.fill("/profile/contacts/0/name", "個人情報お問い合わせ窓口")
	p.fill("/profile/contacts/0/phone", "048-000-0001")
	p.fill("/profile/contacts/0/email", "privacy@example.jp")
	p.fill("/profile/desks/leak/department", "総務部")
	p.fill("/profile/desks/mynumber/department", "総務部")
}

func (p *tab) handling() {
	p.t.Helper()
	p.tick("/profile/purposes/groups", "customer", "applicant")
	p.tick("/profile/purposes/items#codes", "C01", "C02", "A01")
	p.tick("/profile/security_measures/organisational", "O1", "O2")
	p.tick("/profile/security_measures/human", "H1")
	p.tick("/profile/security_measures/physical", "P1")
	p.tick("/profile/security_measures/technical", "T1")
	p.tick("/profile/mynumber/purposes", "emp_tax_withholding", "emp_health_pension", "emp_employment_insurance")
	p.tick("/profile/zones/0/kind", "handling")
	p.fill("/profile/zones/0/rooms", "総務部の執務室")
}

// view takes a picture of the window as it is.
func (p *tab) view(name string) {
	p.t.Helper()
	if shots == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(shots, name+".png"), png, 0o600)
	}
	if err != nil {
		p.t.Log(err)
	}
}
