// Package pdf writes typeset pages as PDF. It is the only importer of gopdf.
//
// gopdf sets no line of its own here: every run of a [layout.Line] is placed, and
// the space after each glyph goes through KernOverride into the TJ array. A
// second pass (finish) rewrites what gopdf cannot say: nested outline, text map
// beyond U+FFFF, language, page labels, XMP, file id.
//
// gopdf never sees a real font: it is told of one without outlines that has just
// the glyphs of this document (variants.go); finish embeds the outlines.
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
	d.doc.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: a4})
	d.doc.SetNoCompression() // finish compresses the pages
	if err := d.takeRuns(); err != nil {
		return err
	}
	if err := d.loadFonts(); err != nil {
		return err
	}
	for i := range res.Pages {
		if err := d.page(&res.Pages[i]); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for id := range d.queues {
		d.queues[id].next = 0 // gopdf asks for every gap once more while it compiles
	}
	var raw bytes.Buffer
	if _, err := d.doc.WriteTo(&raw); err != nil {
		return fmt.Errorf("gopdf: %w", err)
	}
	for id := range d.queues {
		if q := &d.queues[id]; q.next != len(q.gaps) {
			return fmt.Errorf("gopdf took %d gaps of %s, not %d: lines would be set wrong", q.next, fonts.ID(id).Name(), len(q.gaps))
		}
	}
	return d.finish(raw.Bytes(), meta, w)
}

var a4 = gopdf.Rect{W: 595.276, H: 841.89}

// writer carries one document.
type writer struct {
	doc    gopdf.GoPdf
	res    *layout.Result
	glyphs [fonts.Count]*glyphs // of the faces that the pages use
	runs   []placed             // of all pages, in order
	fontAt [fonts.Count]int     // object number of the face's text map
	pageAt []int                // object numbers of the pages
	bodyAt []int                // of their contents
	linkAt map[int]*layout.Link
	queues [fonts.Count]queue

	face fonts.ID // current font
	size layout.Pt
	gray float64
}

// queue holds the gaps of one face in writing order, in font units.
type queue struct {
	gaps []int16
	next int
}

// placed is a run as gopdf has it.
type placed struct {
	codes string
	x     layout.Pt
}

// takeRuns finds the glyphs that the document draws, before a font is made.
func (d *writer) takeRuns() error {
	var blanks []blank
	for i := range d.res.Pages {
		for k := range d.res.Pages[i].Lines {
			l := &d.res.Pages[i].Lines[k]
			blanks = edges(l, blanks)
			for n := range l.Runs {
				r := &l.Runs[n]
				if d.glyphs[r.Face] == nil {
					face, err := fonts.Load(r.Face)
					if err != nil {
						return err
					}
					d.glyphs[r.Face] = &glyphs{face: face, plain: map[rune]rune{}, other: map[variant]rune{}}
				}
				codes, err := d.glyphs[r.Face].codes(r, blanks[n])
				if err != nil {
					return fmt.Errorf("page %d: %w", i+1, err)
				}
				d.runs = append(d.runs, placed{codes, r.X - layout.Pt(blanks[n].lead)*r.Size/1000})
			}
		}
	}
	return nil
}

// loadFonts attaches the faces that the pages use.
func (d *writer) loadFonts() error {
	for id := range fonts.ID(fonts.Count) {
		used := d.glyphs[id]
		if used == nil || len(used.list) == 0 {
			d.glyphs[id] = nil
			continue
		}
		d.fontAt[id] = d.doc.GetNextObjectID()
		if err := d.doc.AddTTFFontDataWithOption(family(id), fonts.Stub(id, firstCode, len(used.list)), gopdf.TtfOption{UseKerning: true}); err != nil {
			return fmt.Errorf("font %s: %w", id.Name(), err)
		}
		q := &d.queues[id]
		err := d.doc.KernOverride(family(id), func(_, _ rune, _, _ uint, _ int16) int16 {
			if q.next >= len(q.gaps) {
				return 0
			}
			q.next++
			return q.gaps[q.next-1]
		})
		if err != nil {
			return fmt.Errorf("font %s: %w", id.Name(), err)
		}
	}
	return nil
}

