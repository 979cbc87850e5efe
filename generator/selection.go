package generator

import (
	"slices"
	"strings"

	"kitei/generator/profile"
)

// All asks for every kind with input profile.
const All = "all"

// Selection is what a run makes.
type Selection struct {
	Kinds   []string
	Formats map[string][]Format // by kind
	Skipped []profile.Fault     // what "all" passed over
}

// Choose settles what is made of the kinds and formats that somebody named. No
// kind = those of the input; no format = PDF. A kind or format that was named
// and does not exist is a fault; under "all" what is not there is passed over,
// and said. The error is [profile.Faults], all at once.
func Choose(input *profile.Input, kinds, formats []string) (Selection, error) {
	return choose(input, kinds, formats, false)
}

// ChooseAny is [Choose] for formats of which every kind takes those that it has:
// PDF and XLSX give policies as PDF and registers as XLSX. A kind that has none
// of them is a fault.
func ChooseAny(input *profile.Input, kinds, formats []string) (Selection, error) {
	return choose(input, kinds, formats, true)
}

func choose(input *profile.Input, kinds, formats []string, anyFormat bool) (Selection, error) {
	s := Selection{Formats: map[string][]Format{}}
	all := len(kinds) == 1 && kinds[0] == All
	switch {
	case all:
		kinds = s.all(input)
	case len(kinds) == 0:
		if kinds = input.Kinds(); len(kinds) == 0 {
			return s, profile.Faults{profile.NewFault("/documents", "no_kind_named", nil)}
		}
	}
	if len(formats) == 0 {
		formats = []string{string(PDF)}
	}
	var faults profile.Faults
	for _, name := range kinds {
		k, ok := KindOf(name)
		if !ok {
			faults = append(faults, profile.NewFault("", "no_such_kind", map[string]string{"Kind": Printable(name)}))
			continue
		}
		if k.Input == incidentInput {
			faults = append(faults, profile.NewFault("", "kind_of_incident", map[string]string{"Kind": name, "NameJA": k.NameJA, "NameEN": k.NameEN}))
			continue
		}
		if slices.Contains(s.Kinds, name) {
			continue
		}
		for _, f := range formats {
			words := map[string]string{"Kind": name, "NameJA": k.NameJA, "NameEN": k.NameEN, "Format": Printable(f), "Known": joinFormats(k.Formats)}
			switch format := Format(f); {
			case slices.Contains(k.Formats, format):
				if !slices.Contains(s.Formats[name], format) {
					s.Formats[name] = append(s.Formats[name], format)
				}
			case all, anyFormat && slices.ContainsFunc(formats, func(f string) bool { return slices.Contains(k.Formats, Format(f)) }):
				s.Skipped = append(s.Skipped, profile.NewFault("", "format_skipped", words))
			case slices.Contains(k.Planned, format):
				faults = append(faults, profile.NewFault("", "format_not_yet", words))
			default:
				faults = append(faults, profile.NewFault("", "no_such_format", words))
			}
		}
		if len(s.Formats[name]) > 0 {
			s.Kinds = append(s.Kinds, name)
		}
	}
	if len(faults) > 0 {
		return s, faults
	}
	return s, nil
}

// all lists the kinds that a profile gives and that are there. Papers on My
// Numbers are no use to who handles none.
func (s *Selection) all(input *profile.Input) []string {
	noNumbers := at(input.Tree(), "profile.my_number") == false
	var out []string
	for _, k := range Kinds() {
		switch {
		case k.Input != "profile":
		case noNumbers && strings.HasPrefix(k.Kind, "mynumber_"):
			s.Skipped = append(s.Skipped, profile.NewFault("/profile/my_number", "kind_not_needed", map[string]string{"Kind": k.Kind, "NameJA": k.NameJA, "NameEN": k.NameEN}))
		case k.Ready():
			out = append(out, k.Kind)
		default:
			s.Skipped = append(s.Skipped, profile.NewFault("", "kind_skipped", map[string]string{"Kind": k.Kind, "NameJA": k.NameJA, "NameEN": k.NameEN}))
		}
	}
	return out
}

// Printable keeps a name that came from outside to the letters of a name.
func Printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '?'
	}, s)
	return s[:min(len(s), 40)]
}

func joinFormats(list []Format) string {
	words := make([]string, len(list))
	for i, f := range list {
		words[i] = string(f)
	}
	if len(words) == 0 {
		return "-"
	}
	return strings.Join(words, ", ")
}
