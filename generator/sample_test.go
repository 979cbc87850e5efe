package generator

import (
	"os"
	"testing"

	"kitei/generator/profile"
)

// sample reads a profile of samples/.
func sample(tb testing.TB, name string) *profile.Input {
	tb.Helper()
	data, err := os.ReadFile("../samples/" + name + ".yaml")
	if err != nil {
		tb.Fatal(err)
	}
	input, err := profile.Decode(name+".yaml", data)
	if err != nil {
		tb.Fatal(err)
	}
	return input
}
