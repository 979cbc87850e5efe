package profile

import (
	"kitei/generator/japanese"
)

// Run is what one call makes.
type Run struct {
	AsOf  japanese.Date // 作成基準日; zero = the one of the input
	Draft bool          // make a draft even when the input does not ask for one
	Kinds []string      // kinds made together; empty = those of the input
}

// Facts are the values for one document, and what was presumed for them.
type Facts struct {
	Values   map[string]any // every field of [Fields], complete
	Assumed  []Assumed
	Missing  []Missing // of a draft
	Warnings []Fault
}

// Assumed is a presumption that was used because the input says nothing.
type Assumed struct {
	Pointer string `json:"pointer"`
	Value   any    `json:"value"`
	Why     string `json:"why"`
	WhyEN   string `json:"why_en"`
}

// Missing is a gap of a draft, printed as a marked blank.
type Missing struct {
	Pointer string `json:"pointer"`
	Label   string `json:"label"`
	LabelEN string `json:"label_en"`
}

// Facts checks the input for one kind and makes the complete values. The error
// is [Faults]. Absent texts are "", numbers 0, switches false, lists empty and
// objects maps of such values. The values belong to the caller.
func (in *Input) Facts(kind string, run Run) (*Facts, error) {
	env, err := Fields(kind)
	if err != nil {
		return nil, Faults{newFault("", "unknown_kind", nil)}
	}
	c := in.evaluate(kind, run)
	if len(c.faults) > 0 {
		return nil, c.faults.sorted()
	}
	values := c.values(env)
	return &Facts{Values: values, Assumed: c.assumed, Missing: c.missing, Warnings: c.warnings.sorted()}, nil
}

// Check checks the whole input for all kinds of a run before anything is made.
func (in *Input) Check(run Run) (faults Faults, warnings []Fault) {
	kinds := run.Kinds
	if len(kinds) == 0 {
		kinds = in.Kinds()
	}
	if len(kinds) == 0 {
		kinds = []string{""}
	}
	var all, warned Faults
	for _, kind := range kinds {
		if kind != "" && OptionFields(kind) == nil {
			all = append(all, newFault("", "unknown_kind", nil))
			continue
		}
		c := in.evaluate(kind, run)
		all = append(all, c.faults...)
		warned = append(warned, c.warnings...)
	}
	return all.sorted(), warned.sorted()
}
