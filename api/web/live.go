package web

import (
	"context"
	"slices"
	"strings"

	"kitei/generator"
	"kitei/generator/profile"
)

// Said is what is to be said beside a field while it is being filled in.
type Said struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Text    string `json:"text"`
}

// Live checks a state while somebody types.
func (f *Form) Live(s *State) ([]Said, error) {
	in, err := s.Input()
	if err != nil {
		return nil, err
	}
	out := []Said{}
	for _, x := range f.faults(s, in) {
		out = append(out, Said{x.Pointer, x.Code, messageOf(s, in, x)})
	}
	for _, x := range in.Leftovers(s.Traces) {
		out = append(out, Said{x.Pointer, "leftover", profile.Message(s.Lang, "web_leftover", map[string]string{"X": x.From.Text})})
	}
	return out, nil
}

// Sample is a preview of one document, as the module of the page takes it.
type Sample struct {
	Kind    string              `json:"kind"`
	Kinds   []Named             `json:"kinds"`   // to choose from
	Page    string              `json:"page"`    // what is inside the body; style attributes, which the policy forbids, are data-style
	Style   string              `json:"style"`   // of the page; the policy allows it only as a sheet of its own
	Left    int                 `json:"left"`    // faulty values that were left out
	Reasons map[string][]Ground `json:"reasons"` // condition of a clause → answers
}

// Named is a document kind and its name.
type Named struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// Ground is an answer on which a clause depends.
type Ground struct {
	Pointer string `json:"pointer"`
	Label   string `json:"label"`
	Value   string `json:"value"`
}

// Sample makes the preview of a document of the state; of the first one when
// the kind is none of them.
func (f *Form) Sample(ctx context.Context, s *State, kind string) (*Sample, error) {
	out := &Sample{Kinds: []Named{}, Reasons: map[string][]Ground{}}
	for _, k := range Offered() {
		if slices.Contains(s.Kinds(), k.Kind) && slices.Contains(k.Formats, generator.HTML) {
			out.Kinds = append(out.Kinds, Named{k.Kind, pick(s.Lang, k.NameJA, k.NameEN)})
		}
	}
	if len(out.Kinds) == 0 {
		return out, nil
	}
	out.Kind = out.Kinds[0].Kind
	if slices.ContainsFunc(out.Kinds, func(n Named) bool { return n.Kind == kind }) {
		out.Kind = kind
	}
	in, err := s.Input()
	if err != nil {
		return nil, err
	}
	run := f.Run(s, in)
	made, err := f.Generator.Preview(ctx, generator.Request{Input: in, Kind: out.Kind, Run: run})
	if err != nil {
		return nil, err
	}
	out.Page, out.Style, out.Left = strings.ReplaceAll(between(string(made.Page), "<body>", "</body>"), ` style="`, ` data-style="`), between(string(made.Page), "<style>", "</style>"), len(made.Left)
	for condition, list := range made.Reasons {
		grounds := []Ground{}
		for _, r := range list {
			grounds = append(grounds, Ground{r.Pointer, pick(s.Lang, r.LabelJA, r.LabelEN), pick(s.Lang, r.ValueJA, r.ValueEN)})
		}
		out.Reasons[condition] = grounds
	}
	return out, nil
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}
