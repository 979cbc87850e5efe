package layout

import (
	"strconv"
	"strings"

	"kitei/generator/document"
)

// A bar chart (棒グラフ) has a bar a row, its words on the left and its number
// printed beside it: it says the same in black and white, and to who can't see
// the lengths.

const (
	barGap    Pt = 5    // between bars
	barHeight Pt = 11   // of a bar whose words need one line
	barGround    = 0.78 // grey of a bar; its outline is black
	barWords     = 0.36 // part of the room for the words, at most
	barLeast     = 0.2  // part of the room for the bars, at least
)

// bars draws a figure of the name bars: words, number, the number as printed.
func (s *setter) bars(rows [][]*document.Element, room Pt, size figureSize) *drawing {
	nameRoom, valueRoom, most := 4*size.text, 4*size.text, 0.0
	for _, cell := range rows {
		nameRoom = max(nameRoom, s.width(cellAt(cell, 0), size.text))
		valueRoom = max(valueRoom, s.width(cellAt(cell, 2), size.text))
		most = max(most, barValue(cell))
	}
	nameRoom = min(nameRoom+1, room*barWords)
	axis := nameRoom + 2*boxPad
	valueRoom = min(valueRoom+1, room-axis-2*boxPad-room*barLeast)
	long := room - axis - valueRoom - 2*boxPad
	st := textStyle{gothic, size.text, size.lead, left, 0}
	d := &drawing{}
	y := Pt(2)
	for i, cell := range rows {
		name, value := s.boxWords(cell, 0, st, nameRoom), s.boxWords(cell, 2, st, valueRoom)
		h := max(name.height(), value.height(), barHeight)
		if i > 0 {
			d.cuts = append(d.cuts, y-barGap/2)
		}
		var w Pt
		if most > 0 {
			w = long * Pt(barValue(cell)/most)
		}
		if w > 0 {
			d.paths = append(d.paths, Path{corners(plainBox, axis, y+(h-barHeight)/2, w, barHeight), barGround, strokeWidth})
		}
		name.y, value.y = y+(h-name.height())/2, y+(h-value.height())/2
		value.x = axis + w + boxPad
		for _, t := range []*words{&name, &value} {
			if len(t.cuts) > 0 {
				d.texts = append(d.texts, *t)
			}
		}
		y += h + barGap
	}
	d.height = y - barGap + 2
	d.upright(axis, 0, d.height)
	return d
}

// barValue reads the number of a bar: 3,172 or 41.4; 0 for what is none.
func barValue(cell []*document.Element) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(plainCell(cell, 1), ",", ""), 64)
	if err != nil || v < 0 {
		return 0
	}
	return v
}
