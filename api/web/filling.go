package web

import (
	"net/url"
	"slices"
	"strings"

	"kitei/generator/profile"
)

// A filling is what was typed into the fields of a schema, gaps and all.
type filling struct {
	fields *profile.Field
	tree   map[string]any
}

// merge takes over what a page posted. Only fields of the schema are taken.
func (s filling) merge(form url.Values) {
	names := make([]string, 0, len(form))
	for name := range form {
		if strings.HasPrefix(name, "/") {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, profile.ComparePointers)
	for _, name := range names {
		pointer, part, _ := strings.Cut(name, "#")
		f := s.field(pointer)
		if f == nil || f.Computed {
			continue
		}
		s.take(f, pointer, part, form)
	}
}

// take sets one field. Parts of a name are the own words beside a list of
// choices (#own) and the codes of a list of entries (#codes).
func (s filling) take(f *profile.Field, pointer, part string, form url.Values) {
	posted := form[pointer]
	own := form[pointer+"#own"]
	last := ""
	if len(posted) > 0 {
		last = posted[len(posted)-1]
	}
	switch {
	case part == "codes":
		s.takeCodes(pointer, form[pointer+"#codes"])
	case f.Type == profile.Array && f.Items != nil && len(f.Items.Enum) > 0:
		list := filled(posted)
		for _, words := range own {
			list = append(list, lines(words)...)
		}
		setAt(s.tree, pointer, list)
	case f.Type == profile.Array:
		setAt(s.tree, pointer, lines(last))
	case f.Type == profile.Object:
	case f.Open && last == "" && len(own) > 0:
		setAt(s.tree, pointer, own[0])
	case f.Type == profile.Date:
		setAt(s.tree, pointer, asDate(last))
	case f.Type == profile.Integer:
		setAt(s.tree, pointer, asNumber(last))
	default:
		setAt(s.tree, pointer, last)
	}
}

// takeCodes sets the entries of a list that are codes, and keeps the others.
func (s filling) takeCodes(pointer string, codes []string) {
	var list []any
	for _, code := range filled(codes) {
		list = append(list, map[string]any{"code": code})
	}
	for _, e := range listOf(valueAt(s.tree, pointer)) {
		if textOf(mapOf(e)["code"]) == "" {
			list = append(list, e)
		}
	}
	setAt(s.tree, pointer, list)
}

// do carries out a change of a list: add, del, up, down. It gives the pointer of
// the entry that is to be looked at next; false when it was no such change.
func (s filling) do(action string) (string, bool) {
	verb, pointer, _ := strings.Cut(action, ":")
	if verb == "add" {
		f := s.field(pointer)
		if f == nil || f.Type != profile.Array {
			return "", false
		}
		list := listOf(valueAt(s.tree, pointer))
		if len(list) == 0 && f.Items.Property("code") == nil {
			list = append(list, map[string]any{}) // the blank entry that was shown
		}
		limit := f.MaxItems
		if limit == 0 {
			limit = maxEntries
		}
		if len(list) < limit {
			list = append(list, map[string]any{})
		}
		setAt(s.tree, pointer, list)
		return pointer + "/" + number(len(list)-1), true
	}
	above, i, ok := entryOf(pointer)
	list := listOf(valueAt(s.tree, above))
	if !ok || i >= len(list) {
		return above, verb == "del" || verb == "up" || verb == "down"
	}
	switch verb {
	case "del":
		list = slices.Delete(slices.Clone(list), i, i+1)
		setAt(s.tree, above, list)
		if len(list) == 0 {
			return above, true
		}
		return above + "/" + number(max(i-1, 0)), true
	case "up", "down":
		j := i - 1
		if verb == "down" {
			j = i + 1
		}
		if j >= 0 && j < len(list) {
			list[i], list[j] = list[j], list[i]
			i = j
		}
		return above + "/" + number(i), true
	}
	return "", false
}
