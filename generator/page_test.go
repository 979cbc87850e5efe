package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

// TestPageGolden: pages that people read line by line; the second is a draft.
func TestPageGolden(t *testing.T) {
	gen, err := newGenerator()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ profile, kind string }{{"p11", policy}, {"p14", policy}} {
		data, err := os.ReadFile(filepath.Join("testdata/profiles", tt.profile+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		input, err := profile.Decode(tt.profile+".yaml", data)
		if err != nil {
			t.Fatal(describe(err))
		}
		asOf, _ := input.AsOf()
		res, err := gen.Render(context.Background(), generator.Request{
			Input: input, Kind: tt.kind, Formats: []generator.Format{generator.HTML},
			Run: profile.Run{AsOf: asOf, Kinds: input.Kinds()},
		})
		if err != nil {
			t.Fatal(describe(err))
		}
		golden(t, filepath.Join("testdata/golden", tt.profile+"."+tt.kind+".html"), res.Files[0].Bytes)
	}
}
