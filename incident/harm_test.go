package incident

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kitei/generator/japanese"
)

// harmful are the answers that make an incident worse: given in place of any other
// answer, they may add a duty and never take one away.
var harmful = map[string][]string{
	"data.personal_data": {"yes"}, "data.personal_info_planned_as_data": {"yes"}, "data.specific_personal_info": {"possible", "yes"},
	"data.pseudonymised_only": {"no"}, "data.mapping_table": {"possible", "yes"}, "data.not_personal_info": {"no"},
	"data.sensitive": {"possible", "yes"}, "data.financial_harm": {"possible", "yes"},
	"malicious_intent": {"yes"}, "act_target": {"own", "entrustee", "service_provider"},
	"protection.advanced_encryption": {"no"}, "protection.key_managed": {"no"},
	"recovered_before_viewed": {"no"}, "same_data_kept_elsewhere": {"no"}, "legitimate_deletion": {"no"}, "intentional_provision": {"no"},
	"publicly_viewable": {"possible", "yes"}, "my_number_system": {"info_network", "riyou_jimu", "kankei_public_body"},
	"contrary_to_art9_use": {"possible", "yes"}, "contrary_to_art19_provision": {"possible", "yes"},
	"malicious_use": {"possible", "yes"}, "malicious_provision": {"possible", "yes"},
	"handles_the_data": {"yes"}, "entrustor_has_duty": {"no"},
	"attack_type": {"unauthorised_access", "skimming", "ransomware", "malware", "ddos"},
}

// copyOf copies facts so far that a change of one field does not show in the other.
func copyOf(f *Facts) *Facts {
	return &Facts{words: maps.Clone(f.words), lists: maps.Clone(f.lists), counts: maps.Clone(f.counts), dates: maps.Clone(f.dates), timeline: f.timeline}
}

// eachWorse calls f for every fact that makes the incident worse.
func eachWorse(a *Assessor, facts *Facts, f func(what string, worse *Facts)) {
	for _, name := range slices.Sorted(maps.Keys(harmful)) {
		for _, word := range harmful[name] {
			switch old := facts.words[name]; {
			case old == word, old == "yes" && word == "possible":
				continue
			case name == "my_number_system" && slices.Contains(harmful[name], old), name == "act_target" && slices.Contains(harmful[name], old):
				continue // another system or target, not a worse one
			}
			worse := copyOf(facts)
			worse.words[name] = word
			f(name+" = "+word, worse)
		}
	}
	for _, event := range wordsOf(a.fields["event"].Items) {
		if list, known := facts.lists["event"]; !slices.Contains(list, event) {
			worse := copyOf(facts)
			worse.lists["event"] = append(slices.Clone(list), event)
			if !known {
				worse.lists["event"] = []string{event}
			}
			f("event "+event, worse)
		}
	}
	for _, name := range []string{"principals.personal_data", "principals.specific"} {
		worse := copyOf(facts)
		n := 100_000
		worse.counts[name] = Count{&n, &n}
		f(name+" = 100000", worse)
	}
}

// TestHarmNeverRemovesADuty: to a duty a harmful fact is added; the duty stays, and
// so does every 号 that was met.
func TestHarmNeverRemovesADuty(t *testing.T) {
	a := assessor(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t, a)
		before, err := a.Assess(facts)
		if err != nil {
			t.Fatal(err)
		}
		eachWorse(a, facts, func(what string, worse *Facts) {
			after, err := a.Assess(worse)
			if err != nil {
				t.Fatal(err)
			}
			if before.Reportable != nil && *before.Reportable && (after.Reportable == nil || !*after.Reportable) {
				t.Fatalf("%s takes the duty away: %s, then %s", what, summary(before), summary(after))
			}
			if before.Reportable == nil && after.Reportable != nil && !*after.Reportable && len(after.Categories) < len(before.Categories) {
				t.Fatalf("%s: %s, then %s", what, summary(before), summary(after))
			}
			for _, c := range before.Categories {
				if !slices.Contains(after.Categories, c) {
					t.Fatalf("%s takes %s away: %s, then %s", what, c, summary(before), summary(after))
				}
			}
		})
	})
}

// TestUnknownNeverRemovesADuty: any one fact of an incident with a duty is not known
// any more; then there is a duty or a question, never "no".
func TestUnknownNeverRemovesADuty(t *testing.T) {
	a := assessor(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t, a)
		before, err := a.Assess(facts)
		if err != nil {
			t.Fatal(err)
		}
		if before.Reportable == nil || !*before.Reportable {
			return
		}
		for _, name := range slices.Sorted(maps.Keys(a.fields)) {
			less := copyOf(facts)
			switch kindOf(a.fields[name]) {
			case wordField:
				less.words[name] = "unknown"
			case listField:
				delete(less.lists, name)
			case countField:
				delete(less.counts, name)
			case dateField:
				delete(less.dates, name)
			}
			after, err := a.Assess(less)
			if err != nil {
				t.Fatal(err)
			}
			if after.Reportable != nil && !*after.Reportable || after.Reportable == nil && len(after.Questions) == 0 {
				t.Fatalf("%s not known turns %s into %s", name, summary(before), summary(after))
			}
		}
	})
}

