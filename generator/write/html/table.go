package html

import (
	"fmt"
	"slices"
	"strings"

	"kitei/generator/document"
)

// table writes a table or a form. The header row of a table heads its columns;
// in a form, and in a table without one, a first cell with words heads its row.
func (p *printer) table(e *document.Element, outer []string) {
	class := "table"
	if e.Kind == document.Form {
		class = "form"
	}
	p.raw("<div class=\"wide\"><table" + attribute("class", class))
	if e.ID != "" {
		p.raw(attribute("id", e.ID))
	}
	p.raw(p.reason(e, outer) + ">\n")
	if len(e.Title) > 0 {
		p.raw("<caption>")
		p.inlines(e.Title)
		p.raw("</caption>\n")
	}
	p.columns(e.Widths)
	told := inner(e, outer)
	body, headed := false, false
	for _, row := range e.Children {
		switch row.Kind {
		case document.TableHeaderRow:
			headed = true
			p.raw("<thead>\n")
			p.row(e, row, told, func(int) string { return "col" })
			p.raw("</thead>\n")
		case document.TableRow:
			if !body {
				p.raw("<tbody>\n")
				body = true
			}
			p.row(e, row, told, func(i int) string {
				if i == 0 && len(row.Children) > 1 && (e.Kind == document.Form || !headed) && row.Children[0].PlainText() != "" {
					return "row"
				}
				return ""
			})
		default:
			p.fail(row.Pos, row.Kind)
		}
	}
	if body {
		p.raw("</tbody>\n")
	}
	p.raw("</table></div>\n")
}

// columns writes the relative widths.
func (p *printer) columns(widths []int) {
	total := 0
	for _, w := range widths {
		total += w
	}
	if total == 0 {
		return
	}
	p.raw("<colgroup>")
	for _, w := range widths {
		fmt.Fprintf(&p.b, "<col style=\"width:%.2f%%\">", 100*float64(w)/float64(total))
	}
	p.raw("</colgroup>\n")
}

// row writes a row; scope says what a cell heads, "" for nothing.
func (p *printer) row(table, row *document.Element, outer []string, scope func(i int) string) {
	p.raw("<tr")
	if row.ID != "" {
		p.raw(attribute("id", row.ID))
	}
	p.raw(p.reason(row, outer) + ">")
	for i, cell := range row.Children {
		element, attributes := "td", ""
		if s := scope(i); s != "" {
			element, attributes = "th", attribute("scope", s)
		}
		class, lines := cellClass(table, i), handwriting(cell)
		if lines > 0 {
			class = strings.TrimSpace(class + " fill")
		}
		if class != "" {
			attributes += attribute("class", class)
		}
		if lines > 1 {
			attributes += attribute("style", fmt.Sprintf("height:%dem", 2*lines))
		}
		if cell.ID != "" {
			attributes += attribute("id", cell.ID)
		}
		p.raw("<" + element + attributes + ">")
		p.sentences(cell)
		p.raw("</" + element + ">")
	}
	p.raw("</tr>\n")
}

// cellClass says how the cells of a column are aligned.
func cellClass(table *document.Element, column int) string {
	if column < len(table.Align) {
		switch table.Align[column] {
		case 'c':
			return "centre"
		case 'r':
			return "right"
		}
	}
	return ""
}

// handwriting is how many lines somebody is to write in a cell: as many as it
// holds full-width spaces, one when it is empty, none when it has words or a value.
func handwriting(cell *document.Element) int {
	for _, s := range cell.Text {
		if slices.ContainsFunc(s.Inlines, func(in document.Inline) bool { return in.Field != "" }) {
			return 0
		}
	}
	words := cell.PlainText()
	if strings.Trim(words, "　 ") != "" {
		return 0
	}
	return max(1, strings.Count(words, "　"))
}
