package members

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// sheet is a table whose header is understood.
type sheet struct {
	*table
	base    *base
	head    int // number of the header row; 0 = none
	columns []column
}

// headerDepth is how many rows may stand above the header: titles and groups.
const headerDepth = 20

// newSheet finds the header row of a table, the one with most known headers, and
// what its columns hold.
func newSheet(t *table, b *base) (*sheet, []Fault) {
	s := &sheet{table: t, base: b}
	best, at := 0, -1
	for i, r := range t.rows {
		if r.number > headerDepth {
			break
		}
		known := 0
		for _, c := range r.cells {
			if c.kind == workbook.KindText && len(c.text) < 400 && len(b.find(c.text)) > 0 {
				known++
			}
		}
		if known > best {
			best, at = known, i
		}
	}
	if at < 0 {
		return s, []Fault{newFault(Place{Sheet: t.name}, "", "list_no_header", nil)}
	}
	s.head = t.rows[at].number
	faults := s.header(t.rows[at])
	return s, append(faults, s.headless()...)
}

// header reads the header row; every column that is not known is named.
func (s *sheet) header(r row) []Fault {
	var faults []Fault
	seen := map[string]string{}
	for _, c := range r.cells {
		place := Place{Sheet: s.name, Row: r.number, Column: columnName(c.column)}
		col := column{index: c.column, header: shownHeader(c.text)}
		found := s.base.find(c.text)
		switch {
		case c.kind == workbook.KindFormula:
			faults = append(faults, newFault(place, "", "list_formula", nil))
		case japanese.FindMyNumber(c.text):
			faults = append(faults, newFault(place, "", "list_my_number", nil))
		case passedOver(c.text):
		case len(found) == 0:
			faults = append(faults, s.unknown(place, c.text, len(faults) < 50))
		case len(found) > 1:
			var names []string
			for _, f := range found[:min(len(found), 6)] {
				names = append(names, "「"+s.base.labelOf(f.path)+"」")
			}
			faults = append(faults, newFault(place, "", "list_header_ambiguous", map[string]words{"Header": both(col.header), "Choices": both(strings.Join(names, "、"))}))
		default:
			name := strings.Join(found[0].path, ".")
			if found[0].key != noKey {
				name = "key " + string(rune('0'+found[0].key))
			}
			if first, twice := seen[name]; twice {
				faults = append(faults, newFault(place, "", "list_header_twice", map[string]words{"Header": both(col.header), "Column": both(first)}))
				break
			}
			seen[name] = place.Column
			col.path, col.field, col.key = found[0].path, found[0].field, found[0].key
		}
		s.columns = append(s.columns, col)
	}
	return faults
}

// unknown names a header that is not known, and the nearest that is, unless the
// sheet is something else altogether.
func (s *sheet) unknown(place Place, header string, look bool) Fault {
	data := map[string]words{"Header": both(shownHeader(header))}
	if look {
		if near := s.base.nearest(header); near != "" {
			data["Near"] = both(near)
			return newFault(place, "", "list_header_near", data)
		}
	}
	return newFault(place, "", "list_header_unknown", data)
}

// headless names the columns that have values below the header but none in it.
func (s *sheet) headless() []Fault {
	var faults []Fault
	var seen []int
	for _, r := range s.rows {
		for _, c := range r.cells {
			if r.number <= s.head || slices.Contains(seen, c.column) || slices.ContainsFunc(s.columns, func(o column) bool { return o.index == c.column }) {
				continue
			}
			seen = append(seen, c.column)
			faults = append(faults, newFault(Place{Sheet: s.name, Row: r.number, Column: columnName(c.column)}, "", "list_no_header_here", nil))
		}
	}
	return faults
}

// body are the rows below the header, without those marked as an example.
func (s *sheet) body() []row {
	var out []row
	for _, r := range s.rows {
		if r.number > s.head && !isExample(r) {
			out = append(out, r)
		}
	}
	return out
}

// exampleMark stands at the head of a row that shows how to fill in the list.
const exampleMark = "記入例"

func isExample(r row) bool {
	for _, c := range r.cells[:min(len(r.cells), 2)] {
		if strings.HasPrefix(strings.TrimSpace(c.text), exampleMark) {
			return true
		}
	}
	return false
}

// key is the cell of a row that names the company in one way.
func (s *sheet) key(r row, kind keyKind) (string, Place, bool) {
	for _, c := range s.columns {
		if c.key != kind {
			continue
		}
		if v, ok := r.at(c.index); ok {
			return strings.TrimSpace(v.text), s.place(r.number, c), true
		}
	}
	return "", Place{Sheet: s.name, Row: r.number}, false
}

func (s *sheet) place(number int, c column) Place {
	return Place{Sheet: s.name, Row: number, Column: columnName(c.index), Header: c.header}
}

// shownHeader is a header fit to be shown back: one line, not too long.
func shownHeader(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	if japanese.FindMyNumber(s) {
		return "…"
	}
	return s
}

// baseOf finds what the rows of a sheet are by the sheet's name; nil when no name
// fits.
func baseOf(name string) *base {
	folded := fold(name)
	if slices.Contains(mainSheets, folded) || slices.ContainsFunc(companySheets, func(p companySheet) bool { return folded == fold(p.name) }) {
		return furtherBase()
	}
	for _, b := range bases()[1:] {
		if folded == fold(b.short) || folded == fold(b.label) || folded == fold(pathText(b.path)) || folded == fold(sheetName(b)) {
			return b
		}
	}
	return nil
}

// nearestSheet is the name of a sheet that differs least; "" when none is near.
func nearestSheet(name string) string {
	folded := []rune(fold(name))
	best, near := max(2, len(folded)/3)+1, ""
	for _, b := range bases() {
		for _, known := range []string{b.short, b.label, pathText(b.path)} {
			d := distance(folded, []rune(fold(known)))
			if len(folded) > 1 && strings.Contains(fold(known), string(folded)) {
				d = 1
			}
			if d < best {
				best, near = d, sheetName(b)
			}
		}
	}
	return near
}

// sheetName is the name of the sheet of a list, as Excel allows it: with its group,
// where the label alone would say little (送信先, 実施回).
func sheetName(b *base) string {
	label := b.short
	if group, ok := strings.CutSuffix(b.label, joiner+b.short); ok && !strings.Contains(group, b.short) {
		label = b.label
	}
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/?*[]:`, r) {
			return '・'
		}
		return r
	}, label)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	return name
}
