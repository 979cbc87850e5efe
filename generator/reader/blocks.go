package reader

import (
	"regexp"
	"strconv"
	"strings"

	"kitei/generator/document"
)

// flatKind says how a block takes part in nesting.
type flatKind int

const (
	flatHeading flatKind = iota // opens a container of its rank
	flatPara                    // 項
	flatItem                    // 号 at a depth
	flatBlock                   // table, form, box: belongs to the 項 before it
	flatSign                    // ends the section it stands in
	flatGroup                   // when, each
	flatRow                     // table row
)

// flat is a block before nesting.
type flat struct {
	kind  flatKind
	rank  int // flatHeading: 1 (附則, 別表 …) to 5 (条); flatItem: depth 0 to 2
	el    *document.Element
	inner []*flat // flatGroup
}

var (
	headingPattern = regexp.MustCompile(`^(#{1,6})[ 　]*`)
	itemPattern    = regexp.MustCompile(`^( *)(\d+)\. *`)
	notePattern    = regexp.MustCompile(`^\[\^([a-z][a-z0-9-]*)\]: *`)
	rulePattern    = regexp.MustCompile(`^\|[-:| ]+\|$`)
)

// blocks reads until the ::: that closes the block named by inside ("" = whole
// file). opened is the line of the opening mark.
func (p *parser) blocks(inside string, opened int) []*flat {
	var out []*flat
	for p.at < len(p.lines) {
		line := p.lines[p.at]
		trimmed := strings.TrimLeft(line, " \t")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(trimmed, "%%"):
			p.at++
		case strings.HasPrefix(trimmed, ":::"):
			if strings.TrimSpace(trimmed) == ":::" {
				if inside == "" {
					p.fault(p.at, 0, "unclosed", "::: closes nothing")
					p.at++
					continue
				}
				p.at++
				return out
			}
			if f := p.directive(trimmed); f != nil {
				out = append(out, f)
			}
		case strings.HasPrefix(line, "#"):
			out = append(out, p.heading(line))
		case notePattern.MatchString(line):
			p.footnote(line)
		case strings.HasPrefix(trimmed, "|") && (inside == "table" || inside == "form" || inside == "figure"):
			if f := p.row(line, inside); f != nil {
				out = append(out, f)
			}
		case itemPattern.MatchString(line):
			out = append(out, p.item(line))
		case inside == "sign":
			cs := trimRight(trimLeft(chars(line, p.at, 0)))
			p.at++
			out = append(out, &flat{kind: flatPara, el: p.leaf(document.Paragraph, cs)})
		default:
			out = append(out, p.para())
		}
	}
	if inside != "" {
		p.fault(opened, 0, "unclosed", "::: %s is not closed by :::", inside)
	}
	return out
}

// leaf makes an element of words with attributes at their end.
func (p *parser) leaf(kind document.Kind, cs []char) *document.Element {
	e := &document.Element{Kind: kind}
	if len(cs) > 0 {
		e.Pos = p.pos(cs[0].line, cs[0].column)
	}
	cs = p.attributes(cs, e)
	if in := p.inlines(cs); len(in) > 0 {
		e.Text = []document.Sentence{{Function: document.Main, Inlines: in}}
	}
	return e
}

func (p *parser) para() *flat {
	var cs []char
	for ; p.at < len(p.lines); p.at++ {
		line := p.lines[p.at]
		trimmed := strings.TrimLeft(line, " \t")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(trimmed, ":::") ||
			strings.HasPrefix(trimmed, "%%") || itemPattern.MatchString(line) || notePattern.MatchString(line) {
			break
		}
		cs = append(cs, trimRight(trimLeft(chars(line, p.at, 0)))...)
	}
	e := p.leaf(document.Paragraph, cs)
	if len(e.Text) == 0 {
		p.fault(e.Pos.Line-1, e.Pos.Column-1, "empty", "a 項 without words")
	}
	return &flat{kind: flatPara, el: e}
}

func (p *parser) item(line string) *flat {
	m := itemPattern.FindStringSubmatch(line)
	if m[2] != "1" {
		p.fault(p.at, len(m[1]), "typed_number", "write 1. for every item; the machine numbers")
	}
	indent := len(m[1])
	if indent%3 != 0 || indent > 6 {
		p.fault(p.at, indent, "indent", "items stand at 0, 3 or 6 spaces")
	}
	cs := trimRight(chars(line, p.at, len([]rune(m[0]))))
	start := p.at
	for p.at++; p.at < len(p.lines); p.at++ {
		next := p.lines[p.at]
		trimmed := strings.TrimLeft(next, " ")
		if strings.TrimSpace(next) == "" || len(next)-len(trimmed) <= indent || itemPattern.MatchString(next) ||
			strings.HasPrefix(trimmed, ":::") || strings.HasPrefix(trimmed, "%%") {
			break
		}
		cs = append(cs, trimRight(trimLeft(chars(next, p.at, 0)))...)
	}
	kinds := []document.Kind{document.Item, document.Subitem1, document.Subitem2}
	depth := min(indent/3, 2)
	e := p.leaf(kinds[depth], cs)
	e.Pos = p.pos(start, indent)
	if len(e.Text) == 0 {
		p.fault(start, indent, "empty", "a 号 without words")
	}
	return &flat{kind: flatItem, rank: depth, el: e}
}

