package layout

import (
	"slices"
	"strings"

	"kitei/generator/document"
)

// chartBox is a step of a flow chart. A box stands in one lane on one level;
// no two boxes share both.
type chartBox struct {
	cell  []*document.Element // the row
	lane  int
	level int
	kind  shape

	text, flag words
	x, y, w    Pt
	shapeH     Pt // without the flag that hangs below
	h          Pt
	entry      Pt           // x at which arrows arrive
	exits      []*chartEdge // through the channel below
}

// chartEdge is an arrow. It leaves through the channel below its box. If the box
// it goes to stands on the next level, it arrives through the same channel;
// beside it, it goes straight across;
// otherwise it goes along a gutter between two lanes to the channel above that box.
type chartEdge struct {
	from, to int
	label    string
	words    words
	x        Pt // where it leaves
	near     bool
	side     bool // straight across to a box on the same level
}

// chart is the skeleton of a flow chart: what stands where, without measures.
type chart struct {
	boxes   []chartBox
	lanes   []string
	laneOf  []*document.Element // the cell that names the lane
	levels  int
	edges   []*chartEdge
	spans   []laneSpan // of the levels
	at      [][]int    // level, lane → 1 + number of the box
	gutter  []gutter
	widths  []Pt // of the lanes
	laneX   []Pt
	first   []Pt          // the first track of each channel, one more than there are levels
	tracks  []map[int]int // channel → target → track
	through map[int]*route
}

// route is the way along a gutter that all far arrows to one box share.
type route struct {
	gutter, track int
	low, high     int // channels
}

// gutter is the room to the left of a lane (the last: to the right of all) in
// which arrows pass by levels.
type gutter struct {
	routes []*route
	tracks int
}

func (g *gutter) width() Pt {
	if g.tracks == 0 {
		return 0
	}
	return Pt(g.tracks)*trackStep + 3
}

// noArrow in the column next says that a step is the last one of its branch.
const noArrow = "-－―—"

// newChart reads the rows: id, lane, words, flag, next.
func newChart(rows [][]*document.Element) *chart {
	c := &chart{boxes: make([]chartBox, len(rows)), through: map[int]*route{}}
	number := map[string]int{}
	for i, cell := range rows {
		c.boxes[i].cell = cell
		number[plainCell(cell, 0)] = i
		lane := plainCell(cell, 1)
		at := slices.Index(c.lanes, lane)
		if at < 0 {
			at = len(c.lanes)
			c.lanes = append(c.lanes, lane)
			c.laneOf = append(c.laneOf, cellAt(cell, 1))
		}
		c.boxes[i].lane = at
	}
	for i, cell := range rows {
		c.arrows(i, plainCell(cell, 4), number)
	}
	c.order()
	c.shapes()
	for i := range c.boxes {
		b := &c.boxes[i]
		b.exits = slices.DeleteFunc(b.exits, func(e *chartEdge) bool { return e.side })
	}
	c.gutters()
	return c
}

// arrows reads one cell of the column next. An arrow to a row that is not there
// goes to the row that follows; so does an empty cell.
func (c *chart) arrows(i int, next string, number map[string]int) {
	if next != "" && strings.Trim(next, noArrow) == "" {
		return
	}
	seen := map[int]bool{}
	for part := range strings.SplitSeq(strings.NewReplacer(",", "、", "，", "、", ":", "：").Replace(next), "、") {
		id, label, _ := strings.Cut(strings.TrimSpace(part), "：")
		to, ok := number[strings.TrimSpace(id)]
		if !ok || id == "" {
			to = i + 1
		}
		if to >= len(c.boxes) || seen[to] {
			continue
		}
		seen[to] = true
		e := &chartEdge{from: i, to: to, label: strings.TrimSpace(label)}
		c.edges = append(c.edges, e)
		c.boxes[i].exits = append(c.boxes[i].exits, e)
	}
}

