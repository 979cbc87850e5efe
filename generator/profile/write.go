package profile

import (
	"bytes"
	"encoding/json"

	"github.com/goccy/go-yaml"
)

// YAML writes the input as a file that [Decode] reads: what was understood, in
// the order of the schema.
func (in *Input) YAML() ([]byte, error) { return WriteYAML(InputFields(), in.tree) }

// WriteYAML writes a tree in the order of a schema.
func WriteYAML(f *Field, tree map[string]any) ([]byte, error) {
	return yaml.MarshalWithOptions(inOrder(f, tree), yaml.Indent(2), yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(false))
}

// JSON writes the same as JSON.
func (in *Input) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(in.tree); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// inOrder puts the keys of maps in the order of the schema.
func inOrder(f *Field, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := yaml.MapSlice{}
		for _, key := range fieldOrder(f, v) {
			below := keyField(f, key)
			if f != nil && f.Name == "document" && key == "options" {
				below = OptionFields(textOf(v["kind"]))
			}
			out = append(out, yaml.MapItem{Key: key, Value: inOrder(below, v[key])})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = inOrder(itemField(f), e)
		}
		return out
	}
	return v
}
