package profile

// presumptions come before the defaults of the schema.
var presumptions = []presumption{
	{"legal_name", func(c *check) any {
		switch {
		case !c.isKojin():
			return nil
		case c.has("trade_name"):
			return c.str("trade_name")
		}
		return c.str("rep_name")
	}, text{"個人事業主で正式名称の記入がないため、屋号（なければ氏名）としました。", "A sole proprietor without a registered name: the trade name, else the person's name."}},
	{"short_name", (*check).shortName, text{"記入がないため、正式名称から法人の種類の語を除きました。", "Not stated: the registered name without the word for the legal form."}},
	{"rep_title", (*check).repTitle, byEntity},
	{"self_term", (*check).selfTerm, byEntity},
	{"officers_term", func(c *check) any { return c.entity().officersTerm }, byEntity},
	{"employee_term", func(c *check) any {
		switch c.str("entity_type") {
		case "iryo_hojin", "shakai_fukushi", "gakko":
			return "職員"
		}
		return "従業員"
	}, byEntity},
	{"has_board", func(c *check) any {
		if c.str("entity_type") != "kabushiki" || c.has("decision_body") {
			return nil
		}
		return true
	}, text{"記入がないため、取締役会を置くものとしました。置かないときは「いいえ」としてください。", "Not stated: taken that there is a board. Set it to false when there is none."}},
	{"decision_body", func(c *check) any {
		if c.str("entity_type") == "kabushiki" && c.get("has_board") == false {
			return "取締役の過半数の決定"
		}
		if c.str("entity_type") == "ippan_shadan" && c.get("has_board") == false {
			return "理事の過半数の決定"
		}
		return c.entity().decisionBody
	}, byEntity},
	{"has_departments", func(c *check) any {
		if _, known := c.employs(); !known {
			return nil
		}
		return c.num("employee_count") > 20
	}, byHeadings},
	{"has_work_rules", func(c *check) any {
		if _, known := c.employs(); !known {
			return nil
		}
		return c.num("employee_count") >= 10
	}, text{"記入がないため、従業員数から推定しました（10人以上は作成義務があります）。", "Not stated: presumed from the number of employees (10 or more must have them)."}},
	{"report_to_management", func(c *check) any {
		if t := c.str("rep_title"); t != "" {
			return t
		}
		return "代表者"
	}, text{"記入がないため、代表者の役職としました。", "Not stated: the title of the representative."}},
	{"handles_entrusted_data", func(c *check) any {
		if c.isSharoushi() {
			return true
		}
		return nil
	}, text{"社会保険労務士の業務では顧問先の個人データを受託するため、「はい」としました。", "A sharoushi handles clients' data on entrustment: taken as yes."}},
	{"handles_client_my_numbers", func(c *check) any {
		if c.isSharoushi() || c.str("industry") == "shigyo" && c.hasWord("税理士") || c.hasWord("給与計算の代行", "給与計算代行", "給与計算の受託", "給与計算受託") {
			return true
		}
		return false
	}, text{"記入がないため、業種と事業の内容から推定しました。", "Not stated: presumed from the industry and the business."}},
	{"ppo", func(c *check) any {
		if !c.isKojin() || c.str("rep_title") == "" {
			return nil
		}
		ppo := map[string]any{"title": c.str("rep_title")}
		if c.has("rep_name") {
			ppo["name"] = c.str("rep_name")
		}
		return ppo
	}, byRep},
	{"complaint_officer", func(c *check) any { return c.holder("ppo") }, byPPO},
	{"helpdesk", func(c *check) any {
		if !c.has("ppo.title") {
			return nil
		}
		desk := map[string]any{"dept": c.str("ppo.title")}
		for _, name := range []string{"name", "email"} {
			if c.has("ppo." + name) {
				desk[name] = c.str("ppo." + name)
			}
		}
		return desk
	}, byPPO},
	{"auditor.kind", func(c *check) any {
		if c.isSmallOperator() || c.solo() || !c.flag("has_departments") {
			return []any{"ppo"}
		}
		return []any{"other_dept"}
	}, text{"記入がないため、規模に応じた方法としました。", "Not stated: the usual way for this size."}},
	{"contacts.0.primary", func(c *check) any {
		if len(c.list("contacts")) == 1 {
			return true
		}
		return nil
	}, text{"窓口が一つのため、主たる窓口としました。", "The only contact is the primary one."}},
	{"offices.0.is_head", func(c *check) any {
		if len(c.list("offices")) == 1 {
			return true
		}
		return nil
	}, text{"事業所が一つのため、本店としました。", "The only office is the head office."}},
	{"handles_sensitive", func(c *check) any {
		if some, known := c.employs(); known {
			return some
		}
		return nil
	}, text{"記入がないため、従業員の有無から推定しました（健康診断の結果が当たります）。", "Not stated: presumed from having employees (results of health checks)."}},
	{"my_number", func(c *check) any {
		if some, known := c.employs(); known {
			return some
		}
		return nil
	}, text{"記入がないため、従業員の有無から推定しました。", "Not stated: presumed from having employees."}},
	{"cookies.uses", func(c *check) any {
		if c.has("website_url") {
			return nil // asked, never assumed
		}
		return false
	}, text{"ウェブサイトがないため、使わないものとしました。", "No website: taken as not used."}},
	{"publication_methods", func(c *check) any {
		if c.has("website_url") {
			return []any{"website"}
		}
		return []any{"office_notice", "on_request"}
	}, text{"記入がないため、ウェブサイトの有無に応じた方法としました。", "Not stated: by whether there is a website."}},
	{"purposes.groups", func(c *check) any {
		if c.str("purposes.style") == "by_purpose" {
			return nil
		}
		return listOrNil(c.purposeGroups())
	}, text{"記入がないため、選んだ利用目的の区分としました。", "Not stated: the groups of the chosen purposes."}},
	{"incident_contacts", func(c *check) any {
		var out []any
		c.each("emergency_contacts", func(_ string, e map[string]any) {
			n := map[string]any{}
			for _, name := range []string{"role", "name", "phone"} {
				if v, ok := e[name]; ok {
					n[name] = v
				}
			}
			out = append(out, n)
		})
		return listOrNil(out)
	}, text{"記入がないため、緊急連絡網から作りました。", "Not stated: taken from the emergency contacts."}},
	{"security.audit_month", func(c *check) any {
		if !c.has("audit.month") {
			return nil
		}
		return c.get("audit.month")
	}, text{"記入がないため、個人情報の点検・監査の月と同じとしました。", "Not stated: the month of the audit of personal information."}},
	{"security.server_room", func(c *check) any { return c.bySize("large") }, byHeadings},
	{"security.entry_log", func(c *check) any { return c.bySize("standard", "large") }, byHeadings},
	{"security.visitor_badge", func(c *check) any { return c.bySize("large") }, byHeadings},
	{"security.alarm", func(c *check) any { return c.bySize("large") }, byHeadings},
}

