package web

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"kitei/generator"
	"kitei/generator/profile"
)

// State is one filling-in of the form.
type State struct {
	Tree   map[string]any  `json:"tree"`             // a profile file as it was typed, gaps and all
	Traces []profile.Trace `json:"traces,omitempty"` // of the client whose file was the start
	Step   string          `json:"step"`
	Lang   string          `json:"lang"`
	Front  []string        `json:"front,omitempty"`  // fields in front since the step was opened
	Parked []any           `json:"parked,omitempty"` // entries of documents that were chosen before
	Only   string          `json:"only,omitempty"`   // the one kind that the page is about; "" = all that are chosen
	Unsent []int           `json:"unsent,omitempty"` // places of contractors that get no checklist now
}

// The steps, in their order.
const (
	Company   = "company"
	Handling  = "handling"
	Documents = "documents"
	Confirm   = "confirm"
	Receive   = "receive"
)

// Steps lists the steps in their order.
func Steps() []string { return []string{Company, Handling, Documents, Confirm, Receive} }

// usual are the documents that are chosen when a form is opened.
var usual = []string{"privacy_policy", "protection_regulation", "leak_procedure", "mynumber_policy", "mynumber_rules"}

// NewState is an empty form.
func NewState(lang string) *State {
	s := &State{Tree: map[string]any{"profile": map[string]any{}}, Step: Company, Lang: lang}
	s.chooseKinds(usual)
	return s
}

// FromInput is a form filled with a file. Another's file is the start of a new
// one: see [profile.Input.ForAnother].
func FromInput(in *profile.Input, lang string, another bool) *State {
	s := &State{Tree: in.Tree(), Step: Company, Lang: lang}
	if another {
		s.Tree, s.Traces = in.ForAnother()
	}
	if len(s.Kinds()) == 0 {
		s.chooseKinds(usual)
	}
	return s
}

var errState = errors.New("web: the state of the page can't be read")

// ReadState reads the state that a page brings back.
func ReadState(text string) (*State, error) {
	s := &State{}
	if err := json.Unmarshal([]byte(text), s); err != nil {
		return nil, errState
	}
	if s.Tree == nil {
		s.Tree = map[string]any{}
	}
	if !slices.Contains(Steps(), s.Step) {
		s.Step = Company
	}
	if s.Lang != "en" {
		s.Lang = "ja"
	}
	return s, nil
}

// String is the state as a page carries it.
func (s *State) String() string {
	b, err := json.Marshal(s)
	if err != nil {
		return "{}"
	}
	return string(b)
}

