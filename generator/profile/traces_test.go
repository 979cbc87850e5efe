package profile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kitei/generator/profile"
)

func readSample(t *testing.T, name string) *profile.Input {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../samples", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := profile.Decode("a.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// Nothing that tells whose the file was stays in it.
func TestForAnother(t *testing.T) {
	for _, sample := range []string{"seisakusho", "sharoushi", "iryohojin", "npo", "zenbu"} {
		in := readSample(t, sample)
		tree, traces := in.ForAnother()
		next, err := profile.FromTree(tree)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range next.Leftovers(traces) {
			t.Errorf("%s: %s still holds what stood in %s", sample, l.Pointer, l.From.Pointer)
		}
		for _, path := range []string{"profile.legal_name", "profile.rep_name", "profile.address", "profile.phone", "output.as_of"} {
			if next.Text(path) != "" {
				t.Errorf("%s: %s stays", sample, path)
			}
		}
		if next.Text("profile.entity_type") == "" || len(next.Kinds()) == 0 {
			t.Errorf("%s: what is worth taking over is gone", sample)
		}
	}
}

func TestLeftovers(t *testing.T) {
	_, traces := readSample(t, "seisakusho").ForAnother()
	for _, tt := range []struct {
		name, text string
		found      bool
	}{
		{"the name inside a sentence", "武蔵精密製作所の従業員", true},
		{"the whole name", "株式会社武蔵精密製作所", true},
		{"a person without the space", "髙橋太郎", true},
		{"a telephone number in full width", "０４８−０００−０００１", true},
		{"an address spaced otherwise", "埼玉県 さいたま市 大宮区 見本町 一丁目 2番3号", true},
		{"a title is nobody's", "総務部長", false},
		{"another company", "株式会社見本", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, err := profile.FromTree(map[string]any{"profile": map[string]any{"legal_name": tt.text}})
			if err != nil {
				t.Fatal(err)
			}
			got := in.Leftovers(traces)
			if (len(got) > 0) != tt.found {
				t.Errorf("%v", got)
			}
			for _, l := range got {
				if l.Pointer != "/profile/legal_name" || strings.TrimSpace(l.From.Pointer) == "" {
					t.Errorf("%+v", l)
				}
			}
		})
	}
}
