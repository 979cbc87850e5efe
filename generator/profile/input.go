package profile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"kitei/generator/japanese"
)

// An Input is a profile file that could be read: facts, documents, output.
type Input struct {
	tree   map[string]any  // absent values left out; computed fields taken off
	empty  map[string]bool // facts that were given as an empty text on purpose
	faults Faults          // of the fields one by one: see Faults
}

func newInput(root *node) *Input {
	in := &Input{tree: typedMap(root, InputFields()), empty: map[string]bool{}}
	// An explicit empty title is a choice for a sole proprietor, not a gap.
	if p := root.entry("profile"); p != nil {
		if n := p.entry("rep_title"); n != nil && n.form != null && n.form != mapping && n.form != sequence && trim(n.text) == "" {
			in.empty["rep_title"] = true
		}
	}
	in.faults = in.validate()
	return in
}

// Kinds lists the kinds in documents, in their order, each once.
func (in *Input) Kinds() []string {
	var out []string
	for _, d := range listOf(in.tree["documents"]) {
		if kind := textOf(mapOf(d)["kind"]); kind != "" && !slices.Contains(out, kind) && OptionFields(kind) != nil {
			out = append(out, kind)
		}
	}
	return out
}

// AsOf is the 作成基準日 that the input asks for; false when it names none.
func (in *Input) AsOf() (japanese.Date, bool) {
	d, err := japanese.ParseDate(textOf(mapOf(in.tree["output"])["as_of"]))
	return d, err == nil
}

// Draft tells whether the input asks for a draft.
func (in *Input) Draft() bool { return mapOf(in.tree["output"])["draft"] == true }

// Text is a text or date of the input as it was given, by its dotted path
// ("profile.short_name"); "" when there is none.
func (in *Input) Text(path string) string { return textOf(at(in.tree, path)) }

// Faults are those of the fields one by one, before anything is presumed: what
// [Input.Check] finds for every kind alike.
func (in *Input) Faults() Faults { return slices.Clone(in.faults) }

// Tree is a copy of the input as it was understood, to be written back.
func (in *Input) Tree() map[string]any { return cloneMap(in.tree) }

// document finds the entry of a kind; index -1 when there is none.
func (in *Input) document(kind string) (map[string]any, int) {
	for i, d := range listOf(in.tree["documents"]) {
		if m := mapOf(d); kind != "" && textOf(m["kind"]) == kind {
			return m, i
		}
	}
	return nil, -1
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}

func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func listOf(v any) []any {
	l, _ := v.([]any)
	return l
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// numberText writes a scalar: a number never as 1e+06.
func numberText(v any) string {
	if x, ok := v.(float64); ok {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return cloneMap(v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	}
	return v
}

func cloneMap(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[k] = clone(v)
	}
	return out
}
