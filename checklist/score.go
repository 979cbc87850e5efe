package checklist

import (
	"cmp"
	"slices"
	"strings"

	"kitei/generator/japanese"
)

// Sheet is a sheet as it came back, or as it is sent.
type Sheet struct {
	File         string
	Name         string
	Contractor   Contractor
	Issuer       string
	Approver     string
	Items        []Item
	Settings     Settings
	Numbers      Numbers
	Answers      map[string]Answer
	Cells        map[string]string // of answers, by item
	Certificates []Certificate
	Incident     Sign // Done = there is one, NotDone = none
	Findings     []Finding

	certificateCells []string
	reviewedCell     string
	incidentCell     string
	catalogue        *Catalogue
}

// runningOut is how many days before its end a certificate is warned of.
const runningOut = 90

// margin is how far below the threshold a conditional verdict may lie, in points.
const margin = 15

// manyNotApplicable is the share in percent from which on 対象外 is looked into.
const manyNotApplicable = 30

// Score judges the sheet as of the day on which it is looked at. The day of the
// check is the one on the sheet, else this one.
func (s *Sheet) Score(asOf japanese.Date) Result {
	r := Result{
		File: s.File, Sheet: s.Name, ID: s.Contractor.ID, Contractor: s.Contractor.Name, Work: s.Contractor.Work, Issuer: s.Issuer,
		Tier: s.Contractor.Tier, Rule: s.Settings.Rule, ItemSet: s.catalogue.Version, CheckedOn: s.Contractor.ReviewedOn,
		Threshold: s.Settings.Thresholds[s.Contractor.Tier], Findings: slices.Clone(s.Findings), fixDays: s.Settings.FixDays, approver: s.Approver,
		asks: map[Set]bool{}, Reasons: []Reason{}, Missing: []ItemRef{}, Unanswered: []ItemRef{}, Corrections: []Correction{}, Certificates: []CertificateState{}, Answers: []AnswerGiven{},
	}
	if r.Tier == "" {
		r.Threshold = s.Settings.Thresholds[TierB]
	}
	switch {
	case r.CheckedOn.IsZero():
		r.CheckedOn = asOf
		s.find(&r, "reviewed_on_missing", s.reviewedCell, "", nil)
	case r.CheckedOn.After(asOf):
		s.find(&r, "reviewed_on_future", s.reviewedCell, "", nil)
	}
	s.certificates(&r, asOf)
	planned := s.items(&r, asOf)
	s.incident(&r)
	if s.Settings.Rule == Legacy {
		s.legacy(&r)
	} else {
		s.tiered(&r, planned)
	}
	s.next(&r)
	r.VerdictWords = r.Verdict.Words()
	r.Findings = inOrder(r.Findings)
	return r
}

// inOrder puts findings in order: errors first, by code, from top to bottom.
func inOrder(list []Finding) []Finding {
	out := append([]Finding{}, list...)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(strings.Compare(string(a.Severity), string(b.Severity)), strings.Compare(a.Code, b.Code), cmp.Compare(len(a.Cell), len(b.Cell)), strings.Compare(a.Cell, b.Cell), strings.Compare(a.Item, b.Item))
	})
	return slices.Compact(out)
}

func (s *Sheet) find(r *Result, code, cell, item string, data map[string]string) {
	r.Findings = append(r.Findings, newFinding(code, s.Name, cell, item, data))
}

func (s *Sheet) ref(i Item) ItemRef { return ItemRef{i.ID, i.No, i.Words(s.Numbers)} }

// items counts the answers. It says whether every mandatory item that is not
// done has a day by which it will be, within the time allowed.
func (s *Sheet) items(r *Result, asOf japanese.Date) (planned bool) {
	planned = true
	cover := s.cover(r)
	for _, i := range s.Items {
		a := s.Answers[i.ID]
		ref, at := s.ref(i), s.Cells[i.ID]
		r.Counts.Items++
		r.asks[i.Set] = true
		if a.Value == NoAnswer && i.Certificate && cover != "" && strings.Contains(fold(a.Evidence), cover) {
			a.Value = Done
			r.Counts.ByCertificate++
		}
		r.Answers = append(r.Answers, AnswerGiven{ref, a.Value, at})
		if a.Judge == judgeAgain && a.Value != Invalid {
			s.find(r, "resubmit", at, i.No, nil)
			a.Value = NoAnswer
		}
		switch a.Value {
		case Done:
			r.Counts.Done++
			continue
		case NotDone:
			r.Counts.NotDone++
		case Partly:
			r.Counts.Partly++
		case NotApplicable:
			r.Counts.NotApplicable++
			if i.Mandatory {
				s.find(r, "not_applicable_mandatory", at, i.No, nil)
			} else {
				if a.Comment == "" && a.Evidence == "" {
					s.find(r, "not_applicable_reason", at, i.No, nil)
				}
				continue
			}
		default:
			if a.Value == Invalid {
				r.Counts.Invalid++
			}
			if a.Value == NoAnswer && a.Judge != judgeAgain {
				s.find(r, "answer_missing", at, i.No, nil)
			}
			r.Counts.Blank++
			r.Unanswered = append(r.Unanswered, ref)
			if i.Mandatory {
				r.Missing, planned = append(r.Missing, ref), false
			}
			continue
		}
		good := s.correction(r, i, a, asOf)
		if i.Mandatory {
			r.Missing = append(r.Missing, ref)
			planned = planned && good
		}
	}
	if weighed := r.Counts.Items - r.Counts.NotApplicable - r.Counts.Blank; weighed > 0 {
		r.Score = (2*r.Counts.Done + r.Counts.Partly) * 100 / (2 * weighed)
	}
	if r.Counts.Items > 0 {
		r.NotApplicableShare = (r.Counts.NotApplicable*200 + r.Counts.Items) / (2 * r.Counts.Items)
	}
	return planned
}

