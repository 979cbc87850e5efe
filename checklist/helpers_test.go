package checklist

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"kitei/generator/japanese"
)

var asOf = japanese.Date{Year: 2026, Month: 11, Day: 22}

// usual are the settings that a profile without options gives.
func usual() Settings {
	return Settings{
		Rule: Tiered, Criteria: []string{"C1", "C2", "C3", "C4", "C5", "C6", "C8"}, MinDone: 3, FixDays: 90,
		Thresholds: map[Tier]int{TierS: 90, TierA: 75, TierB: 60}, Cycle: map[Tier]int{TierS: 12, TierA: 12, TierB: 24},
		Numbers: Numbers{LogMonths: 12, NoticeHours: 24},
	}
}

// order asks one invented contractor everything.
func order() *Order {
	return &Order{
		Issuer:   Issuer{Name: "株式会社武蔵精密製作所", CorporateNumber: "7000012050002", Approver: "総務部長", ReturnTo: "info@example.jp"},
		Settings: usual(), IssuedOn: asOf, Version: "test", Law: map[string]string{},
		Contractors: []Contractor{{
			ID: "C01", Name: "架空給与計算株式会社", Work: "給与計算", Tier: TierS, Sets: []Set{Base20, Plus2026, PData, MyNumber, Reentrust}, Country: "日本",
			Info: []string{"従業員情報", "個人番号"}, ReviewedOn: asOf, Answers: map[string]Answer{},
		}},
	}
}

// allDone answers every item with ○.
func allDone(o *Order) *Order {
	c, _ := Items()
	for i := range o.Contractors {
		o.Contractors[i].Answers = map[string]Answer{}
		for _, item := range c.Items {
			o.Contractors[i].Answers[item.ID] = Answer{Value: Done, Evidence: "規程"}
		}
	}
	return o
}

// one makes the single workbook of an order.
func one(t testing.TB, o *Order) []byte {
	t.Helper()
	books, err := o.Books()
	if err != nil {
		t.Fatal(err)
	}
	if len(books) != 1 {
		t.Fatalf("%d books, want one", len(books))
	}
	return books[0].Bytes
}

// edited opens a workbook as another program would, and saves it.
func edited(t testing.TB, book []byte, edit func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	edit(f, f.GetSheetList()[2])
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// score reads a book and judges its first contractor.
func score(t testing.TB, book []byte) Result {
	t.Helper()
	r := Read("返送.xlsx", book)
	if !r.Readable {
		t.Fatalf("not readable: %v", codes(r.Findings))
	}
	return Assess([]*Returned{r}, asOf, "").Contractors[0]
}

func codes(list []Finding) map[string]int {
	out := map[string]int{}
	for _, f := range list {
		out[f.Code]++
	}
	return out
}

// rowOf is the row of an item in a sheet as it was made.
func rowOf(t testing.TB, f *excelize.File, sheet, id string) int {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if len(r) > 0 && r[0] == id {
			return i + 1
		}
	}
	t.Fatalf("no row of %s", id)
	return 0
}
