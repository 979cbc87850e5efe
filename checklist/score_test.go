package checklist

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"kitei/templates"
)

func TestScore(t *testing.T) {
	in := func(days int) Answer { return Answer{Value: NotDone, Due: asOf.AddDays(days)} }
	isms := Certificate{Kind: "isms", Number: "IS 123456", Scope: "給与計算", Expires: asOf.AddDays(200)}
	for _, tt := range []struct {
		name    string
		change  func(c *Contractor, s *Settings)
		verdict Verdict
		score   int
		finding string // that must be there
		reason  string
	}{
		{"all_done", func(*Contractor, *Settings) {}, Fit, 100, "", "then_fit"},
		{"mandatory_without_date", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = Answer{Value: NotDone} }, Unfit, 98, "not_done_without_due", "mandatory_not_planned"},
		{"mandatory_on_the_last_day", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = in(90) }, Conditional, 98, "", "mandatory_planned"},
		{"mandatory_a_day_too_late", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = in(91) }, Unfit, 98, "due_too_late", "mandatory_not_planned"},
		{"mandatory_in_the_past", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = in(-1) }, Unfit, 98, "due_passed", ""},
		{"mandatory_partly", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = Answer{Value: Partly, Due: asOf.AddDays(5)} }, Conditional, 99, "", ""},
		{"mandatory_not_applicable", func(c *Contractor, _ *Settings) { c.Answers["Q13"] = Answer{Value: NotApplicable, Comment: "なし"} }, Unfit, 100, "not_applicable_mandatory", ""},
		{"blank", func(c *Contractor, _ *Settings) { delete(c.Answers, "Q18") }, Unfinished, 100, "answer_missing", "unanswered"},
		{"optional_not_done", func(c *Contractor, _ *Settings) { c.Answers["Q18"] = in(10) }, Fit, 98, "", "mandatory_met"},
		{"not_applicable_without_reason", func(c *Contractor, _ *Settings) { c.Answers["Q18"] = Answer{Value: NotApplicable} }, Fit, 100, "not_applicable_reason", ""},
		{"many_not_applicable", func(c *Contractor, _ *Settings) {
			for _, id := range strings.Fields("Q03 Q05 Q08 Q10 Q11 Q12 Q14 Q18 Q25 Q26 Q27 Q29 Q30 P1 P2 R1 R2 R3") {
				c.Answers[id] = Answer{Value: NotApplicable, Comment: "なし"}
			}
		}, Fit, 100, "", "many_not_applicable"},
		{"below_threshold_but_planned", func(c *Contractor, _ *Settings) {
			for _, id := range strings.Fields("Q03 Q05 Q08 Q10 Q11 Q12 Q14 Q18") {
				c.Answers[id] = in(20)
			}
		}, Conditional, 84, "", "threshold_missed"},
		{"far_below_threshold", func(c *Contractor, _ *Settings) {
			for _, id := range strings.Fields("Q03 Q05 Q08 Q10 Q11 Q12 Q14 Q18 Q25 Q26 Q27 Q29 Q30 P1 P2") {
				c.Answers[id] = in(20)
			}
		}, Unfit, 71, "", "then_unfit"},
		{"certificate_answers_item_1", func(c *Contractor, _ *Settings) {
			c.Certificates = []Certificate{isms}
			c.Answers["Q01"] = Answer{Evidence: "ＩＳ１２３４５６による"}
		}, Fit, 100, "certificate_scope", "by_certificate"},
		{"certificate_does_not_answer_P3", func(c *Contractor, _ *Settings) {
			c.Certificates = []Certificate{isms}
			c.Answers["P3"] = Answer{Evidence: "IS 123456"}
		}, Unfinished, 100, "answer_missing", ""},
		{"expired_certificate_answers_nothing", func(c *Contractor, _ *Settings) {
			old := isms
			old.Expires = asOf.AddDays(-1)
			c.Certificates = []Certificate{old}
			c.Answers["Q01"] = Answer{Evidence: "IS 123456"}
		}, Unfinished, 100, "certificate_expired", ""},
		{"certificate_without_scope_answers_nothing", func(c *Contractor, _ *Settings) {
			bare := isms
			bare.Scope = ""
			c.Certificates = []Certificate{bare}
			c.Answers["Q01"] = Answer{Evidence: "IS 123456"}
		}, Unfinished, 100, "answer_missing", ""},
		{"asked_again", func(c *Contractor, _ *Settings) { c.Answers["Q18"] = Answer{Value: Done, Judge: judgeAgain} }, Unfinished, 100, "resubmit", ""},
		{"reviewed_later", func(c *Contractor, _ *Settings) { c.ReviewedOn = asOf.AddDays(1) }, Fit, 100, "reviewed_on_future", ""},
		{"legacy_by_items", func(c *Contractor, s *Settings) {
			s.Rule, s.Criteria = Legacy, nil
			c.Answers = map[string]Answer{"Q01": {Value: Done}, "Q02": {Value: Done}, "Q04": {Value: Done}}
		}, Fit, 100, "", "legacy_items"},
		{"legacy_two_items", func(c *Contractor, s *Settings) {
			s.Rule, s.Criteria = Legacy, nil
			for id := range c.Answers {
				c.Answers[id] = Answer{Value: NotDone}
			}
			c.Answers["Q01"], c.Answers["Q02"] = Answer{Value: Done}, Answer{Value: Done}
		}, Unfit, 3, "", "legacy_none"},
		{"legacy_by_certificate", func(c *Contractor, s *Settings) {
			s.Rule = Legacy
			c.Answers, c.Certificates = map[string]Answer{}, []Certificate{isms}
		}, Fit, 0, "", "legacy_certificate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := allDone(order())
			tt.change(&o.Contractors[0], &o.Settings)
			r := score(t, one(t, o))
			if r.Verdict != tt.verdict || r.Score != tt.score {
				t.Errorf("%s %d %%, want %s %d %%; %v", r.Verdict, r.Score, tt.verdict, tt.score, r.Reasons)
			}
			if tt.finding != "" && codes(r.Findings)[tt.finding] == 0 {
				t.Errorf("findings %v, want %s", codes(r.Findings), tt.finding)
			}
			found := tt.reason == ""
			for _, x := range r.Reasons {
				found = found || x.Code == tt.reason
			}
			if !found {
				t.Errorf("reasons %v, want %s", r.Reasons, tt.reason)
			}
		})
	}
}

