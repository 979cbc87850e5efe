package incident

import (
	"cmp"
	"slices"

	"kitei/generator/japanese"
	"kitei/law"
)

// Assess decides. The error is a [*law.ClosedDaysUnknownError] when a deadline ends
// on a day of which the table cannot say whether it is a day of business.
func (a *Assessor) Assess(f *Facts) (*Finding, error) {
	e := a.evaluate(f)
	out := &Finding{Categories: []string{}, ReviewFlags: []string{}, Questions: []string{}, lawDate: a.law.Date(), known: e.known, rules: a}
	duty := e.duty()
	if duty.Truth.Decided() {
		met := duty.Truth.Met()
		out.Reportable, out.Notify = &met, &met
	}
	for _, r := range a.rules {
		met := e.answers[r.ID].Truth.Met()
		switch {
		case !met:
		case r.Group == "item":
			out.Categories = append(out.Categories, r.Value)
			out.items = append(out.items, r)
		case r.Group == "flag":
			out.ReviewFlags = append(out.ReviewFlags, r.Value)
		case r.Group == "action":
			out.actions = append(out.actions, r.Value)
		}
	}
	out.NeedsReview = len(out.ReviewFlags) > 0
	var open []string
	out.Recipient, open = e.choice("recipient", open)
	out.NotifyMode, open = e.choice("notify_mode", open)
	out.CommonForm, _ = e.choice("common_form", nil)
	if !duty.Truth.Met() {
		out.Reason, out.WithoutDuty = e.first("reason"), e.first("without_duty")
	}
	if err := e.deadlines(out); err != nil {
		return nil, err
	}
	if err := e.places(out); err != nil {
		return nil, err
	}
	out.Questions = e.questions(duty, open)
	out.Trace = append(e.trace(), out.periodSteps(a)...)
	return out, nil
}

// duty is whether this entity must report: the only rule of its group.
func (e *evaluation) duty() law.Answer {
	out := law.Answer{Truth: law.No}
	for _, r := range e.group("duty") {
		out = law.Or(out, e.answers[r.ID])
	}
	return out
}

// group lists the rules of a group, in the order of the file.
func (a *Assessor) group(name string) []law.LeakRule { return a.groups[name] }

// choice is the value of the first rule that is met; nil while one before it is not
// decided, with the facts that would decide it.
func (e *evaluation) choice(group string, open []string) (*string, []string) {
	for _, r := range e.group(group) {
		answer := e.answers[r.ID]
		if answer.Truth.Met() {
			return &r.Value, open
		}
		if !answer.Truth.Decided() {
			return nil, append(open, answer.Open...)
		}
	}
	return nil, open
}

// first is the value of the first rule that is certainly met, whatever those before
// it turn out to be.
func (e *evaluation) first(group string) *string {
	for _, r := range e.group(group) {
		if e.chosen[group] == r.ID {
			return &r.Value
		}
	}
	return nil
}

// questions lists the facts that could change the answer: whether there is a duty,
// and where there may be one, under which 号, to whom and how the persons are told.
func (e *evaluation) questions(duty law.Answer, open []string) []string {
	open = append(open, duty.Open...)
	if duty.Truth != law.No {
		for _, r := range e.group("item") {
			open = append(open, e.answers[r.ID].Open...)
		}
		if e.known.IsZero() {
			open = append(open, "date_known")
		}
	}
	slices.SortFunc(open, func(a, b string) int { return cmp.Compare(e.order[a], e.order[b]) })
	out := []string{}
	for _, name := range slices.Compact(open) {
		if kindOf(e.fields[name]) == countField {
			name += ".max"
		}
		out = append(out, name)
	}
	return out
}

