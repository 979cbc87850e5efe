package assemble

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/vm"

	"kitei/generator/document"
	"kitei/generator/profile"
)

// run is one selection: the values, and the names that each blocks bind.
type run struct {
	t       *Template
	values  map[string]any
	options Options
	notes   map[string]bool
	faults  document.Faults
}

// binding is a name bound by an each while its block is unrolled.
type binding struct {
	parent *binding
	scope  *scope
	name   string
	value  any
	path   string // "contacts.0": where the entry stands in the values
	suffix string // keeps ids of the copies apart
	ids    map[string]bool
	env    map[string]any // the values with this name and those around it; made when it is asked for
}

func (b *binding) scopeOf() *scope {
	if b == nil {
		return nil
	}
	return b.scope
}

func (t *Template) newRun(values map[string]any) *run {
	r := &run{t: t, values: maps.Clone(values), notes: map[string]bool{}}
	for _, l := range t.doc.Meta.Let {
		r.values[l.Name] = false
	}
	for _, l := range t.doc.Meta.Let {
		v, err := r.truth(nil, l.Expr)
		if err != nil {
			r.faults.Add(l.Pos, "condition", "%v", err)
		}
		r.values[l.Name] = v
	}
	return r
}

// selectClauses drops what does not apply, unrolls lists and fills values in.
func (t *Template) selectClauses(values map[string]any, o Options) (*document.Document, document.Faults) {
	r := t.newRun(values)
	r.options = o
	doc := &document.Document{Meta: t.doc.Meta}
	doc.Meta.Title = r.fill(nil, t.doc.Meta.Title)
	doc.Body = r.elements(nil, t.doc.Body, nil)
	for _, n := range t.doc.Notes {
		if r.notes[n.ID] {
			c := *n
			c.Text = r.fill(nil, n.Text)
			doc.Notes = append(doc.Notes, &c)
		}
	}
	return doc, r.faults
}

func (r *run) elements(b *binding, list []*document.Element, conditions []string) []*document.Element {
	var out []*document.Element
	for _, e := range list {
		switch e.Kind {
		case document.When:
			ok, err := r.truth(b, e.Cond)
			if err != nil {
				r.faults.Add(e.Pos, "condition", "%v", err)
			}
			if ok {
				out = append(out, r.elements(b, e.Children, append(conditions[:len(conditions):len(conditions)], e.Cond))...)
			}
		case document.Each:
			out = append(out, r.unroll(b, e, conditions)...)
		default:
			out = append(out, r.element(b, e, conditions))
		}
	}
	return out
}

func (r *run) element(b *binding, e *document.Element, conditions []string) *document.Element {
	c := *e
	c.ID = b.rename(e.ID)
	c.For = b.rename(e.For)
	c.Origin = document.Origin{Conditions: conditions, Law: e.Origin.Law}
	c.Title = r.fill(b, e.Title)
	c.Text = nil
	for _, s := range e.Text {
		c.Text = append(c.Text, sentences(r.fill(b, s.Inlines))...)
	}
	c.Children = r.elements(b, e.Children, conditions)
	return &c
}

// unroll repeats an each for every entry of its list.
func (r *run) unroll(b *binding, e *document.Element, conditions []string) []*document.Element {
	p := r.t.programs[b.scopeOf().id()+"\x00"+e.Cond]
	v, err := vm.Run(p.program, r.env(b))
	if err != nil {
		r.faults.Add(e.Pos, "condition", "%v", err)
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		r.faults.Add(e.Pos, "condition", "%s is not a list but %T", e.Cond, v)
		return nil
	}
	ids := map[string]bool{}
	document.Walk(e.Children, func(c *document.Element) bool {
		if c.ID != "" {
			ids[c.ID] = true
		}
		return true
	})
	var out []*document.Element
	scope := b.scopeOf().bind(e.Var, e.Cond, p.field.Items)
	at := r.absolute(b, path(p.node))
	for i, entry := range list {
		inner := &binding{
			parent: b, scope: scope, name: e.Var, value: entry, ids: ids,
			path: at + "." + strconv.Itoa(i), suffix: "~" + strconv.Itoa(i+1),
		}
		out = append(out, r.elements(inner, e.Children, append(conditions[:len(conditions):len(conditions)], "each "+e.Cond))...)
	}
	return out
}

// rename keeps the ids of unrolled copies apart; ids outside the each stay.
func (b *binding) rename(id string) string {
	if id == "" {
		return ""
	}
	suffix := ""
	for at := b; at != nil; at = at.parent {
		if at.ids[id] {
			suffix = at.suffix + suffix
		}
	}
	return id + suffix
}

// env gives the values with the bound names among them.
func (r *run) env(b *binding) map[string]any {
	if b == nil {
		return r.values
	}
	if b.env == nil {
		b.env = maps.Clone(r.env(b.parent))
		b.env[b.name] = b.value
	}
	return b.env
}

func (r *run) truth(b *binding, cond string) (bool, error) {
	p, ok := r.t.programs[b.scopeOf().id()+"\x00"+cond]
	if !ok || p.program == nil {
		return false, fmt.Errorf("condition %q was not compiled", cond)
	}
	v, err := vm.Run(p.program, r.env(b))
	if err != nil {
		return false, err
	}
	truth, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("condition %q gives %T", cond, v)
	}
	return truth, nil
}

// absolute turns a path that starts with a bound name into one from the root.
func (r *run) absolute(b *binding, p string) string {
	first, rest, more := strings.Cut(p, ".")
	for at := b; at != nil; at = at.parent {
		if at.name == first {
			if more {
				return at.path + "." + rest
			}
			return at.path
		}
	}
	return p
}

// value finds what a path stands for, with its field.
func (r *run) value(b *binding, p string) (any, *profile.Field) {
	f := lookup(r.t.root, b.scopeOf(), p)
	first, rest, more := strings.Cut(p, ".")
	var v any
	found := false
	for at := b; at != nil && !found; at = at.parent {
		if at.name == first {
			v, found = at.value, true
		}
	}
	if !found {
		v = r.values[first]
	}
	for more {
		first, rest, more = strings.Cut(rest, ".")
		v = member(v, first)
	}
	return v, f
}

// member takes a field of an object, or of every entry of a list.
func member(v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		return v[name]
	case []any:
		var out []any
		for _, e := range v {
			out = append(out, member(e, name))
		}
		return out
	}
	return nil
}
