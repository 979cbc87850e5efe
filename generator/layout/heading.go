package layout

import (
	"strings"

	"kitei/generator/document"
)

// title sets the document's title: at most two lines, then smaller, down to a floor.
func (s *setter) title() {
	if len(s.doc.Meta.Title) == 0 {
		return
	}
	s.fitTitle(titleSize, func() { s.load(gothic, s.doc.Meta.Title) })
	s.space(leading)
	s.pendingSnap = true
}

// fitTitle sets a title in the largest size that needs no more than two lines.
func (s *setter) fitTitle(size Pt, load func()) {
	st := titleStyle
	f := s.frame
	for st.size = size; ; st.size -= 0.5 {
		st.leading = st.size * 27 / 16
		load()
		space(s.items)
		if n := s.countLines(f.width / st.size); n <= 2 || st.size <= titleFloor {
			break
		}
		s.items = s.items[:0]
	}
	s.titleBlock(&st, f)
	s.keepWith()
}

// titleBlock sets s.items centred, in lines of about equal length that part words
// least.
func (s *setter) titleBlock(st *textStyle, f frame) {
	s.justHeaded = false
	if len(s.items) == 0 {
		s.loadString(st.family, "　")
	}
	space(s.items)
	p := place{x: f.left, width: f.width}
	for _, c := range s.balanced(s.items, f.width, st.size) {
		at := s.mark()
		s.setLine(s.items, c, st, p, 0, true)
		s.push(at, st.leading).keep = true
	}
	s.items = s.items[:0]
}

func (s *setter) countLines(em Pt) int {
	return len(s.fit.breakLines(s.items, measure{width: int32(em * em1), ragged: true}))
}

// heading says what to print for an element: label and title, without a repeat
// of the label in the title.
func (s *setter) loadHeading(e *document.Element, between string) (plain string) {
	words, _ := parts(e.Title)
	title := document.Plain(words)
	lb := e.Label
	if lb != "" && strings.HasPrefix(title, lb) {
		lb = ""
	}
	if lb == "" {
		between = ""
	}
	if title == "" {
		between = ""
	}
	s.loadString(gothic, lb+between)
	s.load(gothic, e.Title)
	return lb + between + title
}

// parts divides a title into its words and the marks of its footnotes, which have
// no place in bookmarks and stand after the （ ） of a caption.
func parts(title []document.Inline) (words, marks []document.Inline) {
	for _, in := range title {
		if in.Kind == document.NoteRef {
			marks = append(marks, in)
		} else {
			words = append(words, in)
		}
	}
	return words, marks
}

// division sets a 章, 節, 款 or 附則.
func (s *setter) division(e *document.Element, c context) {
	if e.Kind == document.SupplProvision && e.Label == "" && len(e.Title) == 0 {
		s.loadString(gothic, "附　則")
		s.centred(e, c, "附則", chapterSize, leading*3/2, leading/2)
	} else if s.doc.Meta.Numbering.Headed() && e.Kind != document.SupplProvision {
		if s.doc.Meta.Parts && e.Kind == document.Section {
			s.pendingFresh = true
		}
		s.numbered(e, c)
		c.first = em
	} else if e.Kind == document.Chapter || e.Kind == document.SupplProvision {
		plain := s.loadHeading(e, "　")
		s.centred(e, c, plain, chapterSize, leading*3/2, leading/2)
	} else {
		plain := s.loadHeading(e, "　")
		s.centred(e, c, plain, sectionSize, leading*3/2, leading/2)
	}
	c.depth++
	s.children(e, c)
}

// centred sets the heading of a 章 or 節.
func (s *setter) centred(e *document.Element, c context, plain string, size, above, below Pt) {
	st := headStyle
	st.size, st.align = size, center
	s.space(above)
	n := len(s.boxes)
	s.titleBlock(&st, s.frame)
	s.bookmark(n, c.depth, plain)
	if n < len(s.boxes) {
		s.boxes[n].suppl = e.Kind == document.SupplProvision
	}
	s.space(below)
	s.justHeaded = true
}

