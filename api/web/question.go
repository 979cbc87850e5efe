package web

import (
	"cmp"
	"slices"
	"strings"

	"kitei/generator/profile"
)

// Widget says how a question is asked.
type Widget string

// The widgets.
const (
	TextLine Widget = "text"
	TextArea Widget = "area"
	YesNo    Widget = "yesno"
	Choice   Widget = "choice"  // one of a few
	Select   Widget = "select"  // one of many
	Choices  Widget = "choices" // several
	Lines    Widget = "lines"   // a list of texts, one a line
	Codes    Widget = "codes"   // a list of entries, most of them by their code
	List     Widget = "list"    // a list of objects
	Group    Widget = "object"
)

// Question is a field as a page shows it.
type Question struct {
	ID, Name, Label, Hint, Example string
	Widget                         Widget
	Value                          string
	Own                            bool   // own words may stand beside the choices
	OwnValue                       string // these
	Options                        []Option
	InputMode, Complete            string
	Max                            int
	Required, Front                bool
	If                             string // pointer=value words of which one must be true
	Hidden                         bool
	Focus                          bool
	Faults                         []string
	Questions                      []*Question // of an object, in front
	More                           []*Question // of an object, folded
	Entries                        []*Entry    // of a list
	Secret                         bool
	Presumed                       string // what is presumed while it stays open
	Unsure                         bool   // one of the choices says that it is not known
}

// Option is a choice.
type Option struct {
	ID, Value, Label, Heading string
	Checked                   bool
	If                        string
	Hidden                    bool
}

// Entry is one entry of a list of objects.
type Entry struct {
	Name, Title, ID string
	Questions, More []*Question
	First, Last     bool
	Focus           bool
}

// Described names the elements that describe the question, for aria-describedby.
func (q *Question) Described() string {
	var ids []string
	if q.Hint != "" || q.Example != "" {
		ids = append(ids, q.ID+"-hint")
	}
	if len(q.Faults) > 0 {
		ids = append(ids, q.ID+"-fault")
	}
	return strings.Join(ids, " ")
}

// IDOf is the element id of a pointer.
func IDOf(pointer string) string { return "f" + strings.ReplaceAll(pointer, "/", "-") }

// fewChoices is how many choices are shown side by side; more become a list.
const fewChoices = 6

// longText is the number of characters from which a text has room for lines.
const longText = 100

// asker makes the questions of one page.
type asker struct {
	state *State
	kinds []string
	front map[string]bool // pointers that stay in front
	asked map[string]*Question
	gaps  map[string]bool // pointers that want an answer now
	focus string

	whole   bool // every question stands in front
	pointed bool // the question to look at is found
}

func newAsker(s *State, gaps []string, focus string) *asker {
	a := &asker{state: s, kinds: s.Kinds(), front: map[string]bool{}, gaps: map[string]bool{}, asked: map[string]*Question{}, focus: focus}
	for _, p := range slices.Concat(s.Front, gaps) {
		a.front[p] = true
	}
	for _, p := range gaps {
		a.gaps[p] = true
	}
	return a
}

// wanted tells whether one of the chosen documents uses the field.
func (a *asker) wanted(f *profile.Field) bool {
	return !f.Computed && !f.Alias && (f.Type != profile.Object || !f.Map) &&
		(len(f.Kinds) == 0 || slices.ContainsFunc(a.kinds, f.UsedBy))
}

// needed tells whether a chosen document can't do without the field.
func (a *asker) needed(f *profile.Field) bool { return slices.ContainsFunc(a.kinds, f.RequiredFor) }

// always tells whether what holds the field can't do without it.
func always(f *profile.Field) bool { return slices.Contains(f.Required, "*") }

// properties asks for the properties of an object. inner tells that the object
// itself is optional, so that what it always needs is no gap by itself.
func (a *asker) properties(f *profile.Field, value map[string]any, pointer string, inner bool) []*Question {
	var out []*Question
	for _, p := range f.Properties {
		if !a.wanted(p) {
			continue
		}
		q := a.question(p, f, value[p.Name], pointer+"/"+p.Name, inner)
		if len(p.If) > 0 {
			var words []string
			for _, s := range p.If {
				words = append(words, pointer+"/"+s+"=true")
			}
			q.If, q.Hidden = strings.Join(words, " "), !isOn(p, f, value)
		}
		out = append(out, q)
	}
	return out
}

