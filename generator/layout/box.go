package layout

// box is a piece of a page that is never divided: a line of text, a table row.
// Its lines, rects and links lie in the setter's arenas, x on the paper, y from
// the top of the box.
type box struct {
	height Pt
	gap    Pt   // white above it; none at the top of a page
	snap   bool // stands on the grid of 18 pt
	keep   bool // no page break after it
	fresh  bool // starts a page
	suppl  bool // the heading of a 附則
	orient orientation

	lines, rects, paths, links [2]int32
	notes                      []int16 // footnotes whose marks stand in it

	anchors []string // ids of the elements that start here
	outline int32    // 1 + index into Result.Outline of the heading; 0 = none
	border  int16    // 1 + index into setter.borders: the 囲み it belongs to
	table   int16    // 1 + index into setter.tables
	header  bool     // the header row of its table
	topic   int16    // 1 + index into setter.topics: the slide it belongs to
}

// border is the frame of a 囲み.
type border struct{ x, w Pt }

// tableInfo is what a table needs when it goes on over a page.
type tableInfo struct {
	header int // index of the header row's box; -1 = none
	x, w   Pt
}

// mark remembers how full the arenas are, before a box is filled.
type mark struct{ lines, rects, paths, links int32 }

func (s *setter) mark() mark {
	s.lineNotes = s.lineNotes[:0]
	return mark{int32(len(s.lines)), int32(len(s.rects)), int32(len(s.paths)), int32(len(s.links))}
}

// push adds a box with everything set since m.
func (s *setter) push(m mark, height Pt) *box {
	b := box{
		height: height, orient: s.frame.orientation, border: s.border, topic: int16(len(s.topics)),
		lines: [2]int32{m.lines, int32(len(s.lines))},
		rects: [2]int32{m.rects, int32(len(s.rects))},
		paths: [2]int32{m.paths, int32(len(s.paths))},
		links: [2]int32{m.links, int32(len(s.links))},
	}
	if len(s.lineNotes) > 0 {
		b.notes = append(b.notes, s.lineNotes...)
		s.lineNotes = s.lineNotes[:0]
	}
	if len(s.pendingAnchors) > 0 {
		b.anchors = s.pendingAnchors
		s.pendingAnchors = nil
	}
	if s.pendingGap > 0 {
		b.gap, s.pendingGap = s.pendingGap, 0
	}
	if s.pendingFresh {
		b.fresh, s.pendingFresh = true, false
	}
	b.snap, s.pendingSnap = s.pendingSnap, false
	s.boxes = append(s.boxes, b)
	return &s.boxes[len(s.boxes)-1]
}

// space asks for white above the next box; the largest request counts.
func (s *setter) space(gap Pt) { s.pendingGap = max(s.pendingGap, gap) }

// label is what hangs to the left of a block: 項番号, 号番号.
type label struct {
	text string
	x    Pt
}

// block breaks s.items into lines and pushes a box for each, the label beside
// the first. It says which boxes they are.
func (s *setter) block(st *textStyle, p place, lb label) (from, to int) {
	from = len(s.boxes)
	s.justHeaded = false
	if len(s.items) == 0 {
		s.loadString(st.family, "　") // a label, or an empty line of a form
	}
	space(s.items)
	m := measure{width: int32(p.width/st.size*em1 + 0.5), first: int32(p.first/st.size*em1 + 0.5), ragged: st.align != flush}
	cuts := s.fit.breakLines(s.items, m)
	n := len(cuts)
	for i, c := range cuts {
		at := s.mark()
		if i == 0 && lb.text != "" {
			s.hang(st, lb, p.x)
		}
		s.setLine(s.items, c, st, p, 0, s.lastLine(c))
		b := s.push(at, st.leading)
		b.keep = i == 0 && n > 1 || i == n-2
	}
	s.items = s.items[:0]
	return from, len(s.boxes)
}

// lastLine says whether a cut ends its stretch of text, so that it is not opened.
func (s *setter) lastLine(c cut) bool {
	return int(c.to) == len(s.items) || s.items[c.to-1].flags&flagReturn != 0
}

// labelGap is the white between (1) and the text, in em.
const labelGap = 0.4

// labelWidth measures a label.
func (s *setter) labelWidth(st *textStyle, text string) Pt {
	keep := s.items
	s.items = s.spare[:0]
	s.loadString(st.family, text)
	space(s.items)
	w := Pt(lineWidth(s.items)) * st.size / em1
	s.spare, s.items = s.items[:0], keep
	return w
}

// hang sets a label to the left of the text: figures and brackets so that they end
// in a line, (9) above (10), other marks at the label's place.
func (s *setter) hang(st *textStyle, lb label, textX Pt) {
	keep := s.items
	s.items = s.spare[:0]
	s.loadString(st.family, lb.text)
	space(s.items)
	if len(s.items) > 0 {
		w := Pt(lineWidth(s.items)) * st.size / em1
		x := min(lb.x, textX-w-st.size/4)
		switch last := &s.items[len(s.items)-1]; {
		case last.r == ')':
			x = textX - w - st.size*labelGap
		case isDigit(last):
			x = textX - w - st.size/2
		}
		ls := *st
		ls.align = left
		s.setLine(s.items, cut{0, int32(len(s.items)), true}, &ls, place{x: x, width: w + st.size}, 0, true)
	}
	s.spare, s.items = s.items[:0], keep
}

// keepWith forbids a page break after the last box.
func (s *setter) keepWith() {
	if n := len(s.boxes); n > 0 {
		s.boxes[n-1].keep = true
	}
}
