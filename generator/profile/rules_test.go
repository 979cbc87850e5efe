package profile

import (
	"slices"
	"strings"
	"testing"
)

type (
	list   = []any
	object = map[string]any
)

// ruleCase changes the sample company and tells what must be found. A want that
// starts with "!" must not be found.
type ruleCase struct {
	name   string
	change edits
	kind   string // default: privacy_policy
	fault  string
	warn   string
}

func contact(name string, more object) object {
	c := object{"name": name}
	for k, v := range more {
		c[k] = v
	}
	return c
}

var ruleCases = map[string][]ruleCase{
	"V-01": {
		{name: "word_at_the_tail", change: edits{"profile.legal_name": "サンプル株式会社"}, warn: "!/profile/legal_name entity_word_missing"},
		{name: "word_in_the_middle", change: edits{"profile.legal_name": "サンプル株式会社製作所"}, warn: "/profile/legal_name entity_word_missing"},
		{name: "other_word", change: edits{"profile.entity_type": "godo"}, warn: "/profile/legal_name entity_word_missing"},
		{name: "medical_word_anywhere", change: edits{"profile.entity_type": "iryo_hojin", "profile.legal_name": "社会医療法人架空会", "profile.rep_title": "理事長"}, warn: "!/profile/legal_name entity_word_missing"},
		{name: "kojin_has_none", change: edits{"profile.entity_type": "kojin", "profile.employee_count": 2, "profile.rep_title": "代表"}, warn: "/profile/legal_name entity_word_not_expected"},
		{name: "square_mark", change: edits{"profile.legal_name": "㈱サンプル"}, fault: "/profile/legal_name abbreviated_entity_word"},
		{name: "bracketed", change: edits{"profile.legal_name": "（有）サンプル"}, fault: "/profile/legal_name abbreviated_entity_word"},
	},
	"V-02": {
		{name: "daihyo_torishimariyaku_of_godo", change: edits{"profile.entity_type": "godo", "profile.legal_name": "合同会社サンプル"}, warn: "/profile/rep_title unlikely_title"},
		{name: "rijicho_of_kabushiki", change: edits{"profile.rep_title": "理事長"}, warn: "/profile/rep_title unlikely_title"},
		{name: "shokumu_shikkosha", change: edits{"profile.entity_type": "godo", "profile.legal_name": "合同会社サンプル", "profile.rep_title": "職務執行者"}, warn: "!/profile/rep_title unlikely_title"},
		{name: "dantai_needs_one", change: edits{"profile.entity_type": "dantai", "profile.legal_name": "架空町会", "profile.rep_title": nil}, fault: "/profile/rep_title required"},
		{name: "kojin_may_have_none", change: edits{"profile.entity_type": "kojin", "profile.legal_name": nil, "profile.rep_title": ""}, fault: "!/profile/rep_title required"},
	},
	"V-03": {
		{name: "valid", change: edits{"profile.corporate_number": "7000012050002"}, fault: "!/profile/corporate_number corporate_number_check_digit"},
		{name: "wrong_digit", change: edits{"profile.corporate_number": "8000012050002"}, fault: "/profile/corporate_number corporate_number_check_digit"},
		{name: "twelve_digits", change: edits{"profile.corporate_number": "700001205000"}, fault: "/profile/corporate_number pattern"},
		{name: "kojin", change: edits{"profile.entity_type": "kojin", "profile.corporate_number": "7000012050002"}, fault: "/profile/corporate_number not_for_kojin"},
		{name: "contractor", change: edits{"profile.contractors.0.corporate_number": "1000012050002"}, fault: "/profile/contractors/0/corporate_number corporate_number_check_digit"},
	},
	"V-04": {
		{name: "descending", change: edits{"documents.0.revisions": list{object{"date": "2024-04-01"}, object{"date": "2023-04-01"}}}, fault: "/documents/0/revisions/1/date revisions_order"},
		{name: "same_day", change: edits{"documents.0.revisions": list{object{"date": "2024-04-01"}, object{"date": "2024-04-01"}}}, fault: "/documents/0/revisions/1/date revisions_order"},
		{name: "before_established", change: edits{"documents.0.revisions": list{object{"date": "2022-03-31"}}}, fault: "/documents/0/revisions/0/date revisions_order"},
		{name: "far_future", change: edits{"documents.0.established_on": "2028-11-23", "documents.0.revisions": nil}, fault: "/documents/0/established_on date_out_of_range"},
		{name: "two_years", change: edits{"documents.0.established_on": "2028-11-22", "documents.0.revisions": nil}, fault: "!/documents/0/established_on date_out_of_range"},
		{name: "before_1900", change: edits{"documents.0.established_on": "1899-12-31"}, fault: "/documents/0/established_on date_out_of_range"},
		{name: "retroactive", kind: "protection_regulation", change: edits{"documents.1.effective_on": "2026-11-01"}, warn: "/documents/1/effective_on retroactive"},
		{name: "effective_before_established", kind: "protection_regulation", change: edits{"documents.1.effective_on": "2020-04-01", "documents.1.established_on": "2020-05-01"}, warn: "/documents/1/effective_on retroactive"},
		{name: "old_rule_printed_again", kind: "protection_regulation", change: edits{"documents.1.effective_on": "2020-04-01"}, warn: "!/documents/1/effective_on retroactive"},
		{name: "future_is_fine", kind: "protection_regulation", warn: "!/documents/1/effective_on retroactive"},
		{name: "effective_is_required", kind: "protection_regulation", change: edits{"documents.1.effective_on": nil}, fault: "/documents/1/effective_on required"},
		{name: "effective_from_output", kind: "protection_regulation", change: edits{"documents.1.effective_on": nil, "output.effective_on": "2027-04-01"}, fault: "!/documents/1/effective_on required"},
	},
	"V-05": {
		{name: "true_is_refused", change: edits{"profile.is_small_operator": true}, fault: "/profile/is_small_operator small_operator_only_false"},
		{name: "false_is_taken", change: edits{"profile.is_small_operator": false}, fault: "!/profile/is_small_operator small_operator_only_false"},
	},
	"V-06": {
		{name: "vague_alone", change: edits{"profile.purposes.items": list{object{"text": "お客様サービス向上のため", "group": "customer"}}}, fault: "/profile/purposes/items/0 vague_purpose"},
		{name: "closing_code_alone", change: edits{"profile.purposes.items": list{object{"code": "C99"}}}, fault: "/profile/purposes/items/0 vague_purpose"},
		{name: "vague_beside_concrete", change: edits{"profile.purposes.items": list{object{"code": "C99"}, object{"code": "C01"}}}, fault: "!/profile/purposes/items/0 vague_purpose"},
		{name: "concrete_in_another_group", change: edits{"profile.purposes.items": list{object{"code": "C99"}, object{"code": "A01"}}}, fault: "/profile/purposes/items/0 vague_purpose"},
		{name: "history_without_analysis", change: edits{"profile.purposes.items.3.text": "閲覧履歴をもとに商品を案内するため"}, fault: "/profile/purposes/items/3/text analysis_not_named"},
		{name: "history_analysed", change: edits{"profile.purposes.items.3.text": "閲覧履歴を分析して関心に合う商品を案内するため"}, fault: "!/profile/purposes/items/3/text analysis_not_named"},
		{name: "code_and_text", change: edits{"profile.purposes.items.0.text": "商品を届けるため"}, fault: "/profile/purposes/items/0 purpose_code_or_text"},
		{name: "neither", change: edits{"profile.purposes.items.0": object{"group": "customer"}}, fault: "/profile/purposes/items/0 purpose_code_or_text"},
		{name: "group_of_another_code", change: edits{"profile.purposes.items.0.group": "partner"}, fault: "/profile/purposes/items/0/group purpose_group_mismatch"},
		{name: "other_style", change: edits{"profile.purposes.style": "by_purpose"}, fault: "/profile/purposes/items/0 purpose_style"},
		{name: "by_purpose", change: edits{"profile.purposes": object{"style": "by_purpose", "items": list{object{"code": "B01"}, object{"text": "地域の清掃活動を行うため", "group": "other"}}}}, fault: "!/profile/purposes/items/0 purpose_style"},
		{name: "group_without_purpose", change: edits{"profile.purposes.groups": list{"customer", "applicant", "visitor"}}, fault: "/profile/purposes/groups/2 purpose_required"},
		{name: "purpose_without_group", change: edits{"profile.purposes.groups": list{"customer"}}, fault: "/profile/purposes/items/2 purpose_group_missing"},
		{name: "none", change: edits{"profile.purposes": nil}, fault: "/profile/purposes/items required"},
	},
	"V-07": {
		{name: "recipients_without_provision", change: edits{"profile.third_party": object{"recipients": list{object{"name": "A"}}}}, fault: "/profile/third_party/recipients switched_off"},
		{name: "provision_without_recipients", change: edits{"profile.third_party": object{"provides": true}}, fault: "/profile/third_party/recipients required"},
		{name: "recipient_items", change: edits{"profile.third_party": object{"provides": true, "recipients": list{object{"name": "A"}}}}, fault: "/profile/third_party/recipients/0/items required"},
		{name: "name_or_category", change: edits{"profile.third_party": object{"receives": true, "sources": list{object{"items": list{"氏名"}}}}}, fault: "/profile/third_party/sources/0 name_or_category"},
		{name: "opt_out_needs_filing", change: edits{"profile.third_party": object{"opt_out": true, "opt_out_notice": object{"url": "https://example.jp/"}}}, fault: "/profile/third_party/opt_out_notice/ppc_notified_on required"},
		{name: "opt_out_bare", change: edits{"profile.third_party": object{"opt_out": true}}, fault: "/profile/third_party/opt_out_notice/ppc_notified_on required"},
		{name: "transfers_without_provision", change: edits{"profile.foreign.transfers": list{object{"country": "US"}}}, fault: "/profile/foreign/transfers switched_off"},
		{name: "stores_without_places", change: edits{"profile.foreign.locations": nil}, fault: "/profile/foreign/locations required"},
		{name: "destinations_without_cookies", change: edits{"profile.cookies.destinations": list{object{"service": "A"}}}, fault: "/profile/cookies/destinations switched_off"},
		{name: "external_transmission_table", change: edits{"profile.cookies": object{"uses": true, "tb_act_applies": true}}, fault: "/profile/cookies/destinations required"},
		{name: "incomplete_destination", change: edits{"profile.cookies": object{"uses": true, "tb_act_applies": true, "destinations": list{object{"service": "A"}}}}, fault: "/profile/cookies/destinations/0/provider required"},
		{name: "joint_use_five_items", change: edits{"profile.joint_use": list{object{"items": list{"氏名"}}}}, fault: "/profile/joint_use/0/manager_rep required"},
		{name: "joint_use_by_individual", change: edits{"profile.joint_use": list{object{"items": list{"氏名"}, "manager_is_individual": true}}}, fault: "!/profile/joint_use/0/manager_rep required"},
		{name: "contractors_without_entrustment", change: edits{"profile.outsourcing.uses": false}, fault: "/profile/contractors switched_off"},
		{name: "lenient_elsewhere", change: edits{"profile.minors": object{"handles": false, "age_threshold": 16}}, warn: "/profile/minors/age_threshold switched_off_ignored"},
		{name: "pseudonymised_purposes", change: edits{"profile.pseudonymised": object{"creates": true}}, fault: "/profile/pseudonymised/purposes required"},
		{name: "anonymised_items", change: edits{"profile.anonymised": object{"creates": true}}, fault: "/profile/anonymised/items required"},
		{name: "anonymised_method", change: edits{"profile.anonymised": object{"provides": true, "items": list{"年代"}}}, fault: "/profile/anonymised/method required"},
		{name: "foreign_law", change: edits{"profile.foreign_law": object{"applies": true}}, fault: "/profile/foreign_law/laws required"},
		{name: "cookies_are_asked", change: edits{"profile.cookies": nil}, fault: "/profile/cookies/uses required"},
		{name: "certified_body", change: edits{"profile.certified_body": object{"name": "A"}}, fault: "/profile/certified_body/complaint_contact required"},
	},
	"V-08": {
		{name: "abroad_without_transfer", change: edits{"profile.contractors.0.country": "VN"}, fault: "/profile/contractors/0/country foreign_transfer_missing"},
		{name: "with_transfer", change: edits{"profile.contractors.0.country": "ベトナム", "profile.foreign.provides": true, "profile.foreign.transfers": list{object{"country": "VN", "recipient_or_category": "A", "basis": "equivalent_system"}}}, fault: "!/profile/contractors/0/country foreign_transfer_missing"},
		{name: "cloud_that_does_not_handle", change: edits{"profile.contractors.0.country": "US", "profile.contractors.0.is_cloud_no_handling": true}, fault: "!/profile/contractors/0/country foreign_transfer_missing"},
		{name: "japan", change: edits{"profile.contractors.0.country": "日本"}, fault: "!/profile/contractors/0/country foreign_transfer_missing"},
	},
	"V-09": {
		{name: "company_must_publish", change: edits{"profile.address_disclosure": "on_request"}, fault: "/profile/address_disclosure on_request_not_allowed"},
		{name: "kojin_may", change: edits{"profile.entity_type": "kojin", "profile.address_disclosure": "on_request"}, warn: "/profile/address_disclosure on_request_other_laws"},
	},
	"V-10": {
		{name: "no_contact", change: edits{"profile.contacts": nil}, fault: "/profile/contacts required"},
		{name: "mail_without_address", change: edits{"profile.requests.channel": list{"post", "email"}}, fault: "/profile/requests/channel/1 channel_without_contact"},
		{name: "form_with_url", change: edits{"profile.requests.channel": list{"web_form"}, "profile.contacts.0.form_url": "https://example.jp/form"}, fault: "!/profile/requests/channel/0 channel_without_contact"},
	},
	"V-11": {
		{name: "audit_by_nobody", change: edits{"profile.has_departments": false, "profile.auditor.kind": list{"other_dept"}}, fault: "/profile/auditor/kind no_other_department"},
		{name: "with_departments", change: edits{"profile.auditor.kind": list{"self", "other_dept"}}, fault: "!/profile/auditor/kind no_other_department"},
	},
	"V-12": {
		{name: "company_without_staff", change: edits{"profile.employee_count": 0}, warn: "/profile/employee_count no_employees", fault: "/profile/security_measures/human training_without_staff"},
		{name: "solo_with_staff", kind: "protection_regulation", change: edits{"documents.1.options": object{"variant": "solo"}}, fault: "/documents/1/options/variant solo_with_staff"},
		{name: "training_of_nobody", kind: "training_handout", change: edits{"profile.employee_count": 0, "profile.entity_type": "kojin"}, warn: "/profile/employee_count training_self_study"},
	},
	"V-13": {
		{name: "medical", change: edits{"profile.industry": "iryo"}, warn: "/profile/industry guideline_medical"},
		{name: "finance", change: edits{"profile.industry": "J"}, warn: "/profile/industry guideline_finance"},
		{name: "telecom", change: edits{"profile.industry": "G"}, warn: "/profile/industry guideline_telecom"},
		{name: "shigyo_without_entrustment", change: edits{"profile.industry": "shigyo"}, warn: "/profile/handles_entrusted_data shigyo_entrusted"},
	},
	"V-14": {
		{name: "scope", change: edits{"profile.contacts": list{contact("A", object{"email": "a@example.jp", "primary": true}), contact("B", object{"phone": "03-0000-0000"})}}, fault: "/profile/contacts/1/scope scope_required"},
		{name: "two_primaries", change: edits{"profile.contacts": list{contact("A", object{"email": "a@example.jp", "primary": true}), contact("B", object{"email": "b@example.jp", "primary": true})}}, fault: "/profile/contacts one_primary"},
		{name: "unreachable", change: edits{"profile.contacts": list{contact("A", nil)}}, fault: "/profile/contacts/0 contact_channel"},
		{name: "phone_only", change: edits{"profile.contacts": list{contact("A", object{"phone": "03-0000-0000"})}}, fault: "/profile/contacts/0 written_channel"},
		{name: "closes_before_it_opens", change: edits{"profile.contacts.0.hours.close": "09:00"}, fault: "/profile/contacts/0/hours/close hours_order"},
		{name: "break_without_times", change: edits{"profile.contacts.0.hours.break": "range"}, fault: "/profile/contacts/0/hours/break_from required"},
		{name: "break_outside", change: edits{"profile.contacts.0.hours": object{"days": "平日", "open": "09:00", "close": "17:00", "break": "range", "break_from": "16:30", "break_to": "17:30"}}, fault: "/profile/contacts/0/hours/break_to break_order"},
	},
	"A-1": {{name: "prefecture", change: edits{"profile.address": "さいたま市浦和区架空町1"}, warn: "/profile/address prefecture_missing"}},
	"A-2": {{name: "terms", change: edits{"profile.employee_term": "従業者"}, fault: "/profile/worker_term same_terms"}},
	"A-3": {
		{name: "two_heads", change: edits{"profile.offices": list{object{"name": "A", "address": "東京都港区1", "is_head": true}, object{"name": "B", "address": "東京都港区2", "is_head": true}}}, fault: "/profile/offices one_head_office"},
		{name: "same_turn", change: edits{"profile.emergency_contacts": list{object{"order": 1, "role": "A"}, object{"order": 1, "role": "B"}}}, fault: "/profile/emergency_contacts/1/order duplicate_order"},
	},
	"A-5": {
		{name: "not_equivalent", change: edits{"profile.foreign.provides": true, "profile.foreign.transfers": list{object{"country": "US", "recipient_or_category": "A", "basis": "equivalent_country"}}}, fault: "/profile/foreign/transfers/0/basis not_equivalent_country"},
		{name: "equivalent", change: edits{"profile.foreign.provides": true, "profile.foreign.transfers": list{object{"country": "ドイツ", "recipient_or_category": "A", "basis": "equivalent_country"}}}, fault: "!/profile/foreign/transfers/0/basis not_equivalent_country"},
		{name: "unknown_code", change: edits{"profile.foreign.locations.0.country": "XX"}, fault: "/profile/foreign/locations/0/country unknown_country"},
		{name: "japan_is_not_abroad", change: edits{"profile.foreign.locations.0.country": "JP"}, fault: "/profile/foreign/locations/0/country country_is_japan"},
		{name: "server", change: edits{"profile.foreign.locations.0.server_country": nil}, fault: "/profile/foreign/locations/0/server_country server_country"},
		{name: "ai_unchecked", change: edits{"profile.ai": object{"uses": true, "personal_data_input": "prohibited"}}, warn: "/profile/ai/trains_on_input ai_trains"},
		{name: "ai_input", change: edits{"profile.ai": object{"uses": true}}, fault: "/profile/ai/personal_data_input required"},
		{name: "face", change: edits{"profile.cameras": object{"face_recognition": true}}, warn: "/profile/cameras/face_recognition face_recognition"},
		{name: "measures", change: edits{"profile.security_measures.technical": nil}, fault: "/profile/security_measures/technical required"},
		{name: "website", change: edits{"profile.website_url": nil, "profile.publication_methods": list{"website"}}, fault: "/profile/publication_methods website_without_url"},
	},
	"A-6": {
		{name: "fee_of_correction", change: edits{"profile.requests.fee": object{"charge": true, "amount_yen": 500, "method": "bank", "applies_to": list{"correction"}}}, fault: "/profile/requests/fee/applies_to/0 fee_not_allowed"},
		{name: "fee_of_nothing", change: edits{"profile.requests.fee": object{"charge": true, "amount_yen": 500, "method": "bank"}}, fault: "/profile/requests/fee/applies_to required"},
		{name: "fee_high", change: edits{"profile.requests.fee": object{"charge": true, "amount_yen": 1001, "method": "bank", "applies_to": list{"disclosure"}}}, warn: "/profile/requests/fee/amount_yen fee_high"},
		{name: "fee_without_amount", change: edits{"profile.requests.fee": object{"charge": true}}, fault: "/profile/requests/fee/amount_yen required"},
		{name: "fee_not_charged", change: edits{"profile.requests.fee": object{"charge": false, "amount_yen": 500}}, warn: "/profile/requests/fee/amount_yen switched_off_ignored"},
		{name: "paper_only", change: edits{"profile.requests.reply_methods": list{"paper"}}, fault: "/profile/requests/reply_methods reply_methods"},
		{name: "other_needs_words", change: edits{"profile.requests.reply_methods": list{"electronic", "paper", "other"}}, fault: "/profile/requests/reply_other required"},
		{name: "other_document", change: edits{"profile.requests.id_documents": list{"other"}}, fault: "/profile/requests/id_documents_other required"},
	},
	"A-8":   {{name: "twice", change: edits{"documents.1": object{"kind": "privacy_policy"}}, fault: "/documents/1/kind duplicate_kind"}},
	"A-trn": {{name: "chart", kind: "training_handout", change: edits{"documents.8.options": object{"show_org_chart": true}}, fault: "/profile/departments required"}},
	"B-roles": {
		{name: "auditor_is_admin", change: edits{"profile.auditor": object{"title": "情シス課長"}, "profile.roles.system_admin": object{"title": "情シス課長"}}, warn: "/profile/auditor/title auditor_is_admin"},
		{name: "two_officers", change: edits{"profile.roles.leak_responsible": object{"title": "社長室長"}}, warn: "/profile/roles/leak_responsible leak_officer_differs"},
	},
	"B-leak": {
		{name: "target_after_limit", change: edits{"profile.leak.preliminary_target_days": 4, "profile.leak.preliminary_max_days": 3}, fault: "/profile/leak/preliminary_target_days target_after_limit"},
		{name: "checked_on", change: edits{"profile.external_contacts": list{object{"kind": "弁護士", "name": "A", "phone": "03-0000-0000"}}}, fault: "/profile/external_contacts/0/checked_on checked_on_required"},
		{name: "old_contact", change: edits{"profile.authority_contacts": list{object{"name": "A", "checked_on": "2025-11-21"}}}, warn: "/profile/authority_contacts/0/checked_on checked_long_ago"},
		{name: "regulator", kind: "leak_procedure", change: edits{"profile.regulator": object{"delegated": true}}, fault: "/profile/regulator/name required"},
		{name: "discipline_of_nobody", kind: "leak_procedure", change: edits{"profile.employee_count": 0, "documents.2.options": object{"disciplinary_article": true}}, fault: "/documents/2/options/disciplinary_article discipline_without_staff"},
		{name: "department", kind: "leak_procedure", change: edits{"profile.contacts": nil}, fault: "/profile/leak/department required"},
	},
	"B-mynumber": {
		{name: "shareholders", kind: "mynumber_rules", change: edits{"profile.entity_type": "npo", "profile.mynumber.purposes": list{"dividend_report"}}, fault: "/profile/mynumber/purposes/0 no_shareholders"},
		{name: "contractor", kind: "mynumber_rules", change: edits{"profile.mynumber.contractors_mn": list{"C99"}}, fault: "/profile/mynumber/contractors_mn/0 unknown_contractor"},
		{name: "fee", kind: "mynumber_rules", change: edits{"profile.mynumber.disclosure_fee": 300, "profile.requests.fee": object{"charge": true, "amount_yen": 500, "method": "bank", "applies_to": list{"disclosure"}}}, warn: "/profile/mynumber/disclosure_fee fee_differs"},
		{name: "not_handled", kind: "mynumber_policy", change: edits{"profile.my_number": false}, warn: "/profile/my_number my_number_not_handled"},
		{name: "areas", kind: "mynumber_rules", change: edits{"profile.zones": list{object{"level": 1, "rooms": list{"受付"}}}}, fault: "/profile/zones required"},
		{name: "handlers", kind: "mynumber_rules", change: edits{"profile.roles": nil}, fault: "/profile/roles/mn_handlers required"},
		{name: "purposes", kind: "mynumber_rules", change: edits{"profile.mynumber": nil}, fault: "/profile/mynumber/purposes required"},
	},
	"B-checklist": {
		{name: "ids", kind: "contractor_checklist", change: edits{"profile.contractors": list{object{"id": "A", "service": "x"}, object{"id": "A", "service": "y"}}}, fault: "/profile/contractors/1/id duplicate_id"},
		{name: "thresholds", kind: "contractor_checklist", change: edits{"documents.5.options": object{"thresholds": object{"S": 50}}}, fault: "/documents/5/options/thresholds thresholds_order"},
	},
	"B-nda": {{name: "counterparty", kind: "nda", change: edits{"documents.6.options": object{"mode": "standalone"}}, fault: "/documents/6/options/counterparty required"}},
	"B-security": {
		{name: "mfa", kind: "security_regulations", change: edits{"profile.systems": list{object{"name": "A", "data_class": 2}}}, warn: "/profile/systems/0/mfa secret_without_mfa"},
		{name: "offline", kind: "security_regulations", change: edits{"profile.backups": list{object{"system": "A", "method": "B", "frequency": "毎日"}}}, warn: "/profile/backups no_offline_backup"},
		{name: "end_of_life", kind: "security_regulations", change: edits{"profile.standard_software": list{object{"category": "OS", "name": "A", "eol": "2026-11-21"}}}, fault: "/profile/standard_software/0/eol software_unsupported"},
		{name: "ai_class", kind: "security_regulations", change: edits{"profile.approved_ai": list{object{"name": "A", "purpose": "B", "max_class": 2}}}, fault: "/profile/approved_ai/0/reason ai_class_reason"},
		{name: "zones", kind: "security_regulations", change: edits{"profile.zones": nil}, fault: "/profile/zones required"},
		{name: "password", kind: "security_regulations", change: edits{"profile.security.pw_min_user": 8}, fault: "/profile/security/pw_min_user out_of_range"},
	},
}

