package generator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// Request asks for the files of one document kind.
type Request struct {
	Input   *profile.Input
	Kind    string
	Formats []Format
	Run     profile.Run // the day it is made for; the kinds of the same run
	Serial  int         // place of the company in a list, for names; 0 = there is no list
}

// File is a finished file.
type File struct {
	Kind      string `json:"kind"`
	Part      string `json:"part"`
	Format    Format `json:"format"`
	Name      string `json:"name"`
	Size      int    `json:"bytes"`
	Pages     int    `json:"pages"` // 0 for formats without pages
	SHA256    string `json:"sha256"`
	Title     string `json:"-"` // of the document, as its reader knows it
	MediaType string `json:"-"`
	Bytes     []byte `json:"-"`
}

// Clause is a numbered heading that was selected, for the manifest: what a
// later frozen numbering needs.
type Clause struct {
	Kind       string   `json:"kind"`
	ID         string   `json:"id"`
	Num        string   `json:"num"`
	Label      string   `json:"label"`
	Title      string   `json:"title"`
	Conditions []string `json:"conditions,omitempty"`
	Law        []string `json:"law,omitempty"`
}

// Result is everything one request gave.
type Result struct {
	Files           []File
	Clauses         []Clause
	Warnings        []profile.Fault
	Assumed         []profile.Assumed
	Missing         []profile.Missing
	TemplateVersion string
	LawBasis        japanese.Date

	kind     string
	document *document.Document // nil for a kind of workbooks alone
	values   map[string]any
}

var mediaTypes = map[Format]string{PDF: "application/pdf", HTML: "text/html; charset=utf-8", Text: "text/plain; charset=utf-8",
	JSON: "application/json",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// MediaType is the media type of a format.
func MediaType(f Format) string { return mediaTypes[f] }

// Render makes the files of one kind. The error is profile.Faults for faults of
// the input, [law.OutOfCoverageError] for a law date outside the table.
func (g *Generator) Render(ctx context.Context, req Request) (*Result, error) {
	parts, facts, order, err := g.parts(req)
	if err != nil {
		return nil, err
	}
	res := &Result{
		Warnings: facts.Warnings, Assumed: facts.Assumed, Missing: facts.Missing,
		LawBasis: lawBasis(facts.Values, req.Run.AsOf),
		kind:     req.Kind, values: facts.Values,
	}
	for i, p := range parts {
		if i == 0 {
			res.TemplateVersion, res.document = p.doc.Meta.Version, p.doc
		}
		if order == nil || i == 0 { // the forms of several contractors have the same clauses
			res.Clauses = append(res.Clauses, clauses(req.Kind, p.doc)...)
		}
	}
	kind, _ := KindOf(req.Kind)
	for _, format := range req.Formats {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if format == XLSX {
			files, err := sheetFiles(kind, facts.Values, req)
			if order != nil {
				files, err = checklistFiles(order, facts.Values, req)
			}
			if err != nil {
				return nil, err
			}
			res.add(files...)
			continue
		}
		for _, p := range parts {
			file, warnings, err := g.write(p, format, facts, req)
			if err != nil {
				return nil, err
			}
			res.Warnings = append(res.Warnings, warnings...)
			res.add(file)
		}
	}
	return res, nil
}

// add appends files with their size and hash.
func (r *Result) add(files ...File) {
	for _, f := range files {
		sum := sha256.Sum256(f.Bytes)
		f.Size, f.SHA256 = len(f.Bytes), hex.EncodeToString(sum[:])
		r.Files = append(r.Files, f)
	}
}

// Document makes the finished tree of one kind (of its first part), with the
// facts that went into it.
func (g *Generator) Document(_ context.Context, req Request) (*document.Document, *profile.Facts, error) {
	parts, facts, _, err := g.parts(req)
	if err != nil {
		return nil, nil, err
	}
	if len(parts) == 0 {
		return nil, nil, fmt.Errorf("the document kind %q has no text", req.Kind)
	}
	return parts[0].doc, facts, nil
}

// uncovered turns a law date outside the table into a fault of the input.
func uncovered(err error) error {
	var out *law.OutOfCoverageError
	if !errors.As(err, &out) {
		return err
	}
	from, to := out.Coverage.From, out.Coverage.To
	return profile.Faults{profile.NewFault("/output/law_basis", "law_not_covered", map[string]string{
		"FromJA": from.Seireki(), "ToJA": to.Seireki(), "From": from.String(), "To": to.String(),
	})}
}

// inputFaults turns blanks, which the user can fill, into faults of the input;
// any other template fault stays what it is.
func inputFaults(faults document.Faults) error {
	var out profile.Faults
	for _, f := range faults {
		if f.Code != "blank" {
			return faults
		}
		out = append(out, profile.Blank(f.Message))
	}
	return out
}

// dateStyle is the one asked for, else 和暦 for regulations and 西暦 for public papers.
func dateStyle(values map[string]any, kind string) string {
	if s := textOf(values, "output.date_style"); s != "" {
		return s
	}
	if kind == "privacy_policy" || kind == "mynumber_policy" {
		return "seireki"
	}
	return "wareki"
}

// frozen gives the adopted numbers when the options ask to keep them.
func frozen(values map[string]any) map[string]string {
	if textOf(values, "options.numbering") != "frozen" {
		return nil
	}
	out := map[string]string{}
	list, _ := at(values, "options.adopted").([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			out[textOf(m, "id")] = textOf(m, "num")
		}
	}
	return out
}

func lawBasis(values map[string]any, asOf japanese.Date) japanese.Date {
	if d, err := japanese.ParseDate(textOf(values, "output.law_basis")); err == nil {
		return d
	}
	return asOf
}

// clauses lists the numbered headings of a document.
func clauses(kind string, doc *document.Document) []Clause {
	var out []Clause
	document.Walk(doc.Body, func(e *document.Element) bool {
		if e.Num != "" && len(e.Title) > 0 && e.ID != "" {
			out = append(out, Clause{kind, e.ID, e.Num, e.Label, titleWords(e.Title), e.Origin.Conditions, e.Origin.Law})
		}
		return true
	})
	return out
}

// titleWords are the words of a heading without its footnote marks.
func titleWords(list []document.Inline) string {
	return document.Plain(slices.DeleteFunc(slices.Clone(list), func(in document.Inline) bool { return in.Kind == document.NoteRef }))
}
