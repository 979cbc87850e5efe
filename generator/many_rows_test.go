package generator_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

// Every list of the sample at 1, 100 and 1,000 entries: either all of them are
// printed and nothing is wrong with a line, or the list is refused by name.
func TestManyRows(t *testing.T) {
	gen := shared(t)
	for _, list := range []struct{ name, unique string }{
		{"contractors", "name"}, {"handlers", "role"}, {"systems", "name"}, {"departments", "name"}, {"backups", "place"},
		{"incident_contacts", "substitute"}, {"approved_cloud", "name"},
	} {
		for _, n := range []int{1, 100, 1000} {
			t.Run(fmt.Sprintf("%s %d", list.name, n), func(t *testing.T) {
				t.Parallel()
				set, err := everything(t, gen, repeated(t, list.name, list.unique, n), "pdf", "txt", "xlsx")
				var faults profile.Faults
				if errors.As(err, &faults) {
					limit := profile.InputFields().Property("profile").Property(list.name).MaxItems
					if n <= limit || faults[0].Code != "too_many" || faults[0].Pointer != "/profile/"+list.name {
						t.Fatalf("refused: %v", err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, w := range set.Manifest.Warnings {
					if w.Code == "typesetting" {
						t.Errorf("%+v", w)
					}
				}
				printed := 0 // the checklist has a form of its own for every contractor
				for _, f := range set.Files {
					if f.Format == generator.Text && f.Kind != "contractor_checklist" && strings.Contains(string(f.Bytes), mark(1)) {
						printed++
						for i := 1; i <= n; i++ {
							if !strings.Contains(string(f.Bytes), mark(i)) {
								t.Errorf("%s: entry %d of %d is missing", f.Name, i, n)
								break
							}
						}
					}
				}
				if printed == 0 {
					t.Error("no document prints the list")
				}
			})
		}
	}
}

// mark is a word that stands in entry i only.
func mark(i int) string { return fmt.Sprintf("見本%d号機関", i) }

// repeated is the sample with n entries in a list, like its first one.
func repeated(t *testing.T, list, unique string, n int) fields {
	t.Helper()
	tree := parsed(t, "../samples/zenbu.yaml")
	p := tree["profile"].(fields)
	first := p[list].([]any)[0].(fields)
	var entries []any
	for i := 1; i <= n; i++ {
		e := maps.Clone(first)
		e[unique] = mark(i)
		if _, ok := e["id"]; ok && i > 1 {
			e["id"] = fmt.Sprintf("c%d", i)
		}
		entries = append(entries, e)
	}
	p[list] = entries
	delete(p["mynumber"].(fields), "contractors_mn") // they name entries by id
	return tree
}
