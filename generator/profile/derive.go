package profile

import (
	"slices"
	"strconv"
	"strings"
)

// derive sets the values that are computed from the facts. Their fields, with
// labels, are in templates/schema/derived.schema.json:
//
//	is_corporation, has_representative, has_shareholders   from entity_type
//	is_small_operator      中小規模事業者 of the Act (通則編 10); only false can be given
//	is_small_business_mn   中小規模事業者 of the My Number guideline: another test
//	is_sharoushi, is_finance, scale, solo, ppo_is_rep, has_website, prefecture
//	purpose_codes, purpose_groups, custom_purposes, pseudo_custom_purposes
//	security_custom        own texts; security_measures keeps the codes
//	has_foreign, has_foreign_systems, foreign_countries, has_mynumber_contractors
//	primary_contact, other_contacts
//	outsourcing.contractors = contractors; contractors[].work = service; …is_foreign
//	roles.auditor = auditor; zones[].room = rooms joined
//	security.byod, telework, usb, generative_ai            from technical and ai
//	security_posts         who holds which posts of information security
//
// Defaults are filled in place (self_term, rep_title …): see presumptions.go.
func (c *check) derive() {
	e := c.entity()
	c.set("is_corporation", e.corporation)
	c.set("has_representative", c.has("entity_type") && !c.isKojin())
	c.set("has_shareholders", c.hasShareholders())
	c.set("is_small_operator", c.isSmallOperator())
	c.set("is_small_business_mn", c.isSmallBusinessMN())
	c.set("is_sharoushi", c.isSharoushi())
	c.set("is_finance", c.str("industry") == "J")
	c.set("scale", c.scale())
	c.set("solo", c.solo())
	c.set("ppo_is_rep", c.ppoIsRep())
	c.set("has_website", c.has("website_url"))
	c.set("prefecture", c.prefecture())
	if !c.has("has_board") {
		c.set("has_board", e.board && c.str("entity_type") != "kabushiki" || strings.Contains(c.str("decision_body"), "取締役会"))
	}
	if c.has("peak_individuals_6m") {
		c.set("peak_individuals_6m", map[bool]string{true: "<=5000", false: ">5000"}[c.fewPersons()])
	}
	c.derivePurposes()
	c.deriveSecurity()
	c.deriveSecurityRoles()
	c.deriveContractors()
	c.deriveContacts()
	c.deriveForeign()
	c.deriveDocument()
}

func (c *check) derivePurposes() {
	var own []any
	chosen := map[string]bool{}
	c.each("purposes.items", func(path string, item map[string]any) {
		if code := textOf(item["code"]); code != "" {
			chosen[code] = true
		} else {
			own = append(own, map[string]any{"group": groupOf(item), "text": textOf(item["text"])})
		}
		c.set(path+".group", groupOf(item))
	})
	var codes []any
	items := schemas().profile.Property("purposes").Property("items").Items
	for _, e := range items.Property("code").Enum {
		if chosen[e.Value] {
			codes = append(codes, e.Value)
		}
	}
	c.set("purpose_codes", codes)
	c.set("custom_purposes", own)
	c.set("purpose_groups", c.purposeGroups())
	kept, texts := c.splitOpen("pseudonymised.purposes")
	c.setIf("pseudonymised.purposes", kept)
	c.set("pseudo_custom_purposes", texts)
}

// splitOpen parts a list of codes and own texts.
func (c *check) splitOpen(where string) (codes, texts []any) {
	f := schemas().profile
	for _, s := range strings.Split(where, ".") {
		f = f.Property(s)
	}
	for _, v := range c.list(where) {
		if _, ok := f.Items.enum(textOf(v)); ok {
			codes = append(codes, v)
		} else {
			texts = append(texts, v)
		}
	}
	return codes, texts
}

func (c *check) setIf(where string, list []any) {
	if c.has(where) {
		c.set(where, list)
	}
}

func (c *check) deriveSecurity() {
	for _, group := range schemas().profile.Property("security_measures").Properties {
		codes, texts := c.splitOpen("security_measures." + group.Name)
		c.setIf("security_measures."+group.Name, codes)
		c.set("security_custom."+group.Name, texts)
	}
	byod := "none"
	if c.str("technical.byod") == "approved_only" {
		byod = "limited"
		if c.flag("technical.mdm") {
			byod = "mdm"
		}
	}
	c.set("security.byod", byod)
	c.set("security.telework", c.flag("technical.remote_work"))
	usb := "company_only"
	switch c.str("technical.usb") {
	case "no":
		usb = "forbidden"
	case "yes":
		usb = "encrypted"
	}
	c.set("security.usb", usb)
	ai := "approved_only"
	if at(mapOf(c.in.tree["profile"]), "ai.uses") == false {
		ai = "prohibited"
	}
	c.set("security.generative_ai", ai)
	c.each("zones", func(path string, z map[string]any) {
		var rooms []string
		for _, r := range listOf(z["rooms"]) {
			rooms = append(rooms, textOf(r))
		}
		c.set(path+".room", strings.Join(rooms, "、"))
	})
	if c.has("auditor.title") {
		c.set("roles.auditor", c.holder("auditor"))
	}
}

