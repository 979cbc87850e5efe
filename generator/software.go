package generator

import (
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// softwareFields are the schemas of law_software (products in support on the
// day that the document is made for) and law_software_ended (examples of what
// may no longer be used).
func softwareFields() []*profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	row := &profile.Field{Type: profile.Object, Properties: []*profile.Field{
		text("id", "行の名前"), text("category", "分類"), text("name", "製品"), text("edition", "版"),
		{Name: "eol", Type: profile.Date, LabelJA: "サポートの終了日"}, text("rule", "サポートのある版"), text("update", "更新の方法"),
		{Name: "confirmed", Type: profile.Boolean, LabelJA: "確認済み"},
	}}
	return []*profile.Field{
		{Name: "law_software", Type: profile.Array, LabelJA: "標準ソフトウェア", Items: row},
		{Name: "law_software_ended", Type: profile.Array, LabelJA: "サポートが終了した製品の例", Items: row},
	}
}

// softwareValues are the products in and out of support on a day. The day of an
// unconfirmed row stands in drafts only (docs/decisions/0003).
func softwareValues(l *law.Law, day japanese.Date, draft bool) (listed, ended []any) {
	for _, s := range l.Software() {
		row := map[string]any{"id": s.ID, "category": s.Category, "name": s.Name, "edition": s.Edition, "eol": "", "rule": s.Rule, "update": s.Update, "confirmed": s.Confirmed}
		if !s.EOL.IsZero() && (s.Confirmed || draft) {
			row["eol"] = s.EOL.String()
		}
		if s.Listed && !s.Ended(day) {
			listed = append(listed, row)
		} else if s.Ended(day) {
			ended = append(ended, row)
		}
	}
	return listed, ended
}

// software finds products that the regulations would list as standard although
// their support has ended on the day of the check.
func (r *LintReport) software(table *law.Table, day japanese.Date) {
	for _, s := range table.Software() {
		if s.Listed && s.Ended(day) {
			r.Faults.Add(document.Pos{File: "law/software.tsv", Line: s.Line, Column: 1}, "unsupported_software",
				"%s: support ended on %s, before the day of the check %s: list a newer edition and set use to ended", s.ID, s.EOL, day)
		}
	}
}
