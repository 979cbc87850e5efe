package profile

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestProfilesOfTheSpec: the profiles of params-a.md 11 are taken as they are,
// and the values that their documents turn on come out right.
func TestProfilesOfTheSpec(t *testing.T) {
	alone := edits{"profile.security_measures.human": nil, "profile.employee_count": 0}
	tests := []struct {
		name   string
		change edits
		kinds  []string
		want   map[string]any
	}{
		{name: "P2 sharoushi without website, address on request", kinds: []string{"privacy_policy", "leak_procedure"}, change: kojin(edits{
			"profile.trade_name": "さくら社会保険労務士事務所", "profile.industry": "shigyo", "profile.business_description": "社会保険労務士業務", "profile.address_disclosure": "on_request",
			"profile.website_url": nil, "profile.cookies": nil, "profile.handles_entrusted_data": nil, "profile.contacts.0.address": nil, "profile.contacts.0.email": "sakura@example.jp", "profile.requests.channel": list{"email"},
		}), want: map[string]any{"legal_name": "さくら社会保険労務士事務所", "self_term": "当事務所", "is_small_operator": false, "is_small_business_mn": false, "has_website": false, "ppo_is_rep": true, "is_sharoushi": true, "officers_term": "", "is_corporation": false, "has_representative": false}},
		{
			name: "P3 association with 理事長", change: edits{"profile.entity_type": "ippan_shadan", "profile.legal_name": "一般社団法人架空協会", "profile.rep_title": "理事長", "profile.employee_count": 8},
			want: map[string]any{"self_term": "当法人", "has_work_rules": false, "decision_body": "理事会", "has_board": true, "report_to_management": "理事長", "work_rules_name": ""},
		},
		{
			name: "P4 clinic with two desks", change: edits{
				"profile.entity_type": "iryo_hojin", "profile.legal_name": "医療法人社団架空会", "profile.rep_title": "理事長", "profile.industry": "iryo", "profile.business_description": "診療所の経営",
				"profile.contacts":       list{contact("本院", object{"address": "埼玉県さいたま市架空町1", "primary": true}), contact("分院", object{"phone": "048-000-0002", "scope": "分院に関すること"})},
				"profile.purposes.items": list{object{"code": "K01"}, object{"code": "K02"}},
			},
			want: map[string]any{"employee_term": "職員", "primary_contact.name": "本院", "other_contacts.0.scope": "分院に関すること", "purpose_groups.0": "patient"},
		},
		{
			name: "P5 long name", change: edits{"profile.entity_type": "npo", "profile.legal_name": "特定非営利活動法人" + strings.Repeat("あ", 111), "profile.rep_title": "理事長"},
			want: map[string]any{"short_name": strings.Repeat("あ", 30)},
		},
		{name: "P6 Latin name", change: edits{"profile.legal_name": "ABC&D Holdings株式会社", "profile.rep_name": "髙橋 﨑子", "profile.ppo.name": "𠮷野"}, want: map[string]any{"legal_name": "ABC&D Holdings株式会社", "rep_name": "髙橋 﨑子", "ppo.name": "𠮷野"}},
		{name: "P7 godo run by a company", change: edits{"profile.entity_type": "godo", "profile.legal_name": "合同会社サンプル", "profile.rep_title": "職務執行者"}, want: map[string]any{"officers_term": "業務執行社員", "has_board": false}},
		{
			name: "P8 doctor", change: kojin(edits{"profile.industry": "iryo", "profile.trade_name": "架空医院", "profile.employee_count": 0, "profile.security_measures.human": nil}), kinds: []string{"privacy_policy", "protection_regulation"},
			want: map[string]any{"solo": true, "self_term": "当院", "rep_title": "院長", "scale": "solo", "my_number": false, "handles_sensitive": false},
		},
		{
			name: "P9 revisions over four eras", change: edits{"documents.0.established_on": "1989-01-07", "documents.0.revisions": list{object{"date": "1989-01-08"}, object{"date": "2019-04-30"}, object{"date": "2019-05-01"}, object{"date": "2026-11-22"}}},
			want: map[string]any{"doc.latest_revision": "2026-11-22"},
		},
		{name: "P11 owner alone", change: kojin(alone), kinds: []string{"protection_regulation"}, want: map[string]any{"solo": true}},
		{name: "P12 SaaS", change: edits{
			"profile.foreign.provides": true, "profile.foreign.transfers": list{object{"country": "IE", "recipient_or_category": "A", "basis": "equivalent_country"}, object{"country": "US", "recipient_or_category": "B", "basis": "consent"}},
			"profile.contractors": list{object{"service": "監視", "country": "US"}, object{"service": "保管", "country": "SG", "is_cloud_no_handling": true}},
			"profile.joint_use":   list{object{"items": list{"氏名"}, "members": "当社の子会社", "purpose": "人事管理のため", "manager_name": "株式会社サンプル製作所", "manager_address": "埼玉県さいたま市架空町1", "manager_rep": "髙橋 太郎"}},
			"profile.anonymised":  object{"creates": true, "provides": true, "items": list{"年代"}, "method": "サーバへのアップロード"},
			"profile.ai":          object{"uses": true, "kinds": list{"analysis"}, "personal_data_input": "approved_only", "trains_on_input": "no"},
			"profile.minors":      object{"handles": true}, "profile.cookies": object{"uses": true, "tb_act_applies": true, "destinations": list{object{"service": "A", "provider": "B", "data": list{"IPアドレス"}, "provider_purpose": "C", "own_purpose": "D"}}},
		}, want: map[string]any{"has_foreign": true, "foreign_countries": list{"アイルランド", "アメリカ合衆国", "シンガポール"}, "contractors.0.id": "C01", "contractors.1.is_foreign": true}},
		{name: "P13 one officer", change: edits{"profile.rep_title": "取締役", "profile.has_board": false, "profile.ppo": object{"title": "取締役"}, "profile.employee_count": 3}, want: map[string]any{"ppo_is_rep": true, "decision_body": "取締役の過半数の決定"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kinds := tt.kinds
			if kinds == nil {
				kinds = []string{"privacy_policy", "protection_regulation"}
			}
			in := company(t, tt.change)
			for _, kind := range kinds {
				facts, err := in.Facts(kind, today)
				if err != nil {
					t.Fatalf("%s: %v", kind, err)
				}
				wantComplete(t, kind, facts)
				for path, v := range tt.want {
					if strings.HasPrefix(path, "doc.") && kind != kinds[0] {
						continue
					}
					if got := at(facts.Values, path); !reflect.DeepEqual(got, v) {
						t.Errorf("%s: %s = %#v, want %#v", kind, path, got, v)
					}
				}
			}
		})
	}
}

