package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"kitei/generator/workbook"
	"kitei/templates"
)

// sheetFile is a workbook as templates/sheets describes it.
type sheetFile struct {
	Kind   string      `yaml:"kind"`
	Part   string      `yaml:"part"`
	Name   string      `yaml:"name"`   // 書類名 in file names
	Schema string      `yaml:"schema"` // name and version of the layout, in a hidden sheet; may be empty
	Option string      `yaml:"option"` // made only when options.annexes names it; "" = always
	Sheets []sheetSpec `yaml:"sheets"`
}

// sheetSpec is one sheet of it.
type sheetSpec struct {
	Key       string   `yaml:"key"` // names the sheet in formulas
	Name      string   `yaml:"name"`
	Landscape bool     `yaml:"landscape"`
	BlankRows int      `yaml:"blank_rows"`
	RowHeight float64  `yaml:"row_height"`
	Scale     uint     `yaml:"scale"`
	Keep      int      `yaml:"keep"`
	Banded    bool     `yaml:"banded"`
	Protect   bool     `yaml:"protect"`
	Footer    string   `yaml:"footer"` // default: the name of the workbook
	Title     []string `yaml:"title"`
	Fields    [][]struct {
		Key   string `yaml:"key"`
		Label string `yaml:"label"`
		Value string `yaml:"value"`
		Type  string `yaml:"type"`
	} `yaml:"fields"`
	Groups []struct {
		Label   string `yaml:"label"`
		Columns int    `yaml:"columns"`
		Break   bool   `yaml:"break"`
	} `yaml:"groups"`
	Columns []columnSpec `yaml:"columns"`
	Rows    [][]string   `yaml:"rows"`
	Each    string       `yaml:"each"` // a list of the profile: one row an entry, by the values of the columns
}

// columnSpec is one column of a sheet.
type columnSpec struct {
	Key     string   `yaml:"key"` // names the column in formulas
	Label   string   `yaml:"label"`
	Type    string   `yaml:"type"`
	Width   float64  `yaml:"width"`
	Choices []string `yaml:"choices"`
	// ChoicesFrom is list.field of the values, before Choices.
	ChoicesFrom string `yaml:"choices_from"`
	Hint        string `yaml:"hint"`
	If          string `yaml:"if"`      // a switch of the profile or the options; without it the column is always there
	Formula     string `yaml:"formula"` // of every row; see sheet_formula.go
	First       string `yaml:"first"`   // of the first row, where it differs
	Locked      bool   `yaml:"locked"`
	// Value is what the column takes from an entry of Each: words with {{field}};
	// Map puts the words of the column for those of the field.
	Value string            `yaml:"value"`
	Map   map[string]string `yaml:"map"`
}

// columnTypes are what a column of a file may be.
var columnTypes = []workbook.ColumnType{"", workbook.Text, workbook.Date, workbook.Number, workbook.Choice, workbook.Percent, workbook.Decimal}

// loadSheet reads one file of templates/sheets and checks that it fits together.
func loadSheet(name string) (*sheetFile, error) {
	src, err := templates.FS.ReadFile("sheets/" + name)
	if err != nil {
		return nil, err
	}
	var f sheetFile
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("templates/sheets/%s: %w", name, err)
	}
	for _, s := range f.Sheets {
		span := 0
		for _, g := range s.Groups {
			span += g.Columns
		}
		if len(s.Columns) == 0 || len(s.Groups) > 0 && span != len(s.Columns) {
			return nil, fmt.Errorf("templates/sheets/%s: sheet %s: the groups cover %d of %d columns", name, s.Name, span, len(s.Columns))
		}
		for _, c := range s.Columns {
			for _, to := range c.Map {
				if !slices.Contains(c.Choices, to) {
					return nil, fmt.Errorf("templates/sheets/%s: column %s: %q is not one of its choices", name, c.Label, to)
				}
			}
			if t := workbook.ColumnType(c.Type); t == workbook.Choice && len(c.Choices) == 0 || !slices.Contains(columnTypes, t) {
				return nil, fmt.Errorf("templates/sheets/%s: column %s: type %q", name, c.Label, c.Type)
			}
		}
	}
	return &f, nil
}

