package reader

import (
	"regexp"
	"slices"
	"strings"

	"kitei/generator/document"
)

// typedNumber finds numbers of provisions that somebody typed: they would be
// wrong as soon as a clause before them is left out or the law is renumbered.
var typedNumber = regexp.MustCompile(`第[0-9０-９〇一二三四五六七八九十百千]+(編|章|節|款|条|項|号)|(別表|別紙|様式)第?[0-9０-９一二三四五六七八九十]+`)

func (p *parser) checkTyped() {
	check := func(list []document.Inline) {
		walkInlines(list, func(in document.Inline) {
			if in.Kind != document.Text {
				return
			}
			for _, at := range typedNumber.FindAllStringIndex(in.Text, -1) {
				pos := in.Pos
				pos.Column += len([]rune(in.Text[:at[0]]))
				p.faults.Add(pos, "typed_number", "%s: write [[id]] or {{law:id}}; numbers are never typed", in.Text[at[0]:at[1]])
			}
		})
	}
	check(p.doc.Meta.Title)
	document.Walk(p.doc.Body, func(e *document.Element) bool {
		e.Inlines(check)
		return true
	})
	for _, n := range p.doc.Notes {
		check(n.Text)
	}
}

// walkInlines calls visit for every inline, those inside {{?…}} too.
func walkInlines(list []document.Inline, visit func(document.Inline)) {
	for _, in := range list {
		visit(in)
		walkInlines(in.Children, visit)
	}
}

func (p *parser) checkIDs() {
	seen := map[string]document.Pos{}
	document.Walk(p.doc.Body, func(e *document.Element) bool {
		if e.ID == "" {
			return true
		}
		if first, ok := seen[e.ID]; ok {
			p.faults.Add(e.Pos, "double_id", "id %s is taken at line %d", e.ID, first.Line)
		}
		seen[e.ID] = e.Pos
		return true
	})
}

// checkNotes finds footnotes that nothing mentions and marks without a footnote.
func (p *parser) checkNotes() {
	used := map[string]bool{}
	mention := func(list []document.Inline) {
		walkInlines(list, func(in document.Inline) {
			if in.Kind == document.NoteRef {
				used[in.Target] = true
				if !slices.ContainsFunc(p.doc.Notes, func(n *document.Footnote) bool { return n.ID == in.Target }) {
					p.faults.Add(in.Pos, "no_note", "footnote [^%s] is not written", in.Target)
				}
			}
		})
	}
	document.Walk(p.doc.Body, func(e *document.Element) bool {
		e.Inlines(mention)
		return true
	})
	seen := map[string]bool{}
	for _, n := range p.doc.Notes {
		if !used[n.ID] {
			p.faults.Add(n.Pos, "unused_note", "no text mentions footnote [^%s]", n.ID)
		}
		if seen[n.ID] {
			p.faults.Add(n.Pos, "double_id", "footnote [^%s] is written twice", n.ID)
		}
		seen[n.ID] = true
	}
}

// checkContent finds headings that nothing stands below.
func (p *parser) checkContent(list []*document.Element) {
	document.Walk(list, func(e *document.Element) bool {
		switch e.Kind {
		case document.Chapter, document.Section, document.Subsection, document.Article, document.SupplProvision,
			document.AppdxTable, document.AppdxNote, document.AppdxStyle:
			if len(e.Children) == 0 {
				p.faults.Add(e.Pos, "empty", "a heading without content")
			}
		}
		return true
	})
}

var (
	frontMatter  = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	markPatterns = []*regexp.Regexp{
		regexp.MustCompile(`(?m)^%%.*$`),
		regexp.MustCompile(`(?m)^[ \t]*:::[ \t]*(when|each|box|sign|form|table|figure)?[^\n]*$`),
		regexp.MustCompile(`(?m)^\|[-:| ]+\|$`),
		regexp.MustCompile(`(?m)^#{2,4}[ 　]*（?(別表|別紙|様式)?`),
		regexp.MustCompile(`(?m)^ *\d+\. `),
		regexp.MustCompile(`(?m)^\[\^[a-z0-9-]+\]: *`),
		regexp.MustCompile(`\{\{\?("[^"]*"|'[^']*'|[^:"'])*: *`),
		regexp.MustCompile(`\{\{[^?{}][^{}]*\}\}`),
		regexp.MustCompile(`\[\[[^\[\]]*\]\]`),
		regexp.MustCompile(`\[\^[a-z0-9-]+\]`),
		regexp.MustCompile(`\}\}`),
		regexp.MustCompile(`(?m)[ 　]*\{[^{}\n]*\}$`),
	}
	caption = regexp.MustCompile(`(?m)^#{2,4}[ 　]*（.*）.*$`)
)

// LostText compares the words of a template, its marks taken off by plain
// patterns, with the words of the tree made from it. It gives the characters
// that are in one and not in the other; both are empty when nothing is lost.
func LostText(src string, doc *document.Document) (lost, added string) {
	src = strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n")
	src = frontMatter.ReplaceAllString(src, "")
	src = caption.ReplaceAllStringFunc(src, func(s string) string {
		i := strings.LastIndex(s, "）")
		return s[:i] + s[i+len("）"):]
	})
	// a table's title stands on the line of its mark
	src = regexp.MustCompile(`(?m)^[ \t]*:::[ \t]*(?:table|form|figure [a-z]+) ([^{\n]*)`).ReplaceAllString(src, "$1\n::: ")
	for _, m := range markPatterns {
		src = m.ReplaceAllString(src, "")
	}
	count := map[rune]int{}
	for _, r := range src {
		count[r]++
	}
	take := func(list []document.Inline) {
		walkInlines(list, func(in document.Inline) {
			if in.Kind == document.Text {
				for _, r := range in.Text {
					count[r]--
				}
			}
		})
	}
	document.Walk(doc.Body, func(e *document.Element) bool { e.Inlines(take); return true })
	for _, n := range doc.Notes {
		take(n.Text)
	}
	runes := make([]rune, 0, len(count))
	for r := range count {
		if !strings.ContainsRune(" \t\n　|", r) {
			runes = append(runes, r)
		}
	}
	slices.Sort(runes)
	for _, r := range runes {
		if n := count[r]; n > 0 {
			lost += strings.Repeat(string(r), n)
		} else if n < 0 {
			added += strings.Repeat(string(r), -n)
		}
	}
	return lost, added
}