func (a *asker) question(f, above *profile.Field, value any, pointer string, inner bool) *Question {
	lang := a.state.Lang
	q := &Question{
		ID: IDOf(pointer), Name: pointer, Label: cmp.Or(f.Label(lang), above.Label(lang)), Hint: pick(lang, f.HintJA, f.HintEN), Example: exampleOf(f),
		Max: f.MaxLength, Focus: pointer == a.focus, Required: a.gaps[pointer] || a.needed(f) && (!always(f) || !inner), Secret: f.WriteOnly, Own: f.Open,
	}
	a.asked[pointer] = q
	q.Front = a.whole || q.Required || a.front[pointer] || !empty(value) || isSwitch(f, above)
	switch {
	case f.Type == profile.Object:
		a.object(q, f, mapOf(value), pointer)
	case f.Type == profile.Array && f.Items.Type == profile.Object:
		a.list(q, f, value, pointer, inner)
	case f.Type == profile.Array && (len(f.Items.Enum) > 0):
		q.Widget, q.Own = Choices, f.Items.Open
		a.choices(q, f.Items, listOf(value))
	case f.Type == profile.Array:
		q.Widget, q.Value = Lines, joined(listOf(value))
		q.Example = strings.ReplaceAll(q.Example, "、", " ／ ")
	case f.Type == profile.Boolean:
		q.Widget, q.Value = YesNo, textOf(value)
	case len(f.Enum) > 0:
		q.Value = textOf(value)
		q.Widget = Select
		if len(f.Enum) <= fewChoices {
			q.Widget = Choice
		}
		a.choices(q, f, []any{q.Value})
		for _, e := range f.Enum {
			if e.Value == f.Default {
				q.Presumed = pick(lang, e.LabelJA, e.LabelEN)
			}
		}
		q.Unsure = a.whole && slices.ContainsFunc(f.Enum, func(e profile.EnumValue) bool { return e.Value == "unknown" })
	default:
		a.text(q, f, value, above.Name)
	}
	return q
}

func (a *asker) text(q *Question, f *profile.Field, value any, above string) {
	q.Widget, q.Value = TextLine, textOf(value)
	purpose := f.Purpose(above)
	switch purpose {
	case profile.Phone:
		q.InputMode = "tel"
	case profile.Email:
		q.InputMode = "email"
	case profile.URL:
		q.InputMode = "url"
	case profile.Postal, profile.Corporate:
		q.InputMode = "numeric"
	}
	switch {
	case f.Type == profile.Integer:
		q.InputMode = "numeric"
	case f.Type == profile.Date:
		q.Hint = Say(a.state.Lang, "date_hint", nil)
	case f.Type == profile.String && f.MaxLength >= longText && f.Pattern == "" && purpose == profile.Plain:
		q.Widget = TextArea
	}
}

// choices sets the options; what stands in no option is own words.
func (a *asker) choices(q *Question, f *profile.Field, values []any) {
	known := map[string]bool{}
	for _, e := range f.Enum {
		known[e.Value] = true
		q.Options = append(q.Options, Option{ID: q.ID + "-" + e.Value, Value: e.Value, Label: pick(a.state.Lang, e.LabelJA, e.LabelEN), Checked: slices.Contains(values, any(e.Value))})
	}
	var own []any
	for _, v := range values {
		if w := textOf(v); w != "" && !known[w] {
			own = append(own, v)
			if !q.Own {
				q.Options = append(q.Options, Option{ID: q.ID + "-other", Value: w, Label: w, Checked: true})
			}
		}
	}
	q.OwnValue = joined(own)
}

// object asks for the properties; it stands in front when one of them does.
func (a *asker) object(q *Question, f *profile.Field, value map[string]any, pointer string) {
	q.Widget = Group
	inner := !q.Required && !a.front[pointer] && empty(value) && optional(f)
	all := a.properties(f, value, pointer, inner)
	asked := q.Front || slices.ContainsFunc(all, func(p *Question) bool { return p.Front })
	for _, p := range all {
		if p.Front || !inner && always(f.Property(lastStep(p.Name))) || asked && !inner && reaches(f.Property(lastStep(p.Name)), f) {
			q.Questions = append(q.Questions, p)
		} else {
			q.More = append(q.More, p)
		}
	}
	q.Front = q.Front || len(q.Questions) > 0
	if !q.Front { // folded as a whole: no second fold inside
		q.Questions, q.More = q.More, nil
	}
}

// reaches tells whether a field says how somebody is called or reached: asked at
// once wherever somebody is asked for.
func reaches(f, above *profile.Field) bool {
	switch f.Purpose(above.Name) {
	case profile.Phone, profile.Email, profile.Postal, profile.Address, profile.Name:
		return !strings.HasPrefix(f.Name, "deputy") && f.Name != "fax" && f.Name != "mobile"
	}
	return false
}

