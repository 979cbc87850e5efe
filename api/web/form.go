package web

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Form turns states into pages. It is safe for concurrent use.
type Form struct {
	Generator *generator.Generator
	Today     func() japanese.Date // in Japan
}

// groupsOf are the groups of questions that a step asks, in their order.
var groupsOf = map[string][]string{
	Company:  {"identity", "organisation", "contacts"},
	Handling: {"purposes", "handling", "contractors", "security", "requests", "rules", "leak", "mynumber", "assets", "training"},
}

// stepOf is the step in which a pointer is asked for.
func stepOf(pointer string) string {
	path := profile.Steps(pointer)
	if len(path) > 1 && path[0] == "profile" {
		if f := profile.InputFields().Property("profile").Property(path[1]); f != nil {
			for step, groups := range groupsOf {
				if slices.Contains(groups, f.Group) {
					return step
				}
			}
		}
		return Company
	}
	return Documents
}

// AsOf is the day that the documents are made for.
func (f *Form) AsOf(in *profile.Input) japanese.Date {
	if d, ok := in.AsOf(); ok {
		return d
	}
	return f.Today()
}

// Run is what a check or a rendering of the state is made with.
func (f *Form) Run(s *State, in *profile.Input) profile.Run {
	return profile.Run{AsOf: f.AsOf(in), Kinds: s.Kinds()}
}

// Answer is what is to be shown after an action.
type Answer struct {
	State  *State
	Focus  string // pointer of the field to look at; "" = the heading
	Strict bool   // gaps are shown as faults, with a summary above
	Notice string // id of a message that says what happened
}

// Act carries out what a button asked for: a step (go:step), the next one
// (next, or skip past gaps), a field (goto:pointer), a change of a list, a
// language (lang:en). Anything else shows the page again.
func (f *Form) Act(s *State, action string) (Answer, error) {
	verb, object, _ := strings.Cut(action, ":")
	a := Answer{State: s}
	switch verb {
	case "go":
		if slices.Contains(Steps(), object) {
			s.turnTo(object)
		}
	case "goto":
		s.turnTo(stepOf(object))
		a.Focus, a.Strict = object, true
		s.Front = append(s.Front, object)
	case "lang":
		s.Lang = object
		if object != "en" {
			s.Lang = "ja"
		}
	case "next", "skip":
		if verb == "next" {
			in, err := s.Input()
			if err != nil {
				return a, err
			}
			if faults := f.faults(s, in); slices.ContainsFunc(faults, func(x profile.Fault) bool { return stepOf(x.Pointer) == s.Step }) {
				a.Strict = true
				return a, nil
			}
		}
		if i := slices.Index(Steps(), s.Step); i+1 < len(Steps()) {
			s.turnTo(Steps()[i+1])
		}
	default:
		if pointer, ok := s.Do(action); ok {
			a.Focus = pointer
		}
	}
	return a, nil
}

func (s *State) turnTo(step string) {
	if step != s.Step {
		s.Step, s.Front = step, nil
	}
}

// Problem is a line of a summary: what is wrong, and the way to it.
type Problem struct {
	Text    string
	Label   string // the field
	Pointer string
	ID      string // element on this page; "" = on another one
}

// Check is everything there is to say about a state.
type Check struct {
	Faults, Gaps       []Problem // gaps are faults too: what is still to be answered
	Warnings, Findings []Problem
	Leftovers          []Problem
	Assumed            []AssumedGroup
	Complete           bool // documents can be made
}

// AssumedGroup is the presumptions of a group of the form.
type AssumedGroup struct {
	Title string
	Lines []AssumedLine
}

// AssumedLine is a presumption, to be confirmed.
type AssumedLine struct{ Label, Value, Why, Pointer string }

