package generator

import (
	"context"
	"fmt"
	"slices"

	"kitei/checklist"
	"kitei/generator/assemble"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// correctionTemplate is the letter 是正依頼書.
const correctionTemplate = "correction_request.md"

// Corrections makes the letters 是正依頼書 to the contractors that have to mend or
// to complete something, as PDF or text, in the order of the report. Progress is
// called after each.
func (g *Generator) Corrections(ctx context.Context, report checklist.Report, format Format, progress func(done, total int)) ([]File, error) {
	var wanted []checklist.Result
	for _, r := range report.Contractors {
		if r.NeedsLetter() {
			wanted = append(wanted, r)
		}
	}
	current, err := g.law.At(report.AsOf)
	if err != nil {
		return nil, uncovered(err)
	}
	var out []File
	for i, r := range wanted {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		values := map[string]any{"checklist": r.Letter(report.AsOf), "legal_name": r.Issuer, "short_name": r.Issuer}
		p, err := g.part(checklistKind, correctionTemplate, values, assemble.Options{Law: current, Digits: japanese.Half, Dates: "wareki"})
		if err != nil {
			return nil, err
		}
		if p.doc == nil {
			return nil, fmt.Errorf("templates/%s: no letter was made", correctionTemplate)
		}
		p.suffix = contractorSuffix(cutRunes(r.ID, 20), r.Contractor)
		facts := &profile.Facts{Values: values}
		file, _, err := g.write(p, format, facts, Request{Kind: checklistKind, Run: profile.Run{AsOf: report.AsOf}})
		if err != nil {
			return nil, err
		}
		file.Name = freeName(file.Name, out)
		out = append(out, file)
		if progress != nil {
			progress(i+1, len(wanted))
		}
	}
	res := &Result{}
	res.add(out...)
	return res.Files, nil
}

// freeName gives a name that no file has yet.
func freeName(name string, files []File) string {
	for n := 2; slices.ContainsFunc(files, func(f File) bool { return f.Name == name }); n++ {
		name = fmt.Sprintf("%d_%s", n, name)
	}
	return name
}
