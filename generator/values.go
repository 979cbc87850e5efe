package generator

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// at takes the value of a dotted path out of a profile's values; nil when
// there is none.
func at(values map[string]any, path string) any {
	return profile.ValueAt(values, strings.Split(path, "."))
}

func textOf(values map[string]any, path string) string {
	s, _ := at(values, path).(string)
	return s
}

func flag(values map[string]any, path string) bool {
	b, _ := at(values, path).(bool)
	return b
}

// lawFields are the schemas of the rows of law that templates can list.
func lawFields() []*profile.Field {
	fields := []*profile.Field{retentionField(), authorityField(), deadlineField(), trainingField(), checklistField()}
	return append(append(fields, myNumberFields()...), softwareFields()...)
}

// lawValues adds the rows of law that templates can list to the values of a
// profile. style is the date style.
func lawValues(l *law.Law, d japanese.Digits, values map[string]any, asOf japanese.Date, style string) (err error) {
	if values["law_retention"], err = retentionValues(l, d, values); err != nil {
		return err
	}
	values["law_authorities"] = authorityValues(l, flag(values, "output.draft"))
	values["law_software"], values["law_software_ended"] = softwareValues(l, asOf, flag(values, "output.draft"))
	if values["law_deadlines"], err = deadlineValues(l, asOf, style); err != nil {
		return err
	}
	return myNumberValues(l, d, values)
}

// retentionField is the schema of law_retention: the statutory retention
// periods that a template can list.
func retentionField() *profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	return &profile.Field{
		Name: "law_retention", Type: profile.Array, LabelJA: "法定保存期間",
		Items: &profile.Field{Type: profile.Object, Properties: []*profile.Field{
			text("id", "行の名前"), text("topic", "分野"), text("document", "書類"), text("period", "期間"), text("start", "起算点"), text("basis", "根拠"),
			{Name: "confirmed", Type: profile.Boolean, LabelJA: "確認済み"},
		}},
	}
}

// authorityField is the schema of law_authorities: where reports and questions go.
func authorityField() *profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	return &profile.Field{Name: "law_authorities", Type: profile.Array, LabelJA: "報告先及び相談先",
		Items: &profile.Field{Type: profile.Object, Properties: []*profile.Field{
			text("id", "行の名前"), text("name", "名称"), text("purpose", "用件"), text("url", "ページ"),
			{Name: "confirmed", Type: profile.Boolean, LabelJA: "確認済み"},
		}}}
}

// authorityValues are the authorities at the law date. The address of a page
// that nobody has confirmed stands in a draft only (docs/decisions/0003).
func authorityValues(l *law.Law, draft bool) []any {
	var out []any
	for _, a := range l.Authorities() {
		url := a.URL
		if !a.Confirmed && !draft {
			url = ""
		}
		out = append(out, map[string]any{"id": a.ID, "name": a.Name, "purpose": a.Purpose, "url": url, "confirmed": a.Confirmed})
	}
	return out
}

// retentionValues are the duties to keep documents that can bind this kind of
// body at the law date.
func retentionValues(l *law.Law, d japanese.Digits, values map[string]any) ([]any, error) {
	rows, err := retentionRows(l, d, flag(values, "output.draft"))
	return slices.DeleteFunc(rows, func(row any) bool {
		m, _ := row.(map[string]any)
		return m["topic"] == "accounts" && !keepsBooks(textOf(m, "id"), values)
	}), err
}

// retentionRows are all rows of law that hold at the law date. The basis of a
// row that nobody has confirmed names the law without the provision, save in a
// draft (docs/decisions/0003).
func retentionRows(l *law.Law, d japanese.Digits, draft bool) ([]any, error) {
	var out []any
	for _, r := range l.Retention() {
		basis, err := l.BasisWords(r, d)
		if err == nil && !r.Confirmed && !draft {
			basis, err = lawNames(l, r)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, map[string]any{
			"id": r.ID, "topic": r.Topic, "document": r.Document, "period": r.PeriodIn(d),
			"start": r.StartIn(d), "basis": basis, "confirmed": r.Confirmed,
		})
	}
	return out, nil
}

// companies are the 会社 of 会社法; its books are no duty of other bodies.
var companies = []string{"kabushiki", "tokurei_yugen", "godo", "gomei", "goshi"}

// keepsBooks says whether a duty to keep accounts binds this kind of body.
func keepsBooks(id string, values map[string]any) bool {
	if id == "company_books" {
		return slices.Contains(companies, textOf(values, "entity_type"))
	}
	return flag(values, "is_corporation")
}

// lawNames names the laws of a retention duty without their provisions.
func lawNames(l *law.Law, r law.RetentionRow) (string, error) {
	if len(r.Basis) == 0 {
		return r.BasisText, nil
	}
	var names []string
	for _, id := range r.Basis {
		c, err := l.Cite(id)
		if err != nil {
			return "", err
		}
		if !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return japanese.JoinAnd(names, "及び"), nil
}
