package checklist

import (
	"cmp"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Text writes a report for a person, in a language ("ja" or "en").
func (r Report) Text(lang string) string {
	var b strings.Builder
	for _, f := range r.Files {
		if len(f.Findings) == 0 {
			continue
		}
		b.WriteString("■ " + f.File + "\n")
		for _, x := range f.Findings {
			b.WriteString("  " + x.line(lang) + "\n")
		}
	}
	for _, c := range r.Contractors {
		b.WriteString("■ " + c.say(lang, "checklist_head") + "  " + c.File + "\n")
		for _, x := range c.Reasons {
			b.WriteString("  ・" + pick(lang, x.MessageJA, x.MessageEN) + "\n")
		}
		if len(c.Unanswered) > 0 && c.Rule == Legacy {
			b.WriteString("  ・" + c.say(lang, "checklist_unanswered") + "\n")
		}
		b.WriteString("  ・" + c.say(lang, "checklist_next") + "\n")
		if !c.RecheckOn.IsZero() {
			b.WriteString("  ・" + c.say(lang, "checklist_recheck") + "\n")
		}
		for _, x := range c.Findings {
			b.WriteString("    " + x.line(lang) + "\n")
		}
	}
	return b.String()
}

func (f Finding) line(lang string) string {
	place := strings.TrimSpace(f.Sheet + " " + f.Cell)
	if place != "" {
		place += "  "
	}
	return place + f.Message(lang) + " [" + f.Code + "]"
}

func (r Result) say(lang, id string) string {
	return profile.Message(lang, id, map[string]string{
		"Contractor": cmp.Or(r.Contractor, r.ID), "Verdict": r.Verdict.Words(), "Score": number(r.Score), "Threshold": number(r.Threshold),
		"Tier": cmp.Or(string(r.Tier), "B"), "List": numbers(r.Unanswered), "Next": day(lang, r.NextCheck), "Recheck": day(lang, r.RecheckOn),
	})
}

func day(lang string, d japanese.Date) string {
	if lang == "en" {
		return d.String()
	}
	return d.Seireki()
}

func pick(lang, ja, en string) string {
	if lang == "en" {
		return en
	}
	return ja
}

// Text says what was filled in and what was not, in a language.
func (f *Filled) Text(lang string) string {
	var b strings.Builder
	for _, s := range f.Sheets {
		b.WriteString(profile.Message(lang, "checklist_filled", map[string]string{"Sheet": s.Sheet, "Filled": number(len(s.Filled))}) + "\n")
		for _, l := range []struct{ id, list string }{
			{"checklist_kept", numbers(s.Kept)}, {"checklist_unknown", numbers(s.Unknown)}, {"checklist_refused", numbers(s.Refused)}, {"checklist_unused", strings.Join(s.Unused, "、")},
		} {
			if l.list != "" {
				b.WriteString("  " + profile.Message(lang, l.id, map[string]string{"List": l.list}) + "\n")
			}
		}
	}
	return b.String()
}
