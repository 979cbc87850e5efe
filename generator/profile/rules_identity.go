package profile

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
)

// entityWord (V-01): the registered name has the word of its legal form.
// Abbreviated forms are refused, a mismatch is a warning.
func (c *check) entityWord() {
	for _, where := range []string{"legal_name", "trade_name", "short_name"} {
		name := c.str(where)
		for _, short := range []string{"㈱", "㈲", "(株)", "（株）", "(有)", "（有）", "㈳", "㈶"} {
			if strings.Contains(name, short) && c.given(where) {
				c.fault(where, "abbreviated_entity_word", nil)
				break
			}
		}
	}
	name := c.str("legal_name")
	if name == "" || !c.given("legal_name") {
		return
	}
	e := c.entity()
	switch t := c.str("entity_type"); t {
	case "kojin", "dantai":
		for _, other := range sortedKeys(entities) {
			if other != "shigyo_hojin" && slices.ContainsFunc(entities[other].words, func(w string) bool { return strings.Contains(name, w) }) {
				c.warn("legal_name", "entity_word_not_expected", nil)
				return
			}
		}
	case "kabushiki", "tokurei_yugen", "godo", "gomei", "goshi", "ippan_shadan", "ippan_zaidan":
		w := e.words[0]
		if !strings.HasPrefix(name, w) && !strings.HasSuffix(name, w) {
			c.warn("legal_name", "entity_word_missing", details{"Word": same(w)})
		}
	default:
		if len(e.words) > 0 && !slices.ContainsFunc(e.words, func(w string) bool { return strings.Contains(name, w) }) {
			c.warn("legal_name", "entity_word_missing", details{"Word": same(e.words[0])})
		}
	}
}

// given tells whether the user gave the fact, rather than a presumption.
func (c *check) given(where string) bool { return at(mapOf(c.in.tree["profile"]), where) != nil }

// representativeTitle (V-02): unlikely titles are warned of; a dantai needs one.
func (c *check) representativeTitle() {
	title, t := c.str("rep_title"), c.str("entity_type")
	if title == "" && t != "" && t != "kojin" && c.kind != "" {
		c.require("rep_title")
		return
	}
	unlikely := false
	switch {
	case strings.Contains(title, "代表取締役"):
		unlikely = slices.Contains([]string{"godo", "ippan_shadan", "ippan_zaidan", "koeki_shadan", "koeki_zaidan", "iryo_hojin", "kojin"}, t)
	case strings.Contains(title, "理事長"):
		unlikely = t == "kabushiki"
	}
	if unlikely {
		c.warn("rep_title", "unlikely_title", nil)
	}
}

// corporateNumbers (V-03): the check digit; a sole proprietor has none.
func (c *check) corporateNumbers() {
	if c.has("corporate_number") {
		c.corporateNumber("corporate_number", c.str("corporate_number"))
		if c.isKojin() {
			c.fault("corporate_number", "not_for_kojin", nil)
		}
	}
	c.each("contractors", func(path string, e map[string]any) {
		if s := textOf(e["corporate_number"]); s != "" {
			c.corporateNumber(path+".corporate_number", s)
		}
	})
}

func (c *check) corporateNumber(where, s string) {
	if len(s) == 13 && !japanese.CorporateNumberValid(s) {
		c.fault(where, "corporate_number_check_digit", nil)
	}
}

// smallOperator (V-05): the lighter measures can't be chosen, only given up.
func (c *check) smallOperator() {
	if c.get("is_small_operator") == true {
		c.fault("is_small_operator", "small_operator_only_false", nil)
	}
}

// addressDisclosure (V-09): only who has no premises may keep the address back.
func (c *check) addressDisclosure() {
	if c.str("address_disclosure") != "on_request" {
		return
	}
	t := c.str("entity_type")
	small := slices.Contains([]string{"ippan_shadan", "npo", "kumiai"}, t) && c.num("employee_count") <= 5
	if t != "" && t != "kojin" && t != "dantai" && !small {
		c.fault("address_disclosure", "on_request_not_allowed", nil)
		return
	}
	c.warn("address_disclosure", "on_request_other_laws", nil)
}

// addressForm: an address starts with a prefecture.
func (c *check) addressForm() {
	if a := c.str("address"); a != "" && japanese.Prefecture(a) == "" {
		c.warn("address", "prefecture_missing", nil)
	}
}

// terms: employees and workers are told apart.
func (c *check) terms() {
	if t := c.str("employee_term"); t != "" && t == c.str("worker_term") {
		c.fault("worker_term", "same_terms", nil)
	}
}

// departments (V-11): without departments nobody audits another one.
func (c *check) departments() {
	if c.get("has_departments") == false && c.chosen("auditor.kind", "other_dept") {
		c.fault("auditor.kind", "no_other_department", nil)
	}
}

// employees (V-12): nobody employed.
func (c *check) employees() {
	if c.kind == "protection_regulation" && c.str("options.variant") == "solo" && c.has("employee_count") && (!c.isKojin() || c.num("employee_count") > 0) {
		c.fault("options.variant", "solo_with_staff", nil)
	}
	if !c.has("employee_count") || c.num("employee_count") > 0 {
		return
	}
	if !c.isKojin() {
		c.warn("employee_count", "no_employees", nil)
	}
	if c.chosen("security_measures.human", "H1") {
		c.fault("security_measures.human", "training_without_staff", nil)
	}
	if slices.Contains(trainingKinds, c.kind) {
		c.warn("employee_count", "training_self_study", nil)
	}
}

// industryGuidelines (V-13): guidelines that the documents do not cover.
func (c *check) industryGuidelines() {
	code := map[string]string{"iryo": "guideline_medical", "kaigo": "guideline_medical", "P": "guideline_medical", "J": "guideline_finance", "G": "guideline_telecom"}[c.str("industry")]
	if code != "" && (c.str("industry") != "P" || c.kind == "privacy_policy") {
		c.warn("industry", code, nil)
	}
	licensed := c.str("industry") == "shigyo" || c.str("entity_type") == "shigyo_hojin"
	if licensed && c.get("handles_entrusted_data") == false {
		c.warn("handles_entrusted_data", "shigyo_entrusted", nil)
	}
}
