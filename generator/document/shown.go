package document

import (
	"slices"
	"strings"
)

// What several writers print in the same way.

// SplitMarks takes footnote marks out of a caption: they stand behind its bracket.
func SplitMarks(list []Inline) (words, marks []Inline) {
	for _, in := range list {
		if in.Kind == NoteRef {
			marks = append(marks, in)
		} else {
			words = append(words, in)
		}
	}
	return words, marks
}

// Related is the 「（第5条関係）」 of an annex; "" when it belongs to no article.
func (e *Element) Related() string {
	if e.For == "" {
		return ""
	}
	return "（" + e.For + "関係）"
}

// Lanes are the heads of a flow chart: every lane once, in order of appearance.
func (e *Element) Lanes() []string {
	var out []string
	for _, row := range e.Children {
		if row.Kind == TableRow && len(row.Children) > 1 {
			if lane := row.Children[1].PlainText(); !slices.Contains(out, lane) {
				out = append(out, lane)
			}
		}
	}
	return out
}

// FigureRows are what a drawing says: its rows with the cells that hold words,
// without the ids, lanes and arrows that only place its boxes and the numbers
// that only measure them. Of the arrows of a decision the words at its exits stay.
func (e *Element) FigureRows() []*Element {
	var out []*Element
	for _, row := range e.Children {
		if row.Kind != TableRow {
			continue
		}
		shown := *row
		shown.Children = nil
		for i, c := range row.Children {
			words := c.PlainText()
			switch {
			case words == "" || i == 0 && e.placed() || i == 1 && e.Name != "card":
			case e.Name == "flow" && i == 4:
				if strings.ContainsAny(words, ":：") {
					exit := *c
					exit.Text = []Sentence{{Main, []Inline{{Kind: Text, Pos: c.Pos, Text: exits(words)}}}}
					shown.Children = append(shown.Children, &exit)
				}
			default:
				shown.Children = append(shown.Children, c)
			}
		}
		out = append(out, &shown)
	}
	return out
}

// placed says whether the first column of a figure is only a name for its arrows.
func (e *Element) placed() bool { return e.Name == "flow" || e.Name == "org" }

// exits are the words at the arrows of a decision: 「該当、非該当」 of 「b:該当、c:非該当」.
func exits(next string) string {
	var words []string
	for _, arrow := range strings.FieldsFunc(next, func(r rune) bool { return r == '、' || r == ',' }) {
		if i := strings.IndexAny(arrow, ":："); i >= 0 {
			words = append(words, strings.TrimLeft(arrow[i:], ":："))
		}
	}
	return strings.Join(words, "、")
}
