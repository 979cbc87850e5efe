package profile

import (
	"fmt"
	"slices"
)

// Type is what a field holds.
type Type string

// The types of fields. A Date is an ISO text (2026-11-22) in the values.
const (
	String  Type = "string"
	Date    Type = "date"
	Integer Type = "integer"
	Boolean Type = "boolean"
	Array   Type = "array"
	Object  Type = "object"
)

// EnumValue is one allowed value and its words.
type EnumValue struct {
	Value            string
	LabelJA, LabelEN string
}

// A Field is one field of the schema, as a form, a list or a template sees it.
type Field struct {
	Name             string
	Type             Type
	LabelJA, LabelEN string
	HintJA, HintEN   string
	Enum             []EnumValue // allowed values; with Open, the codes beside own text
	Properties       []*Field    // of an Object, in schema order
	Items            *Field      // of an Array; of an Object with Map, every value
	Format           string      // "date" or ""
	Pattern          string      // regular expression of a String, or ""
	Minimum, Maximum *int        // of an Integer
	MinLength        int         // in characters
	MaxLength        int         // in characters; 0 = none
	MaxItems         int         // of an Array; 0 = none
	Clock            bool        // a time of day, HH:MM
	Computed         bool        // made by the program; a client may not send it
	Open             bool        // a String that is a code of Enum or own text
	Alias            bool        // another name of a field: read, never asked for
	Map              bool        // an Object with free keys, such as item ids
	WriteOnly        bool        // a secret: never logged or stored

	Group        string   // step of the form
	Example      any      // JSON value; nil = none
	Required     []string // kinds that can't do without it; "*" = every kind
	Kinds        []string // kinds that use it; empty = every kind
	If           []string // sibling switches of which one must be on; empty = always
	Default      any      // documented presumption; nil = none
	DefaultWhyJA string
	DefaultWhyEN string

	faultCode string // code of a value that is not in Enum, when it is a case of its own
	phone     bool   // digits are no 個人番号 here
	corporate bool   // 法人番号: 13 digits with a check digit
	country   bool   // a country by name or code
	postal    bool   // NNN-NNNN
	fold      bool   // full-width digits are taken as half-width
	numeric   bool   // a String that may also be given as an integer
	lenient   bool   // sub-fields of a switch that is off are passed over
}

// Property finds a property of an Object; nil when there is none.
func (f *Field) Property(name string) *Field {
	if f == nil {
		return nil
	}
	for _, p := range f.Properties {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Label is the label in a language: "en", else Japanese.
func (f *Field) Label(lang string) string {
	if lang == "en" {
		return f.LabelEN
	}
	return f.LabelJA
}

// RequiredFor tells whether documents of the kind can't do without the field.
func (f *Field) RequiredFor(kind string) bool {
	return kind != "" && (slices.Contains(f.Required, "*") || slices.Contains(f.Required, kind))
}

// UsedBy tells whether documents of the kind use the field.
func (f *Field) UsedBy(kind string) bool {
	return len(f.Kinds) == 0 || slices.Contains(f.Kinds, kind) || slices.Contains(f.Required, kind)
}

// optional tells whether an object is left out as a whole when it is not given:
// it has a property that is always required.
func (f *Field) optional() bool {
	return slices.ContainsFunc(f.Properties, func(p *Field) bool {
		return slices.Contains(p.Required, "*") && len(p.If) == 0
	})
}

// enum finds an allowed value.
func (f *Field) enum(value string) (EnumValue, bool) {
	for _, e := range f.Enum {
		if e.Value == value {
			return e, true
		}
	}
	return EnumValue{}, false
}

// KindNames lists the document kinds, in the order of the contract.
func KindNames() []string {
	var out []string
	for _, e := range schemas().document.Property("kind").Enum {
		out = append(out, e.Value)
	}
	return out
}

// Fields is the whole environment that a template of the kind sees: the fields
// of the profile and the derived values at top level, options (of this kind),
// doc and output.
func Fields(kind string) (*Field, error) {
	f, ok := schemas().environment[kind]
	if !ok {
		return nil, fmt.Errorf("there is no document kind %q", kind)
	}
	return f(), nil
}

// InputFields is the schema of a profile file: profile, documents, output. The
// options of an entry of documents are those of its kind: see [OptionFields].
func InputFields() *Field { return schemas().input }

// OptionFields is the schema of the options of a kind; nil for no such kind.
func OptionFields(kind string) *Field {
	if f, ok := schemas().options[kind]; ok {
		return f()
	}
	return nil
}
