package assemble

import (
	"slices"
	"strings"

	"kitei/generator/document"
)

// base takes the mark of an unrolled copy off an id.
func base(id string) string {
	id, _, _ = strings.Cut(id, "~")
	return id
}

// span gives the places of all template elements from the clause a to the
// clause b, both included, groups looked through; nil when they do not stand in
// this order in one list.
func (t *Template) span(a, b string) []document.Pos {
	from, to := t.index[a], t.index[b]
	if from == nil || to == nil || from.element.Kind != to.element.Kind {
		return nil
	}
	list := t.siblings(from)
	i, j := slices.Index(list, from.element), slices.Index(list, to.element)
	if i < 0 || j < i {
		return nil
	}
	var out []document.Pos
	for _, e := range list[i : j+1] {
		out = append(out, e.Pos)
	}
	return out
}

// siblings are the elements of the same kind in the same 項, 条 or, for 条, in
// the whole 本則.
func (t *Template) siblings(p *place) []*document.Element {
	list := t.doc.Body
	if p.element.Kind != document.Article && len(p.parents) > 0 {
		list = p.parents[len(p.parents)-1].Children
	}
	var out []*document.Element
	var collect func([]*document.Element)
	collect = func(l []*document.Element) {
		for _, e := range l {
			switch {
			case e.Kind == p.element.Kind:
				out = append(out, e)
			case e.Kind == document.When, e.Kind == document.Each, p.element.Kind == document.Article:
				collect(e.Children)
			}
		}
	}
	collect(list)
	return out
}
