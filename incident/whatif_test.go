package incident

import (
	"slices"
	"strings"
	"testing"
)

// skimming are the facts of the sample, as somebody answers them one by one.
var skimming = map[string]string{
	"role": "own", "data.personal_data": "yes", "data.specific_personal_info": "no", "data.pseudonymised_only": "no", "data.sensitive": "no",
	"data.financial_harm": "yes", "malicious_intent": "yes", "act_target": "own", "protection.advanced_encryption": "no",
	"recovered_before_viewed": "no", "delegated_sector": "no", "contact_unavailable": "partial",
}

// TestAsk answers the sample question by question: what is asked is open, the opening
// is what everything else hangs on, and every answer leaves less to ask.
func TestAsk(t *testing.T) {
	a := assessor(t)
	f := factsOf(map[string]any{"facts": map[string]any{}})
	var asked []string
	for {
		found, err := a.Assess(f)
		if err != nil {
			t.Fatal(err)
		}
		list := a.Ask(f, found.Questions)
		if again := slices.Sorted(slices.Values(list)); !slices.Equal(again, slices.Sorted(slices.Values(found.Questions))) {
			t.Fatalf("%v is not %v", list, found.Questions)
		}
		if len(list) == 0 {
			if found.Reportable == nil || !*found.Reportable || !slices.Equal(found.Categories, []string{"personal_data.2", "personal_data.3", "personal_data.4"}) {
				t.Errorf("%v %v", found.Reportable, found.Categories)
			}
			break
		}
		q := list[0]
		if slices.Contains(asked, q) {
			t.Fatalf("%s is asked again", q)
		}
		asked = append(asked, q)
		switch word := skimming[q]; {
		case q == "date_known":
			f.dates[q] = day(t, "2026-12-01")
		case q == "event":
			f = setList(q, "leak")(f)
		case strings.HasSuffix(q, ".max"):
			f = setCount(strings.TrimSuffix(q, ".max"), 1840)(f)
		case word == "":
			t.Fatalf("nobody thought of %s", q)
		default:
			f = setWord(q, word)(f)
		}
	}
	if !slices.Equal(asked[:4], first) || len(asked) > 16 {
		t.Errorf("%d questions: %v", len(asked), asked)
	}
}

// TestChanges: what could still be found out, and what it would change.
func TestChanges(t *testing.T) {
	a := assessor(t)
	known := func(n int) func(*Facts) *Facts { return setCount("principals.personal_data", n) }
	for name, tt := range map[string]struct {
		facts *Facts
		want  []string // question, then yes, no or the days
	}{
		"a certain duty can only end by a proof": {known(1200)(with(t, "data.sensitive", "no")), []string{"recovered_before_viewed no", "protection.advanced_encryption no"}},
		"sensitive is open":                      {known(10)(with(t, "data.sensitive", "unknown")), []string{"data.sensitive no", "data.sensitive yes", "recovered_before_viewed no", "protection.advanced_encryption no"}},
		"only possible":                          {known(10)(with(t, "data.sensitive", "possible")), []string{"data.sensitive no", "recovered_before_viewed no", "protection.advanced_encryption no"}},
		"a number that is not final":             {withMost(with(t, "data.sensitive", "no"), 1200), []string{"principals.personal_data.max no", "recovered_before_viewed no", "protection.advanced_encryption no"}},
		"a purpose that is open":                 {known(1200)(setWord("malicious_intent", "unknown")(setWord("act_target", "own")(with(t, "data.sensitive", "no")))), []string{"malicious_intent 60", "recovered_before_viewed no", "protection.advanced_encryption no"}},
	} {
		var got []string
		for _, c := range a.Changes(tt.facts, "ja") {
			what := "60"
			switch {
			case c.Reportable != nil && !*c.Reportable:
				what = "no"
			case c.FinalDays == 30:
				what = "yes"
			}
			got = append(got, c.Question+" "+what)
			if c.Words == "" || strings.Contains(c.Words, "incident_") || strings.Contains(c.Words, "{{") {
				t.Errorf("%s: %q", name, c.Words)
			}
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func withMost(f *Facts, n int) *Facts {
	g := setCount("principals.personal_data", n)(f)
	g.counts["principals.personal_data"] = Count{Max: &n}
	return g
}