// correction lists an item that is not wholly done and says whether its day is
// within the time allowed.
func (s *Sheet) correction(r *Result, i Item, a Answer, asOf japanese.Date) bool {
	c := Correction{ItemRef: s.ref(i), Mandatory: i.Mandatory, Answer: a.Value, Fix: a.Fix, Due: a.Due, Status: "open"}
	at := s.Cells[i.ID]
	limit := r.CheckedOn.AddDays(s.Settings.FixDays)
	switch {
	case a.Due.IsZero():
		c.Status = "no_due"
		s.find(r, map[Sign]string{NotDone: "not_done_without_due", Partly: "partly_without_due", NotApplicable: "not_done_without_due"}[a.Value], at, i.No, nil)
	case a.Due.After(limit):
		c.Status = "late_due"
		s.find(r, "due_too_late", at, i.No, map[string]string{"Days": number(s.Settings.FixDays)})
	case a.Due.Before(asOf) && a.Done.IsZero():
		c.Status = "overdue"
		s.find(r, "due_passed", at, i.No, nil)
	}
	if !a.Done.IsZero() {
		s.find(r, "done_but_open", at, i.No, nil)
	}
	r.Corrections = append(r.Corrections, c)
	return c.Status == "open" && !a.Due.Before(r.CheckedOn)
}

// certificates says what each is worth on the day of the check.
func (s *Sheet) certificates(r *Result, asOf japanese.Date) {
	for n, c := range s.Certificates {
		k := s.kind(c.Kind)
		state := CertificateState{Kind: c.Kind, Label: k.Label, Number: c.Number, Scope: c.Scope, Expires: c.Expires, State: "valid"}
		if c.Kind == "other" && c.Name != "" {
			state.Label = c.Name
		}
		at := ""
		if n < len(s.certificateCells) {
			at = s.certificateCells[n]
		}
		data := map[string]string{"Label": state.Label}
		switch {
		case c.Expires.IsZero() && !k.Lasting:
			state.State = "no_expiry"
			s.find(r, "certificate_without_expiry", at, "", data)
		case !c.Expires.IsZero() && c.Expires.Before(r.CheckedOn):
			state.State = "expired"
			s.find(r, "certificate_expired", at, "", data)
		case !c.Expires.IsZero() && asOf.DaysUntil(c.Expires) <= runningOut:
			state.State = "running_out"
			s.find(r, "certificate_running_out", at, "", data)
		}
		r.Certificates = append(r.Certificates, state)
	}
}

func (s *Sheet) kind(id string) CertificateKind {
	for _, k := range s.catalogue.Certificates {
		if k.ID == id {
			return k
		}
	}
	return CertificateKind{ID: id}
}

func (c CertificateState) counts() bool { return c.State == "valid" || c.State == "running_out" }

// cover is the number of a certificate that can answer items, folded; "" when
// there is none that is in use, runs, and has a number and a scope. Whether the
// scope holds the work entrusted is for a person to say.
func (s *Sheet) cover(r *Result) string {
	for _, c := range r.Certificates {
		k := s.kind(c.Kind)
		if !k.Covers || !s.Settings.Uses(k.Criterion) || !c.counts() || c.Scope == "" || len(fold(c.Number)) < 4 {
			continue
		}
		used := slices.ContainsFunc(s.Items, func(i Item) bool {
			a := s.Answers[i.ID]
			return i.Certificate && a.Value == NoAnswer && strings.Contains(fold(a.Evidence), fold(c.Number))
		})
		if used {
			s.find(r, "certificate_scope", "", "", map[string]string{"Label": c.Label})
			return fold(c.Number)
		}
	}
	return ""
}

func (s *Sheet) incident(r *Result) {
	switch {
	case !s.Settings.Uses("C8"):
	case s.Incident == Done:
		s.find(r, "incident_open", s.incidentCell, "", nil)
		r.NeedsReview = true
	case s.Incident == NoAnswer:
		s.find(r, "incident_blank", s.incidentCell, "", nil)
	}
}

// next is the day of the next check: the cycle of the tier, or the end of a
// certificate that counts, if that comes first.
func (s *Sheet) next(r *Result) {
	tier := r.Tier
	if tier == "" {
		tier = TierB
	}
	r.NextCheck = r.CheckedOn.AddMonths(s.Settings.Cycle[tier])
	for _, c := range r.Certificates {
		if c.counts() && c.Expires.After(r.CheckedOn) && c.Expires.Before(r.NextCheck) {
			r.NextCheck = c.Expires
		}
	}
	if r.Verdict != Conditional {
		return
	}
	for _, c := range r.Corrections {
		if c.Mandatory && !c.Due.IsZero() && (r.RecheckOn.IsZero() || c.Due.Before(r.RecheckOn)) {
			r.RecheckOn = c.Due
		}
	}
}
