package generator

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kitei/generator/profile"
	"kitei/incident/report"
	"kitei/templates"
)

// compiled is a schema as a client gets it.
func compiled(t *testing.T, input string) *jsonschema.Schema {
	t.Helper()
	text, err := Schema(input)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("kitei:///schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("kitei:///schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSchemaOfIncidents: every sample fits the schema as a client gets it, a report
// with a field that no form has does not, and no field of the forms is missing.
func TestSchemaOfIncidents(t *testing.T) {
	schema := compiled(t, "incident")
	files, err := filepath.Glob("../samples/incidents/*.yaml")
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := profile.DecodeIncident(file, data)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(any(tree)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		given, _ := tree["report"].(map[string]any)
		for id, bad := range map[string]any{"no_such_field": "x", "filing_date": "someday", "principals_total": -1, "secondary_harm": "perhaps", "data_items": []any{"name", "x"},
			"course_of_events": []any{map[string]any{"date": "2026-12-01"}}, "cause_detail": map[string]any{"unknown": false}, "industry_other": "x"} {
			if given == nil {
				continue
			}
			old, had := given[id]
			given[id] = bad
			if schema.Validate(any(tree)) == nil {
				t.Errorf("%s: %s may be %v", file, id, bad)
			}
			if delete(given, id); had {
				given[id] = old
			}
		}
	}
	forms, err := report.LoadForms(templates.FS, nil)
	if err != nil {
		t.Fatal(err)
	}
	described := reportMembers(t)
	shown := report.Fields()
	for i, f := range forms.Fields() {
		m, _ := described[f.ID].(map[string]any)
		if m == nil || m["x-type"] != string(f.Type) || m["x-stage"] == nil {
			t.Errorf("%d %s: the schema says %v", i, f.ID, m)
		}
		if shown.Property(f.ID) == nil || f.Other && shown.Property(f.ID+"_other") == nil {
			t.Errorf("%s is no field of a form on a page", f.ID)
		}
	}
	for id := range described {
		if shown.Property(id) == nil {
			t.Errorf("%s is in the schema alone", id)
		}
	}
	if len(shown.Properties) != len(described) {
		t.Errorf("%d fields shown, %d described", len(shown.Properties), len(described))
	}
}

// reportMembers are the properties of report in the schema.
func reportMembers(t *testing.T) map[string]any {
	t.Helper()
	text, err := Schema("incident")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"properties", "report", "properties"} {
		m, _ := doc.(map[string]any)
		doc = m[step]
	}
	m, _ := doc.(map[string]any)
	return m
}
