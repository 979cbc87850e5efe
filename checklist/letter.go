package checklist

import (
	"cmp"
	"strings"

	"kitei/generator/japanese"
)

// replyDays is how long a contractor has to answer a letter.
const replyDays = 14

// NeedsLetter says whether the contractor has to be asked for something.
func (r Result) NeedsLetter() bool { return r.Verdict != Fit || len(r.Corrections) > 0 }

// Letter gives the values of the letter 是正依頼書, as
// templates/correction_request.md names them below checklist. on is its day.
func (r Result) Letter(on japanese.Date) map[string]any {
	limit := r.CheckedOn.AddDays(r.fixDays)
	if limit.Before(on) {
		limit = on.AddDays(r.fixDays)
	}
	out := map[string]any{
		"letter": true, "name": cmp.Or(r.Contractor, "委託先"), "honorific": "御中", "issuer": cmp.Or(r.Issuer, "委託元"), "approver": r.approver, "work": r.Work,
		"letter_date": on.String(), "checked_on": r.CheckedOn.String(), "reply_by": on.AddDays(replyDays).String(), "recheck_on": r.RecheckOn.String(),
		"verdict": r.Verdict.Words(), "score": r.Score, "threshold": r.Threshold, "form": "", "tier": string(r.Tier),
	}
	out["personal"], out["numbers"] = r.asks[PData], r.asks[MyNumber]
	var corrections, unanswered, expiring, remarks []any
	for _, c := range r.Corrections {
		due := c.Due
		if c.Status != "open" {
			due = limit
		}
		corrections = append(corrections, map[string]any{"no": c.No, "mandatory": c.Mandatory, "text": c.Text, "answer": c.Answer.Mark(), "fix": c.Fix, "due": dayText(c.Due), "limit": dayText(due)})
	}
	for _, u := range r.Unanswered {
		unanswered = append(unanswered, map[string]any{"no": u.No, "text": u.Text})
	}
	for _, c := range r.Certificates {
		if c.State != "valid" {
			expiring = append(expiring, map[string]any{"label": c.Label, "expires": dayText(c.Expires), "state": stateWords(c.State)})
		}
	}
	for _, f := range r.Findings {
		if told[f.Code] {
			remarks = append(remarks, map[string]any{"place": strings.TrimSpace(f.Sheet + " " + f.Cell), "text": f.MessageJA})
		}
	}
	out["corrections"], out["unanswered"], out["expiring"], out["remarks"] = list0(corrections), list0(unanswered), list0(expiring), list0(remarks)
	return out
}

// told are the findings that the contractor can mend; the others are for the issuer.
var told = map[string]bool{
	"answer_invalid": true, "answer_formula": true, "answer_merged": true, "answer_not_in_mode": true, "value_formula": true, "date_invalid": true,
	"not_applicable_mandatory": true, "not_applicable_reason": true, "question_changed": true, "item_missing": true, "item_twice": true, "item_added": true,
	"resubmit": true, "done_but_open": true, "my_number": true, "my_number_in_text": true, "incident_blank": true,
}

func list0(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}
