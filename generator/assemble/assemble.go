// Package assemble turns a template into a finished document: it drops the
// clauses whose condition is false, unrolls lists (select.go), puts values in
// (fill.go), numbers what is left (number.go), resolves references and
// citations (resolve.go, cite.go) and checks that nothing is left open
// (check.go).
//
// A template is compiled once (compile.go): every condition is parsed and
// type-checked against the schema, every field and citation looked up. Lint and
// the tests then prove that no reference can dangle (proof.go). A [Template] is
// immutable; Assemble works on a copy and is safe for concurrent use.
//
// No I/O, no clock, no randomness; the same input gives the same document.
package assemble

import (
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// Template is a compiled template.
type Template struct {
	doc      *document.Document
	root     *profile.Field // the environment: fields by name
	programs map[string]compiled
	index    map[string]*place // clause id → where it stands, with its conditions
}

// compiled is an expression, ready to run, with its syntax tree for the proof.
type compiled struct {
	program *vm.Program
	node    ast.Node
	field   *profile.Field // type of the value; nil for a condition
}

// Options steer one assembly.
type Options struct {
	Law    *law.Law          // the law at the law date
	Draft  bool              // blanks are allowed and marked
	Digits japanese.Digits   // figures of 第n条; "" = half
	Dates  string            // wareki, seireki or both
	Frozen map[string]string // adopted numbers: article id → Num; nil = count anew
	Cite   bool              // print the legal source of each 条 or 項 as a footnote
}

// Meta is the template's front matter.
func (t *Template) Meta() document.Meta { return t.doc.Meta }

// Tree is the template's tree as it was read; it must not be changed.
func (t *Template) Tree() *document.Document { return t.doc }

// Assemble makes the document that the values ask for. values holds every
// field of the template's environment (profile.Facts.Values).
//
// The error is a [document.Faults]: a blank outside a draft, or a template
// fault that lint would have found.
func (t *Template) Assemble(values map[string]any, o Options) (*document.Document, error) {
	doc, faults := t.selectClauses(values, o)
	if len(faults) > 0 {
		return nil, faults.Err()
	}
	if o.Cite {
		sourceNotes(doc)
	}
	Number(doc, o.Digits, o.Frozen)
	faults = append(faults, t.resolve(doc, o)...)
	faults = append(faults, check(doc, o.Draft)...)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return doc, nil
}

// Condition runs one of the front matter's conditions (cover, toc, one_page).
func (t *Template) Condition(expression string, values map[string]any) (bool, error) {
	if expression == "" {
		return false, nil
	}
	r := t.newRun(values)
	return r.truth(nil, expression)
}
