package report

import (
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// record is the record of the decision: the facts, the rules that took effect, the
// result, and who decided.
func (d *Draft) record() map[string]any {
	f := d.Finding
	out := map[string]any{
		"number": d.words("record_number"), "decided_by": d.words("decided_by"), "decided_on": d.words("decided_on"), "approved_by": d.words("approved_by"),
		"note": lines(d.words("decision_note")), "encryption": lines(d.words("encryption_note")), "actions": lines(d.words("decision_actions")),
		"duty": "open", "reason": "", "without": "", "without_words": "", "mode": "", "encrypted": false,
		"deadlines": d.deadlineValues(), "facts": d.factRows(), "effort": []any{},
	}
	if f.Reportable != nil {
		out["duty"] = map[bool]string{true: "yes", false: "no"}[*f.Reportable]
	}
	if f.Reason != nil && f.Reportable != nil {
		out["reason"] = message("incident_reason_" + *f.Reason)
		out["encrypted"] = *f.Reason == "advanced_encryption"
	}
	if f.WithoutDuty != nil && f.Reportable != nil {
		out["without"], out["without_words"] = *f.WithoutDuty, message("incident_without_"+*f.WithoutDuty)
		if *f.WithoutDuty == "effort_my_number" {
			out["effort"] = d.effort()
		}
	}
	if f.NotifyMode != nil && f.Notify != nil && *f.Notify {
		out["mode"] = *f.NotifyMode
	}
	items, rules, flags, questions := []any{}, []any{}, []any{}, []any{}
	for _, s := range f.Fired() {
		for _, c := range f.Categories {
			if s.Rule == c {
				items = append(items, pair(s.Source, message("incident_category_"+strings.ReplaceAll(c, ".", "_"))))
			}
		}
		rules = append(rules, map[string]any{"words": s.Note, "result": resultWords(s.Result), "source": orDash(s.Source)})
	}
	for _, flag := range f.ReviewFlags {
		flags = append(flags, message("incident_flag_"+flag))
	}
	for _, q := range f.Questions {
		questions = append(questions, questionWords(q))
	}
	out["items"], out["rules"], out["flags"], out["questions"] = items, rules, flags, questions
	return out
}

func message(id string) string { return strings.TrimSpace(profile.Message("ja", id, nil)) }

func orDash(s string) string {
	if s == "" {
		return "―"
	}
	return s
}

// resultWords are the words of what a rule gave.
func resultWords(s string) string {
	switch s {
	case "yes":
		return "該当"
	case "possible":
		return "おそれあり"
	case "unknown":
		return "不明"
	}
	return "適用" // a period: its days stand among the deadlines
}

// questionWords name a fact that is still to be found out.
func questionWords(path string) string {
	f := profile.IncidentFields().Property("facts")
	var labels []string
	hint := ""
	for _, step := range strings.Split(path, ".") {
		if f = f.Property(step); f == nil {
			return path
		}
		labels, hint = append(labels, f.LabelJA), f.HintJA
	}
	return strings.Join(labels, "・") + "：" + hint
}

// effort are the nine items as far as they are known, for the report by effort that
// the My Number guideline asks for below the thresholds.
func (d *Draft) effort() []any {
	out := []any{}
	for _, e := range d.Entries {
		if e.Field.section.Number == 0 || e.State == NotApplicable {
			continue
		}
		if e.State == Known || e.State == Unknown || e.Field.Need[1] == Required {
			out = append(out, pair(e.Field.JA, flat(d.Plain(e))))
		}
	}
	return out
}

// factRows are the facts as they were given, in the order of the schema.
func (d *Draft) factRows() []any {
	out := []any{}
	var visit func(f *profile.Field, v any, label string)
	visit = func(f *profile.Field, v any, label string) {
		switch x := v.(type) {
		case nil:
		case map[string]any:
			if f.Map {
				for _, key := range sortedKeys(x) {
					visit(f.Items, x[key], label+"（"+key+"）")
				}
				return
			}
			for _, p := range f.Properties {
				name := p.LabelJA
				if label != "" {
					name = label + "・" + name
				}
				visit(p, x[p.Name], name)
			}
		case []any:
			if len(f.Items.Properties) > 0 {
				for i, e := range x {
					visit(f.Items, e, label+"（"+strconv.Itoa(i+1)+"）")
				}
				return
			}
			var words []string
			for _, e := range x {
				words = append(words, factWords(f.Items, e))
			}
			if len(words) == 0 {
				words = []string{"なし"}
			}
			out = append(out, pair(label, strings.Join(words, "、")))
		default:
			out = append(out, pair(label, factWords(f, v)))
		}
	}
	visit(profile.IncidentFields().Property("facts"), d.Input.facts, "")
	return out
}

// factWords are the words of one fact.
func factWords(f *profile.Field, v any) string {
	if n, ok := v.(int); ok {
		return japanese.Comma(n) + "人"
	}
	s := scalar(v)
	switch s {
	case "true":
		s = "yes"
	case "false":
		s = "no"
	}
	for _, e := range f.Enum {
		if e.Value == s {
			return e.LabelJA
		}
	}
	if isDate(s) {
		return dayWords(s)
	}
	return s
}
