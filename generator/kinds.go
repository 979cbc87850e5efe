package generator

// Format is an output format.
type Format string

// The formats that exist.
const (
	PDF  Format = "pdf"
	Text Format = "txt"
)

// KindInfo describes a document kind for lists and error messages.
type KindInfo struct {
	Kind     string   `json:"kind"`
	NameJA   string   `json:"name_ja"`
	NameEN   string   `json:"name_en"`
	Input    string   `json:"input"`    // profile or incident
	Formats  []Format `json:"formats"`  // what can be rendered now
	Planned  []Format `json:"planned"`  // named by the contract, not there yet
	Template string   `json:"template"` // file under templates/; "" while the kind is not there yet
}

// Ready says whether the kind can be rendered in any format.
func (k KindInfo) Ready() bool { return len(k.Formats) > 0 }

// Kinds lists every kind of the contract in its order, those not there yet included.
func Kinds() []KindInfo {
	text := []Format{PDF, Text}
	doc := []Format{"html", "docx"}
	later := []Format{PDF, "html", Text, "docx"}
	return []KindInfo{
		{"privacy_policy", "プライバシーポリシー", "Privacy policy", "profile", text, doc, "privacy_policy.md"},
		{"protection_regulation", "個人情報保護規程", "Personal information protection regulation", "profile", text, doc, "protection_regulation.md"},
		{"leak_procedure", "情報漏えい等事態対応手続", "Leak-response procedure", "profile", nil, append(later, "xlsx"), ""},
		{"mynumber_policy", "特定個人情報等の適正な取扱いに関する基本方針", "My Number basic policy", "profile", nil, later, ""},
		{"mynumber_rules", "特定個人情報等取扱規程", "My Number handling rules", "profile", nil, append(later, "xlsx"), ""},
		{"contractor_checklist", "委託先情報セキュリティ対策状況確認リスト", "Contractor checklist", "profile", nil, []Format{"xlsx", PDF}, ""},
		{"nda", "業務委託契約に係る機密保持条項", "Confidentiality clauses", "profile", nil, later, ""},
		{"security_regulations", "情報セキュリティ関連規程", "Information-security regulations", "profile", nil, append(later, "xlsx"), ""},
		{"training_handout", "従業者研修資料", "Training handout", "profile", nil, later, ""},
		{"training_slides", "従業者研修スライド", "Training slides", "profile", nil, later, ""},
		{"training_quiz", "理解度確認テスト", "Training quiz", "profile", nil, later, ""},
		{"training_record", "受講記録", "Training record", "profile", nil, []Format{"xlsx"}, ""},
		{"ppc_report", "個人情報保護委員会への報告（下書き）", "Report to the PPC (draft)", "incident", nil, []Format{PDF, "xlsx", "html", Text, "json"}, ""},
		{"notice_to_persons", "本人通知文", "Notice to persons", "incident", nil, later, ""},
		{"public_statement", "公表文", "Public statement", "incident", nil, later, ""},
		{"notice_to_entrustor", "委託元への通知書", "Notice to the entrusting party", "incident", nil, later, ""},
		{"decision_record", "判断記録", "Record of the decision", "incident", nil, []Format{PDF, "html", Text}, ""},
	}
}

// KindOf finds a kind by its name.
func KindOf(name string) (KindInfo, bool) {
	for _, k := range Kinds() {
		if k.Kind == name {
			return k, true
		}
	}
	return KindInfo{}, false
}
