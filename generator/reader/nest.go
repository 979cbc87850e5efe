package reader

import (
	"kitei/generator/document"
)

// nest turns the flat blocks of the file into the body.
func (p *parser) nest(list []*flat) []*document.Element {
	n := &nester{p: p}
	return n.tree(list, 0)
}

// nester builds containers by the rank of headings.
type nester struct {
	p *parser
}

// open is a container that still takes blocks.
type open struct {
	el     *document.Element
	rank   int
	closed bool                // a conditional heading came: words after it belong to nobody
	last   []*document.Element // the 項 and 号 that the next deeper item belongs to
}

// tree nests blocks that may begin with headings; those of rank below least
// may not appear (they would end the group that they stand in).
func (n *nester) tree(list []*flat, least int) []*document.Element {
	root := &open{el: &document.Element{}}
	stack := []*open{root}
	for _, f := range list {
		switch {
		case f.kind == flatHeading:
			if f.rank < least {
				n.p.faults.Add(f.el.Pos, "nesting", "a heading of this level can't stand inside this block: it would end it")
			}
			stack = n.place(stack, f.el, f.rank)
			stack = append(stack, &open{el: f.el, rank: f.rank})
		case f.kind == flatSign:
			if annex(stack) == nil {
				stack = n.place(stack, f.el, 1)
				stack[len(stack)-1].closed = true
				continue
			}
			n.add(stack[len(stack)-1], f)
		case f.kind == flatGroup && headingRank(f) > 0 && (annex(stack) == nil || firstBlock(f).kind != flatSign):
			rank := headingRank(f)
			stack = n.place(stack, f.el, rank)
			stack[len(stack)-1].closed = true
			f.el.Children = n.tree(f.inner, rank)
		default:
			top := stack[len(stack)-1]
			if top == root && least == 0 && !top.closed {
				// words before the first heading are the 前文
				pre := &document.Element{Kind: document.Preamble, Pos: f.el.Pos}
				root.el.Children = append(root.el.Children, pre)
				top = &open{el: pre, rank: 9}
				stack = append(stack, top)
			}
			if top.closed {
				n.p.faults.Add(f.el.Pos, "nesting", "these words stand after a conditional heading and before the next heading: it is not clear where they belong")
			}
			n.add(top, f)
		}
	}
	return root.el.Children
}

func annex(stack []*open) *document.Element {
	for _, o := range stack {
		switch o.el.Kind {
		case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
			return o.el
		}
	}
	return nil
}

// place closes what does not hold rank and adds e to what does.
func (n *nester) place(stack []*open, e *document.Element, rank int) []*open {
	for len(stack) > 1 && stack[len(stack)-1].rank >= rank {
		stack = stack[:len(stack)-1]
	}
	parent := stack[len(stack)-1]
	parent.el.Children = append(parent.el.Children, e)
	return stack
}

// headingRank is the rank of the first heading in a group, 0 when it begins with words.
func headingRank(f *flat) int {
	for _, c := range f.inner {
		switch c.kind {
		case flatHeading:
			return c.rank
		case flatSign:
			return 1
		case flatGroup:
			return headingRank(c)
		default:
			return 0
		}
	}
	return 0
}

// content nests blocks that hold no headings.
func (n *nester) content(list []*flat) []*document.Element {
	o := &open{el: &document.Element{}}
	for _, f := range list {
		n.add(o, f)
	}
	return o.el.Children
}

// add puts a 項, 号, table, box or group into o.
func (n *nester) add(o *open, f *flat) {
	switch f.kind {
	case flatHeading:
		n.p.faults.Add(f.el.Pos, "nesting", "a heading can't stand here")
	case flatSign:
		o.el.Children = append(o.el.Children, f.el)
		o.last = nil
	case flatPara:
		o.el.Children = append(o.el.Children, f.el)
		o.last = []*document.Element{f.el}
	case flatItem:
		if len(o.last) <= f.rank || o.last[f.rank] == nil {
			n.p.faults.Add(f.el.Pos, "nesting", "an item needs the words that it belongs to right before it")
			return
		}
		parent := o.last[f.rank]
		parent.Children = append(parent.Children, f.el)
		o.last = append(o.last[:f.rank+1:f.rank+1], f.el)
	case flatBlock:
		if len(o.last) > 0 && o.last[0] != nil && f.el.Kind != document.Box {
			o.last[0].Children = append(o.last[0].Children, f.el)
			return
		}
		o.el.Children = append(o.el.Children, f.el)
	case flatRow:
		n.p.faults.Add(f.el.Pos, "table", "a row outside a table")
	case flatGroup:
		n.addGroup(o, f)
	}
}

// addGroup puts a when or each where its first block would go.
func (n *nester) addGroup(o *open, f *flat) {
	switch first := firstBlock(f); {
	case first == nil:
		return
	case first.kind == flatItem:
		depth := first.rank
		if len(o.last) <= depth || o.last[depth] == nil {
			n.p.faults.Add(f.el.Pos, "nesting", "an item needs the words that it belongs to right before it")
			return
		}
		parent := o.last[depth]
		parent.Children = append(parent.Children, f.el)
		inner := &open{el: f.el, last: append([]*document.Element{}, o.last[:depth]...)}
		for len(inner.last) <= depth {
			inner.last = append(inner.last, f.el)
		}
		for _, c := range f.inner {
			if c.kind != flatItem && c.kind != flatGroup {
				n.p.faults.Add(c.el.Pos, "nesting", "only items can stand in a block that begins with an item")
				continue
			}
			n.add(inner, c)
		}
		o.last = o.last[:depth+1]
	case first.kind == flatBlock && first.el.Kind != document.Box && len(o.last) > 0 && o.last[0] != nil:
		o.last[0].Children = append(o.last[0].Children, f.el)
		f.el.Children = n.content(f.inner)
	default:
		o.el.Children = append(o.el.Children, f.el)
		f.el.Children = n.content(f.inner)
		o.last = nil
	}
}

func firstBlock(f *flat) *flat {
	for _, c := range f.inner {
		if c.kind == flatGroup {
			if b := firstBlock(c); b != nil {
				return b
			}
			continue
		}
		return c
	}
	return nil
}
