package japanese

import (
	"fmt"
	"strconv"
	"strings"
)

// era is one 元号: its first day and the letter of the short form (R8.11.22).
type era struct {
	name   string
	letter byte
	from   Date
}

// eras, latest first. The first day of an era belongs to it (昭和64年1月7日 is
// followed by 平成元年1月8日). 明治 begins here with the Gregorian calendar
// (明治6年1月1日 = 1873-01-01); earlier days were counted by another calendar.
var eras = [...]era{
	{"令和", 'R', Date{2019, 5, 1}},
	{"平成", 'H', Date{1989, 1, 8}},
	{"昭和", 'S', Date{1926, 12, 25}},
	{"大正", 'T', Date{1912, 7, 30}},
	{"明治", 'M', Date{1873, 1, 1}},
}

// meijiYearOne is the year that counts as 明治元年; the era of the table starts
// later, with the calendar.
const meijiYearOne = 1868

func (e era) yearOne() int {
	if e.letter == 'M' {
		return meijiYearOne
	}
	return e.from.Year
}

// eraOf returns the era a day belongs to; false before 1873.
func eraOf(d Date) (era, bool) {
	for _, e := range eras {
		if !d.Before(e.from) {
			return e, true
		}
	}
	return era{}, false
}

// Wareki returns 「令和8年11月22日」; the first year of an era is 元年. A day
// before 1873 has no 和暦 here and is written in 西暦. "" for the zero Date.
func (d Date) Wareki() string {
	if d.IsZero() {
		return ""
	}
	y := d.WarekiYear()
	if y == "" {
		return d.Seireki()
	}
	return fmt.Sprintf("%s%d月%d日", y, d.Month, d.Day)
}

// WarekiYear returns 「令和8年」, 「令和元年」; "" before 1873.
func (d Date) WarekiYear() string {
	e, ok := eraOf(d)
	if !ok {
		return ""
	}
	if n := d.Year - e.yearOne() + 1; n > 1 {
		return fmt.Sprintf("%s%d年", e.name, n)
	}
	return e.name + "元年"
}

// Seireki returns 「2026年11月22日」; "" for the zero Date.
func (d Date) Seireki() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Both returns 「令和8年（2026年）11月22日」; 西暦 alone before 1873.
func (d Date) Both() string {
	y := d.WarekiYear()
	if y == "" {
		return d.Seireki()
	}
	return fmt.Sprintf("%s（%d年）%d月%d日", y, d.Year, d.Month, d.Day)
}

// ParseWareki reads a day written in 和暦: 令和8年11月22日, 令和元年5月1日,
// R8.11.22 (also with / or -). Full-width digits and letters, 漢数字
// (令和八年十一月二十二日) and spaces between the parts are accepted. The day
// must lie in the era it names: 平成31年5月1日 is an error, because that day is
// 令和元年5月1日.
func ParseWareki(s string) (Date, error) {
	rest := strings.Join(strings.Fields(HalfWidth(s)), "")
	e, rest, ok := cutEra(rest)
	if !ok {
		return Date{}, fmt.Errorf("malformed date %q: want 令和8年11月22日 or R8.11.22", s)
	}
	parts, ok := splitWareki(rest)
	if !ok {
		return Date{}, fmt.Errorf("malformed date %q: want 令和8年11月22日 or R8.11.22", s)
	}
	d, err := NewDate(e.yearOne()-1+parts[0], parts[1], parts[2])
	if err != nil {
		return Date{}, fmt.Errorf("malformed date %q: the calendar has no such day", s)
	}
	if got, ok := eraOf(d); !ok {
		return Date{}, fmt.Errorf("date %q: before 1873-01-01, when the calendar was another", s)
	} else if got != e {
		return Date{}, fmt.Errorf("date %q: this day is %s", s, d.Wareki())
	}
	return d, nil
}

func cutEra(s string) (era, string, bool) {
	for _, e := range eras {
		if rest, ok := strings.CutPrefix(s, e.name); ok {
			return e, rest, true
		}
		if s != "" && s[0]&^0x20 == e.letter {
			return e, s[1:], true
		}
	}
	return era{}, s, false
}

// splitWareki cuts "8年11月22日" or "8.11.22" into its three numbers.
func splitWareki(s string) ([3]int, bool) {
	var out [3]int
	var fields []string
	if year, rest, ok := strings.Cut(s, "年"); ok {
		month, day, ok := strings.Cut(rest, "月")
		if !ok || !strings.HasSuffix(day, "日") {
			return out, false
		}
		fields = []string{year, month, strings.TrimSuffix(day, "日")}
	} else {
		for _, sep := range []string{".", "/", "-"} {
			if fields = strings.Split(s, sep); len(fields) == 3 {
				break
			}
		}
	}
	if len(fields) != 3 {
		return out, false
	}
	for i, f := range fields {
		n, ok := smallNumber(f)
		if i == 0 && f == "元" {
			n, ok = 1, true
		}
		if !ok || n < 1 {
			return out, false
		}
		out[i] = n
	}
	return out, true
}

// smallNumber reads a number of at most three ASCII digits or of 漢数字 below
// 100 (十一, 三十一).
func smallNumber(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		if len(s) > 3 || strings.Trim(s, "0123456789") != "" {
			return 0, false
		}
		n, err := strconv.Atoi(s)
		return n, err == nil
	}
	for n := 1; n < 100; n++ {
		if kanji(n) == s {
			return n, true
		}
	}
	return 0, false
}
