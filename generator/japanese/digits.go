package japanese

import (
	"fmt"
	"strconv"
	"strings"
)

// Digits is the style in which numbers are written.
type Digits string

// The styles of digits. The zero value counts as Half.
const (
	Half  Digits = "half"  // 12
	Full  Digits = "full"  // １２
	Kanji Digits = "kanji" // 十二, as in statutes
)

// Valid tells whether d is one of the styles; "" is not.
func (d Digits) Valid() bool { return d == Half || d == Full || d == Kanji }

// Format writes n without separators: 12, １２, 十二. 漢数字 are positional as in
// statutes: 百二十三, 千五, 一万. Zero is 〇, a negative number begins with －
// (in Half with -).
func (d Digits) Format(n int) string {
	switch d {
	case Full:
		return FullWidth(strconv.Itoa(n))
	case Kanji:
		return kanji(n)
	default:
		return strconv.Itoa(n)
	}
}

var (
	kanjiDigits = [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	kanjiUnits  = [...]string{"千", "百", "十", ""}
	kanjiGroups = [...]string{"", "万", "億", "兆", "京"}
)

// kanji writes n in positional 漢数字. 一 is left out before 十, 百 and 千, and
// kept before 万 and above (一万).
func kanji(n int) string {
	if n == 0 {
		return kanjiDigits[0]
	}
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = "－", -u
	}
	var out string
	for g := 0; u > 0; g++ {
		if four := int(u % 10000); four > 0 {
			out = kanjiBelow10000(four) + kanjiGroups[g] + out
		}
		u /= 10000
	}
	return sign + out
}

func kanjiBelow10000(n int) string {
	var b strings.Builder
	for i, place := range [...]int{1000, 100, 10, 1} {
		digit := n / place % 10
		if digit == 0 {
			continue
		}
		if digit > 1 || place == 1 {
			b.WriteString(kanjiDigits[digit])
		}
		b.WriteString(kanjiUnits[i])
	}
	return b.String()
}

// Ordinal writes 第n条, 第n項 and the like: "第", the number, the unit, and the
// branch numbers after "の". num is a Num of the 法令標準XML: "4" or, for a 枝番号,
// "4_2" (第4条の2, 第四条の二), "4_2_3" (第4条の2の3). A num that is not made of
// numbers is written as it stands.
func Ordinal(unit, num string, d Digits) string {
	var b strings.Builder
	b.WriteString("第")
	for i, part := range strings.Split(num, "_") {
		if i > 0 {
			b.WriteString("の")
		}
		if n, err := strconv.Atoi(part); err == nil && n >= 0 {
			part = d.Format(n)
		}
		b.WriteString(part)
		if i == 0 {
			b.WriteString(unit)
		}
	}
	return b.String()
}

// ArticleNumber writes the number of an 条: "4_2" is 第4条の2 or 第四条の二.
func ArticleNumber(num string, d Digits) string { return Ordinal("条", num, d) }

// Comma writes n in half-width digits with a comma every three: 1,000.
func Comma(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Paren writes the mark of a 号: "(1)", half-width.
func Paren(n int) string { return fmt.Sprintf("(%d)", n) }

// Circled writes ① to ㊿, and (51), (0) where Unicode has no circled number
// (⓪ is left out: nothing is counted from zero).
func Circled(n int) string {
	switch {
	case 1 <= n && n <= 20:
		return string(rune('①' + n - 1))
	case 21 <= n && n <= 35:
		return string(rune('㉑' + n - 21))
	case 36 <= n && n <= 50:
		return string(rune('㊱' + n - 36))
	}
	return Paren(n)
}

const (
	katakana = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
	iroha    = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)

// Katakana writes the n-th mark of the 細分 of a 号 in company rules: ア for 1,
// イ, ウ … to ン for 46, then two letters counted in the same way: アア for 47,
// アイ, … アン for 92, イア for 93. "" for n < 1.
func Katakana(n int) string { return letters([]rune(katakana), n) }

// Iroha writes the n-th mark of the 細分 of a 号 in statutes: イ for 1, ロ, ハ …
// ス for 47, then イイ, イロ. "" for n < 1.
func Iroha(n int) string { return letters([]rune(iroha), n) }

// IrohaNumber is the inverse of [Iroha] for its 47 single letters; 0 for
// anything else.
func IrohaNumber(mark string) int {
	for i, r := range []rune(iroha) {
		if string(r) == mark {
			return i + 1
		}
	}
	return 0
}

// letters counts with an alphabet as spreadsheet columns do: A … Z, AA, AB.
func letters(alphabet []rune, n int) string {
	var out string
	for n > 0 {
		n--
		out = string(alphabet[n%len(alphabet)]) + out
		n /= len(alphabet)
	}
	return out
}
