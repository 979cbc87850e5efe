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
// "en"): the decision, what to do in the next hour, by when what, what is not known
// yet, what an expert must look at, and the grounds. asOf is the day of reading,
// from which the days left are counted; zero leaves them out.
func (f *Finding) Text(lang string, asOf japanese.Date) string {
	w := &writer{lang: lang, asOf: asOf}
	w.section("head_verdict", f.verdict(w))
	w.numbered("head_now", f.actionLines(w))
	w.section("head_deadlines", f.deadlineLines(w))
	w.section("head_questions", f.questionLines(w))
	var flags []string
	for _, flag := range f.ReviewFlags {
		flags = append(flags, w.say("flag_"+flag, nil))
	}
	w.section("head_review", flags)
	w.section("head_basis", f.basisLines())
	w.b.WriteString(w.say("footer", words{"Law": w.day(f.lawDate)}) + "\n")
	return w.b.String()
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

func (w *writer) section(head string, lines []string) {
	w.list(head, lines, func(int) string { return "・" })
}

func (w *writer) numbered(head string, lines []string) {
	w.list(head, lines, func(i int) string { return strconv.Itoa(i+1) + ". " })
}

func (w *writer) list(head string, lines []string, mark func(int) string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(&w.b, "■ %s\n", w.say(head, nil))
	for i, line := range lines {
		fmt.Fprintf(&w.b, "%s%s\n", mark(i), line)
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

// left says how many days there are until a day.
func (w *writer) left(to japanese.Date) string {
	if w.asOf.IsZero() {
		return ""
	}
	switch n := w.asOf.DaysUntil(to); {
	case n < 0:
		return w.say("left_over", nil)
	case n == 0:
		return w.say("left_today", nil)
	default:
		return w.say("left_days", words{"Days": strconv.Itoa(n)})
	}
}

func (w *writer) comma() string {
	if w.lang == "en" {
		return ", "
	}
	return "、"
}

func (w *writer) law(id string) string { return w.say("law_"+id, nil) }

// verdict is the decision itself, the 号 that are met, and where to report.
func (f *Finding) verdict(w *writer) []string {
	var out []string
	switch {
	case f.Reportable == nil:
		out = append(out, w.say("verdict_open", nil))
	case *f.Reportable:
		var laws []string
		for _, id := range f.laws() {
			laws = append(laws, w.law(id))
		}
		out = append(out, w.say("verdict_yes", words{"Laws": strings.Join(laws, w.comma())}))
	default:
		out = append(out, w.say("verdict_no", nil))
	}
	if f.Reason != nil && f.Reportable != nil {
		out = append(out, w.say("reason_"+*f.Reason, nil), w.say("without_"+*f.WithoutDuty, nil))
	}
	for _, r := range f.items {
		out = append(out, w.say("category_line", words{
			"Source": f.rules.sources(r.Basis), "Words": w.say("category_"+strings.ReplaceAll(r.Value, ".", "_"), nil)}))
	}
	for _, p := range f.places {
		out = append(out, w.place(p))
	}
	if len(f.laws()) > 1 {
		out = append(out, w.say("both_laws", nil))
	}
	if f.CommonForm != nil {
		out = append(out, w.say("form_"+*f.CommonForm, nil))
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

// deadlineLines are sorted by what comes first: notice, 速報, persons, 確報.
func (f *Finding) deadlineLines(w *writer) []string {
	var out []string
	if f.known.IsZero() && (f.Reportable == nil || *f.Reportable) {
		out = append(out, w.say("no_date", nil))
	}
	if !f.known.IsZero() && !w.asOf.IsZero() && f.known.After(w.asOf) {
		out = append(out, w.say("future", words{"Known": w.day(f.known), "AsOf": w.day(w.asOf)}))
	}
	switch {
	case f.notice == nil:
	case !f.notifiedOn.IsZero():
		out = append(out, w.say("notice_done", words{"On": w.day(f.notifiedOn)}))
	default:
		out = append(out, w.window("notice", "", *f.notice))
	}
	if f.provisional != nil {
		out = append(out, w.window("provisional", "", *f.provisional))
	}
	for _, r := range f.perLaw {
		out = append(out, w.window("preliminary", r.law, r.preliminary))
	}
	if f.Notify != nil && *f.Notify {
		mode := "open"
		if f.NotifyMode != nil {
			mode = *f.NotifyMode
		}
		out = append(out, w.say("persons_"+mode, nil))
	}
	for _, r := range f.perLaw {
		out = append(out, w.final(r))
	}
	return out
}

func (w *writer) window(id, lawID string, v law.Window) string {
	data := words{"From": w.day(v.From), "To": w.day(v.To), "AltTo": w.day(v.AltTo), "Left": w.left(v.To)}
	if lawID != "" {
		data["Law"] = w.law(lawID)
	}
	return w.say(id, data)
}

func (w *writer) final(r lawResult) string {
	d := r.deadline
	data := words{"Law": w.law(r.law), "Due": w.day(d.Due), "Known": w.day(d.Known), "Days": strconv.Itoa(d.Days), "Left": w.left(d.Due)}
	if len(d.Rolled) == 0 {
		return w.say("final", data)
	}
	data["Raw"], data["Closed"] = w.day(d.Raw), d.Rolled[0].Reason
	return w.say("final_rolled", data)
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
// duty, and the reason why there is none.
func (f *Finding) basisLines() []string {
	var out []string
	for _, s := range f.Trace {
		switch group := f.groupOf(s.Rule); {
		case group == "item" && (s.Result == "yes" || s.Result == "possible"),
			group == "release" && s.Result == "yes", group == "reason", group == "final", group == "preliminary":
			line := s.Note
			if s.Source != "" {
				line += "（" + s.Source + "）"
			}
			out = append(out, line)
		}
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
