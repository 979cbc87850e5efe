package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"kitei/generator/profile"
)

// Report is what `render --json` prints.
type Report struct {
	AsOf     string            `json:"as_of"`
	LawBasis string            `json:"law_basis"`
	Files    []File            `json:"files"`
	Warnings []profile.Fault   `json:"warnings"`
	Assumed  []profile.Assumed `json:"assumed"`
	Missing  []profile.Missing `json:"missing"`
	Findings []Finding         `json:"findings"` // where the documents do not agree
}

// Manifest is what stands beside the files: the report, and what is needed to
// prove later how they were made.
type Manifest struct {
	Report
	Version   string            `json:"version"`
	Templates map[string]string `json:"templates"` // kind → version of the wording
	InputHash string            `json:"input_sha256"`
	Clauses   []Clause          `json:"clauses"`
}

// NewManifest sums up the results of a run over one input file.
func NewManifest(asOf string, input []byte, results []*Result, kinds []string) Manifest {
	sum := sha256.Sum256(input)
	m := Manifest{Version: Version, Templates: map[string]string{}, InputHash: hex.EncodeToString(sum[:]), Clauses: []Clause{}}
	m.Report = Report{AsOf: asOf, Files: []File{}, Warnings: []profile.Fault{}, Assumed: []profile.Assumed{}, Missing: []profile.Missing{}, Findings: []Finding{}}
	for i, r := range results {
		m.LawBasis = r.LawBasis.String()
		m.Templates[kinds[i]] = r.TemplateVersion
		m.Files = append(m.Files, r.Files...)
		m.Clauses = append(m.Clauses, r.Clauses...)
		m.Warnings = appendNew(m.Warnings, r.Warnings)
		m.Assumed = appendNew(m.Assumed, r.Assumed)
		m.Missing = appendNew(m.Missing, r.Missing)
	}
	return m
}

// appendNew appends what is not in the list yet: two documents of one company
// warn of the same thing once.
func appendNew[T any](list, more []T) []T {
	seen := map[string]bool{}
	for _, e := range list {
		seen[key(e)] = true
	}
	for _, e := range more {
		if k := key(e); !seen[k] {
			seen[k] = true
			list = append(list, e)
		}
	}
	return list
}

func key(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
