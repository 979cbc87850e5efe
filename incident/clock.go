package incident

import (
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/law"
)

// deadlineLines are sorted by what comes first: notice to the 委託元, 速報, persons,
// 確報. Where both laws give the same days, they share a line.
func (f *Finding) deadlineLines(w *writer) []string {
	var out []string
	pending := f.Reportable == nil || *f.Reportable
	switch {
	case f.known.IsZero() && pending:
		out = append(out, w.say("no_date", nil))
	case f.known.IsZero() || w.asOf.IsZero():
	case f.known.After(w.asOf):
		out = append(out, w.say("future", words{"Known": w.day(f.known), "AsOf": w.day(w.asOf)}))
	case pending:
		out = append(out, w.say("known_day", words{"Known": w.day(f.known), "Day": strconv.Itoa(f.known.DaysUntil(w.asOf) + 1)}))
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
	out = append(out, f.byLaw(w, func(r lawResult, laws string) string { return w.window("preliminary", laws, r.preliminary) })...)
	if line := f.personsLine(w); line != "" {
		out = append(out, line)
	}
	out = append(out, f.byLaw(w, func(r lawResult, laws string) string { return w.final(r.deadline, laws) })...)
	if pending || len(out) > 0 {
		out = append(out, w.say("other_deadlines", nil))
	}
	return out
}

// personsLine says how the persons are told; empty when they need not be.
func (f *Finding) personsLine(w *writer) string {
	if f.Notify == nil || !*f.Notify {
		return ""
	}
	mode := "open"
	if f.NotifyMode != nil {
		mode = *f.NotifyMode
	}
	return w.say("persons_"+mode, nil)
}

// byLaw writes a line for each law, or one for both when they say the same.
func (f *Finding) byLaw(w *writer, line func(r lawResult, laws string) string) []string {
	var out, laws []string
	for i, r := range f.perLaw {
		laws = append(laws, r.law)
		if i+1 < len(f.perLaw) && line(r, "") == line(f.perLaw[i+1], "") {
			continue
		}
		out = append(out, line(r, w.laws(laws)))
		laws = nil
	}
	return out
}

func (w *writer) laws(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, w.law(id))
	}
	return strings.Join(out, w.comma())
}

// left says how many days there are until a day; empty when the day of reading is
// not known.
func (w *writer) left(to japanese.Date) string {
	if w.asOf.IsZero() {
		return ""
	}
	space := ""
	if w.lang == "en" {
		space = " "
	}
	switch n := w.asOf.DaysUntil(to); {
	case n < 0:
		return space + w.say("left_over", nil)
	case n == 0:
		return space + w.say("left_today", nil)
	default:
		return space + w.say("left_days", words{"Days": strconv.Itoa(n)})
	}
}

func (w *writer) window(id, laws string, v law.Window) string {
	return w.say(id, words{
		"Law": laws, "From": w.day(v.From), "To": w.day(v.To), "AltTo": w.day(v.AltTo), "Left": w.left(v.To),
		"First": strconv.Itoa(v.Known.DaysUntil(v.From) + 1), "Last": strconv.Itoa(v.Known.DaysUntil(v.To) + 1),
	})
}

func (w *writer) final(d law.Deadline, laws string) string {
	data := words{"Law": laws, "Due": w.day(d.Due), "Known": w.day(d.Known), "Days": strconv.Itoa(d.Days), "Left": w.left(d.Due)}
	if len(d.Rolled) == 0 {
		return w.say("final", data)
	}
	data["Raw"], data["Closed"] = w.day(d.Raw), w.closed(d.Rolled[0])
	return w.say("final_rolled", data)
}

// closed is why a day is closed. The table has the Japanese names; English says the
// day of the week of a weekend, and that other days are holidays.
func (w *writer) closed(d law.ClosedDay) string {
	switch {
	case w.lang != "en":
		return d.Reason
	case strings.HasSuffix(d.Reason, "曜日"):
		return d.Date.Weekday().String()
	}
	return w.say("closed_holiday", words{"Name": d.Reason})
}
