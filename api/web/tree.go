package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// maxEntries bounds the lists of the form where the schema does not.
const maxEntries = 100

func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func listOf(v any) []any {
	l, _ := v.([]any)
	return l
}

// textOf is a scalar as it stands in a text field.
func textOf(v any) string {
	switch v := v.(type) {
	case nil, map[string]any, []any:
		return ""
	case string:
		return v
	case float64: // of a state that came back; never 1e+06
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func number(n int) string { return strconv.Itoa(n) }

// valueAt is the value at a pointer; nil when there is none.
func valueAt(v any, pointer string) any { return profile.ValueAt(v, profile.Steps(pointer)) }

// setAt sets a value and makes what is above it. Blank removes a key. An entry
// may be added at the end of a list, not further on.
func setAt(tree map[string]any, pointer string, value any) {
	var down func(v any, rest []string) any
	down = func(v any, rest []string) any {
		if len(rest) == 0 {
			return value
		}
		if i, err := strconv.Atoi(rest[0]); err == nil {
			list := listOf(v)
			if i < 0 || i > len(list) || i >= maxEntries {
				return v
			}
			if i == len(list) {
				list = append(list, nil)
			}
			list[i] = down(list[i], rest[1:])
			return list
		}
		m := mapOf(v)
		if m == nil {
			m = map[string]any{}
		}
		if below := down(m[rest[0]], rest[1:]); blank(below) {
			delete(m, rest[0])
		} else {
			m[rest[0]] = below
		}
		return m
	}
	down(tree, profile.Steps(pointer))
}

func blank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// empty tells whether nothing was answered in a value: a page posts the blank
// fields of a list too.
func empty(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			if !empty(e) {
				return false
			}
		}
		return true
	case []any:
		return !slices.ContainsFunc(v, func(e any) bool { return !empty(e) })
	}
	return blank(v)
}

// entryOf parts the pointer of an entry into its list and its place.
func entryOf(pointer string) (string, int, bool) {
	at := strings.LastIndexByte(pointer, '/')
	if at < 0 {
		return "", 0, false
	}
	i, err := strconv.Atoi(pointer[at+1:])
	return pointer[:at], i, err == nil && i >= 0
}

func filled(words []string) []any {
	var out []any
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func lines(words string) []any {
	return filled(strings.Split(strings.ReplaceAll(words, "\r", "\n"), "\n"))
}

// asDate turns the ways in which a day is written in Japan into the one of the
// schema: 令和8年11月22日, 2026年11月22日, 2026/11/22. What is no day stays as it is.
func asDate(words string) string {
	text := strings.TrimSpace(japanese.HalfWidth(words))
	if d, err := japanese.ParseWareki(text); err == nil {
		return d.String()
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) == 3 && len(parts[0]) == 4 {
		y, errY := strconv.Atoi(parts[0])
		m, errM := strconv.Atoi(parts[1])
		d, errD := strconv.Atoi(parts[2])
		if day, err := japanese.NewDate(y, m, d); err == nil && errY == nil && errM == nil && errD == nil {
			return day.String()
		}
	}
	return words
}

// asNumber takes off what people put into a number: 1,840人 is 1840. What is no number
// stays as it is.
func asNumber(words string) string {
	text := strings.NewReplacer(",", "", "、", "", "，", "").Replace(strings.TrimSpace(japanese.HalfWidth(words)))
	text = strings.TrimSpace(strings.TrimRight(text, "人名件"))
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return number(n)
	}
	return words
}

// field finds the field of a pointer; nil when the schema has none.
func (s filling) field(pointer string) *profile.Field {
	f := s.fields
	var here any = s.tree
	for _, step := range profile.Steps(pointer) {
		above := here
		here = valueAt(here, "/"+step)
		switch {
		case f == nil || f.Map:
			return nil
		case f.Type == profile.Array:
			if _, err := strconv.Atoi(step); err != nil {
				return nil
			}
			f = f.Items
		case f.Name == "document" && step == "options":
			f = profile.OptionFields(textOf(mapOf(above)["kind"]))
		default:
			f = f.Property(step)
		}
	}
	return f
}

// pruned copies a value of a field without blanks and without what is not asked
// because its switch is off. top is the whole tree.
func pruned(f *profile.Field, v any, top map[string]any) any {
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) == "" {
			return nil
		}
	case map[string]any:
		out := map[string]any{}
		for key, e := range v {
			below := propertyOf(f, key, v)
			if below != nil && isOff(below, v) {
				continue
			}
			if e = pruned(below, e, top); e != nil {
				out[key] = e
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if f != nil && f.Items != nil && f.Items.Property("code") != nil && !offeredCode(textOf(mapOf(e)["code"]), top) {
				continue
			}
			out = append(out, pruned(itemsOf(f), e, top))
		}
		for len(out) > 0 && out[len(out)-1] == nil {
			out = out[:len(out)-1]
		}
		for i, e := range out {
			if e == nil {
				out[i] = map[string]any{}
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	}
	return v
}

func propertyOf(f *profile.Field, key string, m map[string]any) *profile.Field {
	switch {
	case f == nil:
		return nil
	case f.Map:
		return f.Items
	case f.Name == "document" && key == "options":
		return profile.OptionFields(textOf(m["kind"]))
	}
	return f.Property(key)
}

// isOff tells whether the switches of a field were all answered with no. An
// open answer may be presumed to be yes.
func isOff(f *profile.Field, siblings map[string]any) bool {
	return len(f.If) > 0 && !slices.ContainsFunc(f.If, func(name string) bool { return textOf(siblings[name]) != "false" })
}

// isOn tells whether a field is shown: a switch of it is on, or presumed to be,
// or there is an answer already.
func isOn(f, above *profile.Field, siblings map[string]any) bool {
	if len(f.If) == 0 || !isOff(f, siblings) && !empty(siblings[f.Name]) {
		return true
	}
	return slices.ContainsFunc(f.If, func(name string) bool {
		if given := textOf(siblings[name]); given != "" {
			return given == "true"
		}
		s := above.Property(name)
		return s != nil && s.Default == true
	})
}

// offeredCode tells whether a code of a list of purposes goes with the groups
// that are chosen. An own text has no code.
func offeredCode(code string, tree map[string]any) bool {
	if code == "" {
		return true
	}
	group, area := profile.PurposeGroup(code)
	if area {
		return textOf(valueAt(tree, "/profile/purposes/style")) == "by_purpose"
	}
	return textOf(valueAt(tree, "/profile/purposes/style")) != "by_purpose" &&
		slices.Contains(listOf(valueAt(tree, "/profile/purposes/groups")), any(group))
}

func itemsOf(f *profile.Field) *profile.Field {
	if f == nil {
		return nil
	}
	return f.Items
}

// bySchema orders pointers as the form asks for them.
func bySchema(a, b string) int {
	x, y := profile.Steps(a), profile.Steps(b)
	f := profile.InputFields()
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			if f != nil && f.Type == profile.Array {
				f = f.Items
			} else if f != nil {
				f = f.Property(x[i])
			}
			continue
		}
		if f == nil || f.Type != profile.Object || f.Map {
			break
		}
		place := func(name string) int {
			return slices.IndexFunc(f.Properties, func(p *profile.Field) bool { return p.Name == name })
		}
		return place(x[i]) - place(y[i])
	}
	return profile.ComparePointers(a, b)
}
