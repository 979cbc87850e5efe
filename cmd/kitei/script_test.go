package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(commandEnv) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"kitei": main})
}

// TestScripts runs testdata/script/*.txtar: the command line as a user types it.
func TestScripts(t *testing.T) {
	samples, err := os.ReadFile("../../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	folder, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", folder)
			return os.WriteFile(env.WorkDir+"/company.yaml", samples, 0o644)
		},
	})
}
