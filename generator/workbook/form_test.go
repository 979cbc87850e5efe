package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// formBook has one sheet of every thing that a form can hold.
func formBook() *Book {
	form := &Form{
		Widths: []float64{0, 20, 12}, Heights: map[int]float64{2: 30}, Freeze: 1, Repeat: [2]int{1, 1}, Filter: "B1:C3", Header: "見出し & 会社", Password: "kotoba",
		Cells: []FormCell{
			{At: "B1", To: "C1", Value: "題", Look: Look{Bold: true}},
			{At: "A2", Value: "id"}, {At: "B2", Value: "=1+1", Look: Look{Border: true}},
			{At: "C2", Value: "2026-11-22", Type: Date, Look: Look{Open: true}},
			{At: "B3", Value: "適合", Formula: `IF(C3>1,"適合","<不適合>")`},
			{At: "C3", Value: "85", Type: Percent, Formula: "80+5"},
			{At: "B4", Value: "7", Type: Number}, {At: "C4", Value: "行く", Link: "'f'!B1"},
		},
		Checks: []Validation{{Area: "B2", Type: Choice, List: "names", Title: strings.Repeat("長", 40), Hint: strings.Repeat("文", 300)}, {Area: "C2", Type: Date, Warning: true}},
		Rules:  []Rule{{Area: "B2:B3", When: `$B2="適合"`, Fill: "C6EFCE", Bold: true}},
	}
	return &Book{
		Title: "試し", Author: "会社", Created: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Subject: "様式",
		Sheets: []*Sheet{{Name: "f", Form: form, Footer: "足 & 元"}, {Name: "隠し", Form: &Form{Widths: []float64{9}, Cells: []FormCell{{At: "A1", Value: "甲"}}}, Visibility: VeryHidden}},
		Names:  []DefinedName{{Name: "names", Area: "隠し!$A$1:$A$1"}},
	}
}

