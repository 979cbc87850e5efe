package law

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// sub is what was checked below an article: its 項, 号 and 号の細分 (イロハ).
// Paragraph 0 stands for an article whose 号 belong to no numbered 項; item 0
// for a 項 cited without 号.
type sub struct {
	listed string // as in the data
	places map[place]bool
	items  map[int]int // 項 → number of its 号 that are listed
}

// place is one 項, 号 or イロハ of an article.
type place struct{ paragraph, item, subitem int }

var subPattern = regexp.MustCompile(`^(?:([0-9,-]+)項)?(?:([0-9,-]+)号(?:([ア-ン])-([ア-ン]))?)?$`)

// parseSub reads the sub column: "1,2項;3項1-6号", "1-4号", "1号イ-ハ".
func parseSub(s string) (sub, error) {
	out := sub{listed: s, places: map[place]bool{}, items: map[int]int{}}
	if s == "" {
		return out, nil
	}
	for token := range strings.SplitSeq(s, ";") {
		m := subPattern.FindStringSubmatch(token)
		if m == nil || m[1]+m[2] == "" {
			return out, fmt.Errorf("sub %q: %q is not 1項, 1-3項, 2項1,2号, 1-4号 or 1号イ-ハ", s, token)
		}
		if err := out.add(m[1], m[2], m[3], m[4]); err != nil {
			return out, fmt.Errorf("sub %q: %q: %w", s, token, err)
		}
	}
	if out.hasParagraphs() && out.items[0] > 0 {
		return out, fmt.Errorf("sub %q: some 号 belong to a 項 and some do not", s)
	}
	return out, nil
}

func (s *sub) add(paragraphs, items, first, last string) error {
	ps := []int{0}
	if paragraphs != "" {
		var err error
		if ps, err = numbers(paragraphs); err != nil {
			return err
		}
		if items != "" && len(ps) != 1 {
			return fmt.Errorf("号 of several 項 at once")
		}
		for _, p := range ps {
			if err := s.put(place{paragraph: p}); err != nil {
				return err
			}
		}
	}
	if items == "" {
		return nil
	}
	is, err := numbers(items)
	if err != nil {
		return err
	}
	for _, i := range is {
		if err := s.put(place{paragraph: ps[0], item: i}); err != nil {
			return err
		}
		s.items[ps[0]]++
	}
	if first == "" {
		return nil
	}
	a, b := japanese.IrohaNumber(first), japanese.IrohaNumber(last)
	if len(is) != 1 || a == 0 || b <= a {
		return fmt.Errorf("%s-%s is not a range of イロハ of one 号", first, last)
	}
	for n := a; n <= b; n++ {
		if err := s.put(place{ps[0], is[0], n}); err != nil {
			return err
		}
	}
	return nil
}

func (s *sub) put(p place) error {
	if s.places[p] {
		return fmt.Errorf("%s stands twice", p)
	}
	s.places[p] = true
	return nil
}

func (s sub) hasParagraphs() bool {
	for p := range s.places {
		if p.paragraph > 0 {
			return true
		}
	}
	return false
}

// String writes the place for messages: 第3項第2号イ.
func (p place) String() string {
	var b strings.Builder
	if p.paragraph > 0 {
		fmt.Fprintf(&b, "第%d項", p.paragraph)
	}
	if p.item > 0 {
		fmt.Fprintf(&b, "第%d号", p.item)
	}
	return b.String() + japanese.Iroha(p.subitem)
}

// numbers reads "5,9-14" as 5, 9, 10 … 14: ascending, from 1, each once.
func numbers(s string) ([]int, error) {
	var out []int
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		a, err := strconv.Atoi(first)
		b := a
		if err == nil && isRange {
			b, err = strconv.Atoi(last)
		}
		if err != nil || a < 1 || b < a || b > 99 || isRange && a == b || len(out) > 0 && a <= slices.Max(out) {
			return nil, fmt.Errorf("%q is not a list of ascending numbers", s)
		}
		for n := a; n <= b; n++ {
			out = append(out, n)
		}
	}
	return out, nil
}
