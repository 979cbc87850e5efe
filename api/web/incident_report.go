package web

import (
	"errors"
	"slices"
	"strings"

	"kitei/generator/profile"
	"kitei/incident/report"
)

// item is one field of the report on the page.
type item struct {
	Question *Question // nil when the value comes from elsewhere
	ID       string
	Label    string
	Value    string // out of the facts, the company or the decision
	From     string // where that stands, in words
	Go       string // what the button to change it does
	GoLabel  string
	Name     string // id of the field
	Doubtful bool   // it may be under investigation
	Doubt    bool
	Reason   string
	Expected string
	Changed  bool // since the filing before
	Before   string
	WasOpen  bool // it was under investigation then
	If       string
	Hidden   bool
	Faults   []string
	Undo     bool // it is written over what the facts say
}

// section is a part of the report on the page.
type section struct {
	ID, Title, Basis string
	Items, More      []*item
	Missing          int // fields that a document lacks
	Status           string
	Open, MoreOpen   bool
}

// reportPage is the step of the report.
type reportPage struct {
	Company  []*Question
	Sections []section
	Open     []Problem // of the filing before, still to be closed

	CompanyMissing int
	CompanyStatus  string
	CompanyOpen    bool

	asker *asker
}

func (f *Form) reportPage(a IncidentAnswer, r *reading) *reportPage {
	s := a.State
	ask := newIncidentAsker(s, a.Focus)
	out := &reportPage{asker: ask, Company: ask.properties(incidentFields().Property("profile"), mapOf(s.Tree["profile"]), "/profile", false)}
	if r.Draft == nil {
		return out
	}
	missing := s.missing(r.Draft)
	for _, q := range out.Company {
		if missing[q.Name] {
			q.Required, out.CompanyMissing = true, out.CompanyMissing+1
		}
	}
	out.CompanyStatus = s.status(out.CompanyMissing, len(mapOf(s.Tree["profile"])))
	entries := map[string]*report.Entry{}
	for _, e := range r.Draft.Entries {
		entries[e.Field.ID] = e
	}
	kinds := r.Draft.Applies()
	for _, part := range report.FormSections() {
		sec := section{ID: "s-" + part.ID, Title: pick(s.Lang, part.JA, part.EN)}
		if !wantedSection(part.ID, kinds) {
			continue
		}
		filled := 0
		for _, field := range part.Fields {
			e := entries[field.ID]
			if e == nil && !slices.Contains(letterSections, part.ID) {
				continue // the laws of this report do not ask for it
			}
			it := s.item(ask, field, e, r.Draft, missing)
			if missing["/report/"+field.ID] {
				sec.Missing++
			}
			if sec.Basis == "" && e != nil {
				sec.Basis = r.Draft.Basis(field)
			}
			if it.Question == nil || it.Doubt || !blank(valueAt(s.Tree, "/report/"+field.ID)) {
				filled++
			}
			if it.front(e, s.Stage) || missing["/report/"+field.ID] {
				sec.Items = append(sec.Items, it)
			} else {
				sec.More = append(sec.More, it)
			}
			if it.WasOpen && (e.State == report.Unknown || e.State == report.Blank) {
				out.Open = append(out.Open, Problem{Label: it.Label, Text: strings.ReplaceAll(r.Draft.Plain(e), "\n", " "), ID: it.ID})
			}
		}
		if len(sec.Items) == 0 {
			sec.Items, sec.More = sec.More, nil
		}
		sec.Status = s.status(sec.Missing, filled)
		out.Sections = append(out.Sections, sec)
	}
	ask.point(a.Focus)
	return out
}

// letterSections are the parts about the letters and the record.
var letterSections = []string{"notice", "desk", "statement", "entrustor", "decision"}

