package generator

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	"kitei/incident/report"
	"kitei/templates"
)

// Schemas are the inputs that have a schema.
var Schemas = []string{"profile", "incident"}

// fieldsOfForms stands in incident.schema.json where the fields of the forms belong.
const fieldsOfForms = `"x-fields": "templates/forms"`

// Schema is the JSON Schema (2020-12) of an input file, profile or incident, as one
// document: the schemas that it refers to stand in $defs under their $id, for a
// profile with the options of every kind. The fields of the report of an incident are
// those of templates/forms.
func Schema(input string) (json.RawMessage, error) {
	main := "input.schema.json"
	patterns := []string{"schema/*.schema.json", "schema/options/*.schema.json"}
	if input == "incident" {
		main, patterns = "incident.schema.json", []string{"schema/profile.schema.json"}
	}
	text, err := templates.FS.ReadFile("schema/" + main)
	if err != nil {
		return nil, err
	}
	if input == "incident" {
		fields, err := report.Schema()
		if err != nil {
			return nil, err
		}
		text = bytes.Replace(text, []byte(fieldsOfForms), fields, 1)
	}
	var names []string
	for _, pattern := range patterns {
		found, err := fs.Glob(templates.FS, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	var b bytes.Buffer
	// the members of the main schema keep their order: $defs is put in before the last brace
	b.Write(bytes.TrimSuffix(bytes.TrimSpace(text), []byte("}")))
	b.WriteString(`, "$defs": {`)
	first := true
	for _, name := range names {
		short := strings.TrimPrefix(name, "schema/")
		if slices.Contains([]string{"input.schema.json", "incident.schema.json", "derived.schema.json"}, short) {
			continue
		}
		text, err := templates.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		key, err := json.Marshal(short)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(text)
	}
	b.WriteString("}}")
	var out bytes.Buffer
	if err := json.Indent(&out, b.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
