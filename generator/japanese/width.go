package japanese

import (
	"unicode"

	"golang.org/x/text/width"
)

// Width is the number of half-width columns that r takes on a Japanese screen:
// 2 for wide, full-width and ambiguous characters (①, ―, ×), 1 for narrow
// ones, 0 for combining and control characters. It is for plain text tables; the
// layout measures with the font.
func Width(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 2
	}
	return 1
}

// TextWidth is the sum of [Width] over s.
func TextWidth(s string) int {
	n := 0
	for _, r := range s {
		n += Width(r)
	}
	return n
}
