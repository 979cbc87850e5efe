package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kitei/law"
)

// with gives the facts of a mis-sent mail of one person, where everything is known
// and nothing is met, with some of them changed: dotted path, value, ….
func with(t testing.TB, changes ...any) *Facts {
	t.Helper()
	var tree map[string]any
	for _, c := range cases(t) {
		if c.ID == "S02" {
			if err := json.Unmarshal(c.Facts, &tree); err != nil {
				t.Fatal(err)
			}
		}
	}
	set(tree, "data.sensitive", "no")
	for i := 0; i < len(changes); i += 2 {
		path, _ := changes[i].(string)
		set(tree, path, changes[i+1])
	}
	data, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, data)
}

func set(tree map[string]any, path string, value any) {
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		below, ok := tree[step].(map[string]any)
		if !ok {
			below = map[string]any{}
			tree[step] = below
		}
		tree = below
	}
	tree[steps[len(steps)-1]] = value
}

func persons(known, greatest any) map[string]any {
	return map[string]any{"known": known, "max": greatest}
}

func list(words ...any) []any { return words }

// summary is a decision in one line: duty, 号, day 1 and due day by law, reason,
// suggestion, recipient, flags, questions.
func summary(f *Finding) string {
	duty := "open"
	if f.Reportable != nil {
		duty = map[bool]string{true: "yes", false: "no"}[*f.Reportable]
	}
	out := []string{duty}
	out = append(out, f.Categories...)
	for _, final := range []*Final{f.PerLaw.APPI, f.PerLaw.MyNumber} {
		if final != nil {
			out = append(out, fmt.Sprintf("%s+%d=%s", final.PeriodStart[5:], final.Days, final.FinalDue))
		}
	}
	for _, s := range []*string{f.Reason, f.WithoutDuty, f.Recipient, f.NotifyMode} {
		if s != nil {
			out = append(out, *s)
		}
	}
	for _, flag := range f.ReviewFlags {
		out = append(out, "!"+flag)
	}
	for _, q := range f.Questions {
		out = append(out, "?"+q)
	}
	return strings.Join(out, " ")
}

