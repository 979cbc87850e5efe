package batch

import (
	"slices"
	"strings"
	"testing"

	"kitei/generator/profile"
)

// TestFoldersDiffer: companies whose folders would be called the same get a number,
// also where only a file system takes them for the same.
func TestFoldersDiffer(t *testing.T) {
	f := &folders{pattern: "{略称}", asOf: day, taken: map[string]bool{}}
	long := strings.Repeat("長", 100)
	var got []string
	for i, short := range []string{"見本", "見本", "ABC", "abc", "が", "か\u3099", "見本", "a/b", "a:b", long + "甲", long + "乙", "con", "_con"} {
		input, err := profile.FromTree(map[string]any{"profile": map[string]any{"legal_name": "株式会社", "short_name": short}})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f.name(Row{Input: input}, i+1))
	}
	cut := strings.Repeat("長", 60)
	if want := []string{"見本", "見本_2", "ABC", "abc_2", "が", "か\u3099_2", "見本_3", "a_b", "a_b_2", cut, cut + "_2", "_con", "_con_2"}; !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if f.name(Row{}, 14) != "" {
		t.Error("a row that can't be read has no folder")
	}
}
