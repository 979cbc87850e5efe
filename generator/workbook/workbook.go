// Package workbook is the model of an Excel workbook, and the only place that
// knows excelize.
//
// What is written opens everywhere without a warning: no macros, no formulas
// but those of [Sheet.Formulas] (a value that begins with = is text), print area, repeated heads, frozen
// panes, drop-downs, dates as dates, fixed properties. The same book gives the
// same bytes. What is read from outside is read with limits on size, ratio,
// sheets, rows and cells; formulas there are data.
//
// No I/O but the reader and writer handed in; safe for concurrent use.
package workbook

import (
	"time"

	"github.com/xuri/excelize/v2"
)

// Book is a workbook.
type Book struct {
	Title   string
	Author  string    // the company
	Created time.Time // of the request, never of the clock
	Sheets  []*Sheet
	Schema  string // name and version of the layout, in a hidden sheet; "" = none
	Words   Words

	Subject string        // what the book is, for the document properties
	Names   []DefinedName // areas that choices name
	First   int           // the sheet that is shown first
}

// Words are what the book says when something else is typed into a cell.
type Words struct{ Choose, Date, Number string }

// Sheet is one sheet: title lines, a header row and rows below it.
type Sheet struct {
	Name      string
	Title     []string // lines above the table; the first is set large
	Groups    []Group  // heads over several columns; may be empty
	Columns   []Column
	Rows      [][]Cell
	BlankRows int     // rows to be filled in below Rows, with the columns' validation
	RowHeight float64 // of a row at least, in points; 0 = one line
	Landscape bool    // printed on A4
	// Scale is the size of the print in percent; 0 = one page wide. A sheet too
	// wide for one page has a scale and breaks between its groups.
	Scale uint
	// OnePage shrinks the print until the whole sheet fits on one page.
	OnePage bool
	Keep    int // columns kept at the left on the screen and on every page
	Footer  string

	Fields   [][]Field // pairs of label and value between title and table, a line each
	Lists    []List    // drop-downs of single cells
	Formulas []Formula // of our own, never out of an input
	Alert    string    // of our own: a condition on the first row that colours a row, $R5<>""
	Banded   bool      // every second row on a light ground
	Protect  bool      // locked cells can't be changed; without a password
	Lead     int       // rows at the top of the table that belong to its head: grey, locked

	Form       *Form // set cell by cell in place of a table
	Visibility Visibility
}

// Field is a labelled cell above the table.
type Field struct {
	Label string
	Value Cell
	Type  ColumnType
}

// Formula is a formula with the number it gives in the book as it is written;
// words are left to the program that opens the book, which works all out anew.
type Formula struct {
	Row, Column int    // in the table, from 0
	Expr        string // without =
	Value       string // in figures; "" for words or nothing
}

// List is a drop-down of one cell whose choices stand elsewhere in the book; other
// words can be typed.
type List struct {
	Row, Column int    // in the table, from 0
	From        string // an area: '選択肢'!$C$3:$C$8
}

// FirstRow is the number of the table's first row below its head, from 1.
func (s *Sheet) FirstRow() int {
	row := len(s.Title) + len(s.Fields) + 2
	if len(s.Groups) > 0 {
		row++
	}
	return row
}

// FieldCell is the place of the value of a field: $C$5.
func (s *Sheet) FieldCell(line, i int) string {
	name, _ := excelize.CoordinatesToCellName(fieldColumns[i%len(fieldColumns)][2], len(s.Title)+line+1, true)
	return name
}

// CellName is the name of a cell of the table, row and column from 0: C9, or $C$9.
func (s *Sheet) CellName(row, column int, absolute bool) string {
	name, _ := excelize.CoordinatesToCellName(column+1, s.FirstRow()+row, absolute)
	return name
}

// Group is a head over Span columns.
type Group struct {
	Label string
	Span  int
	Break bool // a new page begins after it
}

// ColumnType says what a column's cells hold.
type ColumnType string

// The column types.
const (
	Text    ColumnType = "text"
	Date    ColumnType = "date" // 2026-11-22, shown as 2026/11/22
	Number  ColumnType = "number"
	Percent ColumnType = "percent" // only of formulas
	Decimal ColumnType = "decimal" // only of formulas: one place
	Choice  ColumnType = "choice"
	Link    ColumnType = "link" // a path relative to the workbook, with / between folders
)

// Column is a column of a sheet.
type Column struct {
	Label   string
	Type    ColumnType
	Width   float64  // in characters
	Choices []string // of a Choice: the drop-down
	Hint    string   // shown when a cell is chosen; may be empty
	Locked  bool     // can't be changed on a protected sheet
}

// Cell is the content of a cell by its column's type: words, an ISO date, or a
// whole number in figures. An empty cell is empty.
type Cell string
