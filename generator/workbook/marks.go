package workbook

import "github.com/xuri/excelize/v2"

// alertFill marks a row that needs a look; the words of the cell say it too,
// so that it can be seen in black and white.
const alertFill = "F8CBAD"

// alert colours the rows of the table for which s.Alert holds.
func (p *writer) alert(s *Sheet, head, last, columns int) {
	if s.Alert == "" || last <= head {
		return
	}
	fill, err := p.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{alertFill}}})
	p.do(err)
	p.do(p.f.SetConditionalFormat(s.Name, at(1, head+1)+":"+at(columns, last),
		[]excelize.ConditionalFormatOptions{{Type: "formula", Criteria: s.Alert, Format: &fill}}))
}

// schemaSheet is where a book says by which layout it was made.
const schemaSheet = "_kitei"

// schema writes the name and version of the layout into a sheet that only a
// program sees.
func (p *writer) schema(b *Book) {
	if b.Schema == "" {
		return
	}
	_, err := p.f.NewSheet(schemaSheet)
	p.do(err)
	p.do(p.f.SetCellStr(schemaSheet, "A1", b.Schema))
	p.do(p.f.SetSheetVisible(schemaSheet, false, true))
}