// latePresumptions come after the defaults of the schema.
var latePresumptions = []presumption{
	{"desks.leak", (*check).primaryDesk, byContact},
	{"desks.mynumber", (*check).primaryDesk, byContact},
	{"leak.department", func(c *check) any { return c.str("desks.leak.department") }, text{"記入がないため、漏えい等の連絡先の部署としました。", "Not stated: the department of the desk for leaks."}},
	{"roles.leak_responsible", (*check).ppoOrRep, byPPO},
	{"roles.leak_deputy", (*check).deputy, text{"記入がないため、個人情報の責任者の代理としました。", "Not stated: the deputy of the responsible person."}},
	{"roles.report_approver", (*check).representative, byRep},
	{"roles.publication_authority", (*check).representative, byRep},
	{"roles.discipline_authority", (*check).representative, byRep},
	{"roles.claims_desk", func(c *check) any { return c.holder("complaint_officer") }, text{"記入がないため、苦情の受付担当としました。", "Not stated: the desk for complaints."}},
	{"roles.mn_responsible", (*check).ppoOrRep, byPPO},
	{"roles.mn_deputy", (*check).deputy, text{"記入がないため、個人情報の責任者の代理としました。", "Not stated: the deputy of the responsible person."}},
	{"roles.security_responsible", (*check).ppoOrRep, byPPO},
	{"roles.system_admin", (*check).ppoOrRep, byPPO},
	{"roles.education_responsible", (*check).ppoOrRep, byPPO},
	{"roles.incident_responsible", (*check).ppoOrRep, byPPO},
	{"roles.entrustment_manager", (*check).ppoOrRep, byPPO},
	{"mynumber.disclosure_fee", func(c *check) any {
		if c.flag("requests.fee.charge") {
			return min(c.num("requests.fee.amount_yen"), 1000)
		}
		return 0
	}, text{"記入がないため、開示等の請求の手数料と同じとしました。", "Not stated: the fee for requests."}},
	{"options.posting", func(c *check) any { return !c.has("website_url") }, byOption},
	{"options.variant", func(c *check) any {
		solo := c.scale() == "solo" && c.has("employee_count")
		switch {
		case c.kind == "protection_regulation" && c.isKojin() && solo:
			return "solo"
		case c.kind == "protection_regulation":
			return "standard"
		case solo:
			return "compact"
		}
		return "full"
	}, byOption},
	{"options.covers_mynumber", func(c *check) any { return c.flag("my_number") }, byOption},
	{"options.examples", func(c *check) any {
		if c.str("options.variant") == "compact" {
			return "short"
		}
		return "full"
	}, byOption},
	{"options.disciplinary_article", func(c *check) any {
		some, _ := c.employs()
		return c.str("options.variant") == "full" && some
	}, byOption},
	{"options.compensation_article", func(c *check) any { return c.str("options.variant") == "full" }, byOption},
	{
		"options.jurisdiction_court", func(c *check) any { return districtCourt(c.prefecture()) },
		text{"選択がないため、所在地の都道府県の地方裁判所としました。", "Not chosen: the district court of the prefecture."},
	},
	{"options.item_sets", (*check).itemSets, byOption},
	{"options.sections", func(c *check) any {
		var out []any
		for i := 1; i <= 11; i++ {
			if i != 8 || c.flag("security.develops_systems") {
				out = append(out, i)
			}
		}
		return out
	}, byOption},
}

