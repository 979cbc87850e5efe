package members

import (
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// building is a company while its cells are understood.
type building struct {
	encoding Encoding
	row      *Row
	tree     branch
}

func newBuilding(encoding Encoding, c *company) *building {
	own := c.rows[0]
	return &building{encoding: encoding, row: &Row{
		Number: c.number, Place: Place{Sheet: own.sheet.name, Row: own.row.number}, places: map[string]Place{}, anchors: map[string]anchor{},
	}}
}

// build makes the row of a company: the same each time.
func (c *company) build(encoding Encoding, common *profile.Input) *Row {
	b := newBuilding(encoding, c)
	own := c.rows[0]
	b.tree.anchor(own.sheet, own.row.number)
	if key, at, ok := own.sheet.key(own.row, byNumber); ok {
		b.row.Key = key
		if own.twice {
			b.row.Faults = append(b.row.Faults, newFault(at, "", "list_key_twice", nil))
		}
		if japanese.FindMyNumber(key) {
			b.row.Key = ""
			b.row.Faults = append(b.row.Faults, newFault(at, "", "list_my_number", nil))
		}
	}
	b.fill(&b.tree, own.sheet, own.row)
	b.row.Name = b.name()
	for _, o := range c.rows[1:] {
		b.further(o.sheet, o.row)
	}
	return b.finish(common)
}

// name is what a company is called, "" where it has no name: that of its
// representative only where the representative is the business.
func (b *building) name() string {
	fields := []string{"legal_name", "trade_name", "short_name"}
	if kind, _ := b.tree.text("profile", "entity_type"); kind == "kojin" {
		fields = append(fields, "rep_name")
	}
	for _, field := range fields {
		if name, ok := b.tree.text("profile", field); ok {
			return name
		}
	}
	return ""
}

// names are the names under which other sheets may mean a company.
func (b *building) names() []string {
	var out []string
	for _, field := range []string{"legal_name", "trade_name", "rep_name"} {
		if name, ok := b.tree.text("profile", field); ok {
			out = append(out, name)
		}
	}
	return out
}

// further adds what a row of a further sheet says.
func (b *building) further(s *sheet, r row) {
	entry := &b.tree
	switch {
	case s.base.company():
		b.fill(entry, s, r)
		return
	case s.base.keyed():
		key, at, ok := s.key(r, mapKey)
		if !ok || japanese.FindMyNumber(key) {
			b.row.Faults = append(b.row.Faults, newFault(at, "", "list_no_map_key", nil))
			return
		}
		entry = entry.at(s.base.path).at([]string{key})
	default:
		entry = entry.at(s.base.path).next()
	}
	entry.anchor(s, r.number)
	b.fill(entry, s, r)
}

// fill puts the cells of a row into a branch of the company.
func (b *building) fill(to *branch, s *sheet, r row) {
	for _, kinds := range []bool{true, false} { // the kind of a document says what its options are
		for _, col := range s.columns {
			isKind := len(col.path) > 0 && col.path[len(col.path)-1] == "kind"
			v, filled := r.at(col.index)
			if col.path == nil || !filled || isKind != kinds {
				continue
			}
			b.cell(to, s, r, col, v)
		}
	}
	for _, v := range r.cells { // nothing of a column that is not read may be a 個人番号
		read := slices.ContainsFunc(s.columns, func(col column) bool { return col.index == v.column && col.path != nil })
		if !read && japanese.FindMyNumber(v.text) {
			b.row.Faults = append(b.row.Faults, newFault(Place{Sheet: s.name, Row: r.number, Column: columnName(v.column)}, "", "list_my_number", nil))
		}
	}
}

func (b *building) cell(to *branch, s *sheet, r row, col column, v cell) {
	at := s.place(r.number, col)
	leaf := to.at(col.path)
	f := optionField(leaf, col.field)
	p := checkCell(v, f, b.encoding)
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

// finish makes the input of a company.
func (b *building) finish(common *profile.Input) *Row {
	r := b.row
	w := &writing{row: r}
	tree, _ := w.object(&b.tree, profile.InputFields(), "").(map[string]any)
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
