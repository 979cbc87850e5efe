package generator

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"kitei/checklist"
	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/profile"
	"kitei/generator/write/text"
)

// part is one document of a kind: its template and the finished tree.
type part struct {
	template *assemble.Template
	doc      *document.Document
	name     string // of the part, in place of the template's
	suffix   string // after 書類名 in the file name
}

// parts makes the trees of one kind: of every template of it whose condition
// holds. There is none for a kind of workbooks alone. The checklist has one for
// each contractor; order is what its workbooks are made of, nil for other kinds.
func (g *Generator) parts(req Request) (parts []part, facts *profile.Facts, order *checklist.Order, err error) {
	kind, ok := KindOf(req.Kind)
	if !ok || !kind.Ready() {
		return nil, nil, nil, fmt.Errorf("the document kind %q is not there yet", req.Kind)
	}
	if kind.Input == incidentInput {
		return nil, nil, nil, profile.Faults{profile.NewFault("", "kind_of_incident", map[string]string{"Kind": kind.Kind, "NameJA": kind.NameJA, "NameEN": kind.NameEN})}
	}
	if facts, err = req.Input.Facts(req.Kind, req.Run); err != nil {
		return nil, nil, nil, err
	}
	values := facts.Values
	current, err := g.law.At(lawBasis(values, req.Run.AsOf))
	if err != nil {
		return nil, nil, nil, uncovered(err)
	}
	digits := articleDigits(values)
	dates := dateStyle(values, req.Kind)
	if err := lawValues(current, digits, values, req.Run.AsOf, dates); err != nil {
		return nil, nil, nil, err
	}
	if strings.HasPrefix(req.Kind, "training_") {
		warnings, err := trainingValues(values, current, req.Run.AsOf)
		if err != nil {
			return nil, nil, nil, err
		}
		facts.Warnings = append(facts.Warnings, warnings...)
	}
	options := assemble.Options{
		Law: current, Draft: flag(values, "output.draft"), Digits: digits, Dates: dates,
		Frozen: frozen(values), Cite: flag(values, "options.footnotes"),
	}
	assembled := func(values map[string]any, file string) (part, error) {
		return g.part(kind.Kind, file, values, options)
	}
	if kind.Kind == checklistKind {
		if order, err = checklistOrder(facts, current, req); err != nil {
			return nil, nil, nil, err
		}
		parts, err = checklistParts(kind, order, values, assembled)
		return parts, facts, order, err
	}
	for _, file := range kind.files() {
		p, err := assembled(values, file)
		if err != nil {
			return nil, nil, nil, err
		}
		if p.doc != nil {
			parts = append(parts, p)
		}
	}
	return parts, facts, nil, nil
}

// part makes the tree of one template; none when its condition does not hold.
func (g *Generator) part(kind, file string, values map[string]any, options assemble.Options) (p part, err error) {
	if p.template, err = g.template(templateKey(kind, file)); err != nil {
		return p, err
	}
	if when := p.template.Meta().When; when != "" {
		if wanted, err := p.template.Condition(when, values); err != nil || !wanted {
			return p, err
		}
	}
	doc, err := p.template.Assemble(values, options)
	var faults document.Faults
	if errors.As(err, &faults) {
		return p, inputFaults(faults)
	}
	if err != nil {
		return p, err
	}
	if doc.Cover, err = cover(p.template, values, kind); err != nil {
		return p, err
	}
	p.doc = doc
	return p, nil
}

// write gives a part in one format.
func (g *Generator) write(p part, format Format, facts *profile.Facts, req Request) (file File, warnings []profile.Fault, err error) {
	title := cmp.Or(p.doc.Meta.Name, document.Plain(p.doc.Meta.Title)) + p.suffix
	file = File{
		Kind: req.Kind, Part: cmp.Or(p.name, p.doc.Meta.Part, "main"), Format: format, Title: title, MediaType: mediaTypes[format],
		Name: fileName(textOf(facts.Values, "output.file_name"), nameValues(facts.Values, title, req), format),
	}
	switch format {
	case Text:
		var b bytes.Buffer
		err = text.Write(&b, p.doc)
		file.Bytes = b.Bytes()
	case PDF:
		file.Bytes, file.Pages, warnings, err = g.pdf(p, facts, req)
	case HTML:
		file.Bytes, err = g.html(p, facts, req)
	default:
		err = fmt.Errorf("%s: the format %s is not there yet", req.Kind, format)
	}
	return file, warnings, err
}
