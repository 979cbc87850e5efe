package assemble

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/document"
	"kitei/generator/japanese"
)

// keepDeleted puts 「第n条　削除」 where an adopted article is no longer selected.
func keepDeleted(doc *document.Document, frozen map[string]string, digits japanese.Digits) {
	present := map[string]bool{}
	document.Walk(doc.Body, func(e *document.Element) bool {
		if e.Kind == document.Article {
			present[e.ID] = true
		}
		return e.Kind != document.Article
	})
	var gone []string
	for id := range frozen {
		if !present[id] {
			gone = append(gone, id)
		}
	}
	slices.SortFunc(gone, func(a, b string) int { return compareNum(frozen[a], frozen[b]) })
	for _, id := range gone {
		num := frozen[id]
		deleted := &document.Element{
			Kind: document.Article, ID: id, Num: num, Deleted: true,
			Label: japanese.Ordinal("条", num, digits),
			Text:  []document.Sentence{{Function: document.Main, Inlines: []document.Inline{{Kind: document.Text, Text: "削除"}}}},
		}
		if !insertAfter(&doc.Body, deleted) {
			prependArticle(&doc.Body, deleted)
		}
	}
}

// insertAfter puts e behind the last article that has a smaller number.
func insertAfter(list *[]*document.Element, e *document.Element) bool {
	var home *[]*document.Element
	at := -1
	var find func(*[]*document.Element)
	find = func(l *[]*document.Element) {
		for i, c := range *l {
			switch {
			case c.Kind == document.Article && compareNum(c.Num, e.Num) < 0:
				home, at = l, i
			case c.Kind == document.Chapter, c.Kind == document.Section, c.Kind == document.Subsection:
				find(&c.Children)
			}
		}
	}
	find(list)
	if home == nil {
		return false
	}
	*home = slices.Insert(*home, at+1, e)
	return true
}

// prependArticle puts e before the first article of all.
func prependArticle(list *[]*document.Element, e *document.Element) bool {
	for i, c := range *list {
		switch c.Kind {
		case document.Article:
			*list = slices.Insert(*list, i, e)
			return true
		case document.Chapter, document.Section, document.Subsection:
			if prependArticle(&c.Children, e) {
				return true
			}
		}
	}
	return false
}

// compareNum compares numbers with branches: 4 < 4_2 < 4_3 < 5.
func compareNum(a, b string) int {
	as, bs := strings.Split(a, "_"), strings.Split(b, "_")
	for i := 0; i < max(len(as), len(bs)); i++ {
		var x, y int
		if i < len(as) {
			x, _ = strconv.Atoi(as[i])
		}
		if i < len(bs) {
			y, _ = strconv.Atoi(bs[i])
		}
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
	}
	return 0
}
