package generator

import (
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// textField is a field of one line of text.
func textField(name, label string) *profile.Field {
	return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
}

// myNumberFields are the schemas of what the ticked 個人番号関係事務 bring along:
// the offices themselves, their short names by kind of person, and the duties to
// keep their papers.
func myNumberFields() []*profile.Field {
	confirmed := &profile.Field{Name: "confirmed", Type: profile.Boolean, LabelJA: "確認済み"}
	rows := func(name, label string, fields ...*profile.Field) *profile.Field {
		return &profile.Field{Name: name, Type: profile.Array, LabelJA: label, Items: &profile.Field{Type: profile.Object, Properties: fields}}
	}
	return []*profile.Field{
		rows("law_mn_purposes", "個人番号を取り扱う事務", textField("id", "行の名前"), textField("persons", "対象者の区分"), textField("office", "事務"),
			textField("label", "短い名称"), textField("submit", "提出先"), textField("items", "情報の範囲"), confirmed),
		rows("law_mn_groups", "個人番号を取り扱う事務（対象者別）", textField("id", "対象者の区分"),
			&profile.Field{Name: "labels", Type: profile.Array, LabelJA: "短い名称", Items: &profile.Field{Type: profile.String}}),
		rows("law_mn_retention", "特定個人情報等の保存期間", textField("id", "行の名前"), textField("document", "書類"),
			textField("period", "期間"), textField("start", "起算点"), textField("basis", "根拠"), confirmed),
		{Name: "law_mn_slips", Type: profile.Boolean, LabelJA: "提出した書類の控えが生ずるか"},
		textField("mn_disposal_months", "廃棄の実施月（言葉で）"),
	}
}

// myNumberValues fills [myNumberFields] from the ticked purposes at the law date.
// The company's own mynumber.retention_rules, when there are any, stand in place
// of the table; a row that bears a number for no ticked purpose is left out.
func myNumberValues(l *law.Law, d japanese.Digits, values map[string]any) error {
	ticked, _ := at(values, "mynumber.purposes").([]any)
	draft := flag(values, "output.draft")
	var purposes, groups []any
	kept := map[string]bool{}
	labels := map[string][]any{}
	for _, p := range l.MyNumberPurposes() {
		if !slices.Contains(ticked, any(p.ID)) {
			continue
		}
		office := p.Office
		if !p.Confirmed && !draft {
			office = p.General
		}
		purposes = append(purposes, map[string]any{"id": p.ID, "persons": p.Persons, "office": office, "label": p.Label,
			"submit": p.Submit, "items": p.Items, "confirmed": p.Confirmed})
		labels[p.Persons] = append(labels[p.Persons], p.Label)
		for _, id := range p.Retention {
			kept[id] = true
		}
	}
	for _, id := range law.PersonGroups {
		if len(labels[id]) > 0 {
			groups = append(groups, map[string]any{"id": id, "labels": labels[id]})
		}
	}
	values["mn_disposal_months"] = disposalMonths(values, d)
	values["law_mn_purposes"], values["law_mn_groups"], values["law_mn_slips"] = purposes, groups, kept[law.SlipCopy]
	all, err := retentionRows(l, d, draft)
	if err != nil {
		return err
	}
	retention := ownRetention(values)
	if len(retention) == 0 {
		retention = slices.DeleteFunc(all, func(row any) bool { return !kept[row.(map[string]any)["id"].(string)] })
	}
	values["law_mn_retention"] = retention
	return nil
}

// disposalMonths are the months of disposal in words: 4月及び10月.
func disposalMonths(values map[string]any, d japanese.Digits) string {
	list, _ := at(values, "mynumber.disposal_months").([]any)
	var words []string
	for m := 1; m <= 12; m++ {
		if slices.Contains(list, any(m)) {
			words = append(words, d.Format(m)+"月")
		}
	}
	return japanese.JoinAnd(words, "及び")
}

// ownRetention are the rows that the company states itself, with their basis.
func ownRetention(values map[string]any) []any {
	rules, _ := at(values, "mynumber.retention_rules").([]any)
	var out []any
	for _, r := range rules {
		if m, ok := r.(map[string]any); ok {
			out = append(out, map[string]any{"id": textOf(m, "id"), "document": textOf(m, "document"), "period": textOf(m, "period"),
				"start": textOf(m, "start"), "basis": textOf(m, "basis"), "confirmed": true})
		}
	}
	return out
}
