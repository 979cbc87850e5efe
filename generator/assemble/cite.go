package assemble

import (
	"cmp"
	"slices"
	"strings"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/law"
)

// unit names an element by its number: 第2項, 第4条の2.
func (r *resolver) unit(word string, e *document.Element) string {
	return japanese.Ordinal(word, e.Num, r.digits())
}

func (r *resolver) digits() japanese.Digits {
	if r.options.Digits == "" {
		return japanese.Half
	}
	return r.options.Digits
}

// count is the figure in 前二項: always 漢数字.
func (r *resolver) count(n int) string { return japanese.Kanji.Format(n) }

// sectionWords names a heading of numbering "sections" as 「7. 開示等のご請求」,
// and a 項 or 号 below the same heading by its label alone.
func (r *resolver) sectionWords(t *target, at target) string {
	name := func(s *document.Element) string { return "「" + s.Label + " " + titleWords(s) + "」" }
	switch t.e.Kind {
	case document.Section, document.Subsection:
		return name(t.e)
	case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
		return t.e.Label
	case document.Paragraph, document.Item:
		if t.section == nil {
			return ""
		}
		words := t.paragraph.Label + labels(t.items)
		if t.section == at.section && words != "" {
			return words
		}
		return name(t.section) + words
	}
	return ""
}

// titleWords are the words of a heading without the marks of its footnotes.
func titleWords(e *document.Element) string {
	var b strings.Builder
	for _, in := range e.Title {
		if in.Kind != document.NoteRef {
			b.WriteString(in.Text)
		}
	}
	return b.String()
}

// citation prints a citation of a statute or guideline. The first time that a
// law is named, its full name and number stand there and introduce its short
// name; |full and |short leave that to the words of the template.
//
// A row that nobody has confirmed is marked in a draft; a final document names
// the law without the number of the provision.
func (r *resolver) citation(in document.Inline) document.Inline {
	out := document.Inline{Kind: document.Text, Pos: in.Pos, Cite: in.Path}
	if strings.HasPrefix(in.Path, "period.") || strings.HasPrefix(in.Path, "threshold.") {
		v, err := r.options.Law.Value(in.Path)
		if err != nil {
			r.faults.Add(in.Pos, "bad_citation", "%s: %v", in.Path, err)
		}
		out.Text = v.TextIn(r.digits())
		return out
	}
	c, err := r.options.Law.Cite(in.Path)
	if err != nil {
		r.faults.Add(in.Pos, "bad_citation", "%s: %v", in.Path, err)
		return out
	}
	reference := c.Reference(r.digits())
	if !c.Confirmed {
		if r.options.Draft && reference != "" {
			reference += "（要確認）"
		} else if !c.IsGuide() {
			reference = ""
		}
	}
	short := cmp.Or(r.doc.Meta.Laws[c.LawID], c.Short)
	name, number := c.Name, r.lawNumber(c)
	if number != "" {
		name += "（" + number + "）"
	}
	switch {
	case in.Modifier == "full":
		out.Text = name + reference
	case in.Modifier == noteStyle && !r.cited[c.LawID] && !r.noted[c.LawID]:
		r.noted[c.LawID] = true
		out.Text = name + reference
		if short != c.Name && reference != "" {
			define := "以下脚注において「" + short + "」" + r.called()
			out.Text = c.Name + bracket(number, define) + reference
		}
	case in.Modifier == "short" || in.Modifier == noteStyle || r.cited[c.LawID]:
		out.Text = short + reference
	default:
		r.cited[c.LawID] = true
		out.Text = name + reference
		if short != c.Name {
			out.Text = c.Name + bracket(number, "以下「"+short+"」"+r.called()) + reference
		}
	}
	return out
}

// lawNumber is the number of a law or guideline (平成25年法律第27号) as it may be
// printed: one that nobody has confirmed is marked in a draft and left out of a
// final document (docs/decisions/0003).
func (r *resolver) lawNumber(c law.Citation) string {
	switch {
	case c.Number == "" || c.LawRow.Confirmed:
		return c.Number
	case r.options.Draft:
		return c.Number + "（要確認）"
	}
	return ""
}

// called ends the sentence that introduces a short name: public papers
// (numbering "sections") are written in ですます体, a collection of regulations is not.
func (r *resolver) called() string {
	if r.doc.Meta.Numbering.Headed() && !r.doc.Meta.Parts {
		return "といいます。"
	}
	return "という。"
}

// bracket holds the number of a law and what is said of it.
func bracket(number, words string) string {
	if number != "" {
		words = number + "。" + words
	}
	return "（" + words + "）"
}

// noteStyle is the modifier of citations in source notes: short once the body
// or an earlier note has introduced the short name.
const noteStyle = "note"

// sourceNotes gives every 条, 項 and 号 that names its legal source a footnote
// with the citations.
func sourceNotes(doc *document.Document) {
	document.Walk(doc.Body, func(e *document.Element) bool {
		if len(e.Origin.Law) == 0 {
			return true
		}
		note := &document.Footnote{ID: "source-" + itoa(len(doc.Notes)+1), Pos: e.Pos}
		for i, id := range e.Origin.Law {
			if i > 0 {
				note.Text = append(note.Text, document.Inline{Kind: document.Text, Pos: e.Pos, Text: "、"})
			}
			note.Text = append(note.Text, document.Inline{Kind: document.LawRef, Pos: e.Pos, Path: id, Modifier: noteStyle})
		}
		mark := document.Inline{Kind: document.NoteRef, Pos: e.Pos, Target: note.ID}
		switch {
		case len(e.Text) > 0:
			last := &e.Text[len(e.Text)-1]
			last.Inlines = append(slices.Clip(last.Inlines), mark)
		case len(e.Title) > 0:
			e.Title = append(slices.Clip(e.Title), mark)
		default:
			return true
		}
		doc.Notes = append(doc.Notes, note)
		return true
	})
}

// orderNotes puts the footnotes in the order of their numbers and drops those
// that nothing selected mentions.
func (r *resolver) orderNotes() {
	r.doc.Notes = slices.DeleteFunc(r.doc.Notes, func(n *document.Footnote) bool { return n.Num == "" })
	slices.SortFunc(r.doc.Notes, func(a, b *document.Footnote) int {
		return cmp.Or(cmp.Compare(len(a.Num), len(b.Num)), strings.Compare(a.Num, b.Num))
	})
}
