package members

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// nothing is what the words （なし） give: a field left empty on purpose, also
// where the common profile has a value.
type nothing struct{}

var nothingWords = []string{"(なし)", "(空)", "(空欄)"}

// problem is a fault of one cell: a message of templates/locales and its words.
type problem struct {
	code string
	data map[string]words
}

// checkCell looks at the characters of a cell, whatever its field is. The result
// is nil when the cell can be read.
func checkCell(c cell, f *profile.Field, e Encoding) *problem {
	exempt := f.IsPhone() || f.IsCorporateNumber()
	switch {
	case c.kind == workbook.KindFormula:
		return &problem{code: "list_formula"}
	case c.kind == workbook.KindError:
		return &problem{code: "list_error_value"}
	case !exempt && japanese.FindMyNumber(c.text):
		return &problem{code: "list_my_number"}
	case strings.ContainsRune(c.text, unicode.ReplacementChar):
		return &problem{code: "list_lost_character"}
	case strings.ContainsFunc(c.text, isGaiji):
		return &problem{code: "list_gaiji"}
	case e == CP932 && strings.Contains(c.text, "?") && isProse(f):
		return &problem{code: "list_question_mark"}
	}
	return nil
}

// isProse tells whether a field holds words in which a ? can be what is left of
// a character: not an address of the web, not a code.
func isProse(f *profile.Field) bool {
	if f == nil {
		return true
	}
	if f.Type == profile.Array {
		return isProse(f.Items)
	}
	return f.Type == profile.String && !f.Folds() && !strings.Contains(f.Pattern, "http") && !strings.Contains(f.Pattern, "@")
}

// value makes of a cell what its field holds. What it can't make sense of stays
// as it was typed, for the schema to refuse.
func value(c cell, f *profile.Field) (any, *problem) {
	word := strings.TrimFunc(c.text, unicode.IsSpace)
	plain := norm.NFKC.String(word)
	if slices.Contains(nothingWords, strings.ReplaceAll(plain, " ", "")) {
		return nothing{}, nil
	}
	switch f.Type {
	case profile.Array:
		return list(c, word, f)
	case profile.Boolean:
		return truth(plain)
	case profile.Date:
		return date(c, plain)
	case profile.Integer:
		return integer(c, plain)
	case profile.String:
		return wording(c, word, plain, f)
	}
	return word, nil
}

// wording reads a cell of a text: a choice, digits, a time of day, or words.
func wording(c cell, word, plain string, f *profile.Field) (any, *problem) {
	switch {
	case f.Clock:
		return clock(c, plain)
	case c.kind == workbook.KindDay || c.kind == workbook.KindClock:
		return nil, &problem{code: "list_date_in_text"}
	case len(f.Enum) > 0:
		return choice(word, plain, f)
	case f.IsPhone():
		return phone(c, plain)
	case f.IsPostal():
		return postal(plain), nil
	case isLostNumber(c, plain):
		return nil, &problem{code: "list_lost_digits"}
	case f.IsNumeric():
		return integer(c, plain)
	}
	return word, nil
}

var yes = []string{"はい", "○", "◯", "〇", "◎", "有", "あり", "有り", "ある", "1", "true", "yes", "y", "on", "する", "している", "該当", "該当する", "✓", "✔", "☑", "レ"}
var no = []string{"いいえ", "×", "✕", "✖", "✗", "✘", "☓", "x", "無", "なし", "無し", "ない", "0", "false", "no", "n", "off", "しない", "していない", "非該当", "該当しない", "☐"}

func truth(plain string) (any, *problem) {
	word := strings.ToLower(plain)
	switch {
	case slices.Contains(yes, word):
		return true, nil
	case slices.Contains(no, word):
		return false, nil
	}
	return nil, &problem{code: "list_boolean"}
}

// choice finds the code of a choice by its code or label. A label that several
// choices have names none.
func choice(word, plain string, f *profile.Field) (any, *problem) {
	if code, ok := choiceOf(word, f); ok {
		return code, nil
	}
	if f.IsNumeric() {
		if n, err := strconv.Atoi(strings.ReplaceAll(plain, ",", "")); err == nil {
			return n, nil
		}
	}
	if f.Open {
		return word, nil // own words
	}
	return nil, &problem{"list_choice", map[string]words{"Allowed": choicesOf(f)}}
}

