package checklist

import (
	"cmp"
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// OrderOf takes an order out of the complete values of a profile (kind
// contractor_checklist). chosen says that the sets were named by the user and
// not presumed. Warnings name answers to items that do not exist.
func OrderOf(values map[string]any, chosen bool, issuedOn japanese.Date, version string) (*Order, []profile.Fault, error) {
	c, err := Items()
	if err != nil {
		return nil, nil, err
	}
	o := &Order{IssuedOn: issuedOn, Version: version, Issuer: issuerOf(values), Settings: settingsOf(values)}
	var warnings []profile.Fault
	var sets []Set
	for _, s := range list(values, "options.item_sets") {
		sets = append(sets, Set(s.(string)))
	}
	for i, v := range list(values, "contractors") {
		m, _ := v.(map[string]any)
		contractor, unknown := contractorOf(c, m, sets, chosen, list(values, "mynumber.contractors_mn"))
		if unknown > 0 {
			warnings = append(warnings, profile.NewFault("/profile/contractors/"+number(i)+"/answers", "checklist_unknown_answer", nil))
		}
		o.Contractors = append(o.Contractors, contractor)
	}
	if len(o.Contractors) == 0 {
		o.Contractors = []Contractor{{ID: BlankID, Sets: sets}}
	}
	return o, warnings, nil
}

// BlankID is the id of the sheet that is nobody's yet.
const BlankID = "blank"

func issuerOf(values map[string]any) Issuer {
	return Issuer{
		Name:            cmp.Or(text(values, "legal_name"), text(values, "trade_name")),
		CorporateNumber: text(values, "corporate_number"),
		Department:      cmp.Or(text(values, "roles.entrustment_manager.department"), text(values, "roles.entrustment_manager.title")),
		ReturnTo:        cmp.Or(text(values, "email"), text(values, "phone")),
		Approver:        text(values, "roles.security_responsible.title"),
		Manager:         text(values, "roles.entrustment_manager.title"),
	}
}

func settingsOf(values map[string]any) Settings {
	s := Settings{
		Rule: Rule(text(values, "options.rule")), Binary: text(values, "options.answers_mode") == "binary",
		MinDone: integer(values, "options.min_done"), FixDays: integer(values, "options.fix_days"),
		Thresholds: map[Tier]int{}, Cycle: map[Tier]int{},
		Numbers: Numbers{LogMonths: integer(values, "options.log_months"), NoticeHours: integer(values, "leak.contractor_notice_hours")},
		OneEach: text(values, "options.layout") == "one_per_contractor", Password: text(values, "options.protect_password"),
	}
	for _, c := range list(values, "options.criteria") {
		s.Criteria = append(s.Criteria, c.(string))
	}
	for _, t := range Tiers() {
		s.Thresholds[t] = integer(values, "options.thresholds."+string(t))
		s.Cycle[t] = integer(values, "options.cycle_months."+string(t))
	}
	return s
}

func contractorOf(c *Catalogue, m map[string]any, sets []Set, chosen bool, numbers []any) (Contractor, int) {
	fields := profile.InputFields().Property("profile").Property("contractors").Items
	kinds := list(m, "info_kinds")
	out := Contractor{
		ID: text(m, "id"), Name: text(m, "name"), Address: text(m, "address"), CorporateNumber: text(m, "corporate_number"),
		Work: text(m, "service"), Persons: integer(m, "persons"), Country: text(m, "country"), ContractDate: date(m, "contract_date"),
		Tier: Tier(text(m, "tier")), AnsweredBy: text(m, "answered_by"), ReviewedBy: text(m, "reviewed_by"), ReviewedOn: date(m, "reviewed_on"),
		Method: label(fields.Property("method"), text(m, "method")),
	}
	for _, k := range kinds {
		out.Info = append(out.Info, label(fields.Property("info_kinds").Items, k.(string)))
	}
	named := slices.Contains(numbers, any(out.ID))
	has := func(kind ...any) bool {
		return slices.ContainsFunc(kind, func(k any) bool { return slices.Contains(kinds, k) })
	}
	for _, s := range sets {
		// what a contractor does not handle it is not asked about; where nobody said
		// what it handles, it is asked what was chosen
		open := len(kinds) == 0 && !named
		switch s {
		case PData:
			if !has("customer", "employee", "sensitive", "mynumber") && !named && (!open || !chosen) {
				continue
			}
		case MyNumber:
			if !has("mynumber") && !named && (!open || !chosen) {
				continue
			}
		}
		out.Sets = append(out.Sets, s)
	}
	for _, v := range list(m, "certificates") {
		e, _ := v.(map[string]any)
		out.Certificates = append(out.Certificates, Certificate{Kind: c.kindOf(text(e, "kind")).ID, Name: text(e, "kind"), Number: text(e, "number"), Scope: text(e, "scope"), Expires: date(e, "expires")})
	}
	answers, unknown := answersOf(c, m["answers"])
	out.Answers = answers
	return out, unknown
}

// answersOf reads answers by item id or printed number; those of unknown items
// are counted.
func answersOf(c *Catalogue, v any) (map[string]Answer, int) {
	m, _ := v.(map[string]any)
	out, unknown := map[string]Answer{}, 0
	for name, v := range m {
		e, _ := v.(map[string]any)
		item := c.Item(name)
		if item == nil {
			unknown++
			continue
		}
		out[item.ID] = Answer{Value: Sign(text(e, "value")), Evidence: text(e, "evidence"), Comment: text(e, "comment"), Fix: text(e, "fix"), Due: date(e, "due"), Done: date(e, "done")}
	}
	return out, unknown
}

// label is the Japanese word of a choice.
func label(f *profile.Field, value string) string {
	for _, e := range f.Enum {
		if e.Value == value {
			return e.LabelJA
		}
	}
	return value
}
