package report

import (
	"regexp"
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/incident"
)

// incidentFinal is the deadline of a 確報.
type incidentFinal = incident.Final

var (
	link         = regexp.MustCompile(`(?i)https?://|www\.|[a-z0-9-]+\.(?:com|net|org|jp)/`)
	compensation = regexp.MustCompile(`賠償|補償|慰謝料|見舞金|金券|商品券|お詫びの品`)
	certain      = regexp.MustCompile(`(?:悪用|不正利用|二次被害|被害)(?:された事実)?は(?:一切)?(?:ありません|ございません|ない。|なかった)`)
)

// wording checks the words that go to the persons or the public: no link, no promise
// of money, no certainty that nothing happened. links: links are refused.
func (d *Draft) wording(links bool, ids ...string) {
	for _, id := range ids {
		v, ok := d.value(id)
		if !ok {
			continue
		}
		words := v.Words
		for _, r := range v.Rows {
			words += "\n" + r["text"]
		}
		if links && link.MatchString(words) {
			d.at(id, "link_in_notice")
		}
		if compensation.MatchString(words) {
			d.at(id, "compensation_in_notice")
		}
		if certain.MatchString(words) {
			d.about(id, "no_misuse_stated")
		}
	}
}

// incidentValues gathers what the letters to the persons and the public share.
func (d *Draft) incidentValues(day, summary string) map[string]any {
	d.needCompany("legal_name", "self_term", "rep_name", "address")
	d.ask(summary)
	d.ask("desk_name")
	if d.words("desk_phone") == "" && d.words("desk_email") == "" {
		d.at("desk_phone", "desk_needed")
	}
	d.wording(true, "notice_cause", "notice_harm", "desk_hours", "desk_name")
	items := d.itemWords()
	if len(items) == 0 {
		d.needed("data_items")
	}
	when := d.words(day)
	if when == "" {
		when = date(d.Options.AsOf)
	}
	harm := d.words("secondary_harm")
	class := ""
	if v, ok := d.value("cause_class"); ok && v.Words != "other" {
		o, _ := forms().Field("cause_class").option(v.Words)
		class = o.JA
	}
	cause := d.words("notice_cause")
	if cause != "" {
		class = ""
	}
	return map[string]any{
		"date": when, "summary": lines(d.words(summary)), "occurred": d.plainOf("occurred_on"), "discovered": d.plainOf("discovered_on"),
		"items": anys(items), "planned": d.words("data_planned") == "yes", "my_number": d.Input.fact("data.specific_personal_info") == "yes",
		"cause": lines(cause), "cause_class": class, "harm": harm, "harm_words": lines(d.words("notice_harm")), "advice": anys(d.advice()),
		"desk": map[string]any{"name": d.words("desk_name"), "phone": d.words("desk_phone"), "email": d.words("desk_email"),
			"hours": d.words("desk_hours"), "until": d.words("desk_until")},
	}
}

// ask asks for a field of the letters.
func (d *Draft) ask(id string) {
	if d.words(id) == "" {
		d.needed(id)
	}
}

// plainOf is a known field in words; "" when it is not known.
func (d *Draft) plainOf(id string) string {
	e := d.Entry(id)
	if e == nil || e.State != Known {
		return ""
	}
	return d.Plain(e)
}

// itemWords are the items of data in words: those of the letters, else those of the report.
func (d *Draft) itemWords() []string {
	var out []string
	if v, ok := d.value("notice_items"); ok {
		for _, r := range v.Rows {
			out = append(out, r["text"])
		}
		return out
	}
	v, _ := d.value("data_items")
	for _, o := range forms().Field("data_items").Choices() {
		switch {
		case !v.has(o.Code):
		case o.Code != "other":
			out = append(out, o.JA)
		case v.Other != "":
			out = append(out, v.Other)
		}
	}
	return out
}

