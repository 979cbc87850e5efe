package law

import (
	"fmt"

	"kitei/generator/japanese"
)

// A Fault is a mistake in a data file. [Load] reports all of them at once.
type Fault struct {
	File string
	Line int // from 1; 0 when the whole file is meant
	Text string
}

func (f *Fault) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("law/%s: %s", f.File, f.Text)
	}
	return fmt.Sprintf("law/%s:%d: %s", f.File, f.Line, f.Text)
}

// OutOfCoverageError reports a law date for which no rows were checked.
type OutOfCoverageError struct {
	Date     japanese.Date
	Coverage Coverage // the period that is possible, and why it ends there
}

func (e *OutOfCoverageError) Error() string {
	return fmt.Sprintf("law date %s is outside the period that was checked, %s to %s", e.Date, e.Coverage.From, e.Coverage.To)
}

// ClosedDaysUnknownError reports a day of which the table cannot say whether the
// authorities are closed. The law date is not the fault: the day of a deadline is.
type ClosedDaysUnknownError struct {
	Date     japanese.Date // the first day that is not known
	Coverage Coverage      // the period that is possible, and why it ends there
}

func (e *ClosedDaysUnknownError) Error() string {
	return fmt.Sprintf("the closed days of %s are not known, only those from %s to %s; add the rows of the year to closed_days.tsv", e.Date, e.Coverage.From, e.Coverage.To)
}

// CitationSyntaxError reports a citation id that is not of the form
// law.article[.paragraph][.item][.proviso].
type CitationSyntaxError struct {
	ID     string
	Reason string
}

func (e *CitationSyntaxError) Error() string {
	return fmt.Sprintf("malformed citation %q: %s", e.ID, e.Reason)
}

// UnknownCitationError reports an id that the law table does not hold on the
// law date.
type UnknownCitationError struct {
	ID   string
	What string        // law, article, guideline section, value, authority
	Name string        // the part of the id that is not known
	Date japanese.Date // the law date
	Rows []Row         // rows of this name for other days; empty when there are none
}

func (e *UnknownCitationError) Error() string {
	if len(e.Rows) > 0 {
		return fmt.Sprintf("%q: the %s %q is not in force on %s (it is from %s to %s)", e.ID, e.What, e.Name, e.Date, e.Rows[0].From, e.Rows[0].To)
	}
	return fmt.Sprintf("%q: the law table has no %s %q; add a checked row before citing it", e.ID, e.What, e.Name)
}

// SubNotListedError reports a 項, 号 or ただし書 that was not checked for its
// article.
type SubNotListedError struct {
	ID     string
	Part   string // 第9項, 第3号イ, ただし書
	Listed string // what the table lists for the article, as in the data; may be empty
}

func (e *SubNotListedError) Error() string {
	if e.Listed == "" {
		return fmt.Sprintf("%q: %s is not listed; only the article itself can be cited", e.ID, e.Part)
	}
	return fmt.Sprintf("%q: %s is not listed; listed are %s", e.ID, e.Part, e.Listed)
}
