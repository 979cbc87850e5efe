package profile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// keyword is a schema: the part of it that this package reads. A test holds that
// the files have no other keyword that says anything about values.
type keyword struct {
	Type      any              `json:"type"`
	Ref       string           `json:"$ref"`
	Enum      []string         `json:"enum"`
	XEnum     []string         `json:"x-enum"`
	Labels    map[string]words `json:"x-enum-labels"`
	Label     words            `json:"x-label"`
	Hint      words            `json:"x-hint"`
	Why       words            `json:"x-default-why"`
	Default   any              `json:"x-default"`
	Example   any              `json:"x-example"`
	Required  any              `json:"x-required"`
	Kinds     []string         `json:"x-kinds"`
	Switches  []string         `json:"x-if"`
	Group     string           `json:"x-group"`
	Order     int              `json:"x-order"`
	Computed  bool             `json:"x-computed"`
	Open      bool             `json:"x-open"`
	Alias     bool             `json:"x-alias"`
	Phone     bool             `json:"x-phone"`
	Corporate bool             `json:"x-corporate-number"`
	Country   bool             `json:"x-country"`
	Postal    bool             `json:"x-postal"`
	Fold      bool             `json:"x-fold"`
	Lenient   bool             `json:"x-lenient"`
	Fault     string           `json:"x-fault"`
	Format    string           `json:"format"`
	Pattern   string           `json:"pattern"`
	Minimum   *int             `json:"minimum"`
	Maximum   *int             `json:"maximum"`
	MinLength int              `json:"minLength"`
	MaxLength int              `json:"maxLength"`
	MaxItems  int              `json:"maxItems"`
	Unique    bool             `json:"uniqueItems"`
	Const     any              `json:"const"`
	Needed    []string         `json:"required"`
	Closed    *bool            `json:"additionalProperties"` // false = no other properties
	If        *keyword         `json:"if"`
	Then      *keyword         `json:"then"`
	AllOf     []*keyword       `json:"allOf"`
	AnyOf     []*keyword       `json:"anyOf"`

	Properties map[string]*keyword `json:"properties"`
	Patterns   map[string]*keyword `json:"patternProperties"`
	Items      *keyword            `json:"items"`
	WriteOnly  bool                `json:"writeOnly"`
}

type words struct{ JA, EN string }

// schemaReader turns schema files into fields.
type schemaReader struct {
	files fs.FS
	docs  map[string]func() (*keyword, error) // by path below schema/
}

func (r *schemaReader) read(name string) (*keyword, error) {
	data, err := fs.ReadFile(r.files, schemaDir+"/"+name)
	if err != nil {
		return nil, err
	}
	k := &keyword{}
	if err := json.Unmarshal(data, k); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return k, nil
}

// doc gives the schema of a file.
func (r *schemaReader) doc(name string) (*keyword, error) {
	read := r.docs[name]
	if read == nil {
		return nil, fmt.Errorf("there is no schema %s", name)
	}
	return read()
}

func (r *schemaReader) file(name, field string) (*Field, error) {
	k, err := r.doc(name)
	if err != nil {
		return nil, err
	}
	f, err := r.field(name, k, field)
	if err != nil {
		return nil, err
	}
	f.Name = field
	return f, nil
}

func (r *schemaReader) field(file string, k *keyword, name string) (*Field, error) {
	if k.Ref != "" {
		target, in, err := r.reference(file, k.Ref)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, name, err)
		}
		return r.field(in, target, name)
	}
	f := &Field{
		Name: name, LabelJA: k.Label.JA, LabelEN: k.Label.EN, HintJA: k.Hint.JA, HintEN: k.Hint.EN,
		Format: k.Format, Pattern: k.Pattern, Clock: k.Pattern == clockPattern, Minimum: k.Minimum, Maximum: k.Maximum, MinLength: k.MinLength, MaxLength: k.MaxLength,
		MaxItems: k.MaxItems, Computed: k.Computed, Open: k.Open, Alias: k.Alias, WriteOnly: k.WriteOnly, Group: k.Group, Example: k.Example, Kinds: k.Kinds, If: k.Switches,
		Default: whole(k.Default), DefaultWhyJA: k.Why.JA, DefaultWhyEN: k.Why.EN,
		faultCode: k.Fault, phone: k.Phone, corporate: k.Corporate, country: k.Country, postal: k.Postal, fold: k.Fold, lenient: k.Lenient,
	}
	f.Type = typeOf(k)
	if list, ok := k.Type.([]any); ok {
		f.numeric = slices.Contains(list, any("integer"))
	}
	f.Required = kindsOf(k.Required)
	f.Enum = enumOf(k)
	var err error
	for _, p := range ordered(k.Properties) {
		below, err := r.field(file, k.Properties[p], p)
		if err != nil {
			return nil, err
		}
		f.Properties = append(f.Properties, below)
	}
	for _, v := range k.Patterns {
		f.Map = true
		if f.Items, err = r.field(file, v, ""); err != nil {
			return nil, err
		}
	}
	if k.Items != nil {
		if f.Items, err = r.field(file, k.Items, ""); err != nil {
			return nil, err
		}
		if f.Items.LabelJA == "" {
			f.Items.LabelJA, f.Items.LabelEN = f.LabelJA, f.LabelEN
		}
	}
	return f, nil
}

// reference follows "other.json" and "#/properties/a/items"; in is the file that
// the target stands in.
func (r *schemaReader) reference(file, ref string) (target *keyword, in string, err error) {
	in, inside, _ := strings.Cut(ref, "#")
	if in == "" {
		in = file
	}
	k, err := r.doc(in)
	if err != nil {
		return nil, "", err
	}
	steps := strings.Split(strings.Trim(inside, "/"), "/")
	for len(steps) > 0 && steps[0] != "" && k != nil {
		switch {
		case steps[0] == "items":
			k, steps = k.Items, steps[1:]
		case steps[0] == "properties" && len(steps) > 1:
			k, steps = k.Properties[steps[1]], steps[2:]
		default:
			k = nil
		}
	}
	if k == nil {
		return nil, "", fmt.Errorf("$ref %q leads nowhere", ref)
	}
	return k, in, nil
}

func typeOf(k *keyword) Type {
	t, ok := k.Type.(string)
	if list, isList := k.Type.([]any); isList && len(list) > 0 {
		t, ok = list[0].(string) // the first type is the one that templates see
	}
	switch {
	case ok && t == "string" && k.Format == "date":
		return Date
	case ok:
		return Type(t)
	}
	return Object
}

func kindsOf(v any) []string {
	switch v := v.(type) {
	case bool:
		if v {
			return []string{"*"}
		}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

func enumOf(k *keyword) []EnumValue {
	values := k.Enum
	if len(values) == 0 {
		values = k.XEnum
	}
	if len(values) == 0 && k.Open {
		for v := range k.Labels {
			values = append(values, v)
		}
		slices.Sort(values)
	}
	var out []EnumValue
	for _, v := range values {
		if v == "" {
			continue // null: the field may be left open
		}
		out = append(out, EnumValue{v, k.Labels[v].JA, k.Labels[v].EN})
	}
	return out
}

// ordered lists the names of properties by x-order, then by name.
func ordered(properties map[string]*keyword) []string {
	names := sortedKeys(properties)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(properties[a].Order, properties[b].Order) })
	return names
}

// whole makes the numbers of a default ints, as values have them.
func whole(v any) any {
	switch v := v.(type) {
	case float64:
		return int(v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = whole(e)
		}
		return out
	}
	return v
}
