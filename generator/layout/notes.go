package layout

import "slices"

// noteBox is a footnote, set and waiting for its page.
type noteBox struct {
	box
	placed bool
}

// setNotes sets every footnote.
func (s *setter) setNotes() {
	f := s.frame
	for _, n := range s.doc.Notes {
		at := s.mark()
		s.load(mincho, n.Text)
		if len(s.items) == 0 {
			s.loadString(mincho, "　")
		}
		space(s.items)
		hangX := f.left + 2.5*noteSize
		p := place{x: hangX, width: f.width - 2.5*noteSize}
		cuts := s.fit.breakLines(s.items, measure{width: int32(p.width/noteSize*em1 + 0.5)})
		for i, c := range cuts {
			if i == 0 {
				s.hang(&noteStyle, label{n.Num, f.left + noteSize/2}, hangX)
			}
			s.setLine(s.items, c, &noteStyle, p, Pt(i)*noteLead, s.lastLine(c))
		}
		s.items = s.items[:0]
		b := s.push(at, Pt(len(cuts))*noteLead)
		b.anchors = append(b.anchors, "note:"+n.ID)
		s.notes = append(s.notes, noteBox{box: *b})
		s.boxes = s.boxes[:len(s.boxes)-1]
	}
}

// noteHeight is the room that the footnotes of a box need beyond those already
// on the page; the first one also needs the rule above it.
func (s *setter) noteHeight(b *box, onPage []int16) Pt {
	var h Pt
	for i, n := range b.notes {
		if s.notes[n].placed || slices.Contains(onPage, n) || slices.Contains(b.notes[:i], n) {
			continue
		}
		if h == 0 && len(onPage) == 0 {
			h = noteSeparator
		}
		h += s.notes[n].height
	}
	return h
}

const noteSeparator Pt = 12
