package layout

import "strconv"

// headerGap is the least white between the left and the right of a header line.
const headerGap Pt = 20

// headerFloor is the smallest size a header line shrinks to.
const headerFloor Pt = 6

// furniture adds header and footer to the pages of the body.
func (s *setter) furniture() {
	n := strconv.Itoa(len(s.res.Pages))
	for i := range s.res.Pages {
		p := &s.res.Pages[i]
		p.Label = strconv.Itoa(i + 1)
		s.furnish(p, p.Label+" / "+n)
	}
}

// furnish writes one page's header and footer.
func (s *setter) furnish(p *Page, number string) {
	f := frameOf(upright, s.reduced)
	if p.Width > p.Height {
		f = frameOf(turned, s.reduced)
	}
	headRight := s.opt.HeaderRight
	if s.opt.Draft {
		if headRight != "" {
			headRight += "　"
		}
		headRight += "〔案〕"
	}
	half := (f.width - headerGap) / 2
	leftRoom := f.width
	if headRight != "" {
		leftRoom = half
	}
	s.small(p, s.opt.HeaderLeft, left, f.left, leftRoom, f.headerY)
	s.small(p, headRight, right, f.left+f.width-half, half, f.headerY)
	if s.opt.Stamp != "" {
		s.running(p, s.opt.Stamp, center, f.left, f.width, f.headerY-stampSize, stampSize)
	}
	if s.opt.FooterWide {
		s.small(p, s.opt.FooterLeft, left, f.left, f.width-numberRoom, f.footerY)
		s.small(p, number, right, f.left+f.width-numberRoom, numberRoom, f.footerY)
		return
	}
	s.small(p, s.opt.FooterLeft, left, f.left, f.width*0.4, f.footerY)
	s.small(p, number, center, f.left, f.width, f.footerY)
}

const (
	stampSize  Pt = 14
	numberRoom Pt = 48 // of the page number beside a long footer
)

// small sets a header or footer text on one line, smaller when it is long, cut
// with … when even that is not enough.
func (s *setter) small(p *Page, text string, a align, x, room, base Pt) {
	s.running(p, text, a, x, room, base, headerSize)
}

// running is small of any size.
func (s *setter) running(p *Page, text string, a align, x, room, base, size Pt) {
	if text == "" {
		return
	}
	s.items = s.items[:0]
	s.loadString(gothic, text)
	space(s.items)
	if len(s.items) == 0 {
		return
	}
	st := textStyle{family: gothic, size: size, leading: size, align: a, gray: 0.25}
	for st.size > headerFloor && Pt(lineWidth(s.items))*st.size/em1 > room {
		st.size -= 0.5
	}
	if cut := int(room / st.size * em1); int(lineWidth(s.items)) > cut {
		for len(s.items) > 1 && int(lineWidth(s.items))+em1 > cut {
			s.items = s.items[:len(s.items)-1]
		}
		s.loadString(gothic, "…")
		space(s.items)
	}
	st.leading = st.size
	at := s.mark()
	s.setLine(s.items, cut{0, int32(len(s.items)), false}, &st, place{x: x, width: room}, base-ascent*st.size, true)
	p.Lines = append(p.Lines, s.lines[at.lines:]...)
	s.items = s.items[:0]
}