// deriveContractors completes the entries of the one list of contractors.
func (c *check) deriveContractors() {
	withNumbers := false
	named := c.list("mynumber.contractors_mn")
	for i, v := range c.list("contractors") {
		e := mapOf(v)
		path := "contractors." + strconv.Itoa(i)
		if textOf(e["id"]) == "" {
			c.set(path+".id", "C"+strconv.Itoa(101 + i)[1:])
		}
		if textOf(e["tier"]) == "" {
			tier := tierOf(e)
			if slices.Contains(named, any(textOf(e["id"]))) {
				tier = "S" // mynumber.contractors_mn says that it handles 個人番号
			}
			c.assumeFor(path+".tier", tier, text{"記入がないため、情報の種類と本人の数から決めました。", "Not stated: from the kinds of information and the number of persons."})
		}
		c.set(path+".work", textOf(e["service"]))
		c.set(path+".is_foreign", abroad(textOf(e["country"])))
		withNumbers = withNumbers || slices.Contains(listOf(e["info_kinds"]), any("mynumber")) || slices.Contains(named, any(textOf(e["id"])))
	}
	c.set("has_mynumber_contractors", withNumbers)
	c.set("outsourcing.contractors", c.list("contractors"))
}

// assumeFor records a presumption where the kind uses the fact.
func (c *check) assumeFor(where string, value any, why text) {
	if c.concerns(where) {
		c.assume(where, value, why)
	} else {
		c.set(where, value)
	}
}

// tierOf is the risk tier of a contractor (params-b.md 4): S with 個人番号,
// 要配慮個人情報 or more than 1,000 persons, A with personal data, else B.
func tierOf(e map[string]any) string {
	tier := "B"
	for _, k := range listOf(e["info_kinds"]) {
		switch k {
		case "mynumber", "sensitive":
			return "S"
		case "customer", "employee":
			tier = "A"
		}
	}
	if n, _ := e["persons"].(int); n > 1000 {
		return "S"
	}
	return tier
}

func (c *check) deriveContacts() {
	var others []any
	primary := map[string]any{}
	for _, v := range c.list("contacts") {
		e := mapOf(v)
		// the documents say 「…を除く」 themselves; many people write it too
		if hours := mapOf(e["hours"]); textOf(hours["closed_note"]) != "" {
			hours["closed_note"] = strings.TrimSuffix(textOf(hours["closed_note"]), "を除く")
		}
		if e["primary"] == true {
			primary = e
		} else {
			others = append(others, e)
		}
	}
	c.set("primary_contact", primary)
	c.set("other_contacts", others)
}

func (c *check) deriveForeign() {
	var names []any
	add := func(s string) {
		if abroad(s) && !slices.Contains(names, any(countryName(s))) {
			names = append(names, countryName(s))
		}
	}
	c.each("foreign.transfers", func(_ string, e map[string]any) { add(textOf(e["country"])) })
	c.each("foreign.locations", func(_ string, e map[string]any) {
		add(textOf(e["country"]))
		add(textOf(e["server_country"]))
	})
	c.each("contractors", func(_ string, e map[string]any) { add(textOf(e["country"])) })
	systems := false
	c.each("systems", func(path string, e map[string]any) {
		foreign := abroad(textOf(e["country"]))
		c.set(path+".is_foreign", foreign)
		systems = systems || foreign
	})
	c.set("has_foreign", c.hasForeign())
	c.set("has_foreign_systems", systems)
	c.set("foreign_countries", names)
}

func (c *check) deriveDocument() {
	if list := c.list("doc.revisions"); len(list) > 0 {
		c.set("doc.latest_revision", textOf(mapOf(list[len(list)-1])["date"]))
	}
	var kinds []any
	for _, k := range c.kinds {
		kinds = append(kinds, k)
	}
	c.set("doc.kinds", kinds)
	c.set("doc.edition", len(c.list("doc.revisions"))+1)
}
