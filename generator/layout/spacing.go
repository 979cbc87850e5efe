package layout

import (
	"strings"
	"unicode"

	"kitei/generator/japanese"
)

// Stages in which space is taken away and added (JLREQ 3.8): what hurts least
// goes first.
const (
	shrinkWord = iota // between Latin words
	shrinkDot         // around ・
	shrinkMark        // beside brackets and 、
	shrinkEdge        // between Japanese and Latin (四分アキ)
	shrinkStages

	stretchWord = iota - shrinkStages - 1 // between Latin words
	stretchEdge                           // between Japanese and Latin
	stretchAll                            // between any two characters that allow it
	stretchStages
)

// Spaces in 1/1000 em.
const (
	half       = 500 // the blank half of a full-width bracket or mark
	quarter    = 250 // 四分アキ; the blank on either side of ・
	edgeShrink = 125 // 四分アキ goes down to an eighth
	edgeMore   = 125 // and up to three eighths, half of what JLREQ allows: even spacing looks better
	wordShrink = 100
	wordMore   = 125
	allMore    = 250 // at most; a good line uses a tenth of it
	allGood    = 60  // looseness 1 for the total fit
)

// space sets the space and the break after every item of the list.
func space(items []item) {
	for i := range items {
		a := &items[i]
		a.nat, a.shr, a.str = 0, 0, 0
		a.brk = breakFree
		if i+1 == len(items) {
			break
		}
		b := &items[i+1]
		a.pair(b)
		a.brk = breakBetween(a, b)
	}
	numbers(items)
	leaders(items)
	longWords(items)
	names(items)
}

// wide says whether the glyph has the blank half of a full-width mark.
func (it *item) wide() bool { return it.adv == em1 }

// pair sets the space between a and b.
func (a *item) pair(b *item) {
	closes := a.wide() && (a.class == japanese.ClassClosing || a.class == japanese.ClassComma || a.class == japanese.ClassStop)
	opens := b.wide() && b.class == japanese.ClassOpening
	nextCloses := b.class == japanese.ClassClosing || b.class == japanese.ClassComma || b.class == japanese.ClassStop
	switch {
	case (a.flags|b.flags)&flagMark != 0:
		if closes && b.flags&flagMark != 0 {
			a.nat = -half // the mark stands close to 。
		}
		return
	case a.class == japanese.ClassSpace:
		a.shr, a.shrAt, a.str, a.strAt = wordShrink, shrinkWord, wordMore, stretchWord
		return
	case a.class == japanese.ClassIdeoSpace || b.class == japanese.ClassIdeoSpace || b.class == japanese.ClassSpace:
		return
	case closes && opens:
		a.nat = -half
		if a.class != japanese.ClassStop {
			a.shr, a.shrAt = half, shrinkMark
		}
		return
	case closes && nextCloses && b.wide(), a.wide() && a.class == japanese.ClassOpening && opens:
		a.nat = -half
		return
	case closes && b.class == japanese.ClassMiddleDot:
		a.nat, a.shr, a.shrAt = -half, quarter, shrinkDot
		return
	case a.class == japanese.ClassMiddleDot && opens:
		a.nat, a.shr, a.shrAt = -half, quarter, shrinkDot
		return
	case closes && a.class != japanese.ClassStop:
		a.shr, a.shrAt = half, shrinkMark
	case opens && a.class != japanese.ClassMiddleDot:
		a.shr, a.shrAt = half, shrinkMark
	case a.wide() && a.class == japanese.ClassMiddleDot, b.wide() && b.class == japanese.ClassMiddleDot:
		a.shr, a.shrAt = quarter, shrinkDot
	case a.class.Western() != b.class.Western() && takesEdge(a) && takesEdge(b):
		a.nat = quarter
		a.shr, a.shrAt = edgeShrink, shrinkEdge
		a.str, a.strAt = edgeMore, stretchEdge
		return
	}
	if a.stretches(b) {
		a.str, a.strAt = allMore, stretchAll
	}
}

// takesEdge says whether a 四分アキ may stand beside the item: not beside marks,
// whose own blank serves, not beside hyphens, which join, and not between a number
// and its 〒 or ％.
func takesEdge(it *item) bool {
	switch it.class {
	case japanese.ClassLatinMark:
		return !strings.ContainsRune("-/_~|‐‑–", it.r)
	case japanese.ClassOpening, japanese.ClassClosing, japanese.ClassComma, japanese.ClassStop, japanese.ClassMiddleDot, japanese.ClassDividing,
		japanese.ClassPrefixed, japanese.ClassPostfixed:
		return false
	}
	return true
}

// stretches says whether the gap between a and b may be opened as a last resort:
// not inside a Latin word, not inside …… and not on the tight side of a mark.
func (a *item) stretches(b *item) bool {
	if a.class.Western() && b.class.Western() || a.class == japanese.ClassOpening {
		return false
	}
	if a.class == japanese.ClassInseparable && a.r == b.r || a.class == japanese.ClassWideDigit && b.class == japanese.ClassWideDigit {
		return false
	}
	switch b.class {
	case japanese.ClassClosing, japanese.ClassComma, japanese.ClassStop, japanese.ClassMiddleDot, japanese.ClassDividing,
		japanese.ClassPostfixed, japanese.ClassLatinClose:
		return false
	}
	return a.class != japanese.ClassMiddleDot && a.class != japanese.ClassPrefixed
}

