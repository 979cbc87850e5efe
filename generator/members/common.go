package members

import "slices"

// over lays the values of a row over those of the common profile. Objects are
// joined field by field, lists are replaced, documents are joined by kind. A
// field that the row leaves empty on purpose is taken out.
func over(under, row map[string]any) map[string]any {
	out := map[string]any{}
	for key, v := range under {
		out[key] = v
	}
	for key, v := range row {
		switch v := v.(type) {
		case nothing:
			delete(out, key)
			if key == "rep_title" { // an empty title is a choice, see profile.Input
				out[key] = ""
			}
		case map[string]any:
			below, _ := out[key].(map[string]any)
			if joined := over(below, v); len(joined) > 0 {
				out[key] = joined
			}
		case []any:
			if key == "documents" {
				below, _ := out[key].([]any)
				out[key] = overDocuments(below, v)
				continue
			}
			out[key] = cleanList(v)
		default:
			out[key] = v
		}
	}
	return out
}

// overDocuments joins the entries of the same kind; further kinds of the row come
// behind.
func overDocuments(under, row []any) []any {
	out := slices.Clone(under)
	for i, at := range documentPlaces(under, row) {
		m, _ := row[i].(map[string]any)
		if at == len(out) {
			out = append(out, cleaned(row[i]))
			continue
		}
		below, _ := out[at].(map[string]any)
		out[at] = over(below, m)
	}
	return out
}

// documentPlaces says for each entry of the row which entry of the whole it is.
func documentPlaces(under, row []any) []int {
	var places []int
	size := len(under)
	for _, v := range row {
		m, _ := v.(map[string]any)
		at := slices.IndexFunc(under, func(o any) bool {
			e, ok := o.(map[string]any)
			return ok && m != nil && m["kind"] != nil && e["kind"] == m["kind"]
		})
		if at < 0 {
			at = size
			size++
		}
		places = append(places, at)
	}
	return places
}

func cleanList(list []any) []any {
	out := make([]any, 0, len(list))
	for _, v := range list {
		if v = cleaned(v); v != nil {
			out = append(out, v)
		}
	}
	return out
}

func cleaned(v any) any {
	switch v := v.(type) {
	case nothing:
		return nil
	case map[string]any:
		return over(nil, v)
	case []any:
		return cleanList(v)
	}
	return v
}
