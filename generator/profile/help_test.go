package profile

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kitei/generator/japanese"
)

var today = Run{AsOf: japanese.Date{Year: 2026, Month: 11, Day: 22}}

// edits change the sample company: dotted paths from "profile", "documents" or
// "output"; nil takes the field off.
type edits map[string]any

// company is testdata/company.yaml with edits: a 株式会社 with 23 employees that
// has all it needs for every kind of profile document.
func company(t testing.TB, change edits) *Input {
	t.Helper()
	data, err := os.ReadFile("testdata/company.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base, err := Decode("company.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	tree := base.Tree()
	for _, path := range sortedKeys(change) {
		put(tree, strings.Split(path, "."), change[path])
	}
	in, err := FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// put sets a value in maps and lists, making maps on the way.
func put(v any, steps []string, value any) {
	step, rest := steps[0], steps[1:]
	switch v := v.(type) {
	case []any:
		i, _ := strconv.Atoi(step)
		if len(rest) == 0 {
			v[i] = value
			return
		}
		put(v[i], rest, value)
	case map[string]any:
		switch {
		case len(rest) > 0:
			if v[step] == nil {
				v[step] = map[string]any{}
			}
			put(v[step], rest, value)
		case value == nil:
			delete(v, step)
		default:
			v[step] = value
		}
	}
}

// found lists the faults as "pointer code".
func found(faults []Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Pointer+" "+f.Code)
	}
	return out
}

func has(faults []Fault, want string) bool { return slices.Contains(found(faults), want) }

func mustFacts(t testing.TB, in *Input, kind string) *Facts {
	t.Helper()
	facts, err := in.Facts(kind, today)
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return facts
}
