package report

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident"
	"kitei/law"
)

// sample is an incident of samples/, changed by pairs of old and new words.
func sample(t testing.TB, name string, edits ...string) string {
	t.Helper()
	data, err := os.ReadFile("../../samples/incidents/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	src := string(data)
	for i := 0; i+1 < len(edits); i += 2 {
		if !strings.Contains(src, edits[i]) {
			t.Fatalf("%s no longer holds %q", name, edits[i])
		}
		src = strings.Replace(src, edits[i], edits[i+1], 1)
	}
	return src
}

func decode(t testing.TB, src string) *Input {
	t.Helper()
	in, err := Decode("x.yaml", []byte(src))
	if err != nil {
		t.Fatal(err, faultsOf(err))
	}
	return in
}

func draft(t testing.TB, in *Input, o Options) *Draft {
	t.Helper()
	if o.AsOf.IsZero() {
		o.AsOf = japanese.Date{Year: 2026, Month: 12, Day: 3}
	}
	table, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := table.At(o.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	a, err := incident.New(l)
	if err != nil {
		t.Fatal(err)
	}
	f, err := a.Assess(in.Facts)
	if err != nil {
		t.Fatal(err)
	}
	d, err := in.Draft(l, f, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// faultsOf lists pointers and codes.
func faultsOf(err error) []string {
	var faults profile.Faults
	if !errors.As(err, &faults) {
		return nil
	}
	return codes(faults)
}

func codes(faults []profile.Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Pointer+" "+f.Code)
	}
	return out
}

// allIn tells whether every wanted code was reported, with words in both languages.
func allIn(t *testing.T, name string, got []profile.Fault, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(codes(got), w) {
			t.Errorf("%s: %v, want %s", name, codes(got), w)
		}
	}
	for _, f := range got {
		if f.MessageJA == "" || f.MessageEN == "" || f.MessageJA == f.Code || f.MessageEN == f.Code || strings.Contains(f.MessageJA+f.MessageEN, "<no value>") {
			t.Errorf("%s: %s has no message: %q %q", name, f.Code, f.MessageJA, f.MessageEN)
		}
	}
}

func inputFaults(err error) profile.Faults {
	var faults profile.Faults
	errors.As(err, &faults)
	return faults
}
