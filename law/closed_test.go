package law

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kitei/generator/japanese"
)

// nationalHolidays is a second copy of the dates (incidents.json, meta), so that a
// slip in closed_days.tsv does not go unseen.
var nationalHolidays = strings.Fields(`
2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05
2026-05-06 2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04
2027-05-05 2027-07-19 2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23
2028-01-01 2028-01-10 2028-02-11 2028-02-23`)

// each runs f for every day of the covered period of the closed days.
func each(l *Law, f func(day japanese.Date)) {
	for d := l.ClosedDaysCoverage().From; !d.After(l.ClosedDaysCoverage().To); d = d.AddDays(1) {
		f(d)
	}
}

func closed(t *testing.T, l *Law, day japanese.Date) (bool, string) {
	t.Helper()
	is, reason, err := l.Closed(day)
	if err != nil {
		t.Fatal(err)
	}
	if is != (reason != "") {
		t.Errorf("%s: closed %v with reason %q", day, is, reason)
	}
	return is, reason
}

// TestClosed compares every day of the covered period, and so the day before, of
// and after every closed day, with the second copy of the dates.
func TestClosed(t *testing.T) {
	l := on(t, "2026-11-22")
	holiday := map[string]bool{}
	for _, iso := range nationalHolidays {
		holiday[iso] = true
	}
	each(l, func(d japanese.Date) {
		yearEnd := d.Month == 12 && d.Day >= 29 || d.Month == 1 && d.Day <= 3
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		is, reason := closed(t, l, d)
		if want := holiday[d.String()] || yearEnd || weekend; is != want {
			t.Errorf("%s: closed %v (%s), want %v", d, is, reason, want)
		}
		if named := reason != "" && reason != "年末年始" && reason != "土曜日" && reason != "日曜日"; named != holiday[d.String()] {
			t.Errorf("%s: reason %q, holiday %v", d, reason, holiday[d.String()])
		}
	})
}

// TestClosedReason are the days that are closed for several reasons, and the edges
// of the runs.
func TestClosedReason(t *testing.T) {
	l := on(t, "2026-11-22")
	for iso, want := range map[string]string{
		"2026-11-20": "", "2026-11-21": "土曜日", "2026-11-22": "日曜日", "2026-11-23": "勤労感謝の日", "2026-11-24": "",
		"2026-05-03": "憲法記念日", // a Sunday
		"2026-05-06": "振替休日", "2026-05-07": "",
		"2026-09-18": "", "2026-09-21": "敬老の日", "2026-09-22": "国民の休日", "2026-09-23": "秋分の日", "2026-09-24": "",
		"2026-12-28": "", "2026-12-29": "年末年始", "2026-12-31": "年末年始", "2027-01-01": "元日",
		"2027-01-02": "年末年始", // a Saturday
		"2027-01-03": "年末年始", // a Sunday
		"2027-01-04": "",
		"2027-03-21": "春分の日", "2027-03-22": "振替休日", "2027-03-23": "",
		"2027-09-21": "", "2027-09-22": "", // two open days between 敬老の日 and 秋分の日
		"2027-12-28": "", "2027-12-29": "年末年始", "2028-01-01": "元日", "2028-01-03": "年末年始", "2028-01-04": "",
	} {
		if _, reason := closed(t, l, day(t, iso)); reason != want {
			t.Errorf("%s: %q, want %q", iso, reason, want)
		}
	}
}

func TestClosedDaysCoverageEdges(t *testing.T) {
	l := on(t, "2026-11-22")
	c := l.ClosedDaysCoverage()
	if c.From.String() != "2026-01-01" || c.To.String() != "2028-02-29" || c.Reason == "" {
		t.Errorf("the covered period changed to %s–%s: say why in closed_days.tsv and change this test", c.From, c.To)
	}
	if c.To.DaysUntil(l.Coverage().To.AddDays(60)) > 0 {
		t.Errorf("a period of 60 days from the end of the covered law, %s, is not covered", l.Coverage().To)
	}
	for _, tt := range []struct {
		day  japanese.Date
		want bool
	}{
		{c.From.AddDays(-1), false}, {c.From, true}, {c.To, true}, {c.To.AddDays(1), false}, {japanese.Date{}, false},
	} {
		is, reason, err := l.Closed(tt.day)
		if (err == nil) != tt.want {
			t.Errorf("Closed(%s): %v", tt.day, err)
		}
		var unknown *ClosedDaysUnknownError
		if !tt.want && (!errors.As(err, &unknown) || unknown.Coverage != c || unknown.Date != tt.day || is || reason != "") {
			t.Errorf("Closed(%s): %v %q %v", tt.day, is, reason, err)
		}
	}
}

