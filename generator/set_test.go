package generator_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"

	"kitei/templates"
)

// Every message that this package asks for is there in both languages, and
// every message of its file is asked for.
func TestSetMessages(t *testing.T) {
	load := func(lang string) map[string]string {
		src, err := fs.ReadFile(templates.FS, "locales/set."+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		if err := toml.Unmarshal(src, &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	ja, en := load("ja"), load("en")
	used := map[string]bool{}
	quoted := regexp.MustCompile(`"([a-z_]+)"`)
	for _, name := range []string{"review.go", "set.go", "agreement.go", "selection.go", "pdf.go", "render.go", "training_data.go", "sheet_words.go"} {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
			for _, id := range []string{m[1], "review_" + m[1], m[1] + "_found"} {
				used[id] = used[id] || ja[id] != ""
			}
			if strings.HasPrefix(m[1], "review_") && m[1] != "review_" && ja[m[1]] == "" {
				t.Errorf("%s asks for %s, which is not there", name, m[1])
			}
		}
	}
	for id := range ja {
		if en[id] == "" {
			t.Errorf("%s: no English", id)
		}
		if !used[id] {
			t.Errorf("%s: a message that nothing asks for", id)
		}
	}
	if len(ja) != len(en) {
		t.Errorf("%d messages in ja, %d in en", len(ja), len(en))
	}
}

// Every heading of a workbook has an English one.
func TestSheetHeadings(t *testing.T) {
	src, err := fs.ReadFile(templates.FS, "locales/sheets.en.toml")
	if err != nil {
		t.Fatal(err)
	}
	en := map[string]string{}
	if err := toml.Unmarshal(src, &en); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	names, err := fs.Glob(templates.FS, "sheets/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		src, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Name   string
			Sheets []struct {
				Footer          string
				Groups, Columns []struct{ Label string }
				Fields          [][]struct{ Label string }
			}
		}
		if err := yaml.Unmarshal(src, &file); err != nil {
			t.Fatal(err)
		}
		check := func(label string) {
			used[label] = true
			if label != "" && en[label] == "" {
				t.Errorf("%s: no English for %q in locales/sheets.en.toml", name, label)
			}
		}
		check(file.Name)
		for _, s := range file.Sheets {
			check(s.Footer)
			for _, g := range s.Groups {
				check(g.Label)
			}
			for _, c := range s.Columns {
				check(c.Label)
			}
			for _, line := range s.Fields {
				for _, f := range line {
					check(f.Label)
				}
			}
		}
	}
	for label := range en {
		if !used[label] {
			t.Errorf("%q: English for a heading that is not there", label)
		}
	}
}
