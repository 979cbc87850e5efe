package law

import (
	"errors"
	"fmt"

	"kitei/generator/japanese"
)

var errNoKnownDay = errors.New("the day of knowledge is not given")

// A Deadline is the last day for a 確報, and how it was found.
type Deadline struct {
	Known  japanese.Date // 知った日, day 1
	Days   int           // length of the period, from [Law.Period]: 30, 60
	Raw    japanese.Date // the last day of the period, open or not
	Due    japanese.Date // Raw, or the next open day after it; never closed
	Rolled []ClosedDay   // the closed days from Raw to the day before Due, each with its reason; empty when Raw is open
}

// Deadline counts a period of days from the day of knowledge, which is day 1,
// weekends and holidays included. A period that ends on a closed day ends on the
// next open day (行政機関の休日に関する法律2条; 通則ガイドライン3-5-3-4,
// 番号法ガイドライン別添2 3E).
//
// The error is a [*ClosedDaysUnknownError] when the end of the period, or a day
// that it is put off to, is outside the covered period of the closed days.
func (l *Law) Deadline(known japanese.Date, days int) (Deadline, error) {
	if known.IsZero() {
		return Deadline{}, errNoKnownDay
	}
	if days < 1 {
		return Deadline{}, fmt.Errorf("a period of %d days has no last day", days)
	}
	raw := known.AddDays(days - 1)
	out := Deadline{Known: known, Days: days, Raw: raw, Due: raw}
	for {
		closed, reason, err := l.Closed(out.Due)
		if err != nil {
			return Deadline{}, err
		}
		if !closed {
			return out, nil
		}
		out.Rolled = append(out.Rolled, ClosedDay{Date: out.Due, Reason: reason})
		out.Due = out.Due.AddDays(1)
	}
}

// A Window is the time for a 速報, which the guidelines give as 概ね3日から5日
// without saying whether the day of knowledge counts. It is a guide value: accept
// either reading, warn by the earlier one.
type Window struct {
	Known   japanese.Date // 知った日
	From    japanese.Date // the first day of the window, with Known as day 1
	To      japanese.Date // the last, with Known as day 1
	AltFrom japanese.Date // the same with the first day excluded (初日不算入), one day later
	AltTo   japanese.Date
}

// Window counts the days of a guide value such as [Value.Number] to [Value.Max] of
// period.preliminary_report. Nothing says that it is put off by closed days, so it
// may begin and end on any day, and no period of closed days limits it.
func (*Law) Window(known japanese.Date, from, to int) (Window, error) {
	if known.IsZero() {
		return Window{}, errNoKnownDay
	}
	if from < 1 || to < from {
		return Window{}, fmt.Errorf("day %d to day %d is not a window", from, to)
	}
	return Window{
		Known: known,
		From:  known.AddDays(from - 1), To: known.AddDays(to - 1),
		AltFrom: known.AddDays(from), AltTo: known.AddDays(to),
	}, nil
}
