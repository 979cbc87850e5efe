package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"kitei/generator/profile"
)

// maxCases bounds the enumeration for one reference.
const maxCases = 1 << 20

// other stands for any text that is not compared with.
const other = "…"

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
}

type assignment map[string]any

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
	var goals []func(assignment) bool
	for _, way := range open {
		goals = append(goals, f.all(way))
	}
	// of the premise, only what shares a variable with the goals can help
	used := slices.Clone(premise)
	var facts []func(assignment) bool
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
	for _, fact := range implications {
		f.assume(fact, &facts)
	}
	return f.search(facts, goals)
}

// search tries every assignment; the first with all facts and no goal is the answer.
func (f *formulas) search(facts, goals []func(assignment) bool) (when string, ok bool) {
	total := 1
	for _, v := range f.vars {
		if total *= len(v.domain); total > maxCases {
			return "(too many cases to prove: use simpler conditions)", false
		}
	}
	a := assignment{}
	var try func(i int) bool
	try = func(i int) bool {
		if i < len(f.vars) {
			for _, value := range f.vars[i].domain {
				a[f.vars[i].name] = value
				if try(i + 1) {
					return true
				}
			}
			return false
		}
		if !f.consistent(a) {
			return false
		}
		for _, fact := range facts {
			if !fact(a) {
				return false
			}
		}
		for _, goal := range goals {
			if goal(a) {
				return false
			}
		}
		return true
	}
	if try(0) {
		return f.describe(a), false
	}
	return "", true
}

func (f *formulas) shares(g *formulas) bool {
	for _, v := range g.vars {
		if slices.ContainsFunc(f.vars, func(w *variable) bool {
			return w.name == v.name || w.member != "" && "len("+w.member+")" == v.name || v.member != "" && "len("+v.member+")" == w.name
		}) {
			return true
		}
	}
	return false
}

// consistent leaves out what can't be: an entry in an empty list.
func (f *formulas) consistent(a assignment) bool {
	for _, v := range f.vars {
		if v.member == "" || a[v.name] != true {
			continue
		}
		if n, ok := a["len("+v.member+")"]; ok && n.(int) == 0 {
			return false
		}
	}
	return true
}

func (f *formulas) describe(a assignment) string {
	var parts []string
	for _, v := range f.vars {
		parts = append(parts, fmt.Sprintf("%s = %v", v.name, a[v.name]))
	}
	return strings.Join(parts, ", ")
}

// variable registers a variable and the values that matter for it.
func (f *formulas) variable(name, member string, values ...any) {
	i := slices.IndexFunc(f.vars, func(v *variable) bool { return v.name == name })
	if i < 0 {
		i = len(f.vars)
		f.vars = append(f.vars, &variable{name: name, member: member})
	}
	for _, value := range values {
		if !slices.Contains(f.vars[i].domain, value) {
			f.vars[i].domain = append(f.vars[i].domain, value)
		}
	}
}

func (f *formulas) all(guards []guard) func(assignment) bool {
	var list []func(assignment) bool
	for _, g := range guards {
		list = append(list, f.guard(g))
	}
	return func(a assignment) bool {
		for _, x := range list {
			if !x(a) {
				return false
			}
		}
		return true
	}
}

func (f *formulas) guard(g guard) func(assignment) bool {
	node := f.t.programs[g.scope.id()+"\x00"+g.expr].node
	r := &reading{f, g.scope}
	if g.list {
		return r.length(node, ">", 0)
	}
	return r.truth(node)
}

// assume adds a fact that holds for all derived values when what it is about is asked.
func (f *formulas) assume(fact Implication, facts *[]func(assignment) bool) {
	has := func(name string) bool {
		return slices.ContainsFunc(f.vars, func(v *variable) bool { return v.name == name })
	}
	if has(fact.If) && has(fact.Then) {
		*facts = append(*facts, func(a assignment) bool { return a[fact.If] != true || a[fact.Then] == true })
	}
}

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

// reading turns one syntax tree into a statement.
type reading struct {
	f     *formulas
	scope *scope
}

func (r *reading) truth(n ast.Node) func(assignment) bool {
	switch n := n.(type) {
	case *ast.BoolNode:
		return func(assignment) bool { return n.Value }
	case *ast.UnaryNode:
		x := r.truth(n.Node)
		return func(a assignment) bool { return !x(a) }
	case *ast.BinaryNode:
		return r.binary(n)
	case *ast.IdentifierNode:
		for _, l := range r.f.t.doc.Meta.Let {
			if l.Name == n.Value && lookupBound(r.scope, n.Value) == nil {
				return (&reading{r.f, nil}).truth(r.f.t.programs["\x00"+l.Expr].node)
			}
		}
	}
	return r.flag(r.name(n))
}

