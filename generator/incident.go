package generator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/layout"
	"kitei/generator/profile"
	"kitei/generator/write/html"
	"kitei/generator/write/pdf"
	"kitei/generator/write/text"
	"kitei/incident"
	"kitei/incident/report"
	"kitei/law"
)

// incidentInput is the input of the kinds that are made of an incident.
const incidentInput = "incident"

// IncidentRequest asks for the documents that follow an incident.
type IncidentRequest struct {
	Input    *report.Input
	Previous *report.Input // the file of the filing before; nil = none
	Kinds    []string      // none = those that the incident asks for
	Formats  []Format      // none = PDF
	Law      string        // appi, mynumber, auto; "" = auto
	Stage    report.Stage  // "" = 速報
	Drill    bool
	AsOf     japanese.Date // the day of the draft and of the law
}

// IncidentSet is everything that one incident gave.
type IncidentSet struct {
	Finding  *incident.Finding
	Kinds    []string
	Files    []File
	Warnings []profile.Fault
}

// RenderIncident makes the documents that follow an incident. Nothing is given
// unless all of them succeed. The error is [profile.Faults] for faults of the input,
// all at once. No I/O; the same request gives the same bytes.
func (g *Generator) RenderIncident(ctx context.Context, req IncidentRequest) (*IncidentSet, error) {
	r, err := g.incidentRun(req)
	if err != nil {
		return nil, err
	}
	kinds, formats, skipped, err := r.choose()
	if err != nil {
		return nil, err
	}
	out := &IncidentSet{Finding: r.draft.Finding, Kinds: kinds}
	var faults profile.Faults
	documents := map[string][]report.Document{}
	for _, kind := range kinds {
		documents[kind], err = r.draft.Documents(kind)
		if err := inputError(&faults, err); err != nil {
			return nil, err
		}
	}
	if len(faults) > 0 {
		return nil, unique(faults)
	}
	result := &Result{}
	for _, kind := range kinds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		files, err := r.kind(kind, formats[kind], documents)
		if err := inputError(&faults, err); err != nil {
			return nil, err
		}
		result.add(files...)
	}
	if len(faults) > 0 {
		return nil, unique(faults)
	}
	out.Files = result.Files
	out.Warnings = unique(slices.Concat(profile.Faults(r.draft.Warnings), r.warnings, skipped))
	for i, f := range out.Files {
		if slices.ContainsFunc(out.Files[:i], func(e File) bool { return e.Name == f.Name }) {
			out.Files[i].Name = safeName(fmt.Sprintf("%s_%d", f.Part, i+1)) + "_" + f.Name // two 委託元 of one name
		}
	}
	return out, nil
}

// incidentRun is one request at work.
type incidentRun struct {
	g        *Generator
	req      IncidentRequest
	law      *law.Law
	draft    *report.Draft
	warnings profile.Faults
}

// AssessIncident decides whether a leak must be reported, to whom and by when, by the
// law of a day. The error is [profile.Faults] for a day of which the law or the closed
// days are not known.
func (g *Generator) AssessIncident(facts *incident.Facts, asOf japanese.Date) (*incident.Finding, error) {
	assessor, err := g.assessor(asOf)
	if err != nil {
		return nil, err
	}
	finding, err := assessor.Assess(facts)
	return finding, closedDays(err)
}

// Advice is a decision with what to find out next.
type Advice struct {
	Finding *incident.Finding
	Ask     []string          // the open questions, what settles most first
	Changes []incident.Change // what could still be found out, and what it would change
}

// AdviseIncident decides like [Generator.AssessIncident] and says what to ask next.
func (g *Generator) AdviseIncident(facts *incident.Facts, asOf japanese.Date, lang string) (*Advice, error) {
	assessor, err := g.assessor(asOf)
	if err != nil {
		return nil, err
	}
	finding, err := assessor.Assess(facts)
	if err != nil {
		return nil, closedDays(err)
	}
	return &Advice{Finding: finding, Ask: assessor.Ask(facts, finding.Questions), Changes: assessor.Changes(facts, lang)}, nil
}

func (g *Generator) assessor(asOf japanese.Date) (*incident.Assessor, error) {
	current, err := g.law.At(asOf)
	if err != nil {
		return nil, uncovered(err)
	}
	return incident.New(current)
}

