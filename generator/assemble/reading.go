package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"kitei/generator/profile"
)

// reading turns one syntax tree into a statement.
type reading struct {
	f     *formulas
	scope *scope
}

func (r *reading) truth(n ast.Node) statement {
	switch n := n.(type) {
	case *ast.BoolNode:
		return func() truth { return truthOf(n.Value) }
	case *ast.UnaryNode:
		return negate(r.truth(n.Node))
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
func (r *reading) flag(name string) statement {
	return isTrue(r.f.variable(name, "", false, true))
}

func (r *reading) binary(n *ast.BinaryNode) statement {
	switch n.Operator {
	case "&&", "and":
		return both(r.truth(n.Left), r.truth(n.Right))
	case "||", "or":
		return either(r.truth(n.Left), r.truth(n.Right))
	case "in":
		return r.in(n)
	}
	if b, ok := n.Left.(*ast.BuiltinNode); ok && b.Name == "len" {
		if c, ok := n.Right.(*ast.IntegerNode); ok {
			return r.length(b.Arguments[0], n.Operator, c.Value)
		}
	}
	equals := n.Operator == "=="
	switch c := n.Right.(type) {
	case *ast.IntegerNode:
		if path(n.Left) != "" {
			return r.number(r.name(n.Left), n.Operator, c.Value)
		}
	case *ast.StringNode:
		if path(n.Left) != "" && (equals || n.Operator == "!=") {
			return r.words(n.Left, c.Value).is(func(v any) bool { return (v == c.Value) == equals })
		}
	case *ast.BoolNode:
		if x := r.truth(n.Left); c.Value == equals {
			return x
		} else {
			return negate(x)
		}
	}
	return r.flag(r.scopeName() + n.String())
}

// in reads "a" in list, and field in ["a", "b"].
func (r *reading) in(n *ast.BinaryNode) statement {
	if s, ok := n.Left.(*ast.StringNode); ok && path(n.Right) != "" {
		list := r.name(n.Right)
		return isTrue(r.f.variable(fmt.Sprintf("%q in %s", s.Value, list), list, false, true))
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok && path(n.Left) != "" && len(list.Nodes) > 0 {
		var values []any
		var v *variable
		for _, e := range list.Nodes {
			if s, ok := e.(*ast.StringNode); ok {
				v = r.words(n.Left, s.Value)
				values = append(values, s.Value)
			}
		}
		if v != nil {
			return v.is(func(x any) bool { return slices.Contains(values, x) })
		}
	}
	return r.flag(r.scopeName() + n.String())
}

// words registers the values of a text or enum field.
func (r *reading) words(n ast.Node, value string) *variable {
	name := r.name(n)
	field := lookup(r.f.t.root, r.scope, path(n))
	if field == nil || len(field.Enum) == 0 || field.Type == profile.Array {
		return r.f.variable(name, "", "", other, value)
	}
	for _, e := range field.Enum {
		r.f.variable(name, "", e.Value)
	}
	return r.f.variable(name, "", value)
}

func (r *reading) length(list ast.Node, op string, n int) statement {
	name := r.scopeName() + list.String()
	if p := path(list); p != "" {
		if _, filtered := list.(*ast.BuiltinNode); !filtered {
			name = r.name(list)
		}
	}
	return r.number(length(name), op, n)
}

// number compares a number with a constant; the values around it are all that matters.
func (r *reading) number(name, op string, n int) statement {
	var v *variable
	for _, x := range []int{n - 1, n, n + 1} {
		if x >= 0 {
			v = r.f.variable(name, "", x)
		}
	}
	return v.is(func(x any) bool {
		switch c := cmp.Compare(x.(int), n); op {
		case "==":
			return c == 0
		case "!=":
			return c != 0
		case "<":
			return c < 0
		case "<=":
			return c <= 0
		case ">":
			return c > 0
		default:
			return c >= 0
		}
	})
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
