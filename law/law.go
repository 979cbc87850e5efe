// Package law holds the law that kitei cites and counts by, as dated data:
// which articles, guideline sections, thresholds, periods, closed days, retention
// duties, stale words and authorities there are, each with its source, whether a
// person confirmed it against the original, and on which day it was checked.
//
// Templates never contain the number of an article. They name it by an id
// (appi.26.1), [Law.Cite] knows it or refuses it, and [Citation.Reference]
// writes 第26条第1項. A change of law is a new row with a day of effect, never
// an edited old one; rows of one id that overlap are refused by [Load].
//
// A date outside the covered period is an error ([OutOfCoverageError]): the
// package does not guess what the law was or will be. So is a deadline that ends
// on a day for which the closed days are not known ([ClosedDaysUnknownError]);
// they have a covered period of their own, because deadlines lie ahead.
//
// Input: the embedded .tsv files of this folder. No clock, no I/O besides the
// embedded files. A [Table] and a [Law] are immutable after loading and safe for
// concurrent use.
package law

import (
	"strings"

	"kitei/generator/japanese"
)

// A Row is what every dated fact carries.
type Row struct {
	From      japanese.Date // first day on which the row is the law
	To        japanese.Date // last day
	Source    []string      // keys of [Table.Sources]
	Confirmed bool          // seen in a source (mostly copies of the originals); false: remembered, or doubtful second hand
	CheckedOn japanese.Date // when a person last compared the row with its source
	Note      string        // for people who check the law; never printed in a document
}

// In tells whether the row is the law on a day.
func (r Row) In(day japanese.Date) bool { return !day.Before(r.From) && !day.After(r.To) }

// A Statute is a law, order, rule or guideline that can be cited.
type Statute struct {
	Row
	ID              string // appi, mnleak_rule, guide.appi
	Name            string // official name
	Number          string // 法令番号 平成15年法律第57号, or the 告示 of a guideline; may be empty
	NumberConfirmed bool
	Short           string // default short name: 法, 番号法; a template may set another
	EGovID          string // 法令ID of e-Gov; may be empty
	Edition         string // of a guideline: 令和8年6月一部改正
	Guide           bool   // a guideline or Q&A, not a law
}

// A Coverage is the period for which the rows were checked, both days included.
type Coverage struct {
	From   japanese.Date
	To     japanese.Date
	Reason string // in Japanese, for users
}

// A Source says where rows come from.
type Source struct {
	ID    string
	Title string // in Japanese
	Seen  string // how it was seen: text read, page read, second hand, not seen
}

// A Law is the law of one day.
type Law struct {
	table    *Table
	date     japanese.Date
	statutes map[string]Statute
	articles map[string]article
	guides   map[string]guide
	values   map[string]Value
}

// At returns the law of a day, or an [*OutOfCoverageError].
func (t *Table) At(day japanese.Date) (*Law, error) {
	if c := t.coverage; day.Before(c.From) || day.After(c.To) {
		return nil, &OutOfCoverageError{Date: day, Coverage: c}
	}
	if l := t.last.Load(); l != nil && l.date == day {
		return l, nil // the documents of a run are made for one day
	}
	l := t.at(day)
	t.last.Store(l)
	return l, nil
}

// days are the laws of some days, each collected once: while a table is loaded,
// hundreds of rows ask for the few days on which a law changed.
type days struct {
	table *Table
	laws  map[japanese.Date]*Law
}

func (t *Table) days() *days { return &days{t, map[japanese.Date]*Law{}} }

func (d *days) at(day japanese.Date) *Law {
	if d.laws[day] == nil {
		d.laws[day] = d.table.at(day)
	}
	return d.laws[day]
}

func (t *Table) at(day japanese.Date) *Law {
	return &Law{
		table:    t,
		date:     day,
		statutes: inForce(t.statutes, day, func(s Statute) (string, Row) { return s.ID, s.Row }),
		articles: inForce(t.articles, day, func(a article) (string, Row) { return a.id, a.Row }),
		guides:   inForce(t.guides, day, func(g guide) (string, Row) { return g.id, g.Row }),
		values:   inForce(t.values, day, func(v Value) (string, Row) { return v.ID, v.Row }),
	}
}

func inForce[T any](rows []T, day japanese.Date, key func(T) (string, Row)) map[string]T {
	out := make(map[string]T, len(rows))
	for _, r := range rows {
		if id, row := key(r); row.In(day) {
			out[id] = r
		}
	}
	return out
}

// Date is the day this is the law of.
func (l *Law) Date() japanese.Date { return l.date }

// Coverage is the period for which the rows were checked.
func (l *Law) Coverage() Coverage { return l.table.coverage }

// Coverage is the period for which the rows were checked.
func (t *Table) Coverage() Coverage { return t.coverage }

// Sources lists where the rows come from, in the order of the file.
func (t *Table) Sources() []Source { return append([]Source(nil), t.sources...) }

// Statutes lists what can be cited on this day, in the order of the file.
func (l *Law) Statutes() []Statute {
	return filter(l.table.statutes, func(s Statute) bool { return s.In(l.date) })
}

// Citations lists every article and guideline section that can be cited on this
// day, without its 項 and 号, in the order of the files.
func (l *Law) Citations() []Citation {
	var out []Citation
	for _, a := range l.table.articles {
		if a.In(l.date) {
			out = append(out, l.articleCitation(a.id, a))
		}
	}
	for _, g := range l.table.guides {
		if g.In(l.date) {
			out = append(out, l.guideCitation(g.id, g))
		}
	}
	return out
}

func filter[T any](rows []T, keep func(T) bool) []T {
	var out []T
	for _, r := range rows {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

// lawOf splits a citation id into the id of the law and the rest; the ids of
// guidelines have two parts.
func lawOf(id string) (law, rest string) {
	law, rest, _ = strings.Cut(id, ".")
	if law == "guide" || law == "qa" {
		var second string
		second, rest, _ = strings.Cut(rest, ".")
		law += "." + second
	}
	return law, rest
}