// Kinds lists the documents that are chosen, or the one that the page is about.
func (s *State) Kinds() []string {
	if s.Only != "" {
		return []string{s.Only}
	}
	var out []string
	for _, e := range listOf(s.Tree["documents"]) {
		if kind := textOf(mapOf(e)["kind"]); kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}

// chooseKinds sets the documents, in the order of the contract. What was said
// about one that is left out now comes back when it is chosen again.
func (s *State) chooseKinds(kinds []string) {
	have := append(listOf(s.Tree["documents"]), s.Parked...)
	var chosen, parked []any
	for _, k := range Offered() {
		entry := any(map[string]any{"kind": k.Kind})
		if i := slices.IndexFunc(have, func(e any) bool { return textOf(mapOf(e)["kind"]) == k.Kind }); i >= 0 {
			entry = have[i]
		}
		switch {
		case slices.Contains(kinds, k.Kind):
			chosen = append(chosen, entry)
		case len(mapOf(entry)) > 1:
			parked = append(parked, entry)
		}
	}
	s.Tree["documents"], s.Parked = chosen, parked
}

// Offered lists the document kinds that the form makes.
func Offered() []generator.KindInfo {
	var out []generator.KindInfo
	for _, k := range generator.Kinds() {
		if k.Input == "profile" && k.Ready() {
			out = append(out, k)
		}
	}
	return out
}

// Input is what the form says, as the generator takes it: without blanks, and
// without answers to questions that are not asked any more.
func (s *State) Input() (*profile.Input, error) {
	tree, _ := pruned(profile.InputFields(), s.Tree, s.Tree).(map[string]any)
	if tree == nil {
		tree = map[string]any{}
	}
	if tree["profile"] == nil {
		tree["profile"] = map[string]any{}
	}
	return profile.FromTree(tree)
}

// Merge takes over what a page posted. Only fields of the schema are taken.
func (s *State) Merge(form url.Values) {
	names := make([]string, 0, len(form))
	for name := range form {
		if strings.HasPrefix(name, "/") {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, profile.ComparePointers)
	for _, name := range names {
		pointer, part, _ := strings.Cut(name, "#")
		f := s.field(pointer)
		if f == nil || f.Computed {
			continue
		}
		s.take(f, pointer, part, form)
	}
	if form.Has("kinds") {
		s.chooseKinds(form["kinds"])
	}
}

// take sets one field. Parts of a name are the own words beside a list of
// choices (#own) and the codes of a list of entries (#codes).
func (s *State) take(f *profile.Field, pointer, part string, form url.Values) {
	posted := form[pointer]
	own := form[pointer+"#own"]
	last := ""
	if len(posted) > 0 {
		last = posted[len(posted)-1]
	}
	switch {
	case part == "codes":
		s.takeCodes(pointer, form[pointer+"#codes"])
	case f.Type == profile.Array && f.Items != nil && len(f.Items.Enum) > 0:
		list := filled(posted)
		for _, words := range own {
			list = append(list, lines(words)...)
		}
		setAt(s.Tree, pointer, list)
	case f.Type == profile.Array:
		setAt(s.Tree, pointer, lines(last))
	case f.Type == profile.Object:
	case f.Open && last == "" && len(own) > 0:
		setAt(s.Tree, pointer, own[0])
	case f.Type == profile.Date:
		setAt(s.Tree, pointer, asDate(last))
	default:
		setAt(s.Tree, pointer, last)
	}
}

// takeCodes sets the entries of a list that are codes, and keeps the others.
func (s *State) takeCodes(pointer string, codes []string) {
	var list []any
	for _, code := range filled(codes) {
		list = append(list, map[string]any{"code": code})
	}
	for _, e := range listOf(valueAt(s.Tree, pointer)) {
		if textOf(mapOf(e)["code"]) == "" {
			list = append(list, e)
		}
	}
	setAt(s.Tree, pointer, list)
}

// Do carries out a change of a list: add, del, up, down. It gives the pointer of
// the entry that is to be looked at next; false when it was no such change.
func (s *State) Do(action string) (string, bool) {
	verb, pointer, _ := strings.Cut(action, ":")
	if verb == "add" {
		f := s.field(pointer)
		if f == nil || f.Type != profile.Array {
			return "", false
		}
		list := listOf(valueAt(s.Tree, pointer))
		if len(list) == 0 && f.Items.Property("code") == nil {
			list = append(list, map[string]any{}) // the blank entry that was shown
		}
		limit := f.MaxItems
		if limit == 0 {
			limit = maxEntries
		}
		if len(list) < limit {
			list = append(list, map[string]any{})
		}
		setAt(s.Tree, pointer, list)
		return pointer + "/" + number(len(list)-1), true
	}
	above, i, ok := entryOf(pointer)
	list := listOf(valueAt(s.Tree, above))
	if !ok || i >= len(list) {
		return above, verb == "del" || verb == "up" || verb == "down"
	}
	switch verb {
	case "del":
		list = slices.Delete(slices.Clone(list), i, i+1)
		setAt(s.Tree, above, list)
		if len(list) == 0 {
			return above, true
		}
		return above + "/" + number(max(i-1, 0)), true
	case "up", "down":
		j := i - 1
		if verb == "down" {
			j = i + 1
		}
		if j >= 0 && j < len(list) {
			list[i], list[j] = list[j], list[i]
			i = j
		}
		return above + "/" + number(i), true
	}
	return "", false
}
