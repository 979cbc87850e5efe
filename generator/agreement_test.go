package generator_test

import (
	"context"
	"os"
	"slices"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

// set makes all documents of a sample whose profile was changed.
func set(t *testing.T, change func(p map[string]any)) *generator.Set {
	t.Helper()
	tree := parsed(t, "../samples/seisakusho.yaml")
	if change != nil {
		change(tree["profile"].(fields))
	}
	s, err := everything(t, shared(t), tree, "txt")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func codes(s *generator.Set) []string {
	out := []string{}
	for _, f := range s.Findings {
		out = append(out, f.Code)
	}
	return out
}

// A document that another one names and that is not made is found.
func TestRelatedDocument(t *testing.T) {
	src, err := os.ReadFile("../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	input, err := profile.Decode("x.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	gen, err := generator.New()
	if err != nil {
		t.Fatal(err)
	}
	asOf, _ := input.AsOf()
	kinds := []string{"privacy_policy", "protection_regulation"}
	formats := map[string][]generator.Format{kinds[0]: {generator.Text}, kinds[1]: {generator.Text}}
	s, err := gen.RenderSet(context.Background(), generator.SetRequest{Input: input, Source: src, Kinds: kinds, Formats: formats, Run: profile.Run{AsOf: asOf}})
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(s); !slices.Equal(got, []string{"related_document"}) || s.Findings[0].Places[0].Kind != "privacy_policy" {
		t.Errorf("findings %+v", s.Findings)
	}
}

// Each contradiction gives exactly its finding; the sample as it is gives none.
func TestContradictions(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p fields)
		want   string // code; "" = none
		place  string // kind of the first place
	}{
		{name: "none"},
		{"fee", func(p fields) { at(p, "mynumber")["disclosure_fee"] = 900 }, "fee", "privacy_policy"},
		{"entrustment to nobody", func(p fields) {
			for _, c := range p["contractors"].([]any) {
				c.(fields)["is_cloud_no_handling"] = true
			}
		}, "entrustment", "privacy_policy"},
		{"numbers in a cloud, nothing entrusted", func(p fields) {
			p["contractors"], p["outsourcing"] = []any{}, fields{"uses": false}
			p["systems"] = []any{fields{"name": "給与クラウド", "kind": "saas", "handles_numbers": true, "mfa": true}}
			delete(at(p, "mynumber"), "contractors_mn")
		}, "entrustment_of_numbers", "privacy_policy"},
		{"a cloud abroad that the policy does not name", func(p fields) {
			p["systems"] = []any{fields{"name": "海外クラウド", "kind": "saas", "country": "シンガポール", "mfa": true}}
		}, "foreign_cloud", "privacy_policy"},
		{name: "a cloud abroad, named by its code", change: func(p fields) {
			p["systems"] = []any{fields{"name": "海外クラウド", "kind": "saas", "country": "US", "mfa": true}}
			p["foreign"] = fields{"provides": false, "stores": true, "locations": []any{fields{"country": "アメリカ合衆国", "service": "海外クラウド", "server_country": "日本", "measures": "契約により安全管理措置を義務付けている"}}}
		}},
		{"audit promised, not provided", func(p fields) { at(p, "auditor")["kind"] = []any{"self"} }, "measure_audit", "privacy_policy"},
		{"secrecy nowhere laid down", func(p fields) {
			p["has_work_rules"] = false
			delete(p, "work_rules_name")
			p["pledge"] = fields{"required": "none"}
		}, "measure_secrecy", "privacy_policy"},
		{"one office, two names", func(p fields) {
			at(p, "ppo")["name"] = "見本 花子"
			at(at(p, "roles"), "leak_responsible")["title"] = at(p, "ppo")["title"]
			at(at(p, "roles"), "leak_responsible")["name"] = "架空 次郎"
		}, "roles", "protection_regulation"},
		{"one desk, two numbers", func(p fields) {
			at(at(p, "desks"), "leak")["department"] = "個人情報お問い合わせ窓口"
			at(at(p, "desks"), "leak")["phone"] = "048-000-9999"
		}, "contacts", "privacy_policy"},
		{"evidence outlives the record", func(p fields) { at(p, "leak")["evidence_years"] = 9 }, "retention", "protection_regulation"},
		{"contractors too slow", func(p fields) {
			p["handles_entrusted_data"] = true
			at(p, "leak")["contractor_notice_hours"] = 48
		}, "contractor_hours", "leak_procedure"},
		{"one office, two names in the security regulations", func(p fields) {
			at(p, "ppo")["name"] = "見本 花子"
			at(at(p, "roles"), "system_admin")["title"] = at(p, "ppo")["title"]
			at(at(p, "roles"), "system_admin")["name"] = "架空 次郎"
		}, "roles", "protection_regulation"},
		{"a first report after a day", func(p fields) { at(p, "training")["first_report_minutes"] = 1440 }, "first_report", "training_handout"},
		{"one factor where two are promised", func(p fields) { p["systems"].([]any)[0].(fields)["mfa"] = false }, "multi_factor", "security_regulations"},
		{"an AI for what must not be entered", func(p fields) {
			p["approved_ai"].([]any)[0].(fields)["max_class"], p["approved_ai"].([]any)[0].(fields)["reason"] = 2, "契約を確認した"
		}, "ai_input", "security_regulations"},
		{"an AI that learns from what is entered", func(p fields) { at(p, "ai")["trains_on_input"] = "yes" }, "ai_training", "security_regulations"},
		{"no backup offline", func(p fields) {
			for _, b := range p["backups"].([]any) {
				b.(fields)["offline"] = false
			}
		}, "backups", "security_regulations"},
		{"restores tested too seldom", func(p fields) { p["backups"].([]any)[1].(fields)["test_months"] = 12 }, "backups", "security_regulations"},
		{"numbers in a system of class 1", func(p fields) { p["systems"].([]any)[0].(fields)["data_class"] = 1 }, "class_of_numbers", "security_regulations"},
		{"numbers in the reception", func(p fields) { p["zones"].([]any)[0].(fields)["kind"] = "handling" }, "zones", "security_regulations"},
		{"words of another client", func(p fields) { p["business_description"] = "金属部品の製造並びに当院の運営" }, "self_term", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := set(t, tt.change)
			want := []string{}
			if tt.want != "" {
				want = append(want, tt.want)
			}
			if got := codes(s); !slices.Equal(got, want) {
				t.Fatalf("findings %v, want %v", got, want)
			}
			for _, f := range s.Findings {
				if len(f.Places) == 0 || f.MessageJA == "" || f.MessageEN == "" {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}
