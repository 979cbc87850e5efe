package generator

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kitei/generator/members"
	"kitei/generator/profile"
)

// TestCoverLetter: the letter of a company, of a person and of a draft as text; it
// counts what is in the set, and stands in the manifest.
func TestCoverLetter(t *testing.T) {
	list := sampleMembers(t)
	gen, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, one := range []struct {
		row   *members.Row
		kinds []string
		draft bool
	}{
		{list.Rows[0], []string{"privacy_policy", "mynumber_rules", "training_quiz"}, false},
		{list.Rows[3], []string{"nda"}, false},
		{list.Rows[2], []string{"privacy_policy"}, true},
	} {
		chosen, err := Choose(one.row.Input, one.kinds, []string{"txt"})
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(one.kinds, "mynumber_rules") {
			chosen.Formats["mynumber_rules"] = append(chosen.Formats["mynumber_rules"], XLSX)
		}
		asOf, _ := one.row.Input.AsOf()
		set, err := gen.RenderSet(context.Background(), SetRequest{Input: one.row.Input, Kinds: chosen.Kinds, Formats: chosen.Formats, Run: profile.Run{AsOf: asOf, Draft: one.draft}, Cover: true})
		if err != nil {
			t.Fatal(err)
		}
		if set.Files[0].Format != PDF || set.Files[0].Pages != 1 || set.Files[1].Format != Text || set.Manifest.Files[0].Kind != "cover_letter" || set.Manifest.Templates["cover_letter"] == "" {
			t.Errorf("%+v", set.Files[:2])
		}
		all.WriteString(set.Files[1].Name + "\n" + string(set.Files[1].Bytes) + "\n")
	}
	sameText(t, filepath.Join("testdata", "cover_letter.golden"), all.String())
}

// TestCoverLetterWithoutSender: a letter that nobody sends is a fault of its field.
func TestCoverLetterWithoutSender(t *testing.T) {
	row := sampleMembers(t).Rows[0]
	tree := row.Input.Tree()
	facts, _ := tree["profile"].(map[string]any)
	delete(facts, "advisor")
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	gen, err := New()
	if err != nil {
		t.Fatal(err)
	}
	asOf, _ := input.AsOf()
	_, err = gen.RenderSet(context.Background(), SetRequest{Input: input, Kinds: []string{"privacy_policy"}, Formats: map[string][]Format{"privacy_policy": {Text}}, Run: profile.Run{AsOf: asOf}, Cover: true})
	var faults profile.Faults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Pointer != "/profile/advisor/office" || faults[0].Code != "cover_without_office" {
		t.Errorf("got %v", err)
	}
}

// sampleMembers are the companies of the sample list.
func sampleMembers(t *testing.T) *members.List {
	t.Helper()
	text, err := os.ReadFile("../samples/members/common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	common, err := profile.Decode("common.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if text, err = os.ReadFile("../samples/members/members.csv"); err != nil {
		t.Fatal(err)
	}
	list, err := members.Read("members.csv", text, members.Options{Common: common})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