// optional tells whether an object is left out as a whole when it is not given.
func optional(f *profile.Field) bool {
	return slices.ContainsFunc(f.Properties, func(p *profile.Field) bool { return always(p) && len(p.If) == 0 })
}

func (a *asker) list(q *Question, f *profile.Field, value any, pointer string, _ bool) {
	q.Widget = List
	entries := listOf(value)
	code := f.Items.Property("code")
	if code != nil && len(code.Enum) > 0 {
		q.Widget = Codes
		a.codes(q, f, entries)
	} else if len(entries) == 0 && (q.Required || a.front[pointer] || always(f)) {
		entries = []any{map[string]any{}} // a blank to begin with
	}
	whole := q.Widget == Codes || len(f.Items.Properties) <= fewChoices || !slices.ContainsFunc(f.Items.Properties, always)
	shown := 0
	for i, e := range entries {
		if q.Widget == Codes && textOf(mapOf(e)["code"]) != "" {
			continue
		}
		shown++
		name := pointer + "/" + number(i)
		entry := &Entry{Name: name, ID: IDOf(name), First: i == 0, Last: i == len(entries)-1, Focus: name == a.focus}
		entry.Title = f.Items.Label(a.state.Lang) + " " + number(shown)
		for _, p := range a.properties(f.Items, mapOf(e), name, false) {
			field := f.Items.Property(lastStep(p.Name))
			switch {
			case q.Widget == Codes && field == code:
			case p.Front || always(field) || reaches(field, f) || len(field.Enum) > 0 || whole:
				entry.Questions = append(entry.Questions, p)
			default:
				entry.More = append(entry.More, p)
			}
		}
		if first := firstText(entry.Questions); entry.Focus && first != nil {
			first.Focus, a.pointed = true, true
		}
		q.Entries = append(q.Entries, entry)
	}
}

// codes are the checkboxes of a list of entries by code.
func (a *asker) codes(q *Question, f *profile.Field, entries []any) {
	var have []any
	for _, e := range entries {
		have = append(have, mapOf(e)["code"])
	}
	code, groups := f.Items.Property("code"), f.Items.Property("group")
	last := ""
	for _, e := range code.Enum {
		group, area := profile.PurposeGroup(e.Value)
		o := Option{ID: q.ID + "-" + e.Value, Value: e.Value, Label: pick(a.state.Lang, e.LabelJA, e.LabelEN), Checked: slices.Contains(have, any(e.Value))}
		o.If = "/profile/purposes/groups=" + group
		if area {
			o.If = "/profile/purposes/style=by_purpose"
		}
		o.Hidden = !offeredCode(e.Value, a.state.Tree)
		if group != last {
			last = group
			i := slices.IndexFunc(groups.Enum, func(g profile.EnumValue) bool { return g.Value == group })
			if i >= 0 {
				o.Heading = pick(a.state.Lang, groups.Enum[i].LabelJA, groups.Enum[i].LabelEN)
			}
		}
		q.Options = append(q.Options, o)
	}
}

// isSwitch tells whether the answer decides about further questions of a thing
// that a company does or does not: these are asked first.
func isSwitch(f, above *profile.Field) bool {
	if f.Type != profile.Boolean {
		return false
	}
	if above.Group == "handling" {
		return f == above.Properties[0]
	}
	return f.Group == "handling" && len(f.Kinds) > 2
}

func firstText(list []*Question) *Question {
	for _, q := range list {
		if q.Widget != Group && q.Widget != List {
			return q
		}
	}
	return nil
}

func lastStep(pointer string) string { return pointer[strings.LastIndexByte(pointer, '/')+1:] }

func joined(list []any) string {
	words := make([]string, len(list))
	for i, e := range list {
		words[i] = textOf(e)
	}
	return strings.Join(words, "\n")
}

// exampleOf is the example of a field, in the words of the form. A choice needs
// none.
func exampleOf(f *profile.Field) string {
	if f.Type == profile.Boolean || len(f.Enum) > 0 || f.Items != nil && len(f.Items.Enum) > 0 || f.Type == profile.Date {
		return ""
	}
	if list, ok := f.Example.([]any); ok {
		words := make([]string, 0, len(list))
		for _, e := range list {
			if w := textOf(e); w != "" {
				words = append(words, w)
			}
		}
		return strings.Join(words, "、")
	}
	return textOf(f.Example)
}

func pick(lang, ja, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return ja
}
