package profile

import (
	"slices"
	"strconv"

	"kitei/generator/japanese"
)

// needsEstablished and needsEffective are the kinds that print the day.
var (
	needsEstablished = []string{"privacy_policy", "mynumber_policy"}
	needsEffective   = []string{"protection_regulation", "leak_procedure", "mynumber_rules", "security_regulations"}
)

// dates takes the dates of the document from its entry, else from output, else
// one from the other.
func (c *check) dates() {
	for _, name := range []string{"established_on", "effective_on"} {
		// a contract is dated on the day that both sign it, not when the rules are established
		if c.kind != "nda" && !c.has("doc."+name) && c.has("output."+name) {
			c.set("doc."+name, c.str("output."+name))
		}
	}
	why := text{"記入がないため、施行日と同じ日としました。", "Not stated: the day it takes effect."}
	whyEffective := text{"記入がないため、制定日と同じ日としました。", "Not stated: the day it is established."}
	if slices.Contains(needsEffective, c.kind) && !c.has("doc.established_on") && c.has("doc.effective_on") {
		c.assume("doc.established_on", c.str("doc.effective_on"), why)
	}
	if slices.Contains(needsEstablished, c.kind) && !c.has("doc.effective_on") && c.has("doc.established_on") {
		c.assume("doc.effective_on", c.str("doc.established_on"), whyEffective)
	}
	if !c.asOf.IsZero() {
		c.set("output.as_of", c.asOf.String())
	}
	if !c.has("output.law_basis") && c.has("output.as_of") {
		c.set("output.law_basis", c.str("output.as_of"))
	}
	if !c.has("output.date_style") {
		style := "wareki"
		if c.kind == "privacy_policy" || c.kind == "mynumber_policy" {
			style = "seireki"
		}
		c.set("output.date_style", style)
	}
	c.set("output.draft", c.draft)
	if !c.has("output.language") {
		c.set("output.language", "ja")
	}
}

// datePointer is where a missing date is to be given: in the entry of documents,
// or in output when the kind has no entry.
func (c *check) datePointer(name string) string {
	if len(c.doc) == 0 {
		return "output." + name
	}
	return "doc." + name
}

// documentDates (V-04): days that exist, in order.
func (c *check) documentDates() {
	if c.kind != "" && c.asOf.IsZero() {
		c.require("output.as_of")
	}
	if slices.Contains(needsEstablished, c.kind) && !c.has("doc.established_on") {
		c.require(c.datePointer("established_on"))
	}
	if slices.Contains(needsEffective, c.kind) && !c.has("doc.effective_on") {
		c.require(c.datePointer("effective_on"))
	}
	established, effective := c.date("doc.established_on"), c.date("doc.effective_on")
	for _, name := range []string{"established_on", "effective_on"} {
		d := c.date("doc." + name)
		tooLate := !c.asOf.IsZero() && d.After(c.asOf.AddMonths(24))
		if !d.IsZero() && (d.Year < 1900 || tooLate) {
			c.fault(c.datePointer(name), "date_out_of_range", nil)
		}
	}
	revisions := c.list("doc.revisions")
	last := established
	for i, e := range revisions {
		d, err := japanese.ParseDate(textOf(mapOf(e)["date"]))
		if err != nil {
			continue
		}
		switch {
		case !last.IsZero() && d.Before(last), i > 0 && d == last:
			c.fault("doc.revisions."+strconv.Itoa(i)+".date", "revisions_order", nil)
		case !c.asOf.IsZero() && d.After(c.asOf.AddMonths(24)):
			c.fault("doc.revisions."+strconv.Itoa(i)+".date", "date_out_of_range", nil)
		default:
			last = d
		}
	}
	c.retroactive(established, effective, len(revisions))
}

// retroactive warns of 遡及施行: a new document whose day of effect is past. An
// old one that is printed again is not new: it is taken as new when the day of
// effect precedes its establishment, or lies within the last two months.
func (c *check) retroactive(established, effective japanese.Date, revisions int) {
	if effective.IsZero() || c.asOf.IsZero() || revisions > 0 || !effective.Before(c.asOf) || !slices.Contains(needsEffective, c.kind) {
		return
	}
	if effective.Before(established) || effective.AddMonths(2).After(c.asOf) {
		c.warn(c.datePointer("effective_on"), "retroactive", nil)
	}
}

// duplicateDocuments: one entry a kind.
func (c *check) duplicateDocuments() {
	seen := map[string]bool{}
	for i, d := range listOf(c.in.tree["documents"]) {
		kind := textOf(mapOf(d)["kind"])
		if kind != "" && seen[kind] {
			c.fault("/documents/"+strconv.Itoa(i)+"/kind", "duplicate_kind", nil)
		}
		seen[kind] = true
	}
}
