package law

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kitei/generator/japanese"
)

// rolled writes the passed days: 2026-12-31 年末年始.
func rolled(d Deadline) string {
	var out []string
	for _, c := range d.Rolled {
		out = append(out, c.Date.String()[5:]+" "+c.Reason)
	}
	return strings.Join(out, ", ")
}

func TestDeadline(t *testing.T) {
	l := on(t, "2026-11-22")
	const yearEnd = "12-31 年末年始, 01-01 元日, 01-02 年末年始, 01-03 年末年始"
	tests := []struct {
		name, known string
		days        int
		raw, due    string
		rolled      string
	}{
		// law.md 3.5
		{"open", "2026-11-02", 30, "2026-12-01", "2026-12-01", ""},
		{"year_end", "2026-11-02", 60, "2026-12-31", "2027-01-04", yearEnd},
		{"first_day_of_year_end", "2026-11-30", 30, "2026-12-29", "2027-01-04", "12-29 年末年始, 12-30 年末年始, " + yearEnd},
		{"across_year_end", "2026-11-30", 60, "2027-01-28", "2027-01-28", ""},
		{"new_years_eve", "2026-12-02", 30, "2026-12-31", "2027-01-04", yearEnd},
		{"saturday", "2026-12-02", 60, "2027-01-30", "2027-02-01", "01-30 土曜日, 01-31 日曜日"},
		{"sunday_then_holiday", "2026-10-24", 30, "2026-11-22", "2026-11-24", "11-22 日曜日, 11-23 勤労感謝の日"},
		{"known_on_saturday", "2026-10-24", 60, "2026-12-22", "2026-12-22", ""},
		{"known_on_sunday", "2026-11-22", 30, "2026-12-21", "2026-12-21", ""},
		{"known_on_sunday", "2026-11-22", 60, "2027-01-20", "2027-01-20", ""},
		// leak-procedure.md, annex 6
		{"annex_6", "2026-12-01", 30, "2026-12-30", "2027-01-04", "12-30 年末年始, " + yearEnd},

		{"last_day_before_year_end", "2026-11-29", 30, "2026-12-28", "2026-12-28", ""},
		{"first_day_after_year_end", "2026-12-06", 30, "2027-01-04", "2027-01-04", ""},
		{"year_end_2027", "2027-12-02", 30, "2027-12-31", "2028-01-04", "12-31 年末年始, 01-01 元日, 01-02 年末年始, 01-03 年末年始"},
		{"leap_year", "2027-12-31", 60, "2028-02-28", "2028-02-28", ""},

		{"before_sandwich", "2026-08-20", 30, "2026-09-18", "2026-09-18", ""},
		{"silver_week", "2026-08-21", 30, "2026-09-19", "2026-09-24", "09-19 土曜日, 09-20 日曜日, 09-21 敬老の日, 09-22 国民の休日, 09-23 秋分の日"},
		{"sandwiched", "2026-08-24", 30, "2026-09-22", "2026-09-24", "09-22 国民の休日, 09-23 秋分の日"},
		{"after_sandwich", "2026-08-26", 30, "2026-09-24", "2026-09-24", ""},
		{"substitute", "2027-02-20", 30, "2027-03-21", "2027-03-23", "03-21 春分の日, 03-22 振替休日"},
		{"substitute_after_three", "2026-04-04", 30, "2026-05-03", "2026-05-07", "05-03 憲法記念日, 05-04 みどりの日, 05-05 こどもの日, 05-06 振替休日"},

		{"golden_week_before", "2027-03-30", 30, "2027-04-28", "2027-04-28", ""},
		{"golden_week_showa", "2027-03-31", 30, "2027-04-29", "2027-04-30", "04-29 昭和の日"},
		{"golden_week_open_friday", "2027-04-01", 30, "2027-04-30", "2027-04-30", ""},
		{"golden_week_all", "2027-04-02", 30, "2027-05-01", "2027-05-06", "05-01 土曜日, 05-02 日曜日, 05-03 憲法記念日, 05-04 みどりの日, 05-05 こどもの日"},
		{"golden_week_all", "2027-03-03", 60, "2027-05-01", "2027-05-06", "05-01 土曜日, 05-02 日曜日, 05-03 憲法記念日, 05-04 みどりの日, 05-05 こどもの日"},
		{"golden_week_last_day", "2027-04-06", 30, "2027-05-05", "2027-05-06", "05-05 こどもの日"},
		{"golden_week_after", "2027-04-07", 30, "2027-05-06", "2027-05-06", ""},

		{"one_day", "2026-11-24", 1, "2026-11-24", "2026-11-24", ""},
		{"one_day_closed", "2026-11-23", 1, "2026-11-23", "2026-11-24", "11-23 勤労感謝の日"},
		{"known_before_the_covered_period", "2025-12-20", 30, "2026-01-18", "2026-01-19", "01-18 日曜日"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s_%d", tt.name, tt.days), func(t *testing.T) {
			t.Parallel()
			d, err := l.Deadline(day(t, tt.known), tt.days)
			if err != nil {
				t.Fatal(err)
			}
			if d.Known.String() != tt.known || d.Days != tt.days || d.Raw.String() != tt.raw || d.Due.String() != tt.due || rolled(d) != tt.rolled {
				t.Errorf("known %s, %d days: raw %s, due %s (%s); want %s, %s (%s)", d.Known, d.Days, d.Raw, d.Due, rolled(d), tt.raw, tt.due, tt.rolled)
			}
		})
	}
}

