package assemble

import (
	"reflect"
	"strings"
	"testing"

	"kitei/generator/document"
)

// FuzzFill: whatever a value holds, it stays one leaf; kinds and number of
// nodes do not change.
func FuzzFill(f *testing.F) {
	for _, s := range []string{"甲", "{{name}}", "[[x1]]", "::: when a", "## 章", "1. 号", "[^x]", "ただし、。", "第5条", "\n\n", "=1+1", "𠮷か\u3099"} {
		f.Add(s)
	}
	tmpl, err := compile(f, "### （甲） {#x1}\n\n{{name}}は、{{list.name|、}}とする。\n\n1. {{name}}\n")
	if err != nil {
		f.Fatal(err)
	}
	l := testLaw(f)
	shape := func(doc *document.Document) string {
		var b strings.Builder
		document.Walk(doc.Body, func(e *document.Element) bool {
			b.WriteString(string(e.Kind))
			for _, s := range e.Text {
				for _, in := range s.Inlines {
					b.WriteString(" " + string(in.Kind))
				}
			}
			return true
		})
		return b.String()
	}
	plain, err := tmpl.Assemble(testValues(), Options{Law: l})
	if err != nil {
		f.Fatal(err)
	}
	want := shape(plain)
	f.Fuzz(func(t *testing.T, s string) {
		values := testValues()
		values["name"] = s
		doc, err := tmpl.Assemble(values, Options{Law: l, Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := shape(doc); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
		if s != "" && doc.Body[0].Children[0].Text[0].Inlines[0].Text != s {
			t.Errorf("%q became %q", s, doc.Body[0].Children[0].Text[0].Inlines[0].Text)
		}
	})
}

// FuzzCond: any text as a condition gives an error or a program that runs.
func FuzzCond(f *testing.F) {
	for _, s := range []string{"a && !b", "len(list) > 0", `any(list, .name == "x")`, `mode in ["x", "y"]`, "n > 3 || c", "filter(list, true)", "1 ..9", "a ? b : c"} {
		f.Add(s)
	}
	root := testFields()
	m := exprMap(root)
	env := settings(m, m.Nature())
	values := testValues()
	f.Fuzz(func(t *testing.T, s string) {
		c, err := compileExpr(s, root, env, nil, reflect.Invalid)
		if err != nil {
			return
		}
		tmpl := &Template{doc: &document.Document{}, root: root, programs: map[string]compiled{"\x00" + s: c}}
		r := tmpl.newRun(values)
		_, _ = r.truth(nil, s)
		(&reading{&formulas{t: tmpl}, nil}).truth(c.node)
	})
}
