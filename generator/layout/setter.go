package layout

import (
	"errors"
	"math"

	"kitei/generator/document"
)

// setter carries one document through layout. Lines, runs and gaps live in
// arenas: one allocation for many lines.
type setter struct {
	doc *document.Document
	opt Options
	m   Measurer
	res *Result

	reduced reduction
	frame   frame // of the blocks that are being set
	items   []item
	fit     breaker
	one     breaker // for spanOf

	lines     []Line
	runs      []Run
	rects     []Rect
	paths     []Path
	links     []Link
	gaps      []int32 // of the line at hand
	gapArena  []int16
	text      []byte
	originals []string // of items that are drawn otherwise than written
	targets   []string // element ids that links lead to
	lineNotes []int16  // footnotes whose marks stand in the box at hand
	checking  bool
	ragged    bool // the line at hand was left ragged for want of stretch

	// of the boxes to come
	border         int16
	pendingAnchors []string
	pendingGap     Pt
	pendingFresh   bool
	pendingSnap    bool
	justHeaded     bool // the last box is the heading of a 章 or 節
	spare          []item

	boxes   []box
	borders []border
	topics  []topic
	tables  []tableInfo
	notes   []noteBox
	noteNum map[string]int16 // footnote id → index into doc.Notes
	byID    map[string]*document.Element
	anchors map[string]spot // where elements came to stand

	lost        []error
	seenMissing map[MissingGlyphError]bool
	seenWarning map[Warning]bool
}

// Set typesets a finished document. The error holds every character that no font
// can draw; see [MissingGlyphs].
func Set(doc *document.Document, opt Options, m Measurer) (*Result, error) {
	if opt.Slides {
		return slides(doc, opt, m)
	}
	if opt.OnePage {
		return onePage(doc, opt, m)
	}
	return set(doc, opt, m, full)
}

// set typesets a document at one reduction.
func set(doc *document.Document, opt Options, m Measurer, r reduction) (*Result, error) {
	s := emptySetter(doc, opt, m, r)
	for i, n := range doc.Notes {
		s.noteNum[n.ID] = int16(i)
	}
	document.Walk(doc.Body, func(e *document.Element) bool {
		if e.ID != "" {
			s.byID[e.ID] = e
		}
		return true
	})
	s.setNotes()
	if !opt.NoTitle {
		s.title()
	}
	s.body(doc.Body)
	s.paginate()
	s.furniture()
	s.front()
	if len(s.lost) > 0 {
		return nil, errors.Join(s.lost...)
	}
	s.finish()
	return s.res, nil
}

// emptySetter is a setter with nothing set yet.
func emptySetter(doc *document.Document, opt Options, m Measurer, r reduction) *setter {
	return &setter{
		doc: doc, opt: opt, m: m, res: &Result{},
		reduced:     r,
		frame:       frameOf(upright, r),
		checking:    true,
		noteNum:     map[string]int16{},
		byID:        map[string]*document.Element{},
		anchors:     map[string]spot{},
		seenMissing: map[MissingGlyphError]bool{},
		seenWarning: map[Warning]bool{},
	}
}

// finish gives the runs their text and the links their targets.
func (s *setter) finish() {
	all := string(s.text)
	for p := range s.res.Pages {
		page := &s.res.Pages[p]
		for l := range page.Lines {
			for r := range page.Lines[l].Runs {
				run := &page.Lines[l].Runs[r]
				run.Text = all[run.from:run.to]
			}
		}
		kept := page.Links[:0]
		for _, k := range page.Links {
			if at, ok := s.anchors[k.target]; ok {
				k.ToPage, k.ToY = at.page, at.y
				kept = append(kept, k)
			}
		}
		page.Links = kept
	}
}

// load fills s.items with the glyphs of an inline sequence.
func (s *setter) load(f family, list []document.Inline) {
	for i := range list {
		in := &list[i]
		o := origin{field: in.Field, pos: in.Pos}
		if in.Blank {
			o.flags |= flagBlank
		}
		switch in.Kind {
		case document.Link:
			o.link = s.target(in.Target)
		case document.NoteRef:
			o.flags |= flagMark
			if n, ok := s.noteNum[in.Target]; ok {
				o.note = n + 1
				o.link = s.target("note:" + in.Target)
			}
		}
		s.appendText(f, in.Text, &o)
	}
}

// loadString fills s.items with plain words.
func (s *setter) loadString(f family, text string) {
	s.appendText(f, text, &origin{})
}

func (s *setter) target(id string) int16 {
	if id == "" || len(s.targets) >= math.MaxInt16 {
		return 0
	}
	s.targets = append(s.targets, id)
	return int16(len(s.targets))
}
