package generator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kitei/generator/assemble"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// The letter that goes with a set: it is no kind of the contract, as it is made of
// the other documents.
const (
	coverKind     = "cover_letter"
	coverTemplate = "cover_letter.md"
	coverNameJA   = "送付状"
	coverNameEN   = "Cover letter"
)

// coverEnvironment is what the letter can name.
func coverEnvironment() *profile.Field {
	fields := func(t profile.Type, names string) (out []*profile.Field) {
		for _, name := range strings.Fields(names) {
			out = append(out, &profile.Field{Name: name, Type: t, LabelJA: name})
		}
		return out
	}
	row := append(fields(profile.String, "title formats edition"), fields(profile.Integer, "no pages")...)
	letter := fields(profile.String, "addressee honorific subject office name registration_no phone")
	letter = append(letter, fields(profile.Boolean, "draft regulations policy sheets")...)
	letter = append(letter, fields(profile.Integer, "count")...)
	letter = append(letter, &profile.Field{Name: "date", Type: profile.Date, Format: "date", LabelJA: "発行日"},
		&profile.Field{Name: "documents", Type: profile.Array, LabelJA: "書類", Items: &profile.Field{Type: profile.Object, Properties: row}})
	return &profile.Field{Type: profile.Object, Properties: []*profile.Field{{Name: "letter", Type: profile.Object, LabelJA: coverNameJA, Properties: letter}}}
}

// CoverFaults is what a profile lacks for the letter that goes with its documents.
func CoverFaults(in *profile.Input) profile.Faults {
	if in.Text("profile.advisor.office") == "" {
		return profile.Faults{profile.NewFault("/profile/advisor/office", "cover_without_office", nil)}
	}
	return nil
}

// coverLetter makes the letter that goes with the documents of a company: from its
// adviser, the office that hands them over. It is a PDF, and text where the
// documents are asked for as text.
func (g *Generator) coverLetter(req SetRequest, results []*Result) (*Result, error) {
	if faults := CoverFaults(req.Input); len(faults) > 0 {
		return nil, faults
	}
	office := req.Input.Text("profile.advisor.office")
	values := results[0].values
	current, err := g.law.At(lawBasis(values, req.Run.AsOf))
	if err != nil {
		return nil, uncovered(err)
	}
	documents := enclosures(results)
	letter := map[string]any{
		"date": req.Run.AsOf.String(), "subject": cmp.Or(textOf(values, "legal_name"), textOf(values, "trade_name")), "draft": flag(values, "output.draft"),
		"office": office, "name": req.Input.Text("profile.advisor.name"), "registration_no": req.Input.Text("profile.advisor.registration_no"), "phone": req.Input.Text("profile.advisor.phone"),
		"count": len(documents), "documents": documents,
		"regulations": false, "policy": false, "sheets": false,
	}
	letter["addressee"], letter["honorific"] = addressee(values)
	for _, r := range results {
		switch r.kind {
		case "protection_regulation", "leak_procedure", "mynumber_rules", "security_regulations":
			letter["regulations"] = true
		case "privacy_policy":
			letter["policy"] = true
		}
		letter["sheets"] = letter["sheets"] == true || slices.ContainsFunc(r.Files, func(f File) bool { return f.Format == XLSX && f.Kind != checklistKind })
	}
	paper := map[string]any{"letter": letter, "legal_name": office, "short_name": office, "output": values["output"]} // the office's own
	p, err := g.part(coverKind, coverTemplate, paper, assemble.Options{Law: current, Digits: japanese.Half, Dates: dateStyle(values, coverKind)})
	if err != nil {
		return nil, err
	}
	res := &Result{kind: coverKind, TemplateVersion: p.doc.Meta.Version, LawBasis: lawBasis(values, req.Run.AsOf), document: p.doc, values: values}
	formats := []Format{PDF}
	for _, list := range req.Formats {
		if slices.Contains(list, Text) {
			formats = []Format{PDF, Text}
		}
	}
	own := Request{Input: req.Input, Kind: coverKind, Run: req.Run, Serial: req.Serial}
	for _, format := range formats {
		file, warnings, err := g.write(p, format, &profile.Facts{Values: paper}, own)
		if err != nil {
			return nil, err
		}
		file.Name = fileName(textOf(values, "output.file_name"), nameValues(values, coverNameJA, own), format)
		res.Warnings = append(res.Warnings, warnings...)
		res.add(file)
	}
	return res, nil
}

// addressee is whom a letter goes to: a body is 御中, a person 様.
func addressee(values map[string]any) (name, honorific string) {
	legal, trade := textOf(values, "legal_name"), textOf(values, "trade_name")
	if textOf(values, "entity_type") != "kojin" {
		return cmp.Or(legal, trade), "御中"
	}
	person := cmp.Or(textOf(values, "rep_name"), legal)
	if shop := cmp.Or(trade, legal); shop != "" && shop != person {
		return shop + "　" + person, "様"
	}
	return person, "様"
}

// enclosures are the documents in the order of the kinds: one line a document,
// whatever formats it has.
func enclosures(results []*Result) []any {
	var out []any
	var rows []map[string]any
	for _, r := range results {
		from := len(rows)
		edition, _ := at(r.values, "doc.edition").(int)
		for _, f := range r.Files {
			title := strings.ReplaceAll(f.Title, "_", "　")
			i := slices.IndexFunc(rows[from:], func(m map[string]any) bool { return m["title"] == title })
			if i < 0 {
				words := ""
				if edition > 0 {
					words = fmt.Sprintf("第%d版", edition)
				}
				rows = append(rows, map[string]any{"no": len(rows) + 1, "title": title, "formats": "", "pages": 0, "edition": words})
				i = len(rows) - 1 - from
			}
			m := rows[from+i]
			name := formatNames[f.Format]
			if words, _ := m["formats"].(string); words == "" {
				m["formats"] = name
			} else {
				m["formats"] = words + "、" + name
			}
			if f.Pages > 0 {
				m["pages"] = f.Pages
			}
		}
	}
	for _, m := range rows {
		out = append(out, m)
	}
	return out
}

// formatNames are the formats as an office calls them.
var formatNames = map[Format]string{PDF: "PDF", XLSX: "Excel", HTML: "HTML", Text: "テキスト", JSON: "JSON"}
