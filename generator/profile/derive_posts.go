package profile

import "slices"

// posts are the posts of the security regulations (security-regulations.md 1)
// with the field of their holder. Where nobody is named, the responsible person
// for information security holds the post.
var posts = []struct{ name, field string }{
	{"情報セキュリティ責任者", "roles.security_responsible"},
	{"情報システム管理者", "roles.system_admin"},
	{"教育責任者", "roles.education_responsible"},
	{"インシデント対応責任者", "roles.incident_responsible"},
	{"点検・監査責任者", "auditor"},
	{"委託先管理責任者", "roles.entrustment_manager"},
	{"クラウド・AI利用管理者", "roles.cloud_ai_manager"},
	{"", "ppo"}, // by its own term
	{"特定個人情報等の事務取扱責任者", "roles.mn_responsible"},
	{"個人情報の苦情対応責任者", "complaint_officer"},
}

// deriveSecurityRoles sets security_posts: one entry a holder, {title, name?,
// posts[]}, so that somebody who holds several posts stands in one row.
func (c *check) deriveSecurityRoles() {
	var list []any
	rows := map[string]map[string]any{}
	for _, p := range posts {
		name := p.name
		switch {
		case name == "":
			name = c.str("ppo_term")
		case p.field == "roles.mn_responsible" && !c.flag("my_number"), p.field == "roles.entrustment_manager" && c.get("outsourcing.uses") == false:
			continue
		}
		where := p.field
		if !c.has(where + ".title") {
			where = "roles.security_responsible"
		}
		title, person := c.str(where+".title"), c.str(where+".name")
		if title == "" || name == "" {
			continue
		}
		row := rows[title+"\x00"+person]
		if row == nil {
			row = map[string]any{"title": title, "name": person}
			rows[title+"\x00"+person] = row
			list = append(list, row)
		}
		if held := listOf(row["posts"]); !slices.Contains(held, any(name)) {
			row["posts"] = append(held, name)
		}
	}
	c.set("security_posts", list)
}
