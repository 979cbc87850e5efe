package layout

import "kitei/fonts"

// Options are the parts of a page that do not come from the document tree. The
// zero value is a plain A4 document with page numbers.
type Options struct {
	HeaderLeft  string // e.g. the company's short name
	HeaderRight string // e.g. 社外秘
	FooterLeft  string // e.g. document name and version
	FooterWide  bool   // the footer's words need the line: the page number stands at its right end
	Stamp       string // printed large at the head of every page: 訓練
	Draft       bool   // print 〔案〕 in the header
	Cover       *Cover // 表紙; nil = none
	TOC         bool   // 目次
	NoTitle     bool   // do not repeat the title above the body
	Slides      bool   // A4 turned, in large type, one topic a page
	OnePage     bool   // set closer and smaller where that makes the document fit on one page
}

// Cover is what a 表紙 says, from top to bottom.
type Cover struct {
	Title   string
	Number  string   // 文書番号
	Dates   []string // 制定日, 施行日, 最終改定日
	Company string
}

// Measurer answers for the widths of glyphs.
type Measurer interface {
	// Advance gives the width of r in 1/1000 em; false when the face has no glyph for it.
	Advance(face fonts.ID, r rune) (int, bool)
}

// The page: A4 with a body of 43 em on a grid of 18 pt.
const (
	paperShort Pt = 595.276 // A4, 210 mm
	paperLong  Pt = 841.89  // 297 mm

	bodySize   Pt = 10.5
	leading    Pt = 18
	gridLines     = 38 // lines on an upright page
	measureEm     = 43 // 字詰め
	topMargin  Pt = 78 // paper edge to the first line's body
	wideLines     = 25 // lines on a turned page
	wideEm        = 65
	wideMargin Pt = 64 // topMargin of a turned page

	titleSize   Pt = 16
	titleFloor  Pt = 9 // params-a §8: long names shrink no further
	chapterSize Pt = 12
	sectionSize Pt = 11
	tableSize   Pt = 9
	tableLead   Pt = 14
	noteSize    Pt = 8.5
	noteLead    Pt = 13
	headerSize  Pt = 8
	cellPad     Pt = 4.5 // left and right of a cell's text
	cellPadY    Pt = 3   // above and below
	ruleWidth   Pt = 0.5
	noteMark       = 620 // size of a footnote mark, 1/1000 of the body
	noteRaise   Pt = 0.36
)

// frame is the text area of a page.
type frame struct {
	w, h        Pt // paper
	left, top   Pt
	width       Pt // measure
	height      Pt
	footerY     Pt // baselines
	headerY     Pt
	orientation orientation
}

type orientation uint8

const (
	upright orientation = iota
	turned
)

// frameOf is the text area at full size, or on the larger paper that is reduced
// to A4 afterwards.
func frameOf(o orientation, r reduction) frame {
	w, h, em, n, top := paperShort, paperLong, measureEm, gridLines, topMargin
	if o == turned {
		w, h, em, n, top = paperLong, paperShort, wideEm, wideLines, wideMargin
	}
	if r.slides() {
		return slideFrame(o)
	}
	if r.close() {
		w, h, em, n, top = r.paper(w, h)
	}
	width := Pt(em) * bodySize
	return frame{
		w: w, h: h, left: (w - width) / 2, top: top, width: width, height: Pt(n) * leading,
		headerY: top - 28, footerY: top + Pt(n)*leading + 32, orientation: o,
	}
}
