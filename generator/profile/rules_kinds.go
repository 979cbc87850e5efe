package profile

import (
	"slices"
	"strconv"

	"kitei/generator/japanese"
)

// training (A-trn): a chart needs what it shows.
func (c *check) training() {
	if c.flag("options.show_org_chart") && len(c.list("departments")) == 0 {
		c.require("departments")
	}
}

// roles (B-roles): who may not be one and the same.
func (c *check) roles() {
	admin := c.str("roles.system_admin.title")
	if admin != "" && admin == c.str("auditor.title") && c.num("employee_count") > 5 {
		c.warn("auditor.title", "auditor_is_admin", nil)
	}
	both := slices.Contains(c.kinds, "leak_procedure") && slices.Contains(c.kinds, "protection_regulation")
	ppo, leak := c.str("ppo.title"), c.str("roles.leak_responsible.title")
	if both && ppo != "" && leak != "" && ppo != leak {
		c.warn("roles.leak_responsible", "leak_officer_differs", nil)
	}
}

// leak (B-leak): figures in order, contacts that were checked.
func (c *check) leak() {
	if t, m := c.num("leak.preliminary_target_days"), c.num("leak.preliminary_max_days"); t > 0 && m > 0 && t > m {
		c.fault("leak.preliminary_target_days", "target_after_limit", nil)
	}
	c.each("external_contacts", func(path string, e map[string]any) {
		if textOf(e["phone"]) != "" && textOf(e["checked_on"]) == "" {
			c.fault(path+".checked_on", "checked_on_required", nil)
		}
	})
	c.each("authority_contacts", func(path string, e map[string]any) {
		d, err := japanese.ParseDate(textOf(e["checked_on"]))
		if err == nil && !c.asOf.IsZero() && d.AddMonths(12).Before(c.asOf) {
			c.warn(path+".checked_on", "checked_long_ago", nil)
		}
	})
}

// leakDocument (B-leak): what the procedure itself needs.
func (c *check) leakDocument() {
	if c.str("options.variant") == "full" && !c.has("leak.department") {
		c.require("leak.department")
	}
	if !c.has("desks.leak") {
		c.require("desks.leak")
	}
	if some, known := c.employs(); known && !some && c.flag("options.disciplinary_article") {
		c.fault("options.disciplinary_article", "discipline_without_staff", nil)
	}
}

// myNumber (B-mynumber): purposes and references that fit the company.
func (c *check) myNumber() {
	for i, p := range c.list("mynumber.purposes") {
		if (p == "dividend_report" || p == "deemed_dividend_report") && !c.hasShareholders() && c.has("entity_type") {
			c.fault("mynumber.purposes."+strconv.Itoa(i), "no_shareholders", nil)
		}
	}
	ids := map[string]bool{}
	c.each("contractors", func(_ string, e map[string]any) { ids[textOf(e["id"])] = true })
	for i, id := range c.list("mynumber.contractors_mn") {
		if !ids[textOf(id)] {
			c.fault("mynumber.contractors_mn."+strconv.Itoa(i), "unknown_contractor", nil)
		}
	}
	if c.given("mynumber.disclosure_fee") && c.given("requests.fee") && c.num("mynumber.disclosure_fee") != c.num("requests.fee.amount_yen") {
		c.warn("mynumber.disclosure_fee", "fee_differs", nil)
	}
}

func (c *check) hasShareholders() bool {
	t := c.str("entity_type")
	return t == "kabushiki" || t == "tokurei_yugen"
}

// myNumberDocument (B-mynumber): what the rules themselves need.
func (c *check) myNumberDocument() {
	if c.get("my_number") == false {
		c.warn("my_number", "my_number_not_handled", nil)
	}
	if c.kind == "mynumber_policy" {
		if !c.has("desks.mynumber") {
			c.require("desks.mynumber")
		}
		return
	}
	if !c.anyZone("kind") {
		c.require("zones")
	}
	if c.flag("mynumber.two_tier") && !c.has("roles.mn_manager.title") {
		c.require("roles.mn_manager.title")
	}
}

// anyZone tells whether a zone has the field, kind or level.
func (c *check) anyZone(field string) bool {
	found := false
	c.each("zones", func(_ string, e map[string]any) { found = found || e[field] != nil })
	return found
}

// contractors (B-checklist): ids are unique.
func (c *check) contractors() {
	seen := map[string]bool{}
	c.each("contractors", func(path string, e map[string]any) {
		id := textOf(e["id"])
		if id != "" && seen[id] {
			c.fault(path+".id", "duplicate_id", nil)
		}
		seen[id] = true
	})
}

func (c *check) checklistOptions() {
	s, a, b := c.num("options.thresholds.S"), c.num("options.thresholds.A"), c.num("options.thresholds.B")
	if s < a || a < b {
		c.fault("options.thresholds", "thresholds_order", nil)
	}
}

// counterparty (B-nda): a stand-alone agreement names the other party.
func (c *check) counterparty() {
	if c.str("options.mode") == "standalone" && !c.has("options.counterparty") {
		c.require("options.counterparty")
	}
}

// systems (B-security): weak points of systems, back-ups and services.
func (c *check) systems() {
	c.each("systems", func(path string, e map[string]any) {
		if e["data_class"] == 2 && e["mfa"] != true {
			c.warn(path+".mfa", "secret_without_mfa", nil)
		}
	})
	offline := false
	c.each("backups", func(_ string, e map[string]any) { offline = offline || e["offline"] == true })
	if len(c.list("backups")) > 0 && !offline {
		c.warn("backups", "no_offline_backup", nil)
	}
	c.each("standard_software", func(path string, e map[string]any) {
		d, err := japanese.ParseDate(textOf(e["eol"]))
		if err == nil && !c.asOf.IsZero() && d.Before(c.asOf) {
			c.fault(path+".eol", "software_unsupported", nil)
		}
	})
	c.each("approved_ai", func(path string, e map[string]any) {
		if e["max_class"] == 2 && textOf(e["reason"]) == "" {
			c.fault(path+".reason", "ai_class_reason", nil)
		}
	})
}

// securityDocument (B-security): what the regulations themselves need.
func (c *check) securityDocument() {
	if !c.anyZone("level") {
		c.require("zones")
	}
}
