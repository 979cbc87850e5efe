package profile

import (
	"strconv"

	"kitei/generator/japanese"
)

// incidentRules reports facts of an incident that cannot all be true.
func (v *validation) incidentRules() {
	facts := mapOf(v.tree["facts"])
	v.incidentCounts(facts)
	v.incidentDates(facts)
	if data := mapOf(facts["data"]); isYes(data["not_personal_info"]) {
		for _, name := range []string{"personal_data", "personal_info_planned_as_data", "specific_personal_info"} {
			if isYes(data[name]) {
				v.fault("/facts/data/"+name, "contradicts_no_personal_info")
			}
		}
	}
}

// isYes tells whether a fact was given as yes.
func isYes(v any) bool { return v == true || v == "yes" || v == "true" }

// incidentCounts reports more persons counted than there can be.
func (v *validation) incidentCounts(facts map[string]any) {
	check := func(pointer string, count map[string]any) {
		known, hasKnown := count["known"].(int)
		greatest, hasMax := count["max"].(int)
		if hasKnown && hasMax && known > greatest {
			v.fault(pointer+"/max", "max_below_known")
		}
	}
	for _, name := range []string{"personal_data", "specific"} {
		check("/facts/principals/"+name, mapOf(at(facts, "principals."+name)))
	}
	for i, e := range listOf(at(facts, "timeline.count_timeline")) {
		entry, pointer := mapOf(e), "/facts/timeline/count_timeline/"+strconv.Itoa(i)
		check(pointer, entry)
		check(pointer+"/specific", mapOf(entry["specific"]))
	}
}

// incidentDates reports days that lie before the day of knowledge.
func (v *validation) incidentDates(facts map[string]any) {
	known, err := japanese.ParseDate(textOf(facts["date_known"]))
	if err != nil {
		return
	}
	first := known
	departments := mapOf(at(facts, "timeline.department_known"))
	for _, name := range sortedKeys(departments) {
		if d, err := japanese.ParseDate(textOf(departments[name])); err == nil && d.Before(first) {
			first = d
		}
	}
	check := func(path, pointer string) {
		if d, err := japanese.ParseDate(textOf(at(facts, path))); err == nil && d.Before(first) {
			v.fault(pointer, "before_day_of_knowledge")
		}
	}
	if textOf(facts["role"]) == "entrustee" {
		check("entrustee_notified_entrustor_on", "/facts/entrustee_notified_entrustor_on")
	}
	check("ruled_out_on", "/facts/ruled_out_on")
	check("timeline.item3_found_on", "/facts/timeline/item3_found_on")
}
