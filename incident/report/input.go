package report

import (
	"maps"
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident"
)

// An Input is an incident file that was read: the company, the facts, the report.
// It is immutable and safe for concurrent use.
type Input struct {
	Facts *incident.Facts

	facts   map[string]any // as given
	company map[string]any // profile with what is presumed of it; empty when there is none
	report  map[string]Value
}

// Decode reads an incident file, YAML or JSON. The error is [profile.Faults], all of
// them at once: of the fields, of the company, of the report, and of texts that look
// like leaked data.
func Decode(name string, data []byte) (*Input, error) {
	tree, err := profile.DecodeIncident(name, data)
	return finish(tree, err)
}

// FromTree makes an input of a tree that a web form or the API gives.
func FromTree(tree map[string]any) (*Input, error) {
	checked, err := profile.IncidentFromTree(tree)
	return finish(checked, err)
}

func finish(tree map[string]any, err error) (*Input, error) {
	if err != nil {
		return nil, err
	}
	in := &Input{Facts: incident.FromTree(tree), company: map[string]any{}}
	in.facts, _ = tree["facts"].(map[string]any)
	r := &reader{}
	if p, ok := tree["profile"].(map[string]any); ok {
		company, faults := profile.Company(p)
		in.company = company
		r.faults = append(r.faults, faults...)
	}
	given, _ := tree["report"].(map[string]any)
	in.report = r.values(given)
	r.faults = append(r.faults, leaked(tree["facts"], "/facts")...)
	r.faults = append(r.faults, leaked(tree["report"], "/report")...)
	if len(r.faults) > 0 {
		return nil, sorted(r.faults)
	}
	return in, nil
}

// sorted puts faults in the order of their pointers.
func sorted(faults profile.Faults) profile.Faults {
	slices.SortStableFunc(faults, func(a, b profile.Fault) int { return strings.Compare(a.Pointer, b.Pointer) })
	return faults
}

// Text is a text of the profile; "" when there is none.
func (in *Input) Text(field string) string {
	s, _ := in.company[field].(string)
	return s
}

// fact is a fact by its dotted path, as the word that was given; "" when it was not.
func (in *Input) fact(path string) string {
	var v any = in.facts
	for _, step := range strings.Split(path, ".") {
		m, _ := v.(map[string]any)
		v = m[step]
	}
	switch s := scalar(v); s {
	case "true":
		return "yes"
	case "false":
		return "no"
	default:
		return s
	}
}

// count is a number of the facts.
func (in *Input) count(path string) (int, bool) {
	var v any = in.facts
	for _, step := range strings.Split(path, ".") {
		m, _ := v.(map[string]any)
		v = m[step]
	}
	n, ok := v.(int)
	return n, ok
}

// events are the words of facts.event.
func (in *Input) events() []string {
	var out []string
	list, _ := in.facts["event"].([]any)
	for _, e := range list {
		out = append(out, scalar(e))
	}
	return out
}

// Words is what a text or date field of the report says; "" when it says nothing.
func (in *Input) Words(id string) string { return in.report[id].Words }

// FiledOn is the day of filing that the report names; zero when it names none.
func (in *Input) FiledOn() japanese.Date { return dateOf(in.report["filing_date"].Words) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
