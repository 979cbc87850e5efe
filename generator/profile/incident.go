package profile

import "kitei/law"

// DecodeIncident reads an incident file (profile, facts, report): JSON or YAML as
// [Decode] does, and checks every field against incident.schema.json. Absent values
// (null, empty text) are left out of the tree; a yes or no stays the word that was
// written, or a bool. The error is [Faults], all of them.
func DecodeIncident(name string, data []byte) (map[string]any, error) {
	root, faults := read(name, data)
	if len(faults) > 0 {
		return nil, faults.sorted()
	}
	return CheckIncident(typedMap(root, IncidentFields()))
}

// CheckIncident checks a tree that was read elsewhere, such as from a web form.
func CheckIncident(tree map[string]any) (map[string]any, error) {
	v := &validation{tree: tree, root: IncidentFields()}
	v.checkTexts(tree, "", v.root)
	v.schema("incident")
	v.incidentRules()
	if len(v.faults) > 0 {
		return nil, v.faults.sorted()
	}
	return tree, nil
}

// IncidentFields is the schema of an incident file.
func IncidentFields() *Field { return schemas().incident() }

// ClosedDaysUnknown is the fault of a day of knowledge from which a deadline is
// counted that ends outside the period for which the closed days are known.
func ClosedDaysUnknown(c law.Coverage) Fault {
	pointer := "/facts/date_known"
	return newFault(pointer, "closed_days_unknown", details{
		"Label": label(IncidentFields(), nil, pointer, ""), "From": {c.From.Seireki(), c.From.String()}, "To": {c.To.Seireki(), c.To.String()},
	})
}
