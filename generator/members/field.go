package members

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"kitei/generator/profile"
)

// below finds the field of one step of a path: a property, an entry of a list by
// its number, a value of a map by its key. The options of a document are those of
// every kind together: which kind it is, the row says.
func below(f *profile.Field, step string) *profile.Field {
	switch {
	case f == nil:
		return nil
	case f.Type == profile.Array:
		if _, ok := entryNumber(step); ok || f.Name == "documents" && profile.OptionFields(step) != nil {
			return f.Items
		}
		return nil
	case f.Map:
		return f.Items
	case f.Name == "document" && step == "options":
		return allOptions()
	}
	if p := f.Property(step); p != nil && !p.Computed {
		return p
	}
	return nil
}

// entryNumber reads the number of an entry of a list: digits, at most four.
func entryNumber(step string) (int, bool) {
	i, err := strconv.Atoi(step)
	return i, err == nil && len(step) <= 4 && step[0] >= '0' && step[0] <= '9'
}

// fieldAt finds the field of a path; nil when there is none.
func fieldAt(f *profile.Field, path []string) *profile.Field {
	for _, step := range path {
		f = below(f, step)
	}
	return f
}

// allOptions holds the options of every kind once, with the choices of all kinds
// that have one of that name.
var allOptions = sync.OnceValue(func() *profile.Field {
	all := &profile.Field{Name: "options", Type: profile.Object, LabelJA: "設定", LabelEN: "Options"}
	for _, kind := range profile.KindNames() {
		for _, p := range profile.OptionFields(kind).Properties {
			known := all.Property(p.Name)
			if known == nil {
				own := *p
				all.Properties = append(all.Properties, &own)
				continue
			}
			if known.Items != nil && p.Items != nil {
				items := *known.Items
				known.Items = &items
				joinChoices(known.Items, p.Items)
			}
			joinChoices(known, p)
		}
	}
	return all
})

// joinChoices puts the choices of a field of the same name behind those that are
// there. Where one has none, own words may stand there too.
func joinChoices(to, from *profile.Field) {
	to.Open = to.Open || (len(to.Enum) == 0) != (len(from.Enum) == 0)
	to.Enum = slices.Clone(to.Enum)
	for _, e := range from.Enum {
		if !slices.ContainsFunc(to.Enum, func(o profile.EnumValue) bool { return o.Value == e.Value }) {
			to.Enum = append(to.Enum, e)
		}
	}
}

// isLeaf tells whether one cell can hold the field: a scalar, or a list of scalars.
func isLeaf(f *profile.Field) bool {
	return f != nil && f.Type != profile.Object && (f.Type != profile.Array || f.Items.Type != profile.Object)
}

// isGroup tells whether the field is an object with a fixed set of fields.
func isGroup(f *profile.Field) bool { return f != nil && f.Type == profile.Object && !f.Map }

// properties are the fields of an object that an input may give. Fields live as
// long as the program, so that what is found out once stays.
func properties(f *profile.Field) []*profile.Field {
	if known, ok := propertiesOf.Load(f); ok {
		return known.([]*profile.Field)
	}
	out := readProperties(f)
	propertiesOf.Store(f, out)
	return out
}

var propertiesOf, namesOf sync.Map // by field

// namesOfField are the folded words by which a header calls the field.
func namesOfField(f *profile.Field) []string {
	if known, ok := namesOf.Load(f); ok {
		return known.([]string)
	}
	label := fold(f.LabelJA)
	var out []string
	for _, name := range []string{label, bare(label), fold(f.Name)} {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	namesOf.Store(f, out)
	return out
}

func readProperties(f *profile.Field) []*profile.Field {
	if f.Name == "document" {
		out := slices.Clone(f.Properties)
		for i, p := range out {
			if p.Name == "options" {
				out[i] = allOptions()
			}
		}
		return out
	}
	return slices.DeleteFunc(slices.Clone(f.Properties), func(p *profile.Field) bool { return p.Computed })
}

// A base is what the columns of a sheet describe: one company a row, or one entry
// of a list a row.
type base struct {
	path  []string       // of the list in the input; empty = the company
	field *profile.Field // of one row: the input, an entry, a value
	label string         // of the list, as sheets are called
	short string         // the label without its group, where no other list has it
	// further marks a sheet with more about the companies of the first: 会社名 says
	// there whose row it is.
	further bool
}

func (b *base) company() bool { return len(b.path) == 0 }

// keyed tells whether the rows are values of a map, each with its key.
func (b *base) keyed() bool {
	return !b.company() && fieldAt(profile.InputFields(), b.path).Map
}

// bases are the company and every list that has no other list above it.
var bases = sync.OnceValue(func() []*base {
	out := []*base{{field: profile.InputFields(), label: mainSheet, short: mainSheet}}
	var walk func(f *profile.Field, path []string, label string)
	walk = func(f *profile.Field, path []string, label string) {
		for _, p := range properties(f) {
			at := append(slices.Clone(path), p.Name)
			name := p.LabelJA
			if label != "" {
				name = label + joiner + p.LabelJA
			}
			switch {
			case p.Type == profile.Array && p.Items.Type == profile.Object, p.Map:
				out = append(out, &base{path: at, field: p.Items, label: name, short: p.LabelJA})
			case isGroup(p):
				if unnamed(p) {
					name = ""
				}
				walk(p, at, name)
			}
		}
	}
	walk(profile.InputFields(), nil, "")
	times := map[string]int{}
	for _, b := range out {
		times[b.short]++
	}
	for _, b := range out {
		if times[b.short] > 1 {
			b.short = b.label
		}
	}
	return out
})

// furtherBase is that of a sheet with more about the companies.
var furtherBase = sync.OnceValue(func() *base {
	b := *bases()[0]
	b.further = true
	return &b
})

// joiner stands between the label of a group and that of its field.
const joiner = "・"

// pathText writes a path with dots, without the profile that nearly all have.
func pathText(path []string) string {
	if len(path) > 1 && path[0] == "profile" {
		path = path[1:]
	}
	return strings.Join(path, ".")
}
