package assemble

import (
	"strconv"
	"strings"

	"kitei/generator/document"
)

func itoa(n int) string { return strconv.Itoa(n) }

// absolute names a target in full: 第5条第2項第1号.
func (r *resolver) absolute(t *target) string {
	return r.words(t, target{}, nil, true)
}

// words names a target as it is named from a place: 前条, 同条第2項, 第5条 …
// last is the provision named before it in the same sentence.
func (r *resolver) words(t *target, at target, last *target, full bool) string {
	if r.doc.Meta.Numbering.Headed() {
		return r.sectionWords(t, at)
	}
	switch t.e.Kind {
	case document.Chapter:
		if t.e == at.chapter && !full {
			return "この章"
		}
		return t.e.Label
	case document.Section, document.Subsection:
		if t.e == at.section && !full {
			return "この節"
		}
		if t.chapter != nil && t.chapter != at.chapter {
			return t.chapter.Label + t.e.Label
		}
		return t.e.Label
	case document.SupplProvision:
		return "附則"
	case document.AppdxTable, document.AppdxNote, document.AppdxStyle:
		return t.e.Label
	case document.Article:
		return r.articleWords(t, at, last, full)
	case document.Paragraph:
		return r.paragraphWords(t, at, last, full)
	case document.Item, document.Subitem1, document.Subitem2:
		return r.itemWords(t, at, last, full)
	}
	return ""
}

func (r *resolver) articleWords(t *target, at target, last *target, full bool) string {
	switch {
	case t.article == nil:
		return ""
	case full || t.order == 0:
		return t.article.Label
	case t.article == at.article:
		return "この条"
	case last != nil && last.article == t.article && last.e != t.article:
		return "同条"
	case at.order > 0 && t.order == at.order-1:
		return "前条"
	case at.order > 0 && t.order == at.order+1:
		return "次条"
	}
	return t.article.Label
}

// articlePart is the 条 in front of a 項 or 号; empty within the same 条.
func (r *resolver) articlePart(t *target, at target, last *target, full bool) string {
	if t.article == at.article && !full {
		return ""
	}
	if last != nil && !full && last.article == t.article {
		return "同条"
	}
	return r.articleWords(t, at, nil, full)
}

// alone says whether a 項 is the only one of its 条 and so has no number to name.
func (t *target) alone() bool {
	if t.article == nil || t.paragraph == nil {
		return true
	}
	n := 0
	for _, c := range t.article.Children {
		if c.Kind == document.Paragraph && c.Num != "" {
			n++
		}
	}
	return n <= 1
}

func (r *resolver) paragraphWords(t *target, at target, last *target, full bool) string {
	if t.alone() {
		return r.articleWords(t, at, last, full)
	}
	if t.article == at.article && !full && at.paragraph != nil {
		switch num(t.paragraph) - num(at.paragraph) {
		case -1:
			return "前項"
		case 0:
			return "この項"
		case 1:
			return "次項"
		}
	}
	return r.articlePart(t, at, last, full) + r.unit("項", t.paragraph)
}

func (r *resolver) itemWords(t *target, at target, last *target, full bool) string {
	prefix := ""
	depth := len(t.items) - 1
	switch {
	case t.paragraph == at.paragraph && !full:
		if depth == 0 && len(at.items) > 0 {
			switch num(t.e) - num(at.items[0]) {
			case -1:
				return "前号"
			case 0:
				return "この号"
			case 1:
				return "次号"
			}
		}
		if depth > 0 && len(at.items) > 0 && at.items[0] == t.items[0] {
			return labels(t.items[1:])
		}
	case last != nil && !full && last.paragraph == t.paragraph && t.article != at.article && !t.alone():
		prefix = "同項"
	case t.alone():
		prefix = r.articlePart(t, at, last, full)
	default:
		prefix = r.paragraphWords(t, at, last, full)
	}
	return prefix + r.unit("号", t.items[0]) + labels(t.items[1:])
}

// labels gives ア, ア(イ) for what stands below a 号.
func labels(list []*document.Element) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(e.Label)
	}
	return b.String()
}

func num(e *document.Element) int {
	n, _ := strconv.Atoi(e.Num)
	return n
}

// between lists the elements of a range that are in the document, in order.
// An end that was not selected shrinks the range: the template's own order
// decides what lies between.
func (r *resolver) between(in document.Inline) []*document.Element {
	var list []*document.Element
	for _, pos := range r.template.span(base(in.Target), base(in.To)) {
		list = append(list, r.byPos[pos]...)
	}
	return list
}

// rangeWords names several provisions: 前二項, 前各号, 第1号及び第2号, 第3条から第5条まで.
func (r *resolver) rangeWords(list []*document.Element, at target, last *target) string {
	first, n := r.byElement[list[0]], len(list)
	unit, here, prefix := "", (*document.Element)(nil), ""
	switch first.e.Kind {
	case document.Article:
		unit, here = "条", at.article
		if at.order > 0 && list[n-1] == r.order[max(at.order-2, 0)] && at.order > 1 {
			return "前" + r.count(n) + "条"
		}
	case document.Paragraph:
		unit, here = "項", at.paragraph
		prefix = r.articlePart(first, at, last, false)
	case document.Item:
		unit = "号"
		if len(at.items) > 0 {
			here = at.items[0]
		}
		switch {
		case first.paragraph == at.paragraph:
		case first.alone():
			prefix = r.articlePart(first, at, last, false)
		default:
			prefix = r.paragraphWords(first, at, last, false)
		}
	default: // 章, 別表, 様式
		a, b := r.words(first, at, last, false), r.words(r.byElement[list[n-1]], at, last, false)
		if n == 2 {
			return a + "及び" + b
		}
		return a + "から" + b + "まで"
	}
	if unit != "条" && here != nil && prefix == "" && num(list[n-1]) == num(here)-1 {
		if num(list[0]) == 1 && n > 1 && (unit == "号" || n > 2) {
			return "前各" + unit
		}
		return "前" + r.count(n) + unit
	}
	a, b := r.unit(unit, list[0]), r.unit(unit, list[n-1])
	if n == 2 {
		return prefix + a + "及び" + b
	}
	return prefix + a + "から" + b + "まで"
}
