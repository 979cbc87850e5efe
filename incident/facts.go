package incident

import (
	"slices"
	"strconv"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Facts are what is known of one incident, by the dotted path of the field in
// incident.schema.json below facts (data.sensitive). What is absent was not given.
type Facts struct {
	words    map[string]string // yes, no, possible, unknown, or the word of a choice
	lists    map[string][]string
	counts   map[string]Count
	dates    map[string]japanese.Date
	timeline []countOn
}

// A Count is a number of persons; nil is not known.
type Count struct {
	Known *int // counted
	Max   *int // greatest possible number
}

// countOn is a count as it was on a day.
type countOn struct {
	date     japanese.Date
	count    Count
	specific Count // of 特定個人情報, where it differs
}

// Decode reads the facts of an incident file, YAML or JSON. The error is
// [profile.Faults], all of them at once.
func Decode(name string, data []byte) (*Facts, error) {
	tree, err := profile.DecodeIncident(name, data)
	if err != nil {
		return nil, err
	}
	return factsOf(tree), nil
}

// FromTree takes the facts out of the tree of an incident file that has been checked
// ([profile.CheckIncident]).
func FromTree(tree map[string]any) *Facts { return factsOf(tree) }

// factsOf takes the facts out of a tree that has been checked.
func factsOf(tree map[string]any) *Facts {
	f := &Facts{words: map[string]string{}, lists: map[string][]string{}, counts: map[string]Count{}, dates: map[string]japanese.Date{}}
	facts, _ := tree["facts"].(map[string]any)
	f.read("", facts, factFields())
	timeline, _ := facts["timeline"].(map[string]any)
	list, _ := timeline["count_timeline"].([]any)
	for _, e := range list {
		entry, _ := e.(map[string]any)
		f.timeline = append(f.timeline, countOn{dateOf(entry["date"]), countOf(entry), countOf(entry["specific"])})
	}
	slices.SortStableFunc(f.timeline, func(a, b countOn) int { return a.date.Compare(b.date) })
	return f
}

// factFields is the schema of the facts.
func factFields() *profile.Field { return profile.IncidentFields().Property("facts") }

// fieldKind is what the rules can ask of a field.
type fieldKind int

const (
	otherField  fieldKind = iota
	objectField           // has fields of its own
	wordField             // yes or no, or a choice
	listField
	countField
	dateField
)

func kindOf(f *profile.Field) fieldKind {
	switch {
	case f.Type == profile.Object && f.Property("max") != nil && f.Property("known") != nil:
		return countField
	case f.Type == profile.Object && !f.Map:
		return objectField
	case f.Type == profile.Date, f.Map && f.Items.Type == profile.Date:
		return dateField
	case f.Type == profile.Array && len(f.Items.Enum) > 0:
		return listField
	case f.Type == profile.String && len(f.Enum) > 0:
		return wordField
	}
	return otherField
}

func (f *Facts) read(path string, values map[string]any, schema *profile.Field) {
	for _, p := range schema.Properties {
		v, given := values[p.Name]
		name := path + p.Name
		if !given {
			continue
		}
		switch kindOf(p) {
		case objectField:
			below, _ := v.(map[string]any)
			f.read(name+".", below, p)
		case wordField:
			f.words[name] = wordOf(v)
		case listField:
			list, _ := v.([]any)
			words := make([]string, 0, len(list))
			for _, e := range list {
				words = append(words, wordOf(e))
			}
			f.lists[name] = words
		case countField:
			f.counts[name] = countOf(v)
		case dateField:
			if d := earliest(v); !d.IsZero() {
				f.dates[name] = d
			}
		}
	}
}

// wordOf gives yes and no for true and false.
func wordOf(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case string:
		if b, err := strconv.ParseBool(v); err == nil && (v == "true" || v == "false") {
			return wordOf(b)
		}
		return v
	}
	return ""
}

func countOf(v any) Count {
	m, _ := v.(map[string]any)
	var c Count
	if n, ok := m["known"].(int); ok {
		c.Known = &n
	}
	if n, ok := m["max"].(int); ok {
		c.Max = &n
	}
	return c
}

func dateOf(v any) japanese.Date {
	s, _ := v.(string)
	d, _ := japanese.ParseDate(s) // checked by the schema
	return d
}

// earliest is a date, or the first of a map of dates; zero when there is none.
func earliest(v any) japanese.Date {
	dates, ok := v.(map[string]any)
	if !ok {
		return dateOf(v)
	}
	var out japanese.Date
	for _, d := range dates {
		if day := dateOf(d); out.IsZero() || day.Before(out) {
			out = day
		}
	}
	return out
}

// crossed is the first day of the timeline on which a number may have been above a
// limit; zero when the timeline does not say.
func (f *Facts) crossed(name string, limit int) japanese.Date {
	for _, e := range f.timeline {
		c := e.count
		if name == "principals.specific" && e.specific != (Count{}) {
			c = e.specific
		}
		if c.over(limit).Met() {
			return e.date
		}
	}
	return japanese.Date{}
}
