package assemble

import (
	"maps"
	"strings"

	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/types"

	"kitei/generator/profile"
)

// scope is what names mean at a place in a template: the fields of the
// environment and the names that the enclosing each blocks bind.
type scope struct {
	parent *scope
	name   string         // bound by this each
	field  *profile.Field // type of one entry
	key    string         // tells scopes apart in the table of programs
}

func (s *scope) bind(name, list string, entry *profile.Field) *scope {
	return &scope{parent: s, name: name, field: entry, key: s.id() + "/" + name + "=" + list}
}

func (s *scope) id() string {
	if s == nil {
		return ""
	}
	return s.key
}

// lookup finds the field of a dotted path; nil when there is none. A path
// through a list means the field of its entries (offices.name).
func lookup(root *profile.Field, s *scope, path string) *profile.Field {
	first, rest, _ := strings.Cut(path, ".")
	var f *profile.Field
	for b := s; b != nil && f == nil; b = b.parent {
		if b.name == first {
			f = b.field
		}
	}
	if f == nil {
		f = root.Property(first)
	}
	for f != nil && rest != "" {
		first, rest, _ = strings.Cut(rest, ".")
		if f.Type == profile.Array {
			f = f.Items
		}
		f = f.Property(first)
	}
	return f
}

// throughList says whether a path goes through a list before its end.
func throughList(root *profile.Field, s *scope, path string) bool {
	for i, r := range path {
		if r == '.' {
			if f := lookup(root, s, path[:i]); f != nil && f.Type == profile.Array {
				return true
			}
		}
	}
	return false
}

// exprType is the type that the expression language knows a field by.
func exprType(f *profile.Field) types.Type {
	switch f.Type {
	case profile.Boolean:
		return types.Bool
	case profile.Integer:
		return types.Int
	case profile.Array:
		return types.Array(exprType(f.Items))
	case profile.Object:
		return exprMap(f)
	}
	return types.String
}

func exprMap(f *profile.Field) types.Map {
	m := types.Map{}
	for _, p := range f.Properties {
		m[p.Name] = exprType(p)
	}
	return m
}

// within adds the name that an each binds to the settings around it.
func within(outer *conf.Config, s *scope) *conf.Config {
	entry := exprType(s.field)
	env := maps.Clone(outer.EnvObject.(types.Map))
	env[s.name] = entry
	data := *outer.Env.TypeData
	data.Fields = maps.Clone(data.Fields)
	data.Fields[s.name] = entry.Nature()
	n := outer.Env
	n.TypeData = &data
	return settings(env, n)
}
