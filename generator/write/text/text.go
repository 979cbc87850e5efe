// Package text writes a finished document as plain UTF-8 text in reading
// order: one 項 or 号 a line with its computed number, table cells separated by
// tabs, footnotes at the end. It is what golden tests and people compare.
//
// It meets no When, Each or unresolved inline (assemble.Check has seen to that)
// and returns an error if it does.
package text

import (
	"fmt"
	"io"
	"strings"

	"kitei/generator/document"
)

// Write writes doc to w with a line feed after every line.
func Write(w io.Writer, doc *document.Document) error {
	p := &printer{}
	if c := doc.Cover; c != nil {
		p.line(0, p.inlines(doc.Meta.Title))
		for _, words := range append(append([]string{c.Number}, c.Dates...), c.Company) {
			if words != "" {
				p.line(0, words)
			}
		}
		p.gap()
	}
	p.line(0, p.inlines(doc.Meta.Title))
	for _, e := range doc.Body {
		p.element(e, 0)
	}
	if len(doc.Notes) > 0 {
		p.gap()
		for _, n := range doc.Notes {
			p.line(0, "注"+n.Num+"　"+p.inlines(n.Text))
		}
	}
	if p.err != nil {
		return p.err
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	b   strings.Builder
	box bool // inside a 囲み: every line begins with a rule
	err error
}

// line writes one line, indented by full-width spaces.
func (p *printer) line(indent int, words string) {
	p.b.WriteString(strings.Repeat("　", indent))
	if p.box {
		p.b.WriteString("｜")
	}
	p.b.WriteString(words)
	p.b.WriteByte('\n')
}

// gap writes an empty line.
func (p *printer) gap() { p.b.WriteByte('\n') }

func (p *printer) inlines(list []document.Inline) string {
	var b strings.Builder
	for _, in := range list {
		switch in.Kind {
		case document.Text, document.Link:
			b.WriteString(in.Text)
		case document.NoteRef:
			b.WriteString("（注" + in.Text + "）")
		default:
			p.err = fmt.Errorf("%s: a %s is left in the document", in.Pos, in.Kind)
		}
	}
	return b.String()
}

func (p *printer) words(e *document.Element) string {
	var b strings.Builder
	for _, s := range e.Text {
		b.WriteString(p.inlines(s.Inlines))
	}
	return b.String()
}

// labelled joins a number and what it numbers.
func labelled(label, words string) string {
	if label == "" {
		return words
	}
	return label + "　" + words
}

func (p *printer) element(e *document.Element, indent int) {
	switch e.Kind {
	case document.When, document.Each:
		p.err = fmt.Errorf("%s: a %s is left in the document", e.Pos, e.Kind)
	case document.Chapter, document.Section, document.Subsection:
		p.gap()
		p.line(0, labelled(e.Label, p.inlines(e.Title)))
	case document.Article:
		p.gap()
		if e.Deleted {
			p.line(0, labelled(e.Label, p.words(e)))
			return
		}
		title, marks := document.SplitMarks(e.Title)
		p.line(0, e.Label+"（"+p.inlines(title)+"）"+p.inlines(marks))
	case document.SupplProvision:
		p.gap()
		p.line(0, p.inlines(e.Title))
	case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
		p.gap()
		p.line(0, labelled(e.Label, p.inlines(e.Title)+e.Related()))
	case document.Paragraph:
		if e.Label == "" {
			p.line(indent+1, p.words(e))
		} else {
			p.line(indent, labelled(e.Label, p.words(e)))
		}
		indent++
	case document.Item, document.Subitem1, document.Subitem2:
		p.line(indent, labelled(e.Label, p.words(e)))
		indent++
	case document.TableStruct, document.Form:
		if len(e.Title) > 0 {
			p.line(indent, p.inlines(e.Title))
		}
	case document.TableHeaderRow, document.TableRow:
		p.row(e)
		return
	case document.Figure:
		p.figure(e, indent)
		return
	case document.Sign:
		p.gap()
	case document.Box:
		p.box = true
		defer func() { p.box = false }()
	}
	for _, c := range e.Children {
		p.element(c, indent)
	}
}

// figure writes what a drawing shows: its words without the ids and arrows that
// only place them.
func (p *printer) figure(e *document.Element, indent int) {
	if len(e.Title) > 0 {
		p.line(indent, p.inlines(e.Title))
	}
	if e.Name == "flow" {
		p.line(0, strings.Join(e.Lanes(), "\t"))
	}
	for _, row := range e.FigureRows() {
		p.row(row)
	}
}

func (p *printer) row(e *document.Element) {
	cells := make([]string, len(e.Children))
	for i, c := range e.Children {
		cells[i] = strings.ReplaceAll(p.words(c), "\n", "　") // a row is one line
	}
	p.line(0, strings.Join(cells, "\t"))
}
