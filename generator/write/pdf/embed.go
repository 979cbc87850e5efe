package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf16"

	"kitei/fonts"
)

// embed appends the fonts: for every face its text map, font file, descriptor,
// CID font and font. They go into the resources, which all pages share.
func (d *writer) embed(objs [][]byte) ([][]byte, error) {
	at := slices.IndexFunc(objs, func(o []byte) bool { return bytes.HasPrefix(o, []byte("<<\n\t/ProcSet ")) })
	if at < 0 {
		return nil, errors.New("gopdf: the file has no resources")
	}
	resources := []byte("<</Font<<")
	for i, id := range d.faces {
		used := d.glyphs[id]
		textMap, err := textMapStream(used)
		if err != nil {
			return nil, err
		}
		program, err := fonts.Subset(id, used.drawn())
		if err != nil {
			return nil, err
		}
		file, err := stream(program, fmt.Sprintf("/Length1 %d", len(program)))
		if err != nil {
			return nil, err
		}
		n := len(objs) // the number of the last object
		objs = append(objs, textMap, file, descriptor(id, used.face, n+2), cidFont(id, n+3, used),
			fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>\n", family(id), n+4, n+1))
		resources = fmt.Appendf(resources, "/F%d %d 0 R", i+1, n+5)
	}
	objs[at] = append(resources, ">>>>\n"...)
	return objs, nil
}

// descriptor describes the face as a whole (ISO 32000 9.8); flags 32 = letters
// of a usual set.
func descriptor(id fonts.ID, f *fonts.Face, file int) []byte {
	s := &f.Stated
	return fmt.Appendf(nil, "<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV 0/FontFile2 %d 0 R>>\n",
		family(id), s.Box[0], s.Box[1], s.Box[2], s.Box[3], s.Ascent, s.Descent, s.CapHeight, s.XHeight, file)
}

// cidFont describes the glyphs; widths are listed where they are not one em.
func cidFont(id fonts.ID, descriptor int, used *glyphs) []byte {
	b := fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[", family(id), descriptor)
	last := -2
	for i := range used.list {
		w := used.width(&used.list[i])
		if w == 1000 {
			continue
		}
		switch glyph := i + 1; {
		case glyph == last+1:
			b = fmt.Appendf(b, " %d", w)
		case last < 0:
			b = fmt.Appendf(b, "%d[%d", glyph, w)
		default:
			b = fmt.Appendf(b, "]%d[%d", glyph, w)
		}
		last = i + 1
	}
	if last >= 0 {
		b = append(b, ']')
	}
	return append(b, "]>>\n"...)
}

// textMapStream writes a ToUnicode: UTF-16, blocks of at most 100, compressed.
func textMapStream(used *glyphs) ([]byte, error) {
	const block = 100
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for i := range used.list {
		if i%block == 0 {
			fmt.Fprintf(&b, "%d beginbfchar\n", min(block, len(used.list)-i))
		}
		v := &used.list[i]
		text := v.text
		if text == "" {
			text = string(v.r)
		}
		fmt.Fprintf(&b, "<%04X><", i+1)
		for _, u := range utf16.Encode([]rune(text)) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString(">\n")
		if i%block == block-1 || i == len(used.list)-1 {
			b.WriteString("endbfchar\n")
		}
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return stream(b.Bytes(), "")
}
