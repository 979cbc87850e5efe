package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"strings"

	"kitei/generator"
)

// bundler puts the schema files that a description refers to into its
// components, so that it stands on its own.
type bundler struct {
	files   map[string]map[string]any // by their paths below templates/schema
	schemas map[string]any            // components/schemas, which it fills
}

// schemaSuffix is how the name of a schema file ends.
const schemaSuffix = ".schema.json"

// take reads the schema of an input and those that it comes with.
func (b *bundler) take(file, input string) error {
	data, err := generator.Schema(input)
	if err != nil {
		return err
	}
	var whole struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(data, &whole); err != nil {
		return err
	}
	var main map[string]any
	if err := json.Unmarshal(data, &main); err != nil {
		return err
	}
	delete(main, "$defs")
	maps.Copy(b.files, whole.Defs)
	b.files[file] = main
	return nil
}

// component is the name in components/schemas of a file below schema/.
func component(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, schemaSuffix), "/", ".")
}

// references points every reference below v into the components. in is the
// schema file that v belongs to, below schema/; "" = the description itself.
func (b *bundler) references(v any, in string) error {
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			to, err := b.target(ref, in)
			if err != nil {
				return err
			}
			v["$ref"] = to
		}
		for _, e := range v {
			if err := b.references(e, in); err != nil {
				return err
			}
		}
	case []any:
		for _, e := range v {
			if err := b.references(e, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// target is where a reference leads in the bundled description; a file that it
// is the first to name is put there.
func (b *bundler) target(ref, in string) (string, error) {
	file, fragment, _ := strings.Cut(ref, "#")
	switch {
	case file == "" && in == "":
		return ref, nil
	case file == "":
		file = in
	case in == "":
		file = strings.TrimPrefix(file, "../templates/schema/")
	default:
		file = path.Join(path.Dir(in), file)
	}
	name := component(file)
	if _, ok := b.schemas[name]; !ok {
		schema, ok := b.files[file]
		if !ok {
			return "", fmt.Errorf("openapi.yaml: there is no %s", file)
		}
		b.schemas[name] = schema
		plain(schema)
		if err := b.references(schema, file); err != nil {
			return "", err
		}
	}
	return "#/components/schemas/" + name + fragment, nil
}

// plain turns our own keywords into those that every tool knows: label and hint
// become title and description, in both languages; the rest is for the form and
// stands in GET /v1/schemas.
func plain(schema map[string]any) {
	for keyword, from := range map[string]string{"title": "x-label", "description": "x-hint"} {
		if words, ok := schema[from].(map[string]any); ok {
			schema[keyword] = fmt.Sprintf("%v / %v", words["ja"], words["en"])
		}
	}
	for keyword, v := range schema {
		switch keyword {
		case "$schema", "$id":
			delete(schema, keyword)
		case "properties", "patternProperties":
			if named, ok := v.(map[string]any); ok {
				for _, e := range named {
					plainAny(e)
				}
			}
		case "items", "additionalProperties", "if", "then", "else", "not", "allOf", "anyOf", "oneOf":
			plainAny(v)
		default:
			if strings.HasPrefix(keyword, "x-") {
				delete(schema, keyword)
			}
		}
	}
}

// plainAny is plain for what may be a schema, a list of schemas, or neither.
func plainAny(v any) {
	switch v := v.(type) {
	case map[string]any:
		plain(v)
	case []any:
		for _, e := range v {
			plainAny(e)
		}
	}
}