// breakBetween says what a line break between a and b costs by the rules for two
// characters.
func breakBetween(a, b *item) uint8 {
	switch {
	case b.class.NoLineStart() || a.class.NoLineEnd() || b.flags&flagMark != 0:
		return breakNever
	case b.class == japanese.ClassSpace || b.class == japanese.ClassIdeoSpace:
		return breakNever // after the space, not before it
	case a.class == japanese.ClassInseparable && a.r == b.r:
		return breakNever
	case a.class == japanese.ClassWideDigit && b.class == japanese.ClassWideDigit:
		return breakNever
	case a.class.Western() && b.class.Western():
		return breakNever
	}
	return breakFree
}

const (
	counters   = "条項号章節款目編年月日時分秒人件回名社円個本枚台歳週間割倍度番級部版桁点階室丁棟箇か"
	kanjiDigit = "〇一二三四五六七八九十百千元"
)

func isDigit(it *item) bool {
	return it.class == japanese.ClassDigit || it.class == japanese.ClassWideDigit
}

// numbers keeps a number with what it counts: 第|12|条, 30|日, 令和|8|年, 第4条|の|2,
// 201号|室.
func numbers(items []item) {
	inNumber := false // the item before is a figure, or a kanji figure after 第
	for i := 0; i+1 < len(items); i++ {
		a, b := &items[i], &items[i+1]
		figure := isDigit(b) || inNumber && strings.ContainsRune(kanjiDigit, b.r)
		cost := breakFree
		switch {
		case a.r == '第' && (isDigit(b) || strings.ContainsRune(kanjiDigit, b.r)):
			cost, figure = breakStrong, true
		case i > 0 && (a.r == '和' && items[i-1].r == '令' || a.r == '成' && items[i-1].r == '平') && (isDigit(b) || b.r == '元'):
			cost, figure = breakStrong, true
		case (inNumber || isDigit(a)) && (figure || strings.ContainsRune(counters, b.r)):
			cost = breakStrong
		case a.r == 'の' && i > 0 && strings.ContainsRune("条項号", items[i-1].r) && isDigit(b):
			cost = breakStrong
		case b.r == 'の' && i+2 < len(items) && strings.ContainsRune("条項号", a.r) && isDigit(&items[i+2]):
			cost = breakStrong
		case i > 0 && isDigit(&items[i-1]) && (a.r == 'か' || a.r == '箇') && strings.ContainsRune("月所年国", b.r):
			cost = breakStrong
		case i > 0 && isDigit(&items[i-1]) && a.r == '号' && b.r == '室':
			cost = breakStrong
		case a.class.Western() && (b.r == '以' || b.r == '未'):
			cost = breakLoose
		}
		if a.brk == breakFree {
			a.brk = cost
		}
		inNumber = figure
	}
}

// leaders lets a row of … or ― break between its pairs: a pair is what may not be
// divided.
func leaders(items []item) {
	row := 0
	for i := 0; i+1 < len(items); i++ {
		a, b := &items[i], &items[i+1]
		if row++; a.class != japanese.ClassInseparable || a.r != b.r {
			row = 0
		} else if row%2 == 0 {
			a.brk = breakURL
		}
	}
}

// longWord is how many Latin glyphs are too long to be kept together at any price.
const longWord = 20

// longWords lets URLs and addresses break after / - . @ _ ? & = when they are
// long, and phone numbers after - where the column leaves no choice.
func longWords(items []item) {
	for i := 0; i < len(items); {
		if !items[i].class.Western() {
			i++
			continue
		}
		start := i
		for i < len(items) && items[i].class.Western() {
			i++
		}
		long := i-start > longWord
		for k := start + 2; k < i-2; k++ {
			a, b := &items[k], &items[k+1]
			switch {
			case !strings.ContainsRune("/-.@_?&=", a.r) || strings.ContainsRune("/-.@_?&=", b.r) || b.class.NoLineStart():
			case !long:
				a.brk = breakTight
			case a.r == '/' || a.r == '@':
				a.brk = breakURL
			default:
				a.brk = breakURL + 30
			}
		}
	}
}

// names keeps a personal name together that is written with a space: 濵田 邉一. What
// is longer than a name, or an office (本社 総務部), may break there.
func names(items []item) {
	for i := 1; i+1 < len(items); i++ {
		if items[i].class != japanese.ClassSpace || items[i].brk != breakFree || !han(&items[i-1]) || !han(&items[i+1]) {
			continue
		}
		from, to := i-1, i+1
		for from > 0 && han(&items[from-1]) {
			from--
		}
		for to+1 < len(items) && han(&items[to+1]) {
			to++
		}
		if i-from <= 3 && to-i <= 4 && !strings.ContainsRune("部課係室店局所長", items[to].r) {
			for k := from; k < to; k++ {
				items[k].brk = max(items[k].brk, breakURL)
			}
			items[i].brk = breakName
		}
	}
}

func han(it *item) bool { return unicode.Is(unicode.Han, it.r) }
