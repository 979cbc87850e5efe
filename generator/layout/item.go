package layout

import (
	"math"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/japanese"
)

// em1 is one em in the unit of lengths inside a line: 1/1000 em of its type size.
const em1 = 1000

// item is one glyph with the space that follows it. Lengths in 1/1000 em of the
// line's type size.
type item struct {
	r     rune
	adv   int32
	nat   int16 // space after the glyph as it is set by default; negative packs 約物
	shr   int16 // how much of it may go
	str   int16 // how much may be added
	link  int16 // 1 + index into setter.targets; 0 = none
	note  int16 // 1 + index of the footnote whose mark this is
	orig  int16 // 1 + index into setter.originals: what was written, if not r
	face  fonts.ID
	class japanese.Class
	brk   uint8 // cost of a line break after the glyph
	shrAt uint8 // stage in which shr is used
	strAt uint8
	flags uint8
}

const (
	flagBlank  = 1 << iota // a value that is missing in a draft
	flagMark               // a footnote mark: small and raised
	flagReturn             // the line ends here whatever comes
)

// Costs of a break. They are added to the square of the line's looseness, in
// which 1 is a clearly visible flaw.
const (
	breakFree   uint8 = 0
	breakLoose  uint8 = 10  // inside a number with its counter (tenths: 1.0)
	breakStrong uint8 = 45  // 第|12|条
	breakURL    uint8 = 60  // inside a long URL
	breakTick   uint8 = 120 // inside the words beside a box to tick
	breakName   uint8 = 180 // inside a personal name
	breakTight  uint8 = 250 // after the hyphen of a word that is wider than its column
	breakNever  uint8 = 255 // 禁則
)

// family is a pair of faces: Japanese, and the Latin set among it.
type family struct{ japanese, latin fonts.ID }

var (
	mincho = family{fonts.Mincho, fonts.MinchoP}
	gothic = family{fonts.Gothic, fonts.GothicP}
)

// pick finds the face that draws r: the family's own, then the other faces,
// then the fallback.
func (s *setter) pick(f family, r rune, class japanese.Class) (fonts.ID, int32, bool) {
	first, second := f.japanese, f.latin
	if class.Western() || class == japanese.ClassSpace || class == japanese.ClassHardSpace {
		first, second = second, first
	}
	if w, ok := s.m.Advance(first, r); ok {
		return first, int32(w), true
	}
	if w, ok := s.m.Advance(second, r); ok {
		return second, int32(w), true
	}
	for id := range fonts.ID(fonts.Count) {
		if w, ok := s.m.Advance(id, r); ok {
			return id, int32(w), true
		}
	}
	return 0, 0, false
}

// origin is where a run of characters comes from, for links and messages.
type origin struct {
	field string
	pos   document.Pos
	link  int16
	note  int16
	flags uint8
}

// appendText adds the glyphs of text to s.items.
func (s *setter) appendText(f family, text string, o *origin) {
	for _, r := range text {
		class := japanese.ClassOf(r)
		switch class {
		case japanese.ClassIgnored:
			s.appendIgnored(r, o)
			continue
		case japanese.ClassCombining:
			s.combine(f, r, o)
			continue
		case japanese.ClassHardSpace:
			r = ' '
		case japanese.ClassIdeoSpace:
			r = '　'
		}
		face, adv, ok := s.pick(f, r, class)
		if !ok {
			s.missing(r, o)
			continue
		}
		if n := len(s.items); class == japanese.ClassSpace && n > 0 && s.items[n-1].tick() {
			class = japanese.ClassHardSpace // a box and its words: no break, no stretch
		}
		it := item{r: r, adv: adv, face: face, class: class, link: o.link, note: o.note, flags: o.flags}
		if o.flags&flagMark != 0 {
			it.adv = adv * noteMark / em1
			o.note = 0 // the first glyph stands for the mark
		}
		s.items = append(s.items, it)
	}
}

// appendIgnored handles characters that have no glyph: a line feed ends the
// line, a tab is a space, the others are told of.
func (s *setter) appendIgnored(r rune, o *origin) {
	switch r {
	case '\n':
		if n := len(s.items); n > 0 {
			s.items[n-1].flags |= flagReturn
		}
	case '\t':
		s.appendText(mincho, " ", o)
	case '\r':
	default:
		s.warn(r, o, "an invisible character is not drawn")
	}
}

// dakuten maps a kana to itself with U+3099 (濁点) or U+309A (半濁点).
var dakuten = func() map[[2]rune]rune {
	m := map[[2]rune]rune{}
	add := func(mark rune, plain, voiced string) {
		v := []rune(voiced)
		for i, r := range []rune(plain) {
			m[[2]rune{r, mark}] = v[i]
		}
	}
	add(0x3099, "うかきくけこさしすせそたちつてとはひふへほゝ", "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼゞ")
	add(0x3099, "ウカキクケコサシスセソタチツテトハヒフヘホヽワ", "ヴガギグゲゴザジズゼゾダヂヅデドバビブベボヾヷ")
	add(0x309a, "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ")
	return m
}()

// combine draws a combining mark with the glyph before it: か+U+3099 as が; a
// variation selector leaves the base glyph.
func (s *setter) combine(f family, mark rune, o *origin) {
	n := len(s.items)
	if n == 0 || len(s.originals) == math.MaxInt16 {
		s.warn(mark, o, "a combining mark has no character before it")
		return
	}
	base := &s.items[n-1]
	if base.orig == 0 {
		s.originals = append(s.originals, string(base.r))
		base.orig = int16(len(s.originals))
	}
	s.originals[base.orig-1] += string(mark)
	if v, ok := dakuten[[2]rune{base.r, mark}]; ok {
		if face, adv, ok := s.pick(f, v, japanese.ClassOf(v)); ok {
			base.r, base.face, base.adv = v, face, adv
			s.warn(mark, o, "a combining mark is drawn as one character with its base")
			return
		}
	}
	if mark >= 0xe0100 || mark >= 0xfe00 && mark <= 0xfe0f {
		s.warn(mark, o, "the variation selector is not applied: the base character is drawn")
		return
	}
	s.missing(mark, o)
}
