package generator

import (
	"testing"

	"pgregory.net/rapid"

	"kitei/fonts"
	"kitei/generator/layout"
)

// TestAnyOptionsSetCleanly: the layout finds no fault of its own in documents
// of random facts and options.
func TestAnyOptionsSetCleanly(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range templateKeys() {
		t.Run(kind, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				doc := assembleDrawn(t, g, kind, "random")
				res, err := layout.Set(doc, layout.Options{TOC: true, Draft: true}, fonts.Embedded{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range res.Faults {
					t.Errorf("page %d: %v: %s", f.Page+1, f.Kind, f.Text)
				}
			})
		})
	}
}
