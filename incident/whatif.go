package incident

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// first are the facts that are asked before all others: without them nothing runs,
// and the others can't be understood.
var first = []string{"date_known", "event", "role", "data.personal_data"}

// Ask orders the questions of a finding for somebody who answers one at a time: each
// time the one whose answers settle most, on average over its answers. What settles
// the same stays in the order of the schema.
func (a *Assessor) Ask(f *Facts, questions []string) []string {
	weight := map[string]float64{}
	for _, q := range questions {
		answers := a.answers(q)
		for _, set := range answers {
			weight[q] += a.settled(set(f)) / float64(len(answers))
		}
		if i := slices.Index(first, q); i >= 0 {
			weight[q] = -1000 + float64(i)
		}
	}
	out := slices.Clone(questions)
	slices.SortStableFunc(out, func(p, q string) int { return cmp.Compare(weight[p], weight[q]) })
	return out
}

// settled is smaller the more a set of facts settles: the questions that remain, and
// the duty itself as much as ten of them.
func (a *Assessor) settled(f *Facts) float64 {
	e := a.evaluate(f)
	duty := e.duty()
	_, open := e.choice("recipient", nil)
	_, open = e.choice("notify_mode", open)
	n := float64(len(e.questions(duty, open)))
	if !duty.Truth.Decided() {
		n += 10
	}
	return n
}

// answer gives facts with one of them set.
type answer func(*Facts) *Facts

// answers are the answers of a question between which the rules can tell.
func (a *Assessor) answers(question string) []answer {
	name := strings.TrimSuffix(question, ".max")
	field := a.fields[name]
	var out []answer
	switch kindOf(field) {
	case wordField:
		for _, word := range decisive(field) {
			out = append(out, setWord(name, word))
		}
	case listField:
		out = append(out, setList(name))
		for _, e := range field.Items.Enum {
			out = append(out, setList(name, e.Value))
		}
	case countField:
		for _, limit := range a.limitsOf(name) {
			out = append(out, setCount(name, limit), setCount(name, limit+1))
		}
	default:
		out = append(out, func(f *Facts) *Facts { return f })
	}
	return out
}

// decisive are the words of a field that answer it. An おそれ decides as a yes does.
func decisive(f *profile.Field) []string {
	var out []string
	for _, e := range f.Enum {
		if e.Value != "unknown" && e.Value != "possible" {
			out = append(out, e.Value)
		}
	}
	return out
}

// limitsOf are the numbers of persons above which a rule looks at a count.
func (a *Assessor) limitsOf(name string) []int {
	var out []int
	for _, r := range a.rules {
		for _, atom := range r.When.Atoms() {
			if atom.Verb == "over" && atom.Name == name && !slices.Contains(out, a.limits[atom.Words[0]]) {
				out = append(out, a.limits[atom.Words[0]])
			}
		}
	}
	return out
}

func setWord(name, word string) answer {
	return func(f *Facts) *Facts {
		g := *f
		g.words = maps.Clone(f.words)
		g.words[name] = word
		return &g
	}
}

func setList(name string, words ...string) answer {
	return func(f *Facts) *Facts {
		g := *f
		g.lists = maps.Clone(f.lists)
		g.lists[name] = words
		return &g
	}
}

func setCount(name string, n int) answer {
	return func(f *Facts) *Facts {
		g := *f
		g.counts = maps.Clone(f.counts)
		g.counts[name] = Count{Known: &n, Max: &n}
		return &g
	}
}

// A Change is an answer, not known yet, that would make the decision another one.
type Change struct {
	Question   string // the fact, as in [Finding].Questions
	Reportable *bool  // the duty then; nil = still not decided
	FinalDays  int    // of the 確報 then; 0 = none
	Words      string // what it would change, in a sentence
}

// proven are facts of which a yes has to be proven, so that a "no" of today may still
// become one.
var proven = []string{"recovered_before_viewed", "same_data_kept_elsewhere", "protection.advanced_encryption", "protection.key_managed"}

