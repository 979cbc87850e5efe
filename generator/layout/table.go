package layout

import (
	"strings"

	"kitei/generator/document"
	"kitei/generator/japanese"
)

// minColumn is the least room for a cell's text: 4 em (typesetting.md 2, trap 1).
const minColumn = 4 * tableSize

// formRow is the least height of a row of a form, writtenRow of one that somebody
// writes in by hand; a cell of nothing but n full-width spaces asks for n lines.
const (
	formRow     Pt = 27
	writtenRow  Pt = 2*tableLead + 2*cellPadY
	writtenLine    = leading
)

// headGround is the grey behind header cells.
const headGround = 0.92

// table sets a TableStruct or a Form.
func (s *setter) table(e *document.Element, c context, form bool) {
	var rows []*document.Element
	columns := 0
	for _, row := range e.Children {
		switch row.Kind {
		case document.TableHeaderRow, document.TableRow:
			rows = append(rows, row)
			columns = max(columns, len(row.Children))
		}
	}
	if columns == 0 {
		return
	}
	s.space(leading / 3)
	st := headStyle
	st.size, st.leading = tableSize, leading
	if lb := s.loadHeading(e, "　"); lb != "" {
		s.block(&st, place{x: c.text, width: c.right - c.text}, label{})
		s.keepWith()
	}
	t := tableSetter{s: s, form: form, align: e.Align, x: c.text, orientFrame: s.frame}
	t.widths = s.columnWidths(rows, columns, e.Widths, c.right-c.text, form)
	s.tables = append(s.tables, tableInfo{header: -1, x: c.text, w: total(t.widths)})
	t.number = int16(len(s.tables))
	from := len(s.boxes)
	for i, row := range rows {
		t.row(row, i == 0)
	}
	s.keepRows(from)
	s.space(leading / 3)
	s.pendingSnap = true
}

// keepRows keeps a small table whole, of a larger one the first two and the last
// two rows together.
func (s *setter) keepRows(from int) {
	var height Pt
	for i := from; i < len(s.boxes); i++ {
		height += s.boxes[i].height
	}
	small := height <= s.frame.height/smallTable
	body := from
	for body < len(s.boxes) && s.boxes[body].header {
		body++
	}
	for i := from; i < len(s.boxes)-1; i++ {
		b := &s.boxes[i]
		b.keep = small || b.header || i == body || i == len(s.boxes)-2
	}
}

// smallTable is the part of a page that a table may have without being divided.
const smallTable = 4

func total(list []Pt) Pt {
	var sum Pt
	for _, v := range list {
		sum += v
	}
	return sum
}

// columnWidths shares the room among the columns: by the given weights, or by
// what their words need. No column gets less than four ems of text.
func (s *setter) columnWidths(rows []*document.Element, n int, weights []int, room Pt, form bool) []Pt {
	const pad = 2 * cellPad
	least, want, words := make([]Pt, n), make([]Pt, n), make([]Pt, n)
	for i := range n {
		least[i], want[i] = minColumn+pad, minColumn+pad
	}
	for _, row := range rows {
		for i, cell := range row.Children {
			s.loadText(gothic, cell)
			space(s.items)
			w := Pt(lineWidth(s.items))*tableSize/em1 + pad + 0.5
			want[i] = max(want[i], w)
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
			least[i] = min(least[i], max(want[i], minColumn+pad))
		}
	}
	widths := share(least, want, room)
	for _, w := range widths {
		if w < minColumn+pad-0.1 {
			s.res.Faults = append(s.res.Faults, Fault{Kind: FaultColumn, Page: -1, Text: rowText(rows[0])})
			break
		}
	}
	return widths
}

