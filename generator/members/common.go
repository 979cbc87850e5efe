package members

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/profile"
)

// ofOneCompany are fields that only one company can have: in a common profile
// they would get into the documents of another one whose cell is empty.
var ofOneCompany = []string{"legal_name", "legal_name_kana", "trade_name", "short_name", "corporate_number", "rep_name", "rep_name_kana"}

// CommonFaults are what a common profile must not say.
func CommonFaults(common *profile.Input) profile.Faults {
	var out profile.Faults
	for _, field := range ofOneCompany {
		if common.Text("profile."+field) != "" {
			out = append(out, profile.NewFault("/profile/"+field, "list_common_company", nil))
		}
	}
	return out
}

// Of makes a list of profiles that are there already: a row each, over the common
// profile. Its places are the numbers of the rows.
func Of(inputs []*profile.Input, common *profile.Input) *List {
	list := &List{}
	for i, in := range inputs {
		r := &Row{Number: i + 1, Place: Place{Row: i + 1}, Name: in.Text("profile.legal_name"), Input: in}
		if _, ok := in.AsOf(); ok {
			r.places = map[string]Place{dayPointer: r.Place}
		}
		if common != nil {
			joined, err := profile.FromTree(over(common.Tree(), in.Tree()))
			if err != nil { // each of them is small enough, and together they are no deeper
				r.Faults = append(r.Faults, newFault(r.Place, "", "too_deep", map[string]words{"Limit": count(32)}))
			} else {
				r.Input = joined
			}
		}
		list.Rows = append(list.Rows, r)
	}
	return list
}

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

// moveDocuments makes the pointers of the row's documents those of the whole, where
// the entries of the common profile stand before them.
func (r *Row) moveDocuments(under, tree map[string]any) {
	common, _ := under["documents"].([]any)
	own, _ := tree["documents"].([]any)
	if len(common) == 0 || len(own) == 0 {
		return
	}
	to := documentPlaces(common, own)
	move := func(pointer string) string {
		rest, ok := strings.CutPrefix(pointer, "/documents/")
		step, below, _ := strings.Cut(rest, "/")
		i, err := strconv.Atoi(step)
		if !ok || err != nil || i >= len(to) {
			return pointer
		}
		return strings.TrimSuffix("/documents/"+strconv.Itoa(to[i])+"/"+below, "/")
	}
	r.places = moved(r.places, move)
	r.anchors = moved(r.anchors, move)
	for i := range r.Faults {
		r.Faults[i].Pointer = move(r.Faults[i].Pointer)
	}
}

func moved[V any](m map[string]V, move func(string) string) map[string]V {
	out := make(map[string]V, len(m))
	for pointer, v := range m {
		out[move(pointer)] = v
	}
	return out
}
