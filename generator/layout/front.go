package layout

import (
	"slices"
	"strings"
)

// front sets 表紙 and 目次 and puts them before the body, whose page numbers
// they do not change.
func (s *setter) front() {
	if s.opt.Cover == nil && !s.opt.TOC {
		return
	}
	body := s.res.Pages
	s.res.Pages, s.topics = nil, nil
	if s.opt.Cover != nil {
		s.cover(s.opt.Cover)
	}
	if s.opt.TOC {
		s.contents(body)
	}
	n := len(s.res.Pages)
	for id, at := range s.anchors {
		at.page += n
		s.anchors[id] = at
	}
	for i := range s.res.Outline {
		s.res.Outline[i].Page += n
	}
	for i := range s.res.Faults {
		if s.res.Faults[i].Page >= 0 {
			s.res.Faults[i].Page += n
		}
	}
	s.res.Pages = append(s.res.Pages, body...)
}

// coverSize is the type size of the title on a cover.
const coverSize Pt = 22

// coverLines are the places on a cover, in lines: the title; the dates, below the
// title and from the top; the company, likewise.
var coverLines = [5]Pt{9, 4, 22, 2, 32}

// cover sets the 表紙: title in the upper third, company at the foot.
func (s *setter) cover(c *Cover) {
	f := frameOf(upright, s.reduced)
	page := Page{Width: f.w, Height: f.h}
	at := coverLines
	if s.reduced.slides() {
		at = slideCover
	}
	y := f.top + at[0]*leading
	put := func() {
		for i := range s.boxes {
			s.draw(&page, &s.boxes[i], y)
			y += s.boxes[i].height
		}
		s.boxes = s.boxes[:0]
	}
	s.boxes = s.boxes[:0]
	s.fitTitle(coverSize, func() { s.loadString(gothic, c.Title) })
	put()
	y += leading
	st := titleStyle
	st.size, st.leading = 11, 22
	if c.Number != "" {
		s.loadString(gothic, c.Number)
		s.titleBlock(&st, f)
		put()
	}
	y = max(y+at[1]*leading, f.top+at[2]*leading)
	st.family = mincho
	for _, d := range c.Dates {
		s.loadString(mincho, d)
		s.titleBlock(&st, f)
		put()
	}
	y = max(y+at[3]*leading, f.top+at[4]*leading)
	if c.Company != "" {
		s.fitTitle(14, func() { s.loadString(gothic, c.Company) })
		put()
	}
	if s.opt.Draft {
		s.small(&page, "〔案〕", right, f.left, f.width, f.headerY)
	}
	s.res.Pages = append(s.res.Pages, page)
}

// contents sets the 目次: 章 and 条 with leaders and page numbers. Its lines draw a
// little nearer when that saves a page of which few lines are used.
func (s *setter) contents(body []Page) {
	first := len(s.res.Pages)
	s.contentsIn(leading, body)
	pages := len(s.res.Pages) - first
	for lead := leading - 0.5; pages > 1 && len(s.res.Pages[first+pages-1].Links) <= fewEntries && lead >= tightLeading; lead -= 0.5 {
		wide := s.res.Pages
		s.res.Pages = append([]Page(nil), wide[:first]...)
		if s.contentsIn(lead, body); len(s.res.Pages) < len(wide) {
			break
		}
		s.res.Pages = wide
	}
	for i := first; i < len(s.res.Pages); i++ {
		p := &s.res.Pages[i]
		p.Label = roman(i - first + 1)
		s.furnish(p, p.Label)
	}
	s.res.Outline = slices.Insert(s.res.Outline, 0, OutlineEntry{Level: 1, Title: "目次", Page: first, Y: s.frame.top})
	s.res.Outline[0].Page -= len(s.res.Pages) // front adds the number of front pages to every entry
}

const (
	fewEntries      = 20   // on a last page that is worth saving
	tightLeading Pt = 14.5 // of a 目次
)

// contentsIn sets the pages of the 目次 in lines of some height.
func (s *setter) contentsIn(lead Pt, body []Page) {
	s.boxes = s.boxes[:0]
	s.pendingGap, s.pendingSnap, s.pendingFresh = 0, false, false
	f := frameOf(upright, s.reduced)
	s.frame = f
	st := titleStyle
	st.size, st.leading = 14, 27
	s.loadString(gothic, "目　次")
	s.titleBlock(&st, f)
	s.space(leading)
	entries := slices.Clone(s.res.Outline)
	for i := range entries {
		if entries[i].Level == 1 && (i == 0 || entries[i-1].Level > 1 || i+1 < len(entries) && entries[i+1].Level > 1) {
			s.space(lead / 2)
		}
		s.contentsLine(&entries[i], i, lead, body)
		if i+1 < len(entries) && entries[i+1].Level > entries[i].Level {
			s.keepWith()
		}
	}
	s.paginate()
}

// contentsLine sets one entry; the leader and the page number stand on its last line.
func (s *setter) contentsLine(o *OutlineEntry, n int, lead Pt, body []Page) {
	f := s.frame
	const number = 2 * em // room for the page number
	indent := Pt(min(o.Level, 4)-1) * em
	st := textStyle{mincho, bodySize, lead, left, 0}
	if o.Level == 1 {
		st.family = gothic
	}
	at := spot{o.Page, o.Y}
	id := "toc:" + o.Title + roman(n+1)
	s.anchors[id] = at
	s.loadString(st.family, strings.TrimSpace(o.Title))
	space(s.items)
	p := place{x: f.left + indent, width: f.width - indent - number - 2*em}
	cuts := slices.Clone(s.fit.breakLines(s.items, measure{width: int32(p.width / st.size * em1), ragged: true}))
	items := slices.Clone(s.items)
	s.items = s.items[:0]
	for i, c := range cuts {
		m := s.mark()
		last := i == len(cuts)-1
		s.setLine(items, c, &st, p, 0, last)
		if last {
			line := &s.lines[len(s.lines)-1]
			s.leader(&st, line.X+line.Width, f.left+f.width-number)
			s.loadString(mincho, body[o.Page].Label)
			space(s.items)
			s.setLine(s.items, cut{0, int32(len(s.items)), false}, &textStyle{mincho, bodySize, lead, right, 0},
				place{x: f.left + f.width - number, width: number}, 0, true)
			s.items = s.items[:0]
		}
		s.links = append(s.links, Link{X: p.x, Y: 0, W: f.width - indent, H: lead, target: id})
		b := s.push(m, st.leading)
		b.keep = !last
	}
}

// leader draws dots from x to end, on a common grid with the lines above. They are
// drawn, not set: a search or a copy gives the title and the page number.
func (s *setter) leader(st *textStyle, x, end Pt) {
	const pitch, dot, gray = em / 3, 0.9, 0.35
	n := int((end - x - st.size/2) / pitch)
	if n < 4 {
		return
	}
	w := Pt(n-1)*pitch + dot
	base := s.lines[len(s.lines)-1].Baseline
	s.rects = append(s.rects, Rect{X: end - w, Y: base - 0.3*st.size, W: w, H: dot, Gray: gray, Pitch: pitch})
}

// roman writes n ≥ 1 in small Roman figures, for pages before the body.
func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
