package members

import (
	"slices"
	"strconv"

	"kitei/generator/profile"
)

// branch is a value of a company while its cells are collected, with the place
// it comes from. Entries of lists are kept by number, gaps allowed; those of
// documents may be kept by their kind.
type branch struct {
	name    string
	parent  *branch
	kids    []*branch
	value   any
	filled  bool
	place   Place
	problem *problem
	row     *anchor // the row that describes it
}

// at is the branch of a path, made when it is not there.
func (b *branch) at(path []string) *branch {
	for _, step := range path {
		i := slices.IndexFunc(b.kids, func(k *branch) bool { return k.name == step })
		if i < 0 {
			b.kids = append(b.kids, &branch{name: step, parent: b})
			i = len(b.kids) - 1
		}
		b = b.kids[i]
	}
	return b
}

// next is a new entry behind those that are there.
func (b *branch) next() *branch {
	n := 0
	for _, k := range b.kids {
		if i, ok := entryNumber(k.name); ok {
			n = max(n, i+1)
		}
	}
	return b.at([]string{strconv.Itoa(n)})
}

func (b *branch) anchor(s *sheet, number int) {
	if b.row == nil {
		b.row = &anchor{s, number}
	}
}

// text is a text below the branch.
func (b *branch) text(path ...string) (string, bool) {
	for _, step := range path {
		i := slices.IndexFunc(b.kids, func(k *branch) bool { return k.name == step })
		if i < 0 {
			return "", false
		}
		b = b.kids[i]
	}
	s, ok := b.value.(string)
	return s, ok
}

// writing turns branches into the tree of an input, and notes where each value
// comes from.
type writing struct{ row *Row }

func (w *writing) object(b *branch, f *profile.Field, pointer string) any {
	if b.row != nil {
		w.row.anchors[pointer] = *b.row
	}
	if b.filled {
		w.row.places[pointer] = b.place
		if b.problem != nil {
			data := map[string]words{"Label": {}}
			if f != nil {
				data["Label"] = words{f.LabelJA, f.LabelEN}
			}
			for name, text := range b.problem.data {
				data[name] = text
			}
			w.row.Faults = append(w.row.Faults, newFault(b.place, pointer, b.problem.code, data))
			return nil
		}
		if b.value != nil || len(b.kids) == 0 {
			return b.value
		}
	}
	if f != nil && f.Type == profile.Array {
		return w.list(b, f, pointer)
	}
	out := map[string]any{}
	for _, k := range b.kids {
		if v := w.object(k, below(f, k.name), pointer+"/"+k.name); v != nil {
			out[k.name] = v
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// list closes the gaps between the entries of a list.
func (w *writing) list(b *branch, f *profile.Field, pointer string) any {
	kids := slices.Clone(b.kids)
	slices.SortStableFunc(kids, func(a, c *branch) int { return order(a.name) - order(c.name) })
	out := []any{}
	for _, k := range kids {
		at := pointer + "/" + strconv.Itoa(len(out))
		v := w.object(k, below(f, k.name), at)
		if m, ok := v.(map[string]any); ok && m["kind"] == nil {
			if _, numbered := entryNumber(k.name); !numbered {
				m["kind"] = k.name
			}
		}
		if v != nil {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// byKind is the order of an entry of documents that is named by its kind: behind
// those with a number.
const byKind = 1 << 30

func order(name string) int {
	if i, ok := entryNumber(name); ok {
		return i
	}
	return byKind
}
