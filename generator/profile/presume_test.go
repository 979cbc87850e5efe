package profile

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func kojin(more edits) edits {
	e := edits{"profile.entity_type": "kojin", "profile.legal_name": nil, "profile.rep_title": nil, "profile.ppo": nil, "profile.employee_count": 2}
	for k, v := range more {
		e[k] = v
	}
	return e
}

func TestPresumptions(t *testing.T) {
	tests := []struct {
		name   string
		change edits
		kind   string // default: protection_regulation
		path   string
		want   any
		silent bool // given or computed: not among the assumed
	}{
		{name: "kojin_is_called_by_trade_name", change: kojin(edits{"profile.trade_name": "さくら社会保険労務士事務所"}), path: "legal_name", want: "さくら社会保険労務士事務所"},
		{name: "kojin_without_trade_name", change: kojin(nil), path: "legal_name", want: "髙橋 太郎"},
		{name: "short_name_tail", change: edits{"profile.legal_name": "サンプル株式会社"}, path: "short_name", want: "サンプル"},
		{name: "short_name_latin", change: edits{"profile.legal_name": "ABC&D Holdings株式会社"}, path: "short_name", want: "ABC&D Holdings"},
		{name: "short_name_medical", change: edits{"profile.entity_type": "iryo_hojin", "profile.legal_name": "医療法人社団架空会"}, path: "short_name", want: "架空会"},
		{name: "rep_title_kabushiki", change: edits{"profile.rep_title": nil}, path: "rep_title", want: "代表取締役"},
		{name: "rep_title_godo", change: edits{"profile.rep_title": nil, "profile.entity_type": "godo"}, path: "rep_title", want: "代表社員"},
		{name: "rep_title_kojin", change: kojin(nil), path: "rep_title", want: "代表"},
		{name: "rep_title_clinic", change: kojin(edits{"profile.industry": "iryo"}), path: "rep_title", want: "院長"},
		{name: "rep_title_left_empty", change: kojin(edits{"profile.rep_title": "", "profile.ppo": object{"title": "事業主"}}), path: "rep_title", want: "", silent: true},
		{name: "self_term", path: "self_term", want: "当社"},
		{name: "self_term_office", change: kojin(edits{"profile.industry": "shigyo"}), path: "self_term", want: "当事務所"},
		{name: "self_term_clinic", change: kojin(edits{"profile.industry": "iryo"}), path: "self_term", want: "当院"},
		{name: "self_term_shop", change: kojin(edits{"profile.industry": "I"}), path: "self_term", want: "当店"},
		{name: "self_term_inn", change: kojin(edits{"profile.industry": "M"}), path: "self_term", want: "当店"},
		{name: "self_term_kojin", change: kojin(nil), path: "self_term", want: "当方"},
		{name: "self_term_condominium", change: edits{"profile.entity_type": "dantai", "profile.legal_name": "架空マンション管理組合", "profile.rep_title": "理事長"}, path: "self_term", want: "当組合"},
		{name: "self_term_given", change: edits{"profile.self_term": "弊社"}, path: "self_term", want: "弊社", silent: true},
		{name: "officers", change: edits{"profile.entity_type": "godo"}, path: "officers_term", want: "業務執行社員"},
		{name: "staff_of_a_hospital", change: edits{"profile.entity_type": "iryo_hojin"}, path: "employee_term", want: "職員"},
		{name: "decision_body", path: "decision_body", want: "取締役会"},
		{name: "decision_without_board", change: edits{"profile.has_board": false}, path: "decision_body", want: "取締役の過半数の決定"},
		{name: "decision_of_an_owner", change: kojin(nil), path: "decision_body", want: "事業主の決定"},
		{name: "departments", path: "has_departments", want: true},
		{name: "no_departments", change: edits{"profile.employee_count": 20}, path: "has_departments", want: false},
		{name: "no_work_rules", change: edits{"profile.employee_count": 9}, path: "has_work_rules", want: false},
		{name: "management", path: "report_to_management", want: "代表取締役社長"},
		{name: "sharoushi_is_entrusted", change: kojin(edits{"profile.industry": "shigyo", "profile.trade_name": "さくら社会保険労務士事務所", "profile.handles_entrusted_data": nil}), path: "handles_entrusted_data", want: true},
		{name: "sharoushi_has_client_numbers", change: kojin(edits{"profile.industry": "shigyo", "profile.trade_name": "さくら社労士事務所"}), kind: "mynumber_rules", path: "handles_client_my_numbers", want: true},
		{name: "owner_is_responsible", change: kojin(nil), path: "ppo.title", want: "代表", silent: true},
		{name: "complaints", path: "complaint_officer.title", want: "総務部長", silent: true},
		{name: "helpdesk", kind: "training_handout", path: "helpdesk.dept", want: "総務部長", silent: true},
		{name: "audit_small", path: "auditor.kind.0", want: "ppo", silent: true},
		{name: "audit_large", change: edits{"profile.employee_count": 200}, path: "auditor.kind.0", want: "other_dept", silent: true},
		{name: "sensitive", path: "handles_sensitive", want: true},
		{name: "my_number_without_staff", change: kojin(edits{"profile.employee_count": 0, "profile.security_measures.human": nil}), path: "my_number", want: false},
		{name: "published_on_website", kind: "privacy_policy", path: "publication_methods.0", want: "website", silent: true},
		{name: "published_in_office", change: edits{"profile.website_url": nil}, path: "publication_methods.0", want: "office_notice", silent: true},
		{name: "cookies_without_website", kind: "privacy_policy", change: edits{"profile.website_url": nil, "profile.cookies": nil}, path: "cookies.uses", want: false},
		{name: "retention", path: "retention.incident_years", want: 5},
		{name: "target_days", path: "requests.target_days", want: 14},
		{name: "third_party", path: "third_party.provides", want: false},
		{name: "outsourcing", path: "outsourcing.uses", want: true},
		{name: "age", change: edits{"profile.minors": object{"handles": true}}, path: "minors.age_threshold", want: 16},
		{name: "no_age_without_minors", path: "minors.age_threshold", want: 0, silent: true},
		{name: "fee_of_my_number", kind: "mynumber_rules", change: edits{"profile.requests.fee": object{"charge": true, "amount_yen": 500, "method": "bank", "applies_to": list{"disclosure"}}}, path: "mynumber.disclosure_fee", want: 500},
		{name: "leak_department", kind: "leak_procedure", path: "leak.department", want: "個人情報お問い合わせ窓口"},
		{name: "incident_contacts", kind: "security_regulations", path: "incident_contacts.0.role", want: "責任者", silent: true},
		{name: "byod", kind: "security_regulations", change: edits{"profile.technical": object{"byod": "approved_only", "mdm": true}}, path: "security.byod", want: "mdm", silent: true},
		{name: "usb_encrypted", kind: "security_regulations", change: edits{"profile.technical": object{"usb": "yes"}}, path: "security.usb", want: "encrypted", silent: true},
		{name: "month_of_inspection", kind: "security_regulations", change: edits{"profile.audit": object{"month": 9}}, path: "security.audit_month", want: 9},
		{name: "edr_is_no_fact", kind: "security_regulations", path: "security.edr", want: false},
		{name: "ai_prohibited", kind: "security_regulations", change: edits{"profile.ai": object{"uses": false}}, path: "security.generative_ai", want: "prohibited", silent: true},
		{name: "sections", kind: "security_regulations", path: "options.sections", want: list{1, 2, 3, 4, 5, 6, 7, 9, 10, 11}},
		{name: "court", kind: "nda", path: "options.jurisdiction_court", want: "さいたま地方裁判所"},
		{name: "court_of_kyoto", kind: "nda", change: edits{"profile.address": "京都府京都市架空町1"}, path: "options.jurisdiction_court", want: "京都地方裁判所"},
		{name: "court_of_tokyo", kind: "nda", change: edits{"profile.address": "東京都港区架空1"}, path: "options.jurisdiction_court", want: "東京地方裁判所"},
		{name: "item_sets", kind: "contractor_checklist", change: edits{"profile.contractors.0.info_kinds": list{"mynumber"}}, path: "options.item_sets", want: list{"base20", "plus2026", "pdata", "mynumber"}},
		{name: "item_sets_by_name", kind: "contractor_checklist", change: edits{"profile.contractors": list{object{"id": "n1", "service": "給与計算"}}, "profile.mynumber.contractors_mn": list{"n1"}}, path: "options.item_sets", want: list{"base20", "plus2026", "pdata", "mynumber"}},
		{name: "tier_by_name", kind: "contractor_checklist", change: edits{"profile.contractors": list{object{"id": "n1", "service": "給与計算"}}, "profile.mynumber.contractors_mn": list{"n1"}}, path: "contractors.0.tier", want: "S"},
		{name: "tier_s", kind: "contractor_checklist", change: edits{"profile.contractors.0.persons": 1001}, path: "contractors.0.tier", want: "S"},
		{name: "solo_variant", change: kojin(edits{"profile.employee_count": 0, "profile.security_measures.human": nil}), path: "options.variant", want: "solo"},
		{name: "standard_variant", path: "options.variant", want: "standard"},
		{name: "compact_leak", kind: "leak_procedure", change: kojin(edits{"profile.employee_count": 0, "profile.security_measures.human": nil}), path: "options.variant", want: "compact"},
		{name: "discipline", kind: "leak_procedure", path: "options.disciplinary_article", want: true},
		{name: "posting", kind: "privacy_policy", change: edits{"profile.website_url": nil}, path: "options.posting", want: true},
		{name: "established_is_effective", path: "doc.established_on", want: "2027-04-01", silent: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kind := tt.kind
			if kind == "" {
				kind = "protection_regulation"
			}
			facts := mustFacts(t, company(t, tt.change), kind)
			if got := at(facts.Values, tt.path); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s = %#v, want %#v", tt.path, got, tt.want)
			}
			suffix := "/" + strings.ReplaceAll(tt.path, ".", "/")
			i := slices.IndexFunc(facts.Assumed, func(a Assumed) bool { return strings.HasSuffix(a.Pointer, suffix) })
			if !tt.silent && (i < 0 || facts.Assumed[i].Why == "" || facts.Assumed[i].WhyEN == "" || !reflect.DeepEqual(facts.Assumed[i].Value, tt.want)) {
				t.Errorf("%s is not among the assumed", suffix)
			}
		})
	}
}