// page draws one page: grounds and rules, then lines, then links.
func (d *writer) page(p *layout.Page) error {
	d.pageAt = append(d.pageAt, d.doc.GetNextObjectID())
	d.doc.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: float64(p.Width), H: float64(p.Height)}})
	d.size, d.gray = 0, -1 // a new page starts without a font
	d.bodyAt = append(d.bodyAt, d.doc.GetNextObjectID())
	d.fill(0) // makes the object of the contents
	d.drawings(p)
	for i := range p.Lines {
		l := &p.Lines[i]
		for k := range l.Runs {
			if err := d.run(&l.Runs[k], l.Baseline, d.runs[0]); err != nil {
				return err
			}
			d.runs = d.runs[1:]
		}
	}
	for i := range p.Links {
		d.link(&p.Links[i])
	}
	return nil
}

// drawings draws what is not text.
func (d *writer) drawings(p *layout.Page) {
	var dots *layout.Rect // whose line style is in force
	for i := range p.Rects {
		r := &p.Rects[i]
		if r.Pitch == 0 {
			d.fill(r.Gray)
			d.doc.RectFromUpperLeftWithStyle(float64(r.X), float64(r.Y), float64(r.W), float64(r.H), "F")
			continue
		}
		if dots == nil || dots.H != r.H || dots.Pitch != r.Pitch || dots.Gray != r.Gray {
			dots = r
			d.doc.SetGrayStroke(r.Gray)
			d.doc.SetLineWidth(float64(r.H))
			d.doc.SetCustomLineType([]float64{float64(r.H), float64(r.Pitch - r.H)}, 0)
		}
		y := float64(r.Y + r.H/2)
		d.doc.Line(float64(r.X), y, float64(r.X+r.W), y)
	}
	stroke := layout.Pt(0)
	for i := range p.Paths {
		f := &p.Paths[i]
		corners := make([]gopdf.Point, len(f.Points))
		for k, at := range f.Points {
			corners[k] = gopdf.Point{X: float64(at.X), Y: float64(at.Y)}
		}
		d.fill(f.Gray)
		style := "F"
		if f.Stroke > 0 {
			style = "DF"
		}
		if f.Stroke > 0 && f.Stroke != stroke {
			stroke = f.Stroke
			d.doc.SetGrayStroke(0)
			d.doc.SetLineWidth(float64(stroke))
			d.doc.SetLineType("solid")
		}
		d.doc.Polygon(corners, style)
	}
}

func (d *writer) fill(gray float64) {
	if gray != d.gray {
		d.doc.SetGrayFill(gray)
		d.gray = gray
	}
}

// run draws one run; its gaps go into the queue of its face.
func (d *writer) run(r *layout.Run, baseline layout.Pt, at placed) error {
	if r.Size != d.size || r.Face != d.face {
		if err := d.doc.SetFont(family(r.Face), "", float64(r.Size)); err != nil {
			return err
		}
		d.size, d.face = r.Size, r.Face
	}
	d.fill(r.Gray)
	q := &d.queues[r.Face]
	units, n := unitsPerEm(r.Face), 0
	for range r.Text {
		n++
	}
	for i := range n - 1 {
		gap := 0
		if r.Gaps != nil {
			gap = int(r.Gaps[i])
		}
		q.gaps = append(q.gaps, fontUnits(gap, units))
	}
	d.doc.SetXY(float64(at.x), float64(baseline-r.Raise))
	return d.doc.Text(at.codes)
}

// fontUnits turns 1/1000 em into font units, away from zero because gopdf cuts
// off when it turns them back.
func fontUnits(milli, units int) int16 {
	if milli < 0 {
		return int16(-((-milli*units + 999) / 1000))
	}
	return int16((milli*units + 999) / 1000)
}

// link reserves an object for a clickable area. finish writes it: gopdf would
// take every page to be as high as the first.
func (d *writer) link(k *layout.Link) {
	d.linkAt[d.doc.GetNextObjectID()] = k
	d.doc.AddInternalLink("", 0, 0, 0, 0)
}
