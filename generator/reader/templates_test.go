package reader

import (
	"strings"
	"testing"

	"kitei/templates"
)

// TestTemplatesReadWhole reads every template of the project and compares its
// words with the tree's.
func TestTemplatesReadWhole(t *testing.T) {
	entries, err := templates.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".md") {
			continue
		}
		read++
		src, err := templates.FS.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(e.Name(), string(src))
		if err != nil {
			t.Errorf("%v", err)
		}
		if lost, added := LostText(string(src), doc); lost != "" || added != "" {
			t.Errorf("%s: lost %q, added %q", e.Name(), lost, added)
		}
	}
	if read == 0 {
		t.Fatal("no template found")
	}
}
