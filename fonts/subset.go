package fonts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// Subset makes a TrueType file of the face with the outlines of the given glyphs
// only. Glyphs keep their numbers; hinting is left out, which printed pages and
// today's viewers do not use. It serves for embedding in a PDF, which needs no
// names and no character map. The shifted glyphs are added after the face's own,
// in their order.
func Subset(id ID, glyphs []int, shifted []Shifted) (font []byte, err error) {
	defer func() {
		if recover() != nil { // a glyph number beyond the font
			font, err = nil, fmt.Errorf("font %s: %w", id.Name(), errShort)
		}
	}()
	be := binary.BigEndian
	tables := readTables(TTF(id))
	src := newOutlines(tables)
	list := src.close(append(bases(shifted), glyphs...))
	own := int(be.Uint16(tables["maxp"][4:]))
	count := own + len(shifted)

	var glyf bytes.Buffer
	loca := make([]byte, 4*(count+1))
	next := 0
	for _, g := range list {
		for ; next <= g; next++ {
			be.PutUint32(loca[4*next:], uint32(glyf.Len()))
		}
		glyf.Write(plain(src.glyph(g)))
		pad(&glyf)
	}
	units := int(be.Uint16(tables["head"][18:]))
	hmtx := src.metrics(tables, list, own)
	for i, s := range shifted {
		for ; next <= own+i; next++ {
			be.PutUint32(loca[4*next:], uint32(glyf.Len()))
		}
		outline, bearing := s.composite(src.glyph(s.Glyph), units)
		glyf.Write(outline)
		pad(&glyf)
		hmtx = be.AppendUint16(hmtx, bearing)
	}
	for ; next <= count; next++ {
		be.PutUint32(loca[4*next:], uint32(glyf.Len()))
	}
	head := bytes.Clone(tables["head"])
	be.PutUint32(head[8:], 0)  // checkSumAdjustment
	be.PutUint16(head[50:], 1) // indexToLocFormat: long
	return writeTables(map[string][]byte{
		"head": head, "hhea": tables["hhea"], "maxp": limits(tables["maxp"], count),
		"hmtx": hmtx, "loca": loca, "glyf": glyf.Bytes(),
	}), nil
}

// Stub makes a font that has the face's characters but no outlines, for a
// library that must be told of a font whose outlines are embedded otherwise. The
// characters from first on, slots of them, get glyphs after the face's own: the
// shifted glyphs of [Subset].
func Stub(id ID, first rune, slots int) []byte {
	be := binary.BigEndian
	tables := readTables(TTF(id))
	own := int(be.Uint16(tables["maxp"][4:]))
	count := own + slots
	head := bytes.Clone(tables["head"])
	be.PutUint16(head[50:], 0) // short loca
	hhea := bytes.Clone(tables["hhea"])
	be.PutUint16(hhea[34:], 1) // one width for all
	return writeTables(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": limits(tables["maxp"], count), "cmap": extend(tables["cmap"], first, own, slots), "OS/2": tables["OS/2"],
		"post": tables["post"][:32], "name": tables["name"],
		"hmtx": make([]byte, 4+2*(count-1)), "loca": make([]byte, 2*(count+1)), "glyf": make([]byte, 4),
	})
}

func pad(b *bytes.Buffer) {
	for b.Len()%4 != 0 {
		b.WriteByte(0)
	}
}

// outlines reads the glyphs of a font.
type outlines struct {
	glyf, loca []byte
	long       bool
}

func newOutlines(tables map[string][]byte) *outlines {
	return &outlines{tables["glyf"], tables["loca"], binary.BigEndian.Uint16(tables["head"][50:]) != 0}
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

// close adds glyph 0 and the parts of composite glyphs; the result is sorted.
func (o *outlines) close(glyphs []int) []int {
	list := append([]int{0}, glyphs...)
	seen := make(map[int]bool, len(list))
	var all []int
	for len(list) > 0 {
		g := list[len(list)-1]
		list = list[:len(list)-1]
		if seen[g] {
			continue
		}
		seen[g] = true
		all = append(all, g)
		data := o.glyph(g)
		if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
			continue
		}
		for b := data[10:]; ; {
			flags, n := component(b)
			list = append(list, int(binary.BigEndian.Uint16(b[2:])))
			if b = b[n:]; flags&moreComponents == 0 {
				break
			}
		}
	}
	slices.Sort(all)
	return all
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

// metrics is hmtx with nothing for the glyphs that are left out.
func (o *outlines) metrics(tables map[string][]byte, list []int, count int) []byte {
	full := int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	hmtx := tables["hmtx"]
	out := make([]byte, 4*full+2*(count-full))
	copy(out[4*(full-1):4*full], hmtx[4*(full-1):]) // also the width of the glyphs after it
	for _, g := range list {
		if g < full {
			copy(out[4*g:4*g+4], hmtx[4*g:])
		} else {
			at := 4*full + 2*(g-full)
			copy(out[at:at+2], hmtx[at:])
		}
	}
	return out
}
