package checklist

import "strings"

// tiered is the usual rule: a share of the items by the risk of the contractor,
// and every mandatory item. planned says that each mandatory item that is not
// done has a day within the time allowed.
func (s *Sheet) tiered(r *Result, planned bool) {
	data := map[string]string{"Score": number(r.Score), "Threshold": number(r.Threshold), "Lower": number(max(0, r.Threshold-margin)), "Tier": string(r.Tier),
		"List": numbers(r.Missing), "N": number(len(r.Missing)), "Days": number(s.Settings.FixDays)}
	reason := func(code string) { r.Reasons = append(r.Reasons, newReason(code, data)) }
	met := r.Score >= r.Threshold
	switch {
	case r.Counts.Blank > 0 || r.Counts.Items == 0:
		r.Verdict = Unfinished
	case met && len(r.Missing) == 0:
		r.Verdict = Fit
	case r.Score >= r.Threshold-margin && planned:
		r.Verdict = Conditional
	default:
		r.Verdict = Unfit
	}
	if r.Verdict == Fit && s.Settings.Uses("C8") && s.Incident == Done {
		r.Verdict = Conditional
	}
	if r.Counts.Blank > 0 {
		data["Blank"], data["Blanks"] = number(r.Counts.Blank), numbers(r.Unanswered)
		reason("unanswered")
	}
	if met {
		reason("threshold_met")
	} else {
		reason("threshold_missed")
	}
	switch {
	case len(r.Missing) == 0:
		reason("mandatory_met")
	case planned:
		reason("mandatory_missing")
		reason("mandatory_planned")
	default:
		reason("mandatory_missing")
		reason("mandatory_not_planned")
	}
	s.common(r, data)
}

// legacy is the former rule: a certificate of any kind, or a few items.
func (s *Sheet) legacy(r *Result) {
	labels := s.legacyGrounds(r)
	data := map[string]string{"Labels": strings.Join(labels, "、"), "Done": number(r.Counts.Done), "MinDone": number(s.Settings.MinDone), "List": numbers(r.Missing)}
	reason := func(code string) { r.Reasons = append(r.Reasons, newReason(code, data)) }
	if len(labels) > 0 {
		reason("legacy_certificate")
	}
	if r.Counts.Done >= s.Settings.MinDone {
		reason("legacy_items")
	}
	switch {
	case len(r.Reasons) > 0:
		r.Verdict = Fit
	case r.Counts.Blank > 0:
		r.Verdict = Unfinished
		data["Blank"], data["Blanks"] = number(r.Counts.Blank), numbers(r.Unanswered)
		reason("unanswered")
	default:
		r.Verdict = Unfit
		reason("legacy_none")
	}
	s.common(r, data)
}

// legacyGrounds are the criteria C1 to C5 and C7 that are met.
func (s *Sheet) legacyGrounds(r *Result) []string {
	var out []string
	for _, c := range r.Certificates {
		k := s.kind(c.Kind)
		if k.Criterion != "" && s.Settings.Uses(k.Criterion) && c.counts() {
			out = append(out, c.Label)
		}
	}
	if s.Settings.Uses("C5") && s.Answers[policyItem].Value == Done {
		out = append(out, "方針の公表")
	}
	return out
}

// policyItem asks for the published policy, criterion C5.
const policyItem = "Q03"

// common are the grounds that both rules share, and what follows of the verdict.
func (s *Sheet) common(r *Result, data map[string]string) {
	reason := func(code string) { r.Reasons = append(r.Reasons, newReason(code, data)) }
	data["Share"], data["ByCertificate"] = number(r.NotApplicableShare), number(r.Counts.ByCertificate)
	data["Approver"] = s.Approver
	if r.NotApplicableShare > manyNotApplicable {
		r.NeedsReview = true
		reason("many_not_applicable")
	}
	if r.Counts.ByCertificate > 0 {
		r.NeedsReview = true
		reason("by_certificate")
	}
	if s.Settings.Uses("C8") && s.Incident == Done {
		reason("incident")
	}
	for _, f := range s.Findings {
		if f.Severity == Error || f.Code == "question_changed" || f.Code == "threshold_changed" || f.Code == "meta_changed" {
			r.NeedsReview = true
			reason("file_faults")
			break
		}
	}
	reason("then_" + string(r.Verdict))
}

// numbers lists the printed numbers of items.
func numbers(list []ItemRef) string {
	var out []string
	for _, i := range list {
		out = append(out, i.No)
	}
	return strings.Join(out, "、")
}

// judgeAgain is the judgement that asks for an answer to be given anew.
const judgeAgain = "要再提出"