// adviceFor says which advice helps the persons whose data of a kind is concerned.
var adviceFor = map[string][]string{
	"password": {"password"}, "card": {"card_number", "card_expiry", "card_security_code"}, "bank": {"bank_account"},
	"phishing": {"email", "phone", "address", "name"}, "my_number": {"my_number"}, "health": {"health", "medical"},
}

// advice is the advice that was chosen, else what the items of data ask for.
func (d *Draft) advice() []string {
	if v, ok := d.value("notice_advice"); ok {
		return v.Codes
	}
	items, _ := d.value("data_items")
	var out []string
	for _, o := range forms().Field("notice_advice").Choices() {
		if slices.ContainsFunc(adviceFor[o.Code], items.has) {
			out = append(out, o.Code)
		}
	}
	return out
}

// notices are the notices to the persons, one a variant.
func (d *Draft) notices() []Document {
	about := d.incidentValues("notice_date", "notice_summary")
	d.wording(true, "notice_summary", "notice_update", "notice_items")
	variants := []string{"letter"}
	if v, ok := d.value("notice_variants"); ok {
		variants = v.Codes
	}
	if slices.Contains(variants, "follow_up") {
		d.ask("notice_update")
		d.ask("notice_previous_date")
	}
	joint := []any{}
	v, _ := d.value("notice_joint")
	for _, r := range v.Rows {
		joint = append(joint, r["name"])
	}
	var out []Document
	for _, code := range variants {
		values := map[string]any{"variant": code, "joint": joint, "update": lines(d.words("notice_update")), "previous_on": d.words("notice_previous_date")}
		for k, e := range about {
			values[k] = e
		}
		o, _ := forms().Field("notice_variants").option(code)
		out = append(out, Document{Part: code, Name: o.JA, Values: d.filled("letter", values)})
	}
	return out
}

// statement is the public statement.
func (d *Draft) statement() map[string]any {
	out := d.incidentValues("statement_date", "statement_summary")
	d.wording(false, "statement_summary", "statement_number_text", "statement_excluded", "statement_check", "statement_prevention")
	substitute := d.Finding.NotifyMode != nil && *d.Finding.NotifyMode != "direct"
	if substitute && d.words("statement_check") == "" {
		d.at("statement_check", "statement_for_substitute")
	}
	measures := []any{}
	v, _ := d.value("statement_prevention")
	for _, r := range v.Rows {
		measures = append(measures, r["text"])
	}
	bodies := []any{}
	v, _ = d.value("other_reports")
	for _, r := range v.Rows {
		bodies = append(bodies, r["body"])
	}
	version, _ := d.value("statement_version")
	response := d.words("principal_response")
	for k, e := range map[string]any{
		"substitute": substitute, "number_text": d.numberText(), "excluded": d.words("statement_excluded"), "version": version.Number,
		"replaces": d.words("statement_replaces"), "check": lines(d.words("statement_check")),
		"persons_told": response == "done", "persons_will_be_told": response == "planned" || response == "ongoing",
		"reported": d.Finding.Reportable != nil && *d.Finding.Reportable, "other_bodies": bodies,
		"prevention": measures,
	} {
		out[k] = e
	}
	return out
}

// numberText is the number of persons for the public.
func (d *Draft) numberText() string {
	if s := d.words("statement_number_text"); s != "" {
		return s
	}
	total, hasTotal := d.value("principals_total")
	most, hasMost := d.value("principals_max")
	switch {
	case hasMost && (!hasTotal || most.Number > total.Number):
		return "最大" + japanese.Comma(most.Number) + "人"
	case hasTotal && d.words("principals_basis") == "approx":
		return "約" + japanese.Comma(total.Number) + "人"
	case hasTotal:
		return japanese.Comma(total.Number) + "人"
	}
	return ""
}

