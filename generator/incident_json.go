package generator

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"kitei/generator/profile"
	"kitei/incident/report"
)

// draftJSON is the report as JSON: every field with its id, so that it can be copied
// or compared by a program.
type draftJSON struct {
	Notice    string          `json:"notice"`
	Version   string          `json:"kitei"`
	Form      string          `json:"form_version"`
	Drill     bool            `json:"drill"`
	Laws      []string        `json:"laws"`
	Stage     report.Stage    `json:"stage"`
	AsOf      string          `json:"as_of"`
	LawDate   string          `json:"law_as_of"`
	Deadlines []labelled      `json:"deadlines"`
	Fields    []fieldJSON     `json:"fields"`
	Open      []string        `json:"open"`
	Warnings  []profile.Fault `json:"warnings"`
}

type labelled struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

type fieldJSON struct {
	ID        string       `json:"id"`
	Section   string       `json:"section"`
	Label     string       `json:"label"`
	State     report.State `json:"state"`
	Text      string       `json:"text"`
	Value     any          `json:"value"`
	Verified  bool         `json:"verified"`
	Changed   bool         `json:"changed"`
	Before    string       `json:"before,omitempty"`
	Reason    string       `json:"reason,omitempty"`
	Expected  string       `json:"expected_on,omitempty"`
	Other     string       `json:"other,omitempty"`
	Choices   []string     `json:"choices,omitempty"`
	NeedFirst report.Need  `json:"need_preliminary"`
	NeedFinal report.Need  `json:"need_final"`
}

// json writes the draft.
func (r *incidentRun) json() ([]byte, error) {
	d := r.draft
	out := draftJSON{
		Notice: footReport, Version: Version, Form: report.FormVersion(), Drill: r.req.Drill, Laws: d.Laws, Stage: d.Stage,
		AsOf: r.req.AsOf.String(), LawDate: d.LawDate.String(), Deadlines: []labelled{}, Open: []string{}, Warnings: d.Warnings,
	}
	if out.Warnings == nil {
		out.Warnings = []profile.Fault{}
	}
	for _, p := range d.Deadlines() {
		out.Deadlines = append(out.Deadlines, labelled{p[0], p[1]})
	}
	for _, e := range d.Open() {
		out.Open = append(out.Open, e.Field.ID)
	}
	for _, e := range d.Entries {
		f := fieldJSON{
			ID: e.Field.ID, Section: e.Field.Section().ID, Label: e.Field.JA, State: e.State, Text: d.Plain(e), Verified: !e.Field.Unverified(),
			Changed: e.Changed, Before: e.Before, Reason: e.Value.Reason, Expected: e.Value.Expected, Other: e.Value.Other,
			NeedFirst: e.Field.Need[0], NeedFinal: e.Field.Need[1],
		}
		for _, o := range e.Field.Choices() {
			f.Choices = append(f.Choices, o.Code)
		}
		if e.State == report.Known {
			f.Value = plainValue(e)
		}
		out.Fields = append(out.Fields, f)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(out)
	return b.Bytes(), err
}

// plainValue is the value of a field in the types of JSON.
func plainValue(e *report.Entry) any {
	switch e.Field.Type {
	case report.Int:
		return e.Value.Number
	case report.Multi:
		return e.Value.Codes
	case report.Rows:
		rows := []map[string]string{}
		for _, row := range e.Value.Rows {
			shown := map[string]string{}
			for _, c := range e.Field.Columns {
				if v := row[c.ID]; v != "" && !c.Private {
					shown[c.ID] = v
				}
			}
			rows = append(rows, shown)
		}
		return rows
	}
	return e.Value.Words
}

// incidentPointer turns the path of a value of a template into a pointer into the
// incident file: the field of the report where the value says which it is.
func incidentPointer(values map[string]any, path string) string {
	steps := strings.Split(path, ".")
	if len(steps) < 2 {
		return ""
	}
	switch steps[0] {
	case "company":
		return "/profile/" + steps[1]
	case "ppc":
		list, _ := at(values, "ppc."+steps[1]).([]any)
		if len(steps) > 2 {
			if i, err := strconv.Atoi(steps[2]); err == nil && i < len(list) {
				if id := textOf(map[string]any{"f": list[i]}, "f.id"); id != "" {
					return "/report/" + id
				}
			}
		}
	}
	return "/report"
}
