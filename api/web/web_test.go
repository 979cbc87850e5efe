package web_test

import (
	"context"
	"html"
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/templates"
)

// Every group of the schema is asked in one step, every word is there in both
// languages, and no page asks for a word that is not there.
func TestWordsAreComplete(t *testing.T) {
	words := map[string]map[string]string{}
	for _, lang := range []string{"ja", "en"} {
		src, err := fs.ReadFile(templates.FS, "locales/web."+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		if err := toml.Unmarshal(src, &m); err != nil {
			t.Fatal(err)
		}
		words[lang] = m
	}
	for id, ja := range words["ja"] {
		en := words["en"][id]
		if ja == "" || en == "" {
			t.Errorf("%s: one language is missing", id)
		}
		for _, mark := range []string{"{{.X}}", "{{.N}}"} {
			if strings.Contains(ja, mark) != strings.Contains(en, mark) {
				t.Errorf("%s: %s in one language only", id, mark)
			}
		}
	}
	if len(words["ja"]) != len(words["en"]) {
		t.Error("English has words that Japanese has not")
	}
	used := regexp.MustCompile(`[({ ](?:t|tn|tx) "([a-z_]+)"`)
	pages, err := fs.Glob(web.Pages(), "pages/*.html")
	if err != nil || len(pages) < 4 {
		t.Fatal(pages, err)
	}
	for _, name := range pages {
		src, err := fs.ReadFile(web.Pages(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(src), -1) {
			if id := "web_" + m[1]; words["ja"][id] == "" && !strings.HasSuffix(id, "_") {
				t.Errorf("%s asks for %s", name, id)
			}
		}
		for _, bad := range []string{"<style", "<script>", " style=", " onclick", "http://", "https://"} {
			if strings.Contains(string(src), bad) {
				t.Errorf("%s holds %q: the policy of the page forbids it", name, bad)
			}
		}
	}
	for _, f := range profile.InputFields().Property("profile").Properties {
		if words["ja"]["web_group_"+f.Group] == "" {
			t.Errorf("%s: its group %q has no name", f.Name, f.Group)
		}
	}
	for _, k := range generator.Kinds() {
		for _, f := range k.Formats {
			if words["ja"]["web_format_"+string(f)] == "" {
				t.Errorf("format %s has no name", f)
			}
		}
	}
}

var form = func() *web.Form {
	g, err := generator.New()
	if err != nil {
		panic(err)
	}
	day, _ := japanese.ParseDate("2026-11-23")
	return &web.Form{Generator: g, Today: func() japanese.Date { return day }}
}()

func show(t *testing.T, s *web.State, action string) (string, *web.State) {
	t.Helper()
	a, err := form.Act(s, action)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := form.Page(context.Background(), &b, a, false); err != nil {
		t.Fatal(err)
	}
	again, err := web.ReadState(a.State.String())
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), again
}

// Every field of the profile that a person is asked for stands on one page.
func TestEveryFieldIsAsked(t *testing.T) {
	s := web.NewState("ja")
	s.Merge(url.Values{"kinds": {"privacy_policy", "protection_regulation", "leak_procedure", "mynumber_policy", "mynumber_rules", "nda", "security_regulations", "training_handout", "training_quiz", "training_record"}})
	company, s := show(t, s, "go:company")
	handling, _ := show(t, s, "go:handling")
	pages := company + handling
	asked := 0
	for _, f := range profile.InputFields().Property("profile").Properties {
		if f.Computed || f.Alias || f.Map {
			continue
		}
		if len(f.Kinds) > 0 && !slices.ContainsFunc(s.Kinds(), f.UsedBy) {
			continue
		}
		if !strings.Contains(pages, "/profile/"+f.Name) {
			t.Errorf("%s (%s) is asked nowhere", f.Name, f.LabelJA)
		}
		asked++
	}
	if asked < 60 {
		t.Errorf("only %d fields", asked)
	}
}

// Only what the chosen documents need is asked.
func TestQuestionsOfDocuments(t *testing.T) {
	s := web.NewState("ja")
	s.Merge(url.Values{"kinds": {"privacy_policy"}})
	page, _ := show(t, s, "go:handling")
	for name, want := range map[string]bool{"/profile/cookies/uses": true, "/profile/zones": false, "/profile/outsourcing/uses": true} {
		if strings.Contains(page, `"`+name) != want {
			t.Errorf("%s asked: %v", name, !want)
		}
	}
}

func TestMerge(t *testing.T) {
	s := web.NewState("ja")
	s.Merge(url.Values{
		"/profile/legal_name":                       {"株式会社見本"},
		"/profile/employee_count":                   {"２３"},
		"/profile/handles_entrusted_data":           {"false"},
		"/profile/contacts/0/name":                  {"窓口"},
		"/profile/contacts/0/notes":                 {"一行目\r\n\r\n二行目"},
		"/profile/contacts/1/name":                  {""},
		"/profile/contacts/9/name":                  {"too far"},
		"/profile/purposes/groups":                  {"", "customer"},
		"/profile/purposes/items#codes":             {"", "C01", "A01"},
		"/profile/security_measures/technical":      {"", "T1"},
		"/profile/security_measures/technical#own":  {"端末を固定する"},
		"/output/established_on":                    {"令和8年11月22日"},
		"/output/effective_on":                      {"2027/1/5"},
		"/profile/nothing":                          {"x"},
		"/documents/1/options/nothing":              {"x"},
		"/documents/1/number":                       {"規程-1"},
		"/profile/third_party/provides":             {"false"},
		"/profile/third_party/recipients/0/purpose": {"配送"},
		"/elsewhere":                                {"x"},
		"do":                                        {"next"},
	})
	in, err := s.Input()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"legal_name": "株式会社見本", "employee_count": 23, "handles_entrusted_data": false,
		"contacts":          []any{map[string]any{"name": "窓口", "notes": []any{"一行目", "二行目"}}},
		"purposes":          map[string]any{"groups": []any{"customer"}, "items": []any{map[string]any{"code": "C01"}}},
		"security_measures": map[string]any{"technical": []any{"T1", "端末を固定する"}},
		"third_party":       map[string]any{"provides": false},
	}
	if d := cmp.Diff(want, in.Tree()["profile"]); d != "" {
		t.Error(d)
	}
	if got := in.Text("output.established_on") + " " + in.Text("output.effective_on"); got != "2026-11-22 2027-01-05" {
		t.Error(got)
	}
	if got := in.Tree()["documents"].([]any)[1].(map[string]any)["number"]; got != "規程-1" {
		t.Error(got)
	}
	s.Merge(url.Values{"/profile/third_party/provides": {"true"}})
	if in, err = s.Input(); err != nil || in.Tree()["profile"].(map[string]any)["third_party"].(map[string]any)["recipients"] == nil {
		t.Error("an answer is lost when its switch was off for a while")
	}
}

