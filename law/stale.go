package law

import (
	"strings"
	"unicode/utf8"

	"kitei/generator/japanese"
)

// ScopeMyNumber is the scope of stale marks that are wrong only in documents
// about 個人番号.
const ScopeMyNumber = "mynumber"

// A StaleMark is a word that shows that a text is older than the law.
type StaleMark struct {
	Row
	Word    string // digits in half width
	Scope   string // "" for every document, or [ScopeMyNumber]
	Instead string // what to write; may be empty
	Reason  string // in Japanese
}

// StaleMarks lists the words that no document of this day may contain.
func (l *Law) StaleMarks() []StaleMark {
	return filter(l.table.stale, func(s StaleMark) bool { return s.In(l.date) })
}

// FindStale returns the stale marks that a text contains, of the general scope
// and of the scopes given, in the order of the table. Digits match in every
// style: 第22条の2, 第２２条の２, 第二十二条の二.
func (l *Law) FindStale(text string, scopes ...string) []StaleMark {
	wanted := map[string]bool{"": true}
	for _, s := range scopes {
		wanted[s] = true
	}
	return filter(l.StaleMarks(), func(s StaleMark) bool { return wanted[s.Scope] && s.in(text) })
}

func (s StaleMark) in(text string) bool {
	for _, d := range []japanese.Digits{japanese.Half, japanese.Full, japanese.Kanji} {
		if containsWhole(text, inDigits(s.Word, d)) {
			return true
		}
	}
	return false
}

// containsWhole finds word where no further digit follows its own last digit:
// 第22条の2 is not in 第22条の27.
func containsWhole(text, word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	for {
		i := strings.Index(text, word)
		if i < 0 {
			return false
		}
		text = text[i+len(word):]
		next, _ := utf8.DecodeRuneInString(text)
		if !isNumeral(last) || !isNumeral(next) {
			return true
		}
	}
}

func isNumeral(r rune) bool {
	return '0' <= r && r <= '9' || '０' <= r && r <= '９' || strings.ContainsRune("〇一二三四五六七八九十百千", r)
}

func (l *loader) readStale() []StaleMark {
	var out []StaleMark
	var periods []period
	for _, r := range l.read("stale.tsv", "word", "scope", "instead", "reason", "from", "to", "source", "confirmed", "checked_on") {
		s := StaleMark{Row: r.row("confirmed"), Word: r.need("word"), Scope: r.get("scope"), Instead: r.get("instead"), Reason: r.need("reason")}
		if s.Scope != "" && s.Scope != ScopeMyNumber {
			r.fault("scope %q, want nothing or %s", s.Scope, ScopeMyNumber)
		}
		if s.Word != japanese.HalfWidth(s.Word) {
			r.fault("word %q: write its digits in half width", s.Word)
		}
		out = append(out, s)
		periods = append(periods, period{r, s.Word, s.From, s.To})
	}
	checkOverlap(periods)
	return out
}
