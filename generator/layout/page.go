package layout

import (
	"cmp"
	"math"
	"slices"
)

// spot is a place in the finished document.
type spot struct {
	page int
	y    Pt
}

// paginate puts s.boxes on pages.
func (s *setter) paginate() {
	for i := 0; i < len(s.boxes); {
		f := frameOf(s.boxes[i].orient, s.reduced)
		i = s.commit(i, s.tighten(i, s.fillPage(i, f), f), f)
	}
	if len(s.res.Pages) == 0 {
		f := frameOf(upright, s.reduced)
		s.res.Pages = append(s.res.Pages, Page{Width: f.w, Height: f.h})
	}
}

// fillPage finds the box before which the page that starts with box from ends:
// as many as fit, and no break after a box that wants to be kept with the next.
func (s *setter) fillPage(from int, f frame) (to int) {
	y, notes := s.continued(from), Pt(0)
	var onPage []int16
	best := -1
	for j := from; j < len(s.boxes); j++ {
		b := &s.boxes[j]
		if j > from && (b.fresh || b.orient != f.orientation) {
			best = j
			break
		}
		next := s.below(y, b, j == from) + b.height
		more := s.noteHeight(b, onPage)
		if next+notes+more > f.height+0.01 {
			if best < 0 {
				best = max(j, from+1) // nothing but a forced break is left
			}
			break
		}
		y, notes = next, notes+more
		onPage = append(onPage, b.notes...)
		if !b.keep {
			best = j + 1
		}
		if j == len(s.boxes)-1 {
			best = j + 1
		}
	}
	return best
}

// fewLines is how many boxes are too few for a page of their own: a 附則 of two lines.
const fewLines = 3

// tighten takes white from above the headings of 附則 where the next page would
// hold no more than the end of the last one, if that makes it fit on this page.
func (s *setter) tighten(from, to int, f frame) int {
	end := to
	for end < len(s.boxes) && !s.boxes[end].fresh && s.boxes[end].orient == f.orientation {
		if end++; end-to > fewLines {
			return to
		}
	}
	if end == to {
		return to
	}
	gaps := make([]Pt, end-from)
	for i := range gaps {
		b := &s.boxes[from+i]
		if gaps[i] = b.gap; b.suppl {
			b.gap = min(b.gap, leading)
		}
	}
	if s.fillPage(from, f) >= end {
		return end
	}
	for i := range gaps {
		s.boxes[from+i].gap = gaps[i]
	}
	return to
}

// below is where box b starts when the page is filled down to y. On its way to
// the grid the white may shrink to half of what was asked for.
func (s *setter) below(y Pt, b *box, first bool) Pt {
	if first {
		return y
	}
	if s.reduced.close() {
		return y + b.gap*closeGap
	}
	if !b.snap {
		return y + b.gap
	}
	return Pt(math.Ceil(float64((y+b.gap/2-0.01)/leading))) * leading
}

// continued is the height of the header row that is repeated when the page
// starts inside a table.
func (s *setter) continued(i int) Pt {
	h := s.continuedTopic(i)
	b := &s.boxes[i]
	if b.table == 0 || b.header || i == 0 || s.boxes[i-1].table != b.table {
		return h
	}
	if row := s.tables[b.table-1].header; row >= 0 {
		h += s.boxes[row].height
	}
	return h
}

// commit draws the boxes from:to on a new page and gives the next box.
func (s *setter) commit(from, to int, f frame) int {
	page := Page{Width: f.w, Height: f.h}
	n := len(s.res.Pages)
	y := s.continued(from)
	top := f.top + s.drawTopic(&page, from, f)
	if y > top-f.top {
		h := &s.boxes[s.tables[s.boxes[from].table-1].header]
		s.draw(&page, h, top)
	} else if b := &s.boxes[from]; b.table > 0 && from > 0 && s.boxes[from-1].table == b.table {
		t := s.tables[b.table-1]
		page.Rects = append(page.Rects, Rect{X: t.x, Y: top - ruleWidth/2, W: t.w, H: ruleWidth})
	}
	var notes []int16
	var frameTop Pt
	for j := from; j < to; j++ {
		b := &s.boxes[j]
		top := s.below(y, b, j == from)
		if b.border > 0 && (j == from || s.boxes[j-1].border != b.border) {
			frameTop = top
		}
		y = top + b.height
		s.draw(&page, b, f.top+top)
		s.anchor(b, n, f.top+top)
		notes = append(notes, b.notes...)
		if b.border > 0 && (j == to-1 || s.boxes[j+1].border != b.border) {
			page.outline(s.borders[b.border-1], f.top+frameTop, y-frameTop)
		}
	}
	if low := s.drawNotes(&page, notes, n, f); y > low+0.01 {
		s.res.Faults = append(s.res.Faults, Fault{Kind: FaultOverflow, Page: n})
	}
	// rules above grounds, or half of a thin rule disappears on the screen
	slices.SortStableFunc(page.Rects, func(a, b Rect) int { return cmp.Compare(b.Gray, a.Gray) })
	s.res.Pages = append(s.res.Pages, page)
	return to
}

// outline draws the frame of a 囲み.
func (p *Page) outline(b border, y, h Pt) {
	const w = ruleWidth
	p.Rects = append(p.Rects,
		Rect{X: b.x, Y: y, W: b.w, H: w}, Rect{X: b.x, Y: y + h - w, W: b.w, H: w},
		Rect{X: b.x, Y: y, W: w, H: h}, Rect{X: b.x + b.w - w, Y: y, W: w, H: h})
}

// draw puts the parts of a box in their place on the page.
func (s *setter) draw(page *Page, b *box, top Pt) {
	for _, line := range s.lines[b.lines[0]:b.lines[1]] {
		line.Baseline += top
		page.Lines = append(page.Lines, line)
	}
	for _, r := range s.rects[b.rects[0]:b.rects[1]] {
		r.Y += top
		page.Rects = append(page.Rects, r)
	}
	for _, p := range s.paths[b.paths[0]:b.paths[1]] {
		page.Paths = append(page.Paths, Path{shifted(p.Points, 0, top), p.Gray, p.Stroke})
	}
	for _, k := range s.links[b.links[0]:b.links[1]] {
		k.Y += top
		page.Links = append(page.Links, k)
	}
}

// anchor notes where the elements of a box have come to stand.
func (s *setter) anchor(b *box, page int, y Pt) {
	for _, id := range b.anchors {
		s.anchors[id] = spot{page, y}
	}
	if b.outline > 0 {
		o := &s.res.Outline[b.outline-1]
		o.Page, o.Y = page, y
	}
}

// drawNotes sets the page's footnotes at its foot and gives the height that is
// left for the body.
func (s *setter) drawNotes(page *Page, list []int16, n int, f frame) Pt {
	var h Pt
	var fresh []int16
	for _, k := range list {
		if !s.notes[k].placed {
			s.notes[k].placed = true
			fresh = append(fresh, k)
			h += s.notes[k].height
		}
	}
	if len(fresh) == 0 {
		return f.height
	}
	y := f.top + f.height - h
	page.Rects = append(page.Rects, Rect{X: f.left, Y: y - noteSeparator/2, W: f.width / 3, H: ruleWidth})
	for _, k := range fresh {
		b := &s.notes[k].box
		s.draw(page, b, y)
		s.anchor(b, n, y)
		y += b.height
	}
	return f.height - h - noteSeparator
}