// TestPresumptionsAreTold: what a document uses and nobody gave is in Assumed.
func TestPresumptionsAreTold(t *testing.T) {
	facts := mustFacts(t, company(t, nil), "protection_regulation")
	for _, p := range []string{"/profile/ppo_term", "/profile/auditor/kind", "/profile/contacts/0/primary", "/documents/1/options/numbering", "/documents/1/established_on"} {
		if !slices.ContainsFunc(facts.Assumed, func(a Assumed) bool { return a.Pointer == p }) {
			t.Errorf("%s is not told", p)
		}
	}
	for _, a := range facts.Assumed {
		if strings.HasPrefix(a.Pointer, "/profile/security/") || strings.HasPrefix(a.Pointer, "/profile/leak/") || strings.HasPrefix(a.Pointer, "/profile/roles/mn_") {
			t.Errorf("%s is told although the regulation does not use it", a.Pointer)
		}
	}
}

func TestScaleAndRelief(t *testing.T) {
	tests := []struct {
		name                 string
		change               edits
		small, smallMN, solo bool
		scale                string
	}{
		{"sample", nil, true, true, false, "standard"},
		{"hundred", edits{"profile.employee_count": 100}, true, true, false, "standard"},
		{"hundred_and_one", edits{"profile.employee_count": 101}, false, false, false, "large"},
		{"many_persons", edits{"profile.peak_individuals_6m": ">5000"}, false, false, false, "standard"},
		{"5000_persons", edits{"profile.peak_individuals_6m": 5000}, true, true, false, "standard"},
		{"5001_persons", edits{"profile.peak_individuals_6m": 5001}, false, false, false, "standard"},
		{"entrusted", edits{"profile.handles_entrusted_data": true}, false, true, false, "standard"},
		{"client_numbers", edits{"profile.handles_client_my_numbers": true}, true, false, false, "standard"},
		{"finance", edits{"profile.industry": "J"}, true, false, false, "standard"},
		{"authority", edits{"profile.mynumber.mn_user_authority": true}, true, false, false, "standard"},
		{"given_up", edits{"profile.is_small_operator": false}, false, true, false, "standard"},
		{"owner_alone", kojin(edits{"profile.employee_count": 0, "profile.security_measures.human": nil}), true, true, true, "solo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := mustFacts(t, company(t, tt.change), "protection_regulation").Values
			if v["is_small_operator"] != tt.small || v["is_small_business_mn"] != tt.smallMN || v["solo"] != tt.solo || v["scale"] != tt.scale {
				t.Errorf("got %v %v %v %v", v["is_small_operator"], v["is_small_business_mn"], v["solo"], v["scale"])
			}
		})
	}
}

func TestResponsiblePersonIsRepresentative(t *testing.T) {
	tests := []struct {
		name   string
		change edits
		want   bool
	}{
		{"other_person", nil, false},
		{"same_title", edits{"profile.ppo": object{"title": "代表取締役社長"}}, true},
		{"same_title_other_name", edits{"profile.ppo": object{"title": "代表取締役社長", "name": "架空 次郎"}}, false},
		{"same_name", edits{"profile.ppo": object{"title": "個人情報保護管理者", "name": "髙橋 太郎"}}, true},
		{"owner", kojin(nil), true},
	}
	for _, tt := range tests {
		if got := mustFacts(t, company(t, tt.change), "protection_regulation").Values["ppo_is_rep"]; got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
