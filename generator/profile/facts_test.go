package profile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"kitei/generator/japanese"
)

// wantComplete says where a value is missing or has another Go type than its field.
func wantComplete(t *testing.T, kind string, facts *Facts) {
	t.Helper()
	env, _ := Fields(kind)
	var walk func(path string, f *Field, v any)
	walk = func(path string, f *Field, v any) {
		ok := false
		switch f.Type {
		case Object:
			var m map[string]any
			if m, ok = v.(map[string]any); ok && !f.Map {
				for _, p := range f.Properties {
					walk(path+"."+p.Name, p, m[p.Name])
				}
				if len(m) != len(f.Properties) {
					t.Errorf("%s: %d values for %d fields", path, len(m), len(f.Properties))
				}
			}
		case Array:
			var list []any
			list, ok = v.([]any)
			for i, e := range list {
				walk(fmt.Sprint(path, ".", i), f.Items, e)
			}
		case Integer:
			_, ok = v.(int)
		case Boolean:
			_, ok = v.(bool)
		default:
			var s string
			s, ok = v.(string)
			if _, known := f.enum(s); ok && s != "" && len(f.Enum) > 0 && !known {
				t.Errorf("%s: a value that is not in the enum", path)
			}
		}
		if !ok {
			t.Errorf("%s: %T is not a value of a %s", path, v, f.Type)
		}
	}
	walk(kind, env, facts.Values)
}

func TestFactsAreCompleteForEveryKind(t *testing.T) {
	in := company(t, nil)
	if faults, _ := in.Check(today); len(faults) > 0 {
		t.Fatalf("the sample has faults: %v", found(faults))
	}
	for _, kind := range KindNames() {
		facts := mustFacts(t, in, kind)
		wantComplete(t, kind, facts)
		if len(facts.Missing) > 0 {
			t.Errorf("%s: missing %v", kind, facts.Missing)
		}
		facts.Values["legal_name"] = "x"
		at(facts.Values, "contacts.0").(map[string]any)["name"] = "x"
		if again := mustFacts(t, in, kind); at(again.Values, "contacts.0.name") == "x" || again.Values["legal_name"] == "x" {
			t.Errorf("%s: the values of two calls are not apart", kind)
		}
	}
}

func TestOneInputForManyCallers(t *testing.T) {
	in := company(t, nil)
	want := mustFacts(t, in, "nda")
	var wg sync.WaitGroup
	for _, kind := range KindNames() {
		wg.Go(func() {
			if _, err := in.Facts(kind, today); err != nil {
				t.Error(err)
			}
			if got, err := in.Facts("nda", today); err != nil || !reflect.DeepEqual(got, want) {
				t.Error("the values differ")
			}
		})
	}
	wg.Wait()
}

func TestFactsAreTheSameEveryTime(t *testing.T) {
	a, b := company(t, nil), company(t, nil)
	for _, kind := range KindNames() {
		if x, y := mustFacts(t, a, kind), mustFacts(t, b, kind); !reflect.DeepEqual(x, y) {
			t.Errorf("%s: differs", kind)
		}
	}
}

