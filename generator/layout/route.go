package layout

import (
	"cmp"
	"maps"
	"slices"

	"kitei/generator/document"
)

const (
	trackStep  Pt = 5  // between two arrows side by side
	laneMargin Pt = 5  // between a box and the edge of its lane
	widestBox     = 20 // em; in a wide lane a box stays narrower
	portGap    Pt = 9  // between an arrow and the corner of its box
	channelTop Pt = 3  // below the boxes
	channelEnd Pt = 9  // room for arrow heads
)

// flowChart draws a figure of the name flow.
func (s *setter) flowChart(rows [][]*document.Element, room Pt, size figureSize) *drawing {
	c := newChart(rows)
	d := &drawing{}
	s.lanes(c, d, room, size)
	for i := range c.boxes {
		s.fillBox(c, &c.boxes[i], size)
	}
	s.ports(c, size)
	c.heights(d)
	c.drawArrows(d)
	c.drawBoxes(d)
	c.drawLanes(d, room)
	return d
}

// lanes shares the room among the lanes by what their boxes need, and sets their heads.
func (s *setter) lanes(c *chart, d *drawing, room Pt, size figureSize) {
	n := len(c.lanes)
	least, want := make([]Pt, n), make([]Pt, n)
	const pad = 2 * (laneMargin + boxPad)
	for i := range n {
		least[i] = 5*size.text + pad + 1
		want[i] = least[i]
	}
	for i := range c.boxes {
		b := &c.boxes[i]
		w := max(s.width(cellAt(b.cell, 2), size.text), s.width(cellAt(b.cell, 3), size.small))
		want[b.lane] = max(want[b.lane], min(w, widestBox*size.text)+pad)
	}
	for i := range c.gutter {
		room -= c.gutter[i].width()
	}
	c.widths = share(least, want, room)
	x := Pt(0)
	for i, w := range c.widths {
		x += c.gutter[i].width()
		c.laneX = append(c.laneX, x)
		x += w
	}
	if n == 1 && c.lanes[0] == "" {
		return
	}
	const headPad = 3
	for i, cell := range c.laneOf {
		if c.lanes[i] == "" {
			continue
		}
		st := textStyle{gothic, size.text, size.lead, center, 0}
		w := s.words(func() { s.loadText(gothic, cell) }, st, c.widths[i]-2*headPad)
		w.x, w.y = c.laneX[i]+headPad, headPad
		d.texts = append(d.texts, w)
		d.head = max(d.head, w.height()+2*headPad)
	}
	for i := range d.texts {
		d.texts[i].y = (d.head - d.texts[i].height()) / 2
	}
}

// width is the length of a cell's words on one line.
func (s *setter) width(cell *document.Element, size Pt) Pt {
	if cell == nil {
		return 0
	}
	s.loadText(gothic, cell)
	space(s.items)
	w := Pt(lineWidth(s.items))*size/em1 + 0.5
	s.items = s.items[:0]
	return w
}

// fillBox sets the words of a box and of its flag.
func (s *setter) fillBox(c *chart, b *chartBox, size figureSize) {
	lane := c.widths[b.lane]
	b.w = min(lane-2*laneMargin, widestBox*size.text+2*boxPad)
	b.x = c.laneX[b.lane] + (lane-b.w)/2
	pad := boxPad
	if b.kind == hexagonBox {
		pad = hexagonPoint + 1
	}
	b.text = s.boxWords(b.cell, 2, textStyle{gothic, size.text, size.lead, center, 0}, b.w-2*pad)
	b.text.x = b.x + pad
	b.shapeH = max(b.text.height(), size.lead) + 2*boxPadY
	b.h = b.shapeH
	b.flag = s.boxWords(b.cell, 3, textStyle{gothic, size.small, size.smallLead, center, 1}, b.w-2*b.kind.inset()-2)
	if len(b.flag.cuts) > 0 {
		b.flag.x = b.x + b.kind.inset() + 1
		b.h += b.flag.height() + 1
	}
}

func (s *setter) boxWords(row []*document.Element, i int, st textStyle, width Pt) words {
	return s.words(func() {
		if cell := cellAt(row, i); cell != nil {
			s.loadText(gothic, cell)
		}
	}, st, width)
}

// ports decides where arrows leave and reach their boxes. In a channel no two
// arrows to different boxes have a vertical line at the same place.
func (s *setter) ports(c *chart, size figureSize) {
	for i := range c.boxes {
		b := &c.boxes[i]
		slices.SortStableFunc(b.exits, func(p, q *chartEdge) int { return cmp.Compare(c.direction(p), c.direction(q)) })
		s.exits(c, b, size)
	}
	for i := range c.boxes {
		b := &c.boxes[i]
		b.entry = b.x + b.w/2
		if b.level == 0 || c.at[b.level-1][b.lane] == 0 {
			continue
		}
		above := c.boxes[c.at[b.level-1][b.lane]-1].exits
		if k := slices.IndexFunc(above, func(e *chartEdge) bool { return e.to == i }); k >= 0 {
			b.entry = min(max(above[k].x, b.x+portGap), b.x+b.w-portGap)
			above[k].x = b.entry
			continue
		}
		free := func(x Pt) bool {
			return !slices.ContainsFunc(above, func(e *chartEdge) bool { return e.x-x < trackStep && x-e.x < trackStep })
		}
		for step := Pt(0); step < b.w/2-portGap && !free(b.entry); step += 2 {
			if b.entry = b.x + b.w/2 + step; !free(b.entry) {
				b.entry = b.x + b.w/2 - step
			}
		}
	}
}

