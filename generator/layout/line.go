package layout

import (
	"unicode/utf8"
)

// align is where a line stands in its measure.
type align uint8

const (
	flush align = iota // both edges; the last line left
	left               // ragged on the right
	center
	right
)

// textStyle is how a block's lines are set.
type textStyle struct {
	family  family
	size    Pt
	leading Pt
	align   align
	gray    float64
}

// place is where a block's lines stand.
type place struct {
	x, width Pt // left edge and measure
	first    Pt // 字下げ of the first line
}

// setLine turns the cut items into a line whose top is at y (in its box) and adds
// it to s.lines.
func (s *setter) setLine(items []item, c cut, st *textStyle, p place, y Pt, last bool) {
	line := items[c.from:c.to]
	width := int32(p.width/st.size*em1 + 0.5)
	if c.from == 0 {
		width -= int32(p.first/st.size*em1 + 0.5)
		p.x += p.first
	}
	sp := s.spanOf(line)
	if c.full {
		sp.nat += sp.tail
	}
	slack := width - sp.nat
	line = line[:sp.lastGlyph]
	s.fill(line, slack, st.align, last)
	x := p.x
	switch {
	case st.align == center && slack > 0:
		x += Pt(slack) / 2 * st.size / em1
	case st.align == right && slack > 0:
		x += Pt(slack) * st.size / em1
	}
	x -= Pt(headTrim(&line[0])) * st.size / em1
	base := y + (st.leading-st.size)/2 + ascent*st.size
	s.emit(line, st, x, base, y)
	if s.checking {
		s.checkLine(items, c, line, &sp, st, width, last)
	}
}

// ascent is how far above the baseline the body of a Japanese glyph reaches, in em.
const ascent Pt = 0.88

// spanOf measures a line outside of the total fit.
func (s *setter) spanOf(line []item) span {
	s.one.sums(line)
	return s.one.span(line, 0, len(line))
}

// raggedLimit is how far a line of a cell may be opened to be flush, in em per
// em of good stretch; beyond it the line stays ragged.
const raggedLimit = 2

// fill spreads the slack over the gaps of the line, stage by stage, into s.gaps.
func (s *setter) fill(line []item, slack int32, a align, last bool) {
	s.gaps = s.gaps[:0]
	for i := range line {
		s.gaps = append(s.gaps, int32(line[i].nat))
	}
	n := len(line) - 1
	if n < 1 || slack == 0 {
		return
	}
	if slack > 0 && (last || a != flush && a != left) {
		return
	}
	if slack > 0 && a == left && !opensWell(line[:n], slack) {
		return
	}
	if slack < 0 {
		for stage := uint8(0); stage < shrinkStages && slack < 0; stage++ {
			slack += spread(s.gaps[:n], line, -slack, stage, true)
		}
		return
	}
	for stage := uint8(0); stage < stretchStages && slack > 0; stage++ {
		slack -= spread(s.gaps[:n], line, slack, stage, false)
	}
	if slack > 0 && a == flush {
		s.ragged = true // more white than the limits allow: undo, the check reports it
		for i := range line {
			s.gaps[i] = int32(line[i].nat)
		}
	}
}

// opensWell says whether a cell's line can be set flush without visible holes.
func opensWell(line []item, slack int32) bool {
	var good int32
	for i := range line {
		if line[i].strAt == stretchAll {
			good += int32(line[i].str) * allGood / allMore
		} else {
			good += int32(line[i].str)
		}
	}
	return slack <= raggedLimit*good
}

// spread gives up to want to the gaps of one stage, each by its share, and says
// how much it gave. The shares add up exactly.
func spread(gaps []int32, line []item, want int32, stage uint8, shrink bool) int32 {
	room := func(it *item) int32 {
		switch {
		case shrink && it.shrAt == stage:
			return int32(it.shr)
		case !shrink && it.strAt == stage:
			return int32(it.str)
		}
		return 0
	}
	var total int32
	for i := range gaps {
		total += room(&line[i])
	}
	if total == 0 {
		return 0
	}
	give := min(want, total)
	var sum int32
	var given int32
	for i := range gaps {
		sum += room(&line[i])
		upTo := int32(int64(give) * int64(sum) / int64(total))
		if shrink {
			gaps[i] -= upTo - given
		} else {
			gaps[i] += upTo - given
		}
		given = upTo
	}
	return give
}

// emit writes the line's runs, links and blanks.
func (s *setter) emit(line []item, st *textStyle, x, base, top Pt) {
	em := st.size / em1
	out := Line{X: x, Baseline: base, Size: st.size}
	runsFrom := len(s.runs)
	cursor := int32(0)
	for i := 0; i < len(line); {
		it := &line[i]
		end := i + 1
		for end < len(line) && line[end].face == it.face && line[end].flags == it.flags && line[end].link == it.link {
			end++
		}
		run := Run{Face: it.face, Size: st.size, X: x + Pt(cursor)*em, Gray: st.gray}
		scale := int32(em1)
		if it.flags&flagMark != 0 {
			run.Size, scale = st.size*noteMark/em1, noteMark
			run.Raise = noteRaise * st.size
		}
		from := cursor
		run.from = int32(len(s.text))
		gapsFrom, any := len(s.gapArena), false
		for k := i; k < end; k++ {
			s.text = utf8.AppendRune(s.text, line[k].r)
			gap := s.gaps[k]
			cursor += line[k].adv + gap
			if k+1 < end {
				g := int16(gap * em1 / scale)
				any = any || g != 0
				s.gapArena = append(s.gapArena, g)
			}
			if line[k].orig > 0 {
				run.Originals = append(run.Originals, Original{k - i, s.originals[line[k].orig-1]})
			}
			if line[k].note > 0 {
				s.lineNotes = append(s.lineNotes, line[k].note-1)
			}
		}
		run.to = int32(len(s.text))
		if any {
			run.Gaps = s.gapArena[gapsFrom:len(s.gapArena):len(s.gapArena)]
		} else {
			s.gapArena = s.gapArena[:gapsFrom]
		}
		s.runs = append(s.runs, run)
		width := cursor - from - s.gaps[end-1]
		s.decorate(it, x+Pt(from)*em, Pt(width)*em, top, base, st)
		i = end
	}
	last := len(line) - 1
	out.Width = Pt(cursor-s.gaps[last]) * em
	out.Runs = s.runs[runsFrom:len(s.runs):len(s.runs)]
	s.lines = append(s.lines, out)
}

// decorate adds what belongs to a run beside its glyphs: the link it is, the
// grey ground of a missing value.
func (s *setter) decorate(it *item, x, w, top, base Pt, st *textStyle) {
	if it.link > 0 {
		s.links = append(s.links, Link{X: x, Y: base - ascent*st.size - 1, W: w, H: st.size + 2, target: s.targets[it.link-1]})
	}
	if it.flags&flagBlank != 0 {
		s.rects = append(s.rects, Rect{X: x, Y: base - ascent*st.size - 1, W: w, H: st.size + 2, Gray: 0.85})
	}
}

// lineWidth adds up a line of items that is set naturally, in em/1000.
func lineWidth(items []item) int32 {
	var w int32
	for i := range items {
		w += items[i].adv
		if i+1 < len(items) {
			w += int32(items[i].nat)
		}
	}
	return w
}
