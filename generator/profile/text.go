package profile

import (
	"strings"
	"unicode"

	"kitei/generator/japanese"
)

// forbidden tells whether a character may not stand in a text: controls, line
// and tab marks, invisible format characters and those that turn the direction
// of writing. Variation selectors of names are not among them.
func forbidden(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// checkTexts looks at every text of the tree, those under unknown names too,
// for a 個人番号 and for characters that may not be there.
func (v *validation) checkTexts(value any, pointer string, f *Field) {
	switch x := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(x) {
			if japanese.FindMyNumber(key) {
				v.fault(pointer, "my_number_not_allowed")
			}
			v.checkTexts(x[key], child(pointer, key), v.below(x, f, key))
		}
	case []any:
		var items *Field
		if f != nil && f.Type == Array {
			items = f.Items
		}
		for i, e := range x {
			v.checkTexts(e, pointer+"/"+num(i).ja, items)
		}
	case string:
		v.checkText(x, pointer, f)
	case int, float64:
		v.checkText(numberText(x), pointer, f)
	}
}

func (v *validation) checkText(s, pointer string, f *Field) {
	exempt := f != nil && (f.phone || f.corporate)
	if !exempt && japanese.FindMyNumber(s) {
		v.fault(pointer, "my_number_not_allowed")
	}
	ill := forbidden
	if strings.HasPrefix(pointer, "/report/") { // the longer texts of a report have lines
		ill = func(r rune) bool { return r != '\n' && forbidden(r) }
	}
	if strings.ContainsFunc(s, ill) {
		v.fault(pointer, "control_character")
	}
	if strings.ContainsRune(s, unicode.ReplacementChar) {
		v.fault(pointer, "lost_character")
	}
}

// below finds the field of a key of a map that stands at field f.
func (v *validation) below(m map[string]any, f *Field, key string) *Field {
	switch {
	case f == nil || f.Type != Object:
		return nil
	case f.Map:
		return f.Items
	case f.Name == "document" && key == "options":
		return OptionFields(textOf(m["kind"]))
	}
	return f.Property(key)
}
