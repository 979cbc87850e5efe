package members

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// gathering collects the companies of a list and what further sheets say of them.
type gathering struct {
	list     *List
	encoding Encoding
	all      []*company
	byKey    map[string]*company
	byName   map[string][]*company
}

// company is a row of the list while it is read.
type company struct {
	row  *Row
	tree *branch
}

// companies reads the sheet with one row a company.
func (g *gathering) companies(s *sheet) {
	for _, r := range s.body() {
		c := &company{row: &Row{Number: len(g.all) + 1, Place: Place{Sheet: s.name, Row: r.number}, anchors: map[string]anchor{}}, tree: &branch{}}
		c.tree.anchor(s, r.number)
		key, at, named := s.key(r, byNumber)
		if named {
			c.row.Key = key
			if g.byKey[foldKey(key)] != nil {
				c.row.Faults = append(c.row.Faults, newFault(at, "", "list_key_twice", nil))
			} else {
				g.byKey[foldKey(key)] = c
			}
			if japanese.FindMyNumber(key) {
				c.row.Key = ""
				c.row.Faults = append(c.row.Faults, newFault(at, "", "list_my_number", nil))
			}
		}
		g.fill(c, c.tree, s, r)
		for _, path := range []string{"legal_name", "trade_name", "rep_name"} {
			if name, ok := c.tree.text("profile", path); ok {
				if c.row.Name == "" {
					c.row.Name = name
				}
				g.byName[foldName(name)] = append(g.byName[foldName(name)], c)
			}
		}
		g.all = append(g.all, c)
	}
}

// further reads a sheet whose rows say which company they belong to.
func (g *gathering) further(s *sheet) {
	if s.head == 0 {
		return
	}
	if !slices.ContainsFunc(s.columns, func(c column) bool { return c.key == byNumber || c.key == byName }) && len(g.all) != 1 {
		g.list.Faults = append(g.list.Faults, newFault(Place{Sheet: s.name, Row: s.head}, "", "list_no_key_column", nil))
		return
	}
	for _, r := range s.body() {
		c, fault := g.owner(s, r)
		if fault != nil {
			g.list.Faults = append(g.list.Faults, *fault)
			continue
		}
		switch {
		case s.base.company():
			g.fill(c, c.tree, s, r)
		case s.base.keyed():
			key, at, ok := s.key(r, mapKey)
			if !ok || japanese.FindMyNumber(key) {
				c.row.Faults = append(c.row.Faults, newFault(at, "", "list_no_map_key", nil))
				continue
			}
			entry := c.tree.at(s.base.path).at([]string{key})
			entry.anchor(s, r.number)
			g.fill(c, entry, s, r)
		default:
			entry := c.tree.at(s.base.path).next()
			entry.anchor(s, r.number)
			g.fill(c, entry, s, r)
		}
	}
}

// owner finds the company of a row by its number, else by its name.
func (g *gathering) owner(s *sheet, r row) (*company, *Fault) {
	key, at, numbered := s.key(r, byNumber)
	name, nameAt, named := s.key(r, byName)
	owners := g.byName[foldName(name)]
	fail := func(at Place, code string) (*company, *Fault) {
		f := newFault(at, "", code, nil)
		return nil, &f
	}
	switch {
	case numbered:
		c := g.byKey[foldKey(key)]
		if c == nil {
			return fail(at, "list_no_such_company")
		}
		if named && !slices.Contains(owners, c) {
			return fail(nameAt, "list_key_and_name")
		}
		return c, nil
	case named && len(owners) == 1:
		return owners[0], nil
	case named && len(owners) > 1:
		return fail(nameAt, "list_name_twice")
	case named:
		return fail(nameAt, "list_no_such_company")
	case len(g.all) == 1:
		return g.all[0], nil
	}
	return fail(at, "list_no_owner")
}

// fill puts the cells of a row into a branch of the company.
func (g *gathering) fill(c *company, to *branch, s *sheet, r row) {
	for _, kinds := range []bool{true, false} { // the kind of a document says what its options are
		for _, col := range s.columns {
			isKind := len(col.path) > 0 && col.path[len(col.path)-1] == "kind"
			v, filled := r.at(col.index)
			if col.path == nil || !filled || isKind != kinds {
				continue
			}
			g.cell(c, to, s, r, col, v)
		}
	}
	for _, v := range r.cells { // nothing of a column that is not read may be a 個人番号
		read := slices.ContainsFunc(s.columns, func(col column) bool { return col.index == v.column && col.path != nil })
		if !read && japanese.FindMyNumber(v.text) {
			c.row.Faults = append(c.row.Faults, newFault(Place{Sheet: s.name, Row: r.number, Column: columnName(v.column)}, "", "list_my_number", nil))
		}
	}
}

func (g *gathering) cell(c *company, to *branch, s *sheet, r row, col column, v cell) {
	at := s.place(r.number, col)
	leaf := to.at(col.path)
	f := optionField(leaf, col.field)
	p := checkCell(v, f, g.encoding)
	var x any
	if p == nil {
		x, p = value(v, f)
		if p != nil && p.code == "list_choice" && f != col.field { // the words of another kind for the same code
			if y, q := value(v, col.field); q == nil {
				x, p = y, nil
			}
		}
	}
	leaf.place, leaf.filled = at, true
	if p != nil {
		leaf.problem = p
		return
	}
	if leaf.value != nil {
		leaf.problem = &problem{code: "list_field_twice"}
		return
	}
	leaf.value = x
	if list, ok := x.([]any); ok && len(list) == 0 {
		leaf.value = nil
	}
}

// optionField is the field of an option of the document's own kind, where the
// schema of another kind may differ.
func optionField(leaf *branch, f *profile.Field) *profile.Field {
	var names []string
	for b := leaf; b != nil; b = b.parent {
		if b.name == "options" && b.parent != nil && b.parent.parent != nil && b.parent.parent.name == "documents" {
			kind, _ := b.parent.text("kind")
			if kind == "" {
				kind = b.parent.name
			}
			slices.Reverse(names)
			if own := fieldAt(profile.OptionFields(kind), names); own != nil {
				return own
			}
			return f
		}
		names = append(names, b.name)
	}
	return f
}

// finish makes the input of a company.
func (c *company) finish(common *profile.Input) *Row {
	r := c.row
	r.places = map[string]Place{}
	w := &writing{row: r}
	tree, _ := w.object(c.tree, profile.InputFields(), "").(map[string]any)
	if tree == nil {
		tree = map[string]any{}
	}
	var under map[string]any
	if common != nil {
		under = common.Tree()
	}
	r.moveDocuments(under, tree)
	tree = over(under, tree)
	if tree["profile"] == nil {
		tree["profile"] = map[string]any{}
	}
	in, err := profile.FromTree(tree)
	if err != nil { // only by its size: the limits of cells keep it far from that
		in, _ = profile.FromTree(map[string]any{"profile": map[string]any{}})
		r.Faults = append(r.Faults, newFault(r.Place, "", "too_deep", map[string]words{"Limit": count(32)}))
	}
	r.Input = in
	r.Faults = r.with(in.Faults())
	return r
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

// foldKey makes numbers of companies comparable: 001 is 1, as a spreadsheet may
// have written it.
func foldKey(s string) string {
	s = fold(s)
	if _, err := strconv.Atoi(s); err == nil {
		if s = strings.TrimLeft(s, "0"); s == "" {
			s = "0"
		}
	}
	return s
}

// foldName makes names of companies comparable; they are printed as typed.
func foldName(s string) string { return fold(s) }
