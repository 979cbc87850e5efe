package web

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"

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

// filling is the tree of the form with its schema.
func (s *State) filling() filling { return filling{profile.InputFields(), s.Tree} }

// Merge takes over what a page posted. Only fields of the schema are taken.
func (s *State) Merge(form url.Values) {
	s.filling().merge(form)
	if form.Has("kinds") {
		s.chooseKinds(form["kinds"])
	}
}

// Do carries out a change of a list: see [filling.do].
func (s *State) Do(action string) (string, bool) { return s.filling().do(action) }
