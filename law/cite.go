package law

import (
	"fmt"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// Cite looks a citation id up. The forms are
//
//	appi                  the law itself
//	appi.26               an 条; 29-4 is 第29条の4
//	appi.32..39           第32条から第39条まで
//	appi.26.1             a 項; where the article has 号 but no 項, the number is the 号
//	appi.27.1.1..4        a range of the last number
//	mnleak_rule.2.2.イ    イロハ below a 号
//	appi.27.1.each        各号
//	appi.26.1.proviso     ただし書; main is 本文
//	guide.appi.3-5-2      a section of a guideline; guide.appi.3-5-2.5 is 3-5-2(5)
//
// An article that is not in the table is an [*UnknownCitationError]; a 項, 号 or
// ただし書 that was not checked is a [*SubNotListedError].
func (l *Law) Cite(id string) (Citation, error) {
	lawID, rest := lawOf(id)
	statute, ok := l.statutes[lawID]
	if !ok {
		return Citation{}, l.unknown(id, "law", lawID)
	}
	switch {
	case rest == "" && id == lawID:
		return statute.citation(id, statute.Row), nil
	case rest == "":
		return Citation{}, &CitationSyntaxError{id, "nothing follows the last point"}
	case statute.Guide:
		return l.citeGuide(id, lawID, rest)
	}
	return l.citeArticle(id, lawID, rest)
}

func (s Statute) citation(id string, row Row) Citation {
	return Citation{
		Row: row, ID: id, LawID: s.ID, Name: s.Name, Number: s.Number, Short: s.Short, EGovID: s.EGovID,
		Edition: s.Edition, Guide: s.Guide, LawRow: s.Row,
	}
}

func (l *Law) articleCitation(id string, a article) Citation {
	lawID, number := lawOf(a.id)
	c := l.statutes[lawID].citation(id, a.Row)
	c.Prefix, c.Article = a.prefix, strings.ReplaceAll(number, "-", "_")
	c.Caption, c.CaptionOfficial = a.caption, a.captionOfficial
	return c
}

func (l *Law) guideCitation(id string, g guide) Citation {
	lawID, _ := lawOf(g.id)
	c := l.statutes[lawID].citation(id, g.Row)
	c.Label, c.Caption = g.label, g.caption
	return c
}

// citeGuide reads section[.part].
func (l *Law) citeGuide(id, lawID, rest string) (Citation, error) {
	section, part, hasPart := strings.Cut(rest, ".")
	g, ok := l.guides[lawID+"."+section]
	if !ok {
		return Citation{}, l.unknown(id, "guideline section", lawID+"."+section)
	}
	c := l.guideCitation(id, g)
	if !hasPart {
		return c, nil
	}
	if len(part) != 1 || g.parts == "" || part[0] < g.parts[0] || part[0] > g.parts[2] {
		return Citation{}, &SubNotListedError{id, part, g.parts}
	}
	switch {
	case part[0] <= '9':
		c.Label += "(" + part + ")"
	case part[0] >= 'a':
		c.Label += "の" + part
	default:
		c.Label += part
	}
	return c, nil
}

// citeArticle reads article[.n][.n][.イ][..n][.each|.proviso|.main].
func (l *Law) citeArticle(id, lawID, rest string) (Citation, error) {
	rest, to, hasRange := strings.Cut(rest, "..")
	number, rest, below := strings.Cut(rest, ".")
	a, ok := l.articles[lawID+"."+number]
	if !ok {
		return Citation{}, l.unknown(id, "article", lawID+"."+number)
	}
	c := l.articleCitation(id, a)
	if below {
		for word := range strings.SplitSeq(rest, ".") {
			if err := c.step(id, word, a.sub.hasParagraphs()); err != nil {
				return Citation{}, err
			}
		}
	}
	if hasRange {
		if c.Each || c.Part != "" {
			return Citation{}, &CitationSyntaxError{id, "a range after the last word"}
		}
		if c.Paragraph == 0 && c.Item == 0 {
			return l.articleRange(c, lawID, to)
		}
		if err := c.rangeTo(id, to); err != nil {
			return Citation{}, err
		}
	}
	return c, a.check(c)
}

// step takes the next word of an id.
func (c *Citation) step(id, word string, hasParagraphs bool) error {
	if c.Each || c.Part != "" {
		return &CitationSyntaxError{id, fmt.Sprintf("%q after the last word", word)}
	}
	switch word {
	case "each":
		if c.Item > 0 {
			return &CitationSyntaxError{id, "each after a 号"}
		}
		c.Each = true
		return nil
	case "proviso", "main":
		if c.Item > 0 {
			return &CitationSyntaxError{id, word + " after a 号"}
		}
		c.Part = word
		return nil
	}
	if n := japanese.IrohaNumber(word); n > 0 && c.Item > 0 && c.Subitem == 0 {
		c.Subitem = n
		return nil
	}
	n, ok := plainNumber(word)
	switch {
	case !ok:
		return &CitationSyntaxError{id, fmt.Sprintf("%q is not a number, each, proviso, main, or イロハ below a 号", word)}
	case hasParagraphs && c.Paragraph == 0:
		c.Paragraph = n
	case c.Item == 0:
		c.Item = n
	default:
		return &CitationSyntaxError{id, fmt.Sprintf("%q is below a 号, which has イロハ", word)}
	}
	return nil
}

// rangeTo sets the end of a range of the last number.
func (c *Citation) rangeTo(id, to string) error {
	n, ok := plainNumber(to)
	if c.Subitem > 0 {
		n = japanese.IrohaNumber(to)
		ok = n > 0
	}
	last, end := &c.Paragraph, &c.ParagraphTo
	switch {
	case c.Subitem > 0:
		last, end = &c.Subitem, &c.SubitemTo
	case c.Item > 0:
		last, end = &c.Item, &c.ItemTo
	}
	if !ok || n <= *last {
		return &CitationSyntaxError{id, fmt.Sprintf("the range ends at %q, want what comes after %d", to, *last)}
	}
	*end = n
	return nil
}

// articleRange ends a range of 条; both ends must be in the table.
func (l *Law) articleRange(c Citation, lawID, to string) (Citation, error) {
	last, ok := l.articles[lawID+"."+to]
	if !ok {
		return Citation{}, l.unknown(c.ID, "article", lawID+"."+to)
	}
	c.ArticleTo = strings.ReplaceAll(to, "-", "_")
	if !articleBefore(c.Article, c.ArticleTo) {
		return Citation{}, &CitationSyntaxError{c.ID, fmt.Sprintf("the range ends at %q, which does not come after", to)}
	}
	c.Confirmed = c.Confirmed && last.Confirmed
	c.From, c.CheckedOn = later(c.From, last.From), earlier(c.CheckedOn, last.CheckedOn)
	c.To = earlier(c.To, last.To)
	return c, nil
}

// check refuses what the table does not list below the article.
func (a article) check(c Citation) error {
	refuse := func(part string) error { return &SubNotListedError{c.ID, part, a.sub.listed} }
	for p := c.Paragraph; p <= max(c.Paragraph, c.ParagraphTo); p++ {
		for i := c.Item; i <= max(c.Item, c.ItemTo); i++ {
			for s := c.Subitem; s <= max(c.Subitem, c.SubitemTo); s++ {
				if at := (place{p, i, s}); at != (place{}) && !a.sub.places[at] {
					return refuse(at.String())
				}
			}
		}
	}
	if c.Each && a.sub.items[c.Paragraph] < 2 {
		return refuse(place{paragraph: c.Paragraph}.String() + "各号")
	}
	if c.Part != "" && !a.proviso[c.Paragraph] {
		return refuse(place{paragraph: c.Paragraph}.String() + "ただし書")
	}
	return nil
}

// unknown reports an id, with the rows of other days if there are any.
func (l *Law) unknown(id, what, name string) error {
	e := &UnknownCitationError{ID: id, What: what, Name: name, Date: l.date}
	for _, s := range l.table.statutes {
		if s.ID == name {
			e.Rows = append(e.Rows, s.Row)
		}
	}
	for _, a := range l.table.articles {
		if a.id == name {
			e.Rows = append(e.Rows, a.Row)
		}
	}
	for _, g := range l.table.guides {
		if g.id == name {
			e.Rows = append(e.Rows, g.Row)
		}
	}
	return e
}

// plainNumber reads a number as ids write it: digits without a leading zero.
func plainNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && strconv.Itoa(n) == s
}

// articleBefore orders the Num of two 条: 29 < 29_4 < 30.
func articleBefore(a, b string) bool {
	as, bs := strings.Split(a, "_"), strings.Split(b, "_")
	for i := range min(len(as), len(bs)) {
		n, _ := strconv.Atoi(as[i])
		m, _ := strconv.Atoi(bs[i])
		if n != m {
			return n < m
		}
	}
	return len(as) < len(bs)
}

func earlier(a, b japanese.Date) japanese.Date {
	if a.Before(b) {
		return a
	}
	return b
}
