package generator

import (
	"context"
	"errors"

	"kitei/generator/profile"
)

// Checked is what there is to say about an input before anything is made of it.
type Checked struct {
	Faults   []profile.Fault   `json:"faults"`
	Warnings []profile.Fault   `json:"warnings"`
	Assumed  []profile.Assumed `json:"assumed"`
	Findings []Finding         `json:"findings"`
	Missing  []profile.Missing `json:"missing"` // what is not there yet, whether it is a draft or not
}

// CheckSet checks an input for the kinds of a run, compares the documents that
// it would give with each other, and writes nothing. Faults are part of the
// answer; documents are compared only where there is none but gaps.
func (g *Generator) CheckSet(ctx context.Context, req SetRequest) (*Checked, error) {
	out := &Checked{Faults: []profile.Fault{}, Warnings: []profile.Fault{}, Assumed: []profile.Assumed{}, Findings: []Finding{}, Missing: []profile.Missing{}}
	req.Run.Kinds = req.Kinds
	faults, warnings := req.Input.Check(req.Run)
	out.Faults = append(out.Faults, faults...)
	out.Warnings = append(out.Warnings, warnings...)

	req.Formats, req.Progress = nil, nil
	req.Run.Draft = true
	if faults, _ := req.Input.Check(req.Run); len(faults) > 0 {
		return out, nil // the tree can't be made, not even with gaps
	}
	results, err := g.renderAll(ctx, req)
	var input profile.Faults
	switch {
	case errors.As(err, &input):
		out.Faults = append(out.Faults, input...)
		return out, nil
	case err != nil:
		return nil, err
	}
	m := NewManifest(req.Run.AsOf.String(), nil, results, req.Kinds)
	out.Assumed = append(out.Assumed, m.Assumed...)
	out.Missing = append(out.Missing, m.Missing...)
	out.Findings, err = g.agreement(results, req.Kinds)
	return out, err
}

// previewRounds bounds how often faulty values are left out of a preview: one
// that is gone can bring out another.
const previewRounds = 5

// Previewed is a document as far as it goes.
type Previewed struct {
	Page    []byte              // HTML
	Left    []profile.Fault     // what was left out
	Reasons map[string][]Reason // condition of a clause → the answers that it depends on
}

// Preview makes one document as far as it goes, as HTML: gaps are marked, and
// faulty values are left out as gaps.
func (g *Generator) Preview(ctx context.Context, req Request) (*Previewed, error) {
	req.Formats, req.Run.Draft = []Format{HTML}, true
	out := &Previewed{}
	for range previewRounds {
		run := req.Run
		run.Kinds = []string{req.Kind}
		faults, _ := req.Input.Check(run)
		if len(faults) == 0 {
			break
		}
		out.Left = append(out.Left, faults...)
		req.Input = req.Input.Without(faults)
	}
	res, err := g.Render(ctx, req)
	if err != nil {
		return nil, err
	}
	out.Page, out.Reasons = res.Files[0].Bytes, g.reasons(res, req.Input)
	return out, nil
}
