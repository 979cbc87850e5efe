package web

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// Incident is one incident as it stands on the pages of the assistant.
type Incident struct {
	Tree     map[string]any   `json:"tree"`               // an incident file as it was typed, gaps and all
	Doubts   map[string]Doubt `json:"doubts,omitempty"`   // fields of the report that are under investigation
	Nothing  bool             `json:"nothing,omitempty"`  // it was found that nothing happened: an empty list of events
	Passed   []string         `json:"passed,omitempty"`   // questions without a word for "not known" that were answered so
	Previous map[string]any   `json:"previous,omitempty"` // the file of the filing before
	Step     string           `json:"step"`
	At       string           `json:"at,omitempty"` // the question that is shown, a pointer; "" = the next one
	Stage    report.Stage     `json:"stage"`
	Drill    bool             `json:"drill,omitempty"`
	Kinds    []string         `json:"kinds,omitempty"` // documents that were chosen; nil = those that the incident asks for
	Lang     string           `json:"lang"`
}

// A Doubt is a field that is not known yet, why, and by when it will be.
type Doubt struct {
	Reason   string `json:"reason,omitempty"`
	Expected string `json:"expected,omitempty"`
}

// The steps of the assistant.
const (
	AskOne = "ask" // one question
	AskAll = "all" // all questions
	Report = "report"
)

func incidentSteps() []string { return []string{AskOne, AskAll, Report, Receive} }

// NewIncident is the beginning.
func NewIncident(lang string) *Incident {
	return &Incident{Tree: map[string]any{}, Step: AskOne, Stage: report.Preliminary, Lang: lang}
}

// ReadIncident reads the state that a page brings back.
func ReadIncident(text string) (*Incident, error) {
	s := &Incident{}
	if err := json.Unmarshal([]byte(text), s); err != nil {
		return nil, errState
	}
	if s.Tree == nil {
		s.Tree = map[string]any{}
	}
	if !slices.Contains(incidentSteps(), s.Step) {
		s.Step = AskOne
	}
	if !slices.Contains([]report.Stage{report.Preliminary, report.Final, report.Both}, s.Stage) {
		s.Stage = report.Preliminary
	}
	if s.Lang != "en" {
		s.Lang = "ja"
	}
	if s.At != "" && questionField(s.At) == nil {
		s.At = ""
	}
	return s, nil
}

// String is the state as a page carries it.
func (s *Incident) String() string {
	b, err := json.Marshal(s)
	if err != nil {
		return "{}"
	}
	return string(b)
}

// companyFields are the facts about the company that an incident needs.
var companyFields = []string{
	"entity_type", "legal_name", "legal_name_kana", "short_name", "corporate_number", "industry", "rep_title", "rep_name", "rep_name_kana", "postal_code", "address", "phone",
}

// incidentFields is the schema of what the assistant asks for.
var incidentFields = sync.OnceValue(func() *profile.Field {
	all := profile.IncidentFields()
	company := *all.Property("profile")
	company.Properties = nil
	for _, name := range companyFields {
		f := *all.Property("profile").Property(name)
		f.Required, f.Kinds, f.If = nil, nil, nil // the report says itself what it needs
		company.Properties = append(company.Properties, &f)
	}
	return &profile.Field{Type: profile.Object, Properties: []*profile.Field{&company, all.Property("facts"), report.Fields()}}
})

func (s *Incident) filling() filling { return filling{incidentFields(), s.Tree} }

// OpenIncident is the state of a file. Of a profile only what is asked for stays.
func OpenIncident(tree map[string]any, lang string) *Incident {
	s := NewIncident(lang)
	for _, part := range []string{"facts", "report"} {
		if m := mapOf(tree[part]); len(m) > 0 {
			s.Tree[part] = words(m)
		}
	}
	s.TakeCompany(mapOf(tree["profile"]))
	if list, given := mapOf(tree["facts"])["event"]; given && len(listOf(list)) == 0 {
		s.Nothing = true
	}
	given := mapOf(s.Tree["report"])
	for id, v := range given {
		if m, ok := v.(map[string]any); ok && m["unknown"] != nil {
			s.doubt(id, Doubt{textOf(m["reason"]), textOf(m["expected_on"])})
			delete(given, id)
		} else if ok { // a period as from and to
			given[id] = textOf(m["from"]) + "/" + textOf(m["to"])
		}
		if f := report.Fields().Property(id); f != nil && f.Type == profile.Array {
			given[id] = rowsOf(f, v)
		}
	}
	if stage := report.Stage(textOf(given["report_stage"])); stage == report.Final || stage == report.Both {
		s.Stage = stage
	}
	return s
}

// words turns what a file may say of a yes or no into the words that a form posts.
func words(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case string:
		switch v {
		case "true":
			return "yes"
		case "false":
			return "no"
		}
	case int, float64:
		return strconv.FormatFloat(asFloat(v), 'f', -1, 64) // never 1e+06
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[k] = words(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = words(e)
		}
		return out
	}
	return v
}

