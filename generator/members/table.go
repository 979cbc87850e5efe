package members

import (
	"errors"

	"kitei/generator/workbook"
)

// table is a sheet as it was read: rows and cells with content, in order.
type table struct {
	name string
	rows []row
}

type row struct {
	number int // from 1, as the spreadsheet counts
	cells  []cell
}

// cell is a filled cell; column from 0.
type cell struct {
	column int
	kind   workbook.CellKind
	text   string
}

func (r row) at(column int) (cell, bool) {
	for _, c := range r.cells {
		if c.column == column {
			return c, true
		}
	}
	return cell{}, false
}

// Limits bound a list. The zero value of a field is its default.
type Limits struct {
	Bytes    int // size of the file; default 10 MiB
	Unpacked int // of an XLSX, unpacked; default 80 MiB
	Sheets   int // default 60
	Rows     int // of one sheet; default 20,000
	Columns  int // of one sheet; default 2,000
	Cells    int // filled cells of the whole list; default 500,000
}

func (l Limits) defaults() Limits {
	for v, d := range map[*int]int{&l.Bytes: 10 << 20, &l.Unpacked: 80 << 20, &l.Sheets: 60, &l.Rows: 20000, &l.Columns: 2000, &l.Cells: 500000} {
		if *v == 0 {
			*v = d
		}
	}
	return l
}

const maxCell = 32767 // characters, the limit of Excel

// tooLarge is the error of a list over a limit.
func tooLarge(what string, limit int, sheet string) error {
	code := "list_too_many_" + what
	switch what {
	case "bytes", "unpacked":
		code, limit = "list_too_large_"+what, limit>>20
	case "ratio", "characters":
		code = "list_too_large_" + what
	case "parts":
		code = "list_not_xlsx"
	}
	return unreadable(code, map[string]words{"Limit": count(limit), "Sheet": both(sheet)})
}

// readTables reads every visible sheet, or the one table of a CSV file.
func readTables(data []byte, limits Limits) ([]*table, Encoding, []Fault, error) {
	if len(data) > limits.Bytes {
		return nil, "", nil, tooLarge("bytes", limits.Bytes, "")
	}
	encoding, err := sniff(data)
	if err != nil {
		return nil, "", nil, err
	}
	if encoding == XLSX {
		tables, err := readBook(data, limits)
		return tables, encoding, nil, err
	}
	s, err := text(data, encoding)
	if err != nil {
		return nil, "", nil, err
	}
	t, faults, err := parseCSV(s, limits)
	if err != nil {
		return nil, "", nil, err
	}
	return []*table{t}, encoding, faults, nil
}

// readBook reads the visible sheets of a workbook.
func readBook(data []byte, limits Limits) ([]*table, error) {
	sheets, err := workbook.ReadCells(data, workbook.Limits{
		Bytes: int64(limits.Bytes), Unpacked: int64(limits.Unpacked), Sheets: limits.Sheets, Rows: limits.Rows, Columns: limits.Columns, Cells: limits.Cells,
	})
	var over *workbook.LimitError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(over.What, int(over.Limit), over.Sheet)
	case err != nil:
		return nil, unreadable("list_not_xlsx", nil)
	}
	var out []*table
	for _, s := range sheets {
		if s.Hidden {
			continue
		}
		t := &table{name: s.Name}
		for _, r := range s.Rows {
			one := row{number: r.Number}
			for _, c := range r.Cells {
				one.cells = append(one.cells, cell{c.Column, c.Kind, c.Text})
			}
			t.rows = append(t.rows, one)
		}
		out = append(out, t)
	}
	return out, nil
}
