package generator

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// caseOrder is the order in which cases are thought of: first what only some
// companies meet, each with the facts that speak for it.
var caseOrder = []struct {
	id      string
	applies func(v map[string]any) bool
}{
	{"K15", func(v map[string]any) bool { return flag(v, "is_sharoushi") }},
	{"K6", func(v map[string]any) bool { return flag(v, "is_sharoushi") }},
	{"K12", func(v map[string]any) bool { return flag(v, "ai.uses") }},
	{"K4", func(v map[string]any) bool { return slices.Contains(textList(v, "purpose_codes"), "C05") }},
	{"K2", func(v map[string]any) bool { return flag(v, "technical.remote_work") }},
	{"K3", func(v map[string]any) bool { return textOf(v, "technical.byod") == "approved_only" }},
	{"K11", func(v map[string]any) bool { return textOf(v, "technical.file_send") == "cloud_link" }},
	{"K5", func(v map[string]any) bool { return flag(v, "outsourcing.uses") && count(v, "employee_count") > 100 }},
}

// commonCases can happen anywhere; the first ones are the most frequent kinds of
// accident, so that one of them is always shown.
var commonCases = []string{"K8", "K7", "K9", "K12", "K10", "K11", "K13", "K14", "K1", "K5"}

// paperTrades handle much paper: the case of the wrong envelope stands first.
var paperTrades = []string{"iryo", "kaigo", "edu", "shigyo", "J", "O", "P"}

func count(values map[string]any, path string) int {
	n, _ := at(values, path).(int)
	return n
}

// caseCount is how many cases a training of so many minutes has time for.
var caseCount = map[string]int{"30": 3, "60": 3, "90": 5}

// chooseCases gives the cases that were asked for; else those that fit the
// company, and at least one that happens everywhere.
func (d *trainingData) chooseCases(values map[string]any) []trainingCase {
	chosen := textList(values, "options.cases")
	if len(chosen) == 0 {
		n := caseCount[textOf(values, "options.duration_min")]
		if n == 0 {
			n = 3
		}
		for _, c := range caseOrder {
			if c.applies(values) && len(chosen) < n-1 {
				chosen = append(chosen, c.id)
			}
		}
		common := commonCases
		if slices.Contains(paperTrades, textOf(values, "industry")) {
			common = append([]string{"K7", "K9"}, commonCases...)
		}
		for _, id := range common {
			if len(chosen) < n && !slices.Contains(chosen, id) {
				chosen = append(chosen, id)
			}
		}
	}
	var out []trainingCase
	for _, id := range chosen {
		if i := slices.IndexFunc(d.Cases, func(c trainingCase) bool { return c.ID == id }); i >= 0 {
			out = append(out, d.Cases[i])
		}
	}
	return out
}

func caseValues(list []trainingCase) []any {
	out := []any{}
	for _, c := range list {
		steps := make([]string, len(c.Do))
		for i, words := range c.Do {
			steps[i] = japanese.Circled(i+1) + words
		}
		out = append(out, map[string]any{"id": c.ID, "title": c.Title, "gist": c.Gist, "situation": c.Situation,
			"direct": c.Direct, "others": c.Others, "causes": c.Direct + "　" + c.Others, "do": anyTexts(c.Do), "steps": strings.Join(steps, "　")})
	}
	return out
}

// quiz gives the ten questions for an audience in the order of the seed.
func (d *trainingData) quiz(values map[string]any) []question {
	audience := textOf(values, "options.audience")
	var out []question
	for _, q := range d.Questions {
		if !q.Spare {
			out = append(out, q)
		}
	}
	for _, q := range d.Questions {
		if q.Only == "" || q.Only != audience {
			continue
		}
		if i := slices.IndexFunc(out, func(o question) bool { return o.ID == q.Replaces }); i >= 0 {
			out[i] = q
		}
	}
	shuffle(out, uint64(max(0, count(values, "options.quiz.shuffle_seed"))))
	return out
}

// shuffle orders a list by a seed, the same on every machine and in every
// version of Go (splitmix64); 0 leaves it as it is.
func shuffle[T any](list []T, seed uint64) {
	if seed == 0 {
		return
	}
	state := seed
	for i := len(list) - 1; i > 0; i-- {
		state += 0x9e3779b97f4a7c15
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		j := int(z % uint64(i+1))
		list[i], list[j] = list[j], list[i]
	}
}

func questionValues(list []question) []any {
	out := []any{}
	for i, q := range list {
		choices := []any{}
		for k, c := range q.Choices {
			choices = append(choices, string(rune('a'+k))+"　"+c)
		}
		printed := q.Text
		for k, c := range q.Choices {
			printed += "\n" + string(rune('a'+k)) + "　" + c
		}
		out = append(out, map[string]any{"number": strconv.Itoa(i + 1), "id": q.ID, "text": q.Text, "printed": printed, "choices": choices,
			"answer": q.Answer, "reason": q.Reason})
	}
	return out
}