func listOrNil(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

func (c *check) bySize(scales ...string) any {
	if !c.has("employee_count") {
		return nil
	}
	for _, s := range scales {
		if c.scale() == s {
			return true
		}
	}
	return false
}

// holder copies the title and name of a post.
func (c *check) holder(where string) any {
	if !c.has(where + ".title") {
		return nil
	}
	out := map[string]any{"title": c.str(where + ".title")}
	if c.has(where + ".name") {
		out["name"] = c.str(where + ".name")
	}
	return out
}

func (c *check) ppoOrRep() any {
	if v := c.holder("ppo"); v != nil {
		return v
	}
	return c.representative()
}

func (c *check) representative() any {
	title := c.str("rep_title")
	if title == "" && c.isKojin() {
		title = "事業主"
	}
	if title == "" {
		return nil
	}
	out := map[string]any{"title": title}
	if c.has("rep_name") {
		out["name"] = c.str("rep_name")
	}
	return out
}

func (c *check) deputy() any {
	if !c.has("ppo.deputy_title") {
		return nil
	}
	out := map[string]any{"title": c.str("ppo.deputy_title")}
	if c.has("ppo.deputy_name") {
		out["name"] = c.str("ppo.deputy_name")
	}
	return out
}

// primaryDesk makes a desk of the primary contact.
func (c *check) primaryDesk() any {
	var out any
	c.each("contacts", func(_ string, e map[string]any) {
		if e["primary"] != true || out != nil || textOf(e["name"]) == "" {
			return
		}
		desk := map[string]any{"department": textOf(e["name"])}
		for _, name := range []string{"phone", "email"} {
			if v, ok := e[name]; ok {
				desk[name] = v
			}
		}
		out = desk
	})
	return out
}

// itemSets chooses the questions by the kinds of information contractors get.
func (c *check) itemSets() any {
	out := []any{"base20", "plus2026"}
	personal, numbers := false, false
	c.each("contractors", func(_ string, e map[string]any) {
		for _, k := range listOf(e["info_kinds"]) {
			switch k {
			case "customer", "employee", "sensitive":
				personal = true
			case "mynumber":
				personal, numbers = true, true
			}
		}
	})
	if len(c.list("mynumber.contractors_mn")) > 0 {
		personal, numbers = true, true
	}
	if personal {
		out = append(out, "pdata")
	}
	if numbers {
		out = append(out, "mynumber")
	}
	return out
}
