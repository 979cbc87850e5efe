package profile

import "slices"

// contacts (V-14): one primary with a written channel; every desk can be
// reached and says what it is for.
func (c *check) contacts() {
	primary := 0
	c.each("contacts", func(path string, e map[string]any) {
		has := func(names ...string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return textOf(e[n]) != "" })
		}
		if !has("address", "phone", "email", "form_url") {
			c.fault(path, "contact_channel", nil)
		}
		switch {
		case e["primary"] == true:
			primary++
			if !has("address", "email", "form_url") {
				c.fault(path, "written_channel", nil)
			}
		case !has("scope"):
			c.fault(path+".scope", "scope_required", nil)
		}
		c.hours(path+".hours", mapOf(e["hours"]))
	})
	if len(c.list("contacts")) > 0 && primary != 1 {
		c.fault("contacts", "one_primary", nil)
	}
}

func (c *check) hours(path string, h map[string]any) {
	if h == nil {
		return
	}
	open, closes := textOf(h["open"]), textOf(h["close"])
	if open != "" && closes != "" && open >= closes {
		c.fault(path+".close", "hours_order", nil)
	}
	if h["break"] != "range" {
		return
	}
	from, to := textOf(h["break_from"]), textOf(h["break_to"])
	switch {
	case from == "":
		c.require(path + ".break_from")
	case to == "":
		c.require(path + ".break_to")
	case from >= to || from < open || to > closes:
		c.fault(path+".break_to", "break_order", nil)
	}
}

// requestContact (V-10): complaints and requests reach somebody.
func (c *check) requestContact() {
	if c.has("requests.channel") && len(c.list("requests.channel")) == 0 {
		c.require("requests.channel")
	}
	reach := map[string]bool{"post": c.str("address_disclosure") != "on_request" && c.has("address")}
	c.each("contacts", func(_ string, e map[string]any) {
		reach["post"] = reach["post"] || textOf(e["address"]) != ""
		reach["email"] = reach["email"] || textOf(e["email"]) != ""
		reach["web_form"] = reach["web_form"] || textOf(e["form_url"]) != ""
		reach["counter"] = reach["counter"] || textOf(e["walk_in"]) != "no" // absent: presumed to follow the channel
	})
	if len(c.list("contacts")) == 0 {
		return // required where it matters
	}
	for i, ch := range c.list("requests.channel") {
		if name := textOf(ch); !reach[name] && c.given("requests.channel") {
			c.fault("requests.channel."+num(i).ja, "channel_without_contact", details{"Channel": c.enumLabel("requests.channel", name)})
		}
	}
}

// officesAndCalls: one head office; nobody is called at the same turn.
func (c *check) officesAndCalls() {
	heads := 0
	c.each("offices", func(_ string, e map[string]any) {
		if e["is_head"] == true {
			heads++
		}
	})
	if len(c.list("offices")) > 0 && heads != 1 {
		c.fault("offices", "one_head_office", nil)
	}
	seen := map[any]bool{}
	c.each("emergency_contacts", func(path string, e map[string]any) {
		if n, ok := e["order"].(int); ok {
			if seen[n] {
				c.fault(path+".order", "duplicate_order", nil)
			}
			seen[n] = true
		}
	})
}

// requestRules: fee, identification, ways to answer.
func (c *check) requestRules() {
	if c.num("requests.fee.amount_yen") > 1000 {
		c.warn("requests.fee.amount_yen", "fee_high", nil)
	}
	if c.flag("requests.fee.charge") && len(c.list("requests.fee.applies_to")) == 0 {
		c.require("requests.fee.applies_to")
	}
	if c.str("requests.fee.method") == "other" && !c.has("requests.fee.method_other") {
		c.require("requests.fee.method_other")
	}
	if c.chosen("requests.id_documents", "other") && !c.has("requests.id_documents_other") {
		c.require("requests.id_documents_other")
	}
	if len(c.list("requests.reply_methods")) > 0 {
		if !c.chosen("requests.reply_methods", "electronic") || !c.chosen("requests.reply_methods", "paper") {
			c.fault("requests.reply_methods", "reply_methods", nil)
		}
		if c.chosen("requests.reply_methods", "other") && !c.has("requests.reply_other") {
			c.require("requests.reply_other")
		}
	}
	if c.chosen("publication_methods", "website") && !c.has("website_url") {
		c.fault("publication_methods", "website_without_url", nil)
	}
}
