package checklist

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kitei/generator/workbook"
)

// FuzzRead: no bytes make the reader fail in any other way than by a finding.
func FuzzRead(f *testing.F) {
	o := allDone(order())
	o.Contractors[0].Sets = []Set{PData}
	book := one(f, o)
	f.Add(book)
	f.Add(book[:len(book)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Read("x.xlsx", data)
		if !r.Readable && len(r.Findings) == 0 {
			t.Error("not readable, and nothing said")
		}
		Assess([]*Returned{r}, asOf, "")
	})
}

// FuzzSheet feeds words into the cells of a sheet.
func FuzzSheet(f *testing.F) {
	o := allDone(order())
	o.Contractors[0].Sets = []Set{PData}
	book := one(f, o)
	f.Add("○", "2026/11/22", "f:issuer,contractor")
	f.Add("× 未実施", "令和8年11月22日", "Q01")
	f.Add("\uFE0F", "46348", "contractor_checklist/1/2026.1/")
	f.Fuzz(func(t *testing.T, answer, due, id string) {
		if _, err := excelize.OpenReader(bytes.NewReader(book)); err != nil {
			t.Skip()
		}
		changed := edited(t, book, func(f *excelize.File, sheet string) {
			row := rowOf(t, f, sheet, "P1")
			for column, value := range map[int]string{colAnswer: answer, colDue: due} {
				_ = f.SetCellStr(sheet, workbook.CellName(row, column), strings.ToValidUTF8(value, "?"))
			}
			_ = f.SetCellStr(sheet, workbook.CellName(rowOf(t, f, sheet, "P2"), colID), strings.ToValidUTF8(id, "?"))
		})
		r := Read("x.xlsx", changed)
		for _, c := range Assess([]*Returned{r}, asOf, "").Contractors {
			if n := c.Counts.Done + c.Counts.Partly + c.Counts.NotDone + c.Counts.NotApplicable + c.Counts.Blank; n != c.Counts.Items || c.Score < 0 || c.Score > 100 {
				t.Errorf("%+v", c.Counts)
			}
		}
	})
}
