// Package pdf writes typeset pages as PDF. It is the only importer of gopdf.
//
// gopdf makes the skeleton of the file: its objects and the tree of pages. What
// stands on a page is written in content.go, because gopdf formats every glyph by
// itself and asks for every gap twice; the fonts in embed.go, because gopdf parses
// whole fonts and compresses them slowly; and finish puts in what gopdf writes
// wrongly or not at all: nested outline, language, page labels, XMP, file id.
//
// The same pages and Meta give the same bytes. Safe for concurrent use.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/signintech/gopdf"

	"kitei/fonts"
	"kitei/generator/layout"
)

// Meta is what a PDF says about itself.
type Meta struct {
	Title   string
	Author  string // the company
	Subject string
	Created time.Time // from the request, never the clock; zero = not stated
}

// Write writes the document.
func Write(res *layout.Result, meta Meta, w io.Writer) error {
	d := &writer{res: res, linkAt: map[int]*layout.Link{}}
	for i := range res.Pages {
		body, err := d.content(&res.Pages[i])
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		d.bodies = append(d.bodies, body)
	}
	raw, err := d.skeleton()
	if err != nil {
		return fmt.Errorf("gopdf: %w", err)
	}
	return d.finish(raw, meta, w)
}

var a4 = gopdf.Rect{W: 595.276, H: 841.89}

// writer carries one document.
type writer struct {
	res    *layout.Result
	glyphs [fonts.Count]*glyphs // of the faces that the pages use
	faces  []fonts.ID           // these, in the order of their first use: /F1, /F2 …
	bodies [][]byte             // contents of the pages, as stream objects

	pageAt []int // object numbers of the pages
	bodyAt []int // of their contents
	linkAt map[int]*layout.Link
}

// skeleton lets gopdf make the file, with pages that hold nothing.
func (d *writer) skeleton() ([]byte, error) {
	var doc gopdf.GoPdf
	doc.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: a4})
	doc.SetNoCompression()
	for i := range d.res.Pages {
		p := &d.res.Pages[i]
		d.pageAt = append(d.pageAt, doc.GetNextObjectID())
		doc.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: float64(p.Width), H: float64(p.Height)}})
		d.bodyAt = append(d.bodyAt, doc.GetNextObjectID())
		doc.SetGrayFill(0) // makes the object of the contents
		for k := range p.Links {
			// finish writes the link: gopdf would take every page to be as high as the first
			d.linkAt[doc.GetNextObjectID()] = &p.Links[k]
			doc.AddInternalLink("", 0, 0, 0, 0)
		}
	}
	var raw bytes.Buffer
	_, err := doc.WriteTo(&raw)
	return raw.Bytes(), err
}
