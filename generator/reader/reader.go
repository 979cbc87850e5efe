// Package reader turns the text of a template into a tree.
//
// The format is described in docs/template-format.md. Reading goes in three
// steps: front matter; lines to a flat list of blocks (blocks.go), in which
// ::: blocks already nest; and the flat list to a tree by the rank of its
// headings (nest.go). Inline marks are parsed where a block's words end
// (inline.go). Every character keeps its line and column, and none is lost:
// [LostText] compares what was written with what is in the tree.
//
// Conditions, fields and citations are only taken over as text here; assemble
// compiles and checks them. No I/O; safe for concurrent use.
package reader

import (
	"strings"
	"unicode/utf8"

	"kitei/generator/document"
)

// Read parses a template. The error is a [document.Faults] with everything
// that is wrong; the document is as complete as it could be made.
func Read(file, text string) (*document.Document, error) {
	p := &parser{file: file, doc: &document.Document{}}
	text = strings.TrimPrefix(text, "\ufeff")
	if i := strings.IndexByte(text, '\r'); i >= 0 {
		p.faults.Add(document.Pos{File: file, Line: 1 + strings.Count(text[:i], "\n"), Column: 1}, "line_end",
			"carriage return: save the template with plain line feeds")
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	p.lines = strings.Split(text, "\n")
	p.frontMatter()
	flat := p.blocks("", 0)
	p.doc.Body = p.nest(flat)
	if p.doc.Meta.Parts {
		numberParts(p.doc.Body, 0)
	}
	p.checkTyped()
	p.checkIDs()
	p.checkNotes()
	p.checkContent(p.doc.Body)
	return p.doc, p.faults.Err()
}

// parser holds the state of one reading.
type parser struct {
	file   string
	lines  []string
	at     int // index of the next line
	doc    *document.Document
	faults document.Faults
	rows   int // depth of open tables: a when inside one holds rows
	signs  int // depth of open signature blocks
}

func (p *parser) pos(line, column int) document.Pos {
	return document.Pos{File: p.file, Line: line + 1, Column: column + 1}
}

func (p *parser) fault(line, column int, code, format string, args ...any) {
	p.faults.Add(p.pos(line, column), code, format, args...)
}

// char is a character with its place; inline parsing works on lists of them,
// so that words joined from several lines keep exact positions.
type char struct {
	r            rune
	line, column int
}

// chars gives the characters of a line from column start (in characters) on.
func chars(line string, lineNo, start int) []char {
	out := make([]char, 0, max(0, utf8.RuneCountInString(line)-start))
	col := 0
	for _, r := range line {
		if col >= start {
			out = append(out, char{r, lineNo, col})
		}
		col++
	}
	return out
}

func text(cs []char) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteRune(c.r)
	}
	return b.String()
}

func trimRight(cs []char) []char {
	for len(cs) > 0 && (cs[len(cs)-1].r == ' ' || cs[len(cs)-1].r == '\t') {
		cs = cs[:len(cs)-1]
	}
	return cs
}

func trimLeft(cs []char) []char {
	for len(cs) > 0 && (cs[0].r == ' ' || cs[0].r == '\t') {
		cs = cs[1:]
	}
	return cs
}
