package fonts

import (
	"encoding/binary"
	"testing"
)

// TestSubsetNumbersGlyphs: the glyphs stand in the order asked for, with their
// widths; a moved glyph and a composite one name parts that are in the subset.
func TestSubsetNumbersGlyphs(t *testing.T) {
	be := binary.BigEndian
	composites := 0
	for id := range ID(Count) {
		face, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		var list []Drawn
		for _, r := range "規1éÀ½ﾊ̈☑𠮷、Å" {
			if g, ok := face.Glyph(r); ok {
				w, _ := face.Advance(r)
				list = append(list, Drawn{Glyph: g, Shift: 250, Width: w + 250}, Drawn{Glyph: g, Width: w}, Drawn{Glyph: g, Width: w})
			}
		}
		font, err := Subset(id, list)
		if err != nil {
			t.Fatal(err)
		}
		tables := readTables(font)
		n := int(be.Uint16(tables["maxp"][4:]))
		if n <= len(list) {
			t.Fatalf("%s: %d glyphs for %d", id.Name(), n, len(list))
		}
		got, own := newOutlines(tables), newOutlines(readTables(TTF(id)))
		for i, d := range list {
			if w := int(got.advance(i+1)) * 1000 / face.UnitsPerEm; w != d.Width {
				t.Errorf("%s: glyph %d is %d wide, want %d", id.Name(), i+1, w, d.Width)
			}
			data, base := got.glyph(i+1), own.glyph(d.Glyph)
			if len(base) == 0 {
				continue
			}
			moved := int(int16(be.Uint16(data[2:]))) - int(int16(be.Uint16(base[2:])))
			if want := (d.Shift*face.UnitsPerEm + 500) / 1000; moved != want {
				t.Errorf("%s: glyph %d is moved by %d, want %d", id.Name(), i+1, moved, want)
			}
		}
		for g := range n {
			data := got.glyph(g)
			if len(data) < 10 || int16(be.Uint16(data)) >= 0 {
				continue
			}
			for b := data[10:]; ; {
				flags, size := component(b)
				composites++
				part := int(be.Uint16(b[2:]))
				if part >= n || part == g {
					t.Errorf("%s: glyph %d has the part %d of %d", id.Name(), g, part, n)
				}
				if b = b[size:]; flags&moreComponents == 0 {
					break
				}
			}
		}
	}
	if composites == 0 {
		t.Error("no composite glyph was tried")
	}
	if _, err := Subset(Mincho, []Drawn{{Glyph: 60000}}); err == nil {
		t.Error("a glyph beyond the font was taken")
	}
}

func BenchmarkSubset(b *testing.B) {
	face, err := Load(Mincho)
	if err != nil {
		b.Fatal(err)
	}
	var list []Drawn
	for r := '一'; len(list) < 400; r++ {
		if g, ok := face.Glyph(r); ok {
			list = append(list, Drawn{Glyph: g, Width: 1000})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Subset(Mincho, list); err != nil {
			b.Fatal(err)
		}
	}
}