// sheetField is a value in a title of a sheet, or in the label or the hint of a column.
var sheetField = regexp.MustCompile(`\{\{([a-z_.]+)\}\}`)

// book makes the workbook of one company.
func (f *sheetFile) book(values map[string]any) *workbook.Book {
	company := cmp.Or(textOf(values, "legal_name"), textOf(values, "trade_name"))
	fill := func(s string) string {
		return sheetField.ReplaceAllStringFunc(s, func(mark string) string {
			path := strings.Trim(mark, "{}")
			if path == "legal_name" {
				return company
			}
			return textOf(values, path)
		})
	}
	b := &workbook.Book{Title: f.Name, Author: company, Schema: f.Schema}
	for _, s := range f.Sheets {
		sheet := &workbook.Sheet{Name: s.Name, Landscape: s.Landscape, BlankRows: s.BlankRows, RowHeight: s.RowHeight, Scale: s.Scale, Keep: s.Keep,
			Footer: cmp.Or(s.Footer, f.Name), Banded: s.Banded, Protect: s.Protect}
		for _, line := range s.Title {
			sheet.Title = append(sheet.Title, fill(line))
		}
		for _, line := range s.Fields {
			var fields []workbook.Field
			for _, e := range line {
				fields = append(fields, workbook.Field{Label: e.Label, Value: workbook.Cell(fill(e.Value)), Type: workbook.ColumnType(cmp.Or(e.Type, string(workbook.Text)))})
			}
			sheet.Fields = append(sheet.Fields, fields)
		}
		for _, row := range s.Rows {
			cells := []workbook.Cell{}
			for _, c := range row {
				cells = append(cells, workbook.Cell(fill(c)))
			}
			sheet.Rows = append(sheet.Rows, cells)
		}
		sheet.Rows = append(sheet.Rows, f.entries(s, values)...)
		left := make([]int, len(s.Columns)+1) // columns left out before each
		for i, c := range s.Columns {
			left[i+1] = left[i]
			if c.If != "" && !flag(values, c.If) {
				left[i+1]++
				continue
			}
			t := workbook.ColumnType(cmp.Or(c.Type, string(workbook.Text)))
			choices := c.choices(values)
			if t == workbook.Choice && len(choices) == 0 {
				t = workbook.Text
			}
			sheet.Columns = append(sheet.Columns, workbook.Column{Label: fill(c.Label), Type: t, Width: c.Width, Choices: choices, Hint: fill(c.Hint), Locked: c.Locked})
		}
		from := 0
		for _, g := range s.Groups {
			to := from + g.Columns
			sheet.Groups = append(sheet.Groups, workbook.Group{Label: g.Label, Span: g.Columns - (left[to] - left[from]), Break: g.Break})
			from = to
		}
		b.Sheets = append(b.Sheets, sheet)
	}
	return b
}

// filled makes the workbook of one company with its rows and formulas.
func (f *sheetFile) filled(values map[string]any) (*workbook.Book, error) {
	if f.Kind == "training_record" {
		return trainingRecord(f, values)
	}
	b := f.book(values)
	return b, f.formulas(b, sheetConstants(values), nil)
}

// sheetFiles makes the workbooks of a kind.
func sheetFiles(kind KindInfo, values map[string]any, req Request) ([]File, error) {
	var out []File
	for _, name := range kind.Sheets {
		f, err := loadSheet(name)
		if err != nil {
			return nil, err
		}
		if annexes, _ := at(values, "options.annexes").([]any); f.Option != "" && !slices.Contains(annexes, any(f.Option)) {
			continue
		}
		b, err := f.filled(values)
		if err != nil {
			return nil, err
		}
		b.Created, b.Words = midnight(req.Run.AsOf), sheetWords(textOf(values, "output.language"))
		translate(b, textOf(values, "output.language"))
		var buffer bytes.Buffer
		if err := workbook.Write(b, &buffer); err != nil {
			return nil, err
		}
		out = append(out, File{Kind: kind.Kind, Part: f.Part, Format: XLSX, Title: f.Name, MediaType: mediaTypes[XLSX], Bytes: buffer.Bytes(),
			Name: fileName(textOf(values, "output.file_name"), nameValues(values, f.Name, req), XLSX)})
	}
	return out, nil
}
