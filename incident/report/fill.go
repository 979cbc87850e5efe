package report

import (
	"slices"
	"strings"
)

// fill gives every field its value: of the report; else of the facts, the profile or
// the decision; else of the filing before.
func (d *Draft) fill(before *Draft) {
	d.values = map[string]Value{}
	for id, v := range d.Input.report {
		d.values[id] = v
	}
	for _, f := range forms().Fields() {
		given, has := d.values[f.ID]
		known, ok := d.known(f.ID)
		switch {
		case has && ok && f.Repeats != "":
			d.agree(f, given, known)
		case has:
		case ok:
			d.values[f.ID] = known
		case before != nil && carried(f):
			if v, ok := before.values[f.ID]; ok {
				d.values[f.ID] = v
			}
		}
	}
}

// carried tells whether a later filing takes a field over from the one before.
func carried(f *Field) bool {
	switch f.ID {
	case "previous_filing_date", "receipt_number", "notice_variants", "notice_cause", "notice_harm", "notice_date", "notice_previous_date", "notice_update",
		"statement_date", "statement_version", "statement_replaces", "entrustor_notice_date", "decided_on", "decision_note":
		return false
	}
	return true
}

// fromProfile are the fields that the profile fills.
var fromProfile = map[string]string{
	"reporter_name": "legal_name", "reporter_name_kana": "legal_name_kana", "corporate_number": "corporate_number",
	"representative_name": "rep_name", "representative_name_kana": "rep_name_kana", "postal_code": "postal_code", "address": "address",
}

// groupOf maps the branches that the profile has beside the major groups of 日本標準産業分類 to these.
var groupOf = map[string]string{"shigyo": "L", "iryo": "P", "kaigo": "P", "edu": "O"}

// known is what the facts, the profile, the decision or the call say of a field.
func (d *Draft) known(id string) (Value, bool) {
	in := d.Input
	if name := fromProfile[id]; name != "" {
		return said(in.Text(name))
	}
	switch id {
	case "law_basis":
		return d.basis()
	case "recipient":
		if r := d.Finding.Recipient; r != nil {
			return said(*r)
		}
		return said("ppc")
	case "filing_date":
		return said(date(d.Options.AsOf))
	case "report_stage":
		return said(string(d.Stage))
	case "report_sequence":
		if d.Options.Previous != nil {
			return said("follow_up")
		}
		return said("new")
	case "previous_filing_date":
		if p := d.Options.Previous; p != nil {
			return said(date(p.FiledOn()))
		}
	case "industry":
		v := in.Text("industry")
		if g := groupOf[v]; g != "" {
			v = g
		}
		return said(v)
	case "known_on":
		return said(date(d.Finding.Known()))
	case "event_types":
		return d.events(map[string]string{"leak": "leak", "suspected_leak": "leak_suspected", "loss": "loss", "suspected_loss": "loss_suspected",
			"damage": "damage", "suspected_damage": "damage_suspected", "tampering": "damage"}, id)
	case "event_other":
		return d.events(map[string]string{"illegal_use": "illegal_use", "illegal_provision": "illegal_provision"}, id)
	case "appi_items":
		return d.items("personal_data.", id)
	case "mn_items":
		return d.items("specific.", id)
	case "entrustor_exists":
		return d.role("entrustee", "own")
	case "entrustee_exists":
		return d.role("entrustor", "")
	case "media":
		if m := in.fact("medium"); m == "electronic" || m == "paper" {
			return Value{Codes: []string{m}}, true
		}
	case "data_planned":
		if v := in.fact("data.personal_info_planned_as_data"); v == "yes" || v == "no" {
			return said(v)
		}
	case "cyber_type":
		switch a := in.fact("attack_type"); a {
		case "ransomware", "ddos":
			return said(a)
		case "unauthorised_access", "skimming", "malware":
			return said("other_attack")
		}
	}
	return d.persons(id)
}