func choiceOf(word string, f *profile.Field) (string, bool) {
	for _, e := range f.Enum {
		if strings.TrimSpace(word) == e.Value {
			return e.Value, true
		}
	}
	name := foldChoice(word)
	var found []string
	for _, e := range f.Enum {
		if name == foldChoice(e.Value) {
			return e.Value, true
		}
		if name == foldChoice(e.LabelJA) || name == foldChoice(e.LabelEN) || name == bare(foldChoice(e.LabelJA)) || name == foldChoice(shownChoice(f, e)) {
			found = append(found, e.Value)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return "", false
}

func foldChoice(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// shownChoice is a choice as the drop-down has it: its label, with the code where
// another choice has the same label.
func shownChoice(f *profile.Field, e profile.EnumValue) string {
	if e.LabelJA == "" {
		return e.Value
	}
	for _, o := range f.Enum {
		if o.Value != e.Value && o.LabelJA == e.LabelJA {
			return e.LabelJA + "（" + e.Value + "）"
		}
	}
	return e.LabelJA
}

// choicesOf lists the first choices for a message.
func choicesOf(f *profile.Field) words {
	var ja, en []string
	for i, e := range f.Enum {
		if i == 20 {
			ja, en = append(ja, "ほか"), append(en, "and others")
			break
		}
		ja, en = append(ja, shownChoice(f, e)), append(en, e.Value)
	}
	return words{strings.Join(ja, "、"), strings.Join(en, ", ")}
}

var compactDay = regexp.MustCompile(`^(19|20)[0-9]{6}$`)
var westernDay = regexp.MustCompile(`^([0-9]{4})[-/.年] *([0-9]{1,2})[-/.月] *([0-9]{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?$`)

// date reads a day in 西暦 or 和暦. A bare number is a day only when it is
// written as 20261122.
func date(c cell, plain string) (any, *problem) {
	if c.kind == workbook.KindNumber && !compactDay.MatchString(plain) {
		return nil, &problem{code: "list_date_number"}
	}
	if compactDay.MatchString(plain) {
		plain = plain[:4] + "-" + plain[4:6] + "-" + plain[6:]
	}
	if m := westernDay.FindStringSubmatch(plain); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		if d, err := japanese.NewDate(year, month, day); err == nil {
			return d.String(), nil
		}
		return nil, &problem{code: "list_date"}
	}
	if d, err := japanese.ParseWareki(plain); err == nil {
		return d.String(), nil
	}
	return nil, &problem{code: "list_date"}
}

var clockTime = regexp.MustCompile(`^([0-9]{1,2})(?::|時) *(?:([0-9]{1,2})分?)?(?::00)?$`)

// clock reads a time of day: 9:30, 9時30分, 9時, a time of Excel.
func clock(c cell, plain string) (any, *problem) {
	if c.kind == workbook.KindDay {
		return nil, &problem{code: "list_time"}
	}
	m := clockTime.FindStringSubmatch(plain)
	if m == nil {
		return nil, &problem{code: "list_time"}
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if m[2] == "" && !strings.HasSuffix(plain, "時") || hour > 23 || minute > 59 {
		return nil, &problem{code: "list_time"}
	}
	return twoDigits(hour) + ":" + twoDigits(minute), nil
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

var integerWord = regexp.MustCompile(`^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)? *(人|名|円|日|年|か月|ヶ月|ヵ月|カ月|月|時間|分|回|文字|件|世代)?$`)

// integer reads a whole number, with its unit when it has one: 1,200円.
func integer(c cell, plain string) (any, *problem) {
	if isLostNumber(c, plain) {
		return nil, &problem{code: "list_lost_digits"}
	}
	m := integerWord.FindStringSubmatch(plain)
	if m == nil || c.kind == workbook.KindDay || c.kind == workbook.KindClock {
		return nil, &problem{code: "list_integer"}
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	if err != nil || n > math.MaxInt32 {
		return nil, &problem{code: "list_integer"}
	}
	if strings.HasPrefix(plain, "-") {
		n = -n
	}
	return n, nil
}

var powerOfTen = regexp.MustCompile(`^[0-9](\.[0-9]+)?[eE]\+?[0-9]+$`)

// isLostNumber tells whether a spreadsheet has thrown digits away: 7.12346E+12.
func isLostNumber(c cell, plain string) bool {
	return powerOfTen.MatchString(plain) && (c.kind == workbook.KindNumber || strings.Contains(plain, "E+"))
}

var bareDigits = regexp.MustCompile(`^[0-9]+$`)

// mobileLike are the digits after the leading zero of numbers with eleven digits.
var mobileLike = []string{"20", "50", "60", "70", "80", "90"}

// phone gives a telephone number the leading zero back that a spreadsheet took,
// where only one number can have been meant: nine digits (03 1234 5678), or ten
// of a mobile, IP or toll-free number (090 1234 5678, 0800 …).
func phone(c cell, plain string) (any, *problem) {
	if isLostNumber(c, plain) || c.kind == workbook.KindDay || c.kind == workbook.KindClock {
		return nil, &problem{code: "list_phone"}
	}
	if !bareDigits.MatchString(plain) || strings.HasPrefix(plain, "0") {
		return plain, nil
	}
	switch {
	case len(plain) == 9:
		return "0" + plain, nil
	case len(plain) == 10 && slices.Contains(mobileLike, plain[:2]):
		return "0" + plain, nil
	}
	return nil, &problem{code: "list_phone"}
}

// postal gives a 郵便番号 its leading zeros back: it always has seven digits.
func postal(plain string) string {
	plain = strings.TrimPrefix(plain, "〒")
	if bareDigits.MatchString(plain) && (len(plain) == 5 || len(plain) == 6) {
		return strings.Repeat("0", 7-len(plain)) + plain
	}
	return plain
}

// list cuts a cell into its entries: at line breaks and semicolons, or, where
// there is none of these, at 、 and commas. A semicolon at the end makes one entry
// of a sentence with 、 in it.
func list(c cell, word string, f *profile.Field) (any, *problem) {
	if c.kind == workbook.KindDay || c.kind == workbook.KindClock {
		return nil, &problem{code: "list_date_in_text"}
	}
	cut := func(r rune) bool { return r == '\n' || r == '\r' || r == ';' || r == '；' }
	if !strings.ContainsFunc(word, cut) {
		cut = func(r rune) bool { return r == '、' || r == ',' || r == '，' }
	}
	var out []any
	var at *problem
	for _, part := range strings.FieldsFunc(word, cut) {
		part = strings.TrimFunc(part, unicode.IsSpace)
		if part == "" {
			continue
		}
		v, p := value(cell{c.column, c.kind, part}, f.Items)
		if p != nil {
			at = p
			continue
		}
		out = append(out, v)
	}
	return out, at
}
