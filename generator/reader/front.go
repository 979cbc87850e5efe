package reader

import (
	"strings"

	"kitei/generator/document"
)

// frontMatter reads the lines between the two "---" at the top.
func (p *parser) frontMatter() {
	m := &p.doc.Meta
	m.Laws = map[string]string{}
	if len(p.lines) == 0 || p.lines[0] != "---" {
		p.fault(0, 0, "front_matter", "a template starts with a line ---, its front matter and another line ---")
		return
	}
	p.at = 1
	group := ""
	for ; p.at < len(p.lines) && p.lines[p.at] != "---"; p.at++ {
		line := p.lines[p.at]
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "%%") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			p.fault(p.at, 0, "front_matter", "%q: write key: value", line)
			continue
		}
		column := len([]rune(key)) + 1
		for strings.HasPrefix(value, " ") {
			value, column = value[1:], column+1
		}
		value = strings.TrimRight(value, " ")
		if strings.HasPrefix(key, " ") {
			p.frontEntry(group, strings.TrimSpace(key), unquote(value), column)
			continue
		}
		group = key
		p.frontKey(key, value, column)
	}
	if p.at >= len(p.lines) {
		p.fault(0, 0, "front_matter", "the front matter is not closed by a line ---")
		return
	}
	p.at++
	for key, value := range map[string]string{"kind": m.Kind, "law_checked_on": m.LawCheckedOn, "numbering": string(m.Numbering)} {
		if value == "" {
			p.fault(0, 0, "front_matter", "%s is missing", key)
		}
	}
	if len(m.Title) == 0 {
		p.fault(0, 0, "front_matter", "title is missing")
	}
	if m.Parts && m.Numbering != document.Sections {
		p.fault(0, 0, "front_matter", "parts needs numbering: sections")
	}
}

func (p *parser) frontKey(key, value string, column int) {
	m := &p.doc.Meta
	plain := unquote(value)
	switch key {
	case "kind":
		m.Kind = plain
	case "title":
		shift := 0
		if plain != value {
			shift = 1
		}
		cs := chars(plain, p.at, 0)
		for i := range cs {
			cs[i].column += column + shift
		}
		m.Title = p.inlines(cs)
	case "name":
		m.Name = plain
	case "numbering":
		m.Numbering = document.Numbering(plain)
		if m.Numbering != document.Articles && !m.Numbering.Headed() {
			p.fault(p.at, column, "front_matter", "numbering is articles, sections or topics")
		}
	case "law_checked_on":
		m.LawCheckedOn = plain
	case "version":
		m.Version = plain
	case "cover":
		m.Cover = plain
	case "toc":
		m.TOC = plain
	case "one_page":
		m.OnePage = plain
	case "also":
		m.Also = plain
	case "part":
		m.Part = plain
	case "when":
		m.When = plain
	case "mark":
		m.Mark = plain
	case "parts":
		m.Parts = plain == "true"
		if plain != "true" && plain != "false" {
			p.fault(p.at, column, "front_matter", "parts is true or false")
		}
	case "page":
		m.Page = plain
		if plain != "slides" {
			p.fault(p.at, column, "front_matter", "page is slides, or not given")
		}
	case "laws", "let":
		if value != "" {
			p.fault(p.at, column, "front_matter", "%s: write its entries below, indented by two spaces", key)
		}
	default:
		p.fault(p.at, 0, "front_matter", "unknown key %q", key)
	}
}

func (p *parser) frontEntry(group, key, value string, column int) {
	switch group {
	case "laws":
		p.doc.Meta.Laws[key] = value
	case "let":
		for _, l := range p.doc.Meta.Let {
			if l.Name == key {
				p.fault(p.at, 0, "front_matter", "let %s is given twice", key)
			}
		}
		p.doc.Meta.Let = append(p.doc.Meta.Let, document.Let{Name: key, Expr: value, Pos: p.pos(p.at, column)})
	default:
		p.fault(p.at, 0, "front_matter", "%q: only laws and let have entries", key)
	}
}

// unquote takes off one pair of double quotes around the whole value, written
// for the eye or for YAML-aware editors.
func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' && s[len(s)-1] == '"' || s[0] == '\'' && s[len(s)-1] == '\'') &&
		!strings.Contains(s[1:len(s)-1], s[:1]) {
		return s[1 : len(s)-1]
	}
	return s
}
