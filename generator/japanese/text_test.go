package japanese

import (
	"slices"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	if got := FullWidth("A-1 (株)・ｱ"); got != "Ａ－１　（株）・ｱ" {
		t.Errorf("FullWidth = %s", got)
	}
	if got := HalfWidth("Ａ－１　（株）・ｱ髙𠮷"); got != "A-1 (株)・ｱ髙𠮷" {
		t.Errorf("HalfWidth = %s", got)
	}
}

func TestJoinAnd(t *testing.T) {
	tests := []struct{ list, word, want string }{
		{"", "及び", ""},
		{"A", "及び", "A"},
		{"A B", "及び", "A及びB"},
		{"A B C", "及び", "A、B及びC"},
		{"A B C", "又は", "A、B又はC"},
		{"A B C", "若しくは", "A、B若しくはC"},
		{"A B C", "並びに", "A、B並びにC"},
		{"A B C", "、", "A、B、C"},
		{"A B C", "・", "A・B・C"},
		{"A B", "と", "AとB"},
	}
	for _, tt := range tests {
		if got := JoinAnd(strings.Fields(tt.list), tt.word); got != tt.want {
			t.Errorf("JoinAnd(%s, %s) = %s, want %s", tt.list, tt.word, got, tt.want)
		}
	}
}

func TestPrefectures(t *testing.T) {
	p := Prefectures()
	if len(p) != 47 || p[0] != "北海道" || p[12] != "東京都" || p[46] != "沖縄県" {
		t.Errorf("Prefectures = %v", p)
	}
	if slices.Sort(p); len(slices.Compact(p)) != 47 {
		t.Error("a 都道府県 stands twice")
	}
	if got := Prefecture("京都府京都市中京区"); got != "京都府" {
		t.Errorf("Prefecture = %s", got)
	}
	if got := Prefecture("さいたま市浦和区"); got != "" {
		t.Errorf("Prefecture = %s", got)
	}
}

func TestWidth(t *testing.T) {
	for r, want := range map[rune]int{
		'a': 1, 'ｱ': 1, 'あ': 2, '漢': 2, '𠮷': 2, '①': 2, '（': 2, '―': 2, '\u3099': 0, '\u3000': 2, '\u200b': 0, 'é': 2,
		'\U000E0100': 0, '\n': 0, '\u0301': 0,
	} {
		if got := Width(r); got != want {
			t.Errorf("Width(%q) = %d, want %d", r, got, want)
		}
	}
	if got := TextWidth("第1条か\u3099"); got != 7 {
		t.Errorf("TextWidth = %d", got)
	}
}
