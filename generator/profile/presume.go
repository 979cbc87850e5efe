package profile

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
)

// A presumption fills a fact that was not given with what params-a.md and
// params-b.md document as its default, and says why. Static ones stand in the
// schema (x-default); these depend on other facts.
type presumption struct {
	where string
	value func(c *check) any // nil = nothing can be presumed
	why   text
}

// presume uses every presumption whose fact was not given, in order: later ones
// see what earlier ones set.
func (c *check) presume(list []presumption) {
	for _, p := range list {
		if strings.HasPrefix(p.where, "options.") {
			o := OptionFields(c.kind)
			if o == nil || o.Property(strings.TrimPrefix(p.where, "options.")) == nil {
				continue
			}
		}
		if c.has(p.where) {
			continue
		}
		v := p.value(c)
		switch {
		case v == nil || v == "":
		case c.concerns(p.where):
			c.assume(p.where, v, p.why)
		default:
			c.set(p.where, v)
		}
	}
}

// concerns tells whether the kind uses the fact, so that a presumption about it
// is worth telling.
func (c *check) concerns(where string) bool {
	if c.kind == "" {
		return false
	}
	steps := strings.Split(where, ".")
	if steps[0] == "options" || steps[0] == "doc" || steps[0] == "output" {
		return true
	}
	f := schemas().profile.Property(steps[0])
	for _, s := range steps[1:] {
		if inner := f.Property(s); inner != nil && len(inner.Kinds) > 0 {
			f = inner
		}
	}
	return f == nil || f.UsedBy(c.kind)
}

var (
	byEntity   = text{"記入がないため、組織の種別に応じた一般的な語としました。", "Not stated: the usual word for this type of organisation."}
	byHeadings = text{"記入がないため、従業員数から推定しました。", "Not stated: presumed from the number of employees."}
	byPPO      = text{"記入がないため、個人情報の責任者が担うものとしました。", "Not stated: taken as held by the responsible person."}
	byRep      = text{"記入がないため、代表者が担うものとしました。", "Not stated: taken as held by the representative."}
	byContact  = text{"記入がないため、主たるお問い合わせ窓口としました。", "Not stated: the primary contact is used."}
	byOption   = text{"選択がないため、会社の情報に応じた値としました。", "Not chosen: set from the facts."}
)

func (c *check) entity() entity { return entities[c.str("entity_type")] }

// hasWord looks for words in the names and the business of the company.
func (c *check) hasWord(words ...string) bool {
	all := c.str("legal_name") + "\n" + c.str("trade_name") + "\n" + c.str("business_description")
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(all, w) })
}

func (c *check) isSharoushi() bool {
	t := c.str("entity_type")
	return (c.str("industry") == "shigyo" || t == "shigyo_hojin") && c.hasWord("社会保険労務士", "社労士")
}

func (c *check) isKojin() bool { return c.str("entity_type") == "kojin" }

// employs tells whether there are employees; known is false when nobody said.
func (c *check) employs() (some, known bool) {
	return c.num("employee_count") > 0, c.has("employee_count")
}

// isSmallOperator is 中小規模事業者 in the sense of 通則編 10 (注): at most 100
// employees, not more than 5,000 persons, no entrusted data.
func (c *check) isSmallOperator() bool {
	if c.get("is_small_operator") == false {
		return false
	}
	return c.has("employee_count") && c.num("employee_count") <= 100 && c.fewPersons() && c.get("handles_entrusted_data") == false
}

// fewPersons: at most 5,000 persons on every day of the last six months.
func (c *check) fewPersons() bool {
	if n, ok := c.get("peak_individuals_6m").(int); ok {
		return n <= 5000
	}
	return c.str("peak_individuals_6m") == "<=5000"
}

// isSmallBusinessMN is 中小規模事業者 of the My Number guideline, 別添1 (注).
func (c *check) isSmallBusinessMN() bool {
	return c.has("employee_count") && c.num("employee_count") <= 100 && !c.flag("mynumber.mn_user_authority") &&
		!c.flag("handles_client_my_numbers") && c.str("industry") != "J" && c.fewPersons()
}

func (c *check) scale() string {
	switch n := c.num("employee_count"); {
	case n == 0:
		return "solo"
	case n <= 20:
		return "small"
	case n <= 100:
		return "standard"
	}
	return "large"
}

// solo: a sole proprietor without staff, or the solo variant of the regulation.
func (c *check) solo() bool {
	return c.isKojin() && c.has("employee_count") && c.num("employee_count") == 0 || c.str("options.variant") == "solo"
}

func (c *check) ppoIsRep() bool {
	title := c.str("ppo.title")
	if name := c.str("ppo.name"); name != "" && c.str("rep_name") != "" {
		return name == c.str("rep_name")
	}
	return title == c.str("rep_title") && title != "" || title == "" && (c.isKojin() || c.solo())
}

func (c *check) shortName() any {
	return PlainName(c.str("legal_name"))
}

// PlainName is a registered name without the words of its legal form, of at most
// 30 characters.
func PlainName(legal string) string {
	name := legal
	for _, w := range corporateWords {
		if rest, ok := strings.CutPrefix(name, w); ok {
			name = rest
			break
		}
		if rest, ok := strings.CutSuffix(name, w); ok {
			name = rest
			break
		}
	}
	if name = trim(name); name == "" {
		name = legal
	}
	if r := []rune(name); len(r) > 30 {
		name = string(r[:30])
	}
	return name
}

func (c *check) repTitle() any {
	if c.in.empty["rep_title"] && c.isKojin() {
		return nil // a sole proprietor may choose to have no title
	}
	if c.isKojin() && c.str("industry") == "iryo" {
		return "院長"
	}
	return c.entity().repTitle
}

func (c *check) selfTerm() any {
	switch t := c.str("entity_type"); {
	case t == "kojin" && kojinSelfTerm[c.str("industry")] != "":
		return kojinSelfTerm[c.str("industry")]
	case t == "dantai" && strings.Contains(c.str("legal_name"), "組合"):
		return "当組合"
	}
	return c.entity().selfTerm
}

func (c *check) prefecture() string { return japanese.Prefecture(c.str("address")) }
