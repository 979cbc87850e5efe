package checklist

import (
	"strings"

	"kitei/generator/japanese"
)

// Print gives the values of one contractor's sheet for the printed form, as
// templates/contractor_checklist.md names them below checklist.
func (o *Order) Print(contractor int) (map[string]any, error) {
	c, err := Items()
	if err != nil {
		return nil, err
	}
	b := &builder{Order: o, catalogue: c}
	f := b.form("_", o.Contractors[contractor])
	p := f.contractor
	out := map[string]any{
		"form": c.Form, "id": p.ID, "name": p.Name, "address": p.Address, "corporate_number": p.CorporateNumber, "work": p.Work,
		"info": words(p.Info), "country": p.Country, "contract_date": p.ContractDate.String(), "tier": string(p.Tier), "answered_by": p.AnsweredBy,
		"method": p.Method, "reviewed_by": p.ReviewedBy, "reviewed_on": p.ReviewedOn.String(), "persons": p.Persons,
		"department": o.Issuer.Department, "return_to": o.Issuer.ReturnTo, "letter": false, "personal": false, "numbers": false, "fix_days": o.Settings.FixDays,
	}
	choices := ""
	for i, s := range Signs(o.Settings.Binary) {
		if i > 0 {
			choices += "・"
		}
		choices += s.Mark()
	}
	out["choices"] = choices
	var groups []any
	for _, g := range c.Groups {
		var items []any
		for _, i := range f.items {
			if i.Group != g.ID {
				continue
			}
			a := p.Answers[i.ID]
			answer := choices
			if i.Mandatory {
				answer = strings.TrimSuffix(choices, "・"+NotApplicable.Mark())
			}
			if a.Value != NoAnswer {
				answer = a.Value.Mark()
			}
			items = append(items, map[string]any{"no": i.No, "mandatory": i.Mandatory, "text": i.Words(o.Settings.Numbers), "answer": answer, "evidence": a.Evidence, "due": dayText(a.Due)})
		}
		if len(items) > 0 {
			groups = append(groups, map[string]any{"label": g.Label, "items": items})
		}
	}
	out["groups"] = groups
	var certificates []any
	for _, k := range c.certificateKinds(o.Settings) {
		for _, x := range certificatesOf(p.Certificates, k.ID) {
			label := k.Label
			if k.ID == "other" && x.Name != "" {
				label = x.Name
			}
			certificates = append(certificates, map[string]any{"label": label, "number": x.Number, "scope": x.Scope, "expires": dayText(x.Expires)})
		}
	}
	out["certificates"] = certificates
	r := f.now
	out["answered"], out["score"], out["threshold"], out["verdict"] = r.Counts.Blank == 0, r.Score, r.Threshold, r.Verdict.Words()
	out["next_check"] = ""
	if !p.ReviewedOn.IsZero() {
		out["next_check"] = r.NextCheck.String()
	}
	return out, nil
}

// certificatesOf are those of a kind; an empty one when there is none, to be
// filled in by hand.
func certificatesOf(all []Certificate, kind string) []Certificate {
	var out []Certificate
	for _, c := range all {
		if c.Kind == kind {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = append(out, Certificate{})
	}
	return out
}

// dayText is a day for a narrow column.
func dayText(d japanese.Date) string {
	if d.IsZero() {
		return ""
	}
	return number(d.Year) + "/" + number(d.Month) + "/" + number(d.Day)
}

func words(list []string) []any {
	out := []any{}
	for _, s := range list {
		out = append(out, s)
	}
	return out
}