func (p *parser) heading(line string) *flat {
	m := headingPattern.FindString(line)
	level := strings.Count(m, "#")
	cs := trimRight(chars(line, p.at, len([]rune(m))))
	e := &document.Element{Pos: p.pos(p.at, 0)}
	cs = p.attributes(cs, e)
	p.at++
	f := &flat{kind: flatHeading, el: e}
	words := text(cs)
	annex := map[string]document.Kind{"別表": document.AppdxTable, "別紙": document.AppdxNote, "様式": document.AppdxStyle}
	key := string([]rune(words)[:min(2, len([]rune(words)))])
	switch {
	case strings.HasPrefix(words, "（") && strings.HasSuffix(words, "）"):
		e.Kind, f.rank = document.Article, 5
		cs = cs[1 : len(cs)-1]
	case key == "附則":
		e.Kind, f.rank = document.SupplProvision, 1
	case annex[key] != "" && (len(cs) == 2 || cs[2].r == ' ' || cs[2].r == '　'):
		e.Kind, f.rank = annex[key], 1
		cs = cs[2:]
		for len(cs) > 0 && (cs[0].r == ' ' || cs[0].r == '　') {
			cs = cs[1:]
		}
	default:
		if level < 2 || level > 4 {
			p.fault(e.Pos.Line-1, 0, "heading", "headings are ##, ### and ####")
			level = min(max(level, 2), 4)
		}
		f.rank = level
		kinds := []document.Kind{document.Chapter, document.Section, document.Subsection}
		if p.doc.Meta.Numbering.Headed() {
			kinds = []document.Kind{document.Section, document.Subsection, document.Subsection}
		}
		e.Kind = kinds[level-2]
	}
	e.Title = p.inlines(cs)
	if len(e.Title) == 0 {
		p.fault(e.Pos.Line-1, 0, "empty", "a heading without words")
	}
	if e.ID == "" {
		p.fault(e.Pos.Line-1, 0, "no_id", "a heading needs an id: {#name}")
	}
	return f
}

func (p *parser) footnote(line string) {
	m := notePattern.FindStringSubmatch(line)
	n := &document.Footnote{ID: m[1], Pos: p.pos(p.at, 0)}
	n.Text = p.inlines(trimRight(chars(line, p.at, len([]rune(m[0])))))
	if len(n.Text) == 0 {
		p.fault(p.at, 0, "empty", "footnote %s has no words", n.ID)
	}
	p.doc.Notes = append(p.doc.Notes, n)
	p.at++
}

// row reads a line of a table: cells between bars; a bar inside {{ }} or [[ ]] is not one.
func (p *parser) row(line, inside string) *flat {
	cs := trimLeft(trimRight(chars(line, p.at, 0)))
	lineNo := p.at
	p.at++
	if rulePattern.MatchString(text(cs)) && strings.Contains(text(cs), "-") {
		return &flat{kind: flatRow, el: nil}
	}
	if cs[len(cs)-1].r != '|' || len(cs) < 2 {
		p.fault(lineNo, 0, "table", "a row ends with |")
		cs = append(cs, char{'|', lineNo, len(cs)})
	}
	row := &document.Element{Kind: document.TableRow, Pos: p.pos(lineNo, cs[0].column)}
	depth, start := 0, 1
	for i := 1; i < len(cs); i++ {
		switch {
		case has(cs[i:], "{{"), has(cs[i:], "[["):
			depth++
			i++
		case has(cs[i:], "}}"), has(cs[i:], "]]"):
			depth--
			i++
		case cs[i].r == '|' && depth == 0:
			cell := &document.Element{Kind: document.TableColumn, Pos: p.pos(lineNo, cs[i].column)}
			if words := trimLeft(trimRight(cs[start:i])); len(words) > 0 {
				cell.Pos = p.pos(lineNo, words[0].column)
				cell.Text = []document.Sentence{{Function: document.Main, Inlines: p.inlines(words)}}
			}
			row.Children = append(row.Children, cell)
			start = i + 1
		}
	}
	return &flat{kind: flatRow, el: row}
}

// attributes takes a final {…} off the words and applies it to e.
func (p *parser) attributes(cs []char, e *document.Element) []char {
	n := len(cs)
	if n < 3 || cs[n-1].r != '}' || cs[n-2].r == '}' {
		return cs
	}
	open := n - 1
	for open >= 0 && cs[open].r != '{' {
		open--
	}
	if open < 0 || open > 0 && cs[open-1].r == '{' {
		return cs
	}
	for _, word := range strings.Fields(text(cs[open+1 : n-1])) {
		p.attribute(word, e, cs[open])
	}
	return trimRight(cs[:open])
}

func (p *parser) attribute(word string, e *document.Element, at char) {
	key, value, _ := strings.Cut(word, "=")
	switch {
	case strings.HasPrefix(word, "#"):
		e.ID = word[1:]
		if !idPattern.MatchString(e.ID) {
			p.fault(at.line, at.column, "bad_id", "id %q: use a-z, 0-9 and -", e.ID)
		}
	case key == "law" && value != "":
		e.Origin.Law = append(e.Origin.Law, strings.Split(value, ",")...)
	case word == "plain":
		e.Plain = true
	case word == "branch":
		e.Branch = true
	case word == "landscape":
		e.Landscape = true
	case key == "for" && value != "":
		e.For = value
	case key == "align" && strings.Trim(value, "lcr") == "" && value != "":
		e.Align = value
	case key == "widths" && value != "":
		for _, w := range strings.Split(value, ",") {
			n, err := strconv.Atoi(w)
			if err != nil || n < 1 || n > 100 {
				p.fault(at.line, at.column, "bad_attribute", "widths are whole numbers from 1 to 100: %q", word)
				return
			}
			e.Widths = append(e.Widths, n)
		}
	default:
		p.fault(at.line, at.column, "bad_attribute", "unknown attribute %q", word)
	}
}
