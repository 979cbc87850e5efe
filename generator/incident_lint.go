package generator

import (
	"kitei/generator/document"
	"kitei/incident/report"
	"kitei/law"
	"kitei/templates"
)

// forms checks the lists of fields of the report and the letters, with their sources
// and citations.
func (r *LintReport) forms(table *law.Table) {
	_, err := report.LoadForms(templates.FS, table)
	if err == nil {
		return
	}
	at := document.Pos{File: "templates/forms", Line: 1, Column: 1}
	list, ok := err.(interface{ Unwrap() []error })
	if !ok {
		r.Faults.Add(at, "form", "%v", err)
		return
	}
	for _, e := range list.Unwrap() {
		r.Faults.Add(at, "form", "%v", e)
	}
}
