package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"kitei/law"
	"kitei/templates"
)

// A Form is a list of fields in the order of a form: templates/forms/*.yaml.
type Form struct {
	Name     string                 `yaml:"form"`
	Version  string                 `yaml:"version"` // ISO date of the state of knowledge
	Options  map[string]*OptionList `yaml:"options"`
	Sections []*Section             `yaml:"sections"`
}

// An OptionList is a list of choices that several fields can share.
type OptionList struct {
	Verified string   `yaml:"verified"` // yes, or no: nobody has compared it with the form
	Source   []string `yaml:"source"`   // keys of law/sources.tsv
	Values   []Option `yaml:"values"`
}

// An Option is one choice.
type Option struct {
	Code string `yaml:"code"`
	JA   string `yaml:"ja"`
	EN   string `yaml:"en"`
	Cite string `yaml:"cite"` // citation id of the provision that it stands for; may be empty
}

// A Section is a part of a form.
type Section struct {
	ID     string            `yaml:"id"`
	JA     string            `yaml:"ja"`
	EN     string            `yaml:"en"`
	Number int               `yaml:"number"` // of the nine items; 0 = none
	Cite   map[string]string `yaml:"cite"`   // citation id by law: appi, my_number
	Fields []*Field          `yaml:"fields"`
}

// A Field is one field of a form.
type Field struct {
	ID       string   `yaml:"id"`
	JA       string   `yaml:"ja"`
	EN       string   `yaml:"en"`
	Type     Type     `yaml:"type"`
	List     string   `yaml:"options"` // name of its choices
	Other    bool     `yaml:"other"`   // the choice "other" takes words in <id>_other
	Max      int      `yaml:"max"`     // characters
	Need     []Need   `yaml:"need"`    // at 速報, at 確報
	Law      string   `yaml:"law"`     // only under this law: appi, my_number
	When     *When    `yaml:"when"`    // only, or required only, while another field says so
	Internal bool     `yaml:"internal"`
	Repeats  string   `yaml:"repeats"` // the fact or the field of the profile that fills it
	Verified string   `yaml:"verified"`
	Source   []string `yaml:"source"`
	Columns  []Column `yaml:"columns"` // of rows

	section *Section
	options *OptionList
}

// A Column is one value of a row.
type Column struct {
	ID       string `yaml:"id"`
	JA       string `yaml:"ja"`
	EN       string `yaml:"en"`
	Type     Type   `yaml:"type"`
	Max      int    `yaml:"max"`
	Required bool   `yaml:"required"`
	Private  bool   `yaml:"private"` // not for the report: only for the letter to the one it concerns
}

// When is a condition on another field of the form.
type When struct {
	Field string   `yaml:"field" json:"field"`
	Is    []string `yaml:"is" json:"is"`
}

// Type is what a field takes.
type Type string

// The types of fields.
const (
	Text            Type = "text"     // one line
	LongText        Type = "longtext" // lines
	Date            Type = "date"     // 2026-11-22
	Span            Type = "span"     // a date, or two with / between them
	Time            Type = "time"     // 14:05
	Int             Type = "int"      // a number of persons
	Single          Type = "single"
	Multi           Type = "multi"
	Rows            Type = "rows"
	Tel             Type = "tel"
	Email           Type = "email"
	Postal          Type = "postal"
	CorporateNumber Type = "corporate_number"
)

// Need says how much a filing needs a field.
type Need string

// The needs.
const (
	Required    Need = "required"
	IfKnown     Need = "if_known"
	Conditional Need = "conditional" // required while When holds
	None        Need = "none"
)

// Label is the name in a language: "en", else Japanese.
func (f *Field) Label(lang string) string { return choose(lang, f.JA, f.EN) }

// Unverified says whether the field or its choices were not compared with the form.
func (f *Field) Unverified() bool {
	return f.Verified != "yes" || f.options != nil && f.options.Verified != "yes"
}

