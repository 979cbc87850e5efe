package workbook

import (
	"slices"

	"github.com/xuri/excelize/v2"
)

// fieldColumns are the columns of the fields of one line: label from and to,
// value from and to.
var fieldColumns = [][4]int{{1, 2, 3, 6}, {7, 8, 9, 13}}

const bandFill = "F2F2F2"

// fields writes the lines of labelled cells above the table.
func (p *writer) fields(s *Sheet, row int) int {
	for _, line := range s.Fields {
		for i, f := range line {
			c := fieldColumns[i%len(fieldColumns)]
			p.do(p.f.SetCellStr(s.Name, at(c[0], row), f.Label))
			p.do(p.f.SetCellStyle(s.Name, at(c[0], row), at(c[1], row), p.headStyle()))
			p.do(p.f.MergeCell(s.Name, at(c[0], row), at(c[1], row)))
			p.do(p.f.SetCellStyle(s.Name, at(c[2], row), at(c[3], row), p.fieldStyle(f.Type)))
			p.do(p.f.MergeCell(s.Name, at(c[2], row), at(c[3], row)))
			p.cell(s.Name, at(c[2], row), f.Type, string(f.Value))
		}
		p.do(p.f.SetRowHeight(s.Name, row, fieldHeight))
		row++
	}
	return row
}

const fieldHeight = 18 // points

func (p *writer) fieldStyle(t ColumnType) int {
	s := &excelize.Style{Font: &excelize.Font{Family: font, Size: bodySize}, Border: border(),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"}, NumFmt: 49}
	if t == Number {
		s.NumFmt = 1
	}
	return p.style("field "+string(t), s)
}

// extras adds formulas, grounds and protection to a sheet whose cells stand.
func (p *writer) extras(s *Sheet, head, last, columns int) {
	for _, f := range s.Formulas {
		cell := s.CellName(f.Row, f.Column, false)
		if f.Value != "" {
			p.cell(s.Name, cell, Number, f.Value)
		}
		p.do(p.f.SetCellFormula(s.Name, cell, f.Expr))
	}
	for _, l := range s.Lists {
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(s.CellName(l.Row, l.Column, false))
		dv.SetSqrefDropList(l.From)
		dv.ShowErrorMessage = false
		p.do(p.f.AddDataValidation(s.Name, dv))
	}
	if len(s.Formulas) > 0 { // what a cell shows is worked out anew when the book is opened
		yes := true
		p.do(p.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
	}
	if s.Lead > 0 {
		p.do(p.f.SetCellStyle(s.Name, at(1, head+1), at(columns, head+s.Lead), p.leadStyle()))
	}
	if s.Banded && last > head+s.Lead {
		fill, err := p.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{bandFill}}})
		p.do(err)
		p.do(p.f.SetConditionalFormat(s.Name, at(1, head+s.Lead+1)+":"+at(columns, last),
			[]excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "MOD(ROW(),2)=0", Format: &fill}}))
	}
	if s.Protect {
		p.do(p.f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, Sort: true, AutoFilter: true,
		}))
	}
}

// leadStyle is the ground of rows that belong to the head.
func (p *writer) leadStyle() int {
	return p.style("lead", &excelize.Style{Font: &excelize.Font{Family: font, Size: bodySize}, Border: border(), NumFmt: 49,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{bandFill}},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
}

// locked says whether a column holds formulas alone.
func (s *Sheet) locked(column int) bool {
	return s.Columns[column].Locked || slices.ContainsFunc(s.Formulas, func(f Formula) bool { return f.Column == column })
}