// longestWord is the widest unbreakable stretch of s.items.
func (s *setter) longestWord() Pt {
	var widest, at int32
	for i := range s.items {
		at += s.items[i].adv
		if s.items[i].brk != breakNever {
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
	if sum := total(least); sum >= room { // too many columns: all the same share of too little
		for i := range out {
			out[i] = least[i] * room / sum
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

// tableSetter sets the rows of one table.
type tableSetter struct {
	s           *setter
	form        bool
	align       string
	x           Pt
	widths      []Pt
	number      int16
	orientFrame frame
	least       Pt // height of the row at hand
}

// cellLines are the broken lines of one cell.
type cellLines struct {
	items []item
	cuts  []cut
	style textStyle
	x, w  Pt
}

// row sets a row; one that is higher than a page is set in pieces.
func (t *tableSetter) row(row *document.Element, first bool) {
	s := t.s
	header := row.Kind == document.TableHeaderRow
	if row.ID != "" {
		s.pendingAnchors = append(s.pendingAnchors, row.ID)
	}
	cells, most := t.cells(row, header)
	t.least = t.room(row)
	limit := int((t.orientFrame.height - 4*leading - 2*cellPadY) / tableLead)
	for from := 0; ; from += limit {
		n := min(most-from, limit)
		b := t.piece(cells, from, from+n, header, first && from == 0)
		if header {
			b.header = true
			s.tables[t.number-1].header = len(s.boxes) - 1
		}
		if from+n >= most {
			break
		}
	}
}

// room is the least height of a row: what is left to be written in by hand needs
// more than print.
func (t *tableSetter) room(row *document.Element) (h Pt) {
	blank := 0
	if t.form {
		h = formRow
	}
	for i, cell := range row.Children {
		words := cell.PlainText()
		if strings.Trim(words, "　 ") != "" {
			continue
		}
		blank++
		if lines := strings.Count(words, "　"); t.form && i > 0 || lines > 1 {
			h = max(h, writtenRow, Pt(lines)*writtenLine+2*cellPadY)
		}
	}
	if blank == len(row.Children) {
		h = max(h, formRow)
	}
	return h
}

// cells breaks the words of every cell into lines.
func (t *tableSetter) cells(row *document.Element, header bool) (cells []cellLines, most int) {
	s := t.s
	x := t.x
	most = 1
	for i, w := range t.widths {
		cl := cellLines{style: cellStyle, x: x + cellPad, w: w - 2*cellPad}
		switch {
		case header:
			cl.style.align = center
		case i < len(t.align) && t.align[i] == 'c':
			cl.style.align = center
		case i < len(t.align) && t.align[i] == 'r':
			cl.style.align = right
		}
		if i < len(row.Children) {
			s.loadText(gothic, row.Children[i])
		}
		if len(s.items) > 0 {
			space(s.items)
			m := measure{width: int32(cl.w / tableSize * em1), ragged: true}
			cl.items = append([]item(nil), s.items...)
			s.items = s.items[:0]
			breakAtSpaces(cl.items, m.width)
			if header || t.form && i == 0 {
				cl.cuts = append(cl.cuts, s.balanced(cl.items, cl.w, tableSize)...)
			} else {
				cl.cuts = append(cl.cuts, s.fit.breakLines(cl.items, m)...)
			}
			most = max(most, len(cl.cuts))
		}
		cells = append(cells, cl)
		x += w
	}
	return cells, most
}

// breakAtSpaces ends the line at every full-width space that parts two entries of a
// cell, where they do not fit on one line. A label stays with its value: 「電話　019」.
func breakAtSpaces(items []item, width int32) {
	for from, to := 0, 0; from < len(items); from = to {
		for to = from + 1; to < len(items) && items[to-1].flags&flagReturn == 0; to++ {
		}
		list := items[from:to]
		if lineWidth(list)-headTrim(&list[0])-tailTrim(&list[len(list)-1]) <= width {
			continue
		}
		start, depth := 0, 0
		for i := range list {
			switch list[i].class {
			case japanese.ClassOpening, japanese.ClassLatinOpen:
				depth++
			case japanese.ClassClosing, japanese.ClassLatinClose:
				depth--
			}
			if list[i].class != japanese.ClassIdeoSpace || depth > 0 { // （例　…） stays as it is
				continue
			}
			before := start
			start = i + 1
			switch {
			case i-before < 2 || i+2 >= len(list) || isSpace(&list[i+1]) || isSpace(&list[i+2]): // 氏　名, room to write in
			case list[i+1].tick(): // they share lines
			case list[i-1].r == ')' || list[i-1].r == '）' && i-before < 5: // (1)　…
			case list[i+1].class.Western():
				list[i].brk = max(list[i].brk, breakStrong)
			case list[i].brk == breakFree:
				list[i].flags |= flagReturn
			}
		}
		ticks(list, width)
	}
}

// ticks keeps the words beside each of several boxes to tick together, if they are
// shorter than a line, and leaves their lines ragged.
func ticks(list []item, width int32) {
	for from, to := 0, 0; from < len(list); from = to {
		for to = from + 1; to < len(list) && list[to-1].class != japanese.ClassIdeoSpace; to++ {
		}
		entry := list[from:to]
		if !entry[0].tick() || len(entry) == len(list) || to < len(list) && !list[to].tick() || lineWidth(entry) > width {
			continue
		}
		for i := range entry[:len(entry)-1] {
			it := &entry[i]
			it.str = 0
			if it.brk < breakTick {
				it.brk = breakTick + it.brk/2
			}
		}
	}
}

// tick says whether the item is a box to tick.
func (it *item) tick() bool { return strings.ContainsRune("☐□☑■", it.r) }

// piece pushes the box of lines from:to of every cell, with its rules.
func (t *tableSetter) piece(cells []cellLines, from, to int, header, top bool) *box {
	s := t.s
	at := s.mark()
	height := Pt(to-from)*tableLead + 2*cellPadY
	height = max(height, t.least)
	t.ground(height, header)
	for i := range cells {
		cl := &cells[i]
		n := min(to, len(cl.cuts)) - from
		y := Pt(cellPadY)
		if header || t.form {
			y = (height - Pt(max(n, 0))*tableLead) / 2
		}
		for k := from; k < from+n; k++ {
			c := cl.cuts[k]
			last := int(c.to) == len(cl.items) || cl.items[c.to-1].flags&flagReturn != 0
			s.setLine(cl.items, c, &cl.style, place{x: cl.x, width: cl.w}, y, last)
			y += tableLead
		}
	}
	t.rules(height, top)
	b := s.push(at, height)
	b.table = t.number
	return b
}

// ground draws the grey behind header cells and the labels of a form.
func (t *tableSetter) ground(height Pt, header bool) {
	s := t.s
	switch {
	case header:
		s.rects = append(s.rects, Rect{X: t.x, Y: ruleWidth / 2, W: total(t.widths), H: height - ruleWidth, Gray: headGround})
	case t.form && len(t.widths) > 1:
		s.rects = append(s.rects, Rect{X: t.x, Y: ruleWidth / 2, W: t.widths[0], H: height - ruleWidth, Gray: headGround})
	}
}

// rules draws the lines around the cells of a row; only the first row of a table
// draws the one above it.
func (t *tableSetter) rules(height Pt, top bool) {
	s := t.s
	const w = ruleWidth
	full := total(t.widths)
	if top {
		s.rects = append(s.rects, Rect{X: t.x - w/2, Y: -w / 2, W: full + w, H: w})
	}
	s.rects = append(s.rects, Rect{X: t.x - w/2, Y: height - w/2, W: full + w, H: w})
	x := t.x
	s.rects = append(s.rects, Rect{X: x - w/2, Y: 0, W: w, H: height})
	for _, col := range t.widths {
		x += col
		s.rects = append(s.rects, Rect{X: x - w/2, Y: 0, W: w, H: height})
	}
}

// rowText names a table by its first row, for messages.
func rowText(row *document.Element) string {
	var b strings.Builder
	for i, cell := range row.Children {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(cell.PlainText())
	}
	return b.String()
}
