package profile

import (
	"slices"
	"strings"
)

// purposeAreas are the areas of the style by_purpose; the other groups are of
// the style by_person.
var purposeAreas = []string{"business", "research", "internet", "other"}

// purposeGroupOf is the group that a catalogue code belongs to, by its letter.
var purposeGroupOf = map[byte]string{
	'C': "customer", 'A': "applicant", 'P': "partner", 'E': "ex_employee", 'S': "employee", 'F': "family", 'H': "shareholder",
	'V': "visitor", 'K': "patient", 'L': "client_staff", 'B': "business", 'R': "research", 'N': "internet", 'O': "other",
}

// groupOf is the group of an entry of purposes.items.
func groupOf(item map[string]any) string {
	if code := textOf(item["code"]); code != "" {
		return purposeGroupOf[code[0]]
	}
	return textOf(item["group"])
}

// purposeGroups are the groups that have a purpose, in the order of the schema.
func (c *check) purposeGroups() []any {
	var used []string
	for _, e := range c.list("purposes.items") {
		used = append(used, groupOf(mapOf(e)))
	}
	var out []any
	items := schemas().profile.Property("purposes").Property("items").Items
	for _, g := range items.Property("group").Enum {
		if slices.Contains(used, g.Value) {
			out = append(out, g.Value)
		}
	}
	return out
}

// vague are the purposes of V-06: too general to stand alone for a group.
var vague = []string{"事業活動に用いる", "マーケティング活動に用いる", "お客様サービス向上", "お客様サービスの向上", "その他これに付随する業務", "その他これらに付随する業務"}

// isVague tells whether a purpose says nothing of its own: a phrase of the list
// with hardly a word around it, or a closing clause of the catalogue.
func isVague(item map[string]any) bool {
	if code := textOf(item["code"]); code != "" {
		return strings.HasSuffix(code, "99")
	}
	s := strings.TrimRight(trim(textOf(item["text"])), "。．.")
	s = strings.TrimSuffix(s, "のため")
	s = strings.TrimSuffix(s, "ため")
	for _, v := range vague {
		if strings.Contains(s, v) && len([]rune(s)) <= len([]rune(v))+6 {
			return true
		}
	}
	return false
}

func (c *check) purposes() {
	byPerson := c.str("purposes.style") != "by_purpose"
	c.each("purposes.items", func(path string, e map[string]any) {
		code, own, group := textOf(e["code"]), textOf(e["text"]), textOf(e["group"])
		switch {
		case code == "" && own == "":
			c.fault(path, "purpose_code_or_text", nil)
			return
		case code != "" && own != "":
			c.fault(path, "purpose_code_or_text", nil)
		case code == "" && group == "":
			c.require(path + ".group")
			return
		case code != "" && group != "" && group != groupOf(e):
			c.fault(path+".group", "purpose_group_mismatch", nil)
		}
		if g := groupOf(e); g != "" && slices.Contains(purposeAreas, g) == byPerson {
			c.fault(path, "purpose_style", nil)
		} else if g != "" && byPerson && !c.chosen("purposes.groups", g) {
			c.fault(path, "purpose_group_missing", nil)
		}
		history := strings.Contains(own, "履歴") || strings.Contains(own, "スコア") || strings.Contains(own, "プロファイリング")
		if history && !strings.Contains(own, "分析") && !strings.Contains(own, "解析") && !strings.Contains(own, "評価") {
			c.fault(path+".text", "analysis_not_named", nil)
		}
	})
	c.vaguePurposes()
	if c.kind != "privacy_policy" {
		return
	}
	if len(c.list("purposes.items")) == 0 {
		c.require("purposes.items")
	}
	if !byPerson {
		return
	}
	if len(c.list("purposes.groups")) == 0 {
		c.require("purposes.groups")
	}
	have := c.purposeGroups()
	for i, g := range c.list("purposes.groups") {
		if !slices.Contains(have, g) {
			c.fault("purposes.groups."+num(i).ja, "purpose_required", details{"Group": c.enumLabel("purposes.groups", textOf(g))})
		}
	}
}

// vaguePurposes refuses a group that has vague purposes only (V-06).
func (c *check) vaguePurposes() {
	concrete, first := map[string]bool{}, map[string]string{}
	c.each("purposes.items", func(path string, e map[string]any) {
		g := groupOf(e)
		if !isVague(e) {
			concrete[g] = true
		} else if first[g] == "" {
			first[g] = path
		}
	})
	for _, g := range sortedKeys(first) {
		if !concrete[g] {
			c.fault(first[g], "vague_purpose", nil)
		}
	}
}

// enumLabel is the label of a value of an enum field, or of the entries of a list.
func (c *check) enumLabel(where, value string) text {
	f := schemas().profile
	for _, s := range strings.Split(where, ".") {
		f = f.Property(s)
	}
	if f != nil && f.Type == Array {
		f = f.Items
	}
	if f != nil {
		if e, ok := f.enum(value); ok {
			return text{e.LabelJA, e.LabelEN}
		}
	}
	return same("")
}

// PurposeGroup is the group that a catalogue code of purposes belongs to; area
// tells that it is one of the style by_purpose.
func PurposeGroup(code string) (group string, area bool) {
	group = groupOf(map[string]any{"code": code})
	return group, slices.Contains(purposeAreas, group)
}
