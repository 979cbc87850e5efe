package incident

import (
	"kitei/generator/japanese"
	"kitei/law"
)

// A Finding is the decision about one incident. Its JSON is what
// "kitei incident assess --json" prints. Of a pointer, nil means that there is no
// answer: it cannot be decided yet, or there is nothing to give.
type Finding struct {
	Reportable      *bool    `json:"reportable"` // statutory duty of this entity; nil = ask the questions
	Categories      []string `json:"categories"` // 号 that are met: personal_data.1, specific.4i
	FinalDays       *int     `json:"final_days"` // of the 確報 that is due first: 30, 60
	PreliminaryDue  *Window  `json:"preliminary_due"`
	FinalDue        *string  `json:"final_due"`
	PerLaw          PerLaw   `json:"per_law"`
	Notify          *bool    `json:"notify_principals"`
	NotifyMode      *string  `json:"notify_mode"`
	Recipient       *string  `json:"recipient"`
	Reason          *string  `json:"not_reportable_reason"`
	WithoutDuty     *string  `json:"report_without_duty"`
	EntrusteeNotice *Window  `json:"entrustee_notice_due"`
	NeedsReview     bool     `json:"needs_review"`
	ReviewFlags     []string `json:"review_flags"`
	CommonForm      *string  `json:"common_form_usable"`
	Questions       []string `json:"questions"` // facts that could change the answer, by path, in the order of the schema
	Trace           []Step   `json:"trace"`

	lawDate     japanese.Date
	known       japanese.Date
	actions     []string // of the next hour
	items       []law.LeakRule
	perLaw      []lawResult
	provisional *law.Window   // the window that would run if there is a duty; only while that is not decided
	notice      *law.Window   // to the 委託元
	notifiedOn  japanese.Date // day on which the 委託元 was told; zero when it was not
	places      []place       // where to report
	rules       *Assessor
}

// PerLaw is the 確報 under each law; nil where the law asks for none.
type PerLaw struct {
	APPI     *Final `json:"appi"`
	MyNumber *Final `json:"my_number"`
}

// A Final is the deadline of a 確報 and how it was counted.
type Final struct {
	PeriodStart string `json:"period_start"` // day 1
	Days        int    `json:"days"`
	DayN        string `json:"day_n"` // the last day of the period, open or not
	DayNWeekday string `json:"day_n_weekday"`
	FinalDue    string `json:"final_due"` // day_n or the next open day
	DueWeekday  string `json:"final_due_weekday"`
	Rolled      bool   `json:"rolled"`
}

// A Window is a guide value of 概ね3日から5日: two readings of its days.
type Window struct {
	From string `json:"from"` // with the day of knowledge as day 1
	To   string `json:"to"`
	Alt  Span   `json:"alt_first_day_excluded"`
}

// A Span is from one day to another.
type Span struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// A Step is one rule and what it gave.
type Step struct {
	Rule   string `json:"rule"`
	Result string `json:"result"` // yes, possible, no, unknown; of a period its days
	Source string `json:"source"` // where the rule stands
	Note   string `json:"note"`   // the rule in words
}

// lawResult is what one law asks for.
type lawResult struct {
	law         string // appi, my_number
	days        int
	preliminary law.Window
	deadline    law.Deadline
}

// place is an authority to report to.
type place struct {
	rule      law.LeakRule // of the group place
	authority law.Authority
}

func windowOf(w law.Window) *Window {
	return &Window{From: w.From.String(), To: w.To.String(), Alt: Span{From: w.AltFrom.String(), To: w.AltTo.String()}}
}

func finalOf(d law.Deadline) *Final {
	return &Final{
		PeriodStart: d.Known.String(), Days: d.Days, DayN: d.Raw.String(), DayNWeekday: weekday(d.Raw),
		FinalDue: d.Due.String(), DueWeekday: weekday(d.Due), Rolled: len(d.Rolled) > 0,
	}
}

// weekday is Mon, Tue, …
func weekday(d japanese.Date) string { return d.Weekday().String()[:3] }
