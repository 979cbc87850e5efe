package generator_test

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/goccy/go-yaml"

	"kitei/generator"
	"kitei/generator/profile"
)

type fields = map[string]any

// parsed reads an input file as plain values, to be changed by a test.
func parsed(t *testing.T, file string) fields {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tree fields
	if err := yaml.Unmarshal(src, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// at gives the object at a key, made when it is missing.
func at(p fields, key string) fields {
	if p[key] == nil {
		p[key] = fields{}
	}
	return p[key].(fields)
}

// everything makes all documents of a changed input in the formats.
func everything(t *testing.T, gen *generator.Generator, tree fields, formats ...string) (*generator.Set, error) {
	t.Helper()
	data, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	input, err := profile.Decode("x.json", data)
	if err != nil {
		t.Fatal(err)
	}
	asOf, ok := input.AsOf()
	if !ok {
		t.Fatal("the input names no day")
	}
	selected, err := generator.Choose(input, []string{generator.All}, formats)
	if err != nil {
		t.Fatal(err)
	}
	return gen.RenderSet(context.Background(), generator.SetRequest{Input: input, Source: data, Kinds: selected.Kinds, Formats: selected.Formats, Run: profile.Run{AsOf: asOf}})
}

// shared is the generator that the tests share: templates are read once.
func shared(t *testing.T) *generator.Generator {
	t.Helper()
	gen, err := newGenerator()
	if err != nil {
		t.Fatal(err)
	}
	return gen
}
