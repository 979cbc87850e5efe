package members

import (
	"iter"
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Options say how a list is read.
type Options struct {
	// Common is a profile that lies under every row: what the row says itself
	// wins. nil = none.
	Common *profile.Input
	Limits Limits
}

// A List is a member list that could be read.
type List struct {
	Encoding Encoding
	Rows     []*Row
	// Faults are those of the list as a whole: columns, sheets and rows of lists
	// that belong to no company. A list with such faults should not be used, as a
	// fact would be passed over.
	Faults []Fault

	open   []*company // of a list from [Open]
	common *profile.Input
}

// A Row is one company of the list.
type Row struct {
	Number int            // place in the list, from 1; examples and empty rows don't count
	Place  Place          // the row in the file
	Key    string         // 番号 of the company as it was written; "" = none
	Name   string         // the company as it was written; for people to find it, never for a log
	Input  *profile.Input // what was understood of the row, over the common profile
	Faults []Fault        // of the cells, and of the fields one by one

	places  map[string]Place  // by pointer
	anchors map[string]anchor // rows of lists, by the pointer of their entry
}

// anchor is a row that describes an object of the input.
type anchor struct {
	sheet  *sheet
	number int
}

// Read reads a list. The error is [profile.Faults]: the bytes are no list at all,
// or over a limit. Everything else that is wrong is in the list, all at once.
// name is that of the file, for nothing but messages.
func Read(name string, data []byte, options Options) (*List, error) {
	list, err := Open(name, data, options)
	if err != nil {
		return nil, err
	}
	list.Fill()
	return list, nil
}

// Fill makes all rows of a list from [Open], as [Read] has them.
func (l *List) Fill() { l.Rows, l.open = slices.Collect(l.All()), nil }

// Open is [Read] for a long list: only the cells stay in memory, a tenth of what
// the inputs take or less. Rows is empty; [List.All] makes a row when it is its turn.
func Open(_ string, data []byte, options Options) (*List, error) {
	limits := options.Limits.defaults()
	tables, encoding, faults, err := readTables(data, limits)
	if err != nil {
		return nil, err
	}
	list := &List{Encoding: encoding, Faults: faults}
	sheets := list.sheets(tables)
	if len(sheets) == 0 {
		return nil, unreadable("list_no_company_sheet", nil)
	}
	g := &gathering{list: list, encoding: encoding, byKey: map[string]*company{}, byName: map[string][]*company{}}
	g.companies(sheets[0], len(sheets) > 1)
	for _, s := range sheets[1:] {
		g.further(s)
	}
	if len(g.all) == 0 && len(list.Faults) == 0 {
		return nil, unreadable("list_no_company", nil)
	}
	list.open, list.common = g.all, options.Common
	list.Faults = bounded(sorted(list.Faults))
	return list, nil
}

// Len is how many companies the list has.
func (l *List) Len() int { return max(len(l.Rows), len(l.open)) }

// Row is the row at a place of the list, from 1; nil where there is none.
func (l *List) Row(place int) *Row {
	switch {
	case place < 1 || place > l.Len():
		return nil
	case len(l.Rows) > 0:
		return l.Rows[place-1]
	}
	return l.open[place-1].build(l.Encoding, l.common)
}

// All gives the rows in order. Those of a list from [Open] are made anew each
// time, and always the same.
func (l *List) All() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		for place := 1; place <= l.Len(); place++ {
			if !yield(l.Row(place)) {
				return
			}
		}
	}
}

// sheets puts the sheet of the companies first and says what the others hold.
func (l *List) sheets(tables []*table) []*sheet {
	var main *sheet
	var rest []*sheet
	take := func(t *table, b *base) *sheet {
		s, faults := newSheet(t, b)
		l.Faults = append(l.Faults, faults...)
		return s
	}
	if len(tables) == 1 {
		return []*sheet{take(tables[0], bases()[0])}
	}
	for _, t := range tables { // by its name, else the first that is nothing else
		if main == nil && isMain(t.name) {
			main = take(t, bases()[0])
			main.table = t
		}
	}
	for _, t := range tables {
		switch b := baseOf(t.name); {
		case len(t.rows) == 0, main != nil && t == main.table, isNotRead(t.name), passedOver(t.name):
		case b != nil:
			rest = append(rest, take(t, b))
		case main == nil:
			main = take(t, bases()[0])
		default:
			data := map[string]words{"Sheet": both(shownHeader(t.name)), "Near": both(nearestSheet(t.name))}
			code := "list_sheet_unknown"
			if data["Near"].ja != "" {
				code = "list_sheet_near"
			}
			l.Faults = append(l.Faults, newFault(Place{Sheet: t.name}, "", code, data))
		}
	}
	if main == nil {
		return nil
	}
	return append([]*sheet{main}, rest...)
}

func isMain(name string) bool {
	for _, s := range mainSheets {
		if fold(name) == fold(s) {
			return true
		}
	}
	return false
}

func isNotRead(name string) bool {
	for _, s := range notRead {
		if fold(name) == s {
			return true
		}
	}
	return strings.HasPrefix(name, "_")
}

// Check checks a row for the documents of a run: its faults, those of its cells
// first among them, and its warnings, each with its place in the list.
func (r *Row) Check(run profile.Run) (faults, warnings []Fault) {
	found, warned := r.Input.Check(run)
	faults = r.with(found)
	for _, w := range warned {
		warnings = append(warnings, r.Fault(w))
	}
	return faults, sorted(warnings)
}

// dayPointer is the field with the day that the documents are made for.
const dayPointer = "/output/as_of"

// AsOf is the day that the row itself states for its documents; false where it is
// that of the common profile, or none.
func (r *Row) AsOf() (japanese.Date, bool) {
	if _, own := r.places[dayPointer]; !own || r.Input == nil {
		return japanese.Date{}, false
	}
	return r.Input.AsOf()
}

// Fault is a fault of the row's profile, at its cell.
func (r *Row) Fault(f profile.Fault) Fault { return placed(r.Locate(f.Pointer), f) }

// Locate is the place in the list of a field of the row's profile, by its pointer:
// its cell, else the column it would stand in, else its row.
func (r *Row) Locate(pointer string) Place {
	if at, ok := r.places[pointer]; ok {
		return at
	}
	for up := pointer; ; {
		if a, ok := r.anchors[up]; ok {
			return a.cell(strings.TrimPrefix(pointer, up))
		}
		i := strings.LastIndexByte(up, '/')
		if i < 0 {
			return r.Place
		}
		up = up[:i]
	}
}

// cell finds the column of a field below an anchor; the whole row when it has none.
func (a anchor) cell(rest string) Place {
	path := strings.ReplaceAll(strings.TrimPrefix(rest, "/"), "/", ".")
	for _, c := range a.sheet.columns {
		if c.path != nil && path != "" && strings.Join(c.path, ".") == path {
			return a.sheet.place(a.number, c)
		}
	}
	return Place{Sheet: a.sheet.name, Row: a.number}
}

// with joins the faults of the cells with those of the profile. What is said of
// a field whose cell can't be read is left out: the cell says it better.
func (r *Row) with(found []profile.Fault) []Fault {
	out := append([]Fault(nil), r.Faults...)
	for _, f := range found {
		said := false
		for _, c := range r.Faults {
			said = said || c.Pointer != "" && (f.Pointer == c.Pointer || strings.HasPrefix(f.Pointer, c.Pointer+"/"))
		}
		if !said {
			out = append(out, r.Fault(f))
		}
	}
	return bounded(sorted(out))
}
