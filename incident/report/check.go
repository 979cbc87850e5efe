package report

import (
	"slices"

	"kitei/generator/japanese"
)

func (d *Draft) fault(pointer, code string, f *Field, data ...string) {
	d.faults = append(d.faults, fault(pointer, code, f.JA, f.EN, data...))
}

func (d *Draft) warn(pointer, code string, f *Field, data ...string) {
	d.Warnings = append(d.Warnings, fault(pointer, code, f.JA, f.EN, data...))
}

// at reports a fault of a field of the form.
func (d *Draft) at(id, code string, data ...string) {
	d.fault("/report/"+id, code, forms().Field(id), data...)
}

// about warns of a field of the form.
func (d *Draft) about(id, code string, data ...string) {
	d.warn("/report/"+id, code, forms().Field(id), data...)
}

// check looks at the whole draft.
func (d *Draft) check() {
	d.checkNeeds()
	d.checkDays()
	d.checkNumbers()
	d.checkData()
	d.checkMeasures()
	d.checkDuty()
}

// checkNeeds reports what the filing cannot do without. At 速報 an open field is
// 「調査中」; at 確報 it needs a reason and the day by which it will be known.
func (d *Draft) checkNeeds() {
	for _, e := range d.Entries {
		id := e.Field.ID
		switch need := d.need(e.Field); {
		case e.State == Unknown && e.Field.ID == "filing_date", e.State == Unknown && e.Field.section.ID == "head":
			d.at(id, "required")
		case e.State == Unknown && d.Stage.closes() && (e.Value.Reason == "" || e.Value.Expected == ""):
			d.at(id, "open_at_final")
		case e.State == Unknown && d.Stage.closes() && e.Value.Expected < date(d.Options.AsOf):
			d.at(id, "expected_in_past")
		case e.State != Blank || need != Required:
		case d.Stage.closes():
			d.at(id, "missing_at_final")
		case e.Field.Repeats != "" && profileField(e.Field) != "":
			d.faults = append(d.faults, fault("/profile/"+profileField(e.Field), "required", e.Field.JA, e.Field.EN))
		default:
			d.at(id, "required")
		}
	}
}

// profileField is the field of the profile that fills a field; "" for none.
func profileField(f *Field) string {
	if f.ID == "industry" {
		return f.ID
	}
	return fromProfile[f.ID]
}

// checkDays reports days that cannot follow each other.
func (d *Draft) checkDays() {
	day := func(id string) japanese.Date { return dateOf(d.words(id)) }
	filed, known, found := day("filing_date"), day("known_on"), day("discovered_on")
	if !filed.IsZero() && filed.Before(known) {
		d.at("filing_date", "filed_before_known")
	}
	if occurred := day("occurred_on"); !occurred.IsZero() && !found.IsZero() && found.Before(occurred) { // a range has no single day
		d.at("discovered_on", "found_before_occurred")
	}
	if !found.IsZero() && !known.IsZero() && known.Before(found) {
		d.at("discovered_on", "known_before_found")
	}
	if p := day("previous_filing_date"); !p.IsZero() && !filed.IsZero() && filed.Before(p) {
		d.at("filing_date", "filed_before_previous")
	}
	if due := d.Finding.FinalDue; due != nil && d.Stage.closes() && !filed.IsZero() && filed.After(dateOf(*due)) {
		d.about("filing_date", "overdue", "Due", dayWords(*due))
	}
	if w := d.Finding.PreliminaryDue; w != nil && d.Stage == Preliminary && d.Options.Previous == nil && !filed.IsZero() && filed.After(dateOf(w.To)) {
		d.about("filing_date", "preliminary_late", "Due", dayWords(w.To))
	}
}

