package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kitei/fonts"
	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/layout"
	"kitei/generator/profile"
	"kitei/generator/write/pdf"
)

// pdf typesets the document and writes it. The warnings name characters that
// are drawn otherwise than they were typed, and faults of the typesetting.
func (g *Generator) pdf(p part, facts *profile.Facts, req Request) (file []byte, pages int, warnings []profile.Fault, err error) {
	values, doc, meta := facts.Values, p.doc, p.doc.Meta
	title := document.Plain(doc.Meta.Title)
	options := layout.Options{
		HeaderLeft: cmp.Or(textOf(values, "short_name"), textOf(values, "legal_name"), textOf(values, "trade_name")),
		FooterLeft: title, Draft: flag(values, "output.draft"),
	}
	if n := textOf(values, "doc.number"); n != "" {
		options.FooterLeft += "　" + n
	}
	if meta.Mark != "" {
		options.HeaderRight, options.FooterLeft = options.FooterLeft+"　"+dateWords(req.Run.AsOf, dateStyle(values, req.Kind))+"版", secrecy(meta.Mark, values)
	}
	options.Slides = meta.Page == "slides"
	if flag(values, "options.posting") {
		options.HeaderRight = "掲示用"
	}
	if options.TOC, err = p.template.Condition(meta.TOC, values); err != nil {
		return nil, 0, nil, err
	}
	if options.OnePage, err = p.template.Condition(meta.OnePage, values); err != nil {
		return nil, 0, nil, err
	}
	if c := doc.Cover; c != nil {
		options.Cover = &layout.Cover{Title: title, Number: c.Number, Dates: c.Dates, Company: c.Company}
	}
	return typeset(doc, options, pdf.Meta{Title: title, Author: textOf(values, "legal_name"), Created: midnight(req.Run.AsOf)}, pointer)
}

// typeset sets a document and writes it as PDF. at turns the path of a value into a
// pointer into the input.
func typeset(doc *document.Document, options layout.Options, meta pdf.Meta, at func(string) string) (file []byte, pages int, warnings []profile.Fault, err error) {
	set, err := layout.Set(doc, options, fonts.Embedded{})
	if err != nil {
		return nil, 0, nil, glyphFaults(err, at)
	}
	named := map[rune]bool{} // characters already told of with their field: a header that repeats them adds nothing
	for _, w := range set.Warnings {
		named[w.Rune] = named[w.Rune] || w.Field != ""
	}
	for _, w := range set.Warnings {
		if w.Field == "" && named[w.Rune] {
			continue
		}
		warnings = append(warnings, profile.NewFault(at(w.Field), "drawn_otherwise", runeWords(w.Rune)))
	}
	for range set.Faults {
		warnings = append(warnings, profile.NewFault("", "typesetting", nil))
		break
	}
	var b bytes.Buffer
	err = pdf.Write(set, meta, &b)
	return b.Bytes(), len(set.Pages), warnings, err
}

// cover is the 表紙 that the template asks for; nil when it asks for none.
func cover(t *assemble.Template, values map[string]any, kind string) (*document.Cover, error) {
	if wanted, err := t.Condition(t.Meta().Cover, values); err != nil || !wanted {
		return nil, err
	}
	if strings.HasPrefix(kind, "training_") {
		return trainingCover(values), nil
	}
	return &document.Cover{
		Number: textOf(values, "doc.number"), Dates: coverDates(values, kind),
		Company: cmp.Or(textOf(values, "legal_name"), textOf(values, "trade_name")),
	}, nil
}

// coverDates are the lines of dates on a 表紙.
func coverDates(values map[string]any, kind string) []string {
	var out []string
	for _, d := range []struct{ label, path string }{{"制定", "doc.established_on"}, {"施行", "doc.effective_on"}, {"最終改正", "doc.latest_revision"}} {
		date, err := japanese.ParseDate(textOf(values, d.path))
		if err != nil {
			continue
		}
		out = append(out, d.label+"　"+dateWords(date, dateStyle(values, kind)))
	}
	return out
}

// glyphFaults turns missing glyphs into faults of the fields they stand in.
func glyphFaults(err error, at func(string) string) error {
	missing := layout.MissingGlyphs(err)
	if len(missing) == 0 {
		return err
	}
	var out profile.Faults
	for _, m := range missing {
		// several computed values can come from one field
		if f := profile.NewFault(at(m.Field), "missing_glyph", runeWords(m.Rune)); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// runeWords name a character in a message: the one value that a message repeats,
// since nobody could find it otherwise.
func runeWords(r rune) map[string]string {
	return map[string]string{"Rune": string(r), "Point": fmt.Sprintf("U+%04X", r)}
}

// pointer turns the path of a value into a pointer into the input.
func pointer(path string) string {
	if path == "" {
		return ""
	}
	return "/profile/" + strings.ReplaceAll(path, ".", "/")
}

// midnight is the time that a PDF states as its creation: the day it was made
// for, in Japan, never the clock.
func midnight(d japanese.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.FixedZone("JST", 9*60*60))
}