// direction orders the exits of a box from left to right.
func (c *chart) direction(e *chartEdge) Pt {
	from, to := &c.boxes[e.from], &c.boxes[e.to]
	switch {
	case e.near:
		return Pt(to.lane - from.lane)
	case c.through[e.to].gutter <= from.lane:
		return -Pt(len(c.lanes)) - 1
	}
	return Pt(len(c.lanes)) + 1
}

// exits places the arrows that leave a box, and their labels: one alone in the
// middle; of two, the one that goes straight down stays in the middle.
func (s *setter) exits(c *chart, b *chartBox, size figureSize) {
	n := len(b.exits)
	lo, hi := b.x+portGap, b.x+b.w-portGap
	laneLeft, laneRight := c.laneX[b.lane]+1, c.laneX[b.lane]+c.widths[b.lane]-1
	for k, e := range b.exits {
		e.x = lo + (hi-lo)*(Pt(k)+0.25)/Pt(n)
	}
	straight := slices.IndexFunc(b.exits, func(e *chartEdge) bool { return e.near && c.boxes[e.to].lane == b.lane })
	switch {
	case n == 1:
		b.exits[0].x = b.x + b.w/2
	case n == 2 && straight >= 0:
		b.exits[straight].x = b.x + b.w/2
		b.exits[1-straight].x = lo
		if straight == 0 {
			b.exits[1].x = hi
		}
	}
	for k, e := range b.exits {
		if e.label == "" {
			continue
		}
		st := textStyle{gothic, size.small, size.smallLead, left, 0}
		from, to := e.x+2, laneRight
		if k+1 < n {
			to = b.exits[k+1].x - 1
		}
		if n == 2 && straight == 0 { // the other leaves at the right: both labels to the left
			st.align = right
			from, to = laneLeft, e.x-2
			if k == 1 {
				from = b.exits[0].x + 1
			}
		}
		e.words = s.words(func() { s.loadString(gothic, e.label) }, st, max(to-from, size.small))
		e.words.x = from
	}
}

// heights gives every channel its tracks and everything its height. The boxes of
// a level have their middles on a line.
func (c *chart) heights(d *drawing) {
	y := d.head
	c.tracks = make([]map[int]int, c.levels+1)
	for ch := range c.levels + 1 {
		lanes := c.assign(ch)
		labels := Pt(0)
		if ch > 0 {
			var up, down Pt
			for _, b := range c.onLevel(ch - 1) {
				up, down = max(up, b.shapeH/2), max(down, b.h-b.shapeH/2)
				for _, e := range b.exits {
					labels = max(labels, e.words.height())
				}
			}
			for _, b := range c.onLevel(ch - 1) {
				b.y = y + up - b.shapeH/2
			}
			y += up + down
		}
		y += channelTop + labels
		c.first = append(c.first, y+trackStep/2)
		y += Pt(lanes) * trackStep
		switch {
		case ch == c.levels:
			y += channelTop
		case ch > 0:
			d.cuts = append(d.cuts, y)
			y += channelEnd
		case lanes > 0:
			y += channelEnd
		default:
			y += channelTop
		}
	}
	if d.head > 0 {
		d.cuts = slices.Insert(d.cuts, 0, d.head)
	}
	d.height = y
}

func (c *chart) onLevel(level int) (list []*chartBox) {
	for _, n := range c.at[level] {
		if n > 0 {
			list = append(list, &c.boxes[n-1])
		}
	}
	return list
}

// reach is how far the arrows to one box spread in a channel.
type reach struct {
	to     int
	lo, hi Pt
}

// assign gives the horizontal lines of a channel their tracks and says how many
// there are. Arrows to the same box share a line.
func (c *chart) assign(ch int) int {
	spread := map[int]reach{}
	add := func(to int, x Pt) {
		r, ok := spread[to]
		if !ok {
			r = reach{to, x, x}
		}
		r.lo, r.hi = min(r.lo, x), max(r.hi, x)
		spread[to] = r
	}
	for _, e := range c.edges {
		if e.side {
			continue
		}
		out, in := c.boxes[e.from].level+1, c.boxes[e.to].level
		if out == ch {
			add(e.to, e.x)
		}
		if in == ch {
			add(e.to, c.boxes[e.to].entry)
		}
		if !e.near && (out == ch || in == ch) {
			add(e.to, c.gutterX(e.to))
		}
	}
	list := slices.SortedFunc(maps.Values(spread), func(a, b reach) int {
		return cmp.Or(cmp.Compare(a.hi-a.lo, b.hi-b.lo), cmp.Compare(a.to, b.to))
	})
	c.tracks[ch] = map[int]int{}
	var used [][]reach
	for _, r := range list {
		if r.hi-r.lo < 0.5 {
			continue // straight down
		}
		track := slices.IndexFunc(used, func(t []reach) bool {
			return !slices.ContainsFunc(t, func(o reach) bool { return o.lo < r.hi+trackStep && r.lo < o.hi+trackStep })
		})
		if track < 0 {
			track = len(used)
			used = append(used, nil)
		}
		used[track] = append(used[track], r)
		c.tracks[ch][r.to] = track
	}
	return len(used)
}

func (c *chart) gutterX(to int) Pt {
	r := c.through[to]
	right := c.laneX[len(c.laneX)-1] + c.widths[len(c.widths)-1] + c.gutter[len(c.laneX)].width()
	if r.gutter < len(c.laneX) {
		right = c.laneX[r.gutter]
	}
	return right - Pt(r.track)*trackStep - trackStep/2 - 1
}