// Choices are the choices of a field; nil when it has none.
func (f *Field) Choices() []Option {
	if f.options == nil {
		return nil
	}
	return f.options.Values
}

// Section is the part of the form that the field stands in.
func (f *Field) Section() *Section { return f.section }

func (f *Field) option(code string) (Option, bool) {
	for _, o := range f.Choices() {
		if o.Code == code {
			return o, true
		}
	}
	return Option{}, false
}

func choose(lang, ja, en string) string {
	if lang == "en" {
		return en
	}
	return ja
}

// Forms are the form of the report and the fields of the letters and the record.
type Forms struct {
	Report  *Form
	Letters *Form
	fields  map[string]*Field
	order   []*Field
}

// Field finds a field of either form; nil when there is none.
func (f *Forms) Field(id string) *Field { return f.fields[id] }

// Fields lists the fields of both forms in their order.
func (f *Forms) Fields() []*Field { return f.order }

// forms are the embedded forms, read once. A fault in them is a fault of the build,
// and lint and the tests find it.
var forms = sync.OnceValue(func() *Forms {
	f, err := LoadForms(templates.FS, nil)
	if err != nil {
		panic(err)
	}
	return f
})

// LoadForms reads templates/forms and checks it: unknown keys, double or missing
// ids, types, needs, choices, conditions on fields that are not there, sources and
// citations that the table of law does not have (nil: not compared), numbers of
// provisions that were typed. The error joins all faults.
func LoadForms(files fs.FS, table *law.Table) (*Forms, error) {
	out := &Forms{fields: map[string]*Field{}}
	c := &formCheck{table: table, forms: out}
	for _, f := range []struct {
		name string
		to   **Form
	}{{"ppc_report", &out.Report}, {"incident_letters", &out.Letters}} {
		path := "forms/" + f.name + ".yaml"
		data, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		form := &Form{}
		if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(form); err != nil {
			return nil, fmt.Errorf("templates/%s: %w", path, err)
		}
		c.file = "templates/" + path
		c.form(form, f.name)
		*f.to = form
	}
	for _, f := range out.order {
		c.condition(f)
	}
	return out, errors.Join(c.faults...)
}

// formCheck gathers the faults of the forms.
type formCheck struct {
	table  *law.Table
	law    *law.Law // of the day of the form
	forms  *Forms
	file   string
	faults []error
}

func (c *formCheck) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(c.file+": "+format, args...))
}

var (
	fieldID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	typed   = regexp.MustCompile(`第[0-9０-９一二三四五六七八九十百]+[条項号章]`)
	types   = []Type{Text, LongText, Date, Span, Time, Int, Single, Multi, Rows, Tel, Email, Postal, CorporateNumber}
	needs   = []Need{Required, IfKnown, Conditional, None}
)

func (c *formCheck) form(f *Form, name string) {
	if f.Name != name {
		c.fault("form is %q", f.Name)
	}
	if !isDate(f.Version) {
		c.fault("version %q is not a date", f.Version)
	}
	if c.table != nil {
		var err error
		if c.law, err = c.table.At(dateOf(f.Version)); err != nil {
			c.fault("version: %v", err)
		}
	}
	used := map[string]bool{}
	for _, s := range f.Sections {
		c.words("section "+s.ID, s.JA, s.EN)
		for _, id := range s.Cite {
			c.cite("section "+s.ID, id)
		}
		for _, field := range s.Fields {
			field.section, field.options = s, f.Options[field.List]
			used[field.List] = true
			c.field(field)
		}
	}
	for name, list := range f.Options {
		if !used[name] {
			c.fault("options %s: no field uses it", name)
		}
		c.verified("options "+name, list.Verified, list.Source)
		c.options(name, list)
	}
}

func (c *formCheck) options(name string, list *OptionList) {
	codes := map[string]bool{}
	for _, o := range list.Values {
		if o.Code == "" || codes[o.Code] {
			c.fault("options %s: code %q is empty or stands twice", name, o.Code)
		}
		codes[o.Code] = true
		c.words("option "+name+"."+o.Code, o.JA, o.EN)
		c.cite("option "+name+"."+o.Code, o.Cite)
	}
	if len(list.Values) < 2 {
		c.fault("options %s: fewer than two choices", name)
	}
}

