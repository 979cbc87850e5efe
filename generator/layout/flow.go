package layout

import (
	"math"
	"strings"

	"kitei/generator/document"
)

// context says where a block's children stand. Lengths from the paper's left edge.
type context struct {
	label Pt // where labels hang
	text  Pt // left edge of text
	right Pt // right edge of text
	first Pt // 字下げ of blocks without a label
	depth int
}

var (
	bodyStyle  = textStyle{mincho, bodySize, leading, flush, 0}
	headStyle  = textStyle{gothic, bodySize, leading, left, 0}
	noteStyle  = textStyle{mincho, noteSize, noteLead, flush, 0}
	cellStyle  = textStyle{gothic, tableSize, tableLead, left, 0}
	signStyle  = textStyle{mincho, bodySize, leading, right, 0}
	titleStyle = textStyle{gothic, titleSize, 27, center, 0}
)

const em = bodySize

// top is the context of the body.
func (s *setter) top() context {
	f := s.frame
	return context{label: f.left, text: f.left + em, right: f.left + f.width}
}

// body sets the children of the document.
func (s *setter) body(list []*document.Element) {
	annexes := 0
	for _, e := range list {
		c := s.top()
		switch e.Kind {
		case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
			s.annex(e, annexes == 0)
			annexes++
			continue
		case document.Preamble:
			c.text, c.first = c.label, em
		}
		s.element(e, c)
	}
}

// element sets one element and what is below it.
func (s *setter) element(e *document.Element, c context) {
	if e.ID != "" {
		s.pendingAnchors = append(s.pendingAnchors, e.ID)
	}
	switch e.Kind {
	case document.Preamble:
		s.children(e, c)
		s.space(leading)
	case document.Chapter, document.Section, document.Subsection, document.SupplProvision:
		s.division(e, c)
	case document.Article:
		s.article(e, c)
	case document.Paragraph:
		s.paragraph(e, c)
	case document.Item, document.Subitem1, document.Subitem2:
		s.item(e, c)
	case document.TableStruct:
		s.table(e, c, false)
	case document.Form:
		s.table(e, c, true)
	case document.Figure:
		s.figure(e)
	case document.Box:
		s.boxed(e, c)
	case document.Sign:
		s.sign(e, c)
	default:
		s.load(mincho, e.Title)
		for i := range e.Text {
			s.load(mincho, e.Text[i].Inlines)
		}
		if len(s.items) > 0 {
			s.block(&bodyStyle, place{x: c.text, width: c.right - c.text}, label{e.Label, c.label})
		}
		s.children(e, c)
	}
}

func (s *setter) children(e *document.Element, c context) {
	for i, child := range e.Children {
		s.element(child, c)
		if i+1 < len(e.Children) && leadsIn(child, e.Children[i+1]) {
			s.keepWith()
		}
	}
}

// leadsIn says whether a 項 without a number introduces what follows it: 囲み, form,
// table, or the numbered 項 of a section.
func leadsIn(e, next *document.Element) bool {
	if e.Kind != document.Paragraph || e.Label != "" || len(e.Children) > 0 {
		return false
	}
	switch next.Kind {
	case document.Box, document.Form, document.TableStruct, document.Figure:
		return true
	}
	return next.Kind == document.Paragraph && strings.HasPrefix(next.Label, "(")
}

// loadText fills s.items with the sentences of e.
func (s *setter) loadText(f family, e *document.Element) {
	for i := range e.Text {
		s.load(f, e.Text[i].Inlines)
	}
}

// paragraph sets a 項: its number hangs to the left of the text.
func (s *setter) paragraph(e *document.Element, c context) {
	if e.Label != "" && s.doc.Meta.Numbering.Headed() { // 「(1)」 is wider than the step of 「2」
		c.label, c.text = c.text, c.text+2*em
	}
	s.loadText(mincho, e)
	s.slideGap()
	p := place{x: c.text, width: c.right - c.text}
	if e.Label == "" {
		p.first = c.first
	}
	if len(s.items) > 0 || e.Label != "" {
		s.block(&bodyStyle, p, label{e.Label, c.label})
		if len(e.Children) > 0 {
			s.keepWith()
		}
	}
	inner := c
	inner.label, inner.first = c.text, 0
	inner.text = max(c.text+2*em, s.labelRoom(e.Children))
	for _, child := range e.Children {
		switch child.Kind {
		case document.Item, document.Subitem1, document.Subitem2:
			s.element(child, inner)
		default:
			s.element(child, c)
		}
	}
}

// bearing is the white on the left of the glyph (, in half ems.
const bearing = 0.25

// labelRoom is where the text of a list may start at the leftmost so that its widest
// label does not stand left of the frame.
func (s *setter) labelRoom(list []*document.Element) (x Pt) {
	edge := s.frame.left
	if s.border > 0 {
		edge = s.borders[s.border-1].x + cellPad
	}
	for _, e := range list {
		if e.Kind == document.Item && strings.HasSuffix(e.Label, ")") {
			w := s.labelWidth(&bodyStyle, e.Label) + labelGap*bodyStyle.size
			x = max(x, edge+Pt(math.Ceil(float64(2*w/em-bearing)))*em/2)
		}
	}
	return x
}

// item sets a 号 or a subdivision of it, two ems further in than what it belongs to.
func (s *setter) item(e *document.Element, c context) {
	if len(e.Title) > 0 {
		s.load(mincho, e.Title)
		s.loadString(mincho, "　")
	}
	s.loadText(mincho, e)
	s.slideGap()
	s.block(&bodyStyle, place{x: c.text, width: c.right - c.text}, label{e.Label, c.label})
	if len(e.Children) > 0 {
		s.keepWith()
	}
	inner := c
	inner.label, inner.text = c.text, c.text+2*em
	s.children(e, inner)
}

// sign sets the 署名欄: its lines flush right and never apart.
func (s *setter) sign(e *document.Element, c context) {
	s.space(leading)
	from := len(s.boxes)
	for _, child := range e.Children {
		if child.ID != "" {
			s.pendingAnchors = append(s.pendingAnchors, child.ID)
		}
		s.loadText(mincho, child)
		s.block(&signStyle, place{x: c.label, width: c.right - c.label - em}, label{})
	}
	for i := from; i < len(s.boxes)-1; i++ {
		s.boxes[i].keep = true
	}
	s.space(leading)
}

// boxed sets a 囲み: its blocks inside a frame.
func (s *setter) boxed(e *document.Element, c context) {
	outer := s.border
	s.borders = append(s.borders, border{c.text, c.right - c.text})
	s.space(leading / 2)
	s.border = int16(len(s.borders))
	from := len(s.boxes)
	s.push(s.mark(), cellPadY*2).keep = true
	inner := context{label: c.text + em, text: c.text + em, right: c.right - em, depth: c.depth}
	s.children(e, inner)
	s.keepWith()
	s.push(s.mark(), cellPadY*2)
	s.border = outer
	var height Pt
	for i := from; i < len(s.boxes); i++ {
		height += s.boxes[i].height
	}
	if height <= s.frame.height/2 { // a small 囲み is never divided
		for i := from; i < len(s.boxes)-1; i++ {
			s.boxes[i].keep = true
		}
	}
	s.space(leading / 2)
	s.pendingSnap = true
}