func bookOf(t *testing.T, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(b, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestForm(t *testing.T) {
	book := bookOf(t, formBook())
	if !bytes.Equal(book, bookOf(t, formBook())) {
		t.Error("the same book gives different bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"B1": "題", "B2": "=1+1", "C2": "2026/11/22", "B3": "適合", "C3": "85%", "B4": "7"} {
		if got, err := f.GetCellValue("f", cell); err != nil || got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
	if formula, _ := f.GetCellFormula("f", "B2"); formula != "" {
		t.Error("words became a formula")
	}
	if v, _ := f.GetColVisible("f", "A"); v {
		t.Error("a column of width 0 is shown")
	}
	if v, _ := f.GetSheetVisible("隠し"); v {
		t.Error("the hidden sheet is shown")
	}
	if err := f.UnprotectSheet("f", "another"); err == nil {
		t.Error("another password opens the sheet")
	}
	s, err := ScanBook(book, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]Content{}
	for _, r := range s.Sheets[0].Rows {
		for _, c := range r.Cells {
			cells[CellName(r.Number, c.Column+1)] = c
		}
	}
	if cells["B3"].Kind != KindFormula || cells["C2"].Text != "2026-11-22" || len(s.Sheets[0].Merged) != 1 || !s.Sheets[0].Merged[0].Holds(1, 3) || !s.Sheets[1].Hidden {
		t.Errorf("scanned %+v", s.Sheets[0])
	}
}

func TestPut(t *testing.T) {
	book := bookOf(t, formBook())
	s, err := ScanBook(book, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = s.Put([]Patch{
		{Sheet: "f", Row: 2, Column: 2, Value: "<新>&\n二行目", Height: 44.5}, {Sheet: "f", Row: 2, Column: 5, Value: "右の外"},
		{Sheet: "f", Row: 3, Column: 3, Value: "90", Formula: true, Number: true}, {Sheet: "f", Row: 4, Column: 2, Value: "1", Formula: true},
	}, &out)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"B2": "<新>&\n二行目", "E2": "右の外", "C3": "90%", "B4": "7", "B3": "適合"} {
		if got, _ := f.GetCellValue("f", cell); got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
	if formula, _ := f.GetCellFormula("f", "C3"); formula != "80+5" {
		t.Errorf("the formula is %q", formula)
	}
	if h, _ := f.GetRowHeight("f", 2); h != 44.5 {
		t.Error("the row keeps its height")
	}
	// nothing else is touched
	before, after := parts(t, book), parts(t, out.Bytes())
	for name, data := range before {
		if name != "xl/worksheets/sheet1.xml" && name != "xl/workbook.xml" && !bytes.Equal(data, after[name]) {
			t.Errorf("%s was changed", name)
		}
	}
	if err := s.Put([]Patch{{Sheet: "f", Row: 99, Column: 1, Value: "x"}}, &out); err == nil {
		t.Error("a cell without a row was filled")
	}
}

func parts(t *testing.T, book []byte) map[string][]byte {
	t.Helper()
	a, err := openArchive(book)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for name := range a.parts {
		if out[name], err = a.bytes(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestScanClaims: rows that a file only claims cost nothing, and a name that is
// there twice is refused.
func TestScanClaims(t *testing.T) {
	book := bookOf(t, formBook())
	far := rewritten(t, book, "xl/worksheets/sheet1.xml", func(s string) string {
		return strings.Replace(s, "</sheetData>", `<row r="1048576" ht="9"></row></sheetData>`, 1)
	})
	s, err := ScanBook(far, Limits{Rows: 10})
	if err != nil || len(s.Sheets[0].Rows) != 4 {
		t.Errorf("%v, %v", s, err)
	}
	if _, err := ScanBook(book, Limits{Rows: 3}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("rows over the limit: %v", err)
	}
	var twice bytes.Buffer
	w := zip.NewWriter(&twice)
	for range 2 {
		p, _ := w.Create("xl/workbook.xml")
		_, _ = p.Write([]byte("<workbook/>"))
	}
	_ = w.Close()
	if _, err := ScanBook(twice.Bytes(), Limits{}); !errors.Is(err, ErrNotXLSX) {
		t.Errorf("a part twice: %v", err)
	}
}

// A small file is no great work: no part is read twice, and a text that many
// cells share counts as often as it stands there.
func TestSmallFileIsNoGreatWork(t *testing.T) {
	book := written(t, testBook())
	double := func(part string, element *regexp.Regexp) []byte {
		return rewritten(t, book, part, func(s string) string {
			one := element.FindString(s)
			if one == "" {
				t.Fatalf("%s has no %s", part, element)
			}
			return strings.Replace(s, one, one+one, 1)
		})
	}
	for _, tt := range []struct{ part, element string }{
		{"xl/_rels/workbook.xml.rels", `<Relationship [^>]*/sharedStrings"></Relationship>`},
		{"xl/_rels/workbook.xml.rels", `<Relationship [^>]*/styles"></Relationship>`},
		{"xl/workbook.xml", `<sheet [^>]*></sheet>`},
	} {
		if _, err := ScanBook(double(tt.part, regexp.MustCompile(tt.element)), Limits{}); !errors.Is(err, ErrNotXLSX) {
			t.Errorf("%s twice: %v", tt.element, err)
		}
	}
	long := strings.Repeat("あ", 1000)
	shared := rewritten(t, book, "xl/worksheets/sheet1.xml", func(string) string {
		var b strings.Builder
		b.WriteString(`<worksheet><sheetData>`)
		for i := 1; i <= 200; i++ {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>`, i, i)
		}
		return b.String() + `</sheetData></worksheet>`
	})
	shared = rewritten(t, shared, "xl/sharedstrings.xml", func(string) string { return "<sst><si><t>" + long + "</t></si></sst>" })
	var over *LimitError
	if _, err := ScanBook(shared, Limits{Text: 500_000}); !errors.As(err, &over) || over.What != "unpacked" {
		t.Errorf("a shared text: %v", err)
	}
	if _, err := ScanBook(shared, Limits{Text: 700_000}); err != nil {
		t.Errorf("below the limit: %v", err)
	}
}

func rewritten(t *testing.T, book []byte, part string, change func(string) string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, data := range parts(t, book) {
		if name == part {
			data = []byte(change(string(data)))
		}
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = p.Write(data)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSheetName(t *testing.T) {
	var taken []string
	for _, wish := range []string{"01_" + strings.Repeat("𠮷", 40), "01_" + strings.Repeat("𠮷", 40), "a/b:c*[d]'", "A/BCD", "", "History"} {
		name := SheetName(wish, taken)
		if n := len(utf16.Encode([]rune(name))); n == 0 || n > 31 || checkSheetName(name) != nil {
			t.Errorf("%q makes %q", wish, name)
		}
		for _, other := range taken {
			if strings.EqualFold(other, name) {
				t.Errorf("%q is there twice", name)
			}
		}
		taken = append(taken, name)
	}
}
