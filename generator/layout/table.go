package layout

import (
	"strings"

	"kitei/generator/document"
	"kitei/generator/japanese"
)

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
	s.keepRows(from, form)
	s.space(leading / 3)
	s.pendingSnap = true
}

// keepRows keeps a small table or form whole, of a larger one the first two and
// the last two rows together.
func (s *setter) keepRows(from int, form bool) {
	var height Pt
	for i := from; i < len(s.boxes); i++ {
		height += s.boxes[i].height
	}
	small := height <= s.frame.height/smallTable || form && height <= s.frame.height/smallForm
	body := from
	for body < len(s.boxes) && s.boxes[body].header {
		body++
	}
	for i := from; i < len(s.boxes)-1; i++ {
		b := &s.boxes[i]
		b.keep = small || b.header || i == body || i == len(s.boxes)-2
	}
}

// smallTable and smallForm are the parts of a page that a table, and a form,
// which is filled in and signed as a whole, may have without being divided.
const (
	smallTable = 4
	smallForm  = 2
)

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
	hang  Pt // how far the first line stands out to the left: a box to tick, ①
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
			hang := markWidth(s.items)
			if Pt(hang)*tableSize/em1 > cl.w/4 {
				hang = 0
			}
			cl.hang = Pt(hang) * tableSize / em1
			cl.x, cl.w = cl.x+cl.hang, cl.w-cl.hang
			m := measure{width: int32(cl.w / tableSize * em1), first: -hang, ragged: true}
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
			switch {
			case lineWidth(entry) <= width*3/4: // one that leaves no great gap is never divided
				it.brk = breakNever
			case it.brk < breakTick:
				it.brk = breakTick + it.brk/2
			}
		}
	}
}

// markWidth is the room of the box to tick or the ① that a cell starts with, in
// 1/1000 em: the lines below start beside it, under the words. 0 if there is none, or
// several.
func markWidth(items []item) int32 {
	if len(items) < 3 || !items[0].tick() && !items[0].circled() || !blank(&items[1]) {
		return 0
	}
	for i := range items[1:] {
		if items[i+1].tick() || items[i+1].circled() {
			return 0
		}
	}
	items[1].shr, items[1].str = 0, 0
	return items[0].adv + int32(items[0].nat) + items[1].adv + int32(items[1].nat)
}

func blank(it *item) bool { return isSpace(it) || it.class == japanese.ClassHardSpace }

// circled says whether the item is one of ① to ⑳.
func (it *item) circled() bool { return it.r >= '①' && it.r <= '⑳' }

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
			s.setLine(cl.items, c, &cl.style, place{x: cl.x, width: cl.w, first: -cl.hang}, y, last)
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
