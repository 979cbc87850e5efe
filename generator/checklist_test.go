package generator

import (
	"context"
	flags "flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kitei/checklist"
	"kitei/generator/assemble"
	"kitei/generator/profile"
)

// checklistInput is the sample company with three contractors.
func checklistInput(t *testing.T, options string) *profile.Input {
	t.Helper()
	src, err := os.ReadFile("../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(src), "\ndocuments:")
	head = strings.Replace(head, "  contractors:\n", "  contractors:\n    - {id: c7, name: 架空印刷株式会社, service: 封書の印刷, info_kinds: [trade_secret]}\n    - {id: c8, name: 架空配送株式会社, service: 配送, info_kinds: [customer], persons: 1001}\n", 1)
	input, err := profile.Decode("x.yaml", []byte(head+"\ndocuments:\n  - kind: contractor_checklist\n    options: {"+options+"}\noutput:\n  as_of: 2026-11-22\n"))
	if err != nil {
		t.Fatal(err)
	}
	return input
}

// TestChecklistSets: each contractor is asked what it handles, by its risk.
func TestChecklistSets(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		options string
		want    map[string]string // contractor → tier and sets
	}{
		{"", map[string]string{"c7": "B base20 plus2026", "c8": "S base20 plus2026 pdata", "c1": "S base20 plus2026 pdata mynumber"}},
		{"item_sets: [base20, reentrust]", map[string]string{"c7": "B base20 reentrust", "c8": "S base20 reentrust", "c1": "S base20 reentrust"}},
		{"item_sets: [base20, mynumber]", map[string]string{"c7": "B base20", "c8": "S base20", "c1": "S base20 mynumber"}},
	} {
		_, _, order, err := g.parts(Request{Input: checklistInput(t, tt.options), Kind: checklistKind, Run: profile.Run{AsOf: asOf}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range order.Contractors {
			got := string(c.Tier)
			for _, s := range c.Sets {
				got += " " + string(s)
			}
			if got != tt.want[c.ID] {
				t.Errorf("{%s} %s: %s, want %s", tt.options, c.ID, got, tt.want[c.ID])
			}
		}
	}
}

// TestChecklistFiles: a workbook for all and a form for each, or one of each for
// each; the same bytes every time; the password nowhere.
func TestChecklistFiles(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		options string
		books   int
	}{{"protect_password: himitsu", 1}, {"layout: one_per_contractor", 3}} {
		input := checklistInput(t, tt.options)
		req := SetRequest{
			Input: input, Kinds: []string{checklistKind}, Formats: map[string][]Format{checklistKind: {XLSX, PDF, Text}}, Run: profile.Run{AsOf: asOf},
		}
		set, err := g.RenderSet(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		count := map[Format]int{}
		for _, f := range set.Files {
			count[f.Format]++
			if f.Format != XLSX {
				continue
			}
			if r := checklist.Read(f.Name, f.Bytes); !r.Readable || len(r.Findings) > 0 {
				t.Errorf("%s: %v", f.Name, r.Findings)
			}
		}
		if count[XLSX] != tt.books || count[PDF] != 3 || count[Text] != 3 {
			t.Errorf("{%s}: %v", tt.options, count)
		}
		again, err := g.RenderSet(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range set.Files {
			if f.SHA256 != again.Files[i].SHA256 {
				t.Errorf("%s differs when it is made again", f.Name)
			}
		}
		if words := key(set.Manifest); strings.Contains(words, "himitsu") {
			t.Error("the password stands in the manifest")
		}
	}
}

// TestCorrectionLetter compares the letters to the contractors of a returned
// workbook with what people read.
func TestCorrectionLetter(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	report := checklist.Assess([]*checklist.Returned{checklist.Read("x.xlsx", answered(t, g))}, asOf, "")
	files, err := g.Corrections(context.Background(), report, Text, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		all.WriteString("==== " + f.Name + "\n" + string(f.Bytes) + "\n")
	}
	sameText(t, filepath.Join("testdata", "correction_request.golden"), all.String())
	set, err := g.Corrections(context.Background(), report, PDF, nil)
	if err != nil || len(set) != len(files) || set[0].Pages == 0 {
		t.Errorf("%d PDFs, %v", len(set), err)
	}
}

// answered is a workbook of three contractors: one that fails, one that plans,
// one that has not finished.
func answered(t *testing.T, g *Generator) []byte {
	t.Helper()
	_, _, order, err := g.parts(Request{Input: checklistInput(t, "item_sets: [base20, pdata]"), Kind: checklistKind, Run: profile.Run{AsOf: asOf}})
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := checklist.Items()
	if err != nil {
		t.Fatal(err)
	}
	for i := range order.Contractors {
		c := &order.Contractors[i]
		c.ReviewedOn, c.Answers = asOf, map[string]checklist.Answer{}
		for _, item := range catalogue.Items {
			c.Answers[item.ID] = checklist.Answer{Value: checklist.Done}
		}
	}
	first, second, third := order.Contractors[0].Answers, order.Contractors[1].Answers, order.Contractors[2].Answers
	first["Q13"] = checklist.Answer{Value: checklist.NotDone}
	first["Q08"] = checklist.Answer{Value: checklist.Partly, Fix: "受付を設ける", Due: asOf.AddDays(20)}
	second["Q15"] = checklist.Answer{Value: checklist.NotDone, Fix: "溶解の業者と契約する", Due: asOf.AddDays(30)}
	order.Contractors[1].Certificates = []checklist.Certificate{{Kind: "isms", Number: "IS 000000", Scope: "配送", Expires: asOf.AddDays(-3)}}
	delete(third, "P4")
	books, err := order.Books()
	if err != nil {
		t.Fatal(err)
	}
	return books[0].Bytes
}

// TestAnyLetterResolves: any values give a letter without an empty heading.
func TestAnyLetterResolves(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	current, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	template, err := g.template(templateKey(checklistKind, correctionTemplate))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		values := map[string]any{"checklist": drawValue(t, checklistField(), "checklist", "random")}
		doc, err := template.Assemble(values, assemble.Options{Law: current, Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := checkNumbers(doc); err != nil {
			t.Fatal(err)
		}
	})
}

// sameText compares a text with a golden file; -update, a flag of the other test
// package of this folder, rewrites it.
func sameText(t *testing.T, path, got string) {
	t.Helper()
	if f := flags.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is\n%s\nwant\n%s", path, got, want)
	}
}
