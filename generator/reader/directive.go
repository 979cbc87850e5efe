package reader

import (
	"regexp"
	"strings"

	"kitei/generator/document"
)

var eachPattern = regexp.MustCompile(`^(.+) as ([a-z][a-z0-9_]*)$`)

// directive reads a ::: block from its opening line to its closing one.
func (p *parser) directive(line string) *flat {
	opened := p.at
	word, rest, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, ":::")), " ")
	rest = strings.TrimSpace(rest)
	e := &document.Element{Pos: p.pos(opened, 0)}
	p.at++
	switch word {
	case "when":
		e.Kind, e.Cond = document.When, rest
		if rest == "" {
			p.fault(opened, 0, "empty", "::: when needs a condition")
		}
		return p.group(e, opened)
	case "each":
		m := eachPattern.FindStringSubmatch(rest)
		if m == nil {
			p.fault(opened, 0, "bad_each", "write ::: each LIST as name")
			m = []string{"", "[]", "x"}
		}
		e.Kind, e.Cond, e.Var = document.Each, strings.TrimSpace(m[1]), m[2]
		return p.group(e, opened)
	case "table", "form", "figure":
		return p.table(e, word, rest, opened)
	case "box", "sign":
		return p.frame(e, word, rest, opened)
	}
	p.fault(opened, 0, "unknown_block", "unknown block ::: %s", word)
	p.blocks(word, opened)
	return nil
}

// group reads the inside of a when or each; inside a table the rows keep their meaning.
func (p *parser) group(e *document.Element, opened int) *flat {
	inside := "when"
	if p.rows > 0 {
		inside = "table"
	} else if p.signs > 0 {
		inside = "sign"
	}
	f := &flat{kind: flatGroup, el: e, inner: p.blocks(inside, opened)}
	if len(f.inner) == 0 {
		p.fault(opened, 0, "empty", "an empty ::: %s", strings.ToLower(string(e.Kind)))
	}
	return f
}

// figureColumns are the drawings that layout can make, with the number of their columns.
var figureColumns = map[string]int{
	"flow": 5, // id, lane, words, deadline flag, next (ids with optional words: "b:はい、c:いいえ")
	"org":  3, // id, superior's id, words
	"bars": 3, // words, number, the number as it is printed
	"card": 2, // label, words: a card to cut out
}

func (p *parser) table(e *document.Element, word, rest string, opened int) *flat {
	e.Kind = document.TableStruct
	switch word {
	case "form":
		e.Kind = document.Form
	case "figure":
		e.Kind = document.Figure
		e.Name, rest, _ = strings.Cut(rest, " ")
		if columns := figureColumns[e.Name]; columns == 0 {
			p.fault(opened, 0, "unknown_figure", "unknown figure %q: there are flow, org, bars and card", e.Name)
		}
	}
	column := len([]rune(p.lines[opened])) - len([]rune(rest))
	title := chars(p.lines[opened], opened, column)
	if rest == "" {
		title = nil
	}
	e.Title = p.inlines(trimRight(p.attributes(trimRight(title), e)))
	p.rows++
	inner := p.blocks(word, opened)
	p.rows--
	var rows []*document.Element
	for _, f := range inner {
		rows = p.tableRow(rows, f, word)
	}
	if len(rows) == 0 {
		p.fault(opened, 0, "empty", "a %s without rows", word)
	}
	e.Children = rows
	p.checkColumns(e)
	return &flat{kind: flatBlock, el: e}
}

// tableRow adds a row or a group of rows; the rule |---| turns the rows before it into the header.
func (p *parser) tableRow(rows []*document.Element, f *flat, word string) []*document.Element {
	switch {
	case f.kind == flatRow && f.el == nil:
		for _, r := range rows {
			r.Kind = document.TableHeaderRow
		}
	case f.kind == flatRow:
		rows = append(rows, f.el)
	case f.kind == flatGroup:
		for _, inner := range f.inner {
			f.el.Children = p.tableRow(f.el.Children, inner, word)
		}
		rows = append(rows, f.el)
	default:
		p.faults.Add(f.el.Pos, "table", "only rows, when and each stand in a %s", word)
	}
	return rows
}

func (p *parser) checkColumns(table *document.Element) {
	columns := 0
	document.Walk(table.Children, func(row *document.Element) bool {
		if row.Kind != document.TableRow && row.Kind != document.TableHeaderRow {
			return true
		}
		if columns == 0 {
			columns = len(row.Children)
		}
		if len(row.Children) != columns {
			p.faults.Add(row.Pos, "table", "%d cells, the first row has %d", len(row.Children), columns)
		}
		return false
	})
	if want := figureColumns[table.Name]; table.Kind == document.Figure && want != columns {
		p.faults.Add(table.Pos, "table", "a figure %s has %d columns, not %d", table.Name, want, columns)
	}
	if len(table.Widths) > 0 && len(table.Widths) != columns || table.Align != "" && len(table.Align) != columns {
		p.faults.Add(table.Pos, "table", "widths and align give one entry for each of %d columns", columns)
	}
}

// frame reads a box or a signature block: 項 without numbers.
func (p *parser) frame(e *document.Element, word, rest string, opened int) *flat {
	f := &flat{kind: flatBlock, el: e}
	e.Kind = document.Box
	if word == "sign" {
		e.Kind, f.kind = document.Sign, flatSign
		p.signs++
	}
	if rest != "" {
		if left := p.attributes(chars(rest, opened, 0), e); len(left) > 0 {
			p.fault(opened, 0, "bad_attribute", "%s takes attributes in { } only", word)
		}
	}
	inner := p.blocks(word, opened)
	if word == "sign" {
		p.signs--
	}
	n := &nester{p: p}
	e.Children = n.content(inner)
	document.Walk(e.Children, func(c *document.Element) bool {
		if c.Kind == document.Paragraph {
			c.Plain = true
		}
		return true
	})
	if len(e.Children) == 0 {
		p.fault(opened, 0, "empty", "an empty %s", word)
	}
	return f
}
