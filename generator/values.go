package generator

import (
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// at takes the value of a dotted path out of a profile's values; nil when
// there is none.
func at(values map[string]any, path string) any {
	var v any = values
	for _, name := range strings.Split(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}

func textOf(values map[string]any, path string) string {
	s, _ := at(values, path).(string)
	return s
}

func flag(values map[string]any, path string) bool {
	b, _ := at(values, path).(bool)
	return b
}

// retentionField is the schema of law_retention: the statutory retention
// periods that a template can list.
func retentionField() *profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	return &profile.Field{Name: "law_retention", Type: profile.Array, LabelJA: "法定保存期間",
		Items: &profile.Field{Type: profile.Object, Properties: []*profile.Field{
			text("document", "書類"), text("period", "期間"), text("start", "起算点"), text("basis", "根拠"), text("note", "備考"),
			{Name: "confirmed", Type: profile.Boolean, LabelJA: "確認済み"},
		}}}
}

// retentionValues are the rows of law that hold at the law date.
func retentionValues(l *law.Law, d japanese.Digits) ([]any, error) {
	var out []any
	for _, r := range l.Retention() {
		basis, err := l.BasisWords(r, d)
		if err != nil {
			return nil, err
		}
		out = append(out, map[string]any{"document": r.Document, "period": r.PeriodIn(d), "start": r.StartIn(d),
			"basis": basis, "note": "", "confirmed": r.Confirmed})
	}
	return out, nil
}
