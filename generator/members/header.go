package members

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"kitei/generator/profile"
)

// keyKind says what a column names the company of its row by.
type keyKind uint8

const (
	noKey    keyKind = iota
	byNumber         // the 番号 of the company in this list
	byName           // its name
	mapKey           // not the company: the key of a value in a map
)

// column is a column with a header.
type column struct {
	index  int
	header string   // as written
	path   []string // from the base of the sheet; nil for a key
	field  *profile.Field
	key    keyKind
}

// required are the marks that people put on headers.
var required = strings.NewReplacer("(必須)", "", "(任意)", "", "[必須]", "", "必須", "")

// brackets writes contacts[0].phone as contacts.0.phone.
var brackets = strings.NewReplacer("[", ".", "]", "")

// fold makes of a header what is compared: full-width and half-width, spaces,
// signs between words and marks of what is required make no difference.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	s = required.Replace(s)
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u3000・･:/>→|-‐–—_.,、*★●※「」『』[]", r) {
			return -1
		}
		return r
	}, s)
}

// bare is a folded label without what stands in brackets: 正式名称（商号・法人名）.
func bare(folded string) string {
	from, to := strings.IndexByte(folded, '('), strings.LastIndexByte(folded, ')')
	if from <= 0 || to < from {
		return folded
	}
	return folded[:from] + folded[to+1:]
}

// passedOver tells whether a header or sheet is a note of the office's own, which
// is not read: its name begins with ※ or #, or says 備考 or メモ.
func passedOver(name string) bool {
	name = strings.TrimSpace(name)
	return strings.HasPrefix(name, "※") || strings.HasPrefix(name, "#") || strings.HasPrefix(name, "＃") || slices.Contains([]string{"備考", "メモ", "社内メモ", "備考欄", "memo", "note"}, fold(name))
}

// find finds the columns that a header may mean: none, one, or several paths.
func (b *base) find(header string) []column {
	if c, ok := b.keyColumn(header); ok {
		return []column{c}
	}
	if path, ok := b.byPath(header); ok {
		return []column{{path: path, field: fieldAt(b.field, path)}}
	}
	name := fold(header)
	if name == "" {
		return nil
	}
	if path, ok := aliases[name]; ok && b.company() {
		at := strings.Split(path, ".")
		return []column{{path: at, field: fieldAt(b.field, at)}}
	}
	m := &matcher{}
	m.match(b.field, name, nil)
	if len(m.found) == 0 {
		m.lastWords(b.field, name, nil)
	}
	var out []column
	for _, path := range m.found {
		if !slices.ContainsFunc(out, func(c column) bool { return slices.Equal(c.path, path) }) {
			out = append(out, column{path: path, field: fieldAt(b.field, path)})
		}
	}
	return out
}

// keyColumn knows the columns that say which company a row belongs to.
func (b *base) keyColumn(header string) (column, bool) {
	name := fold(header)
	switch {
	case slices.Contains(numberHeaders, name):
		return column{key: byNumber}, true
	case b.company() && slices.Contains(ownNumberHeaders, name):
		return column{key: byNumber}, true
	case (!b.company() || b.further) && slices.Contains(nameHeaders, name):
		return column{key: byName}, true
	case b.keyed() && slices.Contains(mapKeyHeaders, name):
		return column{key: mapKey}, true
	}
	return column{}, false
}

// byPath reads a field name: legal_name, contacts.0.phone, contacts[0].phone,
// output.as_of, documents.privacy_policy.established_on. Entries count from 0.
func (b *base) byPath(header string) ([]string, bool) {
	s := brackets.Replace(strings.TrimSpace(header))
	path := strings.Split(s, ".")
	tries := [][]string{path}
	if b.company() {
		tries = append(tries, append([]string{"profile"}, path...))
	} else if rest, ok := strings.CutPrefix(s, pathText(b.path)+"."); ok {
		tries = append(tries, strings.Split(rest, "."))
	}
	for _, path := range tries {
		if f := fieldAt(b.field, path); isLeaf(f) || scalarEntry(b.field, path) {
			return path, true
		}
	}
	return nil, false
}

// scalarEntry tells whether a path is one entry of a list of scalars: notes.0.
func scalarEntry(f *profile.Field, path []string) bool {
	if len(path) < 2 {
		return false
	}
	list := fieldAt(f, path[:len(path)-1])
	return isLeaf(list) && list.Type == profile.Array && below(list, path[len(path)-1]) != nil
}

// matcher finds the paths whose labels, one after another, make a header.
type matcher struct{ found [][]string }

