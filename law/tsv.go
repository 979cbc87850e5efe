package law

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// A loader reads the data files and gathers their faults.
type loader struct {
	fsys     fs.FS
	coverage Coverage
	sources  map[string]bool
	faults   []error
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.faults = append(l.faults, &Fault{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// A record is one line of a data file.
type record struct {
	loader *loader
	file   string
	line   int
	cells  map[string]string
}

// read returns the lines of a tab-separated file below its header. Lines that
// begin with # are remarks. The header must be exactly the columns.
func (l *loader) read(file string, columns ...string) []record {
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.fault(file, 0, "%v", err)
		return nil
	}
	var out []record
	header := false
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		switch {
		case !header:
			header = true
			if !slices.Equal(cells, columns) {
				l.fault(file, n, "columns are %q, want %q", cells, columns)
				return nil
			}
		case len(cells) != len(columns):
			l.fault(file, n, "%d columns, want %d", len(cells), len(columns))
		default:
			r := record{loader: l, file: file, line: n, cells: map[string]string{}}
			for i, c := range columns {
				if cells[i] != strings.TrimSpace(cells[i]) {
					r.fault("column %s: %q begins or ends with a space", c, cells[i])
				}
				r.cells[c] = cells[i]
			}
			out = append(out, r)
		}
	}
	if err := scanner.Err(); err != nil {
		l.fault(file, 0, "%v", err)
	}
	if len(out) == 0 {
		l.fault(file, 0, "no rows")
	}
	return out
}

func (r record) fault(format string, args ...any) { r.loader.fault(r.file, r.line, format, args...) }

// get returns a cell, which may be empty.
func (r record) get(column string) string { return r.cells[column] }

// need returns a cell that must not be empty.
func (r record) need(column string) string {
	if r.cells[column] == "" {
		r.fault("column %s is empty", column)
	}
	return r.cells[column]
}

func (r record) yes(column string) bool {
	switch r.cells[column] {
	case "yes":
		return true
	case "no":
		return false
	}
	r.fault("column %s: %q, want yes or no", column, r.cells[column])
	return false
}

// number returns a cell that is a number of at least 1, or 0 for an empty cell.
func (r record) number(column string) int {
	s := r.cells[column]
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		r.fault("column %s: %q, want a number", column, s)
	}
	return n
}

// date returns a cell that is a date, or other for an empty cell.
func (r record) date(column string, other japanese.Date) japanese.Date {
	s := r.cells[column]
	if s == "" {
		return other
	}
	d, err := japanese.ParseDate(s)
	if err != nil {
		r.fault("column %s: %v", column, err)
		return other
	}
	return d
}

func (r record) list(column string) []string {
	if r.cells[column] == "" {
		return nil
	}
	return strings.Split(r.cells[column], ",")
}

// row reads the columns that every dated row has: from, to, source, confirmed
// (or the column named), checked_on, note where there is one.
func (r record) row(confirmed string) Row { return r.rowWithin(r.loader.coverage, confirmed) }

// rowWithin is row for a file with a covered period of its own: an empty from or
// to is the end of that period.
func (r record) rowWithin(c Coverage, confirmed string) Row {
	row := Row{
		From:      r.date("from", c.From),
		To:        r.date("to", c.To),
		Source:    r.list("source"),
		Confirmed: r.yes(confirmed),
		CheckedOn: r.date("checked_on", japanese.Date{}),
		Note:      r.get("note"),
	}
	if row.CheckedOn.IsZero() {
		r.need("checked_on")
	}
	if row.To.Before(row.From) {
		r.fault("the row ends on %s, before it begins on %s", row.To, row.From)
	}
	if len(row.Source) == 0 {
		r.need("source")
	}
	for _, s := range row.Source {
		if !r.loader.sources[s] {
			r.fault("source %q is not in sources.tsv", s)
		}
		if s == "memory" && row.Confirmed {
			r.fault("a row from memory cannot be confirmed")
		}
	}
	return row
}

// period is the time in which one row of an id is the law.
type period struct {
	record   record
	id       string
	from, to japanese.Date
}

// checkOverlap reports two rows of one id that hold on the same day: then
// nobody could say which is the law.
func checkOverlap(periods []period) {
	byID := map[string][]period{}
	for _, p := range periods {
		for _, q := range byID[p.id] {
			if !p.from.After(q.to) && !q.from.After(p.to) {
				p.record.fault("%q overlaps line %d: both hold on %s", p.id, q.record.line, later(p.from, q.from))
			}
		}
		byID[p.id] = append(byID[p.id], p)
	}
}

func later(a, b japanese.Date) japanese.Date {
	if a.After(b) {
		return a
	}
	return b
}
