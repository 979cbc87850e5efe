package web

import (
	"errors"
	"slices"
	"strings"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// IncidentAnswer is what is to be shown of an incident after an action.
type IncidentAnswer struct {
	State  *Incident
	Focus  string // pointer of the field to look at; "" = the heading
	Notice string // id of a message that says what happened
	Empty  bool   // the question was to be answered and was not
}

// ActIncident carries out what a button asked for: an answer (answer:pointer=value,
// answered:pointer for what was typed, pass:pointer for "not known"), a question to
// look at (ask:pointer), a step (go:step), a field (goto:pointer), a field that is
// filled out of the facts to be written over (edit:id) or not (unedit:id), a change of
// a list, a language. Anything else shows the page again.
func (f *Form) ActIncident(s *Incident, action string) IncidentAnswer {
	verb, object, _ := strings.Cut(action, ":")
	a := IncidentAnswer{State: s}
	switch verb {
	case "answer":
		if pointer, word, ok := strings.Cut(object, "="); ok && s.answer(pointer, word) {
			s.At = ""
		}
	case "answered":
		s.unpass(object)
		if empty(valueAt(s.Tree, object)) {
			a.Empty, s.At = true, object
		} else if len(f.faultsAt(s, object)) == 0 {
			s.At = ""
		} else {
			s.At = object
		}
	case "pass":
		s.pass(object)
		s.At = ""
	case "nothing":
		setAt(s.Tree, "/facts/event", nil)
		s.unpass("/facts/event")
		s.Nothing, s.At = true, ""
	case "ask":
		if questionField(object) != nil {
			s.Step, s.At = AskOne, object
		}
	case "go":
		step, at, _ := strings.Cut(object, "/")
		if slices.Contains(incidentSteps(), step) {
			s.Step, s.At = step, ""
			if at != "" && questionField("/"+at) != nil {
				s.At = "/" + at
			}
		}
	case "goto":
		s.show(object)
		a.Focus = object
	case "edit":
		f.edit(s, object)
		a.Focus = "/report/" + object
	case "unedit":
		setAt(s.Tree, "/report/"+object, nil)
		delete(s.Doubts, object)
	case "lang":
		s.Lang = "ja"
		if object == "en" {
			s.Lang = "en"
		}
	default:
		if pointer, ok := s.filling().do(action); ok {
			a.Focus = pointer
		}
	}
	return a
}

// answer sets one of the words of a question, or a day.
func (s *Incident) answer(pointer, word string) bool {
	f := questionField(pointer)
	switch {
	case f == nil:
		return false
	case f.Type == profile.Date:
		word = asDate(word)
	case !slices.ContainsFunc(f.Enum, func(e profile.EnumValue) bool { return e.Value == word }):
		return false
	}
	s.unpass(pointer)
	setAt(s.Tree, pointer, word)
	return true
}

// pass says that the answer is not known.
func (s *Incident) pass(pointer string) {
	f := questionField(pointer)
	if f == nil {
		return
	}
	if slices.ContainsFunc(f.Enum, func(e profile.EnumValue) bool { return e.Value == "unknown" }) {
		setAt(s.Tree, pointer, "unknown")
		return
	}
	setAt(s.Tree, pointer, nil)
	if pointer == "/facts/event" {
		s.Nothing = false
	}
	if !slices.Contains(s.Passed, pointer) {
		s.Passed = append(s.Passed, pointer)
	}
}

func (s *Incident) unpass(pointer string) {
	s.Passed = slices.DeleteFunc(s.Passed, func(p string) bool { return p == pointer })
}

// show turns to the step where a pointer is asked for.
func (s *Incident) show(pointer string) {
	if part, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/"); part != "facts" {
		s.Step, s.At = Report, ""
		return
	}
	for p := pointer; p != ""; p = p[:max(strings.LastIndexByte(p, '/'), 0)] {
		if f := questionField(p); f != nil && isQuestion(f) {
			s.Step, s.At = AskOne, p
			return
		}
	}
	s.Step, s.At = AskAll, ""
}

// questionField is the field of a pointer below facts; nil for any other.
func questionField(pointer string) *profile.Field {
	if !strings.HasPrefix(pointer, "/facts/") {
		return nil
	}
	return filling{incidentFields(), nil}.field(pointer)
}

