package profile

import (
	"regexp"
	"slices"
	"sync"
	"time"
	"unicode/utf8"
)

// acceptance says quickly that a value fits its schema. Most inputs have no
// fault, and compiling the validator costs more than making a document: so it is
// compiled only for an input that is not accepted here, to name the faults.
//
// false means "not certain". A keyword that is not known here, or not in the
// form that is, is never certain.
type acceptance struct{ reader *schemaReader }

// accepted tells whether a file certainly fits its schema, input or incident.
func accepted(name string, tree map[string]any) bool {
	file := name + schemaSuffix
	a := acceptance{schemas().reader}
	k, err := a.reader.doc(file)
	return err == nil && a.fits(file, k, tree)
}

// fits tells whether v, a value as [typed] makes it, certainly fits k.
func (a acceptance) fits(file string, k *keyword, v any) bool {
	if k.Ref != "" {
		target, in, err := a.reader.reference(file, k.Ref)
		if err != nil || !a.fits(in, target, v) {
			return false
		}
	}
	if k.Type != nil && !hasType(k.Type, v) {
		return false
	}
	if k.Const != nil {
		if s, ok := k.Const.(string); !ok || v != any(s) {
			return false
		}
	}
	if k.Enum != nil {
		if s, ok := v.(string); !ok || !slices.Contains(k.Enum, s) {
			return false
		}
	}
	for _, one := range k.AllOf {
		if !a.fits(file, one, v) {
			return false
		}
	}
	if k.AnyOf != nil && !slices.ContainsFunc(k.AnyOf, func(one *keyword) bool { return a.fits(file, one, v) }) {
		return false
	}
	if k.If != nil && !a.branch(file, k, v) {
		return false
	}
	switch v := v.(type) {
	case string:
		return textFits(k, v)
	case int:
		return (k.Minimum == nil || v >= *k.Minimum) && (k.Maximum == nil || v <= *k.Maximum)
	case bool:
		return true
	case []any:
		return a.listFits(file, k, v)
	case map[string]any:
		return a.objectFits(file, k, v)
	}
	return false
}

func hasType(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return hasType(one, v) })
	}
	ok := false
	switch want {
	case "string":
		_, ok = v.(string)
	case "integer":
		_, ok = v.(int)
	case "boolean":
		_, ok = v.(bool)
	case "array":
		_, ok = v.([]any)
	case "object":
		_, ok = v.(map[string]any)
	}
	return ok
}

// branch reads if and then. Whether the condition holds must be certain both
// ways, so that only constant properties are taken.
func (a acceptance) branch(file string, k *keyword, v any) bool {
	m, ok := v.(map[string]any)
	if !ok || k.Then == nil {
		return false
	}
	holds := true
	for name, p := range k.If.Properties {
		if _, ok := p.Const.(string); !ok || !slices.Contains(k.If.Needed, name) {
			return false
		}
		holds = holds && m[name] == p.Const
	}
	if len(k.If.Properties) != len(k.If.Needed) {
		return false
	}
	return !holds || a.fits(file, k.Then, v)
}

func textFits(k *keyword, s string) bool {
	if n := utf8.RuneCountInString(s); n < k.MinLength || k.MaxLength > 0 && n > k.MaxLength {
		return false
	}
	switch k.Format {
	case "":
	case "date":
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return false
		}
	default:
		return false
	}
	return k.Pattern == "" || matches(k.Pattern, s)
}

func (a acceptance) listFits(file string, k *keyword, list []any) bool {
	if k.MaxItems > 0 && len(list) > k.MaxItems {
		return false
	}
	seen := map[any]bool{}
	for _, v := range list {
		if k.Unique {
			switch v.(type) {
			case string, int:
			default:
				return false // not certain, and perhaps no key
			}
			if seen[v] {
				return false
			}
			seen[v] = true
		}
		if k.Items != nil && !a.fits(file, k.Items, v) {
			return false
		}
	}
	return true
}

func (a acceptance) objectFits(file string, k *keyword, m map[string]any) bool {
	for _, name := range k.Needed {
		if _, ok := m[name]; !ok {
			return false
		}
	}
	for name, v := range m {
		p, known := k.Properties[name]
		if known && !a.fits(file, p, v) {
			return false
		}
		for pattern, p := range k.Patterns {
			if matches(pattern, name) {
				known = true
				if !a.fits(file, p, v) {
					return false
				}
			}
		}
		if !known && k.Closed != nil && !*k.Closed {
			return false
		}
	}
	return true
}

var patterns sync.Map // pattern → *regexp.Regexp

func matches(pattern, s string) bool {
	p, ok := patterns.Load(pattern)
	if !ok {
		compiled, err := regexp.Compile(pattern)
		if err != nil {
			return false
		}
		p, _ = patterns.LoadOrStore(pattern, compiled)
	}
	return p.(*regexp.Regexp).MatchString(s)
}