// Check checks the whole state.
func (f *Form) Check(ctx context.Context, s *State) (*Check, *generator.Checked, error) {
	in, err := s.Input()
	if err != nil {
		return nil, nil, err
	}
	run := f.Run(s, in)
	raw, err := f.Generator.CheckSet(ctx, generator.SetRequest{Input: in, Kinds: s.Kinds(), Run: run})
	if err != nil {
		return nil, nil, err
	}
	c := &Check{Complete: len(raw.Faults) == 0 && len(s.Kinds()) > 0}
	label := func(pointer string) string { return labelOf(s, in, pointer) }
	for _, x := range oneDay(raw.Faults) {
		p := Problem{Text: messageOf(s, in, x), Label: label(x.Pointer), Pointer: x.Pointer}
		if x.Code == "required" {
			if p.Label != "" {
				p.Text = "" // its name is enough below the heading
			}
			c.Gaps = append(c.Gaps, p)
		} else {
			c.Faults = append(c.Faults, p)
		}
	}
	for _, x := range raw.Warnings {
		c.Warnings = append(c.Warnings, Problem{Text: x.Message(s.Lang), Label: label(x.Pointer), Pointer: x.Pointer})
	}
	for _, x := range raw.Findings {
		var places []string
		for _, p := range x.Places {
			k, _ := generator.KindOf(p.Kind)
			places = append(places, strings.TrimSpace(pick(s.Lang, k.NameJA, k.NameEN)+" "+p.Label))
		}
		p := Problem{Text: pick(s.Lang, x.MessageJA, x.MessageEN), Label: strings.Join(places, pick(s.Lang, "、", ", "))}
		if x.Code == "related_document" {
			p.Pointer = "/documents" // another one has to be chosen
		}
		if len(x.Fields) > 0 {
			p.Pointer = "/profile/" + strings.ReplaceAll(x.Fields[0], ".", "/")
		}
		c.Findings = append(c.Findings, p)
	}
	for _, x := range in.Leftovers(s.Traces) {
		c.Leftovers = append(c.Leftovers, Problem{Text: x.From.Text, Label: label(x.Pointer), Pointer: x.Pointer})
	}
	c.Assumed = assumedGroups(s, in, raw.Assumed)
	return c, raw, nil
}

// assumedGroups puts the presumptions into the groups of the form, those about
// documents and printing last.
func assumedGroups(s *State, in *profile.Input, list []profile.Assumed) []AssumedGroup {
	var order []string
	for _, step := range []string{Company, Handling} {
		order = append(order, groupsOf[step]...)
	}
	order = append(order, "documents")
	lines := map[string][]AssumedLine{}
	for _, x := range list {
		group := "documents"
		if path := profile.Steps(x.Pointer); len(path) > 1 && path[0] == "profile" {
			if f := profile.InputFields().Property("profile").Property(path[1]); f != nil {
				group = f.Group
			}
		}
		g := in.Words(x.Pointer, x.Value)
		lines[group] = append(lines[group], AssumedLine{pick(s.Lang, g.LabelJA, g.LabelEN), pick(s.Lang, g.Value, g.ValueEN), pick(s.Lang, x.Why, x.WhyEN), x.Pointer})
	}
	var out []AssumedGroup
	for _, g := range order {
		if len(lines[g]) > 0 {
			out = append(out, AssumedGroup{Say(s.Lang, "group_"+g, nil), lines[g]})
		}
	}
	return out
}

// faults are what is wrong with an input, in the order of the form. A day that
// documents lack is asked for once, for all of them.
func (f *Form) faults(s *State, in *profile.Input) []profile.Fault {
	found, _ := in.Check(f.Run(s, in))
	return oneDay(found)
}

var dayOfDocument = regexp.MustCompile(`^/documents/[0-9]+/(established_on|effective_on)$`)

func oneDay(found []profile.Fault) []profile.Fault {
	var out []profile.Fault
	for _, x := range found {
		if m := dayOfDocument.FindStringSubmatch(x.Pointer); m != nil && x.Code == "required" {
			x = profile.Blank("output." + m[1])
		}
		if !slices.ContainsFunc(out, func(y profile.Fault) bool { return x.Pointer == y.Pointer && x.Code == y.Code }) {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b profile.Fault) int { return bySchema(a.Pointer, b.Pointer) })
	return out
}

// labelOf is a field with what it belongs to: 個人情報の責任者・役職.
func labelOf(s *State, in *profile.Input, pointer string) string {
	g := in.Words(pointer, "")
	return pick(s.Lang, g.LabelJA, g.LabelEN)
}

// messageOf is the message of a fault; a gap is named with what it belongs to.
func messageOf(s *State, in *profile.Input, x profile.Fault) string {
	if label := labelOf(s, in, x.Pointer); x.Code == "required" && label != "" {
		return profile.Message(s.Lang, "required", map[string]string{"Label": label})
	}
	return x.Message(s.Lang)
}