// checkNumbers reports numbers of persons that do not go together, or not with the 号.
func (d *Draft) checkNumbers() {
	total, hasTotal := d.value("principals_total")
	most, hasMost := d.value("principals_max")
	all := max(total.Number, most.Number)
	if hasTotal && hasMost && most.Number < total.Number {
		d.at("principals_max", "max_below_known")
	}
	for _, id := range []string{"principals_card", "principals_my_number", "principals_abroad"} {
		// the number of specific personal information is counted apart only while its own law asks alone
		if part, ok := d.value(id); ok && (hasTotal || hasMost) && part.Number > all {
			d.at(id, "part_above_total")
		}
	}
	if basis := d.words("principals_basis"); basis == "exact" && !hasTotal || basis == "exact" && hasMost && most.Number != total.Number {
		d.at("principals_basis", "basis_differs")
	} else if basis == "unknown" && d.Stage.closes() && !hasMost {
		d.at("principals_basis", "max_needed")
	}
	d.threshold(APPI, "leak_persons", all, hasTotal || hasMost, "appi_items", "4")
	mn, ok := d.value("principals_my_number")
	if n, has := d.Input.count("principals.specific.max"); has {
		mn.Number, ok = max(mn.Number, n), true
	}
	d.threshold(MyNumber, "mn_leak_persons", mn.Number, ok, "mn_items", "4i", "4ro", "4ha")
}

// threshold reports a number above the limit of a 号 that is not ticked, and the other way.
func (d *Draft) threshold(law, id string, n int, known bool, field string, codes ...string) {
	if !d.Has(law) || !known || d.Finding.Reportable == nil || !*d.Finding.Reportable {
		return
	}
	limit, err := d.law.Threshold(id)
	if err != nil {
		return // the assessor has looked it up
	}
	items, ok := d.value(field)
	if !ok {
		return
	}
	ticked := slices.ContainsFunc(codes, items.has)
	switch {
	case n > limit.Number && !ticked:
		d.at(field, "number_without_item")
	case n <= limit.Number && ticked:
		d.at(field, "item_without_number")
	}
}

// checkData reports items of data that the facts deny: the decision would be another.
func (d *Draft) checkData() {
	items, ok := d.value("data_items")
	if !ok {
		return
	}
	deny := func(fact string, codes ...string) {
		if d.Input.fact(fact) == "no" && slices.ContainsFunc(codes, items.has) {
			d.at("data_items", "fact_differs", "Fact", "facts."+fact)
		}
	}
	deny("data.specific_personal_info", "my_number")
	deny("data.sensitive", "health", "medical")
	deny("data.financial_harm", "card_number")
	if d.Input.fact("data.specific_personal_info") == "yes" && !items.has("my_number") {
		d.at("data_items", "fact_differs", "Fact", "facts.data.specific_personal_info")
	}
	if card, ok := d.value("principals_card"); ok && card.Number > 0 && !items.has("card_number") {
		d.at("principals_card", "part_without_item")
	}
}

// checkMeasures warns of a planned measure without a day.
func (d *Draft) checkMeasures() {
	planned, _ := d.value("prevention_planned")
	for _, r := range planned.Rows {
		if r["due_on"] == "" {
			d.about("prevention_planned", "planned_without_due")
			break
		}
	}
	if v, ok := d.value("principal_response"); ok && v.Words == "none" && d.Finding.Notify != nil && *d.Finding.Notify {
		d.about("principal_response", "notice_is_due")
	}
}

// checkDuty warns where the filing is not the thing to do, or not the only one.
func (d *Draft) checkDuty() {
	switch {
	case d.Finding.Reportable == nil:
		d.about("law_basis", "duty_undecided")
	case !*d.Finding.Reportable && d.Finding.Reason != nil && *d.Finding.Reason == "entrustee_notified_entrustor":
		d.about("law_basis", "entrustor_was_notified")
	case !*d.Finding.Reportable:
		d.about("law_basis", "no_duty")
	case d.Input.fact("role") == "entrustee" && d.Input.fact("entrustor_has_duty") != "no" && d.Input.fact("entrustee_notified_entrustor_on") == "":
		d.about("entrustors", "notify_entrustor_first")
	}
	if len(d.Laws) > 1 {
		d.about("law_basis", "both_laws")
	}
	if d.Stage.closes() {
		for _, e := range d.Entries {
			if e.State == Unknown {
				d.about(e.Field.ID, "to_be_supplemented")
			}
		}
	}
}
