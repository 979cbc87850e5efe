package generator

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"

	"kitei/templates"
)

// InputSchema is the JSON Schema (2020-12) of a profile file as one document:
// the schemas that it refers to stand in $defs under their $id, and the options
// of every kind beside them.
func InputSchema() (json.RawMessage, error) {
	main, err := templates.FS.ReadFile("schema/input.schema.json")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, pattern := range []string{"schema/*.schema.json", "schema/options/*.schema.json"} {
		found, err := fs.Glob(templates.FS, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	var b bytes.Buffer
	// the members of the main schema keep their order: $defs is put in before the last brace
	b.Write(bytes.TrimSuffix(bytes.TrimSpace(main), []byte("}")))
	b.WriteString(`, "$defs": {`)
	first := true
	for _, name := range names {
		short := strings.TrimPrefix(name, "schema/")
		if short == "input.schema.json" || short == "derived.schema.json" {
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
