package workbook

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"kitei/generator/japanese"
)

// The look of a sheet: what a Japanese office expects of a register.
const (
	font       = "BIZ UDゴシック" // Windows has it; others fall back
	bodySize   = 10
	titleSize  = 14
	headFill   = "D9D9D9" // grey: readable in black and white
	borderGrey = "808080"
	linkColour = "0563C1"
	headHeight = 30    // points: two lines
	maxCell    = 32767 // characters, the limit of the format

	lineHeight   = 12.5 // points
	maxRowHeight = 409  // points, the limit of the format
)

// Write writes the book.
func Write(b *Book, w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	p := &writer{f: f, words: b.Words, styles: map[string]int{}, lists: map[string]int{}}
	for i, s := range b.Sheets {
		if err := checkSheetName(s.Name); err != nil {
			return err
		}
		if i == 0 {
			p.do(f.SetSheetName("Sheet1", s.Name))
		} else {
			_, err := f.NewSheet(s.Name)
			p.do(err)
		}
		if s.Form != nil {
			p.form(s)
		} else {
			p.sheet(s)
		}
	}
	for _, n := range b.Names {
		p.do(f.SetDefinedName(&excelize.DefinedName{Name: n.Name, RefersTo: n.Area}))
	}
	f.SetActiveSheet(b.First)
	for _, s := range b.Sheets {
		if s.Visibility != Shown {
			p.do(f.SetSheetVisible(s.Name, false, s.Visibility == VeryHidden))
		}
	}
	if p.formulas {
		yes := true
		p.do(f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
	}
	p.choiceLists()
	p.schema(b)
	stamp := b.Created.UTC().Format(time.RFC3339)
	p.do(f.SetDocProps(&excelize.DocProperties{Title: b.Title, Subject: b.Subject, Creator: b.Author, LastModifiedBy: b.Author, Created: stamp, Modified: stamp, Language: "ja-JP"}))
	p.do(f.SetAppProps(&excelize.AppProperties{Application: "kitei", Company: b.Author}))
	if p.err != nil {
		return fmt.Errorf("workbook %s: %w", b.Title, p.err)
	}
	if p.kept == nil {
		_, err := f.WriteTo(w)
		return err
	}
	var book bytes.Buffer
	if _, err := f.WriteTo(&book); err != nil {
		return err
	}
	names := make([]string, len(b.Sheets))
	for i, s := range b.Sheets {
		names[i] = s.Name
	}
	return amend(book.Bytes(), names, p.kept, w)
}

// checkSheetName refuses names that Excel refuses.
func checkSheetName(name string) error {
	if name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `\/?*[]:`) || strings.HasPrefix(name, "'") {
		return fmt.Errorf("sheet name %q is not 1 to 31 characters, or holds one of :*?[]/ and backslash", name)
	}
	return nil
}

// writer keeps the first error, so that a sheet reads as a list of steps.
type writer struct {
	f       *excelize.File
	words   Words
	styles  map[string]int
	lists   map[string]int // column of a long drop-down in its sheet
	choices [][]string     // in the order of these columns
	err     error

	formulas bool                       // a form has formulas
	kept     map[string]map[string]kept // what they give, by sheet and cell
}

func (p *writer) do(err error) { p.err = cmpErr(p.err, err) }

func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// style makes a cell style once.
func (p *writer) style(name string, s *excelize.Style) int {
	if id, ok := p.styles[name]; ok {
		return id
	}
	id, err := p.f.NewStyle(s)
	p.do(err)
	p.styles[name] = id
	return id
}

func border() []excelize.Border {
	var out []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		out = append(out, excelize.Border{Type: side, Color: borderGrey, Style: 1})
	}
	return out
}

