package report

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// A Document is one document of a kind: the values that its template is filled with.
type Document struct {
	Part   string // which of several of its kind: a variant, a 委託元; "" = the only one
	Name   string // words that tell it from the others in file names; may be empty
	Values map[string]any
}

// Applies lists the kinds that an incident asks for.
func (d *Draft) Applies() []string {
	f := d.Finding
	out := []string{}
	duty := f.Reportable == nil || *f.Reportable
	switch {
	case duty, f.WithoutDuty != nil && *f.WithoutDuty == "effort_my_number":
		out = append(out, KindReport)
	}
	if f.Notify != nil && *f.Notify {
		out = append(out, KindPersons)
	}
	if p := d.words("publication"); f.NotifyMode != nil && *f.NotifyMode != "direct" || p == "done" || p == "planned" {
		out = append(out, KindPublic)
	}
	if d.Input.fact("role") == "entrustee" {
		out = append(out, KindEntrustor)
	}
	return append(out, KindRecord)
}

// Documents gives the values of the documents of a kind. The error is
// [profile.Faults], all of them; warnings are added to the draft.
func (d *Draft) Documents(kind string) ([]Document, error) {
	d.faults = slices.Clone(d.agreement)
	var out []Document
	switch kind {
	case KindReport:
		d.check()
		out = d.one("ppc", d.reportValues())
	case KindPersons:
		out = d.notices()
	case KindPublic:
		out = d.one("statement", d.statement())
	case KindEntrustor:
		out = d.clients()
	case KindRecord:
		out = d.one("record", d.record())
	}
	if len(d.faults) > 0 {
		return nil, sorted(d.faults)
	}
	return out, nil
}

func (d *Draft) one(name string, about map[string]any) []Document {
	return []Document{{Values: d.filled(name, about)}}
}

// filled are the three groups of values that a template can name.
func (d *Draft) filled(name string, about map[string]any) map[string]any {
	company := map[string]any{}
	for _, field := range companyFields {
		company[field] = d.Input.Text(field)
	}
	return map[string]any{
		"company": company, name: about,
		"run": map[string]any{"drill": d.Options.Drill, "as_of": date(d.Options.AsOf), "law_date": date(d.LawDate)},
	}
}

// lines are the lines of a text as a list for a template.
func lines(s string) []any {
	out := []any{}
	for _, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func anys[T any](list []T) []any {
	out := []any{}
	for _, e := range list {
		out = append(out, e)
	}
	return out
}

func pair(label, text string) any { return map[string]any{"label": label, "text": text} }

// Deadlines say by when what is due, as label and words.
func (d *Draft) Deadlines() [][2]string {
	var out [][2]string
	f := d.Finding
	if known := f.Known(); !known.IsZero() {
		out = append(out, [2]string{"知った日（起算日）", dayWords(date(known))})
	}
	if w := f.PreliminaryDue; w != nil {
		out = append(out, [2]string{"速報の目安", dayWords(w.From) + "から" + dayWords(w.To) + "まで（ガイドラインの目安。法令に日数の定めはなく、速やかに報告する）"})
	}
	for _, l := range []struct {
		name  string
		final *incidentFinal
	}{{"確報の期限（個人情報保護法）", f.PerLaw.APPI}, {"確報の期限（番号法）", f.PerLaw.MyNumber}} {
		if l.final == nil {
			continue
		}
		words := dayWords(l.final.FinalDue) + "まで（" + dayWords(l.final.PeriodStart) + "を1日目とする" + japanese.Comma(l.final.Days) + "日目"
		if l.final.Rolled {
			words += "の" + dayWords(l.final.DayN) + "が閉庁日のため、次の開庁日"
		}
		out = append(out, [2]string{l.name, words + "）"})
	}
	if w := f.EntrusteeNotice; w != nil {
		out = append(out, [2]string{"委託元への通知の目安", dayWords(w.From) + "から" + dayWords(w.To) + "まで（速やかに）"})
	}
	return out
}

func (d *Draft) deadlineValues() []any {
	out := []any{}
	for _, p := range d.Deadlines() {
		out = append(out, pair(p[0], p[1]))
	}
	return out
}

// reportValues are the fields of the report by section.
func (d *Draft) reportValues() map[string]any {
	out := map[string]any{
		"my_number": d.Has(MyNumber), "personal_data": d.Has(APPI), "final": d.Stage == Final, "both_stages": d.Stage == Both,
		"follow_up": d.words("report_sequence") == "follow_up", "common_form": d.Finding.CommonForm != nil,
		"substitute": d.Finding.NotifyMode != nil && *d.Finding.NotifyMode != "direct", "deadlines": d.deadlineValues(),
	}
	for _, s := range forms().Report.Sections {
		out[s.ID] = []any{}
	}
	changes, open, warnings := []any{}, []any{}, []any{}
	for _, e := range d.Entries {
		id := e.Field.section.ID
		rows, _ := out[id].([]any)
		for i, line := range d.Lines(e) {
			if strings.TrimSpace(line) == "" {
				continue
			}
			rows = append(rows, map[string]any{
				"id": e.Field.ID, "first": i == 0, "label": e.Field.JA, "unverified": e.Field.Unverified(), "changed": e.Changed, "text": line,
			})
		}
		out[id] = rows
		if e.Changed {
			changes = append(changes, map[string]any{"label": e.Field.JA, "before": flat(e.Before), "after": flat(d.Plain(e))})
		}
	}
	for _, e := range d.Open() {
		open = append(open, pair(e.Field.JA, flat(d.Plain(e))))
	}
	for _, w := range d.Warnings {
		warnings = append(warnings, w.MessageJA)
	}
	out["changes"], out["open"], out["warnings"] = changes, open, warnings
	return out
}

// flat puts lines into one.
func flat(s string) string { return strings.ReplaceAll(s, "\n", "／") }

// needed reports that a letter lacks a field.
func (d *Draft) needed(id string) {
	if !slices.ContainsFunc(d.faults, func(f profile.Fault) bool { return f.Pointer == "/report/"+id }) {
		d.at(id, "required")
	}
}

// needCompany reports that the profile lacks what a letter is signed with.
func (d *Draft) needCompany(fields ...string) {
	all := profile.IncidentFields().Property("profile")
	for _, name := range fields {
		if d.Input.Text(name) == "" {
			p := all.Property(name)
			d.faults = append(d.faults, fault("/profile/"+name, "required", p.LabelJA, p.LabelEN))
		}
	}
}