// TestDeadlineOfValues counts by the rows of values.tsv, as the callers do.
func TestDeadlineOfValues(t *testing.T) {
	l := on(t, "2026-11-22")
	for id, want := range map[string]string{
		"final_report": "2026-12-21", "final_report_malicious": "2027-01-20",
		"mn_final_report": "2026-12-21", "mn_final_report_malicious": "2027-01-20",
	} {
		v, err := l.Period(id)
		if err != nil || v.Unit != "日" {
			t.Fatalf("%s: %+v, %v", id, v, err)
		}
		if d, err := l.Deadline(day(t, "2026-11-22"), v.Number); err != nil || d.Due.String() != want {
			t.Errorf("%s: %s, %v; want %s", id, d.Due, err, want)
		}
	}
	for _, id := range []string{"preliminary_report", "mn_preliminary_report", "entruster_notice", "mn_entruster_notice"} {
		v, err := l.Period(id)
		if err != nil || v.Unit != "日" {
			t.Fatalf("%s: %+v, %v", id, v, err)
		}
		w, err := l.Window(day(t, "2026-11-24"), v.Number, v.Max)
		if err != nil || w.From.String() != "2026-11-26" || w.To.String() != "2026-11-28" || w.AltFrom.String() != "2026-11-27" || w.AltTo.String() != "2026-11-29" {
			t.Errorf("%s: %+v, %v", id, w, err)
		}
	}
}

// TestDeadlineProperties tries every day of knowledge with every length to 90
// days: Due is open, what was passed is exactly Raw to the day before Due, and who
// knows later is never due earlier.
func TestDeadlineProperties(t *testing.T) {
	l := on(t, "2026-11-22")
	c := l.ClosedDaysCoverage()
	for days := 1; days <= 90; days++ {
		var last Deadline
		n := 0
		for known := c.From.AddDays(1 - days); ; known = known.AddDays(1) {
			d, err := l.Deadline(known, days)
			var unknown *ClosedDaysUnknownError
			if errors.As(err, &unknown) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			n++
			if is, reason := closed(t, l, d.Due); is {
				t.Errorf("%s, %d days: due on %s, closed (%s)", known, days, d.Due, reason)
			}
			if known.DaysUntil(d.Raw) != days-1 || len(d.Rolled) != d.Raw.DaysUntil(d.Due) {
				t.Errorf("%s, %d days: %+v", known, days, d)
			}
			for i, r := range d.Rolled {
				if is, reason := closed(t, l, r.Date); r.Date != d.Raw.AddDays(i) || !is || reason != r.Reason {
					t.Errorf("%s, %d days: passed %+v, closed %v (%s)", known, days, r, is, reason)
				}
			}
			if d.Due.Before(last.Due) {
				t.Errorf("%d days: known %s is due %s, but known %s is due %s", days, last.Known, last.Due, known, d.Due)
			}
			last = d
		}
		if want := c.From.DaysUntil(c.To) + 1; n != want { // 2028-02-29 is an open Tuesday
			t.Errorf("%d days: %d deadlines, want %d", days, n, want)
		}
	}
}

