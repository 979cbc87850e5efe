package fonts

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Shifted is a glyph drawn to the right of its origin, so that the space before
// it is part of its width: a viewer then sees no gap between it and the
// character before, and finds 第12条 as one word.
type Shifted struct {
	Glyph int // of the face
	Shift int // 1/1000 em
}

func bases(list []Shifted) []int {
	out := make([]int, len(list))
	for i, s := range list {
		out[i] = s.Glyph
	}
	return out
}

// composite makes the outline: a composite glyph of one moved part. bearing is
// its left side bearing.
func (s Shifted) composite(base []byte, units int) (outline []byte, bearing uint16) {
	if len(base) < 10 {
		return nil, 0
	}
	be := binary.BigEndian
	dx := uint16((s.Shift*units + 500) / 1000)
	left := be.Uint16(base[2:]) + dx
	right := be.Uint16(base[6:]) + dx
	out := be.AppendUint16(nil, 0xffff) // composite
	out = be.AppendUint16(out, left)
	out = append(out, base[4:6]...)
	out = be.AppendUint16(out, right)
	out = append(out, base[8:10]...)
	out = be.AppendUint16(out, argsAreWords|argsAreXY)
	out = be.AppendUint16(out, uint16(s.Glyph))
	out = be.AppendUint16(out, dx)
	return be.AppendUint16(out, 0), left
}

const argsAreXY = 0x0002

// limits is maxp for count glyphs of which some are composites of depth one.
func limits(maxp []byte, count int) []byte {
	be := binary.BigEndian
	out := bytes.Clone(maxp)
	be.PutUint16(out[4:], uint16(count))
	atLeast := func(at int, v uint16) { be.PutUint16(out[at:], max(v, be.Uint16(out[at:]))) }
	atLeast(10, be.Uint16(out[6:])) // points of a composite: those of a simple glyph
	atLeast(12, be.Uint16(out[8:])) // contours
	atLeast(28, 1)                  // parts
	atLeast(30, 1)                  // depth
	return out
}

// extend adds a group of characters beyond U+FFFF to a character map.
func extend(cmap []byte, first rune, glyph, n int) []byte {
	be := binary.BigEndian
	var basic, full []byte
	for i := range int(be.Uint16(cmap[2:])) {
		rec := cmap[4+8*i:]
		if be.Uint16(rec) != 3 {
			continue
		}
		sub := cmap[be.Uint32(rec[4:]):]
		switch be.Uint16(sub) {
		case 4:
			basic = sub[:be.Uint16(sub[2:])]
		case 12:
			full = sub[:be.Uint32(sub[4:])]
		}
	}
	if full == nil {
		full = []byte{0, 12, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0}
	}
	full = slices.Clone(full)
	for _, v := range []uint32{uint32(first), uint32(first) + uint32(n) - 1, uint32(glyph)} {
		full = be.AppendUint32(full, v)
	}
	be.PutUint32(full[4:], uint32(len(full)))
	be.PutUint32(full[12:], be.Uint32(full[12:])+1)
	out := []byte{0, 0, 0, 2, 0, 3, 0, 1, 0, 0, 0, 20, 0, 3, 0, 10}
	out = be.AppendUint32(out, uint32(20+len(basic)))
	return append(append(out, basic...), full...)
}
