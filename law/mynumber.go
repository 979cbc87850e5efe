package law

import "slices"

// SlipCopy stands in [MyNumberPurpose.Retention] for a copy of a paper that was
// handed in: no law orders it to be kept.
const SlipCopy = "slip_copy"

// A MyNumberPurpose is an 個人番号関係事務 that a company can tick: a purpose for
// which it may collect numbers (番号法9条4項).
type MyNumberPurpose struct {
	Row              // Confirmed: Office
	ID        string // emp_tax_withholding, as in mynumber.purposes
	Persons   string // one of PersonGroups
	Office    string // 事務, as the rules print it
	General   string // what a final document prints while Office is not confirmed
	Label     string // short, for the public policy
	Submit    string // 提出先
	Items     string // 情報の範囲: what is handled together with the number
	Retention []string
}

// PersonGroups are the kinds of persons whose numbers are handled, in the order
// in which documents list them.
var PersonGroups = []string{"partner", "shareholder", "employee_tax", "employee_insurance", "family"}

// MyNumberPurposes lists the purposes of this day, in the order of the file.
func (l *Law) MyNumberPurposes() []MyNumberPurpose {
	return filter(l.table.mnPurposes, func(p MyNumberPurpose) bool { return p.In(l.date) })
}

func (l *loader) readMyNumberPurposes(retention []RetentionRow) []MyNumberPurpose {
	known := map[string]bool{SlipCopy: true}
	for _, r := range retention {
		known[r.ID] = r.MyNumber
	}
	var out []MyNumberPurpose
	var periods []period
	for _, r := range l.read("mn_purposes.tsv", "id", "persons", "office", "general", "label", "submit", "items", "retention",
		"from", "to", "source", "confirmed", "checked_on", "note") {
		p := MyNumberPurpose{
			Row: r.row("confirmed"), ID: r.need("id"), Persons: r.need("persons"), Office: r.need("office"), General: r.get("general"),
			Label: r.need("label"), Submit: r.need("submit"), Items: r.need("items"), Retention: r.list("retention"),
		}
		if !slices.Contains(PersonGroups, p.Persons) {
			r.fault("persons %q is not one of the documented groups", p.Persons)
		}
		if !p.Confirmed {
			r.need("general")
		}
		for _, id := range p.Retention {
			if !known[id] {
				r.fault("retention %q is not a row of retention.tsv that may bear a number", id)
			}
		}
		out = append(out, p)
		periods = append(periods, period{r, p.ID, p.From, p.To})
	}
	checkOverlap(periods)
	return out
}
