package layout

import "math"

// shape is the outline of a box in a figure.
type shape uint8

const (
	plainBox   shape = iota // 処理
	roundedBox              // start and end
	hexagonBox              // 判断: a box with labelled exits
)

// inset is how much narrower than its box a flag is, on either side.
func (k shape) inset() Pt {
	if k == hexagonBox {
		return hexagonPoint
	}
	return flagInset
}

const (
	hexagonPoint Pt = 7 // how far its sides reach out
	cornerRadius Pt = 6
	flagInset    Pt = 3    // a deadline flag is narrower than its box
	flagGround      = 0.25 // its ground; the words are white
)

// outlined draws a box.
func (d *drawing) outlined(kind shape, x, y, w, h Pt) {
	ground := 1.0
	if kind == hexagonBox {
		ground = 0.92
	}
	d.paths = append(d.paths, Path{corners(kind, x, y, w, h), ground, strokeWidth})
}

// corners gives the outline of a shape.
func corners(kind shape, x, y, w, h Pt) []Point {
	switch kind {
	case roundedBox:
		return rounded(x, y, w, h, min(cornerRadius, h/2))
	case hexagonBox:
		mid := y + h/2
		return []Point{{x + hexagonPoint, y}, {x + w - hexagonPoint, y}, {x + w, mid}, {x + w - hexagonPoint, y + h}, {x + hexagonPoint, y + h}, {x, mid}}
	}
	return []Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// rounded gives a rectangle whose corners are arcs of six chords.
func rounded(x, y, w, h, r Pt) []Point {
	const chords = 6
	centres := [4]Point{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}}
	list := make([]Point, 0, 4*(chords+1))
	for q, c := range centres {
		for k := range chords + 1 {
			a := (float64(q-1) + float64(k)/chords) * math.Pi / 2
			list = append(list, Point{c.X + r*Pt(math.Cos(a)), c.Y + r*Pt(math.Sin(a))})
		}
	}
	return list
}

// arrow draws an arrow head that points down to a place.
func (d *drawing) arrow(x, y Pt) {
	d.paths = append(d.paths, Path{[]Point{{x, y}, {x - arrowWidth/2, y - arrowLength}, {x + arrowWidth/2, y - arrowLength}}, 0, 0})
}

// upright draws a line at x between two heights.
func (d *drawing) upright(x, y1, y2 Pt) {
	if y1 > y2 {
		y1, y2 = y2, y1
	}
	d.rects = append(d.rects, Rect{X: x - strokeWidth/2, Y: y1, W: strokeWidth, H: y2 - y1})
}

// level draws a line at y between two places.
func (d *drawing) level(y, x1, x2 Pt) {
	if x1 > x2 {
		x1, x2 = x2, x1
	}
	d.rects = append(d.rects, Rect{X: x1 - strokeWidth/2, Y: y - strokeWidth/2, W: x2 - x1 + strokeWidth, H: strokeWidth})
}

func shifted(points []Point, dx, dy Pt) []Point {
	out := make([]Point, len(points))
	for i, p := range points {
		out[i] = Point{p.X + dx, p.Y + dy}
	}
	return out
}

func topOf(points []Point) Pt {
	y := points[0].Y
	for _, p := range points {
		y = min(y, p.Y)
	}
	return y
}