// more are incidents beyond the cases: each a rule, a border or a doubt that they
// do not reach.
var more = []struct {
	name    string
	changes []any
	want    string
}{
	{"nothing_met", nil, "no no_item_met voluntary"},
	// thresholds: 超, not 以上
	{"persons_999", []any{"principals.personal_data", persons(999, 999)}, "no no_item_met voluntary"},
	{"persons_1000", []any{"principals.personal_data", persons(1000, 1000)}, "no no_item_met voluntary"},
	{"persons_1001", []any{"principals.personal_data", persons(1001, 1001)}, "yes personal_data.4 11-24+30=2026-12-23 ppc direct"},
	{"persons_900_at_most_1001", []any{"principals.personal_data", persons(900, 1001)}, "yes personal_data.4 11-24+30=2026-12-23 ppc direct"},
	{"persons_1001_no_maximum", []any{"principals.personal_data", persons(1001, nil)}, "yes personal_data.4 11-24+30=2026-12-23 ppc direct"},
	{"persons_900_no_maximum", []any{"principals.personal_data", persons(900, nil)}, "open undetermined voluntary !number_unknown_no_maximum ?principals.personal_data.max"},
	{"numbers_100", []any{"data.specific_personal_info", "yes", "principals.specific", persons(100, 100)}, "no no_item_met effort_my_number"},
	{"numbers_101", []any{"data.specific_personal_info", "yes", "principals.specific", persons(101, 101)}, "yes specific.4i 11-24+30=2026-12-23 ppc direct"},
	{"numbers_50_at_most_101", []any{"data.specific_personal_info", "yes", "principals.specific", persons(50, 101)}, "yes specific.4i 11-24+30=2026-12-23 ppc direct"},
	{"numbers_no_maximum", []any{"data.specific_personal_info", "yes", "principals.specific", persons(50, nil)}, "open undetermined effort_my_number !number_unknown_no_maximum ?principals.specific.max"},
	// おそれ is enough
	{"sensitive_possible", []any{"data.sensitive", "possible"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct"},
	{"number_possible", []any{"data.specific_personal_info", "possible", "principals.specific", persons(200, 200)}, "yes specific.4i 11-24+30=2026-12-23 ppc direct"},
	{"open_to_many_possible", []any{"data.specific_personal_info", "yes", "principals.specific", persons(1, 1), "publicly_viewable", "possible"}, "yes specific.3 11-24+30=2026-12-23 ppc direct"},
	{"exception_only_possible", []any{"data.sensitive", "yes", "intentional_provision", "possible"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct !art27_issue"},
	{"suspected_loss", []any{"data.sensitive", "yes", "event", list("suspected_loss")}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct"},
	{"suspected_damage", []any{"data.sensitive", "yes", "event", list("suspected_damage")}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct"},
	// the act against the business, and the difference of the two laws
	{"act_against_others", []any{"malicious_intent", "yes", "act_target", "unrelated_third_party"}, "no no_item_met voluntary !intent_without_act"},
	{"act_against_others_with_number", []any{"malicious_intent", "yes", "act_target", "unrelated_third_party", "data.specific_personal_info", "yes", "principals.specific", persons(1, 1)}, "yes specific.2i 11-24+60=2027-01-22 ppc direct !intent_without_act"},
	{"planned_data_only_item_3", []any{"data.personal_data", "no", "data.personal_info_planned_as_data", "yes", "data.sensitive", "yes", "principals.personal_data", persons(2000, 2000)}, "no no_item_met voluntary"},
	{"malicious_provision", []any{"data.specific_personal_info", "yes", "principals.specific", persons(1, 1), "event", list("illegal_provision"), "contrary_to_art19_provision", "yes", "malicious_provision", "yes"}, "yes specific.2ha 11-24+60=2027-01-22 ppc direct"},
	{"intended_but_with_number", []any{"data.specific_personal_info", "yes", "principals.specific", persons(101, 101), "intentional_provision", "yes"}, "yes specific.4i 11-24+30=2026-12-23 ppc direct !art27_issue"},
	{"two_periods_the_earlier_first", []any{"principals.personal_data", persons(1500, 1500), "data.specific_personal_info", "yes", "principals.specific", persons(1, 1), "event", list("leak", "illegal_use"), "malicious_use", "yes"}, "yes personal_data.4 specific.2ro 11-24+30=2026-12-23 11-24+60=2027-01-22 ppc direct"},
	// exceptions
	{"encrypted", []any{"data.sensitive", "yes", "protection.advanced_encryption", "yes", "protection.key_managed", "yes"}, "no advanced_encryption none"},
	{"key_lost_too", []any{"data.sensitive", "yes", "protection.advanced_encryption", "yes", "protection.key_managed", "no"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct"},
	{"encrypted_and_lost", []any{"data.sensitive", "yes", "event", list("loss"), "protection.advanced_encryption", "yes", "protection.key_managed", "yes"}, "no advanced_encryption none !exclusion_vs_loss"},
	{"ransomware_with_copy", []any{"data.sensitive", "yes", "event", list("damage"), "same_data_kept_elsewhere", "yes", "malicious_intent", "yes", "act_target", "own", "attack_type", "ransomware"}, "no same_data_kept_elsewhere voluntary !judgement_on_facts"},
	{"ransomware_on_encrypted_data", []any{"event", list("damage"), "malicious_intent", "yes", "act_target", "own", "attack_type", "ransomware", "protection.advanced_encryption", "yes", "protection.key_managed", "yes"}, "yes personal_data.3 11-24+60=2027-01-22 ppc direct !exclusion_vs_damage !encryption_readable"},
	{"recovery_not_confirmed", []any{"data.sensitive", "yes", "recovered_before_viewed", "unknown"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct ?recovered_before_viewed"},
	{"ruled_out", []any{"data.sensitive", "yes", "ruled_out_on", "2026-12-10"}, "no ruled_out voluntary !ruled_out"},
	// unknown is a question
	{"sensitive_unknown", []any{"data.sensitive", "unknown"}, "open undetermined voluntary !facts_missing ?data.sensitive"},
	{"encryption_unknown", []any{"data.sensitive", "yes", "protection.advanced_encryption", "unknown", "protection.key_managed", "unknown"}, "open undetermined voluntary !facts_missing ?protection.advanced_encryption ?protection.key_managed"},
	{"intent_unknown", []any{"malicious_intent", "unknown"}, "no no_item_met voluntary"}, // act_target none: no act
	{"intent_and_target_unknown", []any{"malicious_intent", "unknown", "act_target", "unknown"}, "open undetermined voluntary !facts_missing ?malicious_intent ?act_target"},
	{"event_unknown", []any{"data.sensitive", "yes", "event", nil}, "open undetermined voluntary !facts_missing ?event"},
	{"more_items_unknown", []any{"data.sensitive", "yes", "data.financial_harm", "unknown"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct ?data.financial_harm"},
	{"sector_unknown", []any{"data.sensitive", "yes", "delegated_sector", nil}, "yes personal_data.1 11-24+30=2026-12-23 direct ?delegated_sector"},
	{"contact_unknown", []any{"data.sensitive", "yes", "contact_unavailable", nil}, "yes personal_data.1 11-24+30=2026-12-23 ppc ?contact_unavailable"},
	{"day_unknown", []any{"data.sensitive", "yes", "date_known", nil}, "yes personal_data.1 ppc direct ?date_known"},
	{"absent_needs_no_question", []any{"data.not_personal_info", nil, "handles_the_data", nil, "contrary_to_art9_use", nil, "malicious_use", nil, "contrary_to_art19_provision", nil, "malicious_provision", nil, "my_number_system", nil, "data.specific_personal_info", "yes", "publicly_viewable", nil, "medium", "paper", "principals.specific", persons(1, 1)}, "no no_item_met effort_my_number"},
	// who reports, to whom
	{"entrustee_without_items", []any{"role", "entrustee", "handles_the_data", "yes"}, "no no_item_met voluntary"},
	{"duty_of_entrustor_unknown", []any{"data.sensitive", "yes", "role", "entrustee", "entrustee_notified_entrustor_on", "2026-11-25", "entrustor_has_duty", nil}, "open personal_data.1 undetermined voluntary !facts_missing ?entrustor_has_duty"},
	{"duty_of_entrustor_possible", []any{"data.sensitive", "yes", "role", "entrustee", "entrustee_notified_entrustor_on", "2026-11-25", "entrustor_has_duty", "possible"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct !entrustor_without_duty"},
	{"entrustor_told_earlier", []any{"data.sensitive", "yes", "role", "entrustor", "entrustee_notified_entrustor_on", "2026-11-20"}, "yes personal_data.1 11-20+30=2026-12-21 ppc direct"},
	{"delegated_and_number", []any{"data.sensitive", "yes", "data.specific_personal_info", "yes", "principals.specific", persons(101, 101), "delegated_sector", "yes"}, "yes personal_data.1 specific.4i 11-24+30=2026-12-23 11-24+30=2026-12-23 delegated_minister direct !recipient_differs_by_law"},
	{"delegated_but_only_number", []any{"data.specific_personal_info", "yes", "principals.specific", persons(101, 101), "delegated_sector", "yes"}, "yes specific.4i 11-24+30=2026-12-23 ppc direct"},
	{"contact_possible", []any{"data.sensitive", "yes", "contact_unavailable", "possible"}, "yes personal_data.1 11-24+30=2026-12-23 ppc direct_and_substitute"},
	// contradictions
	{"attack_without_intent", []any{"attack_type", "malware"}, "no no_item_met voluntary !attack_without_intent"},
	{"violation_without_number", []any{"event", list("illegal_use")}, "no no_breach voluntary !number_violation_without_number"},
	{"search_for_what_is_lost", []any{"event", list("loss"), "same_data_kept_elsewhere", "yes"}, "no same_data_kept_elsewhere voluntary !loss_may_be_leak"},
	// what came later
	{"any_department_knows", []any{"data.sensitive", "yes", "timeline.department_known", map[string]any{"営業部": "2026-11-20", "総務部": "2026-11-24"}}, "yes personal_data.1 11-20+30=2026-12-21 ppc direct"},
	{"purpose_found_later", []any{"malicious_intent", "yes", "act_target", "own", "timeline.item3_found_on", "2026-12-01"}, "yes personal_data.3 12-01+60=2027-01-29 ppc direct"},
	{"purpose_found_later_than_item_1", []any{"data.sensitive", "yes", "malicious_intent", "yes", "act_target", "own", "timeline.item3_found_on", "2026-12-01"}, "yes personal_data.1 personal_data.3 11-24+60=2027-01-22 ppc direct !item3_found_later"},
	{"count_passed_later_than_item_1", []any{"data.sensitive", "yes", "principals.personal_data", persons(1200, 1200), "timeline.count_timeline", list(map[string]any{"date": "2026-11-24", "max": 900}, map[string]any{"date": "2026-12-10", "max": 1200})}, "yes personal_data.1 personal_data.4 11-24+30=2026-12-23 ppc direct"},
	{"maximum_of_the_day_counts", []any{"principals.personal_data", persons(1200, 1200), "timeline.count_timeline", list(map[string]any{"date": "2026-12-10", "max": 1200}, map[string]any{"date": "2026-11-30", "known": 10, "max": 1100})}, "yes personal_data.4 11-30+30=2027-01-04 ppc direct"},
	{"numbers_counted_apart", []any{"principals.personal_data", persons(1200, 1200), "data.specific_personal_info", "yes", "principals.specific", persons(120, 120), "timeline.count_timeline", list(map[string]any{"date": "2026-12-01", "max": 1200, "specific": persons(80, 80)}, map[string]any{"date": "2026-12-08", "max": 1200, "specific": persons(120, 120)})}, "yes personal_data.4 specific.4i 12-01+30=2027-01-04 12-08+30=2027-01-06 ppc direct"},
}

func TestMoreIncidents(t *testing.T) {
	a := assessor(t)
	for _, tt := range more {
		t.Run(tt.name, func(t *testing.T) {
			found, err := a.Assess(with(t, tt.changes...))
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(found); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestEveryRuleIsMet: there is no rule that no incident meets.
func TestEveryRuleIsMet(t *testing.T) {
	a := assessor(t)
	met := map[string]bool{}
	look := func(f *Facts) {
		for id, answer := range a.evaluate(f).answers {
			met[id] = met[id] || answer.Truth.Met()
		}
	}
	for _, c := range cases(t) {
		f := decode(t, c.Facts)
		for name, word := range factsNotInCase[c.ID] {
			f.words[name] = word
		}
		look(f)
	}
	for _, tt := range more {
		look(with(t, tt.changes...))
	}
	for _, tt := range own {
		look(with(t, tt.changes...))
	}
	for _, r := range a.rules {
		if !met[r.ID] {
			t.Errorf("%s: no incident meets it", r.ID)
		}
	}
}

// TestKnownFactsLeaveNoQuestion: in the cases every fact is known but for whether
// all was recovered unseen, and the number of T10.
func TestKnownFactsLeaveNoQuestion(t *testing.T) {
	want := map[string][]string{"C16": {"recovered_before_viewed"}, "T08": {"recovered_before_viewed"}, "T10": {"principals.personal_data.max"}}
	a := assessor(t)
	for _, c := range cases(t) {
		found, err := a.Assess(decode(t, c.Facts))
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Questions) != len(want[c.ID]) || len(want[c.ID]) > 0 && !slices.Equal(found.Questions, want[c.ID]) {
			t.Errorf("%s: %v, want %v", c.ID, found.Questions, want[c.ID])
		}
	}
}

// TestNothingIsSaidOfWhatIsNotThere: where no 特定個人情報 is concerned, no rule
// about it takes effect; what takes effect is printed in the 判断記録.
func TestNothingIsSaidOfWhatIsNotThere(t *testing.T) {
	a := assessor(t)
	found, err := a.Assess(decode(t, []byte(`{"date_known": "2026-12-01", "event": ["leak"], "role": "own", "data": {"personal_data": "yes", "specific_personal_info": "no"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range found.Fired() {
		if strings.HasPrefix(s.Rule, "mn_") || s.Rule == "over_100" {
			t.Errorf("%s: %s %s", s.Rule, s.Result, s.Note)
		}
	}
	if len(found.Fired()) == 0 {
		t.Error("no rule took effect")
	}
}

// TestDeadlineVectors are the worked examples of the legal reference: the day of
// knowledge is day 1, and a period that ends on a closed day ends on the next open one.
func TestDeadlineVectors(t *testing.T) {
	tests := []struct {
		known, due30, due60 string
		rolled30, rolled60  bool
	}{
		{"2026-11-02", "2026-12-01", "2027-01-04", false, true},
		{"2026-11-30", "2027-01-04", "2027-01-28", true, false},
		{"2026-12-02", "2027-01-04", "2027-02-01", true, true},
		{"2026-10-24", "2026-11-24", "2026-12-22", true, false},
		{"2026-11-22", "2026-12-21", "2027-01-20", false, false},
	}
	a := assessor(t)
	for _, tt := range tests {
		for _, p := range []struct {
			days    int
			changes []any
			due     string
			rolled  bool
		}{
			{30, []any{"data.sensitive", "yes"}, tt.due30, tt.rolled30},
			{60, []any{"malicious_intent", "yes", "act_target", "own"}, tt.due60, tt.rolled60},
		} {
			found, err := a.Assess(with(t, append(p.changes, "date_known", tt.known)...))
			if err != nil {
				t.Fatal(err)
			}
			got := found.PerLaw.APPI
			if *found.FinalDays != p.days || *found.FinalDue != p.due || got.FinalDue != p.due || got.Rolled != p.rolled || got.PeriodStart != tt.known {
				t.Errorf("%s %d days: %+v, want %s", tt.known, p.days, got, p.due)
			}
		}
	}
}

// TestClosedDaysUnknown: a deadline that nobody can know is an error, not a guess.
func TestClosedDaysUnknown(t *testing.T) {
	a := assessor(t)
	for _, known := range []string{"2028-02-01", "2025-11-01"} {
		_, err := a.Assess(with(t, "data.sensitive", "yes", "date_known", known))
		var unknown *law.ClosedDaysUnknownError
		if !errors.As(err, &unknown) {
			t.Errorf("%s: %v", known, err)
		}
	}
	if _, err := a.Assess(with(t, "date_known", "2028-02-20")); err != nil {
		t.Errorf("without a duty no deadline is needed: %v", err)
	}
}

// TestContractKeys: the JSON has the keys of the contract, in its order.
func TestContractKeys(t *testing.T) {
	found, err := assessor(t).Assess(with(t, "data.sensitive", "yes"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range reflect.VisibleFields(reflect.TypeOf(*found)) {
		if tag := f.Tag.Get("json"); tag != "" {
			got = append(got, tag)
		}
	}
	want := "reportable categories final_days preliminary_due final_due per_law notify_principals notify_mode recipient not_reportable_reason " +
		"report_without_duty entrustee_notice_due needs_review review_flags common_form_usable questions trace"
	if strings.Join(got, " ") != want {
		t.Errorf("%v", got)
	}
	for _, s := range found.Trace {
		if s.Rule == "" || s.Result == "" || s.Note == "" {
			t.Errorf("%+v", s)
		}
	}
}