func (m *matcher) match(f *profile.Field, rest string, path []string) {
	for _, p := range properties(f) {
		at := append(slices.Clone(path), p.Name)
		if unnamed(p) {
			m.match(p, rest, at)
		}
		for _, name := range namesOfField(p) {
			if after, ok := strings.CutPrefix(rest, name); ok {
				m.take(p, after, at)
			}
		}
	}
}

// unnamed tells whether the label of a group is left out of headers: what stands
// in it is clear without.
func unnamed(f *profile.Field) bool {
	return f.Type == profile.Object && (f.Name == "profile" || f.Name == "output" || f.Name == "roles")
}

// take goes on behind the label of a field.
func (m *matcher) take(p *profile.Field, rest string, path []string) {
	switch {
	case isLeaf(p) && rest == "":
		m.found = append(m.found, path)
	case p.Type == profile.Array:
		n := 0
		for n < len(rest) && n < 4 && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		i, err := strconv.Atoi(rest[:n])
		if err != nil || i < 1 {
			return
		}
		at := append(slices.Clone(path), strconv.Itoa(i-1))
		rest = rest[n:]
		switch {
		case isLeaf(p.Items) && rest == "":
			m.found = append(m.found, at)
		case isGroup(p.Items):
			m.inside(p.Items, rest, at)
		}
	case isGroup(p):
		m.inside(p, rest, path)
	}
}

func (m *matcher) inside(f *profile.Field, rest string, path []string) {
	if rest == "" {
		return
	}
	m.match(f, rest, path)
	if after, ok := strings.CutPrefix(rest, "の"); ok {
		m.match(f, after, path)
	}
}

// lastWords finds fields by the last of their labels, without those of the groups
// around them; more than one path is for the caller to refuse.
func (m *matcher) lastWords(f *profile.Field, name string, path []string) {
	for _, p := range properties(f) {
		at := append(slices.Clone(path), p.Name)
		switch {
		case isLeaf(p):
			if slices.Contains(namesOfField(p), name) {
				m.found = append(m.found, at)
			}
		case isGroup(p):
			m.match(p, name, at)
			m.lastWords(p, name, at)
		}
	}
}

// labelOf is the header of a path in the words of the schema, entries from 1.
func (b *base) labelOf(path []string) string {
	f := b.field
	label := ""
	for _, step := range path {
		parent := f
		f = below(f, step)
		if f == nil {
			return pathText(path)
		}
		switch {
		case len(path) > 1 && unnamed(f):
		case parent.Type == profile.Array:
			n, err := strconv.Atoi(step)
			if err != nil {
				return pathText(path)
			}
			label += strconv.Itoa(n + 1)
		case parent.Map:
			return pathText(path) // the keys of a map have no label
		case label == "":
			label = f.LabelJA
		default:
			label += joiner + f.LabelJA
		}
	}
	return label
}

// leaves calls each for every field that one cell of a row can hold, without
// entries of lists inside it.
func (b *base) leaves(each func(path []string, f *profile.Field)) {
	var walk func(f *profile.Field, path []string)
	walk = func(f *profile.Field, path []string) {
		for _, p := range properties(f) {
			at := append(slices.Clone(path), p.Name)
			switch {
			case isLeaf(p):
				each(at, p)
			case isGroup(p):
				walk(p, at)
			}
		}
	}
	walk(b.field, nil)
}

// nearest is the known header that differs least from one that is unknown; "" when
// none is near.
func (b *base) nearest(header string) string {
	name := []rune(fold(header))
	if len(name) == 0 || len(name) > 60 {
		return ""
	}
	best, near := max(2, len(name)/3)+1, ""
	for _, k := range b.headers() {
		if d := distance(name, k.folded); d < best {
			best, near = d, k.shown
		}
	}
	return near
}

// known is a header that is understood, and the words to offer for it.
type known struct {
	folded []rune
	shown  string
}

var headersOf sync.Map // []known by base

func (b *base) headers() []known {
	if list, ok := headersOf.Load(b); ok {
		return list.([]known)
	}
	var out []known
	b.leaves(func(path []string, f *profile.Field) {
		label := b.labelOf(path)
		for _, name := range append(namesOfField(f), fold(label), bare(fold(label))) {
			shown := label
			if name == fold(f.Name) {
				shown = pathText(path)
			}
			out = append(out, known{[]rune(name), shown})
		}
	})
	if b.company() {
		for _, a := range aliasOrder {
			out = append(out, known{[]rune(a), b.labelOf(strings.Split(aliases[a], "."))})
		}
	}
	headersOf.Store(b, out)
	return out
}

// distance counts the characters by which two names differ (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := last
			if a[i] != b[j] {
				cost = min(last, row[j], row[j+1]) + 1
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
