package profile

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A Trace is a word of one client's file that must not stay in another's: a
// name, an address, a telephone number.
type Trace struct {
	Pointer string `json:"pointer"` // where it stood
	Text    string `json:"text"`
}

// Purpose of a text that tells who somebody is, as its field says.
type Purpose string

// The purposes of texts. Plain is every other one.
const (
	Plain     Purpose = ""
	Name      Purpose = "name"
	Address   Purpose = "address"
	Postal    Purpose = "postal"
	Phone     Purpose = "phone"
	Email     Purpose = "email"
	URL       Purpose = "url"
	Corporate Purpose = "corporate"
)

// names are the fields that hold a name of a person or an organisation. A name
// of a department, a desk or a form is no trace.
var names = []string{"legal_name", "legal_name_kana", "trade_name", "legal_name_en", "short_name", "rep_name", "rep_name_kana",
	"head_name", "deputy_name", "manager_name", "manager_rep", "office", "company", "representative", "registration_no"}

// partners are the lists whose entries are other organisations or persons: there
// a field called name is a trace too.
var partners = []string{"contractors", "recipients", "sources", "external_contacts", "counterparty", "entrustor"}

// Purpose tells what a text field is for. list is the name of the field that it
// stands in.
func (f *Field) Purpose(list string) Purpose {
	switch {
	case f.Type != String || len(f.Enum) > 0:
	case f.phone:
		return Phone
	case f.corporate:
		return Corporate
	case f.postal:
		return Postal
	case f.Name == "email":
		return Email
	case strings.HasPrefix(f.Pattern, "^https"):
		return URL
	case strings.HasSuffix(f.Name, "address"):
		return Address
	case slices.Contains(names, f.Name), strings.Contains(f.LabelJA, "氏名"), f.Name == "name" && slices.Contains(partners, list):
		return Name
	}
	return Plain
}

// ForAnother is the input without what tells whose it is: names, addresses,
// telephone numbers and the like, and the days and numbers of its documents.
// The traces are what was taken out, to be looked for in the new one's input.
func (in *Input) ForAnother() (map[string]any, []Trace) {
	tree := in.Tree()
	var traces []Trace
	if short := textOf((&check{in: in, profile: mapOf(in.tree["profile"])}).shortName()); short != "" {
		traces = append(traces, Trace{"/profile/short_name", short})
	}
	takeOut(InputFields().Property("profile"), mapOf(tree["profile"]), "/profile", &traces)
	for i, d := range listOf(tree["documents"]) {
		entry := mapOf(d)
		for _, key := range sortedKeys(entry) {
			if key != "kind" && key != "options" {
				delete(entry, key)
			}
		}
		delete(mapOf(entry["options"]), "adopted")
		takeOut(OptionFields(textOf(entry["kind"])), mapOf(entry["options"]), "/documents/"+strconv.Itoa(i)+"/options", &traces)
	}
	delete(tree, "output")
	for key := range mapOf(tree["profile"]) {
		if strings.HasSuffix(key, "_count") {
			delete(mapOf(tree["profile"]), key) // how many they are is to be asked anew
		}
	}
	blot(tree, traces)
	slices.SortStableFunc(traces, func(a, b Trace) int { return strings.Compare(a.Text, b.Text) })
	return tree, slices.CompactFunc(traces, func(a, b Trace) bool { return a.Text == b.Text })
}

func takeOut(f *Field, m map[string]any, pointer string, traces *[]Trace) {
	if f == nil || f.Map {
		return
	}
	for _, p := range f.Properties {
		at := child(pointer, p.Name)
		switch v := m[p.Name].(type) {
		case string:
			if p.Purpose(f.Name) != Plain {
				*traces = append(*traces, Trace{at, v})
				delete(m, p.Name)
			}
		case map[string]any:
			takeOut(p, v, at, traces)
			if len(v) == 0 {
				delete(m, p.Name)
			}
		case []any:
			items := *p
			if p.Items != nil {
				items = *p.Items
			}
			items.Name = p.Name
			for i, e := range v {
				takeOut(&items, mapOf(e), at+"/"+strconv.Itoa(i), traces)
			}
		}
	}
}

// blot removes the texts in which a trace stands: a supplier that is also in the
// list of contractors.
func blot(v any, traces []Trace) any {
	switch v := v.(type) {
	case string:
		if _, found := standsIn(v, traces); found {
			return nil
		}
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if v[key] = blot(v[key], traces); v[key] == nil {
				delete(v, key)
			}
		}
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if e = blot(e, traces); e != nil {
				out = append(out, e)
			}
		}
		return out
	}
	return v
}

// standsIn finds the first trace in a text, in whatever width and spacing.
func standsIn(text string, traces []Trace) (Trace, bool) {
	bare := bareText(text)
	for _, t := range traces {
		if w := bareText(t.Text); len([]rune(w)) > 1 && strings.Contains(bare, w) {
			return t, true
		}
	}
	return Trace{}, false
}

// Leftover is a trace of another client that was found.
type Leftover struct {
	Pointer string `json:"pointer"` // the field in which it stands
	From    Trace  `json:"from"`
}

// Leftovers finds traces of another client anywhere in the input: however they
// are spaced, hyphenated, or written in full or half width.
func (in *Input) Leftovers(traces []Trace) []Leftover {
	var out []Leftover
	var visit func(v any, pointer string)
	visit = func(v any, pointer string) {
		switch v := v.(type) {
		case string:
			if t, found := standsIn(v, traces); found {
				out = append(out, Leftover{pointer, t})
			}
		case map[string]any:
			for _, key := range sortedKeys(v) {
				visit(v[key], child(pointer, key))
			}
		case []any:
			for i, e := range v {
				visit(e, pointer+"/"+strconv.Itoa(i))
			}
		}
	}
	visit(in.tree, "")
	return out
}

// bareText is a text as it is compared: compatibility forms folded, without
// spaces, hyphens and case.
func bareText(s string) string {
	s = strings.ToLower(hyphens.Replace(norm.NFKC.String(s)))
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '　' || r == '\n' || r == '\t' {
			return -1
		}
		return r
	}, s)
}
