package law

import (
	"slices"
	"strings"
)

// A LeakRule is one row of the decision tables for leaks (leak_rules.tsv): who must
// report what, to whom, and what takes the duty away. It is met when When is met
// (本文) and Unless is not (ただし書).
type LeakRule struct {
	Row
	ID     string    // personal_data.1, reason.no_breach
	Group  string    // one of [LeakGroups]
	Law    string    // appi, my_number; empty for both
	Value  string    // what the row gives: a reason, a recipient, the value of an absent fact
	When   Condition // 本文
	Unless Condition // ただし書; may be empty
	Period string    // id of the period that the row starts
	Start  Condition // the day from which the period runs, when it is not the day of knowledge: a count over a threshold, or a given date
	Basis  []string  // citation ids
	Text   string    // the rule in one Japanese sentence
}

// LeakGroups are the tables that leak_rules.tsv holds. Of the groups marked first,
// only the first row that is met counts; of the others, every one.
//
//	absent       first, by Value's fact   the value of a fact that was left out because it cannot apply
//	start        all                      the day of knowledge: the earliest of the dates that Value names
//	term         all                      words that the rules below use
//	item         all                      報告対象事態, by 号; Period is that of the 確報
//	release      all                      what releases this entity although an item is met
//	duty         all                      the duty to report, and to notify the persons
//	preliminary  all                      Period of the 速報
//	final        all                      how the 確報 is counted; its length is that of the items
//	notice       all                      Period of the notice to the 委託元
//	reason       first                    why there is no duty
//	without_duty first                    what to suggest then
//	recipient    first                    to whom
//	place        all                      the authority of each law (Value)
//	notify_mode  first                    how the persons are told
//	common_form  first                    which common form of the ministries can be used
//	flag         all                      where a person must look
//	action       all                      what to do in the next hour
var LeakGroups = []string{
	"absent", "start", "term", "item", "release", "duty", "preliminary", "final", "notice", "reason",
	"without_duty", "recipient", "place", "notify_mode", "common_form", "flag", "action",
}

// LeakRules lists the rules of this day, in the order of the file: a rule uses only
// those above it.
func (l *Law) LeakRules() []LeakRule {
	return filter(l.table.leakRules, func(r LeakRule) bool { return r.In(l.date) })
}

func (l *loader) readLeakRules(t *Table) []LeakRule {
	days := t.days()
	values := map[string]bool{}
	for _, v := range t.values {
		values[v.ID] = true
	}
	var out []LeakRule
	var periods []period
	for _, r := range l.read("leak_rules.tsv", "id", "group", "law", "value", "when", "unless", "period", "start", "basis",
		"from", "to", "source", "confirmed", "checked_on", "text", "note") {
		rule := LeakRule{
			Row: r.row("confirmed"), ID: r.need("id"), Group: r.need("group"), Law: r.get("law"), Value: r.get("value"),
			When: r.condition("when"), Unless: r.condition("unless"), Period: r.get("period"), Start: r.condition("start"),
			Basis: r.list("basis"), Text: r.need("text"),
		}
		r.need("when")
		if !slices.Contains(LeakGroups, rule.Group) {
			r.fault("group %q, want one of %s", rule.Group, strings.Join(LeakGroups, ", "))
		}
		if rule.Law != "" && rule.Law != "appi" && rule.Law != "my_number" {
			r.fault("law %q, want appi, my_number or nothing", rule.Law)
		}
		if rule.Period != "" && !values["period."+rule.Period] {
			r.fault("period.%s is not in values.tsv", rule.Period)
		}
		r.leakRuleShape(rule)
		for _, c := range []Condition{rule.When, rule.Unless, rule.Start} {
			for _, a := range c.Atoms() {
				if (a.Verb == "over" || a.Verb == "after") && !values[a.Words[0]] {
					r.fault("%s is not in values.tsv", a.Words[0])
				}
			}
		}
		r.checkBasis(days, rule.Row, rule.Basis)
		out = append(out, rule)
		periods = append(periods, period{r, rule.ID, rule.From, rule.To})
	}
	checkOverlap(periods)
	return out
}

// leakRuleShape reports what a row of its group must have and has not.
func (r record) leakRuleShape(rule LeakRule) {
	switch rule.Group {
	case "item", "preliminary", "notice":
		r.need("law")
		r.need("period")
	case "absent", "start", "place", "reason", "without_duty", "recipient", "notify_mode", "common_form":
		r.need("value")
	}
	switch rule.Group {
	case "item", "release", "duty", "preliminary", "final", "notice", "reason", "recipient":
		r.need("basis")
	}
	if start := rule.Start.Atoms(); !rule.Start.Empty() && (len(start) != 1 || start[0].Verb != "over" && start[0].Verb != "given") {
		r.fault("start %q, want one count over a threshold or one given date", rule.Start.Source)
	}
}

func (r record) condition(column string) Condition {
	c, err := ParseCondition(r.get(column))
	if err != nil {
		r.fault("column %s: %v", column, err)
	}
	return c
}
