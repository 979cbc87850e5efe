package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"

	"kitei/fonts"
)

// fixFont writes the objects of one face anew; gopdf has them in the order text
// map, font file, descriptor, CID font, font.
func fixFont(objs [][]byte, id fonts.ID, textMap int, used *glyphs) (err error) {
	if textMap+3 >= len(objs) {
		return errors.New("its objects are not in the file")
	}
	if objs[textMap-1], err = textMapStream(used); err != nil {
		return err
	}
	program, err := fonts.Subset(id, used.drawn())
	if err != nil {
		return err
	}
	if objs[textMap], err = stream(program, fmt.Sprintf("/Length1 %d", len(program))); err != nil {
		return err
	}
	if !bytes.Contains(objs[textMap+2], []byte("/Subtype /CIDFontType2\n")) {
		return errors.New("the CID font is not where gopdf puts it")
	}
	objs[textMap+2] = cidFont(id, textMap+2, used)
	return nil
}

// cidFont describes the face; widths are listed where they are not one em.
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
