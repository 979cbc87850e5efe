package workbook

import (
	"strconv"
	"strings"
	"time"
)

// numberFormat is how a style shows a number.
type numberFormat struct {
	day, clock bool
	digits     string // a format of zeros and marks alone: 000-0000
}

// formatOf reads a number format: a built-in one by its number, or its code.
// Of the built-in formats, 14–17, 22 and those of East Asia are dates, 18–21 and
// 45–47 times of day (ECMA-376 part 1, 18.8.30).
func formatOf(id int, code string) numberFormat {
	if code == "" {
		switch {
		case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
			return numberFormat{day: true}
		case id >= 18 && id <= 21, id >= 32 && id <= 33, id >= 45 && id <= 47:
			return numberFormat{clock: true}
		}
		return numberFormat{}
	}
	first, _, _ := strings.Cut(code, ";")
	var bare strings.Builder // without colours, locales and quoted words
	literal := strings.Builder{}
	for i := 0; i < len(first); i++ {
		switch c := first[i]; c {
		case '[':
			if end := strings.IndexByte(first[i:], ']'); end > 0 {
				if word := strings.ToLower(first[i+1 : i+end]); word == "h" || word == "hh" {
					bare.WriteString(word)
				}
				i += end
			}
		case '"':
			end := strings.IndexByte(first[i+1:], '"')
			if end < 0 {
				i = len(first)
				break
			}
			literal.WriteString(first[i+1 : i+1+end])
			i += end + 1
		case '\\', '_', '*':
			if i+1 < len(first) {
				if c == '\\' {
					literal.WriteByte(first[i+1])
				}
				i++
			}
		default:
			bare.WriteByte(c)
			literal.WriteByte(c)
		}
	}
	words := strings.NewReplacer("e+", "", "e-", "").Replace(strings.ToLower(bare.String())) // powers of ten
	switch {
	case strings.Contains(words, "general"), words == "@":
		return numberFormat{}
	case strings.ContainsAny(words, "yegd"):
		return numberFormat{day: true}
	case strings.ContainsAny(words, "hs"):
		return numberFormat{clock: true}
	}
	if shown := literal.String(); strings.Contains(shown, "00") && strings.Trim(shown, "0-() ") == "" {
		return numberFormat{digits: shown}
	}
	return numberFormat{}
}

// show puts a stored number into words.
func (f numberFormat) show(stored string, from time.Time) (CellKind, string) {
	x, err := strconv.ParseFloat(stored, 64)
	if err != nil {
		return KindText, stored
	}
	switch {
	case (f.day || f.clock) && x >= 0 && x < 1: // a time without a day
		return KindClock, from.Add(minutes(x)).Format("15:04")
	case f.day && x >= 61 && x < 2958466, f.clock && x >= 61 && x < 2958466: // up to 9999-12-31; before March 1900 Excel counts a day that was not
		t := from.Add(minutes(x))
		if t.Hour() == 0 && t.Minute() == 0 {
			return KindDay, t.Format(time.DateOnly)
		}
		return KindDay, t.Format("2006-01-02T15:04")
	}
	if !whole(x) {
		return KindNumber, strconv.FormatFloat(x, 'g', 15, 64)
	}
	digits := strconv.FormatFloat(x, 'f', 0, 64)
	if f.digits != "" && x >= 0 && len(digits) <= strings.Count(f.digits, "0") {
		return KindNumber, fill(f.digits, digits)
	}
	return KindNumber, digits
}

// minutes rounds a part of a day to the minute, as clocks of offices are.
func minutes(days float64) time.Duration {
	return time.Duration(days*24*60+0.5) * time.Minute
}

// fill puts digits into the zeros of a format from the right.
func fill(format, digits string) string {
	out := []byte(format)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] != '0' {
			continue
		}
		if digits != "" {
			out[i] = digits[len(digits)-1]
			digits = digits[:len(digits)-1]
		}
	}
	return string(out)
}