func TestRules(t *testing.T) {
	sample := company(t, nil)
	for _, kind := range KindNames() {
		if facts := mustFacts(t, sample, kind); len(facts.Warnings) > 0 {
			t.Errorf("%s: the sample is warned of: %v", kind, found(facts.Warnings))
		}
	}
	for id, cases := range ruleCases {
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.id == id }) {
			t.Errorf("%s: there is no such rule", id)
		}
		for _, tt := range cases {
			t.Run(id+"/"+tt.name, func(t *testing.T) {
				kind := tt.kind
				if kind == "" {
					kind = "privacy_policy"
				}
				c := company(t, tt.change).evaluate(kind, today)
				check := func(what string, list []Fault, want string) {
					if not, ok := strings.CutPrefix(want, "!"); ok && has(list, not) || !ok && want != "" && !has(list, want) {
						t.Errorf("%s: want %s, got %q", what, want, found(list))
					}
				}
				check("fault", c.faults, tt.fault)
				check("warning", c.warnings, tt.warn)
				for _, f := range slices.Concat(c.faults, c.warnings) {
					if strings.Contains(f.MessageJA+f.MessageEN, "<no value>") || f.MessageJA == f.Code || f.MessageJA == f.MessageEN {
						t.Errorf("%s: message %q / %q", f.Code, f.MessageJA, f.MessageEN)
					}
				}
			})
		}
	}
	for _, r := range rules {
		if len(ruleCases[r.id]) == 0 {
			t.Errorf("%s: no case", r.id)
		}
	}
}