// order gives every box its level, in reading order: below all that lead to it;
// beside the one before when only that leads to it from so far down, or when they
// are in different lanes of parallel branches.
func (c *chart) order() {
	into := make([][]*chartEdge, len(c.boxes))
	for _, e := range c.edges {
		if e.from < e.to {
			into[e.to] = append(into[e.to], e)
		}
	}
	last := 0
	for i := range c.boxes {
		b := &c.boxes[i]
		if e := c.beside(i, last, into[i]); e != nil {
			e.side = true
			c.spans[last].crossed = true
		} else {
			for _, e := range into[i] {
				last = max(last, c.boxes[e.from].level+1)
			}
			if len(into[i]) == 0 && i > 0 {
				last = max(last, c.boxes[i-1].level+1)
			}
			if last < len(c.at) && !c.spans[last].free(b.lane) {
				last++
			}
		}
		if len(c.at) <= last {
			c.at = append(c.at, make([]int, len(c.lanes)))
			c.spans = append(c.spans, laneSpan{lo: b.lane, hi: b.lane})
		}
		b.level = last
		c.at[last][b.lane] = i + 1
		c.spans[last].add(b.lane)
	}
	c.levels = len(c.at)
	for _, e := range c.edges {
		e.near = c.boxes[e.to].level == c.boxes[e.from].level+1
	}
}

// laneSpan is what is taken of a level, from lane lo to hi.
type laneSpan struct {
	lo, hi  int
	crossed bool // arrows go from box to box inside it
	taken   []int
}

func (l *laneSpan) add(lane int) {
	l.lo, l.hi = min(l.lo, lane), max(l.hi, lane)
	l.taken = append(l.taken, lane)
}

// free says whether a box has room in a lane.
func (l *laneSpan) free(lane int) bool {
	if l.crossed {
		return lane < l.lo || lane > l.hi
	}
	return !slices.Contains(l.taken, lane)
}

// beside finds the arrow that may go sideways to box i from the one before it.
func (c *chart) beside(i, level int, into []*chartEdge) *chartEdge {
	if i == 0 {
		return nil
	}
	u, l := &c.boxes[i-1], &c.spans[level]
	if len(u.exits) != 1 || u.exits[0].to != i || u.exits[0].label != "" || u.level != level {
		return nil
	}
	if lane := c.boxes[i].lane; lane >= l.lo && lane <= l.hi || u.lane != l.lo && lane < l.lo || u.lane != l.hi && lane > l.hi {
		return nil
	}
	for _, e := range into {
		if e.from != i-1 && c.boxes[e.from].level >= level {
			return nil
		}
	}
	return u.exits[0]
}

// shapes tells decisions, starts and ends from the other steps.
func (c *chart) shapes() {
	entered := make([]bool, len(c.boxes))
	for _, e := range c.edges {
		entered[e.to] = entered[e.to] || e.from != e.to
	}
	for i := range c.boxes {
		b := &c.boxes[i]
		if len(b.exits) == 0 || !entered[i] {
			b.kind = roundedBox
		}
		for _, e := range b.exits {
			if e.label != "" {
				b.kind = hexagonBox
			}
		}
	}
}

// gutters gives every box that far arrows go to a way along one side of its lane.
func (c *chart) gutters() {
	c.gutter = make([]gutter, len(c.lanes)+1)
	for to := range c.boxes {
		b := &c.boxes[to]
		r := &route{low: b.level, high: b.level}
		side, n := 0, 0
		for _, e := range c.edges {
			if e.to == to && !e.near && !e.side {
				out := c.boxes[e.from].level + 1
				r.low, r.high = min(r.low, out), max(r.high, out)
				side += 2*c.boxes[e.from].lane - 2*b.lane
				n++
			}
		}
		if n == 0 {
			continue
		}
		r.gutter = b.lane
		if side > 0 || side == 0 && len(c.gutter[b.lane].routes) >= len(c.gutter[b.lane+1].routes) {
			r.gutter++
		}
		c.through[to] = r
		g := &c.gutter[r.gutter]
		for slices.ContainsFunc(g.routes, func(o *route) bool { return o.track == r.track && o.low <= r.high && r.low <= o.high }) {
			r.track++
		}
		g.routes = append(g.routes, r)
		g.tracks = max(g.tracks, r.track+1)
	}
}

func cellAt(row []*document.Element, i int) *document.Element {
	if i < len(row) {
		return row[i]
	}
	return nil
}

func plainCell(row []*document.Element, i int) string {
	if cell := cellAt(row, i); cell != nil {
		return strings.TrimSpace(cell.PlainText())
	}
	return ""
}
