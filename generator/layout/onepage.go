package layout

import (
	"slices"

	"kitei/generator/document"
)

// reduction is the size at which a document is set, in 1/1 of full size: it is
// set on larger paper, which is then reduced to A4 as on a photocopier.
type reduction Pt

// full is the ordinary page.
const full reduction = 1

// A document that must fit on one page is set closer first (less white between
// the blocks, narrower margins), then smaller, down to a body of 9 pt.
const (
	closeGap        = 0.4 // of the white that is asked for
	closeEm         = 47  // 字詰め at full size
	closeLines      = 40
	closeMargin  Pt = 58
	closest         = 0.99 // close without being smaller: no more than the eye can tell
	smallestBody    = 0.86
	reduceStep      = 0.02
)

// close tells whether the page is set closer than an ordinary one.
func (r reduction) close() bool { return r < full }

// paper is the larger paper: its size, the measure in em, lines and top margin.
func (r reduction) paper(w, h Pt) (width, height Pt, em, lines int, top Pt) {
	k := Pt(r)
	return w / k, h / k, int(closeEm / k), int(closeLines / k), closeMargin / k
}

// onePage sets a document on one page: as it is when it fits, else at the
// largest reduction that makes it fit. A document that fits in none is set as it is.
func onePage(doc *document.Document, opt Options, m Measurer) (*Result, error) {
	first, err := set(doc, opt, m, full)
	if err != nil || len(first.Pages) <= 1 {
		return first, err
	}
	for r := reduction(closest); ; r = max(r-reduceStep, smallestBody) {
		res, err := set(doc, opt, m, r)
		if err != nil {
			return nil, err
		}
		if len(res.Pages) == 1 {
			res.reduce(Pt(r))
			return res, nil
		}
		if r == smallestBody {
			return first, nil
		}
	}
}

// reduce brings everything that is drawn to its place on A4.
func (res *Result) reduce(k Pt) {
	for i := range res.Pages {
		p := &res.Pages[i]
		wide := p.Width > p.Height
		if p.Width, p.Height = paperShort, paperLong; wide {
			p.Width, p.Height = paperLong, paperShort
		}
		for j := range p.Lines {
			l := &p.Lines[j]
			l.X, l.Baseline, l.Width, l.Size = l.X*k, l.Baseline*k, l.Width*k, l.Size*k
			l.Runs = slices.Clone(l.Runs) // a repeated header is the same runs on every page
			for n := range l.Runs {
				r := &l.Runs[n]
				r.X, r.Size, r.Raise = r.X*k, r.Size*k, r.Raise*k
			}
		}
		for j := range p.Rects {
			r := &p.Rects[j]
			r.X, r.Y, r.W, r.H, r.Pitch = r.X*k, r.Y*k, r.W*k, r.H*k, r.Pitch*k
		}
		for j := range p.Paths {
			points := slices.Clone(p.Paths[j].Points)
			p.Paths[j].Points = points
			for n := range points {
				points[n].X, points[n].Y = points[n].X*k, points[n].Y*k
			}
		}
		for j := range p.Links {
			l := &p.Links[j]
			l.X, l.Y, l.W, l.H, l.ToY = l.X*k, l.Y*k, l.W*k, l.H*k, l.ToY*k
		}
	}
	for i := range res.Outline {
		res.Outline[i].Y *= k
	}
}
