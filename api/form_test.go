package api_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kitei/generator/profile"
)

// A fault stands beside its field as soon as the field is left, and goes when it
// is mended.
func TestFaultsBesideFields(t *testing.T) {
	p := openTab(t, 1280, 900)
	const fault = `document.querySelector("#f-profile-postal_code-fault")`
	for pointer, words := range map[string][2]string{
		"/profile/postal_code": {"33", "330-0000"},
	} {
		p.set(pointer, words[0])
		p.wait(`!` + fault + `.hidden && ` + fault + `.innerText.length > 5`)
		if got := p.js(`document.querySelector("#f-profile-postal_code").getAttribute("aria-describedby")`); !strings.Contains(got, "-fault") {
			t.Errorf("a screen reader is not told: %s", got)
		}
		p.set(pointer, words[1])
		p.wait(fault + `.hidden`)
	}
	p.js(`[...document.querySelectorAll("details")].forEach(d => d.open = true)`)
	p.set("/profile/corporate_number", "7000012050003") // the check digit is wrong
	p.wait(`document.querySelector("#f-profile-corporate_number-fault").innerText.includes("法人番号")`)
	p.set("/profile/corporate_number", "7000012050002")
	p.wait(`document.querySelector("#f-profile-corporate_number-fault").hidden`)

	p.press("next")
	p.wait(`document.activeElement.id === "summary"`)
	p.js(`document.querySelector('.summary a[href="#f-profile-rep_name"]').click()`)
	p.wait(`document.activeElement.id === "f-profile-rep_name"`)
	p.set("/profile/rep_name", "髙橋 太郎")
	p.wait(`!document.querySelector('.summary a[href="#f-profile-rep_name"]')`)
	p.press("add:/profile/contacts")
	p.wait(`document.activeElement.name === "/profile/contacts/1/name"`)
}

