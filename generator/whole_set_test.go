package generator_test

import (
	"path/filepath"
	"testing"

	"kitei/generator"
)

// The whole set for every sample, and for the fourteen profiles with what they
// lack for it taken from a sample: all of it is made, no line is badly set, and
// the documents agree.
func TestWholeSet(t *testing.T) {
	gen := shared(t)
	lend := parsed(t, "../samples/zenbu.yaml")["profile"].(fields)
	samples, _ := filepath.Glob("../samples/*.yaml")
	profiles, _ := filepath.Glob("testdata/profiles/*.yaml")
	if len(samples) < 6 || len(profiles) != 14 {
		t.Fatalf("%d samples, %d profiles", len(samples), len(profiles))
	}
	for _, file := range append(samples, profiles...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			tree := parsed(t, file)
			if _, isProfile := tree["profile"]; !isProfile {
				t.Skip("no profile")
			}
			p := tree["profile"].(fields)
			if filepath.Dir(file) == "testdata/profiles" {
				p["zones"], p["incident_contacts"] = lend["zones"], lend["incident_contacts"]
				at(p, "training")["sessions"] = lend["training"].(fields)["sessions"]
			}
			if p["my_number"] == true {
				if p["mynumber"] == nil {
					p["mynumber"] = fields{"purposes": []any{"emp_tax_withholding", "emp_health_pension"}}
				}
				roles := at(p, "roles")
				for _, key := range []string{"mn_responsible", "mn_handlers"} {
					if roles[key] == nil {
						roles[key] = lend["roles"].(fields)[key]
					}
				}
			}
			if tree["output"] == nil {
				tree["output"] = fields{}
			}
			output := tree["output"].(fields)
			for _, key := range []string{"established_on", "effective_on"} {
				if output[key] == nil {
					output[key] = "2026-12-01"
				}
			}
			set, err := everything(t, gen, tree, "pdf", "txt", "xlsx", "html")
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range set.Manifest.Warnings {
				if w.Code == "typesetting" {
					t.Errorf("%+v", w)
				}
			}
			for _, f := range set.Findings {
				t.Errorf("%s: %s %+v", f.Code, f.MessageEN, f.Places)
			}
			made := map[string]bool{}
			for _, f := range set.Files {
				made[f.Kind] = true
				if f.Size == 0 || f.Format == generator.PDF && f.Pages == 0 {
					t.Errorf("%s is empty", f.Name)
				}
			}
			if len(made) != len(set.Results) {
				t.Errorf("%d of %d kinds", len(made), len(set.Results))
			}
		})
	}
}