// TestKindsByName: kinds that are asked for without an entry in documents.
func TestKindsByName(t *testing.T) {
	in := company(t, edits{"documents": nil})
	if len(in.Kinds()) != 0 {
		t.Errorf("kinds: %v", in.Kinds())
	}
	run := Run{AsOf: today.AsOf, Kinds: []string{"privacy_policy", "nda"}}
	faults, _ := in.Check(run)
	if !slices.Equal(found(faults), []string{"/output/established_on required"}) {
		t.Errorf("faults: %v", found(faults))
	}
	in = company(t, edits{"documents": nil, "output.established_on": "2026-11-22"})
	facts, err := in.Facts("privacy_policy", run)
	if err != nil {
		t.Fatal(err)
	}
	if got := at(facts.Values, "doc"); !reflect.DeepEqual(got, object{"established_on": "2026-11-22", "effective_on": "2026-11-22", "revisions": list{}, "latest_revision": "", "number": "", "edition": 1, "kinds": list{"privacy_policy", "nda"}}) {
		t.Errorf("doc: %v", got)
	}
	if i := slices.IndexFunc(facts.Assumed, func(a Assumed) bool { return a.Pointer == "/documents/-/options/variant" }); i < 0 {
		t.Error("a default of an option is not told")
	}
	if _, err := in.Facts("nothing", run); err == nil {
		t.Error("a kind that does not exist")
	}
	if faults, _ := in.Check(Run{AsOf: today.AsOf, Kinds: []string{"nothing"}}); !has(faults, " unknown_kind") {
		t.Errorf("faults: %v", found(faults))
	}
	in = company(t, edits{"output.as_of": nil})
	if faults, _ := in.Check(Run{}); !has(faults, "/output/as_of required") {
		t.Errorf("no day: %v", found(faults))
	}
	if _, ok := in.AsOf(); ok {
		t.Error("a day from nowhere")
	}
}