// Changes lists what could still be found out and would change whether a report is
// due or how long the 確報 has: of facts that are open or only possible, of numbers
// that are not final, and of what needs a proof.
func (a *Assessor) Changes(f *Facts, lang string) []Change {
	w := &writer{lang: lang}
	base := a.outcome(f)
	absent := a.evaluate(f).absent
	var out []Change
	add := func(name string, then *Facts, words func(id string) string) {
		now := a.outcome(then)
		id := base.turned(now)
		if id == "" {
			return
		}
		c := Change{Question: name, FinalDays: now.days, Words: words(id)}
		if now.duty.Decided() {
			met := now.duty.Met()
			c.Reportable = &met
		}
		if !slices.ContainsFunc(out, func(o Change) bool { return o.Words == c.Words }) {
			out = append(out, c)
		}
	}
	for _, name := range a.inOrder() {
		field := a.fields[name]
		switch given := f.words[name]; kindOf(field) {
		case wordField:
			if given != "" && given != "unknown" && given != "possible" && !slices.Contains(proven, name) || name == "role" || given == "" && absent[name] != "" {
				continue
			}
			for _, word := range decisive(field) {
				if word != given {
					add(name, setWord(name, word)(f), func(id string) string {
						return w.say(id, words{"Label": field.Label(lang), "Answer": wordLabel(field, word, lang)})
					})
				}
			}
		case countField:
			c, ok := f.counts[name]
			if ok && c.Known != nil && c.Max != nil && *c.Known == *c.Max {
				continue
			}
			for _, limit := range a.limitsOf(name) {
				for i, id := range []string{"change_below", "change_above"} {
					if n := limit + i; c.Known == nil || *c.Known <= n {
						label := w.say(id, words{"Label": field.Label(lang), "Limit": w.say("persons", words{"N": japanese.Comma(limit)})})
						add(name+".max", setCount(name, n)(f), func(id string) string { return w.say(id+"_count", words{"Words": label}) })
					}
				}
			}
		}
	}
	pair := setWord("protection.key_managed", "yes")(setWord("protection.advanced_encryption", "yes")(f)) // neither is enough alone
	add("protection.advanced_encryption", pair, func(id string) string {
		first, second := a.fields["protection.advanced_encryption"], a.fields["protection.key_managed"]
		return w.say(id, words{"Label": first.Label(lang) + w.say("and", nil) + second.Label(lang), "Answer": wordLabel(second, "yes", lang)})
	})
	return out
}

func (a *Assessor) inOrder() []string {
	return slices.SortedFunc(maps.Keys(a.fields), func(x, y string) int { return cmp.Compare(a.order[x], a.order[y]) })
}

func wordLabel(f *profile.Field, word, lang string) string {
	for _, e := range f.Enum {
		if e.Value == word {
			if lang == "en" {
				return e.LabelEN
			}
			return e.LabelJA
		}
	}
	return word
}

// outcome is what a decision comes to.
type outcome struct {
	duty law.Truth
	days int // of the 確報; 0 = none
}

func (a *Assessor) outcome(f *Facts) outcome {
	e := a.evaluate(f)
	out := outcome{duty: e.duty().Truth}
	if !out.duty.Met() {
		return out
	}
	for _, r := range e.group("item") {
		if period, err := a.law.Period(r.Period); err == nil && e.answers[r.ID].Truth.Met() {
			out.days = max(out.days, period.Number)
		}
	}
	return out
}

// turned names the message of a change from one outcome to another; "" for none that
// a person has to know.
func (o outcome) turned(to outcome) string {
	switch {
	case !to.duty.Decided():
		return ""
	case to.duty == law.No && o.duty != law.No:
		return "change_no"
	case to.duty.Met() && !o.duty.Met():
		return "change_yes"
	case to.days != o.days && to.days > 0:
		return map[bool]string{true: "change_longer", false: "change_shorter"}[to.days > o.days]
	}
	return ""
}
