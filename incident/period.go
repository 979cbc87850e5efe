package incident

import "kitei/generator/japanese"

// A Period is one thing that is due, for a page that shows it at a glance. What
// [Finding.Text] says of it is in Words.
type Period struct {
	ID     string        // notice, provisional, preliminary, persons (which has no day), final
	Laws   string        // in words; empty where only one thing of the kind is due
	Days   int           // 30, 60 of a 確報; 0 of a guide value
	From   japanese.Date // first day of a guide value; zero of a last day
	Due    japanese.Date // last day
	Left   int           // days from the day of reading to Due; less than 0 = over
	Rolled bool          // Due is the first open day after the period
	Words  string
}

// Periods lists what is due, in the order of the text. A 速報 that is due only if the
// duty should be found is provisional. Empty while the day of knowledge is not known.
func (f *Finding) Periods(lang string, asOf japanese.Date) []Period {
	w := &writer{lang: lang, asOf: asOf}
	var out []Period
	add := func(p Period) {
		p.Left = asOf.DaysUntil(p.Due)
		out = append(out, p)
	}
	if f.notice != nil && f.notifiedOn.IsZero() {
		add(Period{ID: "notice", From: f.notice.From, Due: f.notice.To, Words: w.window("notice", "", *f.notice)})
	}
	if f.provisional != nil {
		add(Period{ID: "provisional", From: f.provisional.From, Due: f.provisional.To, Words: w.window("provisional", "", *f.provisional)})
	}
	var laws []string
	for i, r := range f.perLaw { // both laws give the same window where they start on the same day
		laws = append(laws, r.law)
		if i+1 < len(f.perLaw) && f.perLaw[i+1].preliminary == r.preliminary {
			continue
		}
		add(Period{ID: "preliminary", Laws: w.laws(laws), From: r.preliminary.From, Due: r.preliminary.To, Words: w.window("preliminary", w.laws(laws), r.preliminary)})
		laws = nil
	}
	if words := f.personsLine(w); words != "" {
		out = append(out, Period{ID: "persons", Words: words})
	}
	for i, r := range f.perLaw {
		laws = append(laws, r.law)
		if i+1 < len(f.perLaw) && w.final(f.perLaw[i+1].deadline, "") == w.final(r.deadline, "") {
			continue
		}
		add(Period{ID: "final", Laws: w.laws(laws), Days: r.days, Due: r.deadline.Due, Rolled: len(r.deadline.Rolled) > 0, Words: w.final(r.deadline, w.laws(laws))})
		laws = nil
	}
	return out
}

// Recognised is the day number of a day, the day of knowledge being 1; 0 when that is
// not known.
func (f *Finding) Recognised(asOf japanese.Date) int {
	if f.known.IsZero() {
		return 0
	}
	return f.known.DaysUntil(asOf) + 1
}

// Met lists the 号 that are met, in words, with their places in the law; possible
// tells that one is met only as an おそれ.
func (f *Finding) Met(lang string) []Item {
	w := &writer{lang: lang}
	var out []Item
	for _, r := range f.items {
		item := Item{Words: w.category(r), Source: f.rules.cited[r.ID]}
		for _, s := range f.Trace {
			item.Possible = item.Possible || s.Rule == r.ID && s.Result == "possible"
		}
		out = append(out, item)
	}
	return out
}

// An Item is a 号 that is met.
type Item struct {
	Words, Source string
	Possible      bool // not certain: it is met as an おそれ
}
