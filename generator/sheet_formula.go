package generator

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/workbook"
)

// Formulas of templates/sheets name cells by the keys of sheets and columns:
//
//	{score}          the cell of this row in the column score
//	{test.total}     the cell of the same row in another sheet; rows below its lead
//	{record.dept:}   the whole column, lead left out
//	{name^}          the column from its first row to this one
//	{@2.q1}          the cell of the column q1 in the second row of the lead
//	{#pass}          the value of the labelled cell pass above the table
//	{n}              the number of this row, from 1
//	{points}         a constant that the program hands in
//	{twelvedigits}   alone: a check of the other cells of the row, see sheet_digits.go
var formulaToken = regexp.MustCompile(`\{([#@]?)(?:([a-z0-9]+)\.)?([a-z0-9]+)([:^]?)\}`)

// formulas writes the formulas of every sheet for all its rows. first gives the
// number that a formula has at first, "" for none; it may be nil.
func (f *sheetFile) formulas(b *workbook.Book, constants map[string]string, first func(sheet, column string, row int) string) error {
	for i, spec := range f.Sheets {
		sheet := b.Sheets[i]
		rows := len(sheet.Rows) + sheet.BlankRows
		for c, column := range spec.Columns {
			if column.Formula == "" {
				continue
			}
			if column.Formula == digitsMark {
				sheet.Alert = "$" + sheet.CellName(0, c, false) + `<>""`
			}
			for row := sheet.Lead; row < rows; row++ {
				if column.Formula == digitsMark {
					sheet.Formulas = append(sheet.Formulas, workbook.Formula{Row: row, Column: c, Expr: digitsFormula(sheet, row, c)})
					continue
				}
				n := row - sheet.Lead
				source := column.Formula
				if n == 0 && column.First != "" {
					source = column.First
				}
				expr, err := f.expression(b, i, row, source, constants)
				if err != nil {
					return fmt.Errorf("templates/sheets: %s of %s: %w", column.Key, spec.Key, err)
				}
				value := ""
				if first != nil {
					value = first(spec.Key, column.Key, n)
				}
				sheet.Formulas = append(sheet.Formulas, workbook.Formula{Row: row, Column: c, Expr: expr, Value: value})
			}
		}
	}
	return nil
}

// expression puts cells in the place of the marks of one formula.
func (f *sheetFile) expression(b *workbook.Book, at, row int, source string, constants map[string]string) (string, error) {
	var failed error
	out := formulaToken.ReplaceAllStringFunc(source, func(token string) string {
		m := formulaToken.FindStringSubmatch(token)
		cell, err := f.place(b, at, row, m[1], m[2], m[3], m[4], constants)
		if err != nil {
			failed = err
		}
		return cell
	})
	return out, failed
}

// place finds the cell or area of one mark.
func (f *sheetFile) place(b *workbook.Book, at, row int, sign, sheetKey, key, area string, constants map[string]string) (string, error) {
	n := row - b.Sheets[at].Lead
	switch {
	case sign == "#":
		for i, line := range f.Sheets[at].Fields {
			for k, field := range line {
				if field.Key == key {
					return b.Sheets[at].FieldCell(i, k), nil
				}
			}
		}
		return "", fmt.Errorf("no field %q", key)
	case key == "n" && sheetKey == "":
		return strconv.Itoa(n + 1), nil
	case constants[key] != "" && sheetKey == "":
		return constants[key], nil
	}
	target, prefix := at, ""
	lead, err := strconv.Atoi(sheetKey)
	if sheetKey != "" && sign != "@" {
		target = slices.IndexFunc(f.Sheets, func(s sheetSpec) bool { return s.Key == sheetKey })
		if target < 0 || target >= len(b.Sheets) {
			return "", fmt.Errorf("no sheet %q", sheetKey)
		}
		prefix = "'" + strings.ReplaceAll(f.Sheets[target].Name, "'", "''") + "'!"
	}
	sheet := b.Sheets[target]
	column := slices.IndexFunc(f.Sheets[target].Columns, func(c columnSpec) bool { return c.Key == key })
	if column < 0 {
		return "", fmt.Errorf("no column %q", key)
	}
	switch {
	case sign == "@":
		if err != nil || lead < 1 || lead > sheet.Lead {
			return "", fmt.Errorf("no row %q in the lead", sheetKey)
		}
		return sheet.CellName(lead-1, column, true), nil
	case area == ":":
		last := len(sheet.Rows) + sheet.BlankRows - 1
		return prefix + sheet.CellName(sheet.Lead, column, true) + ":" + sheet.CellName(last, column, true), nil
	case area == "^":
		return sheet.CellName(sheet.Lead, column, true) + ":" + sheet.CellName(row, column, false), nil
	}
	return prefix + sheet.CellName(sheet.Lead+n, column, false), nil
}
