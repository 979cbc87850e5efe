package generator

import (
	"regexp"
	"slices"
	"strings"

	"kitei/generator/document"
	"kitei/generator/profile"
)

// Reason is an answer of the company on which a clause depends.
type Reason struct {
	Pointer string `json:"pointer"` // into the input; "" when it was worked out
	LabelJA string `json:"label_ja"`
	LabelEN string `json:"label_en"`
	ValueJA string `json:"value_ja"`
	ValueEN string `json:"value_en"`
}

// words are the paths in a condition; one that begins with a point belongs to an
// entry of a list, one in quotes is a word.
var words = regexp.MustCompile(`"[^"]*"|\.?[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*`)

// namesIn lists the paths that a condition names, named conditions spelt out.
func namesIn(condition string, let []document.Let) []string {
	var out []string
	var visit func(condition string, depth int)
	visit = func(condition string, depth int) {
		for _, word := range words.FindAllString(condition, -1) {
			i := slices.IndexFunc(let, func(l document.Let) bool { return l.Name == word })
			switch {
			case word[0] == '"' || word[0] == '.' || slices.Contains(out, word):
			case i >= 0 && depth > 0:
				visit(let[i].Expr, depth-1)
			default:
				out = append(out, word)
			}
		}
	}
	visit(condition, 10)
	return out
}

// reasons puts each condition into the answers that it depends on. What is no
// fact and no choice (a row of law, a count) is passed over.
func (g *Generator) reasons(res *Result, input *profile.Input) map[string][]Reason {
	out := map[string][]Reason{}
	if res.document == nil {
		return out
	}
	root, err := profile.Fields(res.kind)
	if err != nil {
		return out
	}
	entry := slices.Index(input.Kinds(), res.kind)
	document.Walk(res.document.Body, func(e *document.Element) bool {
		for _, condition := range e.Origin.Conditions {
			if _, seen := out[condition]; seen {
				continue
			}
			list := []Reason{}
			for _, path := range namesIn(condition, res.document.Meta.Let) {
				if r, ok := reason(path, root, res.values, input, entry); ok {
					list = append(list, r)
				}
			}
			out[condition] = list
		}
		return true
	})
	return out
}

func reason(path string, root *profile.Field, values map[string]any, input *profile.Input, entry int) (Reason, bool) {
	steps := strings.Split(path, ".")
	f := root
	for _, s := range steps {
		if f = f.Property(s); f == nil {
			return Reason{}, false
		}
	}
	value := at(values, path)
	pointer := "/profile/" + strings.Join(steps, "/")
	switch {
	case steps[0] == "output":
		pointer = "/" + strings.Join(steps, "/")
	case steps[0] == "options" && entry >= 0:
		pointer = input.Pointer(entry) + "/" + strings.Join(steps, "/")
	case steps[0] == "options" || steps[0] == "doc":
		return Reason{}, false
	case f.Computed || profile.InputFields().Property("profile").Property(steps[0]) == nil:
		pointer = ""
	}
	if pointer == "" {
		g := profile.Read(f, value)
		return Reason{"", f.LabelJA, f.LabelEN, g.Value, g.ValueEN}, f.LabelJA != ""
	}
	g := input.Words(pointer, value)
	return Reason{pointer, g.LabelJA, g.LabelEN, g.Value, g.ValueEN}, true
}