// persons fills the numbers. A number that is not known stays open: it is never 0.
func (d *Draft) persons(id string) (Value, bool) {
	total := "principals.personal_data."
	if !d.Has(APPI) {
		total = "principals.specific."
	}
	known, hasKnown := d.Input.count(total + "known")
	most, hasMost := d.Input.count(total + "max")
	switch id {
	case "principals_total":
		return Value{Number: known}, hasKnown
	case "principals_max":
		return Value{Number: most}, hasMost && (!hasKnown || most > known)
	case "principals_basis":
		switch {
		case hasKnown && hasMost && known == most:
			return said("exact")
		case hasMost:
			return said("max")
		case !hasKnown:
			return said("unknown")
		}
	case "principals_my_number":
		n, ok := d.Input.count("principals.specific.known")
		return Value{Number: n}, ok
	}
	return Value{}, false
}

// basis is the legal basis of the report that the decision gives.
func (d *Draft) basis() (Value, bool) {
	var codes []string
	if d.Finding.Reportable != nil && *d.Finding.Reportable {
		if d.Has(APPI) {
			codes = append(codes, "appi_26")
		}
		if d.Has(MyNumber) {
			codes = append(codes, "my_number_29_4")
		}
		return Value{Codes: codes}, true
	}
	if w := d.Finding.WithoutDuty; w != nil {
		switch *w {
		case "voluntary":
			return Value{Codes: []string{"voluntary"}}, true
		case "effort_my_number":
			return Value{Codes: []string{"guideline_effort"}}, true
		}
	}
	return Value{}, false
}

func (d *Draft) events(codes map[string]string, field string) (Value, bool) {
	var out Value
	given := d.Input.events()
	for _, o := range forms().Field(field).Choices() {
		if slices.ContainsFunc(given, func(e string) bool { return codes[e] == o.Code }) {
			out.Codes = append(out.Codes, o.Code)
		}
	}
	return out, len(out.Codes) > 0
}

func (d *Draft) items(prefix, field string) (Value, bool) {
	if d.Finding.Reportable == nil {
		return Value{}, false
	}
	out := Value{}
	for _, o := range forms().Field(field).Choices() {
		if slices.Contains(d.Finding.Categories, prefix+o.Code) {
			out.Codes = append(out.Codes, o.Code)
		}
	}
	if len(out.Codes) == 0 {
		out.Codes = []string{"none"}
	}
	return out, true
}

// role answers whether there is a 委託元 or a 委託先: yes by one role, no by another.
func (d *Draft) role(yes, no string) (Value, bool) {
	switch r := d.Input.fact("role"); {
	case r == yes:
		return said("yes")
	case r == no && no != "":
		return said("no")
	}
	return Value{}, false
}

// said is a value of words, when there are any.
func said(s string) (Value, bool) { return Value{Words: s}, s != "" }

// agree reports a field of the report that says something else than the fact that it
// repeats. The 号 are a judgement: a person may differ from the decision with a note.
func (d *Draft) agree(f *Field, given, known Value) {
	if given.Unknown || given.same(Value{Words: known.Words, Codes: known.Codes, Number: known.Number, Other: given.Other}) {
		return
	}
	switch {
	case f.Repeats == "facts.role" && given.Words == "yes":
		return // the facts name one role; an entrustee may have an entrustee
	case f.ID == "event_other" && suspected(given, known), f.ID == "media" && !slices.ContainsFunc(known.Codes, func(c string) bool { return !slices.Contains(given.Codes, c) }),
		f.ID == "principals_basis" && given.Words == "approx", f.ID == "event_types" && slices.Contains(d.Input.events(), "tampering") && given.has("damage"):
		return
	case f.ID == "law_basis" || f.ID == "recipient" || f.ID == "appi_items" || f.ID == "mn_items":
		if d.Input.report["decision_note"].Words != "" {
			d.warn("/report/"+f.ID, "decision_differs_noted", f)
			return
		}
		d.fault("/report/"+f.ID, "decision_differs", f)
		return
	case slices.Contains(perFiling, f.ID) && f.ID != "report_stage":
		return
	}
	d.fault("/report/"+f.ID, "fact_differs", f, "Fact", f.Repeats)
}

// suspected tells whether a list says おそれ of what the facts say without it.
func suspected(given, known Value) bool {
	for _, c := range given.Codes {
		if !slices.Contains(known.Codes, strings.TrimSuffix(c, "_suspected")) {
			return false
		}
	}
	return len(given.Codes) == len(known.Codes)
}
