package generator

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// An exercise of samples/incidents, with what `make samples` left of it.
type drill struct {
	name, asOf string
	stage      report.Stage
	previous   string
}

var drills = []drill{
	{name: "kunren-kenko", asOf: "2026-12-03"},
	{name: "kunren-kenko-kakuho", asOf: "2026-12-22", stage: report.Final, previous: "kunren-kenko"},
	{name: "kunren-ransomware", asOf: "2026-12-03"},
	{name: "kunren-skimming", asOf: "2026-12-04"},
}

func incidentSource(t testing.TB, name string, edits ...string) *report.Input {
	t.Helper()
	data, err := os.ReadFile("../samples/incidents/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	src := string(data)
	for i := 0; i+1 < len(edits); i += 2 {
		if !strings.Contains(src, edits[i]) {
			t.Fatalf("%s no longer holds %q", name, edits[i])
		}
		src = strings.ReplaceAll(src, edits[i], edits[i+1])
	}
	in, err := report.Decode(name+".yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func drillRequest(t testing.TB, d drill, formats ...Format) IncidentRequest {
	t.Helper()
	asOf, err := japanese.ParseDate(d.asOf)
	if err != nil {
		t.Fatal(err)
	}
	req := IncidentRequest{Input: incidentSource(t, d.name), Stage: d.stage, Drill: true, AsOf: asOf, Formats: formats}
	if d.previous != "" {
		req.Previous = incidentSource(t, d.previous)
	}
	return req
}

// TestDrills compares the three exercises and a 確報 with samples/rendered/incidents.
func TestDrills(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drills {
		set, err := g.RenderIncident(context.Background(), drillRequest(t, d, Text))
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join("../samples/rendered/incidents", d.name)
		want, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil || len(want) != len(set.Files) {
			t.Errorf("%s: %d files, %d in %s: run make samples", d.name, len(set.Files), len(want), folder)
		}
		for _, f := range set.Files {
			data, err := os.ReadFile(filepath.Join(folder, f.Name))
			if err != nil || !bytes.Equal(data, f.Bytes) {
				t.Errorf("%s is not up to date (%v): run make samples", f.Name, err)
			}
			if !bytes.Contains(f.Bytes, []byte("【訓練】")) || !strings.Contains(f.Name, "【訓練】") {
				t.Errorf("%s does not say that it is an exercise", f.Name)
			}
		}
	}
}

// TestIncidentIsDeterministic: the same request gives the same bytes in every format.
func TestIncidentIsDeterministic(t *testing.T) {
	var first []File
	for range 2 {
		g, err := New()
		if err != nil {
			t.Fatal(err)
		}
		set, err := g.RenderIncident(context.Background(), drillRequest(t, drills[2], PDF, XLSX, HTML, Text, JSON))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = set.Files
			continue
		}
		for i, f := range set.Files {
			if f.SHA256 != first[i].SHA256 || f.Name != first[i].Name {
				t.Errorf("%s differs", f.Name)
			}
		}
	}
}

// TestNeverAFiling: every page of a draft says that it is one, and where filings are made.
func TestNeverAFiling(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	req := drillRequest(t, drills[0], PDF, HTML, Text, JSON)
	req.Kinds = []string{report.KindReport}
	set, err := g.RenderIncident(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Files {
		words := string(f.Bytes)
		if f.Format == PDF {
			file := filepath.Join(t.TempDir(), "report.pdf")
			if err := os.WriteFile(file, f.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			words = tool(t, "pdftotext", "-raw", file, "-")
			if n := strings.Count(words, "下書き（社内用）"); n != f.Pages {
				t.Errorf("%d of %d pages say that they are drafts", n, f.Pages)
			}
			if n := strings.Count(words, "実際の事案ではありません"); n < f.Pages {
				t.Errorf("%d of %d pages say that they are an exercise", n, f.Pages)
			}
		}
		if !strings.Contains(words, "報告フォームから") {
			t.Errorf("%s does not say where filings are made", f.Format)
		}
	}
}

// TestHostileIncident: formulas, marks and markup in the values stay words.
func TestHostileIncident(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, evil := range []string{`=HYPERLINK("x")`, "+1+1", "-1-1", "@SUM(A1)", "{{company.legal_name}}", "::: when", "<script>alert(1)</script>", "[[overview]]", "a | b"} {
		req := drillRequest(t, drills[0], XLSX, HTML, Text, JSON)
		quoted, _ := json.Marshal(evil)
		req.Kinds = []string{report.KindReport}
		req.Input = incidentSource(t, drills[0].name, "prevention_done: 健康診断の結果を電子メールに添付することを取りやめた。", "prevention_done: "+string(quoted))
		set, err := g.RenderIncident(context.Background(), req)
		if err != nil {
			t.Fatal(evil, err)
		}
		for _, f := range set.Files {
			switch f.Format {
			case XLSX:
				if sheets := unzipped(t, f.Bytes); strings.Contains(sheets, "<f>") || strings.Contains(sheets, "<f ") {
					t.Errorf("%s became a formula", evil)
				}
			case HTML:
				if bytes.Contains(f.Bytes, []byte("<script")) {
					t.Errorf("%s became markup", evil)
				}
			case Text:
				if !bytes.Contains(f.Bytes, []byte(evil)) {
					t.Errorf("%s is not in the text", evil)
				}
			}
		}
	}
}

// unzipped are the sheets of a workbook.
func unzipped(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		if strings.Contains(f.Name, "worksheets/") {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&b, r); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.String()
}

// TestIncidentKindsAndFormats: what is asked for and not there is a fault, what only
// some of the kinds have is passed over.
func TestIncidentKindsAndFormats(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kinds   []string
		formats []Format
		want    string // code of the fault; "" = none
		files   int
	}{
		{nil, nil, "", 3},
		{[]string{report.KindReport, report.KindPersons}, []Format{PDF, XLSX}, "", 3},
		{[]string{report.KindPersons}, []Format{XLSX}, "no_such_format", 0},
		{[]string{report.KindRecord}, []Format{"docx"}, "no_such_format", 0},
		{[]string{report.KindPersons}, []Format{"docx"}, "format_not_yet", 0},
		{[]string{"privacy_policy"}, nil, "no_such_kind", 0},
		{[]string{report.KindEntrustor}, nil, "doc_does_not_apply", 0},
	} {
		req := drillRequest(t, drills[0], tt.formats...)
		req.Kinds = tt.kinds
		set, err := g.RenderIncident(context.Background(), req)
		var faults profile.Faults
		switch {
		case tt.want == "" && (err != nil || len(set.Files) != tt.files):
			t.Errorf("%v %v: %v", tt.kinds, tt.formats, err)
		case tt.want != "" && (!errors.As(err, &faults) || !slices.ContainsFunc(faults, func(f profile.Fault) bool { return f.Code == tt.want })):
			t.Errorf("%v %v: %v, want %s", tt.kinds, tt.formats, err, tt.want)
		}
	}
	// a kind of an incident is no kind of a profile
	if _, err := Choose(sample(t, "seisakusho"), []string{report.KindRecord}, nil); err == nil || !strings.Contains(err.Error(), "kind_of_incident") {
		t.Error(err)
	}
}

// TestMissingGlyphOfAReport points at the field of the report.
func TestMissingGlyphOfAReport(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	req := drillRequest(t, drills[0], PDF)
	req.Kinds = []string{report.KindReport}
	req.Input = incidentSource(t, drills[0].name, "contact_department: 総務部", "contact_department: 総務部\U0001F600")
	_, err = g.RenderIncident(context.Background(), req)
	if err == nil || !strings.Contains(err.Error(), "/report/contact_department missing_glyph") {
		t.Error(err)
	}
}
