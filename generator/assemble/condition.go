package assemble

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	exprcheck "github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/checker/nature"
	exprcompile "github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"kitei/generator/profile"
)

// maxNodes bounds the size of a condition; what needs more belongs in a let.
const maxNodes = 200

// builtins are the only functions a condition may call.
var builtins = []string{"len", "any", "all", "filter"}

// settings are those of expr for one scope: expr.Compile would describe its
// sixty builtins and all of our fields anew for every expression.
func settings(env types.Map, n nature.Nature) *conf.Config {
	return &conf.Config{
		EnvObject: env, Env: n, Strict: true, Optimize: true, ShortCircuit: true,
		MaxNodes: maxNodes, DisableIfOperator: true, Builtins: functions.enabled, Disabled: functions.disabled,
	}
}

// functions are the builtins of expr, told apart once.
var functions = func() (f struct {
	enabled  conf.FunctionsTable
	disabled map[string]bool
}) {
	f.enabled, f.disabled = conf.FunctionsTable{}, map[string]bool{}
	for _, b := range builtin.Builtins {
		if slices.Contains(builtins, b.Name) {
			f.enabled[b.Name] = b
		} else {
			f.disabled[b.Name] = true
		}
	}
	return f
}()

// compileExpr parses and type-checks an expression and holds it to the
// allow-list: comparisons, logic, in, and the builtins. want is the kind of its
// value; reflect.Invalid = any.
func compileExpr(src string, root *profile.Field, env *conf.Config, s *scope, want reflect.Kind) (compiled, error) {
	config := *env
	config.Expect, config.ExpectAny = want, want != reflect.Invalid
	program, err := compileProgram(src, &config)
	if err != nil {
		return compiled{}, shortError(err)
	}
	tree, err := parser.Parse(src)
	if err != nil {
		return compiled{}, shortError(err)
	}
	a := &allowed{root: root, scope: s}
	a.check(tree.Node, nil)
	if len(a.faults) > 0 {
		return compiled{}, fmt.Errorf("%s", strings.Join(a.faults, "; "))
	}
	return compiled{program: program, node: tree.Node, field: a.listField(tree.Node)}, nil
}

// compileProgram does what expr.Compile does, with settings that are there already.
func compileProgram(src string, config *conf.Config) (*vm.Program, error) {
	tree, err := exprcheck.ParseCheck(src, config)
	if err != nil {
		return nil, err
	}
	if err := optimizer.Optimize(&tree.Node, config); err != nil {
		return nil, err
	}
	return exprcompile.Compile(tree, config)
}

// shortError drops the drawing that expr puts under its messages.
func shortError(err error) error {
	var fe *file.Error
	if errors.As(err, &fe) {
		return fmt.Errorf("%s", fe.Message)
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%s", line)
}

// allowed walks a syntax tree and collects what is not allowed in it.
type allowed struct {
	root   *profile.Field
	scope  *scope
	faults []string
}

// check visits n; entry is the type of one entry inside a predicate.
func (a *allowed) check(n ast.Node, entry *profile.Field) {
	switch n := n.(type) {
	case *ast.IdentifierNode, *ast.BoolNode, *ast.StringNode, *ast.IntegerNode, *ast.PointerNode:
	case *ast.ArrayNode:
		for _, e := range n.Nodes {
			a.check(e, entry)
		}
	case *ast.MemberNode:
		if _, ok := n.Property.(*ast.StringNode); !ok || n.Optional {
			a.faults = append(a.faults, "only plain fields (a.b) can be named")
		}
		a.check(n.Node, entry)
	case *ast.UnaryNode:
		if n.Operator != "!" && n.Operator != "not" {
			a.faults = append(a.faults, fmt.Sprintf("operator %q is not allowed", n.Operator))
		}
		a.check(n.Node, entry)
	case *ast.BinaryNode:
		a.binary(n, entry)
	case *ast.BuiltinNode:
		a.check(n.Arguments[0], entry)
		if len(n.Arguments) > 1 {
			inner := a.field(n.Arguments[0], entry)
			if inner != nil && inner.Type == profile.Array {
				inner = inner.Items
			}
			a.check(n.Arguments[1], inner)
		}
	case *ast.PredicateNode:
		a.check(n.Node, entry)
	default:
		a.faults = append(a.faults, fmt.Sprintf("%T is not allowed in a condition", n))
	}
}

func (a *allowed) binary(n *ast.BinaryNode, entry *profile.Field) {
	switch n.Operator {
	case "&&", "and", "||", "or", "==", "!=", "<", "<=", ">", ">=", "in":
	default:
		a.faults = append(a.faults, fmt.Sprintf("operator %q is not allowed", n.Operator))
	}
	a.check(n.Left, entry)
	a.check(n.Right, entry)
	a.enum(n.Left, n.Right, entry)
	a.enum(n.Right, n.Left, entry)
}

// enum checks words that are compared with an enum field against its values.
func (a *allowed) enum(field, value ast.Node, entry *profile.Field) {
	f := a.field(field, entry)
	if f != nil && f.Type == profile.Array {
		f = f.Items
	}
	if f == nil || len(f.Enum) == 0 {
		return
	}
	values := []ast.Node{value}
	if list, ok := value.(*ast.ArrayNode); ok {
		values = list.Nodes
	}
	for _, v := range values {
		s, ok := v.(*ast.StringNode)
		if ok && s.Value != "" && !slices.ContainsFunc(f.Enum, func(e profile.EnumValue) bool { return e.Value == s.Value }) {
			a.faults = append(a.faults, fmt.Sprintf("%q is not a value of %s", s.Value, f.Name))
		}
	}
}

// field finds the schema field that a name stands for; nil when it is no plain name.
func (a *allowed) field(n ast.Node, entry *profile.Field) *profile.Field {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return lookup(a.root, a.scope, n.Value)
	case *ast.PointerNode:
		return entry
	case *ast.MemberNode:
		f := a.field(n.Node, entry)
		p, ok := n.Property.(*ast.StringNode)
		if f == nil || !ok || f.Type != profile.Object {
			return nil
		}
		return f.Property(p.Value)
	case *ast.BuiltinNode:
		if n.Name == "filter" {
			return a.field(n.Arguments[0], entry)
		}
	}
	return nil
}

// listField is the field of an each list.
func (a *allowed) listField(n ast.Node) *profile.Field { return a.field(n, nil) }

// path gives the dotted name that n stands for, "" when it is not a plain name.
func path(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value
	case *ast.MemberNode:
		p, ok := n.Property.(*ast.StringNode)
		if base := path(n.Node); ok && base != "" {
			return base + "." + p.Value
		}
	case *ast.BuiltinNode:
		if n.Name == "filter" {
			return path(n.Arguments[0])
		}
	}
	return ""
}
