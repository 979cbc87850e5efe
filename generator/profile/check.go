package profile

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// check is the evaluation of one input for one kind: facts as they were given,
// then as presumed, then as complete values.
type check struct {
	in    *Input
	kind  string // "" = none: the facts alone
	kinds []string
	asOf  japanese.Date // zero when nobody named a day
	draft bool

	profile map[string]any // own copies, filled up by the presumptions
	options map[string]any
	doc     map[string]any
	output  map[string]any
	at      string // pointer of the document entry

	faults   Faults
	warnings Faults
	assumed  []Assumed
	missing  []Missing
}

func (in *Input) evaluate(kind string, run Run) *check {
	c := &check{in: in, kind: kind, kinds: run.Kinds, asOf: run.AsOf, draft: run.Draft || in.Draft()}
	if len(c.kinds) == 0 {
		c.kinds = in.Kinds()
	}
	if kind != "" && !slices.Contains(c.kinds, kind) {
		c.kinds = append(slices.Clip(c.kinds), kind)
	}
	if d, ok := in.AsOf(); ok && c.asOf.IsZero() {
		c.asOf = d
	}
	c.faults = slices.Clone(in.faults)
	c.profile = cloneMap(mapOf(in.tree["profile"]))
	c.output = cloneMap(mapOf(in.tree["output"]))
	entry, index := in.document(kind)
	c.doc = cloneMap(entry)
	c.options = cloneMap(mapOf(entry["options"]))
	delete(c.doc, "options")
	c.at = "/documents/-"
	if index >= 0 {
		c.at = "/documents/" + strconv.Itoa(index)
	}
	c.switchedOff()
	c.presume(presumptions)
	c.defaults()
	c.presume(latePresumptions)
	c.dates()
	c.required()
	for _, r := range rules {
		if len(r.kinds) == 0 || slices.Contains(r.kinds, kind) {
			r.check(c)
		}
	}
	return c
}

// fault reports an error at a dotted path of the profile, or at a pointer.
func (c *check) fault(where, code string, data details) {
	p := c.pointer(where)
	c.faults = append(c.faults, newFault(p, code, c.labelled(p, data)))
}

// warn reports a warning in the same way.
func (c *check) warn(where, code string, data details) {
	p := c.pointer(where)
	c.warnings = append(c.warnings, newFault(p, code, c.labelled(p, data)))
}

// require reports a gap: a fault, or in a draft a marked blank. Nothing is said
// where the place has a fault already.
func (c *check) require(where string) {
	p := c.pointer(where)
	for _, f := range c.faults {
		if f.Pointer == p || strings.HasPrefix(f.Pointer, p+"/") {
			return
		}
	}
	l := label(InputFields(), c.in.tree, p, c.kind)
	if !c.draft {
		c.faults = append(c.faults, newFault(p, "required", details{"Label": l}))
		return
	}
	if !slices.ContainsFunc(c.missing, func(m Missing) bool { return m.Pointer == p }) {
		c.missing = append(c.missing, Missing{p, l.ja, l.en})
	}
}

func (c *check) labelled(pointer string, data details) details {
	if data == nil {
		data = details{}
	}
	if _, ok := data["Label"]; !ok {
		data["Label"] = label(InputFields(), c.in.tree, pointer, c.kind)
	}
	return data
}

// pointer makes a JSON pointer of a dotted path. Paths below options and doc are
// those of this kind's entry of documents.
func (c *check) pointer(where string) string {
	if strings.HasPrefix(where, "/") || where == "" {
		return where
	}
	steps := strings.Split(where, ".")
	switch steps[0] {
	case "options":
		return c.at + "/" + strings.Join(steps, "/")
	case "doc":
		return c.at + "/" + strings.Join(steps[1:], "/")
	case "output":
		return "/" + strings.Join(steps, "/")
	}
	return "/profile/" + strings.Join(steps, "/")
}

// assume records a presumption and sets the value.
func (c *check) assume(where string, value any, why text) {
	c.set(where, value)
	c.assumed = append(c.assumed, Assumed{c.pointer(where), clone(value), why.ja, why.en})
}

// root is the map in which a dotted path starts, and the rest of the path.
func (c *check) root(where string) (map[string]any, string) {
	first, rest, _ := strings.Cut(where, ".")
	switch first {
	case "options":
		return c.options, rest
	case "doc":
		return c.doc, rest
	case "output":
		return c.output, rest
	}
	return c.profile, where
}

func (c *check) get(where string) any {
	m, path := c.root(where)
	return at(m, path)
}

func (c *check) has(where string) bool   { return c.get(where) != nil }
func (c *check) str(where string) string { return textOf(c.get(where)) }
func (c *check) flag(where string) bool  { return c.get(where) == true }
func (c *check) list(where string) []any { return listOf(c.get(where)) }

func (c *check) num(where string) int {
	i, _ := c.get(where).(int)
	return i
}

// date is a date of the facts; zero when absent or not a date.
func (c *check) date(where string) japanese.Date {
	d, _ := japanese.ParseDate(c.str(where))
	return d
}

// chosen tells whether a list of codes has one.
func (c *check) chosen(where, code string) bool { return slices.Contains(c.list(where), any(code)) }

func (c *check) set(where string, value any) {
	m, path := c.root(where)
	steps := strings.Split(path, ".")
	for i, step := range steps[:len(steps)-1] {
		var next map[string]any
		switch v := m[step].(type) {
		case map[string]any:
			next = v
		case []any: // contacts.0.primary
			n, err := strconv.Atoi(steps[i+1])
			if err != nil || n >= len(v) || mapOf(v[n]) == nil {
				return
			}
			path = strings.Join(steps[i+2:], ".")
			sub := &check{profile: mapOf(v[n])}
			sub.set(path, value)
			return
		case nil:
			next = map[string]any{}
			m[step] = next
		default:
			return // a value of a wrong type: the schema has said so
		}
		m = next
	}
	m[steps[len(steps)-1]] = value
}

// at takes the value of a dotted path through maps and lists; nil when there is none.
func at(v any, path string) any { return ValueAt(v, strings.Split(path, ".")) }

// each calls f for every entry of a list of objects, with the entry's path.
func (c *check) each(list string, f func(path string, entry map[string]any)) {
	for i, e := range c.list(list) {
		if m := mapOf(e); m != nil {
			f(list+"."+strconv.Itoa(i), m)
		}
	}
}
