package web

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// ask is the page of one question.
type ask struct {
	Pointer  string
	Title    string // the fact, in the words of the law
	Hint     string
	Question *Question   // what is typed or ticked; nil when every answer is a button
	Answers  []answering // buttons that answer
	Unknown  bool        // it was answered with 分からない
	Again    bool        // it was asked before
	Faults   []string
	Open     int  // questions that could still change the answer, this one counted; 0 = too many to tell
	First    bool // nothing was answered yet
	Done     bool // nothing is left to ask
	Passed   []answered
}

// answering is a button that answers.
type answering struct {
	Do, Label string
	Chosen    bool
}

// answered is a question with its answer.
type answered struct {
	Pointer, Label, Value string
	Unknown               bool
}

// extra are questions that the report needs although they change no decision, while
// another fact has one of the words.
var extra = []struct {
	name, of string
	words    []string
}{
	{"entrustor_has_duty", "role", []string{"entrustee"}},
	{"entrustee_notified_entrustor_on", "role", []string{"entrustor", "entrustee"}},
	{"attack_type", "malicious_intent", []string{"yes", "possible"}},
	{"medium", "", nil},
}

// pointerOf is the pointer of a question of a finding.
func pointerOf(question string) string {
	return "/facts/" + strings.ReplaceAll(strings.TrimSuffix(question, ".max"), ".", "/")
}

// waiting lists the questions that are still to be asked, the most telling first.
func (s *Incident) waiting(r *reading) []string {
	var out []string
	facts := mapOf(s.Tree["facts"])
	add := func(pointer string) {
		if !slices.Contains(s.Passed, pointer) && textOf(valueAt(s.Tree, pointer)) != "unknown" && !slices.Contains(out, pointer) {
			out = append(out, pointer)
		}
	}
	if r.Advice == nil {
		return []string{"/facts/date_known"}
	}
	for _, q := range r.Advice.Ask {
		add(pointerOf(q))
	}
	if found := r.Advice.Finding.Reportable; found != nil && !*found {
		return out
	}
	for _, e := range extra {
		if blank(facts[e.name]) && (e.of == "" || slices.Contains(e.words, textOf(facts[e.of]))) {
			add("/facts/" + e.name)
		}
	}
	return out
}

// fewQuestions is the number of questions from which they are counted down: before
// that most of them will never be asked.
const fewQuestions = 12

func (f *Form) ask(a IncidentAnswer, r *reading) *ask {
	s := a.State
	waiting := s.waiting(r)
	out := &ask{Pointer: s.At, Passed: s.passed(), First: len(s.answered()) == 0}
	if len(waiting) <= fewQuestions {
		out.Open = len(waiting)
	}
	if out.Pointer == "" {
		if len(waiting) == 0 {
			out.Done = true
			return out
		}
		out.Pointer = waiting[0]
	}
	field := questionField(out.Pointer)
	value := valueAt(s.Tree, out.Pointer)
	out.Title, out.Hint = field.Label(s.Lang), pick(s.Lang, field.HintJA, field.HintEN)
	out.Unknown = slices.Contains(s.Passed, out.Pointer) || textOf(value) == "unknown"
	out.Again = !empty(value) || out.Unknown
	for _, x := range r.Faults {
		if x.Pointer == out.Pointer || strings.HasPrefix(x.Pointer, out.Pointer+"/") {
			out.Faults = append(out.Faults, x.Message(s.Lang))
		}
	}
	if a.Empty {
		out.Faults = append(out.Faults, Say(s.Lang, "answer_or_pass", nil))
	}
	switch {
	case field.Type == profile.Date:
		today := f.Today()
		for i, id := range []string{"today", "yesterday"} {
			day := today.AddDays(-i)
			out.Answers = append(out.Answers, answering{"answer:" + out.Pointer + "=" + day.String(), Say(s.Lang, id, map[string]string{"X": shortDay(s.Lang, day)}), textOf(value) == day.String()})
		}
	case len(field.Enum) > 0:
		for _, e := range field.Enum {
			if e.Value != "unknown" {
				out.Answers = append(out.Answers, answering{"answer:" + out.Pointer + "=" + e.Value, pick(s.Lang, e.LabelJA, e.LabelEN), textOf(value) == e.Value})
			}
		}
		return out
	}
	if out.Pointer == "/facts/event" {
		out.Answers = append(out.Answers, answering{"nothing:" + out.Pointer, Say(s.Lang, "nothing_happened", nil), s.Nothing})
	}
	q := newIncidentAsker(s, "").question(field, incidentFields().Property("facts"), value, out.Pointer, false)
	if q.Faults = nil; field.Type == profile.Date {
		q.Label = Say(s.Lang, "other_day", nil)
	} else {
		q.Hint = "" // it stands above
	}
	out.Question = q
	return out
}

// newIncidentAsker makes the questions of a page of the assistant.
func newIncidentAsker(s *Incident, focus string) *asker {
	a := newAsker(&State{Tree: s.Tree, Lang: s.Lang}, nil, focus)
	a.whole = true
	return a
}

// shortDay is 11月23日（月）.
func shortDay(lang string, d japanese.Date) string {
	if lang == "en" {
		return weekdayWords(lang, d)
	}
	return strings.TrimPrefix(weekdayWords(lang, d), number(d.Year)+"年")
}

// passed lists what was answered with 分からない.
func (s *Incident) passed() []answered {
	return slices.DeleteFunc(s.answered(), func(a answered) bool { return !a.Unknown })
}

// answered lists the questions that were answered, in the order of the schema.
func (s *Incident) answered() []answered {
	var out []answered
	var visit func(f *profile.Field, pointer string)
	visit = func(f *profile.Field, pointer string) {
		value := valueAt(s.Tree, pointer)
		switch {
		case slices.Contains(s.Passed, pointer):
			out = append(out, answered{pointer, f.Label(s.Lang), Say(s.Lang, "unknown", nil), true})
		case f.Type == profile.Object && !isQuestion(f):
			for _, p := range f.Properties {
				visit(p, pointer+"/"+p.Name)
			}
		case pointer == "/facts/event" && s.Nothing:
			out = append(out, answered{pointer, f.Label(s.Lang), Say(s.Lang, "nothing_happened", nil), false})
		case empty(value) || !isQuestion(f):
		default:
			out = append(out, answered{pointer, f.Label(s.Lang), factWords(s.Lang, f, value), textOf(value) == "unknown"})
		}
	}
	visit(incidentFields().Property("facts"), "/facts")
	return out
}

// factWords are the words of an answer.
func factWords(lang string, f *profile.Field, value any) string {
	switch f.Type {
	case profile.Object:
		var parts []string
		for _, name := range []string{"known", "max"} {
			if v := textOf(mapOf(value)[name]); v != "" {
				parts = append(parts, f.Property(name).Label(lang)+" "+v)
			}
		}
		return strings.Join(parts, pick(lang, "、", ", "))
	case profile.Array:
		var parts []string
		for _, e := range listOf(value) {
			parts = append(parts, enumWords(lang, f.Items, textOf(e)))
		}
		return strings.Join(parts, pick(lang, "、", ", "))
	case profile.Date:
		if d, err := japanese.ParseDate(textOf(value)); err == nil {
			return weekdayWords(lang, d)
		}
	}
	return enumWords(lang, f, textOf(value))
}

func enumWords(lang string, f *profile.Field, word string) string {
	for _, e := range f.Enum {
		if e.Value == word {
			return pick(lang, e.LabelJA, e.LabelEN)
		}
	}
	return word
}