func wantedSection(id string, kinds []string) bool {
	switch id {
	case "notice":
		return slices.Contains(kinds, report.KindPersons)
	case "desk":
		return slices.Contains(kinds, report.KindPersons) || slices.Contains(kinds, report.KindPublic)
	case "statement":
		return slices.Contains(kinds, report.KindPublic)
	case "entrustor":
		return slices.Contains(kinds, report.KindEntrustor)
	case "decision":
		return true
	}
	return slices.Contains(kinds, report.KindReport) || slices.Contains(kinds, report.KindEntrustor)
}

// missing are the fields that the chosen documents lack.
func (s *Incident) missing(d *report.Draft) map[string]bool {
	out := map[string]bool{}
	for _, kind := range s.chosen(d) {
		_, err := d.Documents(kind)
		var found profile.Faults
		errors.As(err, &found)
		for _, x := range found {
			if path := profile.Steps(x.Pointer); len(path) > 1 {
				out["/"+path[0]+"/"+path[1]] = true
			}
		}
	}
	return out
}

// status says in a few words how far a part is filled in.
func (s *Incident) status(missing, filled int) string {
	switch {
	case missing > 0:
		return Say(s.Lang, "incident_gaps", map[string]string{"N": number(missing)})
	case filled > 0:
		return Say(s.Lang, "filled_n", map[string]string{"N": number(filled)})
	}
	return Say(s.Lang, "filled_none", nil)
}

// unfold opens the parts in which something is to be looked at.
func (p *reportPage) unfold() {
	seen := func(list []*item) bool {
		return slices.ContainsFunc(list, func(it *item) bool {
			return len(it.Faults) > 0 || it.WasOpen || it.Question != nil && Open([]*Question{it.Question})
		})
	}
	p.CompanyOpen = p.CompanyMissing > 0 || Open(p.Company)
	for i := range p.Sections {
		sec := &p.Sections[i]
		sec.MoreOpen = seen(sec.More)
		sec.Open = sec.Missing > 0 || sec.MoreOpen || seen(sec.Items)
	}
}

// item makes a field of the page.
func (s *Incident) item(ask *asker, field *report.Field, e *report.Entry, d *report.Draft, missing map[string]bool) *item {
	pointer := "/report/" + field.ID
	given := valueAt(s.Tree, pointer)
	doubt, doubtful := s.Doubts[field.ID]
	it := &item{ID: IDOf(pointer), Name: field.ID, Label: field.Label(s.Lang)}
	if e != nil {
		it.Changed, it.Before = e.Changed, e.Before
		it.WasOpen = mapOf(valueAt(s.Previous, pointer))["unknown"] != nil
		if blank(given) && !doubtful && e.State == report.Known {
			it.Value, it.Go, it.GoLabel = d.Plain(e), "edit:"+field.ID, Say(s.Lang, "write_over", nil)
			it.From = Say(s.Lang, "from_program", nil)
			from, name, _ := strings.Cut(field.Repeats, ".")
			switch from {
			case "facts":
				it.From, it.Go, it.GoLabel = Say(s.Lang, "from_facts", nil), "goto:/facts/"+strings.ReplaceAll(name, ".", "/"), Say(s.Lang, "change", nil)
				if name == "principals" {
					it.Go = "goto:/facts/principals/personal_data"
				}
			case "profile":
				it.From, it.Go, it.GoLabel = Say(s.Lang, "from_company", nil), "goto:/profile/"+companyField(field.ID, name), Say(s.Lang, "change", nil)
			case "the decision":
				it.From = Say(s.Lang, "from_decision", nil)
			}
			return it
		}
		it.Undo = field.Derived() && !blank(given)
		it.Doubtful = field.Section().Number > 0 && !field.Internal || field.Section().ID == "cyber"
	}
	ask.gaps[pointer] = missing[pointer] || e != nil && needed(field, s.Stage, d)
	q := ask.question(report.Fields().Property(field.ID), report.Fields(), given, pointer, false)
	it.Question = q
	if field.Other {
		other := ask.question(report.Fields().Property(field.ID+"_other"), report.Fields(), valueAt(s.Tree, pointer+"_other"), pointer+"_other", false)
		other.If = pointer + "=other"
		other.Hidden = !said(given, "other")
		it.Question = &Question{ID: it.ID + "-both", Name: pointer, Questions: []*Question{q, other}, Widget: "pair"}
	}
	it.Doubt, it.Reason, it.Expected = doubtful, doubt.Reason, doubt.Expected
	if w := field.When; w != nil {
		on := textOf(valueAt(s.Tree, "/report/"+w.Field))
		is := shownWhile(field)
		it.Hidden = !slices.Contains(is, on) && blank(given)
		if on != "" || d.Entry(w.Field) == nil || d.Entry(w.Field).State != report.Known {
			var words []string
			for _, code := range is {
				words = append(words, "/report/"+w.Field+"="+code)
			}
			it.If = strings.Join(words, " ")
		} else { // the facts say it: no script can see that
			it.Hidden = e != nil && e.State == report.NotApplicable
		}
	}
	return it
}

