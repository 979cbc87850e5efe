package incident

import (
	"fmt"
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// An Assessor decides by the rules of one day. It is immutable and safe for
// concurrent use.
type Assessor struct {
	law    *law.Law
	rules  []law.LeakRule
	groups map[string][]law.LeakRule
	cited  map[string]string         // the places of a rule in words, by its id
	fields map[string]*profile.Field // facts by path
	order  map[string]int            // of the facts in the schema
	limits map[string]int            // thresholds, and the last day of guide values
}

// New reads the rules of a day and proves that every name in them is a fact of the
// schema or a rule above.
func New(l *law.Law) (*Assessor, error) {
	a := &Assessor{law: l, rules: l.LeakRules(), fields: map[string]*profile.Field{}, order: map[string]int{}, limits: map[string]int{},
		groups: map[string][]law.LeakRule{}, cited: map[string]string{}}
	a.collect("", factFields())
	seen := map[string]bool{"always": true}
	for _, r := range a.rules {
		for _, c := range []law.Condition{r.When, r.Unless, r.Start} {
			for _, atom := range c.Atoms() {
				if err := a.known(atom, seen); err != nil {
					return nil, fmt.Errorf("rule %s: %w", r.ID, err)
				}
			}
		}
		if fact, ok := absentFact(r); ok && a.fields[fact] == nil {
			return nil, fmt.Errorf("rule %s: there is no fact %q", r.ID, fact)
		}
		if p := a.fields[r.Value]; r.Group == "start" && (p == nil || kindOf(p) != dateField) {
			return nil, fmt.Errorf("rule %s: there is no date %q", r.ID, r.Value)
		}
		seen[r.ID] = true
		a.groups[r.Group] = append(a.groups[r.Group], r)
		a.cited[r.ID] = a.sources(r.Basis)
	}
	return a, nil
}

func (a *Assessor) collect(path string, f *profile.Field) {
	for _, p := range f.Properties {
		name := path + p.Name
		switch kindOf(p) {
		case objectField:
			a.collect(name+".", p)
		case otherField:
		default:
			a.order[name] = len(a.fields)
			a.fields[name] = p
		}
	}
}

// known reports an atom that asks for what there is not.
func (a *Assessor) known(atom law.Atom, rules map[string]bool) error {
	if atom.Verb == "" && rules[atom.Name] {
		return nil
	}
	f := a.fields[atom.Name]
	if f == nil {
		return fmt.Errorf("%q is neither a fact nor a rule above", atom.Name)
	}
	words, ok := f.Enum, false
	switch kind := kindOf(f); atom.Verb {
	case "":
		ok = kind == wordField && hasWord(words, "possible")
	case "given":
		ok = true
	case "is":
		ok = kind == wordField
	case "has":
		ok = kind == listField
		words = nil
		if ok {
			words = f.Items.Enum
		}
	case "over":
		v, err := a.law.Value(atom.Words[0])
		if err != nil {
			return err
		}
		a.limits[atom.Words[0]] = v.Number
		if kind != countField {
			return fmt.Errorf("%q is no number of persons", atom.Name)
		}
		return nil
	case "after":
		v, err := a.law.Value(atom.Words[0])
		if err != nil {
			return err
		}
		a.limits[atom.Words[0]] = v.Max
		if kindOf(f) != dateField {
			return fmt.Errorf("%q is no date", atom.Name)
		}
		return nil
	}
	if !ok {
		return fmt.Errorf("%q cannot be asked of %s", atom.Verb, atom.Name)
	}
	for _, w := range atom.Words {
		if !hasWord(words, w) {
			return fmt.Errorf("%q is no word of %s", w, atom.Name)
		}
	}
	return nil
}

func hasWord(list []profile.EnumValue, word string) bool {
	return slices.ContainsFunc(list, func(e profile.EnumValue) bool { return e.Value == word })
}

// evaluation is one pass of the rules over the facts of one incident.
type evaluation struct {
	*Assessor
	facts   *Facts
	absent  map[string]string // facts left out that cannot apply
	answers map[string]law.Answer
	chosen  map[string]string // the rule that counts, of the groups of which the first does
	known   japanese.Date     // the day of knowledge; zero when it is not known
}

// firstOnly are the groups of which only the first rule that is met counts.
var firstOnly = []string{"reason", "without_duty", "recipient", "notify_mode", "common_form"}

func (a *Assessor) evaluate(f *Facts) *evaluation {
	e := &evaluation{Assessor: a, facts: f, absent: map[string]string{}, answers: make(map[string]law.Answer, len(a.rules)), chosen: map[string]string{}}
	for _, r := range a.rules {
		answer := law.And(r.When.Eval(e.look), r.Unless.Eval(e.look).Not())
		if fact, ok := absentFact(r); ok {
			if _, given := f.words[fact]; !given && answer.Truth.Met() {
				e.absent[fact] = r.Value
			} else {
				answer = law.Answer{Truth: law.No}
			}
		}
		if slices.Contains(firstOnly, r.Group) && answer.Truth.Met() {
			if e.chosen[r.Group] != "" {
				answer = law.Answer{Truth: law.No}
			} else {
				e.chosen[r.Group] = r.ID
			}
		}
		if r.Group == "flag" {
			answer.Truth = yesNo(answer.Truth.Met()) // it is up or not
		}
		e.answers[r.ID] = answer
		if day := f.dates[r.Value]; r.Group == "start" && answer.Truth.Met() && (e.known.IsZero() || day.Before(e.known)) {
			e.known = day
		}
	}
	return e
}

// absentFact is the fact of a rule of the group absent.
func absentFact(r law.LeakRule) (string, bool) {
	if r.Group != "absent" {
		return "", false
	}
	return r.ID[len("absent."):], true
}

// look answers the smallest part of a condition.
func (e *evaluation) look(atom law.Atom) law.Answer {
	if atom.Name == "always" {
		return law.Answer{Truth: law.Yes}
	}
	if answer, ok := e.answers[atom.Name]; ok {
		return answer
	}
	t := e.truth(atom)
	if t == law.Unknown && atom.Verb != "given" && atom.Verb != "after" {
		return law.Answer{Truth: t, Open: []string{atom.Name}}
	}
	return law.Answer{Truth: t}
}

func (e *evaluation) truth(atom law.Atom) law.Truth {
	switch atom.Verb {
	case "given":
		return yesNo(e.given(atom.Name))
	case "over":
		return e.facts.counts[atom.Name].over(e.limits[atom.Words[0]])
	case "after":
		date, ok := e.facts.dates[atom.Name]
		return yesNo(ok && !e.known.IsZero() && date.After(e.known.AddDays(e.limits[atom.Words[0]])))
	case "has":
		list, ok := e.facts.lists[atom.Name]
		if !ok {
			return law.Unknown
		}
		return yesNo(slices.ContainsFunc(list, func(s string) bool { return slices.Contains(atom.Words, s) }))
	}
	word, ok := e.facts.words[atom.Name]
	if !ok {
		word, ok = e.absent[atom.Name]
	}
	if !ok || word == "unknown" {
		return law.Unknown
	}
	if atom.Verb == "is" {
		return yesNo(slices.Contains(atom.Words, word))
	}
	t, _ := law.ParseTruth(word)
	return t
}

func (e *evaluation) given(name string) bool {
	_, word := e.facts.words[name]
	_, list := e.facts.lists[name]
	_, count := e.facts.counts[name]
	_, date := e.facts.dates[name]
	return word || list || count || date
}

// over tells whether the number of persons is above a limit. What is not counted yet
// is judged by the greatest possible number (通則ガイドライン3-5-3-1(4)); without one
// nothing is decided.
func (c Count) over(limit int) law.Truth {
	switch {
	case c.Known != nil && *c.Known > limit:
		return law.Yes
	case c.Max != nil && *c.Max > limit:
		return law.Possible
	case c.Max != nil:
		return law.No
	}
	return law.Unknown
}

func yesNo(b bool) law.Truth {
	if b {
		return law.Yes
	}
	return law.No
}