func TestDerivedValues(t *testing.T) {
	facts := mustFacts(t, company(t, nil), "privacy_policy")
	want := map[string]any{
		"is_corporation": true, "has_representative": true, "has_shareholders": true, "has_board": true, "is_small_operator": true, "scale": "standard", "solo": false,
		"ppo_is_rep": false, "has_website": true, "prefecture": "埼玉県", "postal_code": "330-0000", "phone": "0120000000", "peak_individuals_6m": "<=5000",
		"has_foreign": true, "doc.latest_revision": "2024-04-01", "doc.effective_on": "2022-04-01", "output.date_style": "seireki", "output.law_basis": "2026-11-22",
		"zones.0.room": "総務室、書庫", "contractors.0.work": "給与計算", "contractors.0.tier": "A", "contractors.0.country": "日本", "contractors.0.is_foreign": false,
		"outsourcing.contractors.0.service": "給与計算", "foreign.locations.0.country": "アメリカ合衆国", "primary_contact.name": "個人情報お問い合わせ窓口",
		"security_measures.physical.0": "P2", "security_custom.physical.0": "来訪者は受付で応対する", "custom_purposes.0.text": "金属加工の見積書を作成するため",
		"options.title": "privacy_policy", "desks.leak.phone": "048-000-0000", "roles.leak_responsible.title": "総務部長",
	}
	for path, v := range want {
		if got := at(facts.Values, path); got != v {
			t.Errorf("%s = %v, want %v", path, got, v)
		}
	}
	lists := map[string][]any{
		"purpose_codes": {"C01", "C06", "A01"}, "purpose_groups": {"customer", "applicant"}, "foreign_countries": {"アメリカ合衆国"}, "other_contacts": {},
		"security_measures.physical": {"P2"}, "publication_methods": {"website"},
	}
	for path, v := range lists {
		if got := at(facts.Values, path); !reflect.DeepEqual(got, v) {
			t.Errorf("%s = %v, want %v", path, got, v)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	in := company(t, edits{
		"profile.entity_type": "kaisha", "profile.employee_count": "many", "profile.address": nil, "profile.email": "nobody", "profile.nothing": "x",
		"profile.contacts.0.primary": false, "profile.contacts.0.hours.open": "25:00", "output.as_of": "2026-02-30", "documents.1.number": strings.Repeat("x", 21),
		"documents.2.options": map[string]any{"variant": "wide", "posting": true},
	})
	faults, _ := in.Check(today)
	want := []string{
		"/documents/1/number too_long", "/documents/2/options/posting unknown_field", "/documents/2/options/variant not_a_choice", "/output/as_of date_form",
		"/profile/address required", "/profile/contacts one_primary", "/profile/contacts/0/hours/open pattern", "/profile/contacts/0/hours/close hours_order",
		"/profile/email pattern", "/profile/employee_count wrong_type_integer", "/profile/entity_type not_a_choice", "/profile/nothing unknown_field",
	}
	for _, w := range want {
		if !has(faults, w) {
			t.Errorf("not found: %s in %q", w, found(faults))
		}
	}
	for i := 1; i < len(faults); i++ {
		if a, b := faults[i-1], faults[i]; a.Pointer > b.Pointer || a.Pointer == b.Pointer && a.Code >= b.Code {
			t.Errorf("out of order: %v, %v", a.Pointer, b.Pointer)
		}
	}
	if has(faults, "/profile/employee_count required") {
		t.Error("a value of a wrong type is told as missing too")
	}
}

func TestMessagesNameTheField(t *testing.T) {
	in := company(t, edits{"profile.adress": "x", "profile.contacts.0.walk_in": "sometimes", "profile.self_term": "一二三四五六七八九"})
	faults, _ := in.Check(today)
	want := map[string][]string{
		"/profile/adress":             {"「address」ではありませんか", "Did you mean address?"},
		"/profile/contacts/0/walk_in": {"個人情報お問い合わせ窓口（1件目）の来社での受付", "no（受け付けない）", "appointment (By appointment)"},
		"/profile/self_term":          {"「自称」は8文字以内", "at most 8 characters"},
	}
	for _, f := range faults {
		for _, words := range want[f.Pointer] {
			if !strings.Contains(f.MessageJA+f.MessageEN, words) {
				t.Errorf("%s: %q not in %q / %q", f.Pointer, words, f.MessageJA, f.MessageEN)
			}
		}
		if strings.Contains(f.MessageJA+f.MessageEN, "sometimes") {
			t.Errorf("%s repeats the value", f.Pointer)
		}
		delete(want, f.Pointer)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v in %v", want, found(faults))
	}
}

func TestDraftListsWhatIsMissing(t *testing.T) {
	gaps := edits{"profile.rep_name": nil, "profile.employee_count": nil, "profile.purposes": nil, "profile.joint_use": []any{map[string]any{"members": "当社の子会社"}}, "documents.0.established_on": nil}
	in := company(t, gaps)
	if _, err := in.Facts("privacy_policy", today); err == nil {
		t.Fatal("gaps are no faults")
	}
	facts, err := in.Facts("privacy_policy", Run{AsOf: today.AsOf, Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	wantComplete(t, "privacy_policy", facts)
	var got []string
	for _, m := range facts.Missing {
		got = append(got, m.Pointer+" "+m.Label)
		if m.LabelEN == "" {
			t.Errorf("%s: no English label", m.Pointer)
		}
	}
	for _, w := range []string{"/profile/rep_name 代表者氏名", "/profile/employee_count 従業員数（常時）", "/profile/purposes/items 利用目的", "/documents/0/established_on プライバシーポリシーの制定日", "/profile/joint_use/0/items 共同利用（1件目）の共同利用する項目"} {
		if !slices.Contains(got, w) {
			t.Errorf("not missing: %s in %q", w, got)
		}
	}
	if facts.Values["rep_name"] != "" || at(facts.Values, "output.draft") != true {
		t.Error("a gap has a value, or the draft is none")
	}
	if facts, err := company(t, edits{"profile.rep_name": nil, "output.draft": true}).Facts("nda", today); err != nil || len(facts.Missing) != 1 {
		t.Errorf("output.draft: %v", err)
	}
}

func TestComputedFieldsAreRefused(t *testing.T) {
	var paths []string
	for _, p := range schemas().derived.Properties {
		paths = append(paths, p.Name)
	}
	paths = append(paths, "roles.auditor", "zones.0.room", "security.byod", "contractors.0.work", "contractors.0.is_foreign", "outsourcing.contractors")
	for _, path := range paths {
		in := company(t, edits{"profile." + path: "x"})
		faults, _ := in.Check(today)
		if want := "/profile/" + strings.ReplaceAll(path, ".", "/") + " computed_field"; !has(faults, want) || len(faults) != 1 {
			t.Errorf("%s: got %q", want, found(faults))
		}
	}
}

// TestMyNumberIsRefusedEverywhere walks the schema: twelve digits with a valid
// check digit are refused in every text, and under every unknown name.
func TestMyNumberIsRefusedEverywhere(t *testing.T) {
	const valid = "123456789018"
	if !japanese.FindMyNumber(valid) {
		t.Fatal("the test number is none")
	}
	n := 0
	var walk func(f *Field, pointer string, wrap func(any) any)
	walk = func(f *Field, pointer string, wrap func(any) any) {
		switch {
		case f.Computed || f.phone || f.corporate:
			return
		case f.Type == Object && f.Map:
			walk(f.Items, pointer+"/1", func(v any) any { return wrap(map[string]any{"1": v}) })
			return
		case f.Type == Object:
			for _, p := range f.Properties {
				walk(p, pointer+"/"+p.Name, func(v any) any { return wrap(map[string]any{p.Name: v}) })
			}
			return
		case f.Type == Array:
			walk(f.Items, pointer+"/0", func(v any) any { return wrap([]any{v}) })
			return
		}
		n++
		for _, s := range []any{valid, "番号は１２３４ ５６７８ ９０１８です", "1234-5678-9018", 123456789018, 123456789018.0} {
			in, err := FromTree(wrap(s).(map[string]any))
			if err != nil {
				t.Fatal(err)
			}
			faults, _ := in.Check(Run{})
			if !has(faults, pointer+" my_number_not_allowed") {
				t.Errorf("%s: %v accepted", pointer, s)
			}
			for _, f := range faults {
				if strings.Contains(f.MessageJA+f.MessageEN+f.Pointer, "9018") {
					t.Errorf("%s: %s repeats the number", pointer, f.Code)
				}
			}
		}
	}
	walk(InputFields(), "", func(v any) any { return v })
	for kind, read := range schemas().options {
		o := read()
		walk(o, "/documents/0/options", func(v any) any {
			return map[string]any{"documents": []any{map[string]any{"kind": kind, "options": v}}}
		})
	}
	if n < 400 {
		t.Errorf("only %d fields walked", n)
	}
	for _, tree := range []map[string]any{{"profile": map[string]any{"x": []any{valid}}}, {valid: 1}, {"profile": map[string]any{valid: 1}}, {"x": map[string]any{"y": "１２３４５６７８９０１８"}}} {
		in, _ := FromTree(tree)
		faults, _ := in.Check(Run{})
		if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Code == "my_number_not_allowed" }) || strings.Contains(faults.Error()+fmt.Sprint(faults), "9018") {
			t.Errorf("%v: got %v", tree, found(faults))
		}
	}
	in := company(t, edits{"profile.phone": "048-000-0000", "profile.corporate_number": "7000012050002"})
	if faults, _ := in.Check(today); len(faults) > 0 {
		t.Errorf("a phone or 法人番号 is refused: %v", found(faults))
	}
}

func TestHostileValues(t *testing.T) {
	for name, s := range map[string]string{
		"newline": "a\nb", "tab": "a\tb", "null": "a\x00b", "right_to_left": "a\u202Eb", "isolate": "a\u2066b", "mark": "a\u200Fb",
		"zero_width": "a\u200Bb", "line_separator": "a\u2028b", "bom": "a\uFEFFb", "tag": "a\U000E0041b",
	} {
		in := company(t, edits{"profile.rep_name": s, "documents.1.number": s})
		faults, _ := in.Check(today)
		if !has(faults, "/profile/rep_name control_character") || !has(faults, "/documents/1/number control_character") {
			t.Errorf("%s: got %v", name, found(faults))
		}
	}
	for name, s := range map[string]string{
		"markup": "{{legal_name}} [[id]] ::: when x", "formula": "=1+1", "html": "<b>&amp;", "ivs": "邉\U000E0101", "bmp": "𠮷野", "combining": "か\u3099", "wide": "ＡＢＣ＆Ｄ’",
	} {
		facts := mustFacts(t, company(t, edits{"profile.rep_name": s}), "nda")
		if facts.Values["rep_name"] != s {
			t.Errorf("%s: %q became %q", name, s, facts.Values["rep_name"])
		}
	}
	in := company(t, edits{"profile.rep_name": "a\uFFFDb", "profile.legal_name": strings.Repeat("𠮷", 121)})
	faults, _ := in.Check(today)
	if !has(faults, "/profile/rep_name lost_character") || !has(faults, "/profile/legal_name too_long") {
		t.Errorf("got %v", found(faults))
	}
	long := "株式会社" + strings.Repeat("𠮷", 116)
	if facts := mustFacts(t, company(t, edits{"profile.legal_name": long}), "nda"); facts.Values["legal_name"] != long {
		t.Error("120 characters are cut")
	}
}

func TestBlank(t *testing.T) {
	for what, want := range map[string]string{
		"rep_name has no value: give one": "/profile/rep_name required", "contacts.phone": "/profile/contacts/phone required",
		"doc.number": "/documents/-/number required", "options.title": "/documents/-/options/title required", "output.as_of": "/output/as_of required",
	} {
		f := Blank(what)
		if f.Pointer+" "+f.Code != want || f.MessageJA == "" {
			t.Errorf("%s: %+v", what, f)
		}
	}
	if f := Blank("rep_name"); !strings.Contains(f.MessageJA, "代表者氏名") {
		t.Error(f.MessageJA)
	}
}
