package layout

import (
	"maps"
	"slices"
)

// drawArrows draws the lines: down from a box to its track, along it, down or by
// the gutter to the box they go to.
func (c *chart) drawArrows(d *drawing) {
	type net struct{ lo, hi Pt }
	level := map[[2]int]*net{} // channel, target
	mark := func(ch, to int, x Pt) {
		n := level[[2]int{ch, to}]
		if n == nil {
			n = &net{x, x}
			level[[2]int{ch, to}] = n
		}
		n.lo, n.hi = min(n.lo, x), max(n.hi, x)
	}
	entered := map[int]bool{}
	for _, e := range c.edges {
		from, to := &c.boxes[e.from], &c.boxes[e.to]
		if e.side {
			d.across(from, to)
			continue
		}
		out, in := from.level+1, to.level
		y, ok := c.trackY(out, e.to)
		if !ok {
			y = to.y // straight down
		}
		d.upright(e.x, from.y+from.h-strokeWidth, y)
		if ok {
			mark(out, e.to, e.x)
		}
		if len(e.words.cuts) > 0 {
			e.words.y = from.y + from.h + 1
			d.texts = append(d.texts, e.words)
		}
		if e.near {
			mark(in, e.to, to.entry)
		} else {
			mark(out, e.to, c.gutterX(e.to))
			mark(in, e.to, c.gutterX(e.to))
			mark(in, e.to, to.entry)
		}
		if entered[e.to] {
			continue
		}
		entered[e.to] = true
		if y, ok := c.trackY(in, e.to); ok {
			d.upright(to.entry, y, to.y-1)
		}
		d.arrow(to.entry, to.y)
	}
	keys := slices.SortedFunc(maps.Keys(level), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	span := map[int]*net{}
	for _, k := range keys {
		n := level[k]
		y, ok := c.trackY(k[0], k[1])
		if !ok {
			continue
		}
		d.level(y, n.lo, n.hi)
		r := c.through[k[1]]
		if r == nil {
			continue
		}
		if x := c.gutterX(k[1]); x < n.lo-0.1 || x > n.hi+0.1 {
			continue
		}
		if span[k[1]] == nil {
			span[k[1]] = &net{y, y}
		}
		span[k[1]].lo, span[k[1]].hi = min(span[k[1]].lo, y), max(span[k[1]].hi, y)
	}
	for _, to := range slices.Sorted(maps.Keys(span)) {
		d.upright(c.gutterX(to), span[to].lo, span[to].hi)
	}
}

// across draws an arrow between two boxes on one level.
func (d *drawing) across(from, to *chartBox) {
	y := to.y + to.shapeH/2
	x1, x2, back := from.x+from.w, to.x, -arrowLength
	if from.x > to.x {
		x1, x2, back = from.x, to.x+to.w, arrowLength
	}
	d.level(y, x1, x2+back)
	d.paths = append(d.paths, Path{[]Point{{x2, y}, {x2 + back, y - arrowWidth/2}, {x2 + back, y + arrowWidth/2}}, 0, 0})
}

// trackY is the height of the line to a box in a channel; false when there is none.
func (c *chart) trackY(ch, to int) (Pt, bool) {
	track, ok := c.tracks[ch][to]
	return c.first[ch] + Pt(track)*trackStep, ok
}

// drawBoxes draws the boxes with their words and flags.
func (c *chart) drawBoxes(d *drawing) {
	for i := range c.boxes {
		b := &c.boxes[i]
		d.outlined(b.kind, b.x, b.y, b.w, b.shapeH)
		b.text.y = b.y + (b.shapeH-b.text.height())/2
		if len(b.text.cuts) > 0 {
			d.texts = append(d.texts, b.text)
		}
		if len(b.flag.cuts) > 0 {
			d.rects = append(d.rects, Rect{X: b.x + b.kind.inset(), Y: b.y + b.shapeH, W: b.w - 2*b.kind.inset(), H: b.h - b.shapeH, Gray: flagGround})
			b.flag.y = b.y + b.shapeH + 0.5
			d.texts = append(d.texts, b.flag)
		}
	}
}

// drawLanes draws the heads of the lanes and the lines between them.
func (c *chart) drawLanes(d *drawing, room Pt) {
	const thin, pale = 0.4, 0.55
	if d.head == 0 {
		return
	}
	d.rects = append(d.rects,
		Rect{X: 0, Y: 0, W: room, H: d.head, Gray: headGround},
		Rect{X: -ruleWidth / 2, Y: 0, W: room + ruleWidth, H: ruleWidth},
		Rect{X: -ruleWidth / 2, Y: d.head - ruleWidth, W: room + ruleWidth, H: ruleWidth},
		Rect{X: -ruleWidth / 2, Y: d.height - ruleWidth, W: room + ruleWidth, H: ruleWidth},
		Rect{X: -ruleWidth / 2, Y: 0, W: ruleWidth, H: d.height},
		Rect{X: room - ruleWidth/2, Y: 0, W: ruleWidth, H: d.height})
	for i := range c.laneX[1:] {
		x := c.laneX[i+1]
		d.rects = append(d.rects, Rect{X: x - thin/2, Y: 0, W: thin, H: d.height, Gray: pale})
	}
}
