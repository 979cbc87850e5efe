package layout

import (
	"cmp"
	"slices"

	"kitei/generator/document"
)

const (
	orgGap  Pt = 9  // between boxes side by side
	orgDrop Pt = 20 // between a box and those below it
	orgStep Pt = 14 // how far a list is set in
	orgLine Pt = 6  // between the boxes of a list
)

// orgBox is a box of an organisation chart.
type orgBox struct {
	kids  []int
	depth int
	text  words
	x, y  Pt
	w, h  Pt
	span  Pt // width of the box with all below it
}

// orgChart is a tree whose boxes down to a depth stand side by side, those
// further down in lists below their superior.
type orgChart struct {
	boxes []orgBox
	roots []int
	list  int  // depth from which on a box's juniors are a list
	rows  []Pt // heights of the rows of boxes side by side
}

// organisation draws a figure of the name org: as broad as the room allows.
func (s *setter) organisation(rows [][]*document.Element, room Pt, size figureSize) *drawing {
	c := newOrgChart(rows)
	deepest := 0
	for i := range c.boxes {
		deepest = max(deepest, c.boxes[i].depth)
	}
	fits := func() bool {
		for _, widest := range []Pt{12, 9, 7} {
			s.orgWords(c, rows, room, size, widest)
			if !slices.ContainsFunc(c.roots, func(r int) bool { return c.measure(r) > room }) {
				return true
			}
		}
		return false
	}
	for c.list = deepest; !fits() && c.list > 0; {
		c.list--
	}
	d := &drawing{}
	for _, r := range c.roots {
		if d.height > 0 {
			d.height += orgDrop
		}
		c.place(d, r, max(0, (room-c.boxes[r].span)/2), d.height)
	}
	for i := range c.boxes {
		b := &c.boxes[i]
		d.outlined(plainBox, b.x, b.y, b.w, b.h)
		b.text.x, b.text.y = b.x+boxPad, b.y+(b.h-b.text.height())/2
		if len(b.text.cuts) > 0 {
			d.texts = append(d.texts, b.text)
		}
	}
	c.cuts(d)
	return d
}

// newOrgChart reads the rows: id, superior's id, words. One whose superior is
// not there reports to the first; one that is above itself stands alone.
func newOrgChart(rows [][]*document.Element) *orgChart {
	c := &orgChart{boxes: make([]orgBox, len(rows))}
	number := map[string]int{}
	for i, cell := range rows {
		number[plainCell(cell, 0)] = i
	}
	superior := make([]int, len(rows))
	for i, cell := range rows {
		up, ok := number[plainCell(cell, 1)]
		switch {
		case plainCell(cell, 1) == "":
			up = -1
		case !ok:
			up = 0
		}
		superior[i] = up
	}
	for i, up := range superior {
		if up < 0 || above(superior, i) {
			superior[i] = -1
			c.roots = append(c.roots, i)
		} else {
			c.boxes[up].kids = append(c.boxes[up].kids, i)
		}
	}
	var deepen func(i, depth int)
	deepen = func(i, depth int) {
		c.boxes[i].depth = depth
		for _, k := range c.boxes[i].kids {
			deepen(k, depth+1)
		}
	}
	for _, r := range c.roots {
		deepen(r, 0)
	}
	return c
}

// above says whether a box is its own superior by some way.
func above(superior []int, i int) bool {
	k := superior[i]
	for range superior {
		if k < 0 {
			return false
		}
		if k == i {
			return true
		}
		k = superior[k]
	}
	return false
}

// orgWords sets the words of every box, those side by side no wider than some ems.
func (s *setter) orgWords(c *orgChart, rows [][]*document.Element, room Pt, size figureSize, em Pt) {
	c.rows = c.rows[:0]
	for i, cell := range rows {
		b := &c.boxes[i]
		widest := em * size.text
		if b.depth > c.list {
			widest = max(5*size.text, min(room-Pt(b.depth)*orgStep-2*boxPad, 24*size.text))
		}
		natural := s.width(cellAt(cell, 2), size.text)
		w := max(4*size.text, min(natural, widest))
		b.text = s.boxWords(cell, 2, textStyle{gothic, size.text, size.lead, center, 0}, w)
		b.w, b.h = w+2*boxPad, max(b.text.height(), size.lead)+2*boxPadY
		for len(c.rows) <= b.depth {
			c.rows = append(c.rows, 0)
		}
		if b.depth <= c.list {
			c.rows[b.depth] = max(c.rows[b.depth], b.h)
		}
	}
}

// measure gives the width of a box with all below it.
func (c *orgChart) measure(i int) Pt {
	b := &c.boxes[i]
	below := Pt(0)
	for n, k := range b.kids {
		w := c.measure(k)
		switch {
		case b.depth >= c.list:
			below = max(below, orgStep+w)
		case n > 0:
			below += orgGap + w
		default:
			below = w
		}
	}
	b.span = max(b.w, below)
	return b.span
}

// place puts a box and all below it at the top left of its room and draws the
// lines between them.
func (c *orgChart) place(d *drawing, i int, x, y Pt) {
	b := &c.boxes[i]
	b.x, b.y = x, y
	d.height = max(d.height, y+b.h)
	if b.depth >= c.list {
		at := y + b.h
		for _, k := range b.kids {
			at += orgLine
			c.place(d, k, x+orgStep, at)
			mid := at + c.boxes[k].h/2
			d.level(mid, x+orgStep/2, x+orgStep)
			d.upright(x+orgStep/2, y+b.h-strokeWidth, mid)
			at = d.height
		}
		return
	}
	b.x = x + (b.span-b.w)/2
	if len(b.kids) == 0 {
		return
	}
	row := y + c.rows[b.depth]
	at, wide := x, -orgGap
	for _, k := range b.kids {
		wide += c.boxes[k].span + orgGap
	}
	at += (b.span - wide) / 2
	height := d.height
	for _, k := range b.kids {
		d.height = row
		c.place(d, k, at, row+orgDrop)
		height = max(height, d.height)
		at += c.boxes[k].span + orgGap
	}
	d.height = height
	first, last := &c.boxes[b.kids[0]], &c.boxes[b.kids[len(b.kids)-1]]
	left, right := first.x+first.w/2, last.x+last.w/2
	b.x = min(max((left+right)/2-b.w/2, x), x+b.span-b.w)
	left, right = min(left, b.x+b.w/2), max(right, b.x+b.w/2)
	bar := row + orgDrop/2
	d.upright(b.x+b.w/2, y+b.h-strokeWidth, bar)
	d.level(bar, left, right)
	for _, k := range b.kids {
		d.upright(c.boxes[k].x+c.boxes[k].w/2, bar, c.boxes[k].y+1)
	}
}

// cuts finds the heights at which no box is divided.
func (c *orgChart) cuts(d *drawing) {
	list := make([]*orgBox, len(c.boxes))
	for i := range c.boxes {
		list[i] = &c.boxes[i]
	}
	slices.SortStableFunc(list, func(a, b *orgBox) int { return cmp.Compare(a.y, b.y) })
	low := Pt(0)
	for i, b := range list {
		if i > 0 && b.y > low+3 {
			d.cuts = append(d.cuts, b.y-2)
		}
		low = max(low, b.y+b.h)
	}
}
