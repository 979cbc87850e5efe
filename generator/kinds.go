package generator

// Format is an output format.
type Format string

// The formats that exist.
const (
	PDF  Format = "pdf"
	HTML Format = "html"
	Text Format = "txt"
	XLSX Format = "xlsx"
	JSON Format = "json"
)

// KindInfo describes a document kind for lists and error messages.
type KindInfo struct {
	Kind     string   `json:"kind"`
	NameJA   string   `json:"name_ja"`
	NameEN   string   `json:"name_en"`
	Input    string   `json:"input"`   // profile or incident
	Formats  []Format `json:"formats"` // what can be rendered now
	Planned  []Format `json:"planned"` // named by the contract, not there yet
	Template string   `json:"-"`       // file under templates/; "" while the kind is not there yet
	Parts    []string `json:"-"`       // further files under templates/; each says in its front matter when it is made
	Sheets   []string `json:"-"`       // its workbooks under templates/sheets
}

// Ready says whether the kind can be rendered in any format.
func (k KindInfo) Ready() bool { return len(k.Formats) > 0 }

// Kinds lists every kind of the contract in its order, those not there yet included.
func Kinds() []KindInfo {
	ready := []Format{PDF, HTML, Text}
	later := []Format{"docx"}
	none := []Format{}
	return []KindInfo{
		{Kind: "privacy_policy", NameJA: "プライバシーポリシー", NameEN: "Privacy policy", Input: "profile", Formats: ready, Planned: later, Template: "privacy_policy.md"},
		{Kind: "protection_regulation", NameJA: "個人情報保護規程", NameEN: "Personal information protection regulation", Input: "profile", Formats: ready, Planned: later, Template: "protection_regulation.md"},
		{Kind: "leak_procedure", NameJA: "情報漏えい等の事態等対応手続", NameEN: "Leak-response procedure", Input: "profile", Formats: []Format{PDF, HTML, Text, XLSX}, Planned: later, Template: "leak_procedure.md", Sheets: []string{"incident_register.yaml"}},
		{Kind: "mynumber_policy", NameJA: "特定個人情報等の適正な取扱いに関する基本方針", NameEN: "My Number basic policy", Input: "profile", Formats: ready, Planned: later, Template: "mynumber_policy.md"},
		{Kind: "mynumber_rules", NameJA: "特定個人情報等取扱規程", NameEN: "My Number handling rules", Input: "profile", Formats: []Format{PDF, HTML, Text, XLSX}, Planned: later, Template: "mynumber_rules.md", Sheets: []string{"handling_record.yaml", "disposal_record.yaml"}},
		{Kind: "contractor_checklist", NameJA: "委託先情報セキュリティ対策状況確認リスト", NameEN: "Contractor checklist", Input: "profile", Formats: []Format{XLSX, PDF, HTML, Text}, Planned: none, Template: "contractor_checklist.md", Parts: []string{"correction_request.md"}},
		{Kind: "nda", NameJA: "業務委託契約に係る機密保持条項", NameEN: "Confidentiality clauses", Input: "profile", Formats: ready, Planned: later, Template: "nda.md"},
		{Kind: "security_regulations", NameJA: "情報セキュリティ関連規程", NameEN: "Information-security regulations", Input: "profile", Formats: []Format{PDF, HTML, Text, XLSX}, Planned: later, Template: "security_regulations.md", Sheets: []string{"asset_register.yaml", "cloud_services.yaml"}},
		{Kind: "training_handout", NameJA: "従業者研修資料", NameEN: "Training handout", Input: "profile", Formats: ready, Planned: later, Template: "training_handout.md", Parts: []string{"training_handout_easy.md", "training_notes.md", "training_pledge.md"}},
		{Kind: "training_slides", NameJA: "従業者研修スライド", NameEN: "Training slides", Input: "profile", Formats: ready, Planned: later, Template: "training_slides.md", Parts: []string{"training_notes.md", "training_pledge.md"}},
		{Kind: "training_quiz", NameJA: "理解度テスト", NameEN: "Training quiz", Input: "profile", Formats: ready, Planned: later, Template: "training_quiz.md", Parts: []string{"training_quiz_answers.md"}},
		{Kind: "training_record", NameJA: "受講記録", NameEN: "Training record", Input: "profile", Formats: []Format{XLSX}, Planned: none, Sheets: []string{"training_record.yaml"}},
		{Kind: "ppc_report", NameJA: "個人情報保護委員会への報告（下書き）", NameEN: "Report to the PPC (draft)", Input: incidentInput, Formats: []Format{PDF, XLSX, HTML, Text, JSON}, Planned: none, Template: "ppc_report.md"},
		{Kind: "notice_to_persons", NameJA: "本人通知文", NameEN: "Notice to persons", Input: incidentInput, Formats: ready, Planned: later, Template: "notice_to_persons.md"},
		{Kind: "public_statement", NameJA: "公表文", NameEN: "Public statement", Input: incidentInput, Formats: ready, Planned: later, Template: "public_statement.md"},
		{Kind: "notice_to_entrustor", NameJA: "委託元への通知書", NameEN: "Notice to the entrusting party", Input: incidentInput, Formats: ready, Planned: later, Template: "notice_to_entrustor.md"},
		{Kind: "decision_record", NameJA: "判断記録", NameEN: "Record of the decision", Input: incidentInput, Formats: ready, Planned: none, Template: "decision_record.md"},
	}
}

// files lists the templates of the kind.
func (k KindInfo) files() []string {
	if k.Template == "" {
		return nil
	}
	return append([]string{k.Template}, k.Parts...)
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
