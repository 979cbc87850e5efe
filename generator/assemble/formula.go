package assemble

import (
	"fmt"
	"slices"
	"strings"
)

// maxSteps bounds the search for one reference.
const maxSteps = 1 << 20

// other stands for any text that is not compared with.
const other = "…"

// truth is what is known of a statement while only some variables are set.
type truth int8

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// statement is a condition over variables.
type statement func() truth

// formulas reads conditions as statements over variables with small domains.
type formulas struct {
	t    *Template
	vars []*variable
}

// variable is something a condition asks about, with the values that matter.
type variable struct {
	name   string
	domain []any
	member string // for "a" in list: the name of the list
	at     int    // index of the value it has now; -1 = none yet
}

func (v *variable) value() any { return v.domain[v.at] }

// is compares the variable's value once it has one.
func (v *variable) is(want func(any) bool) statement {
	return func() truth {
		if v.at < 0 {
			return unknown
		}
		return truthOf(want(v.value()))
	}
}

// implied shows that whenever all of the premise holds, one of the ways does.
// when describes a case in which it does not.
func (t *Template) implied(premise []guard, ways [][]guard) (when string, ok bool) {
	// what premise and way share needs no proof
	var open [][]guard
	for _, way := range ways {
		rest := slices.DeleteFunc(slices.Clone(way), func(g guard) bool { return slices.Contains(premise, g) })
		if len(rest) == 0 {
			return "", true
		}
		open = append(open, rest)
	}
	f := &formulas{t: t}
	var goals []statement
	for _, way := range open {
		goals = append(goals, f.all(way))
	}
	// of the premise, only what shares a variable with the goals can help
	used := slices.Clone(premise)
	var facts []statement
	for changed := true; changed; {
		changed = false
		for i := 0; i < len(used); i++ {
			probe := &formulas{t: t}
			probe.guard(used[i])
			if f.shares(probe) {
				facts = append(facts, f.guard(used[i]))
				used = slices.Delete(used, i, i+1)
				i--
				changed = true
			}
		}
	}
	facts = append(facts, f.consistent()...)
	for _, fact := range implications {
		if a, b := f.find(fact.If), f.find(fact.Then); a != nil && b != nil {
			facts = append(facts, either(negate(isTrue(a)), isTrue(b)))
		}
	}
	return f.search(facts, goals)
}

// search sets one variable after another and turns back as soon as a fact is
// false or a goal true; a full assignment that survives is the counterexample.
func (f *formulas) search(facts, goals []statement) (when string, ok bool) {
	steps := 0
	var try func(i int) bool
	try = func(i int) bool {
		if steps++; steps > maxSteps {
			return true
		}
		for _, fact := range facts {
			if fact() == no {
				return false
			}
		}
		for _, goal := range goals {
			if goal() == yes {
				return false
			}
		}
		if i == len(f.vars) {
			return true
		}
		v := f.vars[i]
		for v.at = range v.domain {
			if try(i + 1) {
				return true
			}
		}
		v.at = -1
		return false
	}
	for _, v := range f.vars {
		v.at = -1
	}
	if !try(0) {
		return "", true
	}
	if steps > maxSteps {
		return "(too many cases to prove: use simpler conditions)", false
	}
	return f.describe(), false
}

func (f *formulas) shares(g *formulas) bool {
	for _, v := range g.vars {
		if slices.ContainsFunc(f.vars, func(w *variable) bool {
			return w.name == v.name || w.member != "" && length(w.member) == v.name || v.member != "" && length(v.member) == w.name
		}) {
			return true
		}
	}
	return false
}

// length is the name of the variable that counts a list.
func length(list string) string { return "len(" + list + ")" }

// consistent leaves out what can't be: an entry in an empty list.
func (f *formulas) consistent() []statement {
	var out []statement
	for _, v := range f.vars {
		if n := f.find(length(v.member)); v.member != "" && n != nil {
			out = append(out, either(negate(isTrue(v)), n.is(func(x any) bool { return x != 0 })))
		}
	}
	return out
}

func (f *formulas) describe() string {
	var parts []string
	for _, v := range f.vars {
		if v.at >= 0 {
			parts = append(parts, fmt.Sprintf("%s = %v", v.name, v.value()))
		}
	}
	return strings.Join(parts, ", ")
}

func (f *formulas) find(name string) *variable {
	if i := slices.IndexFunc(f.vars, func(v *variable) bool { return v.name == name }); i >= 0 {
		return f.vars[i]
	}
	return nil
}

// variable registers a variable and the values that matter for it.
func (f *formulas) variable(name, member string, values ...any) *variable {
	v := f.find(name)
	if v == nil {
		v = &variable{name: name, member: member, at: -1}
		f.vars = append(f.vars, v)
	}
	for _, value := range values {
		if !slices.Contains(v.domain, value) {
			v.domain = append(v.domain, value)
		}
	}
	return v
}

func (f *formulas) all(guards []guard) statement {
	var list []statement
	for _, g := range guards {
		list = append(list, f.guard(g))
	}
	return func() truth {
		result := yes
		for _, x := range list {
			result = min(result, x())
		}
		return result
	}
}

func (f *formulas) guard(g guard) statement {
	node := f.t.programs[g.scope.id()+"\x00"+g.expr].node
	r := &reading{f, g.scope}
	if g.list {
		return r.length(node, ">", 0)
	}
	return r.truth(node)
}

func negate(x statement) statement    { return func() truth { return -x() } }
func either(x, y statement) statement { return func() truth { return max(x(), y()) } }
func both(x, y statement) statement   { return func() truth { return min(x(), y()) } }
func isTrue(v *variable) statement    { return v.is(func(x any) bool { return x == true }) }

// Implication is a law between two derived switches.
type Implication struct{ If, Then string }

// implications holds for every set of values that profile derives.
var implications = []Implication{
	{"is_corporation", "has_representative"},
	{"solo", "ppo_is_rep"},
}

// Implications lists what the proof takes for granted of derived values;
// profile's tests hold that it is true.
func Implications() []Implication { return slices.Clone(implications) }
