package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"

	"kitei/fonts"
)

// fixFont writes the objects of one face anew; gopdf has them in the order text
// map, font file, descriptor, CID font, font.
func fixFont(objs [][]byte, id fonts.ID, textMap int, extra *variants) error {
	if textMap+3 >= len(objs) {
		return errors.New("its objects are not in the file")
	}
	chars, err := readTextMap(objs[textMap-1])
	if err != nil {
		return err
	}
	face, err := fonts.Load(id)
	if err != nil {
		return err
	}
	var glyphs []int
	for i := range chars {
		c := &chars[i]
		if v := extra.of(c.r); v != nil {
			c.r, c.text, c.width = v.r, v.text, v.width(face)
		} else {
			c.width, _ = face.Advance(c.r)
			glyphs = append(glyphs, c.glyph)
		}
	}
	if objs[textMap-1], err = textMapStream(chars); err != nil {
		return err
	}
	program, err := fonts.Subset(id, glyphs, extra.shifted(face))
	if err != nil {
		return err
	}
	if objs[textMap], err = stream(program, fmt.Sprintf("/Length1 %d", len(program))); err != nil {
		return err
	}
	if !bytes.Contains(objs[textMap+2], []byte("/Subtype /CIDFontType2\n")) {
		return errors.New("the CID font is not where gopdf puts it")
	}
	objs[textMap+2] = cidFont(id, textMap+2, chars)
	return nil
}

// char is a character of a face and its glyph number.
type char struct {
	glyph int
	r     rune
	text  string // what the glyph stands for; "" = r
	width int    // 1/1000 em
}

// readTextMap reads gopdf's ToUnicode, whose rows are <GGGG><GGGG><RRRR>, R having
// up to six digits. The result is in order of glyphs.
func readTextMap(old []byte) ([]char, error) {
	_, list, ok := bytes.Cut(old, []byte(" beginbfrange\n"))
	list, _, okEnd := bytes.Cut(list, []byte("endbfrange"))
	if !ok || !okEnd {
		return nil, errors.New("the text map is not as gopdf writes it")
	}
	var chars []char
	for row := range bytes.Lines(list) {
		if len(row) < 18 {
			return nil, fmt.Errorf("the text map has the row %q", row)
		}
		g, errG := strconv.ParseUint(string(row[1:5]), 16, 16)
		r, errR := strconv.ParseUint(string(row[13:len(row)-2]), 16, 32)
		if errG != nil || errR != nil {
			return nil, fmt.Errorf("the text map has the row %q", row)
		}
		chars = append(chars, char{glyph: int(g), r: rune(r)})
	}
	slices.SortStableFunc(chars, func(a, b char) int { return a.glyph - b.glyph })
	return slices.CompactFunc(chars, func(a, b char) bool { return a.glyph == b.glyph }), nil
}

// cidFont describes the face; widths are listed where they are not one em.
func cidFont(id fonts.ID, descriptor int, chars []char) []byte {
	b := fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[", family(id), descriptor)
	last := -2
	for _, c := range chars {
		w := c.width
		if w == 1000 {
			continue
		}
		switch {
		case c.glyph == last+1:
			b = fmt.Appendf(b, " %d", w)
		case last < 0:
			b = fmt.Appendf(b, "%d[%d", c.glyph, w)
		default:
			b = fmt.Appendf(b, "]%d[%d", c.glyph, w)
		}
		last = c.glyph
	}
	if last >= 0 {
		b = append(b, ']')
	}
	return append(b, "]>>\n"...)
}

// textMapStream writes a ToUnicode: UTF-16, blocks of at most 100, compressed.
func textMapStream(chars []char) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for len(chars) > 0 {
		n := min(100, len(chars))
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, c := range chars[:n] {
			fmt.Fprintf(&b, "<%04X><", c.glyph)
			if c.text == "" {
				c.text = string(c.r)
			}
			for _, u := range utf16.Encode([]rune(c.text)) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		chars = chars[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return stream(b.Bytes(), "")
}