// DraftIncident fills the form of the report and checks nothing: see
// [report.Draft.Documents].
func (g *Generator) DraftIncident(req IncidentRequest) (*report.Draft, error) {
	r, err := g.incidentRun(req)
	if err != nil {
		return nil, err
	}
	return r.draft, nil
}

// incidentRun decides by the law of the day and fills the form.
func (g *Generator) incidentRun(req IncidentRequest) (*incidentRun, error) {
	finding, err := g.AssessIncident(req.Input.Facts, req.AsOf)
	if err != nil {
		return nil, err
	}
	current, err := g.law.At(req.AsOf)
	if err != nil {
		return nil, uncovered(err)
	}
	draft, err := req.Input.Draft(current, finding, report.Options{Law: req.Law, Stage: req.Stage, Previous: req.Previous, AsOf: req.AsOf, Drill: req.Drill})
	if err != nil {
		return nil, closedDays(err)
	}
	return &incidentRun{g: g, req: req, law: current, draft: draft}, nil
}

// closedDays turns a day whose calendar is not known into a fault of the input.
func closedDays(err error) error {
	var closed *law.ClosedDaysUnknownError
	if errors.As(err, &closed) {
		return profile.Faults{profile.ClosedDaysUnknown(closed.Coverage)}
	}
	return err
}

// inputError adds faults of the input to the list; another error is handed back.
func inputError(faults *profile.Faults, err error) error {
	var found profile.Faults
	if errors.As(err, &found) {
		*faults = append(*faults, found...)
		return nil
	}
	return err
}

// unique is a list of faults, each once, in the order they came.
func unique(faults profile.Faults) profile.Faults {
	var out profile.Faults
	for _, f := range faults {
		if !slices.ContainsFunc(out, func(e profile.Fault) bool { return e == f }) {
			out = append(out, f)
		}
	}
	return out
}

// choose settles the kinds and their formats. A format that a kind does not have is
// passed over and said as long as the kind has another of those named and another
// kind has this one; else it is a fault.
func (r *incidentRun) choose() (kinds []string, formats map[string][]Format, skipped profile.Faults, err error) {
	kinds, wanted := r.req.Kinds, r.req.Formats
	if len(kinds) == 0 {
		kinds = r.draft.Applies()
	}
	if len(wanted) == 0 {
		wanted = []Format{PDF}
	}
	formats = map[string][]Format{}
	var list []string
	used := map[Format]bool{}
	var faults, passed profile.Faults
	for _, name := range kinds {
		k, ok := KindOf(name)
		switch {
		case slices.Contains(list, name):
			continue
		case !ok || k.Input != incidentInput:
			faults = append(faults, profile.NewFault("", "no_such_kind", map[string]string{"Kind": Printable(name)}))
			continue
		}
		list = append(list, name)
		for _, f := range wanted {
			words := map[string]string{"Kind": name, "NameJA": k.NameJA, "NameEN": k.NameEN, "Format": Printable(string(f)), "Known": joinFormats(k.Formats)}
			switch {
			case slices.Contains(formats[name], f):
			case slices.Contains(k.Formats, f):
				formats[name], used[f] = append(formats[name], f), true
			case slices.Contains(k.Planned, f):
				faults = append(faults, profile.NewFault("", "format_not_yet", words))
			default:
				passed = append(passed, profile.NewFault("", "format_skipped", words))
			}
		}
		if len(formats[name]) == 0 && len(r.req.Kinds) > 0 {
			faults = append(faults, profile.NewFault("", "no_such_format", map[string]string{
				"Kind": name, "NameJA": k.NameJA, "NameEN": k.NameEN, "Format": Printable(string(wanted[0])), "Known": joinFormats(k.Formats)}))
		}
	}
	for _, f := range wanted {
		if !used[f] && len(faults) == 0 {
			faults = append(faults, profile.NewFault("", "no_such_format", map[string]string{"Kind": "-", "NameJA": "-", "NameEN": "-", "Format": Printable(string(f)),
				"Known": joinFormats([]Format{PDF, XLSX, HTML, Text, JSON})}))
		}
	}
	if len(faults) > 0 {
		return nil, nil, nil, faults
	}
	list = slices.DeleteFunc(list, func(k string) bool { return len(formats[k]) == 0 })
	return list, formats, passed, nil
}

