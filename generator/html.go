package generator

import (
	"bytes"
	"cmp"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/write/html"
	"kitei/law"
)

// html writes a part as a page.
func (g *Generator) html(p part, facts *profile.Facts, req Request) ([]byte, error) {
	values, doc := facts.Values, p.doc
	current, err := g.law.At(lawBasis(values, req.Run.AsOf))
	if err != nil {
		return nil, uncovered(err)
	}
	draft := flag(values, "output.draft")
	options := html.Options{Draft: draft, LawText: lawText(current, doc.Meta.Laws, articleDigits(values), draft)}
	if doc.Meta.Mark != "" {
		options.Mark = secrecy(doc.Meta.Mark, values)
	}
	if options.TOC, err = p.template.Condition(doc.Meta.TOC, values); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = html.Write(&b, doc, options)
	return b.Bytes(), err
}

// lawText gives citation ids in words by the short names of a document. Of what
// nobody has confirmed it names the law only, save in a draft
// (docs/decisions/0003).
func lawText(l *law.Law, names map[string]string, d japanese.Digits, draft bool) func(id string) string {
	return func(id string) string {
		c, err := l.Cite(id)
		if err != nil {
			return id
		}
		name, reference := cmp.Or(names[c.LawID], c.Short), c.Reference(d)
		switch {
		case c.Confirmed:
		case draft && reference != "":
			reference += "（要確認）"
		case !c.IsGuide():
			reference = ""
		}
		return name + reference
	}
}

// articleDigits are the figures of article numbers that the options ask for.
func articleDigits(values map[string]any) japanese.Digits {
	return cmp.Or(japanese.Digits(textOf(values, "options.article_digits")), japanese.Half)
}
