package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A Face is the part of a TrueType font that layout needs.
type Face struct {
	Name       string
	UnitsPerEm int
	Ascent     int // 1/1000 em above the baseline
	Descent    int // 1/1000 em below the baseline, positive
	CapHeight  int // 1/1000 em
	Stated     Stated

	bmp    [1 << 16]uint16 // advance in 1/1000 em by code point; noGlyph = none
	high   map[rune]glyph  // both beyond U+FFFF
	glyphs [1 << 16]uint16 // glyph number by code point; 0 = none
}

const noGlyph = 0xffff

// Stated is what a PDF states of a face, rounded to 1/1000 em. Layout uses the
// values of [Face], which are cut off.
type Stated struct {
	Box                                 [4]int // around all glyphs: left, bottom, right, top
	Ascent, Descent, CapHeight, XHeight int    // descent below the line is negative
}

type glyph struct{ advance, number uint16 }

// Advance gives the width of r in 1/1000 em; false when there is no glyph.
func (f *Face) Advance(r rune) (int, bool) {
	if uint32(r) < 1<<16 {
		w := f.bmp[r]
		return int(w), w != noGlyph
	}
	g, ok := f.high[r]
	return int(g.advance), ok
}

// Glyph gives the number of the glyph of a character; false when there is none.
func (f *Face) Glyph(r rune) (int, bool) {
	if uint32(r) >= 1<<16 {
		g, ok := f.high[r]
		return int(g.number), ok
	}
	return int(f.glyphs[r]), f.glyphs[r] != 0
}

// HasGlyph says whether the face can draw r.
func (f *Face) HasGlyph(r rune) bool {
	_, ok := f.Advance(r)
	return ok
}

var errShort = errors.New("table too short")

// parse reads head, hhea, hmtx, OS/2 and cmap (formats 4 and 12) of a TrueType file.
func parse(data []byte) (f *Face, err error) {
	defer func() {
		if recover() != nil { // an index beyond the file
			f, err = nil, errShort
		}
	}()
	u16 := binary.BigEndian.Uint16
	tables := readTables(data)
	for _, need := range []string{"head", "hhea", "hmtx", "OS/2", "cmap"} {
		if tables[need] == nil {
			return nil, fmt.Errorf("no %s table", need)
		}
	}
	f = &Face{UnitsPerEm: int(u16(tables["head"][18:])), high: map[rune]glyph{}}
	if f.UnitsPerEm == 0 {
		return nil, errors.New("0 units per em")
	}
	milli := func(v uint16) int { return int(int16(v)) * 1000 / f.UnitsPerEm }
	stated := func(v uint16) int { return int(math.Round(float64(int16(v)) * 1000 / float64(f.UnitsPerEm))) }
	for i := range f.Stated.Box {
		f.Stated.Box[i] = stated(u16(tables["head"][36+2*i:]))
	}
	f.Stated.Ascent, f.Stated.Descent = stated(u16(tables["hhea"][4:])), stated(u16(tables["hhea"][6:]))
	f.Ascent = milli(u16(tables["hhea"][4:]))
	f.Descent = -milli(u16(tables["hhea"][6:]))
	if os2 := tables["OS/2"]; u16(os2) >= 2 {
		f.CapHeight = milli(u16(os2[88:]))
		f.Stated.CapHeight, f.Stated.XHeight = stated(u16(os2[88:])), stated(u16(os2[86:]))
	}
	hmtx, n := tables["hmtx"], int(u16(tables["hhea"][34:]))
	advance := func(glyph int) uint16 {
		return uint16(int(u16(hmtx[4*min(glyph, n-1):])) * 1000 / f.UnitsPerEm)
	}
	for i := range f.bmp {
		f.bmp[i] = noGlyph
	}
	set := func(r rune, g int) {
		switch {
		case g == 0:
		case r < 1<<16:
			f.bmp[r], f.glyphs[r] = advance(g), uint16(g)
		default:
			f.high[r] = glyph{advance(g), uint16(g)}
		}
	}
	return f, readCmap(tables["cmap"], set)
}

// readCmap reports every character of the Unicode subtables: format 4 for the
// basic plane (the only one that gopdf reads there), format 12 beyond it.
func readCmap(cmap []byte, set func(rune, int)) error {
	u16 := binary.BigEndian.Uint16
	u32 := binary.BigEndian.Uint32
	found := false
	for i := range int(u16(cmap[2:])) {
		rec := cmap[4+8*i:]
		sub := cmap[u32(rec[4:]):]
		switch platform := u16(rec); {
		case platform == 3 && u16(sub) == 4:
			found = true
			readFormat4(sub, set)
		case platform == 3 && u16(sub) == 12:
			for g := range int(u32(sub[12:])) {
				group := sub[16+12*g:]
				first, last, glyph := rune(u32(group)), rune(u32(group[4:])), int(u32(group[8:]))
				for r := max(first, 1<<16); r <= last; r++ {
					set(r, glyph+int(r-first))
				}
			}
		}
	}
	if !found {
		return errors.New("no cmap of format 4")
	}
	return nil
}

func readFormat4(sub []byte, set func(rune, int)) {
	u16 := binary.BigEndian.Uint16
	n := int(u16(sub[6:])) // twice the number of segments
	ends, starts := sub[14:], sub[16+n:]
	deltas, offsets := sub[16+2*n:], sub[16+3*n:]
	for s := 0; s < n; s += 2 {
		end, start, delta, offset := int(u16(ends[s:])), int(u16(starts[s:])), int(u16(deltas[s:])), int(u16(offsets[s:]))
		for c := start; c <= end && c < 0xffff; c++ {
			glyph := c
			if offset != 0 {
				if glyph = int(u16(offsets[s+offset+2*(c-start):])); glyph == 0 {
					continue
				}
			}
			set(rune(c), (glyph+delta)&0xffff)
		}
	}
}
