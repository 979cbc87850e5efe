package reader

import (
	"regexp"
	"strings"

	"kitei/generator/document"
)

var (
	fieldPattern = regexp.MustCompile(`^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$`)
	lawPattern   = regexp.MustCompile(`^[a-z_]+(\.[0-9a-z_ア-ン\-]+)*(\.\.[0-9ア-ン]+)?$`)
	idPattern    = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// inlines parses words with their marks.
func (p *parser) inlines(cs []char) []document.Inline {
	list, rest := p.inlineRun(cs, false)
	if len(rest) > 0 {
		c := rest[0]
		p.fault(c.line, c.column, "unknown_mark", "}} without {{")
	}
	return list
}

// inlineRun parses until the end or, when inside is set, until the }} that
// closes a {{?cond: …}}; rest starts at that }}.
func (p *parser) inlineRun(cs []char, inside bool) (list []document.Inline, rest []char) {
	start := 0
	flush := func(end int) {
		if end > start {
			c := cs[start]
			list = append(list, document.Inline{Kind: document.Text, Pos: p.pos(c.line, c.column), Text: text(cs[start:end])})
		}
	}
	i := 0
	for i < len(cs) {
		switch {
		case has(cs[i:], "}}"):
			flush(i)
			return list, cs[i:]
		case has(cs[i:], "{{"):
			flush(i)
			in, n := p.brace(cs[i:])
			list = append(list, in)
			i += n
			start = i
		case has(cs[i:], "[["):
			flush(i)
			in, n := p.reference(cs[i:])
			list = append(list, in)
			i += n
			start = i
		case has(cs[i:], "[^"):
			flush(i)
			in, n := p.noteMark(cs[i:])
			list = append(list, in)
			i += n
			start = i
		case has(cs[i:], "]]"), has(cs[i:], ":::"):
			p.fault(cs[i].line, cs[i].column, "unknown_mark", "%s is a mark only at its own place", text(cs[i:min(i+3, len(cs))]))
			i += 2
		default:
			i++
		}
	}
	flush(len(cs))
	if inside && len(cs) > 0 {
		last := cs[len(cs)-1]
		p.fault(last.line, last.column, "unclosed", "{{? is not closed by }}")
	}
	return list, nil
}

func has(cs []char, s string) bool {
	if len(cs) < len(s) {
		return false
	}
	for i, r := range []byte(s) {
		if cs[i].r != rune(r) {
			return false
		}
	}
	return true
}

// brace parses {{field|modifier}}, {{law:id|modifier}} or {{?cond: words}} and
// says how many characters it took.
func (p *parser) brace(cs []char) (document.Inline, int) {
	pos := p.pos(cs[0].line, cs[0].column)
	if has(cs, "{{?") {
		return p.conditional(cs, pos)
	}
	end := find(cs, "}}")
	if end < 0 {
		p.fault(cs[0].line, cs[0].column, "unclosed", "{{ is not closed by }}")
		return document.Inline{Kind: document.Text, Pos: pos, Text: text(cs)}, len(cs)
	}
	body := strings.TrimSpace(text(cs[2:end]))
	body, modifier, _ := strings.Cut(body, "|")
	in := document.Inline{Kind: document.Param, Pos: pos, Path: body, Modifier: modifier}
	if id, ok := strings.CutPrefix(body, "law:"); ok {
		in.Kind, in.Path = document.LawRef, id
		if !lawPattern.MatchString(id) && !strings.HasPrefix(id, "guide.") && !strings.HasPrefix(id, "qa.") {
			p.fault(cs[0].line, cs[0].column, "unknown_mark", "%q is not a citation id", id)
		}
	} else if !fieldPattern.MatchString(body) {
		p.fault(cs[0].line, cs[0].column, "unknown_mark", "%q is not a field: use {{field}}, {{list|及び}}, {{law:id}} or {{?condition: words}}", body)
	}
	return in, end + 2
}

func (p *parser) conditional(cs []char, pos document.Pos) (document.Inline, int) {
	colon := -1
	quote := rune(0)
	for i := 3; i < len(cs) && colon < 0; i++ {
		switch r := cs[i].r; {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == ':':
			colon = i
		}
	}
	if colon < 0 {
		p.fault(cs[0].line, cs[0].column, "unclosed", "{{? needs a condition, a colon and words")
		return document.Inline{Kind: document.Text, Pos: pos, Text: text(cs)}, len(cs)
	}
	words := colon + 1
	for words < len(cs) && cs[words].r == ' ' {
		words++
	}
	children, rest := p.inlineRun(cs[words:], true)
	in := document.Inline{Kind: document.Cond, Pos: pos, Expr: strings.TrimSpace(text(cs[3:colon])), Children: children}
	if len(children) == 0 {
		p.fault(cs[0].line, cs[0].column, "empty", "{{?%s: }} has no words", in.Expr)
	}
	return in, len(cs) - len(rest) + min(2, len(rest))
}

// reference parses [[id]], [[a..b]] and [[id|full]].
func (p *parser) reference(cs []char) (document.Inline, int) {
	pos := p.pos(cs[0].line, cs[0].column)
	end := find(cs, "]]")
	if end < 0 {
		p.fault(cs[0].line, cs[0].column, "unclosed", "[[ is not closed by ]]")
		return document.Inline{Kind: document.Text, Pos: pos, Text: text(cs)}, len(cs)
	}
	body, modifier, _ := strings.Cut(text(cs[2:end]), "|")
	from, to, isRange := strings.Cut(body, "..")
	if !idPattern.MatchString(from) || isRange && !idPattern.MatchString(to) || modifier != "" && modifier != "full" {
		p.fault(cs[0].line, cs[0].column, "unknown_mark", "%q is not a reference: use [[id]], [[a..b]] or [[id|full]]", body)
	}
	return document.Inline{Kind: document.Ref, Pos: pos, Target: from, To: to, Modifier: modifier}, end + 2
}

func (p *parser) noteMark(cs []char) (document.Inline, int) {
	pos := p.pos(cs[0].line, cs[0].column)
	end := find(cs, "]")
	if end < 0 || !idPattern.MatchString(text(cs[2:end])) {
		p.fault(cs[0].line, cs[0].column, "unknown_mark", "a footnote mark is [^name]")
		return document.Inline{Kind: document.Text, Pos: pos, Text: text(cs[:2])}, 2
	}
	return document.Inline{Kind: document.NoteRef, Pos: pos, Target: text(cs[2:end])}, end + 1
}

func find(cs []char, s string) int {
	for i := range cs {
		if has(cs[i:], s) {
			return i
		}
	}
	return -1
}
