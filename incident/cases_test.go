package incident

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/generator/japanese"
	"kitei/law"
)

// A testCase is one incident of testdata/cases.json with the right decision.
type testCase struct {
	ID       string          `json:"id"`
	Title    string          `json:"title_ja"`
	Facts    json.RawMessage `json:"facts"`
	Expected json.RawMessage `json:"expected"`
}

func cases(t testing.TB) []testCase {
	t.Helper()
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Scenarios []testCase `json:"scenarios"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Scenarios) != 107 {
		t.Fatalf("%d cases", len(file.Scenarios))
	}
	return file.Scenarios
}

// assessor decides by the law of 2026-11-22, the day of the cases.
func assessor(t testing.TB) *Assessor {
	t.Helper()
	table, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := table.At(day(t, "2026-11-22"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func day(t testing.TB, iso string) japanese.Date {
	t.Helper()
	d, err := japanese.ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func decode(t testing.TB, facts []byte) *Facts {
	t.Helper()
	f, err := Decode("case.json", append(append([]byte(`{"facts":`), facts...), '}'))
	if err != nil {
		t.Fatalf("%+v", err)
	}
	return f
}

// factsNotInCase are facts on which a decision rests and which stand only in the
// title of the case: K02 is the only one (the 削除情報等 leaked too).
var factsNotInCase = map[string]map[string]string{"K02": {"data.mapping_table": "yes"}}

// TestCases: every expected field of every case, exactly.
func TestCases(t *testing.T) {
	a := assessor(t)
	for _, c := range cases(t) {
		t.Run(c.ID, func(t *testing.T) {
			f := decode(t, c.Facts)
			for name, word := range factsNotInCase[c.ID] {
				f.words[name] = word
			}
			found, err := a.Assess(f)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(found)
			if err != nil {
				t.Fatal(err)
			}
			var got, want map[string]any
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			if err := json.NewDecoder(bytes.NewReader(c.Expected)).Decode(&want); err != nil {
				t.Fatal(err)
			}
			delete(got, "questions")
			delete(got, "trace")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n%s", c.Title, diff)
			}
		})
	}
}