// The preview follows what is typed, marks what changed and says why a clause is
// there.
func TestPreviewFollows(t *testing.T) {
	p := openTab(t, 1400, 900)
	const root = `document.querySelector("#preview-page").shadowRoot`
	p.wait(root + `?.textContent.includes("個人情報")`)
	p.set("/profile/legal_name", "株式会社あおぞら見本")
	p.wait(root + `.textContent.includes("株式会社あおぞら見本")`)
	p.press("go:handling")
	p.wait(root + `?.textContent.includes("株式会社あおぞら見本")`) // the scripts of the new page are at work
	p.tick("/profile/my_number", "true")
	p.js(`(() => { const s = document.querySelector("#preview-kind"); s.value = "protection_regulation"; s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	p.wait(root + `.textContent.includes("個人情報保護規程")`)
	p.wait(root + `.querySelector("section[id]")`)
	p.js(`[...document.querySelectorAll("details")].forEach(d => d.open = true)`)
	before := p.js(root + `.textContent.length`)
	p.tick("/profile/outsourcing/uses", "false")
	p.wait(root + `.textContent.length !== ` + before)
	p.wait(`document.querySelector("#preview-news").innerText.includes("委託")`)
	p.do(chromedp.Sleep(0))
	p.view("preview-changed")
	p.js(`document.querySelector("#preview-seen").click()`)
	p.wait(`!document.querySelector("#preview-news").innerText.includes("委託")`)
	p.tick("/profile/outsourcing/uses", "true")
	p.wait(root + `.querySelector(".changed")`)
	if got := p.js(`(() => { for (const b of ` + root + `.querySelectorAll(".changed > * > .why")) { b.click(); const words = ` + root + `.querySelector(".because").innerText; if (words.includes("委託するか")) return words; b.click(); } return ""; })()`); !strings.Contains(got, "はい") {
		t.Errorf("why: %s", got)
	}
	p.view("preview-why")
}

// What is saved opens again, another client's file is stripped, and what is left
// of it is found.
func TestSaveOpenAndLeftovers(t *testing.T) {
	p := openTab(t, 1280, 900)
	p.company("株式会社武蔵精密製作所")
	p.clicks++
	p.js(`document.querySelector('button[value="save:yaml"]').click()`)
	saved := p.downloaded(1)
	in, err := profile.Decode("a.yaml", saved)
	if err != nil || in.Text("profile.rep_name") != "髙橋 太郎" || in.Text("profile.postal_code") != "330-0000" {
		t.Fatalf("%v\n%s", err, saved)
	}
	file := filepath.Join(t.TempDir(), "client.yaml")
	if err := os.WriteFile(file, saved, 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(p.url + "/"))
	p.wait(`document.getElementById("words")`)
	p.upload(file, "open")
	if got := p.js(`document.querySelector("#f-profile-legal_name").value`); got != `"株式会社武蔵精密製作所"` {
		t.Errorf("opened: %s", got)
	}
	p.upload(file, "another")
	if got := p.js(`document.querySelector("#f-profile-legal_name").value`); got != `""` {
		t.Errorf("another's name stays: %s", got)
	}
	if got := p.js(`document.querySelector("#f-profile-entity_type").value`); got != `"kabushiki"` {
		t.Errorf("the rest is gone: %s", got)
	}
	p.set("/profile/legal_name", "株式会社見本商事")
	p.set("/profile/business_description", "武蔵精密製作所の製品の販売")
	p.wait(`document.querySelector("#f-profile-business_description-fault").innerText.includes("元にした会社")`)
	p.press("go:confirm")
	if got := p.text(); !strings.Contains(got, "元の会社の情報が残っています（1件）") || !strings.Contains(got, "事業の内容") {
		t.Error(got)
	}
	p.shot("4-leftover")
	p.press("goto:/profile/business_description")
	p.wait(`document.activeElement.id === "f-profile-business_description"`)

	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.js(`document.querySelector("details.start").open = true`)
	p.upload(bad, "open")
	if got := p.js(`document.querySelector(".notice").innerText`); !strings.Contains(got, "読み取れません") {
		t.Error(got)
	}
	// Nothing stays in the browser unless it is asked for.
	if got := p.js(`localStorage.length`); got != "0" {
		t.Errorf("%s entries in the local storage", got)
	}
	p.js(`document.getElementById("keep").click()`)
	p.set("/profile/rep_name", "見本 花子")
	if got := p.js(`localStorage.getItem("kitei.copy").includes("見本 花子")`); got != "true" {
		t.Error("the copy that was asked for is not kept")
	}
	p.js(`document.getElementById("keep").click()`)
	if got := p.js(`localStorage.length`); got != "0" {
		t.Error("the copy stays")
	}
}

// upload chooses a file and presses a button.
func (p *tab) upload(file, action string) {
	p.t.Helper()
	p.js(`(document.querySelector("details.start").open = true, window.confirm = () => true, 0)`)
	p.do(chromedp.SetUploadFiles("#file", []string{file}))
	p.press(action)
}

func TestEnglish(t *testing.T) {
	p := openTab(t, 1280, 900)
	p.set("/profile/legal_name", "株式会社見本")
	p.press("lang:en")
	if got := p.text(); !strings.Contains(got, "Registered name") || strings.Contains(got, "会社の名称") {
		t.Error("not in English")
	}
	if got := p.js(`document.documentElement.lang + document.querySelector("#f-profile-legal_name").value`); got != `"en株式会社見本"` {
		t.Error(got)
	}
	p.press("next")
	if !strings.Contains(p.text(), "Give a value for") {
		t.Error("faults are not in English")
	}
	p.press("lang:ja")
	if !strings.Contains(p.text(), "会社の名称と所在地") {
		t.Error("no way back to Japanese")
	}
}

// The form is filled in with the keyboard alone: Tab, letters, space, Enter.
func TestKeyboard(t *testing.T) {
	p := openTab(t, 1280, 900)
	p.js(`(document.querySelector("h1").focus(), 0)`)
	press := func(keys string, times int) {
		for range times {
			p.do(chromedp.KeyEvent(keys))
		}
	}
	reach := func(id string) {
		for range 60 {
			if p.js(`document.activeElement.id`) == `"`+id+`"` {
				if p.js(`getComputedStyle(document.activeElement).outlineStyle`) == `"none"` {
					t.Errorf("%s: no focus ring", id)
				}
				return
			}
			press(kb.Tab, 1)
		}
		t.Fatalf("%s is not reached by Tab", id)
	}
	reach("f-profile-entity_type")
	press(kb.ArrowDown, 1)
	reach("f-profile-legal_name")
	press("Mihon", 1)
	reach("f-profile-peak_individuals_6m-<=5000")
	press(" ", 1)
	if got := p.js(`new FormData(document.getElementById("form")).get("/profile/entity_type") + new FormData(document.getElementById("form")).get("/profile/legal_name") + new FormData(document.getElementById("form")).get("/profile/peak_individuals_6m")`); got != `"kabushikiMihon<=5000"` {
		t.Error(got)
	}
	reach("f-profile-roles-mn_handlers-add")
	press(kb.Enter, 1)
	p.wait(`document.activeElement.name?.startsWith("/profile/roles/mn_handlers/1/")`)
}

// Each step fits a phone of 320 pixels, and is well made for those who can't see.
func TestEveryStep(t *testing.T) {
	for _, width := range []int64{320, 1280} {
		p := openTab(t, width, 800)
		p.set("/profile/legal_name", "株式会社"+strings.Repeat("長い名称の見本", 9)+"LongWordWithoutAnySpaceInsideIt")
		p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
		for _, step := range []string{"company", "handling", "documents", "confirm", "receive"} {
			p.press("go:" + step)
			p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
			if got := p.js(`document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)) : ""`); got != `""` {
				t.Errorf("%s at %d pixels scrolls sideways: %s", step, width, got)
			}
			if got := p.js(accessible); got != "[]" {
				t.Errorf("%s: %s", step, got)
			}
			if width == 320 {
				p.shot("phone-" + step)
			}
		}
	}
}

// accessible lists what assistive technology would stumble over.
const accessible = `(() => {
  const out = [];
  const named = (e) => (e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") && document.getElementById(e.getAttribute("aria-labelledby"))?.innerText) || [...(e.labels ?? [])].map(l => l.innerText).join("") || (e.tagName === "BUTTON" ? e.innerText : "") || "").trim();
  for (const e of document.querySelectorAll("input:not([type=hidden]),select,textarea,button:not(.default)")) if (!e.closest("[hidden]") && !named(e)) out.push("no name: " + e.outerHTML.slice(0, 90));
  for (const e of document.querySelectorAll("fieldset")) if (e.firstElementChild?.tagName !== "LEGEND" || !e.firstElementChild.textContent.trim()) out.push("fieldset without legend: " + e.id);
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) out.push("id twice: " + id);
  for (const e of document.querySelectorAll("[aria-describedby],[aria-labelledby]")) for (const a of ["aria-describedby", "aria-labelledby"]) for (const id of (e.getAttribute(a) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) out.push(a + " leads nowhere: " + id);
  let level = 0;
  for (const h of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) { const n = Number(h.tagName[1]); if (n > level + 1) out.push("heading jumps: " + h.innerText); level = n; }
  for (const s of ["main", "header", "nav.areas[aria-label]", "footer", "h1", "html[lang]"]) if (document.querySelectorAll(s).length !== 1) out.push("not one " + s);
  return out;
})()`

// Values that look like markup are text, in the form and in the preview.
func TestHostileValues(t *testing.T) {
	p := openTab(t, 1400, 900)
	const bad = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{.}}`
	p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
	p.js(`(() => { for (const e of document.querySelectorAll('main input[type=text], main textarea')) { if (e.checkVisibility()) e.value = ` + quote(bad) + `; } document.querySelector("#f-profile-legal_name").dispatchEvent(new Event("input", {bubbles: true})); })()`)
	const root = `document.querySelector("#preview-page").shadowRoot`
	p.wait(root + `?.textContent.length > 100`)
	for _, step := range []string{"handling", "documents"} {
		p.press("go:" + step)
		p.js(`document.querySelectorAll("details").forEach(d => d.open = true)`)
		p.js(`(() => { for (const e of document.querySelectorAll('main input[type=text], main textarea')) { if (e.checkVisibility()) e.value = ` + quote(bad) + `; } })()`)
	}
	for _, step := range []string{"confirm", "receive", "company"} {
		p.press("go:" + step)
		if got := p.js(`[window.hit ?? 0, document.querySelectorAll("main img, main script").length]`); got != "[0,0]" {
			t.Errorf("%s: a value became markup: %s", step, got)
		}
	}
	p.wait(root + `?.textContent.length > 100`)
	if got := p.js(root + `.querySelectorAll("img, script").length`); got != "0" {
		t.Error("a value became markup in the preview")
	}
	if got := p.js(`document.querySelector("#f-profile-legal_name").value.includes("<script>")`); got != "true" {
		t.Error("what was typed is not shown as it was typed")
	}
}

// The long step begins with what is left to do in each of its parts, and a fold
// in which every question waits for another answer is not offered.
func TestContentsOfAStep(t *testing.T) {
	p := openTab(t, 1280, 900)
	p.press("go:handling")
	const state = `document.querySelector('.contents [data-group="g-mynumber"]').innerText`
	if got := p.js(state); got != `"必須 あと1"` {
		t.Errorf("my number: %s", got)
	}
	p.tick("/profile/mynumber/purposes", "emp_tax_withholding")
	p.wait(state + ` === "済"`)
	p.js(`(document.querySelector('.contents a[href="#g-mynumber"]').click(), 0)`)
	p.wait(`Math.abs(document.getElementById("g-mynumber").getBoundingClientRect().top) < innerHeight`)
	const fold = `document.querySelector("#f-profile-ai details.more")`
	p.tick("/profile/ai/uses", "false")
	p.wait(fold + `.hidden`)
	p.tick("/profile/ai/uses", "true")
	p.wait(`!` + fold + `.hidden`)
	p.press("go:handling") // the blanks come back
	if got := p.js(`document.querySelector("#f-profile-third_party-recipients").checkVisibility()`); got != "false" {
		t.Error("an empty list is unfolded by looking at the page twice")
	}
}