// kind makes the files of one kind.
func (r *incidentRun) kind(kind string, formats []Format, documents map[string][]report.Document) ([]File, error) {
	var out []File
	for _, d := range documents[kind] {
		p, err := r.part(kind, d)
		if err != nil {
			return nil, err
		}
		for _, format := range formats {
			file := File{Kind: kind, Part: cmp.Or(d.Part, "main"), Format: format, MediaType: mediaTypes[format], Name: r.fileName(p.doc.Meta.Name, d.Name, kind, format)}
			switch format {
			case PDF:
				file.Bytes, file.Pages, err = r.pdf(p, d, kind)
			case HTML:
				file.Bytes, err = r.html(p, kind)
			case Text:
				var b bytes.Buffer
				err = text.Write(&b, p.doc)
				file.Bytes = b.Bytes()
			case XLSX:
				file.Bytes, err = r.xlsx(documents)
			case JSON:
				file.Bytes, err = r.json()
			}
			if err != nil {
				return nil, err
			}
			out = append(out, file)
		}
	}
	return out, nil
}

// part assembles one document.
func (r *incidentRun) part(kind string, d report.Document) (part, error) {
	k, _ := KindOf(kind)
	t, err := r.g.template(templateKey(kind, k.Template))
	if err != nil {
		return part{}, err
	}
	// What nobody confirmed is named without its number, also in a draft for the office.
	doc, err := t.Assemble(d.Values, assemble.Options{Law: r.law, Digits: japanese.Half, Dates: "seireki"})
	return part{template: t, doc: doc}, err
}

// The words at the foot of every page.
const (
	footReport = "下書き（社内用）。提出は個人情報保護委員会の報告フォームから"
	footRecord = "判断記録（社内用）"
)

// foot is the footer of a kind. A letter that goes out carries none but its title.
func (r *incidentRun) foot(kind string) string {
	basis := "　法令基準日 " + r.draft.LawDate.Seireki()
	switch kind {
	case report.KindReport:
		return footReport + basis
	case report.KindRecord:
		return footRecord + basis
	}
	return ""
}

// drillStamp stands at the head of every page of a drill.
const drillStamp = "【訓練】実際の事案ではありません"

func (r *incidentRun) pdf(p part, d report.Document, kind string) ([]byte, int, error) {
	title := document.Plain(p.doc.Meta.Title)
	options := layout.Options{FooterLeft: r.foot(kind), FooterWide: r.foot(kind) != ""}
	if r.foot(kind) != "" {
		options.HeaderLeft = cmp.Or(r.req.Input.Text("short_name"), r.req.Input.Text("legal_name"))
	}
	if r.req.Drill {
		options.Stamp = drillStamp
	}
	var err error
	if options.OnePage, err = p.template.Condition(p.doc.Meta.OnePage, d.Values); err != nil {
		return nil, 0, err
	}
	meta := pdf.Meta{Title: title, Author: r.req.Input.Text("legal_name"), Created: midnight(r.req.AsOf)}
	file, pages, warnings, err := typeset(p.doc, options, meta, func(path string) string { return incidentPointer(d.Values, path) })
	r.warnings = append(r.warnings, warnings...)
	return file, pages, err
}

func (r *incidentRun) html(p part, kind string) ([]byte, error) {
	mark := r.foot(kind)
	if r.req.Drill {
		mark = drillStamp + "　" + mark
	}
	var b bytes.Buffer
	err := html.Write(&b, p.doc, html.Options{Mark: mark, LawText: lawText(r.law, p.doc.Meta.Laws, japanese.Half, false)})
	return b.Bytes(), err
}

// fileName is {short_name}_{書類名}_{as_of}; a drill says so, and several documents of
// a kind are told apart.
func (r *incidentRun) fileName(name, part, kind string, format Format) string {
	if kind == report.KindReport {
		part = map[report.Stage]string{report.Preliminary: "速報", report.Final: "確報", report.Both: "速報兼確報"}[r.draft.Stage]
	}
	if part != "" {
		name += "_" + part
	}
	if r.req.Drill {
		name = "【訓練】" + name
	}
	company := cmp.Or(r.req.Input.Text("short_name"), r.req.Input.Text("legal_name"), "事案")
	return fileName("", map[string]string{"short_name": company, "document": name, "as_of": r.req.AsOf.String()}, format)
}