// clients are the notices to the 委託元, one each: what concerns another client is in none.
func (d *Draft) clients() []Document {
	d.needCompany("legal_name", "self_term", "rep_name", "address")
	for _, id := range []string{"contact_name", "contact_phone", "contact_email"} {
		d.ask(id)
	}
	all, _ := d.value("entrustors")
	if d.Input.fact("role") != "entrustee" {
		d.faults = append(d.faults, fault("/facts/role", "doc_does_not_apply", KindEntrustor, KindEntrustor,
			"Why", "role が entrustee（委託先）ではありません。"))
		return nil
	}
	if len(all.Rows) == 0 {
		d.needed("entrustors")
	}
	var out []Document
	for i, r := range all.Rows {
		d.otherClients(all.Rows, i)
		when := r["notified_on"]
		if s := d.words("entrustor_notice_date"); s != "" {
			when = s
		}
		if when == "" {
			when = date(d.Options.AsOf)
		}
		rows, open := d.clientRows(r, len(all.Rows) == 1)
		out = append(out, Document{Part: "client_" + japanese.Comma(i+1), Name: r["name"], Values: d.filled("client", map[string]any{
			"name": r["name"], "date": when, "known_on": d.plainOf("known_on"), "contract": d.words("entrustor_contract"),
			"my_number": d.Has(MyNumber), "personal_data": d.Has(APPI), "released": d.Input.fact("entrustor_has_duty") != "no", "open": open, "rows": rows,
			"contact_department": d.words("contact_department"), "contact_name": d.words("contact_name"),
			"contact_phone": d.words("contact_phone"), "contact_email": d.words("contact_email"),
		})})
	}
	return out
}

// notForClients are the fields of the nine items that a client is not told: other
// clients, our own deadline, and numbers of all clients together.
var notForClients = []string{"known_on", "entrustor_exists", "entrustors", "principals_total", "principals_max", "principals_basis",
	"principals_card", "principals_my_number", "principals_abroad", "attachments"}

// clientRows are the nine items as one client is told them.
func (d *Draft) clientRows(client Row, only bool) (rows []any, open bool) {
	rows = []any{}
	last := ""
	add := func(s *Section, label, text string) {
		rows = append(rows, map[string]any{"first": s.ID != last, "section": s.JA, "label": label, "text": text})
		last = s.ID
	}
	for _, e := range d.Entries {
		f := e.Field
		if f.section.Number == 0 {
			continue
		}
		if f.section.ID == "principals" && last != "principals" {
			open = d.clientNumbers(client, only, func(label, text string) { add(f.section, label, text) }) || open
		}
		if slices.Contains(notForClients, f.ID) || e.State == NotApplicable || e.State == Blank && f.Need[1] != Required {
			continue
		}
		open = open || e.State != Known
		text := d.Plain(e)
		if e.State == Blank {
			text = wordsOpen
		}
		for i, line := range strings.Split(text, "\n") {
			label := f.JA
			if i > 0 {
				label = ""
			}
			add(f.section, label, line)
		}
	}
	return rows, open
}

// clientNumbers are the persons of one client: the totals when it is the only one.
func (d *Draft) clientNumbers(client Row, only bool, add func(label, text string)) (open bool) {
	for _, n := range []struct{ column, field, label string }{
		{"persons", "principals_total", "本人の数（通知先の委託に係るもの）"}, {"persons_my_number", "principals_my_number", "うち特定個人情報に係る本人の数"},
	} {
		e := d.Entry(n.field)
		if e == nil {
			continue
		}
		text := client[n.column]
		switch {
		case text != "":
			text += "人"
		case only && e.State == Known:
			text = d.Plain(e)
		default:
			text, open = wordsOpen, true
		}
		add(n.label, text)
	}
	return open
}

// otherClients reports fields whose words name another client.
func (d *Draft) otherClients(all []Row, i int) {
	for _, e := range d.Entries {
		if e.State != Known || e.Field.section.Number == 0 || slices.Contains(notForClients, e.Field.ID) {
			continue
		}
		words := d.Plain(e)
		for j, other := range all {
			if name := other["name"]; j != i && name != "" && name != all[i]["name"] && strings.Contains(words, name) {
				d.at(e.Field.ID, "other_client_named")
			}
		}
	}
}