// flag is a variable that is only true or false.
func (r *reading) flag(name string) func(assignment) bool {
	r.f.variable(name, "", false, true)
	return func(a assignment) bool { return a[name] == true }
}

func (r *reading) binary(n *ast.BinaryNode) func(assignment) bool {
	switch n.Operator {
	case "&&", "and":
		x, y := r.truth(n.Left), r.truth(n.Right)
		return func(a assignment) bool { return x(a) && y(a) }
	case "||", "or":
		x, y := r.truth(n.Left), r.truth(n.Right)
		return func(a assignment) bool { return x(a) || y(a) }
	case "in":
		return r.in(n)
	}
	if b, ok := n.Left.(*ast.BuiltinNode); ok && b.Name == "len" {
		if c, ok := n.Right.(*ast.IntegerNode); ok {
			return r.length(b.Arguments[0], n.Operator, c.Value)
		}
	}
	switch c := n.Right.(type) {
	case *ast.IntegerNode:
		if path(n.Left) != "" {
			return r.number(r.name(n.Left), n.Operator, c.Value)
		}
	case *ast.StringNode:
		if path(n.Left) != "" && (n.Operator == "==" || n.Operator == "!=") {
			r.words(n.Left, c.Value)
			name := r.name(n.Left)
			return func(a assignment) bool { return (a[name] == c.Value) == (n.Operator == "==") }
		}
	case *ast.BoolNode:
		x := r.truth(n.Left)
		return func(a assignment) bool { return (x(a) == c.Value) == (n.Operator == "==") }
	}
	return r.flag(r.scopeName() + n.String())
}

// in reads "a" in list, and field in ["a", "b"].
func (r *reading) in(n *ast.BinaryNode) func(assignment) bool {
	if s, ok := n.Left.(*ast.StringNode); ok && path(n.Right) != "" {
		list := r.name(n.Right)
		name := fmt.Sprintf("%q in %s", s.Value, list)
		r.f.variable(name, list, false, true)
		return func(a assignment) bool { return a[name] == true }
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok && path(n.Left) != "" {
		name := r.name(n.Left)
		var values []any
		for _, v := range list.Nodes {
			if s, ok := v.(*ast.StringNode); ok {
				r.words(n.Left, s.Value)
				values = append(values, s.Value)
			}
		}
		return func(a assignment) bool { return slices.Contains(values, a[name]) }
	}
	return r.flag(r.scopeName() + n.String())
}

// words registers the values of a text or enum field.
func (r *reading) words(n ast.Node, value string) {
	name := r.name(n)
	field := lookup(r.f.t.root, r.scope, path(n))
	if field != nil && len(field.Enum) > 0 && field.Type != profile.Array {
		for _, e := range field.Enum {
			r.f.variable(name, "", e.Value)
		}
		r.f.variable(name, "", value)
		return
	}
	r.f.variable(name, "", "", other, value)
}

func (r *reading) length(list ast.Node, op string, n int) func(assignment) bool {
	name := r.scopeName() + list.String()
	if p := path(list); p != "" {
		if _, filtered := list.(*ast.BuiltinNode); !filtered {
			name = r.name(list)
		}
	}
	return r.number("len("+name+")", op, n)
}

// number compares a number with a constant; the values around it are all that matters.
func (r *reading) number(name, op string, n int) func(assignment) bool {
	for _, v := range []int{n - 1, n, n + 1} {
		if v >= 0 {
			r.f.variable(name, "", v)
		}
	}
	return func(a assignment) bool {
		v := a[name].(int)
		switch op {
		case "==":
			return v == n
		case "!=":
			return v != n
		case "<":
			return v < n
		case "<=":
			return v <= n
		case ">":
			return v > n
		}
		return v >= n
	}
}

// name is the name of a variable: a path, told apart by the each that binds its head.
func (r *reading) name(n ast.Node) string {
	p := path(n)
	if p == "" {
		return r.scopeName() + n.String()
	}
	first, _, _ := strings.Cut(p, ".")
	if b := lookupBound(r.scope, first); b != nil {
		return b.key + ":" + p
	}
	return p
}

func (r *reading) scopeName() string {
	if r.scope == nil {
		return ""
	}
	return r.scope.key + ":"
}

func lookupBound(s *scope, name string) *scope {
	for ; s != nil; s = s.parent {
		if s.name == name {
			return s
		}
	}
	return nil
}
