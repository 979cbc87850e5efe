package generator_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"kitei/generator"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// TestMemberSamples renders every office of the sample list, over the common
// profile: names come out as they were typed.
func TestMemberSamples(t *testing.T) {
	list := memberSamples(t)
	if len(list.Faults) > 0 || len(list.Rows) != 5 {
		t.Fatal(len(list.Rows), list.Faults)
	}
	gen, err := generator.New()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"株式会社髙﨑見本商店", "見本精機有限会社", "医療法人社団みほん会", "みほん食堂", "特定非営利活動法人みほんの森"}
	for i, row := range list.Rows {
		kinds := row.Input.Kinds()
		faults, warnings := row.Check(profile.Run{Kinds: kinds})
		if row.Key == "003" && len(warnings) == 1 && warnings[0].Code == "guideline_medical" {
			warnings = nil // the clinic has its own guidance
		}
		for _, f := range append(faults, warnings...) {
			t.Errorf("%s %s %s %s %s", row.Key, f.Where("ja"), f.Pointer, f.Code, f.MessageJA)
		}
		if len(faults) > 0 {
			continue
		}
		chosen, err := generator.Choose(row.Input, nil, []string{"txt"})
		if err != nil {
			t.Fatal(err)
		}
		asOf, _ := row.Input.AsOf()
		set, err := gen.RenderSet(context.Background(), generator.SetRequest{Input: row.Input, Kinds: chosen.Kinds, Formats: chosen.Formats, Run: profile.Run{AsOf: asOf}})
		if err != nil {
			t.Error(row.Key, err)
			continue
		}
		for _, f := range set.Files {
			if f.Format == "txt" && !strings.Contains(string(f.Bytes), names[i]) {
				t.Errorf("%s: %s lacks %s", row.Key, f.Name, names[i])
			}
		}
	}
}

func memberSamples(t *testing.T) *members.List {
	t.Helper()
	common, err := os.ReadFile("../samples/members/common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	under, err := profile.Decode("common.yaml", common)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../samples/members/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	list, err := members.Read("members.csv", data, members.Options{Common: under})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
