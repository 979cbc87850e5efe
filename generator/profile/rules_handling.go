package profile

// handlingDetails (V-07 and the statutory items of params-a.md 5): what the
// switches that are on need besides the fields that the schema requires.
func (c *check) handlingDetails() {
	for _, list := range []string{"third_party.recipients", "third_party.sources"} {
		c.each(list, func(path string, e map[string]any) {
			if textOf(e["name"]) == "" && textOf(e["category"]) == "" {
				c.fault(path, "name_or_category", nil)
			}
		})
	}
	c.each("joint_use", func(path string, e map[string]any) {
		own := c.isKojin() && textOf(e["manager_name"]) == c.str("legal_name")
		if textOf(e["manager_rep"]) == "" && e["manager_is_individual"] != true && !own && c.kind != "" {
			c.require(path + ".manager_rep")
		}
	})
	if c.get("outsourcing.uses") == false && len(c.list("contractors")) > 0 {
		c.fault("contractors", "switched_off", details{"Switch": {"個人データの取扱いの委託", "Entrustment of personal data"}})
	}
	if c.flag("pseudonymised.creates") && len(c.list("pseudonymised.purposes")) == 0 && c.kind != "" {
		c.require("pseudonymised.purposes")
	}
	if c.flag("cookies.uses") && c.flag("cookies.tb_act_applies") && len(c.list("cookies.destinations")) == 0 && c.kind == "privacy_policy" {
		c.require("cookies.destinations")
	}
}

// foreignContractors (V-08): 法28条 covers entrustment too.
func (c *check) foreignContractors() {
	covered := map[string]bool{}
	c.each("foreign.transfers", func(_ string, e map[string]any) { covered[countryName(textOf(e["country"]))] = true })
	c.each("contractors", func(path string, e map[string]any) {
		country := textOf(e["country"])
		if abroad(country) && e["is_cloud_no_handling"] != true && !covered[countryName(country)] {
			c.fault(path+".country", "foreign_transfer_missing", nil)
		}
	})
}

// foreign: countries that exist, are abroad, and are what they are said to be.
func (c *check) foreign() {
	for list, fields := range map[string][]string{"foreign.transfers": {"country"}, "foreign.locations": {"country", "server_country"}, "contractors": {"country"}, "systems": {"country"}} {
		c.each(list, func(path string, e map[string]any) {
			for _, f := range fields {
				s := textOf(e[f])
				switch {
				case s == "":
				case !isCountry(s):
					c.fault(path+"."+f, "unknown_country", nil)
				case f == "country" && !abroad(s) && (list == "foreign.transfers" || list == "foreign.locations"):
					c.fault(path+"."+f, "country_is_japan", nil)
				}
			}
		})
	}
	c.each("foreign.transfers", func(path string, e map[string]any) {
		if e["basis"] == "equivalent_country" && !equivalentCountry(textOf(e["country"])) {
			c.fault(path+".basis", "not_equivalent_country", nil)
		}
	})
	c.each("foreign.locations", func(path string, e map[string]any) {
		if textOf(e["server_country"]) == "" && textOf(e["server_country_unknown_reason"]) == "" {
			c.fault(path+".server_country", "server_country", nil)
		}
	})
}

// warnings5: facts that call for a second look.
func (c *check) warnings5() {
	if c.flag("ai.uses") && c.str("ai.trains_on_input") != "no" {
		c.warn("ai.trains_on_input", "ai_trains", nil)
	}
	if c.flag("cameras.face_recognition") {
		c.warn("cameras.face_recognition", "face_recognition", nil)
	}
}

// hasForeign: provision, storage or contractors abroad.
func (c *check) hasForeign() bool {
	found := c.flag("foreign.provides") || c.flag("foreign.stores")
	c.each("contractors", func(_ string, e map[string]any) { found = found || abroad(textOf(e["country"])) })
	return found
}

// securityMeasures (A-5, 令10条1号): at least one in each of the four groups,
// and the foreign environment where there is one.
func (c *check) securityMeasures() {
	for _, group := range []string{"organisational", "human", "physical", "technical"} {
		if group == "human" && c.has("employee_count") && c.num("employee_count") == 0 {
			continue
		}
		if len(c.list("security_measures."+group)) == 0 {
			c.require("security_measures." + group)
		}
	}
	if c.hasForeign() && len(c.list("foreign.locations")) == 0 && len(c.list("foreign.transfers")) == 0 && len(c.list("security_measures.external_env")) == 0 {
		c.require("security_measures.external_env")
	}
}

// publicPaper: what only the privacy policy needs.
func (c *check) publicPaper() {
	if c.has("website_url") && !c.has("cookies.uses") {
		c.require("cookies.uses")
	}
}
