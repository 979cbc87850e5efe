package workbook

import (
	"math"
	"strconv"
	"strings"
)

// cellPlace reads C7: column from 0, row from 1.
func cellPlace(name string) (column, row int, ok bool) {
	letters := 0
	for letters < len(name) && name[letters] >= 'A' && name[letters] <= 'Z' {
		column = column*26 + int(name[letters]-'A') + 1
		if letters++; letters > 4 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(name[letters:])
	return column - 1, row, err == nil && letters > 0 && row > 0
}

// richText is a text in one piece or in runs; the reading above it (rPh) is not
// part of it.
type richText struct {
	T *string `xml:"t"`
	R []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (t richText) String() string {
	var b strings.Builder
	if t.T != nil {
		b.WriteString(*t.T)
	}
	for _, r := range t.R {
		b.WriteString(r.T)
	}
	return b.String()
}

// unescape reads _x000D_ and the like, by which the format writes what XML can't.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 7
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// whole tells whether a number is one that a spreadsheet keeps exactly.
func whole(x float64) bool { return x == math.Trunc(x) && math.Abs(x) < 1e15 }
