package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// Form is a sheet that is set cell by cell: a questionnaire with a head, a
// table and a foot, where every cell may differ. A [Sheet] with a Form has
// nothing else but its Name, Footer, Landscape and Visibility.
type Form struct {
	Widths  []float64       // of the columns from A, in characters; 0 hides the column
	Heights map[int]float64 // of rows, in points; others by the words in them
	Cells   []FormCell
	Checks  []Validation
	Rules   []Rule
	Freeze  int    // rows that stay at the top of the screen; 0 = none
	Repeat  [2]int // rows that are printed on every page, from and to; 0 = none
	Filter  string // an area with filter buttons; "" = none
	Header  string // left of the head of every page
	// Password protects against slips only: the format keeps a hash of 16 bits.
	Password string
	Open     bool // the sheet is not protected
}

// FormCell is one cell, or one area when To is set.
type FormCell struct {
	At, To  string // B4, and D4 when the area is merged
	Value   Cell
	Type    ColumnType
	Look    Look
	Formula string // without =; Value is what it gives in the book as it is written
	Link    string // a place in the book: 'Sheet'!A1
}

// Look is how a cell looks. Its zero value is plain, top left, without border.
type Look struct {
	Size    float64 // points; 0 = 10
	Bold    bool
	Italic  bool
	Fill    string // RRGGBB; "" = none
	Color   string // of the words; "" = black
	Border  bool
	Center  bool // horizontally
	Middle  bool // vertically
	NoWrap  bool
	Open    bool   // may be filled in on a protected sheet
	Pattern string // number format; "" = by the type
}

// Validation limits what an area takes and shows a hint when it is chosen.
type Validation struct {
	Area    string
	Type    ColumnType // Choice, Date, Number, or Text for a hint alone
	List    string     // of a Choice: a defined name
	Title   string     // at most 32 characters
	Hint    string     // at most 255 characters
	Warning bool       // other values are taken after a question
}

// Rule colours an area where a formula holds. What it says must be readable
// without the colour.
type Rule struct {
	Area   string
	When   string // a formula about the first cell of the area
	Fill   string
	Color  string
	Bold   bool
	Italic bool
	Border string // colour of a border
}

// Visibility of a sheet.
type Visibility int

// The visibilities. A very hidden sheet is not offered in the list of hidden ones.
const (
	Shown Visibility = iota
	Hidden
	VeryHidden
)

// DefinedName names an area of the book.
type DefinedName struct{ Name, Area string }

// SheetName makes a name that Excel takes: without the characters it refuses,
// at most 31 UTF-16 units, not yet taken (whatever the case of its letters).
func SheetName(wish string, taken []string) string {
	wish = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/?*[]:'`, r) || r < ' ' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, wish)
	wish = strings.TrimSpace(wish)
	if wish == "" || strings.EqualFold(wish, "history") {
		wish = "_"
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf("_%d", n)
		}
		name := cut16(wish, 31-len(suffix)) + suffix
		if !slices.ContainsFunc(taken, func(t string) bool { return strings.EqualFold(t, name) }) {
			return name
		}
	}
}

// cut16 keeps at most n UTF-16 units and never half a character.
func cut16(s string, n int) string {
	units := 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > n {
			return s[:i]
		}
	}
	return s
}

// RowLines is the height of a row whose fullest cell has this many lines.
func RowLines(n int) float64 { return min(float64(n)*formLine+6, maxRowHeight) }

const formLine = 14.6 // points: a line of 11-point type

// form writes a sheet cell by cell.
func (p *writer) form(s *Sheet) {
	f := s.Form
	columns := len(f.Widths)
	for i, width := range f.Widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		p.do(err)
		if width == 0 {
			p.do(p.f.SetColVisible(s.Name, name, false))
			continue
		}
		p.do(p.f.SetColWidth(s.Name, name, name, width))
	}
	last := 1
	for _, c := range f.Cells {
		p.formCell(s, c)
		for _, at := range []string{c.At, cmp.Or(c.To, c.At)} {
			column, row, err := excelize.CellNameToCoordinates(at)
			p.do(err)
			last, columns = max(last, row), max(columns, column)
		}
	}
	for row := range last {
		if h := f.Heights[row+1]; h > 0 {
			p.do(p.f.SetRowHeight(s.Name, row+1, h))
		}
	}
	for _, v := range f.Checks {
		p.check(s.Name, v)
	}
	for _, r := range f.Rules {
		p.rule(s.Name, r)
	}
	if f.Filter != "" {
		p.do(p.f.AutoFilter(s.Name, f.Filter, nil))
	}
	if !f.Open {
		p.do(p.f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{
			Password: f.Password, SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, AutoFilter: true,
		}))
	}
	p.formPage(s, columns, last)
}

