package law

import (
	"cmp"
	"slices"
	"time"

	"kitei/generator/japanese"
)

// A ClosedDay is a day on which the authorities are closed (行政機関の休日).
type ClosedDay struct {
	Date   japanese.Date
	Reason string // 土曜日, 勤労感謝の日, 振替休日, 年末年始
}

// closedDays is closed_days.tsv.
type closedDays struct {
	coverage Coverage
	rows     []closedRow // holidays, then year ends, then days of the week: the first that holds gives the reason
}

// closedRow is one row of closed_days.tsv below the covered period.
type closedRow struct {
	Row
	kind closedKind
	name string
}

// closedKind orders the reasons of a day that is closed for several. A 祝日 comes
// before 年末年始 by law (行政機関の休日に関する法律1条1項3号 leaves out the days of 2号);
// that the day of the week comes last is ours.
type closedKind int

const (
	closedHoliday closedKind = iota
	closedYearEnd
	closedWeekday
)

var closedKinds = map[string]closedKind{"holiday": closedHoliday, "year_end": closedYearEnd, "weekday": closedWeekday}

var weekdays = map[string]time.Weekday{
	"日曜日": time.Sunday, "月曜日": time.Monday, "火曜日": time.Tuesday, "水曜日": time.Wednesday,
	"木曜日": time.Thursday, "金曜日": time.Friday, "土曜日": time.Saturday,
}

// holds tells whether the row closes the day.
func (r closedRow) holds(day japanese.Date) bool {
	return r.In(day) && (r.kind != closedWeekday || day.Weekday() == weekdays[r.name])
}

// find returns the row that closes the day; ok is false on an open day.
func (c closedDays) find(day japanese.Date) (row closedRow, ok bool) {
	i := slices.IndexFunc(c.rows, func(r closedRow) bool { return r.holds(day) })
	if i < 0 {
		return closedRow{}, false
	}
	return c.rows[i], true
}

func (c closedDays) covers(day japanese.Date) bool {
	return !day.Before(c.coverage.From) && !day.After(c.coverage.To)
}

// Closed tells whether the authorities are closed on a day (行政機関の休日に関する法律
// 1条1項), and why. The name of a holiday comes before 年末年始, and both before
// 土曜日 or 日曜日. The day need not lie in the covered period of the law, but in
// that of the closed days; else the error is a [*ClosedDaysUnknownError].
func (l *Law) Closed(day japanese.Date) (closed bool, reason string, err error) {
	c := l.table.closed
	if !c.covers(day) {
		return false, "", &ClosedDaysUnknownError{Date: day, Coverage: c.coverage}
	}
	row, closed := c.find(day)
	return closed, row.name, nil
}

// ClosedDaysCoverage is the period for which every closed day is known.
func (l *Law) ClosedDaysCoverage() Coverage { return l.table.closed.coverage }

// ClosedDays lists the holidays and the days of 年末年始 of the whole covered
// period in order, for printing and for the formulas of a workbook. Saturdays and
// Sundays are left out unless they are also one of these.
func (l *Law) ClosedDays() []ClosedDay {
	c := l.table.closed
	var out []ClosedDay
	for day := c.coverage.From; !day.After(c.coverage.To); day = day.AddDays(1) {
		if row, ok := c.find(day); ok && row.kind != closedWeekday {
			out = append(out, ClosedDay{Date: day, Reason: row.name})
		}
	}
	return out
}

func (l *loader) readClosedDays() closedDays {
	var out closedDays
	var periods []period
	for i, r := range l.read("closed_days.tsv", "kind", "name", "from", "to", "source", "confirmed", "checked_on", "note") {
		if covered := r.get("kind") == "covered"; covered != (i == 0) {
			r.fault("kind %q: the covered period is the first row and stands once", r.get("kind"))
			continue
		} else if covered {
			out.coverage = r.closedCoverage()
			continue
		}
		row := r.closedRow(out.coverage)
		id := r.get("kind")
		if row.kind == closedWeekday {
			id = row.name
		}
		out.rows = append(out.rows, row)
		periods = append(periods, period{r, id, row.From, row.To})
	}
	checkOverlap(periods)
	slices.SortStableFunc(out.rows, func(a, b closedRow) int { return cmp.Compare(a.kind, b.kind) })
	if len(out.rows) > 0 {
		l.checkClosedYears(out)
	}
	return out
}

func (r record) closedCoverage() Coverage {
	r.need("from")
	r.need("to")
	row := r.rowWithin(Coverage{}, "confirmed")
	return Coverage{From: row.From, To: row.To, Reason: r.need("name")}
}

func (r record) closedRow(c Coverage) closedRow {
	row := closedRow{Row: r.rowWithin(c, "confirmed"), name: r.need("name")}
	kind, ok := closedKinds[r.get("kind")]
	if !ok {
		r.fault("kind %q, want covered, holiday, year_end or weekday", r.get("kind"))
	}
	row.kind = kind
	if _, known := weekdays[row.name]; known != (kind == closedWeekday) {
		r.fault("name %q of a %s", row.name, r.get("kind"))
	}
	if kind != closedWeekday {
		// an empty end would close the whole covered period
		r.need("from")
		r.need("to")
	}
	if kind == closedHoliday && row.From != row.To {
		r.fault("a holiday is one day")
	}
	if row.From.Before(c.From) || row.To.After(c.To) {
		r.fault("%s to %s is not inside the covered period, %s to %s", row.From, row.To, c.From, c.To)
	}
	return row
}

// checkClosedYears reports a covered year that has no holidays or no 年末年始: the
// period was made longer and its rows were forgotten.
func (l *loader) checkClosedYears(c closedDays) {
	for year := c.coverage.From.Year; year <= c.coverage.To.Year; year++ {
		for _, name := range []string{"holiday", "year_end"} {
			if !slices.ContainsFunc(c.rows, func(r closedRow) bool {
				return r.kind == closedKinds[name] && (r.From.Year == year || r.To.Year == year)
			}) {
				l.fault("closed_days.tsv", 0, "%d is covered but has no %s", year, name)
			}
		}
	}
}
