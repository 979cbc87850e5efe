package pdf

import (
	"fmt"
	"strings"
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
// order of their first use. Towards gopdf the glyph n is the character
// firstCode+n-1: it then looks nothing up and parses no real font.
type glyphs struct {
	face  *fonts.Face
	list  []variant
	plain map[rune]rune    // character → code
	other map[variant]rune // variants, and glyphs that stand for other text
}

// firstCode starts a block of characters that means nothing to gopdf and has
// more of them than any face has glyphs.
const (
	firstCode = rune(0x3400)
	maxGlyphs = 0xd800 - int(firstCode)
)

// code gives the character by which gopdf knows a glyph.
func (g *glyphs) code(x variant) (rune, error) {
	usual := x.blank == blank{} && x.text == ""
	var c rune
	var ok bool
	if usual {
		c, ok = g.plain[x.r]
	} else {
		c, ok = g.other[x]
	}
	if ok {
		return c, nil
	}
	if _, ok := g.face.Glyph(x.r); !ok || len(g.list) == maxGlyphs {
		return 0, fmt.Errorf("%s has no glyph for %U", g.face.Name, x.r)
	}
	c = firstCode + rune(len(g.list))
	g.list = append(g.list, x)
	if usual {
		g.plain[x.r] = c
	} else {
		g.other[x] = c
	}
	return c, nil
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

// codes gives the run's text as gopdf has it: with variants at its ends where
// these carry gaps, and wherever a glyph stands for other characters than its
// own.
func (g *glyphs) codes(r *layout.Run, b blank) (string, error) {
	n := utf8.RuneCountInString(r.Text)
	originals := r.Originals
	var out strings.Builder
	out.Grow(3 * n)
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
		code, err := g.code(x)
		if err != nil {
			return "", err
		}
		out.WriteRune(code)
		i++
	}
	return out.String(), nil
}
