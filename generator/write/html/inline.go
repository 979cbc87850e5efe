package html

import (
	"encoding/json"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"kitei/generator/document"
)

// inlines writes a run of words.
func (p *printer) inlines(list []document.Inline) {
	for i := range list {
		in := &list[i]
		switch in.Kind {
		case document.Text:
			p.words(in)
		case document.Link:
			if !p.ids[in.Target] {
				p.text(in.Text)
				continue
			}
			p.raw("<a class=\"ref\"" + attribute("href", "#"+in.Target) + ">")
			p.text(in.Text)
			p.raw("</a>")
		case document.NoteRef:
			p.mark(in)
		default:
			p.fail(in.Pos, in.Kind)
		}
	}
}

// mark writes the mark of a footnote.
func (p *printer) mark(in *document.Inline) {
	if !p.ids[noteID(in.Target)] {
		p.raw("<sup>注")
		p.text(in.Text)
		p.raw("</sup>")
		return
	}
	p.marks[in.Target]++
	p.raw("<sup><a class=\"mark\" role=\"doc-noteref\"" + attribute("id", markID(in.Target, p.marks[in.Target])) + attribute("href", "#"+noteID(in.Target)) + ">注")
	p.text(in.Text)
	p.raw("</a></sup>")
}

// words writes a Text: plain, a blank, a value or a citation.
func (p *printer) words(in *document.Inline) {
	element, attributes := "", ""
	switch {
	case in.Blank:
		element, attributes = "mark", " class=\"blank\""
	case in.Field != "":
		element, attributes = "span", " class=\"value\""
	case in.Cite != "":
		element, attributes = "span", " class=\"cite\""+attribute("data-law", in.Cite)
	}
	if element == "" {
		p.text(in.Text)
		return
	}
	if in.Field != "" {
		attributes += attribute("data-field", in.Field)
	}
	p.raw("<" + element + attributes + ">")
	p.text(in.Text)
	p.raw("</" + element + ">")
}

// sentences writes the words of an element.
func (p *printer) sentences(e *document.Element) {
	for _, s := range e.Text {
		p.inlines(s.Inlines)
	}
}

// attribute is name="value" with a space before it.
func attribute(name, value string) string { return " " + name + "=\"" + escape(value) + "\"" }

// escape makes text of any characters. What HTML can't hold, which is refused
// in input anyway, becomes U+FFFD.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
			return utf8.RuneError
		}
		return r
	}, s)
	return html.EscapeString(s)
}

// list is a JSON list of strings, with < and & as they are: attribute escapes them.
func list(words []string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(words) // strings always encode
	return strings.TrimSpace(b.String())
}

// reason gives the attributes that say why an element is in the document. What
// the element around it has said already is not said again.
func (p *printer) reason(e *document.Element, outer []string) string {
	out := ""
	if c := e.Origin.Conditions; len(c) > len(outer) {
		out += attribute("data-conditions", list(c))
	}
	if len(e.Origin.Law) == 0 {
		return out
	}
	out += attribute("data-law", strings.Join(e.Origin.Law, " "))
	if p.opt.LawText == nil {
		return out
	}
	words := make([]string, len(e.Origin.Law))
	for i, id := range e.Origin.Law {
		words[i] = p.opt.LawText(id)
	}
	return out + attribute("data-law-text", strings.Join(words, "、"))
}
