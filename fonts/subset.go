package fonts

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Drawn is a glyph of a subset: one of the face's, on its own or moved. Two of
// the same face's glyph may stand in a subset, for different text.
type Drawn struct {
	Glyph int // of the face
	Shift int // to the right of its origin, 1/1000 em
	Width int // 1/1000 em, the shift included
}

// Subset makes a TrueType file with the given glyphs only, numbered from 1 in
// their order; 0 is the face's own. Hinting is left out, which printed pages and
// today's viewers do not use. It serves for embedding in a PDF, which needs no
// names and no character map.
func Subset(id ID, list []Drawn) (font []byte, err error) {
	defer func() {
		if recover() != nil { // a glyph number beyond the font
			font, err = nil, fmt.Errorf("font %s: %w", id.Name(), errShort)
		}
	}()
	be := binary.BigEndian
	tables := readTables(TTF(id))
	s := newSubset(tables, list)
	units := int(be.Uint16(tables["head"][18:]))
	glyf := make([]byte, 0, 320*len(list))
	loca := make([]int, 0, len(s.list)+1)
	hmtx := make([]byte, 0, 4*len(s.list))
	for i := 0; i < len(s.list); i++ { // parts of composite glyphs are appended on the way
		d := s.list[i]
		outline, bearing := s.src.glyph(d.Glyph), s.src.bearing(d.Glyph)
		if at := s.at[d.Glyph]; at == i {
			outline = s.renumber(plain(outline))
		} else {
			outline, bearing = composite(outline, at, d.Shift*units, bearing)
		}
		loca = append(loca, len(glyf))
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		width := uint16((d.Width*units + 999) / 1000)
		if d.Width < 0 {
			width = s.src.advance(d.Glyph)
		}
		hmtx = be.AppendUint16(be.AppendUint16(hmtx, width), bearing)
	}
	loca = append(loca, len(glyf))
	head, hhea := bytes.Clone(tables["head"]), bytes.Clone(tables["hhea"])
	be.PutUint32(head[8:], 0) // checkSumAdjustment
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], uint16(len(s.list)))
	offsets := make([]byte, 0, 4*len(loca))
	for _, at := range loca {
		offsets = be.AppendUint32(offsets, uint32(at))
	}
	return writeTables(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": limits(tables["maxp"], len(s.list)), "hmtx": hmtx, "loca": offsets, "glyf": glyf,
	}), nil
}

// subset numbers the glyphs of a font in the making.
type subset struct {
	src  *outlines
	list []Drawn
	at   map[int]int // glyph of the face → where it stands unmoved
}

func newSubset(tables map[string][]byte, list []Drawn) *subset {
	s := &subset{src: newOutlines(tables), at: make(map[int]int, len(list)+1)}
	s.list = append(append(make([]Drawn, 0, len(list)+8), Drawn{Width: -1}), list...)
	for i, d := range s.list {
		if _, ok := s.at[d.Glyph]; !ok && d.Shift == 0 {
			s.at[d.Glyph] = i
		}
	}
	for _, d := range list {
		s.number(d.Glyph)
	}
	return s
}

// number gives a glyph of the face its number in the subset.
func (s *subset) number(glyph int) int {
	i, ok := s.at[glyph]
	if !ok {
		i = len(s.list)
		s.at[glyph] = i
		s.list = append(s.list, Drawn{Glyph: glyph, Width: -1})
	}
	return i
}

// renumber makes the parts of a composite glyph those of the subset.
func (s *subset) renumber(data []byte) []byte {
	be := binary.BigEndian
	if len(data) < 10 || int16(be.Uint16(data)) >= 0 {
		return data
	}
	for b := data[10:]; ; {
		flags, n := component(b)
		be.PutUint16(b[2:], uint16(s.number(int(be.Uint16(b[2:])))))
		if b = b[n:]; flags&moreComponents == 0 {
			return data
		}
	}
}

// outlines reads the glyphs of a font.
type outlines struct {
	glyf, loca, hmtx []byte
	full             int // glyphs with an advance of their own
	long             bool
}

func newOutlines(tables map[string][]byte) *outlines {
	be := binary.BigEndian
	return &outlines{tables["glyf"], tables["loca"], tables["hmtx"], int(be.Uint16(tables["hhea"][34:])), be.Uint16(tables["head"][50:]) != 0}
}

func (o *outlines) advance(g int) uint16 {
	return binary.BigEndian.Uint16(o.hmtx[4*min(g, o.full-1):])
}

// bearing is the left side bearing of a glyph.
func (o *outlines) bearing(g int) uint16 {
	if g < o.full {
		return binary.BigEndian.Uint16(o.hmtx[4*g+2:])
	}
	return binary.BigEndian.Uint16(o.hmtx[4*o.full+2*(g-o.full):])
}

func (o *outlines) glyph(g int) []byte {
	be := binary.BigEndian
	if o.long {
		return o.glyf[be.Uint32(o.loca[4*g:]):be.Uint32(o.loca[4*g+4:])]
	}
	return o.glyf[2*int(be.Uint16(o.loca[2*g:])) : 2*int(be.Uint16(o.loca[2*g+2:]))]
}

// Flags of a composite glyph's component (OpenType, glyf table).
const (
	argsAreWords     = 0x0001
	haveScale        = 0x0008
	moreComponents   = 0x0020
	haveXYScale      = 0x0040
	haveTwoByTwo     = 0x0080
	haveInstructions = 0x0100
)

// component gives the length of the component at the start of b.
func component(b []byte) (flags uint16, length int) {
	flags, length = binary.BigEndian.Uint16(b), 6
	if flags&argsAreWords != 0 {
		length += 2
	}
	switch {
	case flags&haveScale != 0:
		length += 2
	case flags&haveXYScale != 0:
		length += 4
	case flags&haveTwoByTwo != 0:
		length += 8
	}
	return flags, length
}

// plain gives a glyph without its instructions.
func plain(data []byte) []byte {
	be := binary.BigEndian
	if len(data) < 10 {
		return data
	}
	contours := int(int16(be.Uint16(data)))
	if contours >= 0 {
		at := 10 + 2*contours
		n := int(be.Uint16(data[at:]))
		out := append(bytes.Clone(data[:at]), 0, 0)
		return append(out, data[at+2+n:]...)
	}
	out := bytes.Clone(data)
	for at := 10; ; {
		flags, n := component(out[at:])
		be.PutUint16(out[at:], flags&^haveInstructions)
		if at += n; flags&moreComponents == 0 {
			return out[:at]
		}
	}
}
