package layout

import (
	"unicode"

	"kitei/generator/japanese"
)

// words breaks text into lines for a box of a figure.
func (s *setter) words(load func(), st textStyle, width Pt) words {
	load()
	w := words{st: st, w: width}
	if len(s.items) == 0 {
		return w
	}
	space(s.items)
	w.items = append(w.items, s.items...)
	s.items = s.items[:0]
	w.cuts = append(w.cuts, s.balanced(w.items, width, st.size)...)
	return w
}

// balanced breaks the items of a short text (a label, a box) into the fewest
// lines, where they part words least, and these as even as they can be. The result
// is valid until the next line is broken.
func (s *setter) balanced(items []item, width, size Pt) []cut {
	m := measure{width: int32(width / size * em1), ragged: true}
	n := len(s.fit.breakLines(items, m))
	if n == 1 {
		return s.fit.cuts
	}
	if n == 2 {
		if cuts := s.bracketed(items, m); cuts != nil {
			return cuts
		}
	}
	parting(items)
	best, least := m.width, int32(1<<30)
	for ; m.width >= 4*em1; m.width -= em1 / 2 {
		cuts := s.fit.breakLines(items, m)
		if len(cuts) > n {
			break
		}
		if cost := partingCost(items, cuts, m.width); cost <= least {
			best, least = m.width, cost
		}
	}
	m.width = best
	return s.fit.breakLines(items, m)
}

// bracketed parts a text of two lines before the （ that leaves them most even; nil
// if there is none.
func (s *setter) bracketed(items []item, m measure) []cut {
	at, least, depth := -1, m.width, 0
	for i := range items {
		if items[i].flags&flagReturn != 0 {
			return nil
		}
		switch items[i].class {
		case japanese.ClassOpening:
			if depth++; depth == 1 && items[i].r == '（' && i > 1 && items[i-1].brk < breakTight {
				if w := max(s.spanOf(items[:i]).nat, s.spanOf(items[i:]).nat); w <= least {
					at, least = i, w
				}
			}
		case japanese.ClassClosing:
			depth--
		}
	}
	if at < 0 {
		return nil
	}
	flags := &items[at-1].flags
	*flags |= flagReturn
	cuts := s.fit.breakLines(items, m)
	*flags &^= flagReturn
	if len(cuts) != 2 {
		return nil
	}
	return cuts
}

// parting makes breaks inside words dear: best is one before a word, after kana.
func parting(items []item) {
	for i := 0; i+1 < len(items); i++ {
		a, b := &items[i], &items[i+1]
		if a.brk != breakFree || a.class == japanese.ClassComma || a.class == japanese.ClassStop || a.class == japanese.ClassClosing || b.class == japanese.ClassOpening {
			continue
		}
		switch {
		case katakana(a.r) && katakana(b.r):
			a.brk = 50
		case unicode.Is(unicode.Han, a.r) && unicode.Is(unicode.Hiragana, b.r):
			a.brk = 35
		case unicode.Is(unicode.Han, a.r) && unicode.Is(unicode.Han, b.r), unicode.Is(unicode.Hiragana, b.r):
			a.brk = 25
		}
	}
}

func katakana(r rune) bool { return unicode.Is(unicode.Katakana, r) || r == 'ー' }

// partingCost adds up the breaks; a line longer than the measure is the worst.
func partingCost(items []item, cuts []cut, width int32) (cost int32) {
	for _, c := range cuts {
		line := items[c.from:c.to]
		if int(c.to) < len(items) && items[c.to-1].flags&flagReturn == 0 {
			cost += int32(items[c.to-1].brk)
		}
		if lineWidth(line)-headTrim(&line[0])-tailTrim(&line[len(line)-1]) > width {
			cost += 1000
		}
	}
	return cost
}
