package checklist

import (
	"errors"
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// Limits bound a returned file.
var Limits = workbook.Limits{Bytes: 5 << 20, Unpacked: 60 << 20, Ratio: 200, Parts: 1200, Sheets: 320, Rows: 20000, Cells: 400000}

// Returned is a file that came back.
type Returned struct {
	File     string    `json:"file"`
	Readable bool      `json:"readable"`
	Findings []Finding `json:"findings"` // about the file as a whole
	Sheets   []*Sheet  `json:"-"`

	scan *workbook.Scan
	meta meta
	grid map[string]*grid // of the contractors' sheets, by name
}

// Read takes a returned workbook apart. It always gives something: what can't
// be read is said in the findings.
func Read(file string, data []byte) *Returned {
	r := &Returned{File: file, Findings: []Finding{}, grid: map[string]*grid{}}
	c, err := Items()
	if err == nil {
		r.scan, err = workbook.ScanBook(data, Limits)
	}
	switch {
	case errors.Is(err, workbook.ErrTooLarge):
		r.find("too_large", "", "")
	case errors.Is(err, workbook.ErrEncrypted):
		r.find("encrypted", "", "")
	case errors.Is(err, workbook.ErrOldFormat):
		r.find("old_format", "", "")
	case err != nil:
		r.find("unreadable", "", "")
	}
	if err != nil {
		return r
	}
	for _, s := range r.scan.Sheets {
		if japanese.FindMyNumber(s.Name) { // every finding would repeat it
			r.find("my_number", "", "")
			return r
		}
	}
	if r.scan.Macros {
		r.find("macros_ignored", "", "")
	}
	if r.scan.Links {
		r.find("links_ignored", "", "")
	}
	r.read(c)
	for _, f := range r.Findings {
		if f.Code == "newer_version" || f.Code == "not_checklist" {
			return r
		}
	}
	r.Readable = len(r.Sheets) > 0
	if !r.Readable {
		r.find("no_sheet", "", "")
	}
	return r
}

// Unread is a file of which only the reason is known why it was not read.
func Unread(file, code string) *Returned {
	if _, known := findingCodes[code]; !known {
		code = "unreadable"
	}
	r := &Returned{File: file, Findings: []Finding{}}
	r.find(code, "", "")
	return r
}

func (r *Returned) find(code, sheet, cell string) {
	r.Findings = append(r.Findings, newFinding(code, sheet, cell, "", nil))
}

// read finds the sheets of the contractors, whatever they are called now.
func (r *Returned) read(c *Catalogue) {
	var contractors []*grid
	for i := range r.scan.Sheets {
		g := newGrid(&r.scan.Sheets[i])
		g.from1904 = r.scan.Date1904
		switch {
		case g.isMeta():
			r.readMeta(g)
		case g.isContractor():
			contractors = append(contractors, g)
		default:
			r.otherSheet(g)
		}
	}
	switch {
	case !r.meta.found && len(contractors) == 0:
		r.find("not_checklist", "", "")
		return
	case r.meta.found && (r.meta.newer() || r.meta.text("item_set") != c.Version):
		r.find("newer_version", "", "")
		return
	case !r.meta.found:
		r.find("meta_missing", "", "")
	}
	seen := map[string]bool{}
	for _, g := range contractors {
		id, version := g.contractor(r.meta)
		switch {
		case version != "" && version != c.Version:
			r.find("newer_version", g.name, "")
			return
		case seen[id]:
			r.find("sheet_twice", g.name, "")
			continue
		}
		seen[id] = true
		r.grid[g.name] = g
		r.Sheets = append(r.Sheets, r.sheet(c, g, id))
	}
	for _, known := range r.meta.contractors {
		if !seen[known.id] {
			r.find("sheet_missing", known.sheet, "")
		}
	}
}

// otherSheet looks at a sheet that is no contractor's: for a 個人番号, and for
// thresholds that are not those that were sent.
func (r *Returned) otherSheet(g *grid) {
	for _, c := range g.cells {
		if japanese.FindMyNumber(c.Value) {
			r.find("my_number", g.name, workbook.CellName(c.Row, c.Column))
		}
	}
	head := g.head([]string{"リスク区分", "基準点（%）"}, 2)
	if head == nil || !r.meta.found && len(r.scan.Sheets) > 0 {
		r.meta.later = append(r.meta.later, g)
		return
	}
	r.thresholds(g, head)
}

// thresholds compares the numbers of 評価基準 with those that were sent.
func (r *Returned) thresholds(g *grid, head *headRow) {
	for row := head.row + 1; row <= head.row+3; row++ {
		tier := Tier(strings.TrimSpace(g.value(row, head.columns["リスク区分"])))
		now := strings.TrimSpace(g.value(row, head.columns["基準点（%）"]))
		if slices.Contains(Tiers(), tier) && now != "" && now != r.meta.text("threshold_"+string(tier)) {
			r.find("threshold_changed", g.name, workbook.CellName(row, head.columns["基準点（%）"]))
		}
	}
}

// gridCell is a cell with content. Row and Column count from 1.
type gridCell struct {
	Row, Column int
	Value       string
	Number      bool
	Formula     bool // Value is empty: what a formula gives is not taken
}

// grid is a sheet by its cells.
type grid struct {
	name   string
	cells  []gridCell
	at     map[[2]int]gridCell
	merged []workbook.Area
	mark   gridCell // the cell that says what the sheet is
	table  *headRow

	from1904 bool
}

func newGrid(s *workbook.ContentSheet) *grid {
	g := &grid{name: s.Name, merged: s.Merged, at: map[[2]int]gridCell{}}
	for _, row := range s.Rows {
		for _, content := range row.Cells {
			c := gridCell{row.Number, content.Column + 1, content.Text, content.Kind == workbook.KindNumber, content.Kind == workbook.KindFormula}
			g.cells = append(g.cells, c)
			g.at[[2]int{c.Row, c.Column}] = c
			if g.mark.Row == 0 && strings.HasPrefix(c.Value, Schema+"/") && strings.Count(c.Value, "/") == 3 {
				g.mark = c
			}
		}
	}
	g.table = g.head(heads, 5)
	return g
}

func (g *grid) value(row, column int) string { return g.at[[2]int{row, column}].Value }

// headRow is a row of heads: columns by their words.
type headRow struct {
	row     int
	columns map[string]int
}

// head finds the first row that has at least so many of the words as heads.
func (g *grid) head(words []string, enough int) *headRow {
	folded := map[string]string{}
	for _, w := range words {
		folded[fold(w)] = w
	}
	h := &headRow{columns: map[string]int{}}
	for _, c := range g.cells {
		if c.Row != h.row {
			if len(h.columns) >= enough {
				return h
			}
			h = &headRow{row: c.Row, columns: map[string]int{}}
		}
		if w, ok := folded[fold(c.Value)]; ok && h.columns[w] == 0 {
			h.columns[w] = c.Column
		}
	}
	if len(h.columns) >= enough {
		return h
	}
	return nil
}

func (g *grid) isMeta() bool {
	return g.value(1, 1) == "schema" && g.value(1, 2) != ""
}

// isContractor: by its mark, or by nearly all the heads of the table; 是正管理
// and 評価基準 have some of them too.
func (g *grid) isContractor() bool {
	return g.mark.Row > 0 || g.table != nil && len(g.table.columns) >= len(heads)-3
}

// contractor is whose sheet it is, and the version of its items: by its mark,
// else by its name in _meta.
func (g *grid) contractor(m meta) (id, version string) {
	if parts := strings.SplitN(g.mark.Value, "/", 4); len(parts) == 4 {
		if parts[1] != number(SchemaVersion) {
			return parts[3], "unknown"
		}
		return parts[3], parts[2]
	}
	for _, c := range m.contractors {
		if c.sheet == g.name {
			return c.id, ""
		}
	}
	if len(m.contractors) == 1 {
		return m.contractors[0].id, ""
	}
	return g.name, ""
}
