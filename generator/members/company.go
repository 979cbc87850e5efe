package members

import (
	"slices"
	"strconv"
	"strings"
)

// gathering finds the companies of a list and which rows of its sheets are theirs.
type gathering struct {
	list     *List
	encoding Encoding
	all      []*company
	byKey    map[string]*company
	byName   map[string][]*company
}

// company is what the list says of a company: its rows, not understood yet.
type company struct {
	number int
	rows   []origin // that of the company itself first
}

// origin is a row of a sheet.
type origin struct {
	sheet *sheet
	row   row
	twice bool // another company has the same 番号
}

// companies reads the sheet with one row a company. Their names are only needed
// where further sheets may go by them.
func (g *gathering) companies(s *sheet, named bool) {
	for _, r := range s.body() {
		c := &company{number: len(g.all) + 1}
		own := origin{sheet: s, row: r}
		if key, _, ok := s.key(r, byNumber); ok {
			if own.twice = g.byKey[foldKey(key)] != nil; !own.twice {
				g.byKey[foldKey(key)] = c
			}
		}
		c.rows = []origin{own}
		if named {
			b := newBuilding(g.encoding, c)
			b.fill(&b.tree, s, r)
			for _, name := range b.names() {
				g.byName[foldName(name)] = append(g.byName[foldName(name)], c)
			}
		}
		g.all = append(g.all, c)
	}
}

// further reads a sheet whose rows say which company they belong to.
func (g *gathering) further(s *sheet) {
	if s.head == 0 {
		return
	}
	if !slices.ContainsFunc(s.columns, func(c column) bool { return c.key == byNumber || c.key == byName }) && len(g.all) != 1 {
		g.list.Faults = append(g.list.Faults, newFault(Place{Sheet: s.name, Row: s.head}, "", "list_no_key_column", nil))
		return
	}
	for _, r := range s.body() {
		c, fault := g.owner(s, r)
		if fault != nil {
			g.list.Faults = append(g.list.Faults, *fault)
			continue
		}
		c.rows = append(c.rows, origin{sheet: s, row: r})
	}
}

// owner finds the company of a row by its number, else by its name.
func (g *gathering) owner(s *sheet, r row) (*company, *Fault) {
	key, at, numbered := s.key(r, byNumber)
	name, nameAt, named := s.key(r, byName)
	owners := g.byName[foldName(name)]
	fail := func(at Place, code string) (*company, *Fault) {
		f := newFault(at, "", code, nil)
		return nil, &f
	}
	switch {
	case numbered:
		c := g.byKey[foldKey(key)]
		if c == nil {
			return fail(at, "list_no_such_company")
		}
		if named && !slices.Contains(owners, c) {
			return fail(nameAt, "list_key_and_name")
		}
		return c, nil
	case named && len(owners) == 1:
		return owners[0], nil
	case named && len(owners) > 1:
		return fail(nameAt, "list_name_twice")
	case named:
		return fail(nameAt, "list_no_such_company")
	case len(g.all) == 1:
		return g.all[0], nil
	}
	return fail(at, "list_no_owner")
}

// foldKey makes numbers of companies comparable: 001 is 1, as a spreadsheet may
// have written it.
func foldKey(s string) string {
	s = fold(s)
	if _, err := strconv.Atoi(s); err == nil {
		if s = strings.TrimLeft(s, "0"); s == "" {
			s = "0"
		}
	}
	return s
}

// foldName makes names of companies comparable; they are printed as typed.
func foldName(s string) string { return fold(s) }
