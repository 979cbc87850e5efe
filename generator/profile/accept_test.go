package profile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"kitei/templates"
)

// TestKeywordsAreKnown: a keyword that says something about values and that
// acceptance does not read would let it accept what the schema refuses.
func TestKeywordsAreKnown(t *testing.T) {
	known := map[string]bool{"$schema": true, "$id": true, "title": true, "description": true}
	for f := range reflect.TypeFor[keyword]().Fields() {
		known[f.Tag.Get("json")] = true
	}
	names, err := schemaFiles(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 20 {
		t.Errorf("only %d schema files", len(names))
	}
	var walk func(where string, schema any)
	walk = func(where string, schema any) {
		m, _ := schema.(map[string]any)
		for key, value := range m {
			if !known[key] && !strings.HasPrefix(key, "x-") {
				t.Errorf("%s: acceptance does not know the keyword %q", where, key)
			}
			switch key {
			case "properties", "patternProperties":
				for name, p := range value.(map[string]any) {
					walk(where+"/"+name, p)
				}
			case "items", "if", "then":
				walk(where+"/"+key, value)
			case "allOf", "anyOf":
				for i, p := range value.([]any) {
					walk(where+"/"+key+"/"+strconv.Itoa(i), p)
				}
			}
		}
	}
	for _, name := range names {
		data, err := templates.FS.ReadFile(schemaDir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var schema any
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		walk(name, schema)
	}
}

// TestAcceptanceIsSound spoils the largest sample in one place after another: what is
// accepted, the validator must find good. The samples as they are must be accepted,
// so that the quick way is the way that is gone.
func TestAcceptanceIsSound(t *testing.T) {
	files, err := filepath.Glob("../../samples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	values := []any{
		"", "x", "1", "2026-02-30", "2026-02-28", "9:00", "09:00", "090-1234-5678", "<=5000", strings.Repeat("規", 5000),
		-1, 0, 1, 7, 1 << 40, 1.5, true, false, nil,
		[]any{}, []any{"x", "x"}, []any{1}, []any{map[string]any{}}, map[string]any{}, map[string]any{"zz": "x"}, map[string]any{"kind": "nda"},
	}
	tried, taken := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, err := Decode(file, data)
		if err != nil {
			t.Fatal(err)
		}
		tree := in.Tree()
		if len(in.faults) == 0 && !accepted("input", tree) {
			t.Errorf("%s is not accepted", file)
		}
		check := func(where string, value any) {
			tried++
			if !accepted("input", tree) {
				return
			}
			taken++
			if err := schemas().validators["input"]().Validate(plainJSON(tree)); err != nil {
				t.Errorf("%s: %s = %.40v is accepted, but: %v", file, where, value, err)
			}
		}
		var spoil func(where string, v any, set func(any))
		spoil = func(where string, v any, set func(any)) {
			for _, x := range values {
				set(x)
				check(where, x)
			}
			set(v)
			switch v := v.(type) {
			case map[string]any:
				for _, key := range sortedKeys(v) {
					old := v[key]
					delete(v, key)
					check(where+"/"+key, "(left out)")
					v[key] = old
					spoil(where+"/"+key, old, func(x any) { v[key] = x })
				}
				v["zz"] = "x"
				check(where+"/zz", "x")
				delete(v, "zz")
			case []any:
				for i, old := range v {
					spoil(where+"/"+strconv.Itoa(i), old, func(x any) { v[i] = x })
				}
			}
		}
		for _, key := range sortedKeys(tree) {
			spoil("/"+key, tree[key], func(x any) { tree[key] = x })
		}
	}
	t.Logf("%d changes, %d accepted", tried, taken)
	if taken < tried/50 {
		t.Errorf("of %d changes only %d are accepted: the quick way is hardly used", tried, taken)
	}
}
