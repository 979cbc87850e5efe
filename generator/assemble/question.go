package assemble

import (
	"reflect"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"kitei/generator/profile"
)

// Question is a condition outside a template, such as a rule that compares
// documents. It obeys the same allow-list as the conditions of templates.
type Question struct{ program *vm.Program }

// CompileQuestion parses and type-checks a condition against an environment.
func CompileQuestion(src string, root *profile.Field) (*Question, error) {
	m := exprMap(root)
	p, err := compileExpr(src, root, settings(m, m.Nature()), nil, reflect.Bool)
	if err != nil {
		return nil, err
	}
	return &Question{p.program}, nil
}

// Holds answers the question for complete values of the environment.
func (q *Question) Holds(values map[string]any) (bool, error) {
	v, err := expr.Run(q.program, values)
	if err != nil {
		return false, err
	}
	b, _ := v.(bool)
	return b, nil
}
