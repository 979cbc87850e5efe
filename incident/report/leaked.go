package report

import (
	"regexp"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// leaked refuses texts that look like what was leaked: numbers of payment cards,
// lists of e-mail addresses, lists of telephone numbers. A 個人番号 is refused when
// the file is read (profile.CheckIncident). What matched is never told.
func leaked(tree any, pointer string) profile.Faults {
	var out profile.Faults
	var visit func(v any, pointer string)
	check := func(s, pointer string) {
		switch {
		case hasCard(s):
			out = append(out, fault(pointer, "card_number_not_allowed", "", ""))
		case addresses(s) >= listFrom:
			out = append(out, fault(pointer, "email_list_not_allowed", "", ""))
		case phones(s) >= listFrom:
			out = append(out, fault(pointer, "phone_list_not_allowed", "", ""))
		}
	}
	visit = func(v any, pointer string) {
		switch x := v.(type) {
		case map[string]any:
			for _, key := range sortedKeys(x) {
				at := pointer
				if fieldID.MatchString(key) {
					at += "/" + key
				}
				visit(x[key], at)
			}
		case []any:
			before := len(out)
			for i, e := range x {
				visit(e, pointer+"/"+strconv.Itoa(i))
			}
			if len(out) == before { // one address a row is a list too
				check(joined(x), pointer)
			}
		case string:
			check(x, pointer)
		case int, float64:
			check(scalar(x), pointer)
		}
	}
	visit(tree, pointer)
	return out
}

// joined are the texts below a list, a line each.
func joined(list []any) string {
	var b strings.Builder
	var visit func(any)
	visit = func(v any) {
		switch x := v.(type) {
		case map[string]any:
			for _, key := range sortedKeys(x) {
				visit(x[key])
			}
		case []any:
			for _, e := range x {
				visit(e)
			}
		default:
			b.WriteString(scalar(x) + "\n")
		}
	}
	visit(list)
	return b.String()
}

// listFrom is the number of addresses from which they are a list: the contact of the
// business and that of an authority may stand in one text.
const listFrom = 3

var (
	address = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+`)
	phone   = regexp.MustCompile(`^(?:0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[0-9]{9,10})$`)
	// digits in one row, in groups of four, or as American Express and Diners write them
	card = regexp.MustCompile(`[0-9]{14,19}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}(?:[ -][0-9]{3})?|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}`)
)

func addresses(s string) int { return len(address.FindAllString(japanese.HalfWidth(s), -1)) }

// phones counts the telephone numbers: rows of digits and hyphens of their shape.
func phones(s string) (n int) {
	for _, row := range strings.FieldsFunc(hyphen.Replace(japanese.HalfWidth(s)), func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) {
		if phone.MatchString(row) {
			n++
		}
	}
	return n
}

// hyphen folds what people type between digits.
var hyphen = strings.NewReplacer("−", "-", "‐", "-", "‑", "-", "–", "-", "—", "-", "―", "-", "ー", "-", "　", " ")

// hasCard tells whether s holds what may be the number of a payment card: 14 to 19
// digits that begin with 3 to 6 and pass the test of Luhn (ISO/IEC 7812-1). A 法人番号
// has 13. Digits inside a word, such as a hash value, are none.
func hasCard(s string) bool {
	s = hyphen.Replace(japanese.HalfWidth(s))
	for _, at := range card.FindAllStringIndex(s, -1) {
		if at[0] > 0 && wordByte(s[at[0]-1]) || at[1] < len(s) && wordByte(s[at[1]]) {
			continue
		}
		digits := strings.NewReplacer(" ", "", "-", "").Replace(s[at[0]:at[1]])
		if digits[0] >= '3' && digits[0] <= '6' && luhn(digits) {
			return true
		}
	}
	return false
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// luhn tests the check digit of a card number.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
