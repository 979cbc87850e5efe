package law

import (
	"regexp"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// A Citation is a place in a law or guideline that the table knows, ready to be
// printed. The numbers are 0 where the citation does not go so deep.
type Citation struct {
	Row                // of the article or section; of the law when only the law is cited
	ID          string // as written: appi.27.1.1..4
	LawID       string // appi, guide.mn
	Name        string // official name of the law
	Number      string // 平成15年法律第57号; may be empty
	Short       string // default short name
	EGovID      string // may be empty
	Edition     string // of a guideline; may be empty
	Guide       bool
	LawRow      Row    // of the law; Confirmed: its number is confirmed
	Label       string // of a guideline section, with its part: 3-5-2(5)
	Prefix      string // 附則
	Article     string // Num of the 条: 26, 29_4; empty when the law or a guideline is cited
	ArticleTo   string // last 条 of a range
	Paragraph   int    // 項
	ParagraphTo int
	Item        int // 号
	ItemTo      int
	Subitem     int // 号の細分: 1 = イ
	SubitemTo   int
	Each        bool   // 各号
	Part        string // "", "proviso" (ただし書) or "main" (本文)

	Caption         string // 漏えい等の報告等
	CaptionOfficial bool   // false: our description
}

// IsGuide tells whether a guideline or Q&A is cited, not a law.
func (c Citation) IsGuide() bool { return c.Guide }

// Reference writes the place without the name of the law: 第26条第1項ただし書,
// 第27条第1項第1号から第4号まで, 第27条第1項各号; for a guideline its label, 3-4-4.
// It is "" when the law itself is cited.
func (c Citation) Reference(d japanese.Digits) string {
	if c.Article == "" {
		return c.Label
	}
	var b strings.Builder
	b.WriteString(c.Prefix)
	article := japanese.ArticleNumber(c.Article, d)
	if c.ArticleTo != "" {
		b.WriteString(span(article, japanese.ArticleNumber(c.ArticleTo, d), follows(c.Article, c.ArticleTo)))
	} else {
		b.WriteString(article)
	}
	ordinal := func(unit string) func(int) string {
		return func(n int) string { return japanese.Ordinal(unit, strconv.Itoa(n), d) }
	}
	b.WriteString(level(c.Paragraph, c.ParagraphTo, ordinal("項")))
	b.WriteString(level(c.Item, c.ItemTo, ordinal("号")))
	b.WriteString(level(c.Subitem, c.SubitemTo, japanese.Iroha))
	if c.Each {
		b.WriteString("各号")
	}
	switch c.Part {
	case "proviso":
		b.WriteString("ただし書")
	case "main":
		b.WriteString("本文")
	}
	return b.String()
}

// NumberIn writes the number of the law in a style of digits: 平成十五年法律第五十七号.
func (c Citation) NumberIn(d japanese.Digits) string { return inDigits(c.Number, d) }

// level writes one level of a reference, "" when it is not cited.
func level(n, to int, word func(int) string) string {
	switch {
	case n == 0:
		return ""
	case to == 0:
		return word(n)
	}
	return span(word(n), word(to), to == n+1)
}

// span joins the ends of a range as statutes do: two neighbours by 及び, more by
// から…まで.
func span(first, last string, neighbours bool) string {
	if neighbours {
		return first + "及び" + last
	}
	return first + "から" + last + "まで"
}

// follows tells whether two 条 without branch numbers are neighbours.
func follows(a, b string) bool {
	n, err := strconv.Atoi(a)
	m, err2 := strconv.Atoi(b)
	return err == nil && err2 == nil && m == n+1
}

var digitsPattern = regexp.MustCompile(`[0-9][0-9,]*`)

// inDigits writes the numbers within words in a style of digits. Commas stay
// except in 漢数字, which have none.
func inDigits(s string, d japanese.Digits) string {
	return digitsPattern.ReplaceAllStringFunc(s, func(number string) string {
		switch d {
		case japanese.Full:
			return japanese.FullWidth(number)
		case japanese.Kanji:
			if n, err := strconv.Atoi(strings.ReplaceAll(number, ",", "")); err == nil {
				return d.Format(n)
			}
		}
		return number
	})
}
