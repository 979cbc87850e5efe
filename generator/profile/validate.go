package profile

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// validation checks the fields one by one: against the schema, and for what a
// schema can't say about a text.
type validation struct {
	tree   map[string]any
	root   *Field // the schema of the tree
	faults Faults
}

// validate checks every field of the input. Computed fields are taken off the
// tree, so that nothing after this sees them.
func (in *Input) validate() Faults {
	v := &validation{tree: in.tree, root: InputFields()}
	v.checkTexts(in.tree, "", v.root)
	v.computed(in.tree, "", v.root)
	v.schema("input")
	return v.faults.sorted()
}

// schema checks the tree against the schema of a kind of file: input or incident.
func (v *validation) schema(file string) {
	if accepted(file, v.tree) {
		return
	}
	err := schemas().validators[file]().Validate(plainJSON(v.tree))
	if err == nil {
		return
	}
	var e *jsonschema.ValidationError
	if !errors.As(err, &e) {
		v.fault("", "not_readable_value")
		return
	}
	v.schemaFaults(e)
}

func (v *validation) fault(pointer, code string) { v.add(pointer, code, nil) }

func (v *validation) add(pointer, code string, data details) {
	if len(v.faults) > maxFaults {
		return
	}
	if data == nil {
		data = details{}
	}
	if _, ok := data["Label"]; !ok {
		data["Label"] = label(v.root, v.tree, pointer, "")
	}
	v.append(newFault(pointer, code, data))
}

// maxFaults keeps a file that is not a profile at all from filling the memory
// with messages.
const maxFaults = 500

func (v *validation) append(f Fault) {
	switch n := len(v.faults); {
	case n < maxFaults:
		v.faults = append(v.faults, f)
	case n == maxFaults:
		v.faults = append(v.faults, moreFaults())
	}
}

func moreFaults() Fault { return newFault("", "more_faults", details{"Limit": num(maxFaults)}) }

// computed refuses values that the program makes itself.
func (v *validation) computed(value any, pointer string, f *Field) {
	switch x := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(x) {
			p := v.below(x, f, key)
			at := child(pointer, key)
			if pointer == "/profile" && p == nil && schemas().derived.Property(key) != nil {
				d := schemas().derived.Property(key)
				v.add(at, "computed_field", details{"Label": {d.LabelJA, d.LabelEN}})
				delete(x, key)
				continue
			}
			if p != nil && p.Computed {
				v.fault(at, "computed_field")
				delete(x, key)
				continue
			}
			v.computed(x[key], at, p)
		}
	case []any:
		if f != nil && f.Type == Array {
			for i, e := range x {
				v.computed(e, pointer+"/"+strconv.Itoa(i), f.Items)
			}
		}
	}
}

// schemaFaults turns the leaves of a schema error into faults.
func (v *validation) schemaFaults(e *jsonschema.ValidationError) {
	pointer := ""
	for _, step := range e.InstanceLocation {
		pointer = child(pointer, step)
	}
	f, _ := fieldAt(v.root, v.tree, e.InstanceLocation, "")
	switch k := e.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf:
		v.enumFault(pointer, f)
		return
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			v.unknown(pointer, name, f)
		}
		return
	case *kind.Required:
		for _, name := range k.Missing {
			v.fault(child(pointer, name), "required")
		}
		return
	case *kind.Type:
		v.typeFault(pointer, f, k)
	case *kind.Enum, *kind.Const:
		v.enumFault(pointer, f)
	case *kind.Format:
		v.add(pointer, "date_form", nil)
	case *kind.Pattern:
		v.add(pointer, "pattern", details{"Example": same(exampleOf(f)), "Hint": hintOf(f)})
	case *kind.MinLength:
		v.add(pointer, "too_short", details{"Limit": num(k.Want)})
	case *kind.MaxLength:
		v.add(pointer, "too_long", details{"Limit": num(k.Want)})
	case *kind.Minimum, *kind.Maximum:
		v.rangeFault(pointer, f)
	case *kind.MaxItems:
		v.add(pointer, "too_many", details{"Limit": num(k.Want)})
	case *kind.UniqueItems:
		v.fault(pointer, "duplicate_item")
	default:
		if len(e.Causes) == 0 {
			v.fault(pointer, "not_allowed")
		}
	}
	for _, c := range e.Causes {
		v.schemaFaults(c)
	}
}

func (v *validation) enumFault(pointer string, f *Field) {
	code := "not_a_choice"
	if f == nil {
		v.fault(pointer, code)
		return
	}
	list := f.Enum
	if parent, _ := fieldAt(v.root, v.tree, parentSteps(pointer), ""); parent != nil && parent.Type == Array && parent.faultCode != "" {
		code = parent.faultCode
	}
	short := *f
	if len(list) > 30 {
		short.Enum = slices.Concat(list[:30], []EnumValue{{"…", "ほか", "and others"}})
	}
	v.add(pointer, code, details{"Allowed": allowed(&short)})
}

func (v *validation) rangeFault(pointer string, f *Field) {
	if f == nil || f.Minimum == nil || f.Maximum == nil {
		v.fault(pointer, "not_allowed")
		return
	}
	v.add(pointer, "out_of_range", details{"Min": num(*f.Minimum), "Max": num(*f.Maximum)})
}

// typeFault names the kind of value that is wanted, a date in its own words.
func (v *validation) typeFault(pointer string, f *Field, k *kind.Type) {
	if f != nil && len(f.Enum) > 0 {
		v.enumFault(pointer, f)
		return
	}
	want := k.Want[0]
	if want == "null" && len(k.Want) > 1 {
		want = k.Want[1]
	}
	if f != nil && f.Type == Date {
		want = "date"
	}
	v.add(pointer, "wrong_type_"+want, nil)
}

// unknown names a property that the schema does not have, and the nearest one
// that it has.
func (v *validation) unknown(pointer, name string, f *Field) {
	if len(v.faults) > maxFaults {
		return
	}
	near := ""
	if f != nil {
		best := 3
		for _, p := range f.Properties {
			if d := distance(name, p.Name); d < best && !p.Computed {
				near, best = p.Name, d
			}
		}
	}
	at := child(pointer, name)
	data := details{"Name": same(shown(name)), "Label": label(v.root, v.tree, pointer, ""), "Near": same(near)}
	if near != "" {
		v.add(at, "unknown_field", data)
		return
	}
	fault := newFault(at, "unknown_field_plain", data)
	fault.Code = "unknown_field"
	v.append(fault)
}

// distance counts the letters by which two names differ; long names never match.
func distance(a, b string) int {
	if len(a) > 60 || len(b) > 60 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost = min(last, row[j], row[j+1]) + 1
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func parentSteps(pointer string) []string {
	steps := Steps(pointer)
	return steps[:max(len(steps)-1, 0)]
}

func exampleOf(f *Field) string {
	if f == nil {
		return ""
	}
	if list, ok := f.Example.([]any); ok && len(list) > 0 {
		return numberText(list[0])
	}
	return strings.TrimSpace(numberText(f.Example))
}

func hintOf(f *Field) text {
	if f == nil {
		return text{}
	}
	return text{f.HintJA, f.HintEN}
}

// plainJSON gives the validator the numbers it knows.
func plainJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = plainJSON(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = plainJSON(e)
		}
		return out
	case int:
		return float64(v)
	}
	return v
}
