package generator_test

import (
	"os"
	"strings"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

// A panic while one of several documents is made reaches the caller, who can
// recover from it; on a goroutine of its own it would end the program.
func TestPanicReachesCaller(t *testing.T) {
	data, err := os.ReadFile("../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	input, err := profile.Decode("seisakusho.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	day, ok := input.AsOf()
	if !ok {
		t.Fatal("the sample has no day")
	}
	defer func() {
		p, ok := recover().(*generator.Panic)
		if !ok || !strings.Contains(string(p.Stack), "generator") {
			t.Errorf("recovered %v", p)
		}
	}()
	broken := new(generator.Generator) // without law and templates
	_, err = broken.RenderSet(t.Context(), generator.SetRequest{
		Input: input, Kinds: []string{"privacy_policy", "nda"},
		Formats: map[string][]generator.Format{"privacy_policy": {generator.Text}, "nda": {generator.Text}}, Run: profile.Run{AsOf: day},
	})
	t.Errorf("no panic: %v", err)
}