// shownWhile are the answers of another field while which this one is asked for. What
// is only required while that field says so may be given before: a publication that is
// planned has a day. Nothing is asked about what is not there.
func shownWhile(f *report.Field) []string {
	out := slices.Clone(f.When.Is)
	if f.Need[1] != report.Conditional || slices.ContainsFunc(out, absent) {
		return out
	}
	for _, o := range report.FormField(f.When.Field).Choices() {
		if !absent(o.Code) && !slices.Contains(out, o.Code) {
			out = append(out, o.Code)
		}
	}
	return out
}

// absent tells whether a choice says that there is no such thing.
func absent(code string) bool { return slices.Contains([]string{"none", "no", "new"}, code) }

// companyField is the field of the profile that is asked for.
func companyField(id, name string) string {
	if slices.Contains(companyFields, name) {
		return name
	}
	return companyFields[0]
}

// said tells whether an answer holds a choice.
func said(v any, code string) bool {
	return textOf(v) == code || slices.Contains(listOf(v), any(code))
}

// needed tells whether a filing can't do without a field.
func needed(f *report.Field, stage report.Stage, d *report.Draft) bool {
	need := f.Need[1]
	if stage == report.Preliminary {
		need = f.Need[0]
	}
	switch need {
	case report.Required:
		return true
	case report.Conditional:
		e := d.Entry(f.ID)
		return e != nil && e.State != report.NotApplicable
	}
	return false
}

// front tells whether a field is shown at once: what is needed, what 確報 will need,
// what was said, and what the letters say.
func (it *item) front(e *report.Entry, stage report.Stage) bool {
	if e == nil {
		return true
	}
	if it.Question == nil || it.Doubt || e.State == report.Known || e.State == report.Unknown || it.WasOpen {
		return true
	}
	need := e.Field.Need
	return need[1] == report.Required || stage == report.Preliminary && need[0] == report.Required || e.Field.When != nil && it.If != "" && need[1] == report.Conditional
}

// put sets the faults beside their fields and lists those of this page.
func (p *reportPage) put(s *Incident, faults []profile.Fault) []Problem {
	var out []Problem
	for _, x := range faults {
		text := x.Message(s.Lang)
		problem := Problem{Text: text, Pointer: x.Pointer}
		for at := x.Pointer; at != "" && problem.ID == ""; at = at[:max(strings.LastIndexByte(at, '/'), 0)] {
			if q := p.asker.asked[at]; q != nil {
				q.Faults, problem.ID, problem.Label = append(q.Faults, text), q.ID, q.Label
				break
			}
			for _, sec := range p.Sections {
				for _, it := range slices.Concat(sec.Items, sec.More) {
					if "/report/"+it.Name == at && it.Question == nil {
						it.Faults, problem.ID, problem.Label = append(it.Faults, text), it.ID, it.Label
					}
				}
			}
		}
		out = append(out, problem)
	}
	return out
}
