package assemble

import (
	"slices"
	"strings"

	"kitei/generator/document"
)

// Prove shows for every reference that its target is in the document whenever
// the reference is, and for every heading, list and table with content that
// something of it is always left. It enumerates only the variables that the
// conditions of the two places mention, so that it is exact and cheap. The error
// is a [document.Faults] with every reference that dangles under some condition.
func (t *Template) Prove() error {
	p := &prover{t: t}
	p.elements(t.doc.Body, nil, nil, nil)
	return p.faults.Err()
}

type prover struct {
	t      *Template
	faults document.Faults
}

func (p *prover) elements(list []*document.Element, s *scope, guards []guard, loop *document.Element) {
	for _, e := range list {
		switch e.Kind {
		case document.When:
			p.elements(e.Children, s, with(guards, guard{s, e.Cond, false}), loop)
		case document.Each:
			c := p.t.programs[s.id()+"\x00"+e.Cond]
			p.elements(e.Children, s.bind(e.Var, e.Cond, c.field.Items), with(guards, guard{s, e.Cond, true}), e)
		default:
			e.Inlines(func(in []document.Inline) { p.inlines(in, s, guards, loop) })
			if e.For != "" {
				p.reference(document.Inline{Pos: e.Pos, Target: e.For}, guards, loop)
			}
			p.content(e, s, guards)
			p.elements(e.Children, s, guards, loop)
		}
	}
}

func with(guards []guard, g guard) []guard { return append(slices.Clip(guards), g) }

func (p *prover) inlines(list []document.Inline, s *scope, guards []guard, loop *document.Element) {
	for _, in := range list {
		switch in.Kind {
		case document.Cond:
			p.inlines(in.Children, s, with(guards, guard{s, in.Expr, false}), loop)
		case document.Ref:
			if in.To != "" {
				p.rangeReference(in, guards)
				continue
			}
			p.reference(in, guards, loop)
		case document.NoteRef:
			for _, n := range p.t.doc.Notes {
				if n.ID == in.Target {
					p.inlines(n.Text, s, guards, loop)
				}
			}
		}
	}
}

func (p *prover) reference(in document.Inline, guards []guard, loop *document.Element) {
	target := p.t.index[in.Target]
	switch {
	case target == nil:
		p.faults.Add(in.Pos, "unknown_id", "[[%s]]: no clause has this id", in.Target)
		return
	case target.loop != nil && target.loop != loop:
		p.faults.Add(in.Pos, "dangling", "[[%s]]: the clause stands inside an each at line %d; it can be named only from inside it",
			in.Target, target.loop.Pos.Line)
		return
	}
	for _, g := range target.guards {
		if when, ok := p.t.implied(guards, [][]guard{{g}}); !ok {
			p.faults.Add(in.Pos, "dangling", "[[%s]] is there and its clause is not when %s; put the reference under the condition %q",
				in.Target, when, g.expr)
			return
		}
	}
}

func (p *prover) rangeReference(in document.Inline, guards []guard) {
	for _, id := range []string{in.Target, in.To} {
		if p.t.index[id] == nil {
			p.faults.Add(in.Pos, "unknown_id", "[[%s..%s]]: no clause has the id %s", in.Target, in.To, id)
			return
		}
	}
	positions := p.t.span(in.Target, in.To)
	if positions == nil {
		p.faults.Add(in.Pos, "bad_range", "[[%s..%s]]: the ends do not stand in this order in one list", in.Target, in.To)
		return
	}
	var ways [][]guard
	for _, e := range p.t.siblings(p.t.index[in.Target]) {
		if slices.Contains(positions, e.Pos) {
			ways = append(ways, p.t.guardsOf(e))
		}
	}
	if when, ok := p.t.implied(guards, ways); !ok {
		p.faults.Add(in.Pos, "dangling", "[[%s..%s]]: nothing of this range is there when %s", in.Target, in.To, when)
	}
}

// content proves that a heading keeps something below it, that a 項 with 号
// keeps a 号, and a table a row.
func (p *prover) content(e *document.Element, s *scope, guards []guard) {
	var wanted func(document.Kind) bool
	switch e.Kind {
	case document.Chapter, document.Section, document.Subsection, document.Article, document.SupplProvision,
		document.AppdxTable, document.AppdxNote, document.AppdxStyle, document.Box, document.Sign:
		wanted = func(document.Kind) bool { return true }
	case document.Paragraph, document.Item, document.Subitem1:
		if !announces(e) {
			return // the words stand without the list
		}
		wanted = func(k document.Kind) bool {
			return k == document.Item || k == document.Subitem1 || k == document.Subitem2
		}
	case document.TableStruct, document.Form, document.Figure:
		wanted = func(k document.Kind) bool { return k == document.TableRow }
	default:
		return
	}
	var ways [][]guard
	some := false
	var collect func([]*document.Element, *scope, []guard)
	collect = func(list []*document.Element, s *scope, g []guard) {
		for _, c := range list {
			switch c.Kind {
			case document.When:
				collect(c.Children, s, with(g, guard{s, c.Cond, false}))
			case document.Each:
				c2 := p.t.programs[s.id()+"\x00"+c.Cond]
				collect(c.Children, s.bind(c.Var, c.Cond, c2.field.Items), with(g, guard{s, c.Cond, true}))
			default:
				if wanted(c.Kind) {
					some = true
					ways = append(ways, g)
				}
			}
		}
	}
	collect(e.Children, s, guards)
	if !some {
		return
	}
	if when, ok := p.t.implied(guards, ways); !ok {
		p.faults.Add(e.Pos, "empty", "this %s has nothing left below it when %s", e.Kind, when)
	}
}

// announces says whether the words promise a list: 「次の各号」「次に掲げる」.
func announces(e *document.Element) bool {
	found := false
	var look func([]document.Inline)
	look = func(list []document.Inline) {
		for _, in := range list {
			for _, w := range []string{"次の", "次に", "各号", "以下の", "下記"} {
				found = found || in.Kind == document.Text && strings.Contains(in.Text, w)
			}
			look(in.Children)
		}
	}
	e.Inlines(look)
	return found
}

// guardsOf finds the conditions of an element without an id.
func (t *Template) guardsOf(e *document.Element) []guard {
	var found []guard
	var walk func([]*document.Element, *scope, []guard) bool
	walk = func(list []*document.Element, s *scope, g []guard) bool {
		for _, c := range list {
			if c == e {
				found = g
				return true
			}
			inner, scope := g, s
			switch c.Kind {
			case document.When:
				inner = with(g, guard{s, c.Cond, false})
			case document.Each:
				p := t.programs[s.id()+"\x00"+c.Cond]
				inner, scope = with(g, guard{s, c.Cond, true}), s.bind(c.Var, c.Cond, p.field.Items)
			}
			if walk(c.Children, scope, inner) {
				return true
			}
		}
		return false
	}
	walk(t.doc.Body, nil, nil)
	return found
}
