package assemble

import (
	"strconv"

	"kitei/generator/document"
	"kitei/generator/japanese"
)

// Number gives every element its number and printed label, in place.
//
// 章 and 条 count through the 本則; 節 starts anew in every 章, 項 in every 条,
// 号 in every 項. A 条 with a single 項 has no 項 number, and the first 項 of
// several has none either. 別表, 別紙 and 様式 have a number only when there are
// several of a kind.
//
// frozen holds the adopted numbers by article id: they are kept, an article
// among them that was not selected stays as 「第n条　削除」, and a new one takes
// a branch number 第n条の2 after the article before it. Nil counts anew.
func Number(doc *document.Document, digits japanese.Digits, frozen map[string]string) {
	n := &numberer{digits: digits, style: doc.Meta.Numbering, frozen: frozen}
	if n.digits == "" {
		n.digits = japanese.Half
	}
	n.body(doc.Body)
	if frozen != nil {
		keepDeleted(doc, frozen, n.digits)
	}
}

type numberer struct {
	digits   japanese.Digits
	style    document.Numbering
	frozen   map[string]string
	chapters int
	articles int
	branch   int    // branches after the last article
	lastNum  string // Num of the last article
}

func (n *numberer) body(list []*document.Element) {
	annexes := map[document.Kind]int{}
	for _, e := range list {
		annexes[e.Kind]++
	}
	counts := map[document.Kind]int{}
	sections := 0
	for _, e := range list {
		switch e.Kind {
		case document.Chapter:
			n.chapters++
			n.set(e, n.chapters, japanese.Ordinal("章", strconv.Itoa(n.chapters), n.digits))
			n.inside(e)
		case document.Section:
			sections++
			if place, err := strconv.Atoi(e.Num); err == nil { // a part of a collection keeps its number
				sections = place
			}
			n.heading(e, sections, "")
		case document.Article:
			n.article(e)
		case document.SupplProvision:
			n.paragraphs(e, "項")
		case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
			counts[e.Kind]++
			label := annexWord[e.Kind]
			if annexes[e.Kind] > 1 {
				label += japanese.Ordinal("", strconv.Itoa(counts[e.Kind]), n.digits)
			}
			n.set(e, counts[e.Kind], label)
			n.paragraphs(e, "")
		default:
			n.paragraphs(e, "")
		}
	}
}

// annexWord is the word that an annex is numbered with.
var annexWord = map[document.Kind]string{
	document.AppdxTable: "別表", document.AppdxNote: "別紙", document.AppdxStyle: "様式",
}

func (n *numberer) set(e *document.Element, num int, label string) {
	e.Num, e.Label = strconv.Itoa(num), label
}

// heading numbers a 節, or under numbering "sections" or "topics" a heading 1. or 1.1.
func (n *numberer) heading(e *document.Element, num int, prefix string) {
	if n.style.Headed() {
		e.Num, e.Label = strconv.Itoa(num), prefix+strconv.Itoa(num)
		if prefix == "" {
			e.Label += "."
		}
		sub := 0
		for _, c := range e.Children {
			if c.Kind == document.Subsection {
				sub++
				n.heading(c, sub, prefix+strconv.Itoa(num)+".")
			}
		}
		if n.style == document.Topics {
			n.paragraphs(e, "")
		} else {
			n.paragraphs(e, "(")
		}
		return
	}
	unit := "節"
	if e.Kind == document.Subsection {
		unit = "款"
	}
	n.set(e, num, japanese.Ordinal(unit, strconv.Itoa(num), n.digits))
	n.inside(e)
}

func (n *numberer) inside(e *document.Element) {
	sections := 0
	for _, c := range e.Children {
		switch c.Kind {
		case document.Section, document.Subsection:
			sections++
			n.heading(c, sections, "")
		case document.Article:
			n.article(c)
		}
	}
	n.paragraphs(e, "")
}

func (n *numberer) article(e *document.Element) {
	switch num, adopted := n.frozen[e.ID]; {
	case adopted:
		e.Num = num
		n.lastNum, n.branch = num, 1
		if base, err := strconv.Atoi(firstPart(num)); err == nil {
			n.articles = base
		}
	case n.lastNum != "" && (n.frozen != nil || e.Branch):
		n.branch = max(n.branch, 1) + 1
		e.Num = n.lastNum + "_" + strconv.Itoa(n.branch)
	default:
		n.articles++
		n.branch = 1
		e.Num = strconv.Itoa(n.articles)
		n.lastNum = e.Num
	}
	e.Label = japanese.Ordinal("条", e.Num, n.digits)
	n.paragraphs(e, "項")
}

func firstPart(num string) string {
	for i, r := range num {
		if r == '_' {
			return num[:i]
		}
	}
	return num
}

// paragraphs numbers the 項 right below e. style "項": the first has no number;
// "(": all have one when there are several; "": none has.
func (n *numberer) paragraphs(e *document.Element, style string) {
	total := 0
	for _, c := range e.Children {
		if c.Kind == document.Paragraph && !c.Plain {
			total++
		}
	}
	count := 0
	for _, c := range e.Children {
		if c.Kind == document.Paragraph {
			if !c.Plain && style != "" {
				count++
				c.Num = strconv.Itoa(count)
				switch {
				case style == "(" && total > 1:
					c.Label = japanese.Paren(count)
				case style == "項" && (count > 1 || total > 1 && e.Kind == document.SupplProvision):
					c.Label = n.digits.Format(count)
				}
			}
			n.items(c, 0)
			continue
		}
		if c.Kind == document.Box || c.Kind == document.Sign {
			n.paragraphs(c, "")
		}
	}
}

// items numbers the 号 below e and what they hold.
func (n *numberer) items(e *document.Element, depth int) {
	count := 0
	for _, c := range e.Children {
		switch c.Kind {
		case document.Item, document.Subitem1, document.Subitem2:
			count++
			n.set(c, count, n.itemLabel(count, depth))
			n.items(c, depth+1)
		}
	}
}

func (n *numberer) itemLabel(count, depth int) string {
	if n.style == document.Topics {
		return []string{"・", "－"}[min(depth, 1)]
	}
	if n.style.Headed() {
		switch {
		case depth == 0 && count <= 50:
			return japanese.Circled(count)
		case depth == 0:
			return japanese.Paren(count)
		}
		return japanese.Katakana(count)
	}
	switch {
	case depth == 0 && n.digits == japanese.Kanji:
		return n.digits.Format(count)
	case depth == 0:
		return japanese.Paren(count)
	case depth == 1:
		return japanese.Katakana(count)
	}
	return "(" + japanese.Katakana(count) + ")"
}
