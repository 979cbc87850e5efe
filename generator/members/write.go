package members

import (
	"strconv"
	"strings"

	"kitei/generator/profile"
)

// entry is a company that is written into a list: its number and its facts.
type entry struct {
	number string
	facts  map[string]any // of a profile file: profile, documents, output
}

func (e entry) name() string {
	for _, path := range []string{"legal_name", "trade_name", "rep_name"} {
		if s, ok := profile.ValueAt(e.facts, []string{"profile", path}).(string); ok && s != "" {
			return s
		}
	}
	return ""
}

// rows are the rows of one company on a sheet, a word a column.
func (l layout) rows(e entry) [][]string {
	if l.base.company() {
		return [][]string{l.row(e, "", e.facts)}
	}
	var out [][]string
	switch v := profile.ValueAt(e.facts, l.base.path).(type) {
	case []any:
		for _, one := range v {
			out = append(out, l.row(e, "", one))
		}
	case map[string]any:
		for _, key := range sortedKeys(v) {
			out = append(out, l.row(e, key, v[key]))
		}
	}
	return out
}

func (l layout) row(e entry, key string, facts any) []string {
	out := make([]string, len(l.columns))
	for i, c := range l.columns {
		switch c.key {
		case byNumber:
			out[i] = e.number
		case byName:
			out[i] = e.name()
		case mapKey:
			out[i] = key
		default:
			out[i] = cellWords(c.fieldOf(facts), profile.ValueAt(facts, c.path))
		}
	}
	return out
}

// fieldOf is the field of the column: an option is that of the document's kind.
func (c layoutColumn) fieldOf(facts any) *profile.Field {
	if len(c.path) > 1 && c.path[0] == "options" {
		kind, _ := profile.ValueAt(facts, []string{"kind"}).(string)
		if own := fieldAt(profile.OptionFields(kind), c.path[1:]); own != nil {
			return own
		}
	}
	return c.field
}

// cellWords is a value as a cell has it: what [value] reads back.
func cellWords(f *profile.Field, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "はい"
		}
		return "いいえ"
	case []any:
		var parts []string
		sentence := false
		for _, one := range v {
			word := cellWords(f.Items, one)
			sentence = sentence || strings.ContainsAny(word, "、,，")
			parts = append(parts, word)
		}
		if sentence {
			return strings.Join(parts, "；") + "；"
		}
		return strings.Join(parts, "、")
	case int:
		return strconv.Itoa(v)
	case string:
		for _, e := range f.Enum {
			if e.Value == v {
				return shownChoice(f, e)
			}
		}
		if f.Type == profile.Date {
			return strings.ReplaceAll(v, "-", "/")
		}
		return v
	}
	return ""
}
