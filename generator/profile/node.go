package profile

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kitei/generator/japanese"
)

// A node is a value as it was written, before the schema says what it is.
type node struct {
	form    form
	text    string // of a scalar, as written
	keys    []string
	entries []*node // of a mapping (with keys) or a sequence
}

type form uint8

const (
	plain  form = iota // a bare word: may be a text, a number, a switch
	quoted             // certainly a text
	number             // a number of JSON
	truth              // true or false of JSON
	null
	mapping
	sequence
)

func (n *node) entry(key string) *node {
	if i := slices.Index(n.keys, key); i >= 0 {
		return n.entries[i]
	}
	return nil
}

// typed makes of a node what its field wants: the types are those of
// encoding/json with numbers as int. What does not fit is left as it is, for the
// schema to refuse. Absent values (null, empty text) are left out.
func typed(n *node, f *Field) any {
	switch n.form {
	case mapping:
		return typedMap(n, f)
	case sequence:
		var items *Field
		if f != nil && f.Type == Array {
			items = f.Items
		}
		out := make([]any, 0, len(n.entries))
		for _, e := range n.entries {
			out = append(out, typed(e, items))
		}
		return out
	case null:
		return nil
	}
	return scalar(n, f)
}

func typedMap(n *node, f *Field) map[string]any {
	out := make(map[string]any, len(n.keys))
	for i, key := range n.keys {
		v := typed(n.entries[i], propertyOf(f, key, n))
		if v != nil && v != "" {
			out[key] = v
		}
	}
	return out
}

// propertyOf finds the field of a key. The options of a document are those of
// its kind, which stands beside them.
func propertyOf(f *Field, key string, in *node) *Field {
	if f == nil || f.Type != Object {
		return nil
	}
	if f.Map {
		return f.Items
	}
	if f.Name == "document" && key == "options" {
		if kind := in.entry("kind"); kind != nil {
			return OptionFields(kind.text)
		}
	}
	return f.Property(key)
}

func scalar(n *node, f *Field) any {
	text := trim(n.text)
	want := String
	if f != nil {
		want = f.Type
	}
	switch {
	case n.form == truth:
		return n.text == "true"
	case n.form == number:
		return wholeNumber(n.text)
	case want == Boolean && n.form == plain:
		switch strings.ToLower(text) {
		case "true", "yes", "on", "はい":
			return true
		case "false", "no", "off", "いいえ":
			return false
		}
	case n.form == plain && (want == Integer || f != nil && f.numeric):
		if i, err := strconv.Atoi(japanese.HalfWidth(text)); err == nil {
			return i
		}
	}
	if f != nil && f.fold {
		text = hyphens.Replace(japanese.HalfWidth(text))
	}
	return text
}

// hyphens are what an input method gives for a hyphen between digits.
var hyphens = strings.NewReplacer("−", "-", "‐", "-", "‑", "-", "–", "-", "—", "-", "―", "-", "ー", "-")

func wholeNumber(text string) any {
	if i, err := strconv.Atoi(text); err == nil {
		return i
	}
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil:
		return text
	case x == math.Trunc(x) && math.Abs(x) <= exact:
		return int(x) // 1.84e6
	}
	return x
}

// exact is the greatest whole number below which a float64 has all of them.
const exact = 1 << 53

// trim takes spaces off both ends, the full-width space too. What is inside a
// name stays as it was typed.
func trim(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }

// fieldAt finds the field below root that a pointer into an input names, and the lists on
// the way with the number of the entry, for its label. "-" is an entry of
// documents that is not there (RFC 6901), of the given kind.
func fieldAt(root *Field, tree map[string]any, steps []string, kind string) (*Field, []listStep) {
	f := root
	var lists []listStep
	var here any = tree
	for _, step := range steps {
		if step == "-" && f != nil && f.Name == "documents" {
			lists = append(lists, listStep{f, documentLabel(kind)})
			f, here = f.Items, map[string]any{"kind": kind}
			continue
		}
		switch v := here.(type) {
		case map[string]any:
			switch {
			case f != nil && f.Map:
				lists = append(lists, listStep{f, text{f.LabelJA + "（" + step + "）", f.LabelEN + " (" + step + ")"}})
				f = f.Items
			case f != nil && f.Name == "document" && step == "options":
				f = OptionFields(textOf(v["kind"]))
			default:
				f = f.Property(step)
			}
			here = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || f == nil || f.Items == nil {
				return nil, lists
			}
			name := text{f.LabelJA + "（" + strconv.Itoa(i+1) + "件目）", f.LabelEN + " (no. " + strconv.Itoa(i+1) + ")"}
			var entry any
			if i >= 0 && i < len(v) {
				entry = v[i]
			}
			if kind := textOf(mapOf(entry)["kind"]); f.Name == "documents" && OptionFields(kind) != nil {
				name = documentLabel(kind)
			}
			lists = append(lists, listStep{f, name})
			f, here = f.Items, entry
		default:
			if f != nil && f.Type == Array {
				f = f.Items
				continue
			}
			f = f.Property(step)
		}
		if f == nil {
			return nil, lists
		}
	}
	return f, lists
}

// listStep is a list that a pointer goes through, and the name of the entry.
type listStep struct {
	list  *Field
	entry text
}

func documentLabel(kind string) text {
	e, _ := schemas().document.Property("kind").enum(kind)
	return text{e.LabelJA, e.LabelEN}
}