func asFloat(v any) float64 {
	if n, ok := v.(int); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

// rowsOf gives a list of the field: words alone are the first column of a row, one
// choice alone is a list.
func rowsOf(f *profile.Field, v any) any {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	if f.Items.Type != profile.Object {
		return list
	}
	out := make([]any, len(list))
	for i, e := range list {
		if _, ok := e.(map[string]any); !ok {
			e = map[string]any{f.Items.Properties[0].Name: e}
		}
		out[i] = e
	}
	return out
}

func (s *Incident) doubt(id string, d Doubt) {
	if s.Doubts == nil {
		s.Doubts = map[string]Doubt{}
	}
	s.Doubts[id] = d
}

// TakeCompany takes over the facts about a company.
func (s *Incident) TakeCompany(company map[string]any) {
	for _, name := range companyFields {
		if v := company[name]; !blank(v) {
			setAt(s.Tree, "/profile/"+name, v)
		}
	}
}

// FollowIncident is the start of the filing after one: the company, the facts and what
// the report said, without what belongs to the filing itself. What was under
// investigation still is, to be closed.
func FollowIncident(tree map[string]any, lang string) *Incident {
	s := OpenIncident(tree, lang)
	previous := s.File()
	given := mapOf(s.Tree["report"])
	for id := range given {
		if f := report.FormField(strings.TrimSuffix(id, "_other")); f == nil || !f.Carried() || f.Derived() {
			delete(given, id)
		}
	}
	s.Previous, s.Stage, s.Step = previous, report.Final, Report
	return s
}

// Merge takes over what a page posted.
func (s *Incident) Merge(form url.Values) {
	s.filling().merge(form)
	for _, name := range spans() {
		if v := textOf(valueAt(s.Tree, "/report/"+name)); v != "" {
			setAt(s.Tree, "/report/"+name, asSpan(v))
		}
	}
	for _, id := range form["doubtful"] {
		if report.FormField(id) == nil {
			continue
		}
		delete(s.Doubts, id)
		if slices.Contains(form["doubt"], id) {
			s.doubt(id, Doubt{strings.TrimSpace(form.Get("reason:" + id)), asDate(strings.TrimSpace(form.Get("expected:" + id)))})
		}
	}
	if form.Has("stage") {
		s.Stage = report.Stage(form.Get("stage"))
	}
	if form.Has("kinds") { // the page with the documents
		s.Kinds = slices.DeleteFunc(slices.Clone(form["kinds"]), func(k string) bool { return k == "" })
		s.Drill = form.Get("drill") == "true"
	}
	if len(listOf(valueAt(s.Tree, "/facts/event"))) > 0 {
		s.Nothing = false
	}
}

// spans are the fields that take one day or two.
var spans = sync.OnceValue(func() []string {
	var out []string
	for _, p := range report.Fields().Properties {
		if f := report.FormField(p.Name); f != nil && f.Type == report.Span {
			out = append(out, p.Name)
		}
	}
	return out
})

// asSpan turns the ways in which one day, or a first and a last one, are written into
// those of the schema.
func asSpan(text string) string {
	for _, mark := range []string{"から", "〜", "～", "~", " - "} {
		if from, to, two := strings.Cut(text, mark); two {
			return asDate(from) + "/" + asDate(strings.TrimSuffix(strings.TrimSpace(to), "まで"))
		}
	}
	if from, to, two := strings.Cut(text, "/"); two {
		if _, err := japanese.ParseDate(strings.TrimSpace(from)); err == nil {
			return strings.TrimSpace(from) + "/" + asDate(to)
		}
	}
	return asDate(text)
}

// File is the incident file that the state amounts to: without blanks, and without
// answers to questions of the report that are not asked any more.
func (s *Incident) File() map[string]any {
	tree, _ := pruned(incidentFields(), s.Tree, s.Tree).(map[string]any)
	if tree == nil {
		tree = map[string]any{}
	}
	facts := mapOf(tree["facts"]) // nil also of a page that brings no map there
	if facts == nil {
		facts = map[string]any{}
		tree["facts"] = facts
	}
	if s.Nothing {
		facts["event"] = []any{}
	}
	given := mapOf(tree["report"])
	for id := range given {
		if f := report.FormField(id); f != nil && f.When != nil {
			if on := textOf(given[f.When.Field]); on != "" && !slices.Contains(shownWhile(f), on) {
				delete(given, id)
			}
		}
	}
	for id, d := range s.Doubts {
		if given == nil {
			given = map[string]any{}
			tree["report"] = given
		}
		open := map[string]any{"unknown": true}
		if d.Reason != "" {
			open["reason"] = d.Reason
		}
		if d.Expected != "" {
			open["expected_on"] = d.Expected
		}
		given[id] = open
		delete(given, id+"_other")
	}
	return tree
}

// YAML is the file as text, in the order of the questions.
func (s *Incident) YAML() ([]byte, error) {
	tree := s.File()
	if typed, err := profile.IncidentFromTree(tree); err == nil {
		tree = typed
	}
	return profile.WriteYAML(incidentFields(), tree)
}
