package layout

import "kitei/generator/document"

// minColumn is the least room for a cell's text: 4 em (typesetting.md 2, trap 1).
const minColumn = 4 * tableSize

func total(list []Pt) Pt {
	var sum Pt
	for _, v := range list {
		sum += v
	}
	return sum
}

// columnWidths shares the room among the columns: by the given weights, or by
// what their words need. No column gets less than four ems of text, and short
// cells (dates, numbers, names) stay on a line where long ones can make room.
func (s *setter) columnWidths(rows []*document.Element, n int, weights []int, room Pt, form bool) []Pt {
	const pad = 2 * cellPad
	least, want, words := make([]Pt, n), make([]Pt, n), make([]Pt, n)
	var cells []cellWidth
	for i := range n {
		least[i], want[i] = minColumn+pad, minColumn+pad
	}
	for r, row := range rows {
		for i, cell := range row.Children {
			w := s.cellWidth(cell)
			want[i] = max(want[i], w)
			cells = append(cells, cellWidth{row: r, column: i, width: w, entry: s.entryWidth(), header: row.Kind == document.TableHeaderRow, blank: len(s.items) == 0})
			if row.Kind == document.TableHeaderRow || form && i == 0 {
				least[i] = max(least[i], min(w, 10*tableSize+pad)) // short headings stay on a line
			}
			words[i] = max(words[i], s.longestWord()+pad+0.5)
			s.items = s.items[:0]
		}
	}
	wide := room / 2 // words are kept whole if all columns can be had so
	if total(words) > room {
		wide = room / Pt(n)
	}
	for i := range least {
		least[i] = max(least[i], min(words[i], wide))
	}
	if form && len(weights) == 0 {
		for i := 1; i < n; i++ {
			want[i] = max(want[i], room/Pt(n)) // space to write in
		}
	}
	if len(weights) == n {
		var sum Pt
		for i, w := range weights {
			want[i] = Pt(w)
			sum += Pt(w)
		}
		for i := range want {
			want[i] *= room / sum
			least[i] = max(min(least[i], max(want[i], minColumn+pad)), min(words[i], room/Pt(n))) // words come before weights
		}
	}
	widths := share(least, want, room)
	if !form {
		widths = keepShort(widths, least, cells)
	}
	for _, w := range widths {
		if w < minColumn+pad-0.1 {
			s.res.Faults = append(s.res.Faults, Fault{Kind: FaultColumn, Page: -1, Text: rowText(rows[0])})
			break
		}
	}
	return widths
}

// cellWidth is the width of a column in which the cell fits on a line. Its glyphs
// are left in s.items.
func (s *setter) cellWidth(cell *document.Element) Pt {
	s.items = s.items[:0]
	s.loadText(gothic, cell)
	space(s.items)
	return Pt(lineWidth(s.items))*tableSize/em1 + 2*cellPad + 0.5
}

// longestWord is the widest stretch of s.items that is to stay whole: a Latin word,
// a telephone number, a word with its bracket.
func (s *setter) longestWord() Pt {
	var widest, at int32
	for i := range s.items {
		at += s.items[i].adv
		if s.items[i].brk < breakTight {
			widest, at = max(widest, at), 0
		}
	}
	return Pt(max(widest, at)) * tableSize / em1
}

// share gives every column its least and divides the rest by what they want
// beyond it. The sum is always the room, even where that is too little.
func share(least, want []Pt, room Pt) []Pt {
	n := len(least)
	out := make([]Pt, n)
	if sum := total(least); sum >= room {
		const floor = minColumn + 2*cellPad
		spare := room - floor*Pt(n)
		for i := range out {
			if spare > 0 && sum > floor*Pt(n) { // four ems, and the same part of what is needed beyond
				out[i] = floor + (least[i]-floor)*spare/(sum-floor*Pt(n))
			} else { // too many columns: all the same share of too little
				out[i] = least[i] * room / sum
			}
		}
		return out
	}
	if sum := total(want); sum <= room { // all fit: the rest in proportion
		for i := range out {
			out[i] = want[i] * room / sum
		}
		return raise(out, least, room)
	}
	var more Pt
	for i := range want {
		more += max(0, want[i]-least[i])
	}
	rest := room - total(least)
	for i := range out {
		out[i] = least[i]
		if more > 0 {
			out[i] += rest * max(0, want[i]-least[i]) / more
		} else {
			out[i] += rest / Pt(n)
		}
	}
	return out
}

// raise lifts columns below their least to it, at the cost of the others.
func raise(out, least []Pt, room Pt) []Pt {
	var lack, spare Pt
	for i := range out {
		lack += max(0, least[i]-out[i])
		spare += max(0, out[i]-least[i])
	}
	if lack == 0 || spare <= 0 {
		return out
	}
	for i := range out {
		if out[i] < least[i] {
			out[i] = least[i]
		} else {
			out[i] -= lack * (out[i] - least[i]) / spare
		}
	}
	return out
}
