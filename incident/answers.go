package incident

import (
	"slices"

	"kitei/generator/japanese"
	"kitei/law"
)

// CitationWords names a provision so that it is understood alone.
func CitationWords(c law.Citation) string { return citationWords(c) }

// Known is the day of knowledge that the decision counted from; zero when it is not known.
func (f *Finding) Known() japanese.Date { return f.known }

// Fired lists the rules that took effect, in their order. Those that were looked at and
// not met, that filled a gap, or that only ask for review are left out.
func (f *Finding) Fired() []Step {
	var out []Step
	for _, s := range f.Trace {
		if group := f.groupOf(s.Rule); s.Note != "" && s.Result != "no" && group != "absent" && group != "flag" {
			out = append(out, s)
		}
	}
	return slices.Clip(out)
}
