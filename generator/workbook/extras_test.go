package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// TestFormulas: a formula of ours is one, with the number it has at first; words
// that look like one stay words; the protected sheet has no password.
func TestFormulas(t *testing.T) {
	b := testBook()
	s := b.Sheets[0]
	s.Fields = [][]Field{{{Label: "合格点", Value: "80", Type: Number}, {Label: "講師", Value: "=1+1"}}}
	s.Lead, s.Protect, s.Banded = 1, true, true
	s.Formulas = []Formula{{Row: 1, Column: 2, Expr: `IF(` + s.CellName(2, 2, true) + `="","",1)`, Value: "7"}, {Row: 2, Column: 0, Expr: `"甲"&"乙"`}}
	data := written(t, b)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	text := string(xml)
	if n := strings.Count(text, "<f>"); n != 2 {
		t.Errorf("%d formulas, want 2", n)
	}
	for _, want := range []string{`<v>7</v>`, `$C$8=`, `sheetProtection`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not there", want)
		}
	}
	if strings.Contains(text, "hashValue") || strings.Contains(text, `password="`) {
		t.Error("the sheet has a password")
	}
	if got := s.FieldCell(0, 1); got != "$I$3" {
		t.Errorf("value of the second field at %s", got)
	}
	if !bytes.Equal(data, written(t, b)) {
		t.Error("the same book gave other bytes")
	}
}
