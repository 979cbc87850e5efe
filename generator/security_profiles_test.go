package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

const security = "security_regulations"

// securityInput is a test profile that asks for the security regulations, with
// the facts that only they need.
func securityInput(t *testing.T, file string) *profile.Input {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	input, err := profile.Decode(filepath.Base(file), data)
	if err != nil {
		t.Fatal(describe(err))
	}
	tree := input.Tree()
	facts := tree["profile"].(map[string]any)
	facts["zones"] = []any{
		map[string]any{"level": 1, "rooms": []any{"受付"}},
		map[string]any{"level": 2, "rooms": []any{"事務室"}},
		map[string]any{"level": 3, "rooms": []any{"施錠した書庫"}},
	}
	facts["incident_contacts"] = []any{map[string]any{"role": "情報セキュリティ責任者", "phone": "048-000-0009"}}
	tree["documents"] = []any{map[string]any{"kind": security, "effective_on": "2026-12-01"}}
	if input, err = profile.FromTree(tree); err != nil {
		t.Fatal(describe(err))
	}
	return input
}

// TestSecurityProfiles renders the security regulations of every test profile
// and compares them with their golden files.
func TestSecurityProfiles(t *testing.T) {
	gen, err := newGenerator()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/profiles/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no profiles (%v)", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			input := securityInput(t, file)
			asOf, _ := input.AsOf()
			res, err := gen.Render(context.Background(), generator.Request{Input: input, Kind: security, Formats: []generator.Format{generator.Text},
				Run: profile.Run{AsOf: asOf, Kinds: []string{security}}})
			if err != nil {
				t.Fatal(describe(err))
			}
			text := string(res.Files[0].Bytes)
			wellFormed(t, security, text, profiles[name].self)
			var missing []string
			for _, m := range res.Missing {
				missing = append(missing, m.Pointer)
			}
			if !slices.Equal(missing, profiles[name].missing) {
				t.Errorf("missing %v, want %v", missing, profiles[name].missing)
			}
			golden(t, filepath.Join("testdata/golden", name+"."+security+".txt"), res.Files[0].Bytes)
		})
	}
}
