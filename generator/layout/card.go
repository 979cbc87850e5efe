package layout

import "kitei/generator/document"

// A card (携帯カード) is cut out of the page along its dashed edge and carried:
// 91 × 55 mm, the size of a Japanese business card.
const (
	cardWidth  Pt = 91 * mm
	cardHeight Pt = 55 * mm
	cardPad    Pt = 4 * mm
	cardLabels    = 0.42 // part of the card for the labels

	mm      Pt = 72 / 25.4
	dash    Pt = 3 // of the edge, and the white between two
	cardRow Pt = 2 // between rows
)

// card draws a figure of the name card: label, words. A row without words has a
// line to write on. Words that need more height than the card has make it higher.
func (s *setter) card(rows [][]*document.Element, room Pt, size figureSize) *drawing {
	width := min(cardWidth, room)
	inner := width - 2*cardPad
	labels := inner * cardLabels
	st := textStyle{gothic, size.text, size.lead, left, 0}
	d := &drawing{}
	y := cardPad
	for _, cell := range rows {
		label, value := s.boxWords(cell, 0, st, labels-boxPad), s.boxWords(cell, 1, st, inner-labels)
		label.x, label.y = cardPad, y
		value.x, value.y = cardPad+labels, y
		h := max(label.height(), value.height(), size.lead)
		if len(label.cuts) > 0 {
			d.texts = append(d.texts, label)
		}
		if len(value.cuts) > 0 {
			d.texts = append(d.texts, value)
		} else {
			d.rects = append(d.rects, Rect{X: value.x, Y: y + h - strokeWidth, W: inner - labels, H: strokeWidth, Gray: 0.4})
		}
		y += h + cardRow
	}
	d.height = max(cardHeight, y-cardRow+cardPad)
	d.dashed(width, d.height)
	return d
}

// dashed draws the edge along which something is cut out.
func (d *drawing) dashed(w, h Pt) {
	for x := Pt(0); x < w; x += 2 * dash {
		long := min(dash, w-x)
		d.rects = append(d.rects, Rect{X: x, Y: 0, W: long, H: strokeWidth}, Rect{X: x, Y: h - strokeWidth, W: long, H: strokeWidth})
	}
	for y := Pt(0); y < h; y += 2 * dash {
		long := min(dash, h-y)
		d.rects = append(d.rects, Rect{X: 0, Y: y, W: strokeWidth, H: long}, Rect{X: w - strokeWidth, Y: y, W: strokeWidth, H: long})
	}
}
