package html

import (
	"strconv"

	"kitei/generator/document"
)

// heads says whether an element is written as a section with a heading.
func heads(e *document.Element) bool {
	switch e.Kind {
	case document.Chapter, document.Section, document.Subsection, document.Article, document.SupplProvision,
		document.AppdxTable, document.AppdxNote, document.AppdxStyle:
		return true
	}
	return false
}

// classes are the names by which the style knows the elements.
var classes = map[document.Kind]string{
	document.Preamble: "preamble", document.Chapter: "chapter", document.Section: "section", document.Subsection: "subsection",
	document.Article: "article", document.Paragraph: "paragraph", document.SupplProvision: "suppl",
	document.AppdxTable: "annex", document.AppdxNote: "annex", document.AppdxStyle: "annex",
	document.Box: "box", document.Sign: "sign",
}

// deepest is the last level of headings that HTML has.
const deepest = 6

// children writes a list of siblings. level is the level of the heading above
// them, outer the conditions that the elements around them have told of.
func (p *printer) children(list []*document.Element, level int, outer []string) {
	for i := 0; i < len(list); {
		if !isItem(list[i]) {
			p.element(list[i], level, outer)
			i++
			continue
		}
		p.raw("<ol class=\"items\" role=\"list\">\n")
		for ; i < len(list) && isItem(list[i]); i++ {
			p.item(list[i], level, outer)
		}
		p.raw("</ol>\n")
	}
}

func isItem(e *document.Element) bool {
	return e.Kind == document.Item || e.Kind == document.Subitem1 || e.Kind == document.Subitem2
}

func (p *printer) element(e *document.Element, level int, outer []string) {
	switch {
	case heads(e):
		p.section(e, level+1, outer)
		return
	case e.Kind == document.Figure:
		p.figure(e, outer)
		return
	}
	switch e.Kind {
	case document.TableStruct, document.Form:
		p.table(e, outer)
	case document.Paragraph:
		p.paragraph(e, level, outer)
	case document.Preamble, document.Box, document.Sign:
		p.raw("<div" + p.attributes(e, outer) + ">\n")
		p.children(e.Children, level, inner(e, outer))
		p.raw("</div>\n")
	default:
		p.fail(e.Pos, e.Kind)
	}
}

// attributes are the class, id and reason of an element.
func (p *printer) attributes(e *document.Element, outer []string) string {
	class := classes[e.Kind]
	if e.Landscape {
		class += " landscape"
	}
	if e.Kind == document.Paragraph && e.Label != "" {
		class += " numbered"
	}
	out := ""
	if class != "" {
		out += attribute("class", class)
	}
	if e.ID != "" {
		out += attribute("id", e.ID)
	}
	return out + p.reason(e, outer)
}

// inner are the conditions told of for what an element holds.
func inner(e *document.Element, outer []string) []string {
	if len(e.Origin.Conditions) > len(outer) {
		return e.Origin.Conditions
	}
	return outer
}

// section writes a 章, 節, 款, 条, 附則 or annex.
func (p *printer) section(e *document.Element, level int, outer []string) {
	level = min(level, deepest)
	heading := "h" + strconv.Itoa(level)
	p.raw("<section" + p.attributes(e, outer) + ">\n<" + heading + ">")
	if e.Label != "" {
		p.raw("<span class=\"num\">")
		p.text(e.Label)
		p.raw("</span>")
	}
	switch {
	case e.Deleted:
		p.raw("　")
		p.sentences(e)
	case e.Kind == document.Article:
		words, marks := document.SplitMarks(e.Title)
		p.raw("（")
		p.inlines(words)
		p.raw("）")
		p.inlines(marks)
	default:
		if e.Label != "" {
			p.raw("　")
		}
		p.inlines(e.Title)
		p.text(e.Related())
	}
	p.raw("</" + heading + ">\n")
	if !e.Deleted {
		p.children(e.Children, level, inner(e, outer))
	}
	p.raw("</section>\n")
}

// paragraph writes a 項 with what belongs to it.
func (p *printer) paragraph(e *document.Element, level int, outer []string) {
	p.raw("<div" + p.attributes(e, outer) + "><p>")
	p.labelled(e)
	p.raw("</p>")
	if len(e.Children) > 0 {
		p.raw("\n")
		p.children(e.Children, level, inner(e, outer))
	}
	p.raw("</div>\n")
}

// item writes a 号 or one of its parts.
func (p *printer) item(e *document.Element, level int, outer []string) {
	p.raw("<li" + p.attributes(e, outer) + ">")
	p.labelled(e)
	if len(e.Children) > 0 {
		p.raw("\n")
		p.children(e.Children, level, inner(e, outer))
	}
	p.raw("</li>\n")
}

// labelled writes a number and what it numbers.
func (p *printer) labelled(e *document.Element) {
	if e.Label != "" {
		p.raw("<span class=\"num\">")
		p.text(e.Label)
		p.raw("　</span>")
	}
	p.sentences(e)
}