// TestHolidaysComplete looks for a forgotten row with the rules that made the
// holidays (国民の祝日に関する法律2条, 3条2・3項). The program does not use the rules.
func TestHolidaysComplete(t *testing.T) {
	l := on(t, "2026-11-22")
	reasons := map[japanese.Date]string{}
	perYear := map[int]map[string]int{}
	for _, c := range l.ClosedDays() {
		if c.Reason == "年末年始" {
			continue
		}
		reasons[c.Date] = c.Reason
		if perYear[c.Date.Year] == nil {
			perYear[c.Date.Year] = map[string]int{}
		}
		perYear[c.Date.Year][c.Reason]++
	}
	national := func(d japanese.Date) bool {
		r := reasons[d]
		return r != "" && r != "振替休日" && r != "国民の休日"
	}
	for _, year := range []int{2026, 2027} {
		names := 0
		for name, n := range perYear[year] {
			if name == "振替休日" || name == "国民の休日" {
				continue
			}
			if names++; n != 1 {
				t.Errorf("%d: %s stands %d times", year, name, n)
			}
		}
		if names != 16 {
			t.Errorf("%d has %d 国民の祝日, want 16", year, names)
		}
	}
	each(l, func(d japanese.Date) {
		substitute := false // 3条2項: the first day after a holiday on a Sunday that is no holiday
		for s := d.AddDays(-1); national(s); s = s.AddDays(-1) {
			substitute = substitute || s.Weekday() == time.Sunday
		}
		substitute = substitute && !national(d)
		between := !national(d) && national(d.AddDays(-1)) && national(d.AddDays(1))
		if substitute != (reasons[d] == "振替休日") {
			t.Errorf("%s: 振替休日 %v, but the row says %q", d, substitute, reasons[d])
		}
		if !substitute && between != (reasons[d] == "国民の休日") {
			t.Errorf("%s: 国民の休日 %v, but the row says %q", d, between, reasons[d])
		}
	})
}

// TestCoveredYearWithoutRows: who lengthens the period must add the rows.
func TestCoveredYearWithoutRows(t *testing.T) {
	fsys := changed(t, "closed_days.tsv")
	data := strings.Replace(string(fsys["closed_days.tsv"].Data), "\t2026-01-01\t2028-02-29\t", "\t2026-01-01\t2029-03-31\t", 1)
	fsys["closed_days.tsv"] = &fstest.MapFile{Data: []byte(data)}
	_, err := load(fsys)
	if err == nil || !strings.Contains(err.Error(), "2029 is covered but has no holiday") || !strings.Contains(err.Error(), "2029 is covered but has no year_end") {
		t.Errorf("%v", err)
	}
}

// TestClosedDaysGolden is the calendar that a person compares with the one of 内閣府.
func TestClosedDaysGolden(t *testing.T) {
	l := on(t, "2026-11-22")
	c := l.ClosedDaysCoverage()
	var b strings.Builder
	fmt.Fprintf(&b, "閉庁日（収録期間 %sから%sまで。ほかに土曜日及び日曜日）\n%s\n", c.From.Wareki(), c.To.Wareki(), c.Reason)
	year := 0
	for _, d := range l.ClosedDays() {
		if d.Date.Year != year {
			year = d.Date.Year
			fmt.Fprintf(&b, "\n■ %s\n", d.Date.WarekiYear())
		}
		row, _ := l.table.closed.find(d.Date)
		fmt.Fprintf(&b, "%s（%s）\t%s\t%s\t%s\n", d.Date, d.Date.WeekdayMark(), d.Reason, mark(row.Confirmed), strings.Join(row.Source, ","))
	}
	golden(t, "testdata/closed_days.golden", b.String())
}
