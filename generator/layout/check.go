package layout

import "kitei/generator/japanese"

// checkLine is the self-check: it looks at the finished line, not at how it came
// to be, and adds what is wrong to Result.Faults.
func (s *setter) checkLine(items []item, c cut, line []item, sp *span, st *textStyle, width int32, last bool) {
	fault := func(k FaultKind) {
		text := make([]rune, len(line))
		for i := range line {
			text[i] = line[i].r
		}
		s.res.Faults = append(s.res.Faults, Fault{Kind: k, Page: -1, Text: string(text)})
	}
	first, end := &line[0], &line[len(line)-1]
	if c.from > 0 && first.class.NoLineStart() && items[c.from-1].flags&flagReturn == 0 {
		fault(FaultLineStart)
	}
	if int(c.to) < len(items) && end.class.NoLineEnd() && end.flags&flagReturn == 0 {
		fault(FaultLineEnd)
	}
	if int(c.to) < len(items) && end.flags&flagReturn == 0 && splits(&items[c.to-1], &items[c.to]) && wordWidth(items, int(c.to)) <= width {
		fault(FaultInseparable)
	}
	var sum int32
	for i := range line {
		sum += line[i].adv
		if i+1 < len(line) {
			sum += s.gaps[i]
		}
	}
	sum -= headTrim(first)
	if !c.full {
		sum -= tailTrim(end)
	}
	over := sum - width
	short := !last && st.align == flush && !s.ragged && over < -em1/100
	if over > em1/100 || short {
		fault(FaultWidth)
	}
	if s.ragged && -over > em1 {
		fault(FaultStretch)
	}
	s.ragged = false
	if last && c.from > 0 && glyphs(line) < 2 && st.align == flush && len(items) > 4 {
		fault(FaultShortLast)
	}
}

// wordWidth is the width of the Latin word around the break before item at. One
// that is wider than the column may be broken.
func wordWidth(items []item, at int) int32 {
	from, to := at, at
	for from > 0 && items[from-1].class.Western() {
		from--
	}
	for to < len(items) && items[to].class.Western() {
		to++
	}
	return lineWidth(items[from:to])
}

// splits says whether a break between a and b divides what must stay whole.
func splits(a, b *item) bool {
	switch {
	case a.class == japanese.ClassInseparable && a.r == b.r:
		return a.brk >= breakTight
	case a.class == japanese.ClassWideDigit && b.class == japanese.ClassWideDigit:
		return true
	case a.class.Western() && b.class.Western():
		return a.brk < breakURL || a.brk >= breakTight
	}
	return b.flags&flagMark != 0
}
