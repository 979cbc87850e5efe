package generator

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/profile"
	"kitei/templates"
)

// Finding is a place where the documents of one company do not agree.
type Finding struct {
	Code      string  `json:"code"`
	MessageJA string  `json:"message_ja"`
	MessageEN string  `json:"message_en"`
	Places    []Place `json:"places"`
	// Fields are the facts that it is about, as dotted paths of the profile.
	Fields []string `json:"fields,omitempty"`
}

// Place is a clause of a document of the set.
type Place struct {
	Kind   string `json:"kind"`
	Clause string `json:"clause"` // id; "" = the document as a whole
	Label  string `json:"label"`  // as printed: 第12条（委託先の監督）; "" when the clause is not there
}

// agreementFile is templates/agreement.yaml: what the documents of one company
// have to say alike.
type agreementFile struct {
	SelfTerms []string        `yaml:"self_terms"`
	Rules     []agreementRule `yaml:"rules"`
}

// agreementRule is one contradiction. Its condition sees the facts, made (the
// kinds of the run) and clauses (by kind, the ids of the clauses chosen).
type agreementRule struct {
	ID     string   `yaml:"id"`
	JA     string   `yaml:"ja"`
	EN     string   `yaml:"en"`
	Needs  []string `yaml:"needs"` // kinds without which it is not asked; left out = those of the places
	When   string   `yaml:"when"`
	Places []string `yaml:"places"` // kind#clause, or a kind

	question *assemble.Question
	fields   []string // facts that the condition names
}

// agreements reads the rules and type-checks them, once.
var agreements = sync.OnceValues(func() (*agreementFile, error) {
	const name = "agreement.yaml"
	src, err := templates.FS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var f agreementFile
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("templates/%s: %w", name, err)
	}
	root, err := agreementFields()
	if err != nil {
		return nil, err
	}
	for i := range f.Rules {
		r := &f.Rules[i]
		if r.question, err = assemble.CompileQuestion(r.When, root); err != nil {
			return nil, fmt.Errorf("templates/%s: %s: %w", name, r.ID, err)
		}
		r.fields = factsIn(r.When)
		if r.Needs == nil {
			for _, p := range r.Places {
				kind, _, _ := strings.Cut(p, "#")
				r.Needs = append(r.Needs, kind)
			}
		}
	}
	return &f, nil
})

// dotted is a path in a condition; one that begins with a point belongs to
// an entry of a list.
var dotted = regexp.MustCompile(`(^|[^.\w"])([a-z][a-z_]*(?:\.[a-z_]+)*)`)

// factsIn lists the facts of the profile that a condition names, each once.
func factsIn(condition string) []string {
	var out []string
	root := profile.InputFields().Property("profile")
	for _, m := range dotted.FindAllStringSubmatch(condition, -1) {
		first, _, _ := strings.Cut(m[2], ".")
		if f := root.Property(first); f != nil && !f.Computed && !slices.Contains(out, m[2]) {
			out = append(out, m[2])
		}
	}
	return out
}

// agreementFields is what a rule can name.
func agreementFields() (*profile.Field, error) {
	root, err := profile.Fields(Kinds()[0].Kind)
	if err != nil {
		return nil, err
	}
	list := func(name string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.Array, Items: &profile.Field{Type: profile.String}}
	}
	env := *root
	env.Properties = slices.DeleteFunc(slices.Clone(root.Properties), func(f *profile.Field) bool {
		return f.Name == "options" || f.Name == "doc" // of one document only
	})
	clauses := &profile.Field{Name: "clauses", Type: profile.Object}
	for _, k := range Kinds() {
		clauses.Properties = append(clauses.Properties, list(k.Kind))
	}
	env.Properties = append(env.Properties, clauses, list("made"))
	return &env, nil
}

