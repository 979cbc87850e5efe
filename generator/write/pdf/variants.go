package pdf

import (
	"fmt"
	"iter"
	"unicode/utf8"

	"kitei/fonts"
	"kitei/generator/layout"
)

// Viewers take a gap of a tenth of an em for a space between words, so that the
// 四分アキ of 第 12 条 hides it from a search for 第12条. Therefore the gap
// before and after a Latin run is made part of the width of its first and last
// glyph: a variant of that glyph, wider, drawn to the right, and in the text map
// the same character.
const (
	smallestGap = 40   // 1/1000 em; viewers do not see less
	largestGap  = 1000 // more is meant as a gap
	variantStep = 5    // gaps are rounded to it
)

// blank is the gap before and after a run that its own glyphs take, in 1/1000 em.
type blank struct{ lead, trail int }

// variant is a glyph with gaps on its sides, or one that stands for other
// characters than its own.
type variant struct {
	r    rune
	text string // what a reader should find; "" = r
	blank
}

// glyphs are those that a document draws of one face, numbered from 1 in the
// order of their first use.
type glyphs struct {
	font  int // number of the font in the resources
	face  *fonts.Face
	list  []variant
	plain map[rune]int
	other map[variant]int // variants, and glyphs that stand for other text
}

const maxGlyphs = 0xffff

// number gives the number of a glyph.
func (g *glyphs) number(x variant) (int, error) {
	usual := x.blank == blank{} && x.text == ""
	n := 0
	if usual {
		n = g.plain[x.r]
	} else {
		n = g.other[x]
	}
	if n > 0 {
		return n, nil
	}
	if _, ok := g.face.Glyph(x.r); !ok || len(g.list) == maxGlyphs {
		return 0, fmt.Errorf("%s has no glyph for %U", g.face.Name, x.r)
	}
	g.list = append(g.list, x)
	n = len(g.list)
	if usual {
		g.plain[x.r] = n
	} else {
		g.other[x] = n
	}
	return n, nil
}

// drawn lists the glyphs for the embedded font.
func (g *glyphs) drawn() []fonts.Drawn {
	out := make([]fonts.Drawn, len(g.list))
	for i := range g.list {
		v := &g.list[i]
		n, _ := g.face.Glyph(v.r)
		out[i] = fonts.Drawn{Glyph: n, Shift: v.lead, Width: g.width(v)}
	}
	return out
}

func (g *glyphs) width(v *variant) int {
	w, _ := g.face.Advance(v.r)
	return w + v.lead + v.trail
}

// latin says whether the face sets Latin runs: these carry the gaps.
func latin(id fonts.ID) bool { return id == fonts.MinchoP || id == fonts.GothicP }

// edges finds the gaps between the runs of a line that a Latin run can take over.
func edges(l *layout.Line, reuse []blank) []blank {
	out := append(reuse[:0], make([]blank, len(l.Runs))...)
	for k := 1; k < len(l.Runs); k++ {
		a, b := &l.Runs[k-1], &l.Runs[k]
		if a.Size != b.Size || a.Raise != b.Raise || latin(a.Face) == latin(b.Face) {
			continue
		}
		end, ok := runEnd(a)
		gap := int(float64((b.X-end)/b.Size*1000)/variantStep+0.5) * variantStep
		switch {
		case !ok || gap < smallestGap || gap > largestGap:
		case latin(b.Face):
			out[k].lead = gap
		default:
			out[k-1].trail = gap
		}
	}
	return out
}

// runEnd is the right edge of a run's last glyph.
func runEnd(r *layout.Run) (layout.Pt, bool) {
	face, err := fonts.Load(r.Face)
	if err != nil {
		return 0, false
	}
	sum, i := 0, 0
	for _, c := range r.Text {
		w, _ := face.Advance(c)
		sum += w
		if i < len(r.Gaps) {
			sum += int(r.Gaps[i])
		}
		i++
	}
	return r.X + layout.Pt(sum)*r.Size/1000, true
}

// variantsOf yields what a run draws: variants at its ends where these carry
// gaps, and wherever a glyph stands for other characters than its own.
func variantsOf(r *layout.Run, b blank) iter.Seq[variant] {
	return func(yield func(variant) bool) {
		n := utf8.RuneCountInString(r.Text)
		originals := r.Originals
		i := 0
		for _, c := range r.Text {
			x := variant{r: c}
			if i == 0 {
				x.lead = b.lead
			}
			if i == n-1 {
				x.trail = b.trail
			}
			if len(originals) > 0 && originals[0].At == i {
				x.text = originals[0].Text
				originals = originals[1:]
			}
			if !yield(x) {
				return
			}
			i++
		}
	}
}
