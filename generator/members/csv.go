package members

import (
	"strings"
	"unicode/utf8"
)

// parseCSV cuts a text into records as a spreadsheet does: quoted fields may hold
// delimiters, line breaks and doubled quotes. An empty line is a row, so that the
// numbers of rows are those on the screen. What is not CSV is a fault of its cell.
func parseCSV(s string, limits Limits) (*table, []Fault, error) {
	p := &csvReader{rest: s, delimiter: delimiterOf(s), limits: limits, table: &table{}}
	for row := 1; p.rest != ""; row++ {
		if row > limits.Rows {
			return nil, nil, tooLarge("rows", limits.Rows, "")
		}
		if err := p.record(row); err != nil {
			return nil, nil, err
		}
	}
	return p.table, p.faults, nil
}

// delimiterOf is tab when the first line has one outside quotes, else comma.
func delimiterOf(s string) byte {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case '\t':
			if !quoted {
				return '\t'
			}
		case '\n', '\r':
			if !quoted && strings.Trim(s[:i], ", \r\n") != "" {
				return ','
			}
		}
	}
	return ','
}

type csvReader struct {
	rest      string
	delimiter byte
	limits    Limits
	cells     int
	table     *table
	faults    []Fault
}

func (p *csvReader) record(number int) error {
	r := row{number: number}
	for column := 0; ; column++ {
		if column >= p.limits.Columns {
			return tooLarge("columns", p.limits.Columns, "")
		}
		word, end, ok := p.field()
		if !ok && len(p.faults) <= maxFaults {
			p.faults = append(p.faults, newFault(Place{Row: number, Column: columnName(column)}, "", "list_quote", nil))
		}
		if len(word) > maxCell && utf8.RuneCountInString(word) > maxCell {
			return tooLarge("characters", maxCell, "")
		}
		if strings.TrimSpace(word) != "" {
			if p.cells++; p.cells > p.limits.Cells {
				return tooLarge("cells", p.limits.Cells, "")
			}
			r.cells = append(r.cells, cell{column: column, text: word})
		}
		if end {
			break
		}
	}
	if len(r.cells) > 0 {
		p.table.rows = append(p.table.rows, r)
	}
	return nil
}

// field takes one field and what ends it; end at the end of the record.
func (p *csvReader) field() (word string, end, ok bool) {
	if !strings.HasPrefix(p.rest, `"`) {
		i := strings.IndexAny(p.rest, "\r\n"+string(p.delimiter))
		if i < 0 {
			word, p.rest = p.rest, ""
			return word, true, !strings.Contains(word, `"`)
		}
		word = p.rest[:i]
		return word, p.separator(i), !strings.Contains(word, `"`)
	}
	var b strings.Builder
	p.rest = p.rest[1:]
	for {
		i := strings.IndexByte(p.rest, '"')
		if i < 0 { // never closed: all that follows belongs to it
			b.WriteString(p.rest)
			p.rest = ""
			return "", true, false
		}
		b.WriteString(p.rest[:i])
		p.rest = p.rest[i+1:]
		if !strings.HasPrefix(p.rest, `"`) {
			break
		}
		b.WriteByte('"')
		p.rest = p.rest[1:]
	}
	i := strings.IndexAny(p.rest, "\r\n"+string(p.delimiter))
	if i < 0 {
		i = len(p.rest)
	}
	ok = strings.TrimSpace(p.rest[:i]) == ""
	return lineBreaks.Replace(b.String()), p.separator(i), ok
}

// separator steps over the mark at i; true at the end of a record.
func (p *csvReader) separator(i int) bool {
	if i >= len(p.rest) {
		p.rest = ""
		return true
	}
	mark := p.rest[i]
	p.rest = p.rest[i+1:]
	if mark == p.delimiter {
		return false
	}
	if mark == '\r' {
		p.rest = strings.TrimPrefix(p.rest, "\n")
	}
	return true
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
