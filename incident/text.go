package incident

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// Text writes the decision for a person who has to act now, in a language ("ja" or
// "en"): first the decision, by when what, and what to do in the next hour; then what
// is not known yet, what an expert must look at, where to report, and the grounds.
// asOf is the day of reading, from which the days left are counted; zero leaves them
// out.
func (f *Finding) Text(lang string, asOf japanese.Date) string {
	w := &writer{lang: lang, asOf: asOf}
	for _, p := range f.Parts(lang, asOf) {
		w.section(p)
	}
	w.b.WriteString(w.say("footer", words{"Law": w.day(f.lawDate)}) + "\n")
	return w.b.String()
}

// A Part is a block of the text of a decision.
type Part struct {
	ID    string // verdict, deadlines, now, questions, review, where, basis
	Title string
	Lines []string // never empty
}

// Parts are the blocks of the text that say something, in their order: see
// [Finding.Text].
func (f *Finding) Parts(lang string, asOf japanese.Date) []Part {
	w := &writer{lang: lang, asOf: asOf}
	var flags []string
	for _, flag := range f.ReviewFlags {
		flags = append(flags, w.say("flag_"+flag, nil))
	}
	var out []Part
	for _, p := range []Part{
		{"verdict", w.say("head_verdict", nil), f.verdict(w)}, {"deadlines", w.say("head_deadlines", nil), f.deadlineLines(w)},
		{"now", w.say("head_now", nil), f.actionLines(w)}, {"questions", w.say("head_questions", nil), f.questionLines(w)},
		{"review", w.say("head_review", nil), flags}, {"where", w.say("head_where", nil), f.whereLines(w)}, {"basis", w.say("head_basis", nil), f.basisLines()},
	} {
		if len(p.Lines) > 0 {
			out = append(out, p)
		}
	}
	return out
}

type words = map[string]string

// writer gathers the lines of a text.
type writer struct {
	lang string
	asOf japanese.Date
	b    strings.Builder
}

func (w *writer) say(id string, data words) string {
	return strings.TrimSpace(profile.Message(w.lang, "incident_"+id, data))
}

// section writes a block; what is to be done is numbered.
func (w *writer) section(p Part) {
	fmt.Fprintf(&w.b, "■ %s\n", p.Title)
	for i, line := range p.Lines {
		mark := "・"
		if p.ID == "now" {
			mark = strconv.Itoa(i+1) + ". "
		}
		fmt.Fprintf(&w.b, "%s%s\n", mark, line)
	}
	w.b.WriteByte('\n')
}

// day writes a date with its day of the week.
func (w *writer) day(d japanese.Date) string {
	if w.lang == "en" {
		return d.String() + " (" + weekday(d) + ")"
	}
	return dayJA(d)
}

func (w *writer) comma() string {
	if w.lang == "en" {
		return ", "
	}
	return "、"
}

func (w *writer) law(id string) string { return w.say("law_"+id, nil) }

// verdict is the decision itself, and why.
func (f *Finding) verdict(w *writer) []string {
	var out []string
	switch {
	case f.Reportable == nil:
		out = append(out, w.say("verdict_open", nil))
	case *f.Reportable:
		out = append(out, w.say("verdict_yes", words{"Laws": w.laws(f.laws())}))
	default:
		out = append(out, w.say("verdict_no", nil))
	}
	if f.Reason != nil && f.Reportable != nil {
		out = append(out, w.say("reason_"+*f.Reason, nil), w.say("without_"+*f.WithoutDuty, nil))
	}
	if f.releasable() {
		out = append(out, w.say("verdict_entrustee", nil))
	}
	if f.Reportable != nil && *f.Reportable {
		var why []string
		for _, r := range f.items {
			why = append(why, w.category(r))
		}
		out = append(out, w.say("verdict_why", words{"Words": strings.Join(why, w.comma())}))
	}
	return out
}

// releasable tells whether notice to the 委託元 can still take the duty away.
func (f *Finding) releasable() bool {
	return f.notice != nil && f.notifiedOn.IsZero() && !slices.Contains(f.ReviewFlags, "entrustor_without_duty")
}

func (w *writer) category(r law.LeakRule) string {
	return w.say("category_"+strings.ReplaceAll(r.Value, ".", "_"), nil)
}

// whereLines are the authorities, and the 号 that are met with their places.
func (f *Finding) whereLines(w *writer) []string {
	var out []string
	for _, p := range f.places {
		out = append(out, w.place(p))
	}
	if len(f.laws()) > 1 {
		out = append(out, w.say("both_laws", nil))
	}
	if f.CommonForm != nil {
		out = append(out, w.say("form_"+*f.CommonForm, nil))
	}
	for _, r := range f.items {
		out = append(out, w.say("category_line", words{"Source": f.rules.cited[r.ID], "Words": w.category(r)}))
	}
	return out
}

func (w *writer) place(p place) string {
	id := strings.ReplaceAll(p.rule.ID, ".", "_")
	line := w.say(id, words{"Law": w.law(p.rule.Law), "Name": p.authority.Name, "URL": p.authority.URL})
	if !p.authority.Confirmed {
		line += " " + w.say("place_unconfirmed", nil)
	}
	return line
}

func (f *Finding) actionLines(w *writer) []string {
	var out []string
	for _, a := range f.actions {
		out = append(out, w.say("action_"+a, nil))
	}
	return out
}

// laws are those that ask for a report.
func (f *Finding) laws() []string {
	var out []string
	for _, p := range f.places {
		if !slices.Contains(out, p.rule.Law) {
			out = append(out, p.rule.Law)
		}
	}
	return out
}

func (f *Finding) questionLines(w *writer) []string {
	var out []string
	for _, name := range f.Questions {
		p := f.rules.fields[strings.TrimSuffix(name, ".max")]
		label := p.Label(w.lang)
		if kindOf(p) == countField {
			p = p.Property("max")
			label += w.comma() + p.Label(w.lang)
		}
		hint := p.HintJA
		if w.lang == "en" {
			hint = p.HintEN
		}
		out = append(out, w.say("question", words{"Label": label, "Hint": hint, "Name": name}))
	}
	if len(out) > 0 {
		out = append(out, w.say("question_possible", nil))
	}
	return out
}

// basisLines are the rules that decided: the 号 that are met, the release, the
// reason why there is no duty, and how the days are counted, which both laws say in
// the same words.
func (f *Finding) basisLines() []string {
	sources := map[string][]string{}
	var notes []string
	for _, s := range f.Trace {
		switch group := f.groupOf(s.Rule); {
		case group == "item" && (s.Result == "yes" || s.Result == "possible"),
			group == "release" && s.Result == "yes", group == "reason", group == "final", group == "preliminary":
			note, _, _ := strings.Cut(s.Note, countedFrom) // the dates stand above
			if !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
			for from := range strings.SplitSeq(s.Source, "、") {
				if from != "" && !slices.Contains(sources[note], from) {
					sources[note] = append(sources[note], from)
				}
			}
		}
	}
	var out []string
	for _, note := range notes {
		line := note
		if from := sources[note]; len(from) > 0 {
			line += "（" + strings.Join(from, "、") + "）"
		}
		out = append(out, line)
	}
	return out
}

func (f *Finding) groupOf(id string) string {
	for _, r := range f.rules.rules {
		if r.ID == id {
			return r.Group
		}
	}
	return ""
}
