package generator

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// parts gives the parts of a workbook by name.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// registers renders the registers of a sample, with the annexes that are asked for.
func registers(t *testing.T, g *Generator, name string, annexes []any) []File {
	t.Helper()
	tree := sample(t, name).Tree()
	for _, d := range tree["documents"].([]any) {
		if e := d.(map[string]any); e["kind"] == "mynumber_rules" && annexes != nil {
			e["options"] = map[string]any{"annexes": annexes}
		}
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, "mynumber_rules", XLSX)
	if err != nil {
		t.Fatal(err)
	}
	return res.Files
}

func TestMyNumberRegisters(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	formula := regexp.MustCompile(`<f>([^<]*)</f>`)
	for _, name := range myNumberSamples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, again := registers(t, g, name, nil), registers(t, g, name, nil)
			if len(files) != 2 {
				t.Fatalf("%d workbooks", len(files))
			}
			for i, f := range files {
				if !bytes.Equal(f.Bytes, again[i].Bytes) {
					t.Errorf("%s: other bytes the second time", f.Part)
				}
				grids, err := workbook.Read(f.Bytes, workbook.Limits{})
				if err != nil {
					t.Fatal(err)
				}
				for _, grid := range grids {
					for _, row := range grid.Rows {
						if twelveDigits.MatchString(strings.Join(row, "|")) {
							t.Errorf("%s, %s: holds twelve digits in a row", f.Part, grid.Name)
						}
					}
				}
				checked := 0
				for part, text := range parts(t, f.Bytes) {
					switch {
					case strings.Contains(part, "vba"), strings.Contains(part, "externalLink"):
						t.Errorf("%s holds %s", f.Part, part)
					case part == "xl/workbook.xml":
						for _, want := range []string{`state="veryHidden"`, "_xlnm.Print_Titles", "_xlnm.Print_Area", `fullCalcOnLoad="`} {
							if !strings.Contains(text, want) {
								t.Errorf("%s: %s is not there", f.Part, want)
							}
						}
					case strings.HasPrefix(part, "xl/worksheets/sheet") && strings.Contains(text, "<f>"):
						checked++
						for _, want := range []string{"<conditionalFormatting", "<dataValidation ", `state="frozen"`} {
							if !strings.Contains(text, want) {
								t.Errorf("%s, %s: %s is not there", f.Part, part, want)
							}
						}
						for _, m := range formula.FindAllStringSubmatch(text, -1) {
							if len(m[1]) > 8192 || !strings.HasPrefix(m[1], "IF(") {
								t.Errorf("%s, %s: formula %.40s", f.Part, part, m[1])
							}
						}
					}
				}
				if checked != len(grids)-1 { // all but the hidden one
					t.Errorf("%s: %d of %d sheets look for twelve digits", f.Part, checked, len(grids)-1)
				}
			}
		})
	}
}

// TestMyNumberRegistersByOption: a register that was not chosen is not made.
func TestMyNumberRegistersByOption(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files := registers(t, g, "seisakusho", []any{"handlers", "disposal_record"})
	if len(files) != 1 || files[0].Part != "disposal_record" {
		t.Errorf("%d workbooks, want the disposal record alone", len(files))
	}
}

// TestRegisterFormulas is what the registers work out. The values were compared
// with LibreOffice: 2027-01-11 and 7 years end on 2034-01-10, 2024-02-29 and one
// year on 2025-02-28; after 2027-04-30 the next run of 4月 and 10月 is 2027-10-31.
func TestRegisterFormulas(t *testing.T) {
	f, err := loadSheet("handling_record.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.filled(map[string]any{"mynumber": map[string]any{"disposal_months": []any{4, 12}}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[int]string{}
	for _, e := range b.Sheets[0].Formulas {
		if e.Row == 0 {
			got[e.Column] = e.Expr
		}
	}
	want := map[int]string{
		13: `IF(OR(L5="",M5=""),"",EDATE(L5,M5*12)-IF(DAY(EDATE(L5,M5*12))<DAY(L5),0,1))`,
		14: `IF(N5="","",SUMPRODUCT(MIN(DATE(YEAR(N5)+(DATE(YEAR(N5),{5,13},0)<=N5),{5,13},0))))`,
	}
	for column, expr := range want {
		if got[column] != expr {
			t.Errorf("column %d:\n%s\nwant\n%s", column, got[column], expr)
		}
	}
	if digits := got[17]; !strings.Contains(digits, `ASC(A5&"|"&B5&"|"`) || strings.Contains(digits, "R5") {
		t.Errorf("the check reads %s", digits)
	}
}