func TestNextCheck(t *testing.T) {
	for _, tt := range []struct {
		name    string
		tier    Tier
		expires int // days after the check; 0 = no certificate
		want    string
	}{
		{"S_a_year", TierS, 0, "2027-11-22"}, {"B_two_years", TierB, 0, "2028-11-22"},
		{"certificate_first", TierA, 30, "2026-12-22"}, {"expired_does_not_count", TierA, -5, "2027-11-22"}, {"cycle_first", TierA, 800, "2027-11-22"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := allDone(order())
			c := &o.Contractors[0]
			c.Tier = tt.tier
			if tt.expires != 0 {
				c.Certificates = []Certificate{{Kind: "pmark", Number: "12345678", Scope: "全社", Expires: asOf.AddDays(tt.expires)}}
			}
			if got := score(t, one(t, o)).NextCheck.String(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestIncidentIsConditional(t *testing.T) {
	o := allDone(order())
	s := Read("x.xlsx", one(t, o)).Sheets[0]
	s.Incident = Done
	if r := s.Score(asOf); r.Verdict != Conditional || !r.NeedsReview {
		t.Errorf("%s", r.Verdict)
	}
	s.Settings.Criteria = []string{"C6"}
	if r := s.Score(asOf); r.Verdict != Fit {
		t.Errorf("without criterion C8 %s", r.Verdict)
	}
}

// TestMessages: every code has its words in both languages, and no words are
// left without a code.
func TestMessages(t *testing.T) {
	used := map[string]bool{}
	for code := range FindingCodes() {
		used["finding_"+code] = true
	}
	for _, code := range reasonCodes {
		used["reason_"+code] = true
	}
	for _, lang := range []string{"ja", "en"} {
		src, err := fs.ReadFile(templates.FS, "locales/checklist."+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := toml.Unmarshal(src, &words); err != nil {
			t.Fatal(err)
		}
		for id := range used {
			if strings.TrimSpace(words[id]) == "" {
				t.Errorf("%s: no words for %s", lang, id)
			}
		}
		for id := range words {
			if !used[id] && !strings.HasPrefix(id, "checklist_") {
				t.Errorf("%s: nothing uses %s", lang, id)
			}
		}
	}
	f := newFinding("due_too_late", "S", "I5", "13", map[string]string{"Days": "90"})
	if !strings.Contains(f.MessageJA, "項目13") || !strings.Contains(f.MessageEN, "90 days") {
		t.Errorf("%+v", f)
	}
}

func TestSummaryAndRanking(t *testing.T) {
	o := order()
	base := allDone(order()).Contractors[0]
	o.Contractors = nil
	for i, change := range []func(*Contractor){
		func(*Contractor) {},
		func(c *Contractor) { c.Answers["Q13"] = Answer{Value: NotDone} },
		func(c *Contractor) { c.Answers["Q13"] = Answer{Value: NotDone, Fix: "直す", Due: asOf.AddDays(10)} },
		func(c *Contractor) { delete(c.Answers, "Q13") },
	} {
		c := base
		c.ID, c.Name, c.Answers = "C"+number(i), "架空"+number(i), map[string]Answer{}
		for id, a := range base.Answers {
			c.Answers[id] = a
		}
		change(&c)
		o.Contractors = append(o.Contractors, c)
	}
	bad := Read("壊れた.xlsx", []byte("nothing"))
	report := Assess([]*Returned{Read("x.xlsx", one(t, o)), bad}, asOf, "")
	var order []string
	for _, c := range report.Contractors {
		order = append(order, c.ID)
	}
	if got := strings.Join(order, " "); got != "C1 C2 C3 C0" {
		t.Errorf("order %s: unfit, conditional, unfinished, fit", got)
	}
	a, err := report.Summary()
	if err != nil {
		t.Fatal(err)
	}
	words := string(unzipped(t, a))
	for _, want := range []string{"架空2", "条件付適合", "直す", "期限なし", "読めないファイル", "壊れた.xlsx"} {
		if !strings.Contains(words, want) {
			t.Errorf("the summary lacks %s", want)
		}
	}
	letter := report.Contractors[1].Letter(asOf)
	if n := len(letter["corrections"].([]any)); n != 1 || letter["recheck_on"] != "2026-12-02" {
		t.Errorf("letter %+v", letter)
	}
}
