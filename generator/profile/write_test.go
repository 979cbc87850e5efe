package profile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/generator/profile"
)

// What is written reads back as the same input.
func TestWriteRoundTrip(t *testing.T) {
	files, err := filepath.Glob("../../samples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in, err := profile.Decode(name, data)
		if err != nil {
			t.Fatal(err)
		}
		asYAML, err := in.YAML()
		if err != nil {
			t.Fatal(err)
		}
		asJSON, err := in.JSON()
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range map[string][]byte{"a.yaml": asYAML, "a.json": asJSON} {
			again, err := profile.Decode(form, text)
			if err != nil {
				t.Errorf("%s as %s: %v\n%.500s", name, form, err, text)
				continue
			}
			if d := cmp.Diff(in.Tree(), again.Tree()); d != "" {
				t.Errorf("%s as %s:\n%s", name, form, d)
			}
		}
	}
}

// Texts that look like numbers, dates or YAML stay texts.
func TestWriteHostile(t *testing.T) {
	for _, text := range []string{"0120000000", "2026-11-22", "yes", "~", "null", "- a", "a: b", "{x}", "'", "\"", "#", "&a", "*a", "!t", "%", "@", "`", "|", ">", "1e3", "0x10", "１２", "a\nb", "\\", "{{x}}", "<script>", ": ", "---"} {
		in, err := profile.FromTree(map[string]any{"profile": map[string]any{"legal_name": text, "departments": []any{map[string]any{"name": text}}}})
		if err != nil {
			t.Fatal(err)
		}
		data, err := in.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := profile.Decode("a.yaml", data)
		if err != nil {
			t.Errorf("%q: %v\n%s", text, err, data)
			continue
		}
		if d := cmp.Diff(in.Tree(), again.Tree()); d != "" {
			t.Errorf("%q:\n%s\n%s", text, d, data)
		}
	}
}
