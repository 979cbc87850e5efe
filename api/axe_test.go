package api_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"kitei/api"
)

// screen is a state of a page that axe-core looks at.
type screen struct {
	name string
	path string
	then func(p *tab) // what is done there first
}

// unfold opens every fold, so that what is in it is looked at too.
func unfold(p *tab) {
	p.t.Helper()
	p.js(`(document.querySelectorAll("main details").forEach(d => d.open = true), 0)`)
}

// screens are all pages of the form, in the states that a user sees.
func screens(t *testing.T) []screen {
	t.Helper()
	folder := t.TempDir()
	client := filepath.Join(folder, "client.yaml")
	if err := os.WriteFile(client, threeContractors(t), 0o600); err != nil {
		t.Fatal(err)
	}
	returned := returnedFiles(t, newWorld(t, nil))
	step := func(name string) func(*tab) {
		return func(p *tab) { p.press("go:" + name); unfold(p) }
	}
	return []screen{
		{"company, empty", "/", unfold},
		{"company, faulty", "/", func(p *tab) {
			p.set("/profile/postal_code", "33")
			p.press("next")
			unfold(p)
		}},
		{"company, with a preview of a change", "/", func(p *tab) {
			p.set("/profile/legal_name", "株式会社見本")
			p.wait(`document.querySelector("#preview-page").shadowRoot?.textContent.includes("株式会社見本")`)
			p.js(`(document.querySelector("#preview-page").shadowRoot.querySelector(".why").click(), 0)`)
		}},
		{"handling", "/", step("handling")},
		{"handling, folded", "/", func(p *tab) { p.press("go:handling") }},
		{"documents", "/", func(p *tab) {
			p.press("go:documents")
			p.js(`(document.querySelectorAll('input[name="kinds"]:not([type=hidden]):not(:checked)').forEach(e => e.click()), 0)`)
			p.press("go:documents")
			unfold(p)
		}},
		{"confirm, gaps", "/", step("confirm")},
		{"receive, gaps", "/", step("receive")},
		{"confirm, complete", "/", func(p *tab) {
			p.company("株式会社武蔵精密製作所")
			p.press("go:handling")
			p.handling()
			p.press("go:documents")
			p.fill("/output/established_on", "令和9年1月15日")
			p.fill("/output/effective_on", "2027/2/1")
			p.press("go:confirm")
			unfold(p)
		}},
		{"receive, complete", "", step("receive")},
		{"leftovers", "/", func(p *tab) {
			p.upload(client, "another")
			p.set("/profile/business_description", "武蔵見本の製品の販売")
			p.press("go:confirm")
			unfold(p)
		}},
		{"English", "/?lang=en", step("handling")},
		{"message", "/", func(p *tab) {
			p.expect = "400 (Bad Request)"
			p.js(`(() => { document.querySelector("[name=state]").value = "{"; const b = document.querySelector("button[value='save:yaml']"); b.click(); return 0; })()`)
			p.wait(`document.querySelector("main.alone")`)
		}},
		{"incident, first question", "/incident", unfold},
		{"incident, faulty", "", func(p *tab) {
			p.set("/facts/date_known", "2026-11-01") // overdue
			p.press("answered:/facts/date_known")
			p.press("answered:/facts/event")
			unfold(p)
		}},
		{"incident, all questions", "", step("all")},
		{"incident, report", "", step("report")},
		{"incident, receive", "", step("receive")},
		{"incident, English", "/incident?lang=en", nil},
		{"checklists, none", "/checklist", unfold},
		{"checklists, opened", "", func(p *tab) {
			p.choose("#file", client)
			p.press("open")
			unfold(p)
		}},
		{"checklists, faulty", "/checklist", func(p *tab) {
			p.press("add:/profile/contractors")
			p.press("sheets:xlsx")
			unfold(p)
		}},
		{"returned, none", "/checklist/returned", nil},
		{"returned, judged", "", func(p *tab) {
			p.choose("#sheets", returned...)
			p.press("score")
			unfold(p)
		}},
		{"answer, none", "/checklist/answer", nil},
		{"answer, filled", "", func(p *tab) {
			p.choose("#received", returned[3])
			p.choose("#answers", returned[0])
			p.press("fill")
		}},
	}
}

// violation is a rule of axe-core that a page breaks.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

// axe runs axe-core on the page as it is and gives what is more than minor.
// The policy of the page does not bind what the browser's own tools run.
func (p *tab) axe(source string) []violation {
	p.t.Helper()
	p.js(`(window.axe ? 0 : (` + "() => {" + source + "})(), 0)")
	p.js(`(window.found = null, axe.run(document, {resultTypes: ["violations"]}).then(r => { window.found = r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => ({html: n.html.slice(0, 160)}))})); }, e => { window.found = [{id: String(e), impact: "critical", nodes: []}]; }), 0)`)
	p.wait(`window.found`)
	var all, out []violation
	if err := json.Unmarshal([]byte(p.js(`window.found`)), &all); err != nil {
		p.t.Fatal(err)
	}
	for _, v := range all {
		if v.Impact != "minor" {
			out = append(out, v)
		}
	}
	return out
}

func (p *tab) checkAxe(name, source string) {
	p.t.Helper()
	for _, v := range p.axe(source) {
		var at []string
		for _, n := range v.Nodes {
			at = append(at, n.HTML)
		}
		p.t.Errorf("%s: %s: %s (%s)\n  %s", name, v.Impact, v.ID, v.Help, strings.Join(at, "\n  "))
	}
}

func axeSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// axe-core finds nothing that matters on any page of the form, wide or on a phone.
func TestAxe(t *testing.T) {
	source := axeSource(t)
	all := append(screens(t), screen{"preview over the page", "/", func(p *tab) {
		p.js(`(document.querySelector(".peek").click(), 0)`)
		p.wait(`document.querySelector("#preview-page").shadowRoot?.textContent.length > 100`)
	}})
	for _, width := range []int64{360, 1400} {
		for i, first := range all {
			if first.path == "" || width == 360 && !onPhone[first.name] || width != 360 && strings.Contains(first.name, "preview over") {
				continue
			}
			t.Run(fmt.Sprintf("%s, %d pixels", first.name, width), func(t *testing.T) {
				p := openTab(t, width, 900)
				if first.path != "/" {
					p.visit(first.path)
				}
				for _, s := range append([]screen{first}, goingOn(all[i+1:])...) {
					if s.then != nil {
						s.then(p)
					}
					p.checkAxe(s.name, source)
				}
			})
		}
	}
}

// onPhone are the screens that are laid out in another way on a phone.
var onPhone = map[string]bool{"company, faulty": true, "documents": true, "confirm, complete": true, "checklists, none": true, "returned, none": true, "answer, none": true, "preview over the page": true}

// goingOn are the screens that follow on the same page.
func goingOn(rest []screen) []screen {
	for i, s := range rest {
		if s.path != "" {
			return rest[:i]
		}
	}
	return rest
}

// The page that asks for the password is held to the same.
func TestAxeSignIn(t *testing.T) {
	hash, err := argon2id.CreateHash("correct horse battery", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(newWorld(t, func(c *api.Config) { c.Access = api.Access{Password: hash} }).server)
	defer server.Close()
	p := openTab(t, 360, 800)
	p.url = server.URL
	p.visit("/sign-in")
	p.checkAxe("sign-in", axeSource(t))
	p.js(`(document.querySelector("label").remove(), 0)`)
	if found := p.axe(axeSource(t)); len(found) != 1 || found[0].ID != "label" {
		t.Errorf("a field without a name is not found: %v", found)
	}
}
