package report

import (
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident"
	"kitei/law"
)

// The laws under which a report can be due.
const (
	APPI     = "appi"      // 個人情報保護法26条
	MyNumber = "my_number" // 番号法29条の4
)

// A Stage says which filing is drafted.
type Stage string

// The stages: 速報, 確報, both in one.
const (
	Preliminary Stage = "preliminary"
	Final       Stage = "final"
	Both        Stage = "both"
)

// closes says whether all nine items must be known or accounted for.
func (s Stage) closes() bool { return s != Preliminary }

// Options steer a draft.
type Options struct {
	Law      string // appi, mynumber, auto ("" = auto)
	Stage    Stage  // "" = preliminary
	Previous *Input // the file of the filing before; nil = none
	AsOf     japanese.Date
	Drill    bool
}

// State says how much is known of a field.
type State string

// The states of a field.
const (
	Known         State = "known"
	Unknown       State = "unknown" // under investigation
	Blank         State = "blank"   // nothing was said
	NotApplicable State = "not_applicable"
)

// An Entry is one field of a draft.
type Entry struct {
	Field   *Field
	Number  int // its place among the fields of the draft, from 1
	State   State
	Value   Value
	Changed bool   // since the filing before
	Before  string // what it said then
}

// A Draft is the report as far as it is known.
type Draft struct {
	Input    *Input
	Finding  *incident.Finding
	Laws     []string // of APPI, MyNumber; never empty
	Stage    Stage
	Options  Options
	LawDate  japanese.Date
	Entries  []*Entry // in the order of the form
	Warnings []profile.Fault

	law    *law.Law
	values map[string]Value
	faults profile.Faults

	agreement profile.Faults // where the report does not agree with the facts
}

// Draft fills the form. l is the law of the day of the draft, finding the decision by
// it. What the documents need is checked when they are made ([Draft.Documents]). The
// error is that of the decision about the filing before.
func (in *Input) Draft(l *law.Law, finding *incident.Finding, o Options) (*Draft, error) {
	if o.Stage == "" {
		o.Stage = Preliminary
	}
	d := &Draft{Input: in, Finding: finding, Stage: o.Stage, Options: o, LawDate: l.Date(), law: l, Laws: in.laws(finding, o.Law)}
	var before *Draft
	if o.Previous != nil {
		var err error
		if before, err = in.before(l, o); err != nil {
			return nil, err
		}
	}
	d.fill(before)
	d.entries(before)
	d.agreement = d.faults
	return d, nil
}

// before is the draft of the filing before, by the facts of then.
func (in *Input) before(l *law.Law, o Options) (*Draft, error) {
	assessor, err := incident.New(l)
	if err != nil {
		return nil, err
	}
	finding, err := assessor.Assess(o.Previous.Facts)
	if err != nil {
		return nil, err
	}
	stage := Stage(o.Previous.Words("report_stage"))
	if stage == "" {
		stage = Preliminary
	}
	return o.Previous.Draft(l, finding, Options{Law: o.Law, Stage: stage, AsOf: o.Previous.FiledOn()})
}

// laws are the laws that the draft follows: those that were asked for, else those
// whose 号 are met, else those whose data is concerned.
func (in *Input) laws(f *incident.Finding, wanted string) []string {
	switch wanted {
	case APPI:
		return []string{APPI}
	case "mynumber", MyNumber:
		return []string{MyNumber}
	}
	var out []string
	for _, l := range []struct{ id, prefix string }{{APPI, "personal_data."}, {MyNumber, "specific."}} {
		if slices.ContainsFunc(f.Categories, func(c string) bool { return len(c) > len(l.prefix) && c[:len(l.prefix)] == l.prefix }) {
			out = append(out, l.id)
		}
	}
	if len(out) > 0 {
		return out
	}
	switch in.fact("data.specific_personal_info") {
	case "yes", "possible":
		return []string{MyNumber}
	}
	return []string{APPI}
}

// Has tells whether the draft follows a law.
func (d *Draft) Has(law string) bool { return slices.Contains(d.Laws, law) }

// Entry finds a field of the draft; nil when the draft does not have it.
func (d *Draft) Entry(id string) *Entry {
	for _, e := range d.Entries {
		if e.Field.ID == id {
			return e
		}
	}
	return nil
}

// value is what a field says, of the report or of the letters.
func (d *Draft) value(id string) (Value, bool) {
	v, ok := d.values[id]
	return v, ok && !v.Unknown
}

func (d *Draft) words(id string) string { v, _ := d.value(id); return v.Words }

// shown tells whether the form of the draft's laws has a field.
func (d *Draft) shown(f *Field) bool {
	if f.section.ID == "cyber" && d.words("cyber_type") == "" {
		return false
	}
	return f.Law == "" || d.Has(f.Law)
}

// applies tells whether the condition of a field holds.
func (d *Draft) applies(f *Field) bool {
	if f.When == nil {
		return true
	}
	on, ok := d.value(f.When.Field)
	return ok && slices.ContainsFunc(f.When.Is, on.has)
}

// need is what the filing needs of a field.
func (d *Draft) need(f *Field) Need {
	n := f.Need[0]
	if d.Stage.closes() {
		n = f.Need[1]
	}
	if n == Conditional {
		if d.applies(f) {
			return Required
		}
		return IfKnown
	}
	return n
}

// entries lists the fields that the draft shows with their states, and marks those
// that say something else than in the filing before.
func (d *Draft) entries(before *Draft) {
	for _, s := range forms().Report.Sections {
		for _, f := range s.Fields {
			if !d.shown(f) {
				continue
			}
			e := &Entry{Field: f, Number: len(d.Entries) + 1, State: Blank}
			v, given := d.values[f.ID]
			switch {
			case given && v.Unknown:
				e.State, e.Value = Unknown, v
			case given:
				e.State, e.Value = Known, v
			case !d.applies(f):
				e.State = NotApplicable
			}
			if before != nil && !slices.Contains(perFiling, f.ID) {
				d.compare(e, before)
			}
			d.Entries = append(d.Entries, e)
		}
	}
}

// perFiling are the fields that differ from filing to filing as a matter of course.
var perFiling = []string{"filing_date", "report_sequence", "report_stage", "previous_filing_date", "receipt_number"}

func (d *Draft) compare(e *Entry, before *Draft) {
	old := before.Entry(e.Field.ID)
	if old == nil {
		old = &Entry{Field: e.Field, State: NotApplicable}
	}
	if quiet := func(s State) bool { return s == Blank || s == NotApplicable }; quiet(old.State) && quiet(e.State) {
		return
	}
	if old.State != e.State || !old.Value.same(e.Value) {
		e.Changed, e.Before = true, before.Plain(old)
	}
}

// Open lists the fields that are still under investigation, or that 確報 needs and
// that nothing is said of.
func (d *Draft) Open() []*Entry {
	var out []*Entry
	for _, e := range d.Entries {
		final := e.Field.Need[1]
		if e.State == Unknown || e.State == Blank && (final == Required || final == Conditional && d.applies(e.Field)) {
			out = append(out, e)
		}
	}
	return out
}