// isQuestion tells whether a field is asked for as one question: a word, a day, a
// list of words, or the two numbers of a count.
func isQuestion(f *profile.Field) bool {
	switch f.Type {
	case profile.Object:
		return f.Property("known") != nil && f.Property("max") != nil && f.Property("date") == nil
	case profile.Array:
		return len(f.Items.Enum) > 0
	case profile.Integer:
		return false
	}
	return true
}

// edit writes the value that a field has out of the facts into the report, so that it
// can be changed.
func (f *Form) edit(s *Incident, id string) {
	field := report.FormField(id)
	if field == nil {
		return
	}
	r := f.readIncident(s)
	if r.Draft == nil {
		return
	}
	if e := r.Draft.Entry(id); e != nil && e.State == report.Known {
		setAt(s.Tree, "/report/"+id, treeValue(field, e.Value))
	}
}

// treeValue is a value of a draft as a form has it.
func treeValue(f *report.Field, v report.Value) any {
	switch f.Type {
	case report.Int:
		return number(v.Number)
	case report.Multi:
		out := make([]any, len(v.Codes))
		for i, code := range v.Codes {
			out[i] = code
		}
		return out
	case report.Rows:
		out := make([]any, len(v.Rows))
		for i, row := range v.Rows {
			m := map[string]any{}
			for k, w := range row {
				m[k] = w
			}
			out[i] = m
		}
		return out
	}
	return v.Words
}

// reading is an incident as far as it can be understood.
type reading struct {
	Input    *report.Input
	Previous *report.Input
	Advice   *generator.Advice
	Draft    *report.Draft
	Faults   []profile.Fault // what can't be understood, which is left out
}

// readIncident understands what it can: a value that is wrong is named and left out.
func (f *Form) readIncident(s *Incident) *reading {
	r := &reading{}
	tree := s.File()
	for range 4 { // a value that is left out can bring another fault to light
		in, err := report.FromTree(tree)
		if err == nil {
			r.Input = in
			if r.Advice, err = f.Generator.AdviseIncident(in.Facts, f.Today(), s.Lang); err == nil {
				break
			}
		}
		var found profile.Faults
		if !errors.As(err, &found) {
			return r
		}
		r.Faults = append(r.Faults, found...)
		for _, x := range found {
			leaveOut(tree, x.Pointer)
		}
	}
	if r.Advice == nil {
		return r
	}
	if s.Previous != nil {
		r.Previous, _ = report.FromTree(s.Previous) // it was checked when it was opened
	}
	r.Draft, _ = f.Generator.DraftIncident(r.request(s, f.Today()))
	return r
}

// request asks for the documents of the incident.
func (r *reading) request(s *Incident, asOf japanese.Date) generator.IncidentRequest {
	return generator.IncidentRequest{Input: r.Input, Previous: r.Previous, Stage: s.Stage, Drill: s.Drill, AsOf: asOf}
}

// leaveOut removes the value of a pointer; of the report the whole field.
func leaveOut(tree map[string]any, pointer string) {
	path := profile.Steps(pointer)
	switch {
	case len(path) == 0:
		clear(tree)
		tree["facts"] = map[string]any{}
	case len(path) == 1:
		delete(tree, path[0])
		if path[0] == "facts" {
			tree["facts"] = map[string]any{}
		}
	case path[0] == "report" || path[0] == "profile":
		delete(mapOf(tree[path[0]]), path[1])
	default:
		if above, _, isEntry := entryOf(pointer); isEntry {
			pointer = above
		}
		setAt(tree, pointer, nil)
	}
}

// faultsAt are the faults of a value or below it.
func (f *Form) faultsAt(s *Incident, pointer string) []profile.Fault {
	var out []profile.Fault
	for _, x := range f.readIncident(s).Faults {
		if x.Pointer == pointer || strings.HasPrefix(x.Pointer, pointer+"/") {
			out = append(out, x)
		}
	}
	return out
}

// IncidentRequest is what the documents of a state are made with; the error is
// [profile.Faults].
func (f *Form) IncidentRequest(s *Incident) (generator.IncidentRequest, error) {
	r := f.readIncident(s)
	if len(r.Faults) > 0 || r.Advice == nil {
		return generator.IncidentRequest{}, profile.Faults(r.Faults)
	}
	return r.request(s, f.Today()), nil
}
