// Package html writes a finished document as one accessible HTML page: headings
// in order, lists and tables with their headers, footnotes linked both ways,
// references linked to their clauses, figures as inline SVG with their words as
// a list. The page holds its own style, no script, and asks for nothing from
// outside.
//
// A program can hold on to it: a clause has its id of the template as element
// id, why it is there as data-conditions (a JSON list of conditions, outermost
// first) and data-law (citation ids; data-law-text in words). A value has
// data-field, the path of the field it came from; a blank of a draft is a
// <mark class="blank">. Ids that are not of a clause have an underscore, which
// an id of a template never has.
//
// Values are text and never markup. It meets no When, Each or unresolved inline
// (assemble.Check has seen to that) and returns an error if it does.
package html

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"kitei/generator/document"
)

// Options are the parts of a page that do not come from the document tree.
type Options struct {
	Draft bool   // say 案 above the title
	Mark  string // said above the title: 社外秘
	TOC   bool   // a list of links to the headings

	// LawText gives a citation id in words, for data-law-text; nil leaves it out.
	LawText func(id string) string
}

//go:embed style.css
var style string

// Write writes doc to w as UTF-8 with line feeds.
func Write(w io.Writer, doc *document.Document, opt Options) error {
	p := &printer{opt: opt, ids: map[string]bool{}, marks: map[string]int{}}
	for _, n := range doc.Notes {
		p.ids[noteID(n.ID)] = true
	}
	document.Walk(doc.Body, func(e *document.Element) bool {
		if e.ID != "" {
			p.ids[e.ID] = true
		}
		return true
	})
	title := document.Plain(doc.Meta.Title)
	p.raw("<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
	p.text(title)
	p.raw("</title>\n<style>\n" + style + "</style>\n</head>\n<body>\n")
	if opt.Draft {
		p.raw("<p class=\"draft\" role=\"note\">案</p>\n")
	}
	if opt.Mark != "" {
		p.raw("<p class=\"secrecy\" role=\"note\">")
		p.text(opt.Mark)
		p.raw("</p>\n")
	}
	p.cover(doc)
	p.raw("<main" + attribute("data-kind", doc.Meta.Kind) + ">\n<h1>")
	p.inlines(doc.Meta.Title)
	p.raw("</h1>\n")
	if opt.TOC {
		p.contents(doc.Body)
	}
	p.children(doc.Body, 1, nil)
	p.notes(doc.Notes)
	p.raw("</main>\n</body>\n</html>\n")
	if p.err != nil {
		return p.err
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	b     strings.Builder
	opt   Options
	ids   map[string]bool // ids that links can lead to
	marks map[string]int  // footnote id → marks of it so far
	err   error
}

// raw writes markup.
func (p *printer) raw(s string) { p.b.WriteString(s) }

// text writes characters.
func (p *printer) text(s string) { p.b.WriteString(escape(s)) }

func (p *printer) fail(pos document.Pos, what any) {
	if p.err == nil {
		p.err = fmt.Errorf("%s: a %s is left in the document", pos, what)
	}
}

// cover writes the 表紙.
func (p *printer) cover(doc *document.Document) {
	c := doc.Cover
	if c == nil {
		return
	}
	p.raw("<header class=\"cover\">\n<p class=\"title\">")
	p.inlines(doc.Meta.Title)
	p.raw("</p>\n")
	for _, words := range append(append([]string{c.Number}, c.Dates...), c.Company) {
		if words != "" {
			p.raw("<p>")
			p.text(words)
			p.raw("</p>\n")
		}
	}
	p.raw("</header>\n")
}

// contents writes the 目次: a nested list of the headings.
func (p *printer) contents(body []*document.Element) {
	p.raw("<nav aria-label=\"目次\">\n")
	p.entries(body)
	p.raw("</nav>\n")
}

func (p *printer) entries(list []*document.Element) {
	open := false
	for _, e := range list {
		if !heads(e) || e.ID == "" {
			continue
		}
		if !open {
			p.raw("<ol>\n")
			open = true
		}
		title, _ := document.SplitMarks(e.Title)
		words := e.Label + "　" + document.Plain(title)
		switch {
		case e.Deleted:
			words = e.Label + "　" + e.PlainText()
		case e.Kind == document.Article:
			words = e.Label + "（" + document.Plain(title) + "）"
		case e.Label == "":
			words = document.Plain(title)
		}
		p.raw("<li><a" + attribute("href", "#"+e.ID) + ">")
		p.text(words)
		p.raw("</a>")
		p.entries(e.Children)
		p.raw("</li>\n")
	}
	if open {
		p.raw("</ol>\n")
	}
}

// notes writes the footnotes, each with a way back to its first mark.
func (p *printer) notes(list []*document.Footnote) {
	if len(list) == 0 {
		return
	}
	p.raw("<section class=\"notes\" aria-label=\"脚注\" role=\"doc-endnotes\">\n<ol role=\"list\">\n")
	for _, n := range list {
		p.raw("<li" + attribute("id", noteID(n.ID)) + "><span class=\"num\">注")
		p.text(n.Num)
		p.raw("</span> <span class=\"words\">")
		p.inlines(n.Text)
		if p.marks[n.ID] > 0 {
			p.raw("<a class=\"back\" role=\"doc-backlink\"" + attribute("href", "#"+markID(n.ID, 1)) + attribute("aria-label", "注"+n.Num+"の本文に戻る") + ">↩</a>")
		}
		p.raw("</span></li>\n")
	}
	p.raw("</ol>\n</section>\n")
}

func noteID(id string) string { return "note_" + id }

// markID is the id of the nth mark of a footnote.
func markID(id string, n int) string { return fmt.Sprintf("mark_%s_%d", id, n) }
