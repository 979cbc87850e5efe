package generator

import (
	"testing"
)

// TestMyNumberPolicyIsOnePage: a public paper to hang up, whatever is ticked.
func TestMyNumberPolicyIsOnePage(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"seisakusho", "sharoushi", "zenbu"} {
		res, err := render(t, g, sample(t, name), "mynumber_policy", PDF)
		if err != nil {
			t.Fatal(err)
		}
		if n := res.Files[0].Pages; n != 1 {
			t.Errorf("%s: %d pages", name, n)
		}
	}
}
