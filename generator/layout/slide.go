package layout

import "kitei/generator/document"

// Slides are set on a small paper that is enlarged to A4 on its side, as a
// projector does: a body of 10.5 pt becomes 16.8 pt, a table's 9 pt 14.4 pt.
// Every topic starts a page; one that needs more goes on below its title with
// （続き）.
const (
	enlarged      reduction = 1.6
	slideEm                 = 42 // 字詰め: a bullet of 40 characters stands on one line
	slideLines              = 15
	slideTop      Pt        = 58
	slideTitle    Pt        = 14
	slideRule     Pt        = 1.2
	slideTitleGap Pt        = 6
)

// slideCover are the places of a cover, as in coverLines.
var slideCover = [5]Pt{3, 1, 7, 1, 13}

// slideFigures is the one size of figures: 14.4 pt when enlarged.
var slideFigures = []figureSize{{9, 12, 8.75, 10.5}}

// slides tells whether the pages are slides.
func (r reduction) slides() bool { return r > full }

// slides typesets a document as slides.
func slides(doc *document.Document, opt Options, m Measurer) (*Result, error) {
	opt.NoTitle = true // every page has its own
	res, err := set(doc, opt, m, enlarged)
	if err != nil {
		return nil, err
	}
	res.reduce(Pt(enlarged))
	return res, nil
}

// slideFrame is the text area of a slide before it is enlarged.
func slideFrame(o orientation) frame {
	w, h := paperLong/Pt(enlarged), paperShort/Pt(enlarged)
	width, height := Pt(slideEm)*bodySize, Pt(slideLines)*leading
	return frame{
		w: w, h: h, left: (w - width) / 2, top: slideTop, width: width, height: height,
		headerY: slideTop - 26, footerY: slideTop + height + 24, orientation: o,
	}
}

// topic is what a slide repeats when it goes on: its title with （続き）.
type topic struct {
	boxes  []box
	height Pt
}

// slideTitle sets the heading of a slide on a new page.
func (s *setter) slideTitle(e *document.Element, c context, plain string) {
	s.topics = append(s.topics, topic{})
	t := &s.topics[len(s.topics)-1]
	anchors := s.pendingAnchors
	s.pendingAnchors = nil
	t.boxes = s.slideHeading(e, "（続き）")
	for i := range t.boxes {
		t.height += t.boxes[i].height
	}
	s.pendingAnchors, s.pendingFresh = anchors, true
	n := len(s.boxes)
	s.boxes = append(s.boxes, s.slideHeading(e, "")...)
	s.bookmark(n, c.depth, plain)
}

// slideHeading makes the boxes of a title and the rule below it.
func (s *setter) slideHeading(e *document.Element, more string) []box {
	f := s.frame
	st := headStyle
	st.size, st.leading = slideTitle, slideTitle*1.5
	n := len(s.boxes)
	s.load(gothic, e.Title)
	if more != "" {
		s.loadString(gothic, more)
	}
	s.block(&st, place{x: f.left, width: f.width}, label{})
	m := s.mark()
	s.rects = append(s.rects, Rect{X: f.left, Y: 1, W: f.width, H: slideRule, Gray: 0.3})
	s.push(m, slideRule+slideTitleGap)
	boxes := append([]box(nil), s.boxes[n:]...)
	s.boxes = s.boxes[:n]
	return boxes
}

// slideGap asks for the white between the lines of a slide.
func (s *setter) slideGap() {
	if s.reduced.slides() {
		s.space(leading * 0.45)
	}
}

// continuedTopic is the height of the title that is repeated when the page
// starts inside a topic.
func (s *setter) continuedTopic(i int) Pt {
	b := &s.boxes[i]
	if b.topic == 0 || b.fresh || i == 0 || s.boxes[i-1].topic != b.topic {
		return 0
	}
	return s.topics[b.topic-1].height
}

// drawTopic draws the repeated title of the page that starts with box i.
func (s *setter) drawTopic(page *Page, i int, f frame) Pt {
	h := s.continuedTopic(i)
	if h == 0 {
		return 0
	}
	y := f.top
	t := &s.topics[s.boxes[i].topic-1]
	for k := range t.boxes {
		s.draw(page, &t.boxes[k], y)
		y += t.boxes[k].height
	}
	return h
}
