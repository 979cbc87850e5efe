package profile

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// Given is one value that the input states itself, in the words of its user.
type Given struct {
	Pointer          string
	LabelJA, LabelEN string
	Value            string // as it would be read out: labels of choices, はい / いいえ
	ValueEN          string
}

// Given lists what the input states below profile, in the order of the schema:
// what a person checks before the documents are handed over. Lists of plain
// values are one entry; a secret is left out.
func (in *Input) Given() []Given {
	var out []Given
	in.given(&out, InputFields().Property("profile"), in.tree["profile"], "/profile")
	return out
}

func (in *Input) given(out *[]Given, f *Field, value any, pointer string) {
	switch v := value.(type) {
	case nil:
	case map[string]any:
		for _, key := range fieldOrder(f, v) {
			in.given(out, keyField(f, key), v[key], child(pointer, key))
		}
	case []any:
		if !isPlain(v) {
			for i, e := range v {
				in.given(out, itemField(f), e, pointer+"/"+strconv.Itoa(i))
			}
			return
		}
		*out = append(*out, in.Words(pointer, v))
	default:
		if f == nil || !f.WriteOnly {
			*out = append(*out, in.Words(pointer, v))
		}
	}
}

// Words puts a field and a value of it into the words of the user: the labels on
// the way to the field, and the value as it would be read out.
func (in *Input) Words(pointer string, value any) Given {
	steps := Steps(pointer)
	var ja, en []string
	for i := 2; i <= len(steps); i++ {
		f, _ := fieldAt(InputFields(), in.tree, steps[:i], "")
		_, entry := strconv.Atoi(steps[i-1])
		if i < len(steps) && (entry == nil || f == nil || f.Type != Object) {
			continue // a list and its entry are named by the label below them
		}
		l := label(InputFields(), in.tree, "/"+strings.Join(steps[:i], "/"), "")
		ja, en = append(ja, l.ja), append(en, l.en)
	}
	f, _ := fieldAt(InputFields(), in.tree, steps, "")
	return Given{pointer, strings.Join(ja, "・"), strings.Join(en, ": "), shownValue(f, value, "ja"), shownValue(f, value, "en")}
}

// Read puts a value into the words of the user, without the labels on the way.
func Read(f *Field, value any) Given {
	return Given{"", f.LabelJA, f.LabelEN, shownValue(f, value, "ja"), shownValue(f, value, "en")}
}

// Pointer is the pointer of an entry of documents.
func (in *Input) Pointer(entry int) string { return "/documents/" + strconv.Itoa(entry) }

// fieldOrder is the order of the schema; free keys come sorted.
func fieldOrder(f *Field, m map[string]any) []string {
	keys := sortedKeys(m)
	if f == nil || f.Map {
		return keys
	}
	place := func(key string) int {
		i := slices.IndexFunc(f.Properties, func(p *Field) bool { return p.Name == key })
		if i < 0 {
			return len(f.Properties)
		}
		return i
	}
	slices.SortStableFunc(keys, func(a, b string) int { return place(a) - place(b) })
	return keys
}

func keyField(f *Field, key string) *Field {
	if f != nil && f.Map {
		return f.Items
	}
	return f.Property(key)
}

func itemField(f *Field) *Field {
	if f == nil {
		return nil
	}
	return f.Items
}

// isPlain tells whether a list has no inner structure.
func isPlain(list []any) bool {
	return !slices.ContainsFunc(list, func(e any) bool {
		switch e.(type) {
		case map[string]any, []any:
			return true
		}
		return false
	})
}

// shownValue is a value as a person reads it.
func shownValue(f *Field, v any, lang string) string {
	words := func(t text) string { return t.in(lang) }
	switch v := v.(type) {
	case bool:
		if v {
			return words(text{"はい", "Yes"})
		}
		return words(text{"いいえ", "No"})
	case string:
		if f != nil {
			if e, ok := f.enum(v); ok && e.LabelJA != "" {
				return words(text{e.LabelJA, e.LabelEN})
			}
			if f.Type == Date && lang != "en" {
				if d, err := japanese.ParseDate(v); err == nil {
					return d.Seireki()
				}
			}
		}
		return v
	case []any:
		var list []string
		for _, e := range v {
			list = append(list, shownValue(itemField(f), e, lang))
		}
		return strings.Join(list, words(text{"、", ", "}))
	case map[string]any:
		var list []string
		for _, key := range fieldOrder(f, v) {
			if word := shownValue(keyField(f, key), v[key], lang); word != "" {
				list = append(list, word)
			}
		}
		return strings.Join(list, " ")
	}
	return numberText(v)
}
