package assemble

import (
	"slices"
	"strings"

	"kitei/generator/document"
)

// target is a numbered element and what it stands in.
type target struct {
	e         *document.Element
	chapter   *document.Element
	section   *document.Element
	article   *document.Element // 条; under numbering "sections" the heading; 附則 or 別表 outside the 本則
	paragraph *document.Element
	items     []*document.Element // 号, ア, … down to e
	order     int                 // place of the article among all articles of the 本則
}

// resolver turns references and citations into words, in reading order.
type resolver struct {
	doc       *document.Document
	options   Options
	template  *Template
	targets   map[string]*target
	byPos     map[document.Pos][]*document.Element
	byElement map[*document.Element]*target
	order     []*document.Element // articles of the 本則 in order
	cited     map[string]bool     // laws whose full name was printed
	noted     map[string]bool     // laws whose full name stands in a source note
	notes     int
	faults    document.Faults
}

// resolve replaces every Ref and LawRef by what is printed, and numbers the
// footnotes in the order of their first mention.
func (t *Template) resolve(doc *document.Document, o Options) document.Faults {
	r := &resolver{
		doc: doc, options: o, template: t, targets: map[string]*target{},
		byPos: map[document.Pos][]*document.Element{}, byElement: map[*document.Element]*target{}, cited: map[string]bool{}, noted: map[string]bool{},
	}
	r.indexAll(doc.Body, target{})
	r.walk(doc.Body)
	r.orderNotes()
	return r.faults
}

// indexAll notes where every element stands.
func (r *resolver) indexAll(list []*document.Element, at target) {
	for _, e := range list {
		here := at.enter(e)
		if e.Kind == document.Article {
			r.order = append(r.order, e)
			here.order = len(r.order)
		}
		t := here
		r.byElement[e] = &t
		r.byPos[e.Pos] = append(r.byPos[e.Pos], e)
		if e.ID != "" {
			if _, double := r.targets[e.ID]; double {
				r.faults.Add(e.Pos, "double_id", "id %s stands twice in the selected document", e.ID)
			}
			r.targets[e.ID] = &t
		}
		r.indexAll(e.Children, here)
	}
}

// enter gives the place of e within at.
func (at target) enter(e *document.Element) target {
	at.e = e
	switch e.Kind {
	case document.Chapter:
		at.chapter = e
	case document.Section, document.Subsection:
		at.section = e
	case document.Article, document.SupplProvision, document.AppdxTable, document.AppdxNote, document.AppdxStyle:
		at.article = e
	case document.Paragraph:
		at.paragraph, at.items = e, nil
	case document.Item, document.Subitem1, document.Subitem2:
		at.items = append(at.items[:len(at.items):len(at.items)], e)
	}
	return at
}

// walk resolves in reading order, so that the first citation of a law is the
// one that prints its full name.
func (r *resolver) walk(list []*document.Element) {
	for _, e := range list {
		here := *r.byElement[e]
		if len(e.Title) > 0 {
			e.Title = r.sentence(e.Title, here)
		}
		for i := range e.Text {
			e.Text[i].Inlines = r.sentence(e.Text[i].Inlines, here)
		}
		if e.For != "" {
			r.related(e)
		}
		r.walk(e.Children)
	}
}

// related replaces the id in For by the printed number of the article.
func (r *resolver) related(e *document.Element) {
	t := r.targets[e.For]
	if t == nil {
		r.faults.Add(e.Pos, "dangling", "for=%s: no such clause in the selected document", e.For)
		return
	}
	e.For = r.absolute(t)
}

// sentence resolves one sentence. 同条 and 同項 reach back to the last
// provision named in it, if that was one of this document.
func (r *resolver) sentence(list []document.Inline, at target) []document.Inline {
	var last *target
	out := make([]document.Inline, 0, len(list))
	for _, in := range list {
		switch in.Kind {
		case document.Ref:
			link, t := r.reference(in, at, last)
			out = append(out, link)
			last = t
		case document.LawRef:
			out = append(out, r.citation(in))
			last = nil
		case document.NoteRef:
			out = append(out, r.note(in))
		default:
			out = append(out, in)
		}
	}
	return out
}

func (r *resolver) reference(in document.Inline, at target, last *target) (document.Inline, *target) {
	out := document.Inline{Kind: document.Link, Pos: in.Pos, Target: in.Target}
	if in.To != "" {
		list := r.between(in)
		if len(list) == 0 {
			r.faults.Add(in.Pos, "dangling", "[[%s..%s]]: nothing of this range is in the selected document", in.Target, in.To)
			return out, nil
		}
		first := r.byElement[list[0]]
		out.Target = list[0].ID
		if len(list) == 1 {
			out.Text = r.words(first, at, last, in.Modifier == "full")
			return out, first
		}
		out.To = list[len(list)-1].ID
		out.Text = r.rangeWords(list, at, last)
		if first.e.Kind == document.Article {
			return out, nil
		}
		return out, first
	}
	t := r.targets[in.Target]
	if t == nil {
		r.faults.Add(in.Pos, "dangling", "[[%s]]: no such clause in the selected document", in.Target)
		return out, nil
	}
	out.Text = r.words(t, at, last, in.Modifier == "full")
	if out.Text == "" {
		r.faults.Add(in.Pos, "bad_reference", "[[%s]]: this %s has no number to refer to", in.Target, t.e.Kind)
	}
	return out, t
}

// note numbers a footnote mark.
func (r *resolver) note(in document.Inline) document.Inline {
	for _, n := range r.doc.Notes {
		if n.ID != in.Target {
			continue
		}
		if n.Num == "" {
			r.notes++
			n.Num = itoa(r.notes)
			n.Text = withoutRepeats(r.sentence(n.Text, target{}))
		}
		in.Text = n.Num
	}
	return in
}

// withoutRepeats drops a citation that reads like one before it: two articles
// of a law that nobody has confirmed are named by the law alone.
func withoutRepeats(list []document.Inline) []document.Inline {
	var seen []string
	repeats := func(text string) bool {
		return slices.ContainsFunc(seen, func(s string) bool {
			return s == text || !strings.Contains(text, "第") && strings.HasPrefix(s, text)
		})
	}
	var out []document.Inline
	for _, in := range list {
		if in.Cite != "" && repeats(in.Text) {
			if n := len(out); n > 0 && out[n-1].Text == "、" {
				out = out[:n-1]
			}
			continue
		}
		if in.Cite != "" {
			seen = append(seen, in.Text)
		}
		out = append(out, in)
	}
	return out
}
