package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kitei/generator/japanese"
)

// A Fault is something wrong, or to be warned of, at one place of the input.
// Pointer and Code may go into logs; the messages are for the user, name the
// field by its label and say what to do. None of them repeats a value.
type Fault struct {
	Pointer   string `json:"pointer"` // JSON pointer into the input; "" = the whole
	Code      string `json:"code"`
	MessageJA string `json:"message_ja"`
	MessageEN string `json:"message_en"`
}

// Message is the message in a language: "en", else Japanese.
func (f Fault) Message(lang string) string {
	if lang == "en" {
		return f.MessageEN
	}
	return f.MessageJA
}

// Faults are all faults of an input at once.
type Faults []Fault

// Error lists places and codes, fit for a log.
func (f Faults) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "invalid input: %d fault(s)", len(f))
	for i, x := range f {
		if i == 10 {
			b.WriteString(" …")
			break
		}
		fmt.Fprintf(&b, "; %s %s", cmp.Or(x.Pointer, "/"), x.Code)
	}
	return b.String()
}

// NewFault is a fault that a later step found, in the words of templates/locales.
func NewFault(pointer, code string, data map[string]string) Fault {
	return Fault{pointer, code, Message("ja", code, data), Message("en", code, data)}
}

// sorted puts faults in order, by pointer, then by code, each once.
func (f Faults) sorted() Faults {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(f, func(a, b Fault) bool { return a.Pointer == b.Pointer && a.Code == b.Code })
}

// Blank is the fault of a document that would print an empty field. What is the
// dotted path of the field, and may be followed by further words.
func Blank(what string) Fault {
	path, _, _ := strings.Cut(what, " ")
	steps := strings.Split(path, ".")
	switch steps[0] {
	case "doc":
		steps = append([]string{"documents", "-"}, steps[1:]...)
	case "options":
		steps = append([]string{"documents", "-"}, steps...)
	case "output":
	default:
		steps = append([]string{"profile"}, steps...)
	}
	f := schemas().input
	for _, s := range steps {
		if f != nil && f.Type == Array {
			f = f.Items
		}
		if s != "-" {
			f = f.Property(s)
		}
	}
	label := same(path)
	if f != nil && f.LabelJA != "" {
		label = text{f.LabelJA, f.LabelEN}
	}
	return newFault("/"+strings.Join(steps, "/"), "required", details{"Label": label})
}

// The signs that a step of a pointer writes otherwise (RFC 6901).
var (
	escapeStep   = strings.NewReplacer("~", "~0", "/", "~1")
	unescapeStep = strings.NewReplacer("~1", "/", "~0", "~")
)

// child adds a step to a pointer. A key that may hold a 個人番号 or is not a
// word is left out: the pointer goes into logs.
func child(pointer, key string) string {
	if !loggable(key) {
		return pointer
	}
	return pointer + "/" + escapeStep.Replace(key)
}

func loggable(key string) bool {
	if key == "" || len(key) > 60 || japanese.FindMyNumber(key) {
		return false
	}
	return !strings.ContainsFunc(key, func(r rune) bool { return forbidden(r) || r == 0xFFFD })
}

// shown is a key that a user wrote, fit to be shown back.
func shown(key string) string {
	if loggable(key) {
		return key
	}
	return "…"
}
