package members

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/generator/profile"
)

// filled is a value for a field: its example where it has one that fits, else one
// of its type. Lists have two entries, maps one.
func filled(f *profile.Field, depth int) any {
	switch f.Type {
	case profile.Object:
		if f.Map {
			return map[string]any{"a1": filled(f.Items, depth+1)}
		}
		out := map[string]any{}
		for _, p := range f.Properties {
			if p.Computed || p.Name == "options" && f.Name == "document" {
				continue
			}
			out[p.Name] = filled(p, depth+1)
		}
		return out
	case profile.Array:
		if f.Items.Type == profile.Object {
			return []any{filled(f.Items, depth+1), filled(f.Items, depth+1)}
		}
		if len(f.Items.Enum) > 1 {
			return []any{f.Items.Enum[1].Value, f.Items.Enum[0].Value}
		}
		if f.Items.Type == profile.Integer {
			return []any{3, 4}
		}
		return []any{"源泉徴収、支払調書の事務", "髙橋 様の担当"}
	case profile.Boolean:
		return true
	case profile.Integer:
		return 5
	case profile.Date:
		return "2026-11-22"
	}
	switch {
	case len(f.Enum) > 0:
		return f.Enum[len(f.Enum)-1].Value
	case f.Clock:
		return "09:30"
	case f.IsPhone():
		return "0120-000-000"
	case f.IsPostal():
		return "060-0000"
	case f.IsCorporateNumber():
		return "7000012050002"
	case f.Folds():
		if s, ok := f.Example.(string); ok {
			return s
		}
	}
	return "見本、その一（𠮷野・髙﨑）"
}

// whole tree: every field of a profile file, every kind with its options.
func everything() map[string]any {
	root := profile.InputFields()
	tree := map[string]any{"profile": filled(root.Property("profile"), 0), "output": filled(root.Property("output"), 0)}
	var documents []any
	for _, kind := range profile.KindNames() {
		d, _ := filled(root.Property("documents").Items, 0).(map[string]any)
		d["kind"] = kind
		options, _ := filled(profile.OptionFields(kind), 0).(map[string]any)
		if len(options) > 0 {
			d["options"] = options
		}
		documents = append(documents, d)
	}
	tree["documents"] = documents
	return tree
}

// cellsOf are the paths and words of every scalar below a value.
func cellsOf(f *profile.Field, v any, path []string, each func(path []string, f *profile.Field, v any)) {
	switch x := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(x) {
			p := below(f, key)
			if f.Name == "document" && key == "options" {
				kind, _ := x["kind"].(string)
				p = profile.OptionFields(kind)
			}
			cellsOf(p, x[key], append(slices.Clone(path), key), each)
		}
	case []any:
		if isLeaf(f) {
			each(path, f, v)
			return
		}
		for i, one := range x {
			cellsOf(f.Items, one, append(slices.Clone(path), strconv.Itoa(i)), each)
		}
	default:
		each(path, f, v)
	}
}

func understood(t *testing.T, tree map[string]any) map[string]any {
	t.Helper()
	in, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	return in.Tree()
}

// readBack reads a list of one company and gives its profile.
func readBack(t *testing.T, data []byte) map[string]any {
	t.Helper()
	list, err := Read("list", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Faults) > 0 {
		t.Fatal(list.Faults)
	}
	if len(list.Rows) != 1 {
		t.Fatal(len(list.Rows), "rows")
	}
	for _, f := range list.Rows[0].Faults {
		if len(f.Code) > 5 && f.Code[:5] == "list_" {
			t.Errorf("%s %s %s", f.CellName, f.Pointer, f.Code)
		}
	}
	return list.Rows[0].Input.Tree()
}

// TestEveryFieldByName gives every field of the schema by its path.
func TestEveryFieldByName(t *testing.T) {
	tree := everything()
	var head, row []string
	cellsOf(profile.InputFields(), tree, nil, func(path []string, f *profile.Field, v any) {
		head, row = append(head, pathText(path)), append(row, cellWords(f, v))
	})
	if len(head) < 500 {
		t.Fatal("only", len(head), "cells")
	}
	if diff := cmp.Diff(understood(t, tree), readBack(t, table2(t, head, row))); diff != "" {
		t.Error(diff)
	}
}

// TestEveryFieldByLabel gives every field by its label, save what stands in a map
// or belongs to one kind alone: such columns have no label.
func TestEveryFieldByLabel(t *testing.T) {
	tree := everything()
	tree["documents"] = []any{map[string]any{"kind": "nda", "number": "1"}}
	facts := tree["profile"].(map[string]any)
	delete(facts, "contractor_answers")
	for _, c := range facts["contractors"].([]any) {
		delete(c.(map[string]any), "answers")
	}
	var head, row []string
	cellsOf(profile.InputFields(), tree, nil, func(path []string, f *profile.Field, v any) {
		head, row = append(head, bases()[0].labelOf(path)), append(row, cellWords(f, v))
	})
	if diff := cmp.Diff(understood(t, tree), readBack(t, table2(t, head, row))); diff != "" {
		t.Error(diff)
	}
}

// TestEveryFieldOnItsSheet gives every field on the sheets of the empty list.
func TestEveryFieldOnItsSheet(t *testing.T) {
	tree := everything()
	for _, d := range tree["documents"].([]any) {
		options, _ := d.(map[string]any)["options"].(map[string]any)
		delete(options, "adopted") // the numbers of an edition in force: by path alone
	}
	facts := tree["profile"].(map[string]any)
	for _, c := range facts["contractors"].([]any) {
		delete(c.(map[string]any), "answers")
	}
	data, err := writeBook([]entry{{"7", tree}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(understood(t, tree), readBack(t, data)); diff != "" {
		t.Error(diff)
	}
}

// TestHeadersAreUnique: a header of the empty list means one field, and that one.
func TestHeadersAreUnique(t *testing.T) {
	for _, l := range append(layouts(), csvLayout()) {
		for _, c := range l.columns {
			found := l.base.find(c.column().Label)
			if len(found) != 1 || found[0].key != c.key || !slices.Equal(found[0].path, c.path) {
				t.Errorf("%s: %s: %v", l.name, c.header, found)
			}
		}
		if l.name != "" && l.name != mainSheet && baseOf(l.name) != l.base {
			t.Errorf("sheet %s is read as something else", l.name)
		}
	}
	for _, a := range aliasOrder {
		if a != fold(a) {
			t.Errorf("alias %s is not folded: %s", a, fold(a))
		}
		if found := bases()[0].find(a); len(found) != 1 || !isLeaf(found[0].field) {
			t.Errorf("alias %s: %v", a, found)
		}
	}
}

func table2(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
