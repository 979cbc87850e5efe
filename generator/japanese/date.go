package japanese

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// A Date is a day of the Gregorian calendar, without time or zone. The zero
// Date means "no date"; see [Date.IsZero].
type Date struct {
	Year  int // 1 to 9999
	Month int // 1 to 12
	Day   int // 1 to 31
}

// NewDate returns the day, or an error if the calendar has no such day.
func NewDate(year, month, day int) (Date, error) {
	d := Date{year, month, day}
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || dateOf(d.time()) != d {
		return Date{}, fmt.Errorf("no such day: year %d, month %d, day %d", year, month, day)
	}
	return d, nil
}

// ParseDate reads an ISO date, exactly "2026-11-22".
func ParseDate(iso string) (Date, error) {
	if len(iso) != 10 || iso[4] != '-' || iso[7] != '-' {
		return Date{}, fmt.Errorf("malformed date %q: want YYYY-MM-DD", iso)
	}
	for i := range len(iso) {
		if i != 4 && i != 7 && (iso[i] < '0' || iso[i] > '9') {
			return Date{}, fmt.Errorf("malformed date %q: want YYYY-MM-DD", iso)
		}
	}
	year, _ := strconv.Atoi(iso[:4])
	month, _ := strconv.Atoi(iso[5:7])
	day, _ := strconv.Atoi(iso[8:])
	d, err := NewDate(year, month, day)
	if err != nil {
		return Date{}, fmt.Errorf("malformed date %q: the calendar has no such day", iso)
	}
	return d, nil
}

// String returns the ISO form "2026-11-22"; "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; an empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// IsZero tells whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Compare is -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays returns the day n calendar days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return dateOf(d.time().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or the last day of that month
// when it has no such day (民法143条2項: 1月31日 plus one month is 2月28日).
func (d Date) AddMonths(n int) Date {
	first := dateOf(time.Date(d.Year, time.Month(d.Month+n), 1, 0, 0, 0, 0, time.UTC))
	last := dateOf(time.Date(first.Year, time.Month(first.Month+1), 0, 0, 0, 0, 0, time.UTC))
	first.Day = min(d.Day, last.Day)
	return first
}

// DaysUntil is the number of calendar days from d to e; negative when e is
// earlier.
func (d Date) DaysUntil(e Date) int {
	return int(e.time().Sub(d.time()).Hours() / 24)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// WeekdayMark is the day of the week as written in parentheses after a date:
// 日, 月, … 土.
func (d Date) WeekdayMark() string {
	return [...]string{"日", "月", "火", "水", "木", "金", "土"}[d.Weekday()]
}

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) Date {
	return Date{t.Year(), int(t.Month()), t.Day()}
}
