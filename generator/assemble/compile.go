package assemble

import (
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/types"

	"kitei/generator/document"
	"kitei/generator/profile"
)

// joiners are the modifiers that join a list.
var joiners = []string{"及び", "又は", "並びに", "若しくは", "、", "・", "／"}

// Compile checks a template against its environment and makes it ready to
// assemble. The error is a [document.Faults] with all faults: unknown fields,
// wrong types and enum values, clauses that nothing could print. References are
// proved apart: see [Template.Prove].
//
// known says whether a citation id exists ("" = yes, else what is wrong).
func Compile(doc *document.Document, root *profile.Field, known func(id string) string) (*Template, error) {
	c := &compiler{known: known, envs: map[string]*conf.Config{}, t: &Template{doc: doc, programs: map[string]compiled{}, index: map[string]*place{}}}
	env := *root
	env.Properties = slices.Clone(root.Properties)
	c.t.root = &env
	c.types = exprMap(&env)
	nature := c.types.Nature()
	c.envs[""] = settings(c.types, nature)
	for _, l := range doc.Meta.Let {
		if env.Property(l.Name) != nil {
			c.faults.Add(l.Pos, "double_name", "let %s hides a field", l.Name)
		}
		c.expression(nil, l.Pos, l.Expr, reflect.Bool)
		env.Properties = append(env.Properties, &profile.Field{Name: l.Name, Type: profile.Boolean})
		c.types[l.Name], nature.Fields[l.Name] = types.Bool, types.Bool.Nature()
	}
	for _, cond := range []string{doc.Meta.Cover, doc.Meta.TOC, doc.Meta.OnePage, doc.Meta.When} {
		if cond != "" {
			c.expression(nil, document.Pos{File: fileOf(doc), Line: 1, Column: 1}, cond, reflect.Bool)
		}
	}
	c.inlines(nil, doc.Meta.Title, nil)
	c.elements(nil, doc.Body, nil)
	for _, n := range doc.Notes {
		c.inlines(nil, n.Text, nil)
	}
	return c.t, c.faults.Err()
}

func fileOf(doc *document.Document) string {
	if len(doc.Body) > 0 {
		return doc.Body[0].Pos.File
	}
	return doc.Meta.Kind
}

type compiler struct {
	t      *Template
	types  types.Map
	envs   map[string]*conf.Config // by scope
	known  func(string) string
	faults document.Faults
}

func (c *compiler) expression(s *scope, pos document.Pos, src string, want reflect.Kind) compiled {
	key := s.id() + "\x00" + src
	if p, ok := c.t.programs[key]; ok {
		return p
	}
	p, err := compileExpr(src, c.t.root, c.env(s), s, want)
	if err != nil {
		c.faults.Add(pos, "bad_condition", "%s: %v", src, err)
		return p
	}
	c.t.programs[key] = p
	return p
}

// env gives the settings of a scope, made once.
func (c *compiler) env(s *scope) *conf.Config {
	env, ok := c.envs[s.id()]
	if !ok {
		env = within(c.env(s.parent), s)
		c.envs[s.id()] = env
	}
	return env
}

// guard is a condition on the way to a place, with the scope that it is read in.
type guard struct {
	scope *scope
	expr  string
	list  bool // an each: true when the list is not empty
}

// place is where a clause or a mark stands.
type place struct {
	element *document.Element
	parents []*document.Element // from the outermost; groups left out
	guards  []guard
	loop    *document.Element // innermost each around it
}

func (c *compiler) elements(s *scope, list []*document.Element, at *place) {
	if at == nil {
		at = &place{}
	}
	for _, e := range list {
		inner := *at
		scope := s
		switch e.Kind {
		case document.When:
			c.expression(s, e.Pos, e.Cond, reflect.Bool)
			inner.guards = append(slices.Clip(at.guards), guard{s, e.Cond, false})
		case document.Each:
			p := c.expression(s, e.Pos, e.Cond, reflect.Invalid)
			inner.guards = append(slices.Clip(at.guards), guard{s, e.Cond, true})
			inner.loop = e
			entry := p.field
			if entry == nil || entry.Type != profile.Array {
				if p.program != nil {
					c.faults.Add(e.Pos, "bad_each", "%s is not a list", e.Cond)
				}
				continue
			}
			scope = s.bind(e.Var, e.Cond, entry.Items)
		default:
			here := *at
			here.element = e
			if e.ID != "" {
				c.t.index[e.ID] = &here
			}
			inner.parents = append(slices.Clip(at.parents), e)
			for _, id := range e.Origin.Law {
				c.citation(e.Pos, id)
			}
			e.Inlines(func(in []document.Inline) { c.inlines(s, in, at) })
		}
		c.elements(scope, e.Children, &inner)
	}
}

func (c *compiler) citation(pos document.Pos, id string) {
	if c.known == nil {
		return
	}
	if wrong := c.known(id); wrong != "" {
		c.faults.Add(pos, "bad_citation", "%s: %s", id, wrong)
	}
}

func (c *compiler) inlines(s *scope, list []document.Inline, at *place) {
	for _, in := range list {
		switch in.Kind {
		case document.Cond:
			c.expression(s, in.Pos, in.Expr, reflect.Bool)
			c.inlines(s, in.Children, at)
		case document.LawRef:
			if in.Modifier != "" && in.Modifier != "full" && in.Modifier != "short" {
				c.faults.Add(in.Pos, "bad_modifier", "|%s: a citation takes full or short", in.Modifier)
			}
			c.citation(in.Pos, in.Path)
		case document.Param:
			c.param(s, in)
		}
	}
}

// param checks that a field exists and can be printed as asked.
func (c *compiler) param(s *scope, in document.Inline) {
	f := lookup(c.t.root, s, in.Path)
	if f == nil {
		c.faults.Add(in.Pos, "unknown_field", "{{%s}}: there is no such field", in.Path)
		return
	}
	list := f.Type == profile.Array || throughList(c.t.root, s, in.Path)
	if f.Type == profile.Array {
		f = f.Items
	}
	switch {
	case f.Type == profile.Object || f.Type == profile.Array || f.Type == profile.Boolean:
		c.faults.Add(in.Pos, "bad_field", "{{%s}}: a %s can't be printed", in.Path, strings.ToLower(string(f.Type)))
	case list && !slices.Contains(joiners, in.Modifier):
		c.faults.Add(in.Pos, "bad_modifier", "{{%s}} is a list: say how it is joined, e.g. {{%s|及び}}", in.Path, in.Path)
	case !list && in.Modifier == "comma" && f.Type == profile.Integer, !list && in.Modifier == "":
	case !list:
		c.faults.Add(in.Pos, "bad_modifier", "{{%s|%s}}: no such modifier for this field", in.Path, in.Modifier)
	}
}
