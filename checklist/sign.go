package checklist

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"kitei/generator/japanese"
)

// Sign is an answer.
type Sign string

// The answers. NoAnswer is an empty cell, Invalid one that says something else.
const (
	Done          Sign = "done"
	NotDone       Sign = "not_done"
	Partly        Sign = "partly"
	NotApplicable Sign = "not_applicable"
	NoAnswer      Sign = ""
	Invalid       Sign = "invalid"
)

// Signs are the answers that can be chosen, in the order of the list.
func Signs(binary bool) []Sign {
	if binary {
		return []Sign{Done, NotDone}
	}
	return []Sign{Done, NotDone, Partly, NotApplicable}
}

// Words is an answer as the list offers it.
func (s Sign) Words() string {
	return map[Sign]string{Done: "○ 実施", NotDone: "× 未実施", Partly: "△ 一部・予定", NotApplicable: "対象外"}[s]
}

// Mark is the sign alone, for narrow columns.
func (s Sign) Mark() string {
	return map[Sign]string{Done: "○", NotDone: "×", Partly: "△", NotApplicable: "対象外", NoAnswer: "未回答", Invalid: "読めず"}[s]
}

// signWords is everything that people write for an answer, after folding: the
// look-alikes of a circle and a cross, letters, words. ー and ― stand where a
// hyphen was meant.
var signWords = map[string]Sign{
	"○": Done, "〇": Done, "◯": Done, "⭕": Done, "o": Done, "はい": Done, "実施": Done, "実施済": Done, "実施済み": Done, "済": Done, "yes": Done, "y": Done,
	"×": NotDone, "✕": NotDone, "✖": NotDone, "✗": NotDone, "✘": NotDone, "❌": NotDone, "☓": NotDone, "╳": NotDone, "x": NotDone, "いいえ": NotDone, "未実施": NotDone, "no": NotDone, "n": NotDone,
	"△": Partly, "▲": Partly, "▵": Partly, "一部": Partly, "予定": Partly, "一部実施": Partly, "一部・予定": Partly, "実施予定": Partly,
	"対象外": NotApplicable, "該当なし": NotApplicable, "該当無し": NotApplicable, "非該当": NotApplicable, "－": NotApplicable, "-": NotApplicable, "—": NotApplicable, "―": NotApplicable, "–": NotApplicable, "‐": NotApplicable, "−": NotApplicable, "ー": NotApplicable, "n/a": NotApplicable, "na": NotApplicable,
}

// ReadSign understands an answer as people and programs write it: every kind of
// circle, cross, triangle and dash, with or without its word.
func ReadSign(cell string) Sign {
	s := fold(cell)
	if s == "" {
		return NoAnswer
	}
	if v, ok := signWords[s]; ok {
		return v
	}
	// a sign with its word: ○実施, ×未実施, △一部・予定. The word must agree with the sign.
	_, n := utf8.DecodeRuneInString(s)
	sign, known := signWords[s[:n]]
	rest := strings.Trim(s[n:], ":：()（）、,")
	word, also := signWords[rest]
	if known && also && sign == word && utf8.RuneCountInString(rest) > 1 {
		return sign
	}
	return Invalid
}

// fold takes away what does not matter: width, case, spaces, variation selectors.
func fold(s string) string {
	s = strings.ToLower(japanese.HalfWidth(s))
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\u00A0', '\u200B', '\uFEFF', '\uFE0E', '\uFE0F':
			return -1
		}
		return r
	}, s)
}

var westernDate = regexp.MustCompile(`^([0-9]{4})[./年-]([0-9]{1,2})[./月-]([0-9]{1,2})日?(?:[t ].*)?$`)

// ReadDate understands a day: the number of a spreadsheet, 2026/11/22,
// 2026-11-22, 2026年11月22日, 令和8年11月22日, R8.11.22, in full width too. An
// empty cell is no day; anything else is an error.
func ReadDate(cell string, number, from1904 bool) (japanese.Date, error) {
	s := strings.TrimSpace(japanese.HalfWidth(cell))
	if s == "" {
		return japanese.Date{}, nil
	}
	if number || len(s) == 5 && strings.Trim(s, "0123456789") == "" { // pasted as words, it is still the number of a day
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(n) || n < 32874 || n > 73415 { // 1990 to 2100; also without a format, and 20261122
			if d, err := japanese.ParseDate(compact(s)); err == nil {
				return d, nil
			}
			return japanese.Date{}, fmt.Errorf("a number that is no day")
		}
		if from1904 {
			n += 1462
		}
		return serialZero.AddDays(int(n)), nil
	}
	if m := westernDate.FindStringSubmatch(strings.ToLower(s)); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		return japanese.NewDate(year, month, day)
	}
	if d, err := japanese.ParseDate(compact(s)); err == nil {
		return d, nil
	}
	return japanese.ParseWareki(s)
}

// serialZero is day 0 of the 1900 calendar of spreadsheets, whose 1900-02-29
// never was.
var serialZero = japanese.Date{Year: 1899, Month: 12, Day: 30}

// compact turns 20261122 into the ISO form.
func compact(s string) string {
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}
