package profile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kitei/templates"
)

// schemaSet is templates/schema, read once.
type schemaSet struct {
	input       *Field            // profile, documents, output
	profile     *Field            // the facts
	document    *Field            // an entry of documents, options left open
	output      *Field            //
	derived     *Field            // computed values
	options     map[string]*Field // by kind
	environment map[string]*Field // what a template sees, by kind
	validator   *jsonschema.Schema
}

// schemas reads the embedded schema files. They are part of the program: a
// fault in them is a fault of the build, and the tests find it.
var schemas = sync.OnceValue(func() *schemaSet {
	s, err := readSchemas(templates.FS)
	if err != nil {
		panic("templates/schema: " + err.Error())
	}
	return s
})

const schemaDir = "schema"

// clockPattern is the pattern of a time of day in the schemas.
const clockPattern = `^([01][0-9]|2[0-3]):[0-5][0-9]$`

func readSchemas(files fs.FS) (*schemaSet, error) {
	docs := map[string]any{} // by path below schema/
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	err := fs.WalkDir(files, schemaDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".json") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		short := strings.TrimPrefix(name, schemaDir+"/")
		docs[short] = doc
		m, _ := doc.(map[string]any)
		delete(m, "$id") // the path is the id
		return compiler.AddResource("kitei:///"+short, doc)
	})
	if err != nil {
		return nil, err
	}
	r := &schemaReader{docs: docs}
	s := &schemaSet{options: map[string]*Field{}, environment: map[string]*Field{}}
	s.profile = r.file("profile.schema.json", "profile")
	s.document = r.file("document.schema.json", "document")
	s.output = r.file("output.schema.json", "output")
	s.derived = r.file("derived.schema.json", "derived")
	s.input = r.file("input.schema.json", "")
	if list := s.input.Property("documents"); list != nil {
		list.Items.Name = "document"
	}
	for name := range docs {
		if dir, file := path.Split(name); dir == "options/" {
			kind := strings.TrimSuffix(file, ".schema.json")
			s.options[kind] = r.file(name, "options")
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	for kind, options := range s.options {
		env := &Field{Type: Object}
		env.Properties = slices.Concat(s.profile.Properties, []*Field{options, s.output}, s.derived.Properties)
		s.environment[kind] = env
	}
	s.validator, err = compiler.Compile("kitei:///input.schema.json")
	return s, err
}

// schemaReader turns schema files into fields.
type schemaReader struct {
	docs map[string]any
	err  error // the first
}

func (r *schemaReader) file(name, field string) *Field {
	f := r.field(name, r.docs[name], field)
	f.Name = field
	return f
}

// keyword is the part of a field's schema that this package reads.
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
	If        []string         `json:"x-if"`
	Group     string           `json:"x-group"`
	Order     int              `json:"x-order"`
	Computed  bool             `json:"x-computed"`
	Open      bool             `json:"x-open"`
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
	WriteOnly bool             `json:"writeOnly"`
}

type words struct{ JA, EN string }

func (r *schemaReader) fail(file, name string, err error) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %s: %w", file, name, err)
	}
}

func (r *schemaReader) field(file string, schema any, name string) *Field {
	node, _ := schema.(map[string]any)
	own := maps.Clone(node) // without what lies below, which is read by itself
	for _, below := range []string{"properties", "patternProperties", "items"} {
		delete(own, below)
	}
	data, _ := json.Marshal(own)
	properties, _ := node["properties"].(map[string]any)
	patterns, _ := node["patternProperties"].(map[string]any)
	var k keyword
	if err := json.Unmarshal(data, &k); err != nil {
		r.fail(file, name, err)
		return &Field{Name: name}
	}
	if k.Ref != "" {
		return r.reference(file, k.Ref, name)
	}
	f := &Field{
		Name: name, LabelJA: k.Label.JA, LabelEN: k.Label.EN, HintJA: k.Hint.JA, HintEN: k.Hint.EN,
		Format: k.Format, Pattern: k.Pattern, Clock: k.Pattern == clockPattern, Minimum: k.Minimum, Maximum: k.Maximum, MinLength: k.MinLength, MaxLength: k.MaxLength,
		MaxItems: k.MaxItems, Computed: k.Computed, Open: k.Open, WriteOnly: k.WriteOnly, Group: k.Group, Example: k.Example, Kinds: k.Kinds, If: k.If,
		Default: whole(k.Default), DefaultWhyJA: k.Why.JA, DefaultWhyEN: k.Why.EN,
		faultCode: k.Fault, phone: k.Phone, corporate: k.Corporate, country: k.Country, postal: k.Postal, fold: k.Fold, lenient: k.Lenient,
	}
	f.Type = typeOf(k)
	if list, ok := k.Type.([]any); ok {
		f.numeric = slices.Contains(list, any("integer"))
	}
	f.Required = kindsOf(k.Required)
	f.Enum = enumOf(k)
	for _, p := range ordered(properties) {
		f.Properties = append(f.Properties, r.field(file, properties[p], p))
	}
	for _, v := range patterns {
		f.Map, f.Items = true, r.field(file, v, "")
	}
	if items := node["items"]; items != nil {
		f.Items = r.field(file, items, "")
		if f.Items.LabelJA == "" {
			f.Items.LabelJA, f.Items.LabelEN = f.LabelJA, f.LabelEN
		}
	}
	return f
}

// reference follows "other.json" and "#/properties/a/items".
func (r *schemaReader) reference(file, ref, name string) *Field {
	target, inside, _ := strings.Cut(ref, "#")
	if target == "" {
		target = file
	}
	node := r.docs[target]
	for _, step := range strings.Split(strings.Trim(inside, "/"), "/") {
		if step != "" {
			m, _ := node.(map[string]any)
			node = m[step]
		}
	}
	if node == nil {
		r.fail(file, name, fmt.Errorf("$ref %q leads nowhere", ref))
		return &Field{Name: name}
	}
	return r.field(target, node, name)
}

func typeOf(k keyword) Type {
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

func enumOf(k keyword) []EnumValue {
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
		out = append(out, EnumValue{v, k.Labels[v].JA, k.Labels[v].EN})
	}
	return out
}

// ordered lists the names of properties by x-order, then by name.
func ordered(properties map[string]any) []string {
	order := func(name string) int {
		m, _ := properties[name].(map[string]any)
		switch n := m["x-order"].(type) {
		case float64:
			return int(n)
		case json.Number:
			i, _ := n.Int64()
			return int(i)
		}
		return 0
	}
	var names []string
	for name := range properties {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), strings.Compare(a, b))
	})
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