func (c *formCheck) field(f *Field) {
	where := "field " + f.ID
	if !fieldID.MatchString(f.ID) || c.forms.fields[f.ID] != nil {
		c.fault("%s: the id is malformed or stands twice", where)
	}
	c.forms.fields[f.ID] = f
	c.forms.order = append(c.forms.order, f)
	c.words(where, f.JA, f.EN)
	c.verified(where, f.Verified, f.Source)
	if !slices.Contains(types, f.Type) {
		c.fault("%s: there is no type %q", where, f.Type)
	}
	if choice := f.Type == Single || f.Type == Multi; choice != (f.options != nil) {
		c.fault("%s: choices %q do not go with type %s", where, f.List, f.Type)
	}
	if _, has := f.option("other"); f.Other && !has {
		c.fault("%s: other, but its choices have none", where)
	}
	if (f.Type == Text || f.Type == LongText) != (f.Max > 0) {
		c.fault("%s: max goes with words, and only with them", where)
	}
	if len(f.Need) != 2 || !slices.Contains(needs, f.Need[0]) || !slices.Contains(needs, f.Need[1]) {
		c.fault("%s: need is two of %v", where, needs)
	} else if slices.Contains(f.Need, Conditional) && f.When == nil {
		c.fault("%s: conditional without a condition", where)
	}
	if f.Law != "" && f.Law != APPI && f.Law != MyNumber {
		c.fault("%s: there is no law %q", where, f.Law)
	}
	if (f.Type == Rows) != (len(f.Columns) > 0) {
		c.fault("%s: rows have columns, nothing else has", where)
	}
	ids := map[string]bool{}
	for _, col := range f.Columns {
		c.words(where+"."+col.ID, col.JA, col.EN)
		if !fieldID.MatchString(col.ID) || ids[col.ID] || !slices.Contains([]Type{Text, LongText, Date, Time, Int}, col.Type) {
			c.fault("%s.%s: id or type", where, col.ID)
		}
		ids[col.ID] = true
	}
}

// condition checks that the field a condition names stands before it and can say it.
func (c *formCheck) condition(f *Field) {
	if f.When == nil {
		return
	}
	on := c.forms.fields[f.When.Field]
	if on == nil || slices.Index(c.forms.order, on) > slices.Index(c.forms.order, f) || on.Type != Single {
		c.fault("field %s: when names %q, which is no choice before it", f.ID, f.When.Field)
		return
	}
	for _, code := range f.When.Is {
		if _, ok := on.option(code); !ok {
			c.fault("field %s: %s has no choice %q", f.ID, on.ID, code)
		}
	}
}

func (c *formCheck) words(where, ja, en string) {
	if ja == "" || en == "" {
		c.fault("%s: a label in Japanese and English", where)
	}
	if typed.MatchString(ja) {
		c.fault("%s: %q types the number of a provision; use cite", where, ja)
	}
}

func (c *formCheck) verified(where, verified string, source []string) {
	if verified != "yes" && verified != "no" || len(source) == 0 {
		c.fault("%s: verified is yes or no, with a source", where)
	}
	if verified == "yes" && slices.ContainsFunc(source, func(s string) bool { return s == "memory" || strings.HasPrefix(s, "memo-") }) {
		c.fault("%s: verified, but from memory or a note", where)
	}
	if c.table == nil {
		return
	}
	for _, s := range source {
		if !slices.ContainsFunc(c.table.Sources(), func(known law.Source) bool { return known.ID == s }) {
			c.fault("%s: law/sources.tsv has no %q", where, s)
		}
	}
}

func (c *formCheck) cite(where, id string) {
	if id == "" || c.law == nil {
		return
	}
	if _, err := c.law.Cite(id); err != nil {
		c.fault("%s: %v", where, err)
	}
}
