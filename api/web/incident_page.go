package web

import (
	"errors"
	"io"
	"slices"
	"strings"

	"kitei/generator"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// incidentPage is what the template of the assistant sees.
type incidentPage struct {
	*page
	*Incident
	Lang     string
	Place    string // step, and the question on it, for the way back
	Panel    *panel
	Ask      *ask
	Answered []answered
	All      []*Question
	Report   *reportPage
	Receive  *receivePage
	Stages   []Option
	Previous bool
}

// receivePage is the last step.
type receivePage struct {
	Kinds    []kindView
	Formats  []formatView
	Files    []fileView
	Faults   []Problem
	Open     []Problem
	Warnings []Problem
	Calendar bool
}

// IncidentPage writes the page of a state of the assistant. signOut offers to sign out.
func (f *Form) IncidentPage(w io.Writer, a IncidentAnswer, signOut bool) error {
	s := a.State
	r := f.readIncident(s)
	if r.Advice == nil && len(r.Faults) == 0 {
		return errors.New("web: there is no law for today")
	}
	p := &incidentPage{
		page: &page{State: &State{Lang: s.Lang}, Notice: a.Notice, SignOut: signOut, Areas: areas(s.Lang, "/incident")}, Incident: s, Lang: s.Lang,
		Place: s.Step, Panel: f.panel(s, r), Answered: s.answered(), Previous: s.Previous != nil,
	}
	p.Title = Say(s.Lang, "incident_step_"+s.Step, nil)
	switch s.Step {
	case AskOne:
		p.Ask = f.ask(a, r)
		if p.Ask.Done {
			p.Title = Say(s.Lang, "asked_all", nil)
		} else {
			p.Title, p.Place = p.Ask.Title, AskOne+p.Ask.Pointer
		}
	case AskAll:
		ask := newIncidentAsker(s, a.Focus)
		p.All = ask.properties(incidentFields().Property("facts"), mapOf(s.Tree["facts"]), "/facts", false)
		ask.point(a.Focus)
		p.Summary = (&reportPage{asker: ask}).put(s, r.Faults)
	case Report:
		p.Report = f.reportPage(a, r)
		p.Summary = p.Report.put(s, r.Faults)
		p.Report.unfold()
	default:
		p.Receive = f.receivePage(s, r)
	}
	for _, stage := range []report.Stage{report.Preliminary, report.Final, report.Both} {
		p.Stages = append(p.Stages, Option{ID: "stage-" + string(stage), Value: string(stage), Label: Say(s.Lang, "stage_"+string(stage), nil), Checked: stage == s.Stage})
	}
	for i, step := range []string{AskOne, Report, Receive} {
		p.Trail = append(p.Trail, trailStep{step, Say(s.Lang, "incident_trail_"+step, nil), i + 1, step == s.Step || step == AskOne && s.Step == AskAll})
	}
	p.Text = s.String()
	return execute(w, s.Lang, "incident.html", p, p.page)
}

// IncidentKinds lists the documents that are made of an incident.
func IncidentKinds() []generator.KindInfo {
	var out []generator.KindInfo
	for _, k := range generator.Kinds() {
		if k.Input == "incident" && k.Ready() {
			out = append(out, k)
		}
	}
	return out
}

// Chosen lists the documents that are chosen, in the order of the contract.
func (s *Incident) chosen(d *report.Draft) []string {
	if s.Kinds != nil || d == nil {
		return s.Kinds
	}
	return d.Applies()
}

// ChosenKinds lists the documents of a state that are chosen.
func (f *Form) ChosenKinds(s *Incident) []string { return s.chosen(f.readIncident(s).Draft) }

func (f *Form) receivePage(s *Incident, r *reading) *receivePage {
	out := &receivePage{}
	for _, x := range r.Faults {
		out.Faults = append(out.Faults, s.problem(x))
	}
	if r.Draft == nil {
		return out
	}
	chosen := s.chosen(r.Draft)
	_, out.Calendar = r.Advice.Finding.Calendar(s.Lang)
	for _, k := range IncidentKinds() {
		v := kindView{Kind: k.Kind, Name: pick(s.Lang, k.NameJA, k.NameEN), ID: "k-" + k.Kind, Formats: formatNames(s.Lang, k), Chosen: slices.Contains(chosen, k.Kind)}
		_, err := r.Draft.Documents(k.Kind)
		var found profile.Faults
		errors.As(err, &found)
		v.Gaps = len(found)
		if v.Chosen {
			for _, x := range found {
				if p := s.problem(x); !slices.Contains(out.Faults, p) {
					out.Faults = append(out.Faults, p)
				}
			}
			file := fileView{Kind: k.Kind, Name: v.Name}
			for _, format := range k.Formats {
				file.Formats = append(file.Formats, string(format))
				if !slices.ContainsFunc(out.Formats, func(v formatView) bool { return v.Format == string(format) }) {
					out.Formats = append(out.Formats, formatView{string(format), Say(s.Lang, "format_"+string(format), nil), format == generator.PDF || format == generator.XLSX})
				}
			}
			out.Files = append(out.Files, file)
		}
		out.Kinds = append(out.Kinds, v)
	}
	for _, e := range r.Draft.Open() {
		out.Open = append(out.Open, Problem{Label: e.Field.Label(s.Lang), Text: strings.ReplaceAll(r.Draft.Plain(e), "\n", " "), Pointer: "/report/" + e.Field.ID})
	}
	for _, x := range r.Draft.Warnings {
		if p := s.problem(x); !slices.Contains(out.Warnings, p) {
			out.Warnings = append(out.Warnings, p)
		}
	}
	return out
}

// problem is a fault as a line with a way to its field.
func (s *Incident) problem(x profile.Fault) Problem {
	f := incidentFields()
	label := ""
	for _, step := range profile.Steps(x.Pointer) {
		if f.Type == profile.Array {
			f = f.Items
			continue
		}
		if f = f.Property(step); f == nil {
			break
		}
		label = f.Label(s.Lang)
	}
	return Problem{Text: x.Message(s.Lang), Label: label, Pointer: x.Pointer}
}
