package profile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// TestSourceReadsBack: an input written as JSON and read again gives the same
// facts and the same faults.
func TestSourceReadsBack(t *testing.T) {
	samples, _ := filepath.Glob("../../samples/*.yaml")
	texts := map[string]string{
		"faulty": "profile: {entity_type: kabushiki, legal_nam: 誤記, employee_count: たくさん, phone: 0120000000, rep_title: \"\"}",
		"empty":  "profile: {entity_type: kojin, rep_title: \"\"}",
	}
	for _, s := range samples {
		data, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(s)] = string(data)
	}
	run := profile.Run{AsOf: japanese.Date{Year: 2026, Month: 11, Day: 22}}
	for name, text := range texts {
		in, err := profile.Decode("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(name, err)
		}
		data, err := json.Marshal(in.Source())
		if err != nil {
			t.Fatal(err)
		}
		again, err := profile.Decode("a.json", data)
		if err != nil {
			t.Fatal(name, err)
		}
		want, _ := in.Check(run)
		got, _ := again.Check(run)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: faults differ:\n%s", name, d)
		}
		if d := cmp.Diff(in.Source(), again.Source()); d != "" {
			t.Errorf("%s: source differs:\n%s", name, d)
		}
	}
}
