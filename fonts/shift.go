package fonts

import (
	"bytes"
	"encoding/binary"
)

const argsAreXY = 0x0002

// composite makes the outline of a moved glyph: a composite of one part. base is
// the outline of the part, part its number in the subset, milli the shift in
// units of the em × 1000. A glyph is moved so that the space before it is part of
// its width: a viewer then sees no gap between it and the character before, and
// finds 第12条 as one word.
func composite(base []byte, part, milli int, bearing uint16) ([]byte, uint16) {
	dx := uint16((milli + 500) / 1000)
	if len(base) < 10 {
		return nil, bearing + dx // a space
	}
	be := binary.BigEndian
	left := be.Uint16(base[2:]) + dx
	right := be.Uint16(base[6:]) + dx
	out := be.AppendUint16(nil, 0xffff) // composite
	out = be.AppendUint16(out, left)
	out = append(out, base[4:6]...)
	out = be.AppendUint16(out, right)
	out = append(out, base[8:10]...)
	out = be.AppendUint16(out, argsAreWords|argsAreXY)
	out = be.AppendUint16(out, uint16(part))
	out = be.AppendUint16(out, dx)
	return be.AppendUint16(out, 0), left
}

// limits is maxp for count glyphs of which some are composites of one glyph of
// the face, which may be a composite itself.
func limits(maxp []byte, count int) []byte {
	be := binary.BigEndian
	out := bytes.Clone(maxp)
	be.PutUint16(out[4:], uint16(count))
	atLeast := func(at int, v uint16) { be.PutUint16(out[at:], max(v, be.Uint16(out[at:]))) }
	atLeast(10, be.Uint16(out[6:]))               // points of a composite: those of a simple glyph
	atLeast(12, be.Uint16(out[8:]))               // contours
	atLeast(28, 1)                                // parts
	be.PutUint16(out[30:], be.Uint16(out[30:])+1) // depth
	return out
}