func TestDeadlineOutOfCoverage(t *testing.T) {
	l := on(t, "2026-11-22")
	c := l.ClosedDaysCoverage()
	for _, tt := range []struct {
		name, known string
		days        int
		date        string // the first day that is not known
	}{
		{"after", "2028-01-02", 60, "2028-03-01"},
		{"long_after", "2031-05-01", 30, "2031-05-30"},
		{"before", "2025-12-02", 30, "2025-12-31"},
	} {
		d, err := l.Deadline(day(t, tt.known), tt.days)
		var unknown *ClosedDaysUnknownError
		if !errors.As(err, &unknown) || unknown.Date.String() != tt.date || unknown.Coverage != c || !d.Due.IsZero() {
			t.Errorf("%s: %+v, %v", tt.name, d, err)
		}
		if err != nil && !strings.Contains(err.Error(), "2026-01-01 to 2028-02-29") {
			t.Errorf("%s: the message does not give the period: %v", tt.name, err)
		}
	}
	// the end of the period is covered, the day it is put off to is not
	fsys := changed(t, "closed_days.tsv")
	data := strings.Replace(string(fsys["closed_days.tsv"].Data), "\t2028-02-29\t", "\t2028-02-27\t", 1)
	fsys["closed_days.tsv"].Data = []byte(data)
	short, err := load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	at, err := short.At(l.Date())
	if err != nil {
		t.Fatal(err)
	}
	var unknown *ClosedDaysUnknownError
	if _, err := at.Deadline(day(t, "2028-01-28"), 30); !errors.As(err, &unknown) || unknown.Date.String() != "2028-02-28" {
		t.Errorf("put off to the end: %v", err)
	}
}

func TestDeadlineRefuses(t *testing.T) {
	l := on(t, "2026-11-22")
	for _, days := range []int{0, -1} {
		if _, err := l.Deadline(day(t, "2026-11-22"), days); err == nil {
			t.Errorf("a period of %d days", days)
		}
	}
	if _, err := l.Deadline(japanese.Date{}, 30); err == nil {
		t.Error("a deadline without the day of knowledge")
	}
	if _, err := l.Window(japanese.Date{}, 3, 5); err == nil {
		t.Error("a window without the day of knowledge")
	}
	for _, w := range [][2]int{{0, 5}, {5, 3}, {-1, -1}} {
		if _, err := l.Window(day(t, "2026-11-22"), w[0], w[1]); err == nil {
			t.Errorf("a window of day %d to day %d", w[0], w[1])
		}
	}
}

// TestWindowNeverRolls: the window stays in 年末年始 and needs no closed days.
func TestWindowNeverRolls(t *testing.T) {
	l := on(t, "2026-11-22")
	for known, want := range map[string]string{
		"2026-12-29": "2026-12-31 2027-01-02 2027-01-01 2027-01-03",
		"2026-11-19": "2026-11-21 2026-11-23 2026-11-22 2026-11-24",
		"2031-02-26": "2031-02-28 2031-03-02 2031-03-01 2031-03-03",
	} {
		w, err := l.Window(day(t, known), 3, 5)
		if got := fmt.Sprint(w.From, w.To, w.AltFrom, w.AltTo); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", known, got, err, want)
		}
	}
	if w, err := l.Window(day(t, "2026-11-24"), 1, 1); err != nil || w.From != w.Known || w.To != w.Known {
		t.Errorf("%+v, %v", w, err)
	}
}
