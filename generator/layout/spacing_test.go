package layout

import "testing"

// TestSpaces: the natural space between two characters, its room to shrink and to
// stretch, in 1/1000 em (JLREQ, tables 5 and 6).
func TestSpaces(t *testing.T) {
	tests := []struct {
		text          string
		nat, shr, str int16
		why           string
	}{
		{"人情", 0, 0, 250, "Japanese"},
		{"人A", 250, 125, 125, "四分アキ"},
		{"2人", 250, 125, 125, "四分アキ"},
		{"、人", 0, 500, 250, "the blank half of 、"},
		{"。人", 0, 0, 250, "the blank half of 。 stays"},
		{"）。", -500, 0, 0, "packed"},
		{"。）", -500, 0, 0, "packed"},
		{"）（", -500, 500, 0, "one blank half is left"},
		{"「（", -500, 0, 0, "packed"},
		{"人（", 0, 500, 250, "the blank half of （"},
		{"（人", 0, 0, 0, "the tight side"},
		{"人）", 0, 0, 0, "the tight side"},
		{"人・", 0, 250, 0, "a quarter on either side of ・"},
		{"・人", 0, 250, 0, "a quarter on either side of ・"},
		{"……", 0, 0, 0, "inseparable"},
		{"〒1", 0, 0, 0, "a sign and its number"},
		{"5％", 0, 0, 0, "a number and its sign"},
		{"0-", 0, 0, 0, "a telephone number"},
		{"-人", 0, 0, 250, "a hyphen joins"},
		{"☐人", 0, 0, 0, "a box and its words"},
		{"2、", 0, 0, 0, "a mark has its own blank"},
		{"（2", 0, 0, 0, "a mark has its own blank"},
	}
	for _, tt := range tests {
		s := newSetter(half1{})
		s.loadString(mincho, tt.text)
		space(s.items)
		a := s.items[0]
		if a.nat != tt.nat || a.shr != tt.shr || a.str != tt.str {
			t.Errorf("%s (%s): %d −%d +%d, want %d −%d +%d", tt.text, tt.why, a.nat, a.shr, a.str, tt.nat, tt.shr, tt.str)
		}
	}
}

// What belongs together costs dear to part, or may not be parted at all.
func TestCostsOfBreaks(t *testing.T) {
	tests := []struct {
		text string
		at   int // the break after this many characters
		want uint8
	}{
		{"第12条", 1, breakStrong},
		{"第12条", 3, breakStrong},
		{"第1条の2", 3, breakStrong},
		{"第1条の2", 4, breakStrong},
		{"令和8年", 2, breakStrong},
		{"30日以内", 2, breakStrong},
		{"3か月", 1, breakStrong},
		{"3か月", 2, breakStrong},
		{"20階", 2, breakStrong},
		{"201号室", 3, breakStrong},
		{"201号室", 4, breakStrong},
		{"〒100-0001", 1, breakNever},
		{"048-000-0001", 4, breakTight},
		{"048-000-0001", 2, breakNever},
		{"髙橋 﨑子", 3, breakName},
		{"個人情報", 2, breakFree},
		{"☐ 済", 1, breakNever},
	}
	for _, tt := range tests {
		s := newSetter(half1{})
		s.loadString(mincho, tt.text)
		space(s.items)
		if got := s.items[tt.at-1].brk; got != tt.want {
			t.Errorf("%s after %d: %d, want %d", tt.text, tt.at, got, tt.want)
		}
	}
}