// agreement compares the documents of one run.
func (g *Generator) agreement(results []*Result, kinds []string) ([]Finding, error) {
	out := []Finding{}
	if len(kinds) < 2 {
		return out, nil
	}
	f, err := agreements()
	if err != nil {
		return nil, err
	}
	out = append(out, selfTerms(f.SelfTerms, results, kinds)...)
	out = append(out, related(results, kinds)...)
	printed := make([]map[string]string, len(results)) // clause id → label
	clauses, made := map[string]any{}, []any{}
	for _, k := range Kinds() {
		clauses[k.Kind] = []any{}
	}
	for i, r := range results {
		printed[i] = clauseLabels(r.document)
		ids := []any{}
		for _, id := range slices.Sorted(maps.Keys(printed[i])) {
			ids = append(ids, id)
		}
		clauses[kinds[i]] = ids
		made = append(made, kinds[i])
	}
	values := maps.Clone(results[0].values)
	values["clauses"], values["made"] = clauses, made
	for _, rule := range f.Rules {
		if slices.ContainsFunc(rule.Needs, func(k string) bool { return !slices.Contains(kinds, k) }) {
			continue
		}
		holds, err := rule.question.Holds(values)
		if err != nil {
			return nil, fmt.Errorf("agreement %s: %w", rule.ID, err)
		}
		if !holds {
			continue
		}
		finding := Finding{Code: rule.ID, MessageJA: rule.JA, MessageEN: rule.EN, Fields: rule.fields}
		for _, p := range rule.Places {
			kind, id, _ := strings.Cut(p, "#")
			if i := slices.Index(kinds, kind); i >= 0 {
				finding.Places = append(finding.Places, Place{kind, id, printed[i][id]})
			}
		}
		out = append(out, finding)
	}
	return out, nil
}

// clauseLabels gives every clause of a finished document that has an id, and
// how it is called there. A clause without a number is called by the article
// that it stands in.
func clauseLabels(doc *document.Document) map[string]string {
	out := map[string]string{}
	if doc == nil {
		return out
	}
	var visit func(list []*document.Element, within string)
	visit = func(list []*document.Element, within string) {
		for _, e := range list {
			label := within
			if len(e.Title) > 0 {
				label = e.Label + titleWords(e.Title)
				if e.Kind == document.Article {
					label = e.Label + "（" + titleWords(e.Title) + "）"
				}
			}
			if e.ID != "" {
				out[e.ID] = label
			}
			visit(e.Children, label)
		}
	}
	visit(doc.Body, "")
	return out
}

// leaves finds the places of values that wanted accepts, each clause once, and
// the facts of the profile that the values are.
func leaves(results []*Result, kinds []string, wanted func(r *Result, leaf document.Inline) bool) (places []Place, fields []string) {
	root := profile.InputFields().Property("profile")
	for i, r := range results {
		if r.document == nil {
			continue
		}
		labels := clauseLabels(r.document)
		var visit func(list []*document.Element, clause string)
		visit = func(list []*document.Element, clause string) {
			for _, e := range list {
				inner := clause
				if e.ID != "" {
					inner = e.ID
				}
				e.Inlines(func(in []document.Inline) {
					for _, leaf := range in {
						p := Place{kinds[i], inner, labels[inner]}
						if leaf.Field == "" || !wanted(r, leaf) {
							continue
						}
						if !slices.Contains(places, p) {
							places = append(places, p)
						}
						first, _, _ := strings.Cut(leaf.Field, ".")
						if f := root.Property(first); f != nil && !f.Computed && !slices.Contains(fields, leaf.Field) {
							fields = append(fields, leaf.Field)
						}
					}
				})
				visit(e.Children, inner)
			}
		}
		visit(r.document.Body, "")
	}
	return places, fields
}

// selfTerms finds values in which the company is called by another word than
// its own self_term: text that was taken over from another client.
func selfTerms(terms []string, results []*Result, kinds []string) []Finding {
	places, fields := leaves(results, kinds, func(r *Result, leaf document.Inline) bool {
		return callsItself(leaf.Text, terms, textOf(r.values, "self_term"))
	})
	return found("self_term", places, fields)
}

// related finds documents that are named and not made in this run.
func related(results []*Result, kinds []string) []Finding {
	places, _ := leaves(results, kinds, func(_ *Result, leaf document.Inline) bool {
		kind, named := strings.CutPrefix(leaf.Field, "doc_titles.")
		return named && !slices.Contains(kinds, kind)
	})
	return found("related_document", places, nil) // what is wrong is the choice of documents, not a fact
}

// found is a finding at the places, if there are any; its message is code_found.
func found(code string, places []Place, fields []string) []Finding {
	if len(places) == 0 {
		return nil
	}
	id := code + "_found"
	return []Finding{{Code: code, MessageJA: profile.Message("ja", id, nil), MessageEN: profile.Message("en", id, nil), Places: places, Fields: fields}}
}

// callsItself tells whether words hold one of the terms other than own. 担当社員
// does not hold 当社: a term begins where no kanji stands before it.
func callsItself(words string, terms []string, own string) bool {
	for _, term := range terms {
		if term == own {
			continue
		}
		for rest, at := words, 0; ; {
			i := strings.Index(rest, term)
			if i < 0 {
				break
			}
			at += i
			before, _ := utf8.DecodeLastRuneInString(words[:at])
			if at == 0 || !unicode.Is(unicode.Han, before) {
				return true
			}
			at += len(term)
			rest = words[at:]
		}
	}
	return false
}
