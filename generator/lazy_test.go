package generator

import (
	"context"
	"sync"
	"testing"

	"kitei/generator/profile"
)

// TestConcurrentFirstUse: templates are read when they are first asked for; many
// that ask at once get the same template and the same bytes.
func TestConcurrentFirstUse(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	input := sample(t, "seisakusho")
	kinds := input.Kinds()
	const each = 3
	sums := make([][each]string, len(kinds))
	var wg sync.WaitGroup
	for i, kind := range kinds {
		for k := range each {
			wg.Go(func() {
				res, err := g.Render(context.Background(), Request{Input: input, Kind: kind, Formats: []Format{PDF}, Run: profile.Run{AsOf: asOf}})
				if err != nil {
					t.Errorf("%s: %v", kind, err)
					return
				}
				sums[i][k] = res.Files[0].SHA256
			})
		}
	}
	wg.Wait()
	for i, kind := range kinds {
		if sums[i] != [each]string{sums[i][0], sums[i][0], sums[i][0]} {
			t.Errorf("%s: not the same bytes: %v", kind, sums[i])
		}
	}
}

// TestPrepare: every embedded template can be read and compiled, together and by name.
func TestPrepare(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Prepare("privacy_policy", "no_such_kind"); err != nil {
		t.Error(err)
	}
	if err := g.Prepare(); err != nil {
		t.Error(err)
	}
	if _, err := g.template("no_such_kind"); err == nil {
		t.Error("a kind that does not exist has a template")
	}
}
