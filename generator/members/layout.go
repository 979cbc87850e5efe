package members

import (
	"slices"
	"strconv"

	"kitei/generator/profile"
)

// companySheet is a sheet of the empty list with one row a company.
type companySheet struct {
	name   string
	groups []string // steps of the form whose fields stand in it
	only   []string // fields of these steps that stand here; empty = those that no other sheet names
}

// companySheets are the sheets of the empty list with one row a company, in the
// order in which they are filled in. What is asked of every company is on the
// first; the others may be left empty, and their columns may stand on the first.
var companySheets = []companySheet{
	{mainSheet, []string{"identity", "organisation"}, nil},
	{"責任者", []string{"organisation"}, []string{"roles", "advisor", "doc_titles"}},
	{"連絡先", []string{"contacts"}, nil},
	{"取扱い", []string{"purposes", "handling", "contractors"}, nil},
	{"安全管理と手続", []string{"security", "requests", "rules"}, nil},
	{"漏えいと個人番号", []string{"leak", "mynumber"}, nil},
	{"設備と研修", []string{"assets", "training"}, nil},
}

// stepNames are the steps of the form, as heads over the columns.
var stepNames = map[string]string{
	"identity": "会社の基本", "organisation": "組織", "contacts": "連絡先", "purposes": "利用目的", "handling": "取扱いの内容", "security": "安全管理",
	"requests": "開示等の請求", "rules": "規程の定め", "leak": "漏えい等の対応", "mynumber": "個人番号", "assets": "設備", "contractors": "委託先", "training": "研修", "output": "日付と出力",
}

// firstLists are the lists whose sheets come first; the others follow in the
// order of the schema.
var firstLists = []string{"contacts", "purposes.items", "contractors", "departments", "handlers", "offices", "systems", "zones", "documents"}

// nested are lists inside a list: how many of their entries the empty list has
// columns for. More can be added by hand (認証3・種類).
var nested = map[string]int{"revisions": 3, "certificates": 2}

// csvEntries are the entries of lists that the empty CSV has columns for.
var csvEntries = map[string]int{"contacts": 1, "purposes.items": 3, "contractors": 1}

// layout is a sheet of the empty list.
type layout struct {
	name    string
	base    *base
	columns []layoutColumn
}

// layoutColumn is a column of the empty list.
type layoutColumn struct {
	key    keyKind
	header string
	group  string
	path   []string
	field  *profile.Field
}

// layouts are the sheets of the empty list.
func layouts() []layout {
	all := bases()
	var out []layout
	for i, p := range companySheets {
		l := layout{name: p.name, base: all[0], columns: []layoutColumn{{key: byNumber, header: "会社番号", group: "会社"}}}
		if i > 0 {
			l.base = furtherBase()
			l.columns = append(l.columns, layoutColumn{key: byName, header: "会社名", group: "会社"})
		}
		for _, f := range all[0].field.Property("profile").Properties {
			if p.holds(f) {
				l.add(all[0], []string{"profile", f.Name}, f, headOf(f))
			}
		}
		if i == 0 {
			l.add(all[0], []string{"output"}, all[0].field.Property("output"), stepNames["output"])
		}
		out = append(out, l)
	}
	lists := slices.Clone(all[1:])
	slices.SortStableFunc(lists, func(a, b *base) int { return listOrder(a) - listOrder(b) })
	for _, b := range lists {
		l := layout{name: sheetName(b), base: b, columns: []layoutColumn{{key: byNumber, header: "会社番号", group: "会社"}, {key: byName, header: "会社名", group: "会社"}}}
		if b.keyed() {
			l.columns = append(l.columns, layoutColumn{key: mapKey, header: "項目", group: b.label})
		}
		for _, f := range properties(b.field) {
			group := b.label
			if isGroup(f) {
				group = f.LabelJA
			}
			l.add(b, []string{f.Name}, f, group)
		}
		out = append(out, l)
	}
	return out
}

// csvLayout is the empty list as one table.
func csvLayout() layout {
	all := layouts()
	out := layout{base: all[0].base, columns: all[0].columns}
	for _, l := range all[1:] {
		for _, c := range l.columns {
			if l.base.company() && c.key == noKey {
				out.columns = append(out.columns, c)
			}
		}
	}
	for _, name := range firstLists {
		b := byPathText(name)
		for i := range csvEntries[name] {
			entry := append(slices.Clone(b.path), strconv.Itoa(i))
			for _, f := range properties(b.field) {
				out.add(out.base, append(slices.Clone(entry), f.Name), f, b.label)
			}
		}
	}
	return out
}

// holds tells whether a field of the profile stands on the sheet.
func (p companySheet) holds(f *profile.Field) bool {
	if f.Computed || !slices.Contains(p.groups, f.Group) {
		return false
	}
	if len(p.only) > 0 {
		return slices.Contains(p.only, f.Name)
	}
	return !slices.ContainsFunc(companySheets, func(o companySheet) bool { return slices.Contains(o.only, f.Name) })
}

// headOf is the head over the columns of a field of the profile.
func headOf(f *profile.Field) string {
	if isGroup(f) {
		return f.LabelJA
	}
	return stepNames[f.Group]
}

// add puts the columns of a field behind those that are there.
func (l *layout) add(b *base, path []string, f *profile.Field, group string) {
	switch {
	case isLeaf(f):
		l.columns = append(l.columns, layoutColumn{header: b.labelOf(path), group: group, path: path, field: f})
	case isGroup(f):
		for _, p := range properties(f) {
			l.add(b, append(slices.Clone(path), p.Name), p, group)
		}
	case f.Type == profile.Array:
		for i := range nested[f.Name] {
			l.add(b, append(slices.Clone(path), strconv.Itoa(i)), f.Items, f.LabelJA)
		}
	}
}

func listOrder(b *base) int {
	if i := slices.Index(firstLists, pathText(b.path)); i >= 0 {
		return i
	}
	return len(firstLists)
}

func byPathText(path string) *base {
	all := bases()
	return all[slices.IndexFunc(all, func(b *base) bool { return pathText(b.path) == path })]
}
