package generator

import (
	"cmp"
	"maps"
	"regexp"
	"strings"

	"kitei/checklist"
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// checklistKind is the kind whose files are made by package checklist.
const checklistKind = "contractor_checklist"

// checklistOrder takes the order of a run out of the values of a profile.
func checklistOrder(facts *profile.Facts, current *law.Law, req Request) (*checklist.Order, error) {
	chosen := true
	for _, a := range facts.Assumed {
		chosen = chosen && !strings.HasSuffix(a.Pointer, "/options/item_sets")
	}
	order, warnings, err := checklist.OrderOf(facts.Values, chosen, req.Run.AsOf, Version)
	if err != nil {
		return nil, err
	}
	facts.Warnings = append(facts.Warnings, warnings...)
	order.Law, err = checklist.LawWords(current)
	return order, err
}

// checklistFiles makes the workbooks of the order.
func checklistFiles(order *checklist.Order, values map[string]any, req Request) ([]File, error) {
	books, err := order.Books()
	if err != nil {
		return nil, err
	}
	var out []File
	for _, b := range books {
		title := checklist.Title + contractorSuffix(b.ID, b.Name)
		out = append(out, File{
			Kind: checklistKind, Part: cmp.Or(b.ID, "main"), Format: XLSX, Title: title, MediaType: mediaTypes[XLSX], Bytes: b.Bytes,
			Name: fileName(textOf(values, "output.file_name"), nameValues(values, title, req), XLSX),
		})
	}
	return out, nil
}

// contractorSuffix tells the files of several contractors apart.
func contractorSuffix(id, name string) string {
	if id == "" {
		return ""
	}
	return strings.TrimRight("_"+id+"_"+cutRunes(name, 20), "_")
}

func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// checklistParts makes the printed form of every contractor.
func checklistParts(kind KindInfo, order *checklist.Order, values map[string]any, assembled func(values map[string]any, file string) (part, error)) ([]part, error) {
	var out []part
	for i, c := range order.Contractors {
		printed, err := order.Print(i)
		if err != nil {
			return nil, err
		}
		own := maps.Clone(values)
		own["checklist"] = printed
		for _, file := range kind.files() {
			p, err := assembled(own, file)
			if err != nil {
				return nil, err
			}
			if p.doc == nil {
				continue
			}
			if len(order.Contractors) > 1 {
				p.name, p.suffix = c.ID, contractorSuffix(c.ID, c.Name)
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// checklistField is the schema of checklist, for the templates of the kind.
func checklistField() *profile.Field {
	field := func(name string, t profile.Type) *profile.Field {
		return &profile.Field{Name: name, Type: t, LabelJA: name}
	}
	fields := func(t profile.Type, names string) (out []*profile.Field) {
		for _, name := range strings.Fields(names) {
			out = append(out, field(name, t))
		}
		return out
	}
	rows := func(name string, properties ...*profile.Field) *profile.Field {
		return &profile.Field{Name: name, Type: profile.Array, LabelJA: name, Items: &profile.Field{Type: profile.Object, Properties: properties}}
	}
	own := fields(profile.String, "form id name address corporate_number work country tier answered_by method reviewed_by department return_to choices verdict")
	own = append(own, fields(profile.Date, "contract_date reviewed_on next_check")...)
	own = append(own, fields(profile.Integer, "persons score threshold fix_days")...)
	own = append(own, fields(profile.Boolean, "letter answered personal numbers")...)
	own = append(own,
		&profile.Field{Name: "info", Type: profile.Array, LabelJA: "info", Items: &profile.Field{Type: profile.String}},
		rows("groups", field("label", profile.String), rows("items", append(fields(profile.String, "no text answer evidence due"), field("mandatory", profile.Boolean))...)),
		rows("certificates", fields(profile.String, "label number scope expires")...),
	)
	own = append(own, letterFields(field, fields, rows)...)
	return &profile.Field{Name: "checklist", Type: profile.Object, LabelJA: "確認リスト", Properties: own}
}

// letterFields are what the letter 是正依頼書 names.
func letterFields(field func(string, profile.Type) *profile.Field, fields func(profile.Type, string) []*profile.Field, rows func(string, ...*profile.Field) *profile.Field) []*profile.Field {
	out := fields(profile.String, "issuer approver honorific")
	out = append(out, fields(profile.Date, "letter_date checked_on reply_by recheck_on")...)
	return append(out,
		rows("corrections", append(fields(profile.String, "no text answer fix due limit"), field("mandatory", profile.Boolean))...),
		rows("unanswered", fields(profile.String, "no text")...),
		rows("expiring", fields(profile.String, "label expires state")...),
		rows("remarks", fields(profile.String, "place text")...),
	)
}

// typedProvision is a number that only a citation may give.
var typedProvision = regexp.MustCompile(`第[0-9０-９〇一二三四五六七八九十百]+[条項号]`)

// lintChecklist checks the law that the items cite.
func (r *LintReport) lintChecklist(table *law.Table) error {
	c, err := checklist.Items()
	if err != nil {
		return err
	}
	start := document.Pos{File: "templates/checklist/items.yaml", Line: 1, Column: 1}
	checked, err := japanese.ParseDate(c.LawCheckedOn)
	if err != nil {
		r.Faults.Add(start, "front_matter", "law_checked_on is a date like 2026-11-22")
		return nil
	}
	current, err := table.At(checked)
	if err != nil {
		r.Faults.Add(start, "stale", "law_checked_on: %v", err)
		return nil
	}
	for _, i := range c.Items {
		for _, id := range i.Law {
			r.Citations++
			cited, err := current.Cite(id)
			switch {
			case err != nil:
				r.Faults.Add(start, "bad_citation", "item %s: %v", i.ID, err)
			case checked.Before(cited.CheckedOn):
				r.Faults.Add(start, "stale_citation", "item %s: %s was compared with the law on %s, the items on %s", i.ID, id, cited.CheckedOn, checked)
			}
		}
		for _, words := range []string{i.Text, i.Criterion, i.Evidence} {
			if at := forbidden.FindString(words); at != "" {
				r.Faults.Add(start, "forbidden_word", "item %s: %q: use other words", i.ID, at)
			}
			if typedProvision.MatchString(words) {
				r.Faults.Add(start, "typed_number", "item %s: a provision of a statute is typed: cite it in law", i.ID)
			}
		}
	}
	return nil
}
