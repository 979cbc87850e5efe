package generator

import (
	"cmp"
	"slices"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// trainingCover is the 表紙 of training material: for whom, when, where, who
// speaks. What is not settled yet is a line to write on.
func trainingCover(values map[string]any) *document.Cover {
	lines := []string{"対象　" + enumLabel(textOf(values, "options.audience"), "audience")}
	sessions, _ := at(values, "training.sessions").([]any)
	for _, s := range sessions {
		m, _ := s.(map[string]any)
		words := []string{}
		if len(sessions) > 1 && textOf(m, "title") != "" {
			lines = append(lines, textOf(m, "title"))
		}
		if d, err := japanese.ParseDate(textOf(m, "date")); err == nil {
			words = append(words, dateWords(d, dateStyle(values, "training_handout")))
		}
		for _, w := range []string{textOf(m, "place"), enumLabel(textOf(m, "mode"), "mode"), prefixed("講師　", textOf(m, "lecturer"))} {
			if w != "" {
				words = append(words, w)
			}
		}
		lines = append(lines, japanese.JoinAnd(words, "　"))
	}
	if len(sessions) == 0 {
		lines = append(lines, "実施日　　　　　年　　　月　　　日", "講師　　　　　　　　　　　　　　　")
	}
	if d, err := japanese.ParseDate(textOf(values, "output.as_of")); err == nil {
		lines = append(lines, dateWords(d, dateStyle(values, "training_handout"))+"版")
	}
	return &document.Cover{Number: textOf(values, "doc.number"), Dates: lines, Company: cmp.Or(textOf(values, "legal_name"), textOf(values, "trade_name"))}
}

func prefixed(label, words string) string {
	if words == "" {
		return ""
	}
	return label + words
}

// enumLabel is the Japanese label of an option of a training or of a field of a
// session.
func enumLabel(value, field string) string {
	f := profile.OptionFields("training_handout").Property(field)
	if f == nil {
		root, err := profile.Fields("training_handout")
		if err != nil {
			return value
		}
		f = root.Property("training").Property("sessions").Items.Property(field)
	}
	for _, e := range f.Enum {
		if e.Value == value {
			return e.LabelJA
		}
	}
	return value
}

// secrecy is the mark at the foot of a page: a body that is no company has no 社.
func secrecy(mark string, values map[string]any) string {
	if mark == "社外秘" && !slices.Contains(companies, textOf(values, "entity_type")) {
		return "部外秘"
	}
	return mark
}