func (p *writer) formCell(s *Sheet, c FormCell) {
	look := c.Look
	style := p.lookStyle(look, c.Type)
	p.do(p.f.SetCellStyle(s.Name, c.At, cmp.Or(c.To, c.At), style))
	if c.To != "" {
		p.do(p.f.MergeCell(s.Name, c.At, c.To))
	}
	if c.Formula != "" {
		p.do(p.f.SetCellFormula(s.Name, c.At, c.Formula))
		p.keep(s.Name, c.At, c.Value, c.Type)
	} else {
		p.cell(s.Name, c.At, c.Type, string(c.Value))
	}
	if c.Link != "" {
		p.do(p.f.SetCellHyperLink(s.Name, c.At, c.Link, "Location"))
	}
}

func (p *writer) lookStyle(l Look, t ColumnType) int {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: font, Size: cmp.Or(l.Size, bodySize), Bold: l.Bold, Italic: l.Italic, Color: l.Color},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: !l.NoWrap}, NumFmt: 49,
	}
	if l.Center {
		s.Alignment.Horizontal = "center"
	}
	if l.Middle {
		s.Alignment.Vertical = "center"
	}
	if l.Border {
		s.Border = border()
	}
	if l.Fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	if l.Open {
		s.Protection = &excelize.Protection{Locked: false}
	}
	pattern := l.Pattern
	switch {
	case pattern != "":
	case t == Date:
		pattern = "yyyy/mm/dd"
	case t == Number:
		s.NumFmt = 3
	case t == Percent:
		pattern = `0"%"`
	}
	if pattern != "" {
		s.NumFmt, s.CustomNumFmt = 0, &pattern
	}
	return p.style(fmt.Sprintf("look %+v %s", l, t), s)
}

// check sets what an area takes.
func (p *writer) check(sheet string, v Validation) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(v.Area)
	words := ""
	switch v.Type {
	case Choice:
		dv.SetSqrefDropList(v.List)
		words = p.words.Choose
	case Date:
		p.do(dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 2000-01-01 to 2099-12-31
		words = p.words.Date
	case Number:
		p.do(dv.SetRange(0, 999999999, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		words = p.words.Number
	}
	if words != "" {
		style := excelize.DataValidationErrorStyleStop
		if v.Warning {
			style = excelize.DataValidationErrorStyleWarning
		}
		dv.SetError(style, cut16(v.Title, 32), words)
	}
	if v.Hint != "" {
		dv.SetInput(cut16(v.Title, 32), cut16(v.Hint, 255))
	}
	p.do(p.f.AddDataValidation(sheet, dv))
}

func (p *writer) rule(sheet string, r Rule) {
	s := &excelize.Style{Font: &excelize.Font{Bold: r.Bold, Italic: r.Italic, Color: r.Color}}
	if r.Fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{r.Fill}}
	}
	if r.Border != "" {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: r.Border, Style: 1})
		}
	}
	style, err := p.f.NewConditionalStyle(s)
	p.do(err)
	p.do(p.f.SetConditionalFormat(sheet, r.Area, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: r.When, Format: &style}}))
}

// formPage sets the print: A4, one page wide, heads repeated.
func (p *writer) formPage(s *Sheet, columns, last int) {
	f := s.Form
	if f.Freeze > 0 {
		p.do(p.f.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: f.Freeze, TopLeftCell: at(1, f.Freeze+1), ActivePane: "bottomLeft"}))
	}
	orientation, paper, wide, tall, yes := "portrait", 9, 1, 0, true // A4
	if s.Landscape {
		orientation = "landscape"
	}
	p.do(p.f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}))
	p.do(p.f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &yes}))
	side, top, edge := 0.4, 0.7, 0.3 // inches
	p.do(p.f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &edge, Footer: &edge}))
	amp := func(words string) string { return strings.ReplaceAll(words, "&", "&&") }
	p.do(p.f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddHeader: "&L" + amp(cut16(f.Header, 100)), OddFooter: "&L" + amp(cut16(s.Footer, 100)) + "&R&P / &N"}))
	if s.Visibility != Shown {
		return
	}
	end, err := excelize.CoordinatesToCellName(columns, last, true)
	p.do(err)
	sheet := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!"
	p.do(p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: sheet + "$A$1:" + end, Scope: s.Name}))
	if f.Repeat[0] > 0 {
		p.do(p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s$%d:$%d", sheet, f.Repeat[0], f.Repeat[1]), Scope: s.Name}))
	}
}