func TestLists(t *testing.T) {
	s := web.NewState("ja")
	names := func() string {
		in, err := s.Input()
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range mapOf(in.Tree()["profile"])["departments"].([]any) {
			name, _ := mapOf(e)["name"].(string)
			out = append(out, name)
		}
		return strings.Join(out, ",")
	}
	s.Merge(url.Values{"/profile/departments/0/name": {"甲"}, "/profile/departments/1/name": {"乙"}, "/profile/departments/2/name": {"丙"}})
	for _, tt := range []struct{ do, focus, want string }{
		{"up:/profile/departments/2", "/profile/departments/1", "甲,丙,乙"},
		{"down:/profile/departments/0", "/profile/departments/1", "丙,甲,乙"},
		{"down:/profile/departments/2", "/profile/departments/2", "丙,甲,乙"},
		{"del:/profile/departments/1", "/profile/departments/0", "丙,乙"},
		{"add:/profile/departments", "/profile/departments/2", "丙,乙"},
		{"del:/profile/departments/7", "/profile/departments", "丙,乙"},
	} {
		if focus, ok := s.Do(tt.do); !ok || focus != tt.focus || names() != tt.want {
			t.Errorf("%s: %s, look at %s (%v)", tt.do, names(), focus, ok)
		}
	}
	for _, bad := range []string{"add:/profile/legal_name", "add:/x", "launch:/profile/departments/0", ""} {
		if _, ok := s.Do(bad); ok {
			t.Errorf("%q was carried out", bad)
		}
	}
}

func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// What was typed is text, wherever it stands.
func TestHostileState(t *testing.T) {
	const bad = `"><script>alert(1)</script><b a='`
	s := web.NewState("ja")
	s.Merge(url.Values{"/profile/legal_name": {bad}, "/profile/contacts/0/notes": {bad}, "/profile/departments/0/name": {bad}, "/profile/entity_type": {bad}, "/output/file_name": {bad}})
	for _, step := range web.Steps() {
		page, _ := show(t, s, "go:"+step)
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<b a=") {
			t.Errorf("%s: a value became markup", step)
		}
	}
	for _, state := range []string{"", "{", "[]", "null", `{"tree":null,"step":"x","lang":"x"}`, `{"tree":{"profile":[],"documents":{"a":1},"output":"x"}}`, `{"tree":{"documents":[1,null,{"kind":7},{"kind":"privacy_policy","options":[]}]}}`} {
		s, err := web.ReadState(state)
		if err != nil {
			continue
		}
		for _, step := range web.Steps() {
			show(t, s, "go:"+step)
		}
	}
}

// A page that comes back with its blanks still blank looks as it did.
func TestBlanksStayFolded(t *testing.T) {
	names := regexp.MustCompile(` name="(/[^"]+)"`)
	state := regexp.MustCompile(`name="state" value="[^"]*"`)
	for _, step := range []string{web.Company, web.Handling} {
		first, s := show(t, web.NewState("ja"), "go:"+step)
		posted := url.Values{}
		for _, m := range names.FindAllStringSubmatch(first, -1) {
			posted.Set(html.UnescapeString(m[1]), "")
		}
		s.Merge(posted)
		again, _ := show(t, s, "refresh")
		if d := cmp.Diff(strings.Split(state.ReplaceAllString(first, ""), "\n"), strings.Split(state.ReplaceAllString(again, ""), "\n")); d != "" {
			t.Errorf("%s: %.2000s", step, d)
		}
	}
}

// Every contradiction between documents leads to where it is mended.
func TestFindingsLeadSomewhere(t *testing.T) {
	src, err := os.ReadFile("../../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	in, err := profile.Decode("a.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	s := web.FromInput(in, "ja", false)
	s.Merge(url.Values{"kinds": {"privacy_policy", "leak_procedure"}, "/profile/business_description": {"弊社の製品の製造及び販売"}})
	check, _, err := form.Check(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	if len(check.Findings) < 2 {
		t.Fatalf("%+v", check)
	}
	for _, f := range check.Findings {
		page, _ := show(t, s, "goto:"+f.Pointer)
		if f.Pointer == "" || !strings.Contains(page, "autofocus") && f.Pointer != "/documents" {
			t.Errorf("%s leads nowhere: %q", f.Text, f.Pointer)
		}
	}
}