// deadlines counts the days of every law that is met.
func (e *evaluation) deadlines(out *Finding) error {
	days := 0
	for _, r := range e.group("preliminary") {
		if !e.answers[r.ID].Truth.Met() {
			continue
		}
		result := lawResult{law: r.Law}
		start, err := e.final(r.Law, out.items, &result)
		if err != nil {
			return err
		}
		if days == 0 || result.days < days {
			days = result.days
		}
		if start.IsZero() {
			continue // the day of knowledge is a question
		}
		if result.preliminary, err = e.window(r.Period, start); err != nil {
			return err
		}
		if result.deadline, err = e.law.Deadline(start, result.days); err != nil {
			return err
		}
		out.perLaw = append(out.perLaw, result)
	}
	if days > 0 {
		out.FinalDays = &days
	}
	e.summarise(out)
	return e.notices(out)
}

// final gives the length of the 確報 of a law, the longest of the 号 that are met
// (通則ガイドライン3-5-3-4), and the day from which it runs, the earliest.
func (e *evaluation) final(lawID string, items []law.LeakRule, result *lawResult) (japanese.Date, error) {
	var starts []japanese.Date
	for _, r := range items {
		if r.Law != lawID {
			continue
		}
		period, err := e.law.Period(r.Period)
		if err != nil {
			return japanese.Date{}, err
		}
		result.days = max(result.days, period.Number)
		starts = append(starts, e.start(r))
	}
	if len(starts) == 0 {
		return japanese.Date{}, nil
	}
	return slices.MinFunc(starts, japanese.Date.Compare), nil
}

// start is the day on which this entity knew that a 号 is met: the day of knowledge,
// or later the day on which the number passed the threshold or the purpose was found.
func (e *evaluation) start(r law.LeakRule) japanese.Date {
	for _, atom := range r.Start.Atoms() {
		day := e.facts.dates[atom.Name]
		if atom.Verb == "over" {
			day = e.facts.crossed(atom.Name, e.limits[atom.Words[0]])
		}
		if day.After(e.known) && !e.known.IsZero() {
			return day
		}
	}
	return e.known
}

func (e *evaluation) window(period string, start japanese.Date) (law.Window, error) {
	v, err := e.law.Period(period)
	if err != nil {
		return law.Window{}, err
	}
	return e.law.Window(start, v.Number, v.Max)
}

// summarise gives the dates of the two laws side by side, and the earliest of each.
func (e *evaluation) summarise(out *Finding) {
	for _, r := range out.perLaw {
		switch final := finalOf(r.deadline); r.law {
		case "appi":
			out.PerLaw.APPI = final
		case "my_number":
			out.PerLaw.MyNumber = final
		}
	}
	if len(out.perLaw) == 0 {
		return
	}
	due := slices.MinFunc(out.perLaw, func(a, b lawResult) int { return a.deadline.Due.Compare(b.deadline.Due) })
	day := due.deadline.Due.String()
	out.FinalDue, out.FinalDays = &day, &due.days
	first := slices.MinFunc(out.perLaw, func(a, b lawResult) int { return a.preliminary.From.Compare(b.preliminary.From) })
	out.PreliminaryDue = windowOf(first.preliminary)
}

// notices gives the window of the notice to the 委託元, and while the duty is not
// decided that of a 速報 that may turn out to be due.
func (e *evaluation) notices(out *Finding) error {
	known := out.known
	if known.IsZero() {
		return nil
	}
	for _, r := range e.group("notice") {
		if e.answers[r.ID].Truth.Met() && out.EntrusteeNotice == nil {
			w, err := e.window(r.Period, known)
			if err != nil {
				return err
			}
			out.EntrusteeNotice, out.notice = windowOf(w), &w
			out.notifiedOn = e.facts.dates["entrustee_notified_entrustor_on"]
		}
	}
	if out.Reportable == nil {
		w, err := e.window(e.group("preliminary")[0].Period, known)
		if err != nil {
			return err
		}
		out.provisional = &w
	}
	return nil
}

// places names the authorities and their pages.
func (e *evaluation) places(out *Finding) error {
	for _, r := range e.group("place") {
		if !e.answers[r.ID].Truth.Met() {
			continue
		}
		authority, err := e.law.Authority(r.Value)
		if err != nil {
			return err
		}
		out.places = append(out.places, place{rule: r, authority: authority})
	}
	return nil
}