// numbered sets a heading 「1. …」 of a document without articles.
func (s *setter) numbered(e *document.Element, c context) {
	st := headStyle
	st.size = chapterSize
	if e.Kind != document.Section && e.Kind != document.Chapter {
		st.size = bodySize
	}
	words, _ := parts(e.Title)
	plain := strings.TrimSpace(e.Label + " " + document.Plain(words))
	s.load(gothic, e.Title)
	textX := c.label
	if e.Label != "" {
		textX += s.hangWidth(&st, e.Label)
	}
	if s.reduced.slides() && c.depth == 0 {
		s.items = s.items[:0]
		s.slideTitle(e, c, plain)
		return
	}
	s.space(leading)
	n := len(s.boxes)
	s.block(&st, place{x: textX, width: c.right - textX}, label{e.Label, c.label})
	s.bookmark(n, c.depth, plain)
}

// hangWidth is the room that a heading's number takes, in whole half ems; the same
// for all numbers of as many figures.
func (s *setter) hangWidth(st *textStyle, text string) Pt {
	w := s.labelWidth(st, strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, text))
	halves := int((w+st.size/3)/(em/2)) + 1
	return Pt(halves) * em / 2
}

// article sets an 条: its heading on a line of its own, the 項 below.
func (s *setter) article(e *document.Element, c context) {
	s.loadString(gothic, e.Label)
	plain := e.Label
	words, marks := parts(e.Title)
	if len(words) > 0 {
		s.loadString(gothic, "（")
		s.load(gothic, words)
		s.loadString(gothic, "）")
		plain += "（" + document.Plain(words) + "）"
	}
	s.load(gothic, marks)
	if e.Deleted {
		s.loadString(gothic, "　削除")
		plain += "　削除"
	}
	if !s.justHeaded {
		s.space(leading)
	}
	s.pendingSnap = true
	n := len(s.boxes)
	f := s.frame
	s.block(&headStyle, place{x: f.left, width: f.width}, label{})
	s.bookmark(n, c.depth, plain)
	if e.Deleted && len(e.Children) == 0 {
		s.boxes[len(s.boxes)-1].keep = false
	}
	c.label, c.text = f.left+em, f.left+2*em
	s.children(e, c)
}

// bookmark makes the boxes from number n on a heading: kept with what follows,
// and entered in the outline.
func (s *setter) bookmark(n, depth int, plain string) {
	for i := n; i < len(s.boxes); i++ {
		s.boxes[i].keep = true
	}
	if n < len(s.boxes) {
		s.res.Outline = append(s.res.Outline, OutlineEntry{Level: depth + 1, Title: plain})
		s.boxes[n].outline = int32(len(s.res.Outline))
	}
}

// annex sets a 別表, 別紙 or 様式. The first one, a 様式 and a turned page start afresh.
func (s *setter) annex(e *document.Element, first bool) {
	if e.Landscape {
		s.frame = frameOf(turned, s.reduced)
	}
	if first || e.Landscape || e.Kind == document.AppdxStyle {
		s.pendingFresh = true
	}
	c := s.top()
	if e.ID != "" {
		s.pendingAnchors = append(s.pendingAnchors, e.ID)
	}
	plain := s.loadHeading(e, "　")
	if related := s.related(e); related != "" {
		s.loadString(gothic, related)
	}
	st := headStyle
	st.size = chapterSize
	s.space(2 * leading)
	n := len(s.boxes)
	s.block(&st, place{x: c.label, width: c.right - c.label}, label{})
	s.bookmark(n, 0, plain)
	s.space(leading / 2)
	c.text, c.first = c.label, em
	c.depth = 1
	s.children(e, c)
	s.frame = frameOf(upright, s.reduced)
}

// related prints the article that an annex belongs to: 「（第5条関係）」.
func (s *setter) related(e *document.Element) string {
	switch {
	case e.For == "":
		return ""
	case strings.HasPrefix(e.For, "（"):
		return e.For
	}
	name := e.For
	if t := s.byID[e.For]; t != nil {
		if name = t.Label; name == "" {
			return ""
		}
	}
	return "（" + name + "関係）"
}
