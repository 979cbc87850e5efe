package japanese

import "testing"

func TestDigits(t *testing.T) {
	tests := []struct {
		n                 int
		half, full, kanji string
	}{
		{0, "0", "０", "〇"},
		{1, "1", "１", "一"},
		{10, "10", "１０", "十"},
		{12, "12", "１２", "十二"},
		{20, "20", "２０", "二十"},
		{100, "100", "１００", "百"},
		{101, "101", "１０１", "百一"},
		{123, "123", "１２３", "百二十三"},
		{1000, "1000", "１０００", "千"},
		{1005, "1005", "１００５", "千五"},
		{5000, "5000", "５０００", "五千"},
		{10000, "10000", "１００００", "一万"},
		{100000000, "100000000", "１００００００００", "一億"},
		{10010001, "10010001", "１００１０００１", "千一万一"},
		{-12, "-12", "－１２", "－十二"},
	}
	for _, tt := range tests {
		if got := Half.Format(tt.n); got != tt.half {
			t.Errorf("half %d = %s", tt.n, got)
		}
		if got := Full.Format(tt.n); got != tt.full {
			t.Errorf("full %d = %s", tt.n, got)
		}
		if got := Kanji.Format(tt.n); got != tt.kanji {
			t.Errorf("kanji %d = %s, want %s", tt.n, got, tt.kanji)
		}
		if got := Digits("").Format(tt.n); got != tt.half {
			t.Errorf("zero style %d = %s", tt.n, got)
		}
	}
	if Digits("").Valid() || Digits("roman").Valid() || !Half.Valid() || !Full.Valid() || !Kanji.Valid() {
		t.Error("Valid")
	}
}

func TestOrdinal(t *testing.T) {
	tests := []struct {
		unit, num string
		d         Digits
		want      string
	}{
		{"条", "4", Half, "第4条"},
		{"条", "4_2", Half, "第4条の2"},
		{"条", "4_2", Kanji, "第四条の二"},
		{"条", "29_4", Full, "第２９条の４"},
		{"条", "4_2_3", Half, "第4条の2の3"},
		{"項", "2", Kanji, "第二項"},
		{"号", "10", Half, "第10号"},
		{"章", "1", Half, "第1章"},
		{"条", "x", Half, "第x条"},
	}
	for _, tt := range tests {
		if got := Ordinal(tt.unit, tt.num, tt.d); got != tt.want {
			t.Errorf("Ordinal(%s, %s, %s) = %s, want %s", tt.unit, tt.num, tt.d, got, tt.want)
		}
	}
	if got := ArticleNumber("4_2", Kanji); got != "第四条の二" {
		t.Errorf("ArticleNumber = %s", got)
	}
}

func TestMarks(t *testing.T) {
	for n, want := range map[int]string{0: "", -1: "", 1: "ア", 5: "オ", 44: "ワ", 46: "ン", 47: "アア", 48: "アイ", 92: "アン", 93: "イア"} {
		if got := Katakana(n); got != want {
			t.Errorf("Katakana(%d) = %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int]string{1: "イ", 2: "ロ", 3: "ハ", 47: "ス", 48: "イイ", 49: "イロ"} {
		if got := Iroha(n); got != want {
			t.Errorf("Iroha(%d) = %s, want %s", n, got, want)
		}
	}
	for n := 1; n <= 47; n++ {
		if got := IrohaNumber(Iroha(n)); got != n {
			t.Errorf("IrohaNumber(%s) = %d, want %d", Iroha(n), got, n)
		}
	}
	if IrohaNumber("ん") != 0 || IrohaNumber("") != 0 || IrohaNumber("イロ") != 0 {
		t.Error("IrohaNumber of what is no mark")
	}
	for n, want := range map[int]string{1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿", 51: "(51)", 0: "(0)"} {
		if got := Circled(n); got != want {
			t.Errorf("Circled(%d) = %s, want %s", n, got, want)
		}
	}
	if got := Paren(12); got != "(12)" {
		t.Errorf("Paren = %s", got)
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -999: "-999"} {
		if got := Comma(n); got != want {
			t.Errorf("Comma(%d) = %s, want %s", n, got, want)
		}
	}
}
