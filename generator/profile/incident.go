package profile

import (
	"errors"
	"slices"

	"kitei/law"
)

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

// ReadIncident reads an incident file with whatever is wrong in it, for a form in which
// it is mended. The error is that nothing can be read, or that it holds a 個人番号.
func ReadIncident(name string, data []byte) (map[string]any, error) {
	root, faults := read(name, data)
	if len(faults) > 0 {
		return nil, faults.sorted()
	}
	tree := typedMap(root, IncidentFields())
	if _, err := CheckIncident(tree); err != nil {
		var found Faults
		errors.As(err, &found)
		if i := slices.IndexFunc(found, func(f Fault) bool { return f.Code == "my_number_not_allowed" }); i >= 0 {
			return nil, found[i : i+1]
		}
	}
	return tree, nil
}

// IncidentFromTree types and checks what a form gives, of which every value may be a
// text.
func IncidentFromTree(tree map[string]any) (map[string]any, error) {
	r := &reading{}
	root, err := r.treeNode(tree, 1)
	if err != nil {
		return nil, Faults{newFault("", "too_deep", details{"Limit": num(maxDepth)})}
	}
	return CheckIncident(typedMap(root, IncidentFields()))
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
