package fonts_test

import (
	"testing"

	"kitei/fonts"
)

func TestAdvance(t *testing.T) {
	tests := []struct {
		name string
		face fonts.ID
		r    rune
		want int // 1/1000 em; -1 = no glyph
	}{
		{"kanji is one em", fonts.Mincho, '規', 1000},
		{"comma is one em in the plain face", fonts.Mincho, '、', 1000},
		{"figure is half an em in the plain face", fonts.Gothic, '1', 500},
		{"name character in the basic plane", fonts.Mincho, '髙', 1000},
		{"compatibility ideograph", fonts.Mincho, '﨑', 1000},
		{"beyond the basic plane", fonts.Mincho, '𠮟', 1000},
		{"not in JIS", fonts.Mincho, '𠮷', -1},
		{"fallback has it", fonts.Fallback, '𠮷', 1000},
		{"check box", fonts.Signs, '☑', 1000},
		{"emoji", fonts.Gothic, '😀', -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := fonts.Load(tt.face)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := f.Advance(tt.r)
			if !ok {
				got = -1
			}
			if got != tt.want {
				t.Errorf("Advance(%q) = %d, want %d", tt.r, got, tt.want)
			}
		})
	}
}

// Every name of params-a.md §8 must find a glyph in some face.
func TestNamesAreCovered(t *testing.T) {
	for _, r := range "髙﨑濵德邊邉𠮷辻々ヶケー―－・･＆&'’①⑳㈱〒℡…‥～〜ア(１" {
		found := false
		for id := range fonts.ID(fonts.Count) {
			f, err := fonts.Load(id)
			if err != nil {
				t.Fatal(err)
			}
			found = found || f.HasGlyph(r)
		}
		if !found {
			t.Errorf("no face has %q (%U)", r, r)
		}
	}
}

func TestUnknownFace(t *testing.T) {
	if _, err := fonts.Load(fonts.Count); err == nil {
		t.Error("Load of an unknown face succeeded")
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if err := fonts.Reparse(fonts.Mincho); err != nil {
			b.Fatal(err)
		}
	}
}