// TestLaterKnowledgeIsNeverDueEarlier: for every day of the covered period, of 30 and
// of 60 days, alone and with a count that passes the threshold later.
func TestLaterKnowledgeIsNeverDueEarlier(t *testing.T) {
	a := assessor(t)
	timeline := list(map[string]any{"date": "2026-10-01", "max": 900}, map[string]any{"date": "2027-06-01", "max": 1200})
	for name, changes := range map[string][]any{
		"30": {"data.sensitive", "yes"}, "60": {"malicious_intent", "yes", "act_target", "own"},
		"number":   {"data.specific_personal_info", "yes", "principals.specific", persons(101, 101), "principals.personal_data", persons(2000, 2000)},
		"counted":  {"principals.personal_data", persons(1200, 1200), "timeline.count_timeline", timeline},
		"notified": {"role", "entrustor", "data.sensitive", "yes", "entrustee_notified_entrustor_on", "2027-03-01"},
		"found":    {"data.sensitive", "yes", "malicious_intent", "yes", "act_target", "own", "timeline.item3_found_on", "2027-02-10"},
	} {
		facts := with(t, changes...)
		last := ""
		for day, end := (japanese.Date{Year: 2026, Month: 1, Day: 1}), (japanese.Date{Year: 2027, Month: 12, Day: 31}); !day.After(end); day = day.AddDays(1) {
			facts.dates["date_known"] = day
			found, err := a.Assess(facts)
			if err != nil {
				t.Fatal(err)
			}
			if *found.FinalDue < last || found.PreliminaryDue.From < found.PerLaw.first() {
				t.Fatalf("%s: known %s is due %s, before %s", name, day, *found.FinalDue, last)
			}
			last = *found.FinalDue
		}
	}
}

// first is the earliest day 1 of the laws.
func (p PerLaw) first() string {
	out := ""
	for _, f := range []*Final{p.APPI, p.MyNumber} {
		if f != nil && (out == "" || f.PeriodStart < out) {
			out = f.PeriodStart
		}
	}
	return out
}

// randomFacts draws a combination of answers, each as likely as any other.
func randomFacts(r *rand.Rand, a *Assessor, names []string) *Facts {
	f := &Facts{words: map[string]string{}, lists: map[string][]string{}, counts: map[string]Count{}, dates: map[string]japanese.Date{"date_known": {Year: 2026, Month: 11, Day: 24}}}
	sizes := []int{0, 1, 100, 101, 1000, 1001}
	for _, name := range names {
		switch p := a.fields[name]; kindOf(p) {
		case wordField:
			words := append(wordsOf(p), "")
			if w := words[r.IntN(len(words))]; w != "" { // "" is left out
				f.words[name] = w
			}
		case listField:
			list := []string{}
			for _, w := range wordsOf(p.Items) {
				if r.IntN(4) == 0 {
					list = append(list, w)
				}
			}
			if r.IntN(4) > 0 {
				f.lists[name] = list
			}
		case countField:
			if n := sizes[r.IntN(len(sizes))]; r.IntN(3) > 0 {
				f.counts[name] = Count{nil, &n}
			}
		case dateField:
			if name != "date_known" && r.IntN(4) == 0 {
				f.dates[name] = japanese.Date{Year: 2026, Month: 11, Day: 24 + r.IntN(7)}
			}
		}
	}
	return f
}

// TestCombinations decides random combinations of all answers: each ends with a
// result or a question, and with a trace. Their number is that of -rapid.checks, by
// the hundred: `make soak` decides more than 100,000.
func TestCombinations(t *testing.T) {
	a := assessor(t)
	names := slices.Sorted(maps.Keys(a.fields))
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 100 {
			facts := randomFacts(r, a, names)
			found, err := a.Assess(facts)
			if err != nil {
				t.Fatalf("%v: %v", facts, err)
			}
			if fault := incomplete(found); fault != "" {
				t.Fatalf("%s: %s of %v", fault, summary(found), facts)
			}
			seen[summary(found)[:2]]++
		}
	})
	if len(seen) != 3 {
		t.Errorf("only %v", seen)
	}
	t.Log(seen)
}

// TestPairs decides every pair of answers of every two facts, the others as in an
// incident in which a duty hangs on little.
func TestPairs(t *testing.T) {
	a := assessor(t)
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(a.fields)), func(name string) bool { return kindOf(a.fields[name]) != wordField })
	base := with(t, "data.sensitive", "possible", "data.specific_personal_info", "yes", "principals.specific", persons(1, 1), "role", "entrustee", "entrustor_has_duty", "yes")
	n := 0
	for i, first := range names {
		for _, second := range names[i+1:] {
			for _, v := range wordsOf(a.fields[first]) {
				for _, w := range wordsOf(a.fields[second]) {
					facts := copyOf(base)
					facts.words[first], facts.words[second] = v, w
					found, err := a.Assess(facts)
					if err != nil {
						t.Fatal(err)
					}
					if fault := incomplete(found); fault != "" {
						t.Fatalf("%s = %s, %s = %s: %s, %s", first, v, second, w, fault, summary(found))
					}
					n++
				}
			}
		}
	}
	t.Log(n)
}

// incomplete says what a decision lacks.
func incomplete(f *Finding) string {
	duty := f.Reportable != nil && *f.Reportable
	switch {
	case len(f.Trace) == 0:
		return "no trace"
	case f.Reportable == nil && (len(f.Questions) == 0 || !f.NeedsReview):
		return "not decided, and nothing to ask or review"
	case !duty && (f.Reason == nil || f.WithoutDuty == nil):
		return "no duty, and no reason"
	case duty && (len(f.Categories) == 0 || f.FinalDue == nil || f.PreliminaryDue == nil || f.Reason != nil):
		return "a duty without its items or dates"
	case (f.Notify == nil) != (f.Reportable == nil):
		return "report and notice differ"
	}
	for _, s := range f.Trace {
		if s.Rule == "" || s.Result == "" || s.Note == "" {
			return fmt.Sprintf("an empty step %+v", s)
		}
	}
	return ""
}
