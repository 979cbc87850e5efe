package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// fixFont corrects the objects of one face, which gopdf writes in the order text
// map, font file, descriptor, CID font, font.
func fixFont(objs [][]byte, textMap int) error {
	if textMap+3 >= len(objs) {
		return errors.New("its objects are not in the file")
	}
	body, err := rewriteTextMap(objs[textMap-1])
	if err != nil {
		return err
	}
	objs[textMap-1] = body
	cid := &objs[textMap+2]
	const subtype = "/Subtype /CIDFontType2\n"
	if !bytes.Contains(*cid, []byte(subtype)) {
		return errors.New("the CID font is not where gopdf puts it")
	}
	*cid = bytes.Replace(*cid, []byte(subtype), []byte(subtype+"/CIDToGIDMap /Identity\n"), 1)
	return nil
}

// rewriteTextMap turns gopdf's ToUnicode into a correct one: UTF-16 beyond U+FFFF,
// blocks of at most 100, a rectangular code space, compressed.
func rewriteTextMap(old []byte) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	_, list, ok := bytes.Cut(old, []byte(" beginbfrange\n"))
	list, _, okEnd := bytes.Cut(list, []byte("endbfrange"))
	if !ok || !okEnd {
		return nil, errors.New("the text map is not as gopdf writes it")
	}
	rows := bytes.Split(bytes.TrimSuffix(list, []byte("\n")), []byte("\n"))
	if len(list) == 0 {
		rows = nil
	}
	for len(rows) > 0 {
		n := min(100, len(rows))
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, row := range rows[:n] {
			if len(row) < 16 { // <GGGG><GGGG><RRRR>, R up to six digits
				return nil, fmt.Errorf("the text map has the row %q", row)
			}
			r, err := strconv.ParseUint(string(row[13:len(row)-1]), 16, 32)
			if err != nil {
				return nil, fmt.Errorf("the text map has the row %q", row)
			}
			b.Write(row[:6])
			b.WriteByte('<')
			for _, u := range utf16.Encode([]rune{rune(r)}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		rows = rows[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return stream(b.Bytes(), "")
}
