package layout

import (
	"kitei/generator/document"
)

// A figure (図) is drawn from rows: first the places of its boxes and lines on a
// sheet of its own (drawing), then the sheet is cut into pieces that pages take.

const (
	strokeWidth Pt = 0.6
	boxPad      Pt = 4 // around a box's words
	boxPadY     Pt = 3
	arrowLength Pt = 5
	arrowWidth  Pt = 4.4
)

// figureSize is the type of a figure: its words, and its labels and flags.
type figureSize struct{ text, lead, small, smallLead Pt }

// figureSizes are tried from the largest until the figure fits on a page. One
// that does not fit in the smallest is set in the second and goes on over pages.
var figureSizes = []figureSize{{9, 12, 7.5, 9.5}, {8.5, 11, 7.5, 9.5}, {8, 10.5, 7, 9}, {7.5, 9.5, 7, 8.5}, {7, 9, 6.5, 8}}

// figureGoesOn is the size of a figure that needs several pages.
const figureGoesOn = 1

// words is a block of broken lines somewhere on a drawing.
type words struct {
	items   []item
	cuts    []cut
	st      textStyle
	x, y, w Pt
}

func (w *words) height() Pt { return Pt(len(w.cuts)) * w.st.leading }

// drawing is a sheet with the finished figure, from its own top left.
type drawing struct {
	height Pt
	head   Pt // height of the head that is repeated on every page; 0 = none
	rects  []Rect
	paths  []Path
	texts  []words
	cuts   []Pt // where a page may end, downwards, below the head
}

// figure sets a Figure in the full measure.
func (s *setter) figure(e *document.Element) {
	var rows [][]*document.Element
	for _, row := range e.Children {
		if row.Kind == document.TableRow {
			if row.ID != "" {
				s.pendingAnchors = append(s.pendingAnchors, row.ID)
			}
			rows = append(rows, row.Children)
		}
	}
	if len(rows) == 0 {
		return
	}
	f := s.frame
	s.space(leading / 3)
	st := headStyle
	st.size, st.leading = tableSize, leading
	if lb := s.loadHeading(e, "　"); lb != "" {
		s.block(&st, place{x: f.left, width: f.width}, label{})
		s.keepWith()
	}
	draw := s.drawer(e.Name)
	room := f.height - s.keptAbove() - leading/3
	sizes, on := figureSizes, figureGoesOn
	if s.reduced.slides() {
		sizes, on = slideFigures, 0
	}
	for i, size := range sizes {
		d := draw(rows, f.width, size)
		if d.height > room && i < len(sizes)-1 {
			continue
		}
		if d.height > room {
			d = draw(rows, f.width, sizes[on])
		}
		s.checkFigure(d)
		s.pieces(d, f.left, d.height <= room)
		break
	}
	s.space(leading / 3)
	s.pendingSnap = true
}

// drawer is what draws a figure of a name.
func (s *setter) drawer(name string) func(rows [][]*document.Element, room Pt, size figureSize) *drawing {
	switch name {
	case "org":
		return s.organisation
	case "bars":
		return s.bars
	case "card":
		return s.card
	}
	return s.flowChart
}

// keptAbove is the height of the boxes that may not be parted from the next one.
func (s *setter) keptAbove() Pt {
	h := s.pendingGap
	for i := len(s.boxes) - 1; i >= 0 && s.boxes[i].keep; i-- {
		h += s.boxes[i].height + s.boxes[i].gap
	}
	return h
}

// pieces pushes the drawing as boxes: one for each stretch between two cuts.
func (s *setter) pieces(d *drawing, left Pt, whole bool) {
	if d.head > 0 {
		s.tables = append(s.tables, tableInfo{header: len(s.boxes)})
	}
	from := Pt(0)
	for i := range len(d.cuts) + 1 {
		to := d.height
		if i < len(d.cuts) {
			to = d.cuts[i]
		}
		b := s.piece(d, left, from, to)
		b.keep = whole && i < len(d.cuts)
		if d.head > 0 {
			b.table = int16(len(s.tables))
			if i == 0 {
				b.header, b.keep = true, true
			}
		}
		from = to
	}
}

// piece pushes what lies between the heights from and to.
func (s *setter) piece(d *drawing, left, from, to Pt) *box {
	at := s.mark()
	for _, r := range d.rects {
		top, end := max(r.Y, from), min(r.Y+r.H, to)
		if top < end {
			r.X, r.Y, r.H = r.X+left, top-from, end-top
			s.rects = append(s.rects, r)
		}
	}
	for _, p := range d.paths {
		if y := topOf(p.Points); y >= from-0.01 && y < to-0.01 {
			s.paths = append(s.paths, Path{shifted(p.Points, left, -from), p.Gray, p.Stroke})
		}
	}
	for i := range d.texts {
		w := &d.texts[i]
		if w.y < from-0.01 || w.y >= to-0.01 {
			continue
		}
		for k, c := range w.cuts {
			last := int(c.to) == len(w.items) || w.items[c.to-1].flags&flagReturn != 0
			s.setLine(w.items, c, &w.st, place{x: left + w.x, width: w.w}, w.y-from+Pt(k)*w.st.leading, last)
		}
	}
	return s.push(at, to-from)
}

// checkFigure reports boxes too narrow for words.
func (s *setter) checkFigure(d *drawing) {
	for i := range d.texts {
		if w := &d.texts[i]; w.st.align == center && w.w < 4*w.st.size && len(w.items) > 4 && len(w.cuts) > 1 {
			s.res.Faults = append(s.res.Faults, Fault{Kind: FaultColumn, Page: -1, Text: runes(w.items)})
			return
		}
	}
}

func runes(items []item) string {
	list := make([]rune, len(items))
	for i := range items {
		list[i] = items[i].r
	}
	return string(list)
}