func (p *writer) headStyle() int {
	return p.style("head", &excelize.Style{Font: &excelize.Font{Family: font, Size: bodySize, Bold: true}, Border: border(),
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{headFill}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
}

func (p *writer) bodyStyle(t ColumnType, open bool) int {
	s := &excelize.Style{Font: &excelize.Font{Family: font, Size: bodySize}, Border: border(),
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	switch t {
	case Date:
		format := "yyyy/mm/dd"
		s.CustomNumFmt = &format
	case Number:
		s.NumFmt = 3 // #,##0
	case Percent:
		format := "0.0%"
		s.CustomNumFmt = &format
	case Decimal:
		format := "0.0"
		s.CustomNumFmt = &format
	case Link:
		s.NumFmt, s.Font.Color, s.Font.Underline = 49, linkColour, "single"
	default:
		s.NumFmt = 49 // text: what looks like a number or formula stays as typed
	}
	if open {
		s.Protection = &excelize.Protection{Locked: false}
	}
	return p.style("body "+string(t)+strconv.FormatBool(open), s)
}

func at(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}

// sheet writes one sheet from top to bottom.
func (p *writer) sheet(s *Sheet) {
	row := 1
	for i, line := range s.Title {
		size := float64(bodySize)
		if i == 0 {
			size = titleSize
		}
		p.title(s, row, line, &excelize.Font{Family: font, Size: size, Bold: i == 0})
		row++
	}
	row = p.fields(s, row)
	headFrom := row
	if len(s.Groups) > 0 {
		p.groups(s, row)
		row++
	}
	for i, c := range s.Columns {
		p.do(p.f.SetCellStr(s.Name, at(i+1, row), c.Label))
		name, err := excelize.ColumnNumberToName(i + 1)
		p.do(err)
		p.do(p.f.SetColWidth(s.Name, name, name, cmp.Or(c.Width, 16)))
	}
	last := len(s.Columns)
	p.do(p.f.SetCellStyle(s.Name, at(1, headFrom), at(last, row), p.headStyle()))
	head := row
	for _, cells := range s.Rows {
		row++
		p.do(p.f.SetRowHeight(s.Name, row, max(s.RowHeight, rowHeight(s.Columns, cells))))
		for i, c := range cells {
			p.cell(s.Name, at(i+1, row), s.Columns[i].Type, string(c))
		}
	}
	labels := make([]Cell, len(s.Columns))
	for i, c := range s.Columns {
		labels[i] = Cell(c.Label)
	}
	p.do(p.f.SetRowHeight(s.Name, head, max(headHeight, rowHeight(s.Columns, labels))))
	for range s.BlankRows {
		row++
		if s.RowHeight > 0 {
			p.do(p.f.SetRowHeight(s.Name, row, s.RowHeight))
		}
	}
	for i, c := range s.Columns {
		if row > head {
			p.do(p.f.SetCellStyle(s.Name, at(i+1, head+1), at(i+1, row), p.bodyStyle(c.Type, s.Protect && !s.locked(i))))
			if row > head+s.Lead {
				p.validate(s.Name, c, at(i+1, head+s.Lead+1)+":"+at(i+1, row))
			}
		}
	}
	p.extras(s, head, row, last)
	p.alert(s, head, row, last)
	p.frame(s, headFrom, head, row, last)
}

// rowHeight gives a row room for the lines that its words wrap into: programs
// other than Excel do not find it out by themselves. In points.
func rowHeight(columns []Column, cells []Cell) float64 {
	lines := 1
	for i, c := range cells {
		n := 0
		for _, line := range strings.Split(string(c), "\n") {
			n += max(1, int(math.Ceil(float64(japanese.TextWidth(line))/cmp.Or(columns[i].Width, 16))))
		}
		lines = max(lines, n)
	}
	return min(float64(lines)*lineHeight+3, maxRowHeight)
}

func (p *writer) groups(s *Sheet, row int) {
	column := 1
	for _, g := range s.Groups {
		p.do(p.f.SetCellStr(s.Name, at(column, row), g.Label))
		if g.Span > 1 {
			p.do(p.f.MergeCell(s.Name, at(column, row), at(column+g.Span-1, row)))
		}
		column += g.Span
	}
}

// cell writes one value by its type; words are always text, never a formula.
func (p *writer) cell(sheet, cell string, t ColumnType, value string) {
	switch {
	case value == "":
	case t == Date:
		d, err := time.Parse(time.DateOnly, value)
		p.do(err)
		p.do(p.f.SetCellValue(sheet, cell, d))
	case t == Number || t == Percent:
		n, err := strconv.Atoi(value)
		p.do(err)
		p.do(p.f.SetCellInt(sheet, cell, int64(n)))
	case t == Link:
		p.do(p.f.SetCellStr(sheet, cell, clean(value)))
		p.do(p.f.SetCellHyperLink(sheet, cell, clean(value), "External"))
	default:
		p.do(p.f.SetCellStr(sheet, cell, clean(value)))
	}
}

// clean drops what XML can't hold and cuts at the limit of a cell.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > maxCell {
		return string(r[:maxCell])
	}
	return s
}

// validate sets the drop-down or type of a column, and its hint.
func (p *writer) validate(sheet string, c Column, area string) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(area)
	title := shorten(c.Label, maxPromptOf)
	switch c.Type {
	case Choice:
		p.dropList(dv, c.Choices)
		dv.SetError(excelize.DataValidationErrorStyleStop, title, p.words.Choose)
	case Date:
		p.do(dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 2000-01-01 to 2099-12-31
		dv.SetError(excelize.DataValidationErrorStyleStop, title, p.words.Date)
	case Number:
		p.do(dv.SetRange(0, 999999999, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		dv.SetError(excelize.DataValidationErrorStyleStop, title, p.words.Number)
	default:
		if c.Hint == "" {
			return
		}
	}
	if c.Hint != "" {
		dv.SetInput(title, shorten(c.Hint, maxPrompt))
	}
	p.do(p.f.AddDataValidation(sheet, dv))
}

// frame sets what makes a sheet pleasant: frozen heads, print area, heads on
// every page, page numbers.
func (p *writer) frame(s *Sheet, headFrom, head, last, columns int) {
	panes := &excelize.Panes{Freeze: true, XSplit: s.Keep, YSplit: head, TopLeftCell: at(s.Keep+1, head+1), ActivePane: "bottomLeft"}
	if s.Keep > 0 {
		panes.ActivePane = "bottomRight"
	}
	p.do(p.f.SetPanes(s.Name, panes))
	orientation, paper := "portrait", 9 // A4
	if s.Landscape {
		orientation = "landscape"
	}
	layout := &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation}
	wide, tall, fit := 1, 0, s.Scale == 0
	if s.OnePage {
		tall = 1
	}
	if fit {
		layout.FitToWidth, layout.FitToHeight = &wide, &tall
	} else {
		layout.AdjustTo = &s.Scale
	}
	p.do(p.f.SetPageLayout(s.Name, layout))
	p.do(p.f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	column := 0
	for _, g := range s.Groups {
		if column += g.Span; g.Break && !fit {
			p.do(p.f.InsertPageBreak(s.Name, at(column+1, 1)))
		}
	}
	margin, foot := 0.5, 0.3 // inches
	p.do(p.f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Footer: &foot}))
	p.do(p.f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&L" + strings.ReplaceAll(s.Footer, "&", "&&") + "&R&P / &N"}))
	end, err := excelize.CoordinatesToCellName(columns, last, true)
	p.do(err)
	sheet := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!"
	titles := fmt.Sprintf("%s$%d:$%d", sheet, headFrom, head)
	if s.Keep > 0 {
		name, err := excelize.ColumnNumberToName(s.Keep)
		p.do(err)
		titles = sheet + "$A:$" + name + "," + titles
	}
	p.do(p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: sheet + "$A$1:" + end, Scope: s.Name}))
	p.do(p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.Name}))
}
