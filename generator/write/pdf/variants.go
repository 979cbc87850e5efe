package pdf

import (
	"strings"
	"unicode/utf8"

	"kitei/fonts"
	"kitei/generator/layout"
)

// Viewers take a gap of a tenth of an em for a space between words, so that the
// 四分アキ of 第 12 条 hides it from a search for 第12条. Therefore the gap
// before and after a Latin run is made part of the width of its first and last
// glyph: a variant of that glyph, wider, drawn to the right, and in the text map
// the same character. Towards gopdf a variant is a character of a private plane.
const (
	firstVariant = rune(0xf0000)
	maxVariants  = 1024 // a face
	smallestGap  = 40   // 1/1000 em; viewers do not see less
	largestGap   = 1000 // more is meant as a gap
	variantStep  = 5    // gaps are rounded to it
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

func (v *variant) width(f *fonts.Face) int {
	w, _ := f.Advance(v.r)
	return w + v.lead + v.trail
}

// variants are those of one face, in order of their private characters.
type variants struct {
	list []variant
	at   map[variant]rune
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

// apply gives the run's text with variants in it: at its ends where these carry
// gaps, and wherever a glyph stands for other characters than its own. lead is
// how far to the left of the run the text now starts.
func (v *variants) apply(r *layout.Run, b blank) (text string, lead int) {
	if b == (blank{}) && len(r.Originals) == 0 {
		return r.Text, 0
	}
	n := utf8.RuneCountInString(r.Text)
	originals := r.Originals
	var out strings.Builder
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
		if private, ok := v.char(x); ok {
			c, lead = private, lead+x.lead
		}
		out.WriteRune(c)
		i++
	}
	return out.String(), lead
}

// char gives the private character of a variant.
func (v *variants) char(x variant) (rune, bool) {
	if x.blank == (blank{}) && x.text == "" {
		return x.r, true
	}
	if c, ok := v.at[x]; ok {
		return c, true
	}
	if len(v.list) == maxVariants || x.r >= 1<<16 {
		return 0, false
	}
	if v.at == nil {
		v.at = map[variant]rune{}
	}
	c := firstVariant + rune(len(v.list))
	v.list = append(v.list, x)
	v.at[x] = c
	return c, true
}

// of gives the variant behind a private character; nil for any other character.
func (v *variants) of(c rune) *variant {
	if i := int(c - firstVariant); i >= 0 && i < len(v.list) {
		return &v.list[i]
	}
	return nil
}

// shifted are the outlines of the variants.
func (v *variants) shifted(f *fonts.Face) []fonts.Shifted {
	out := make([]fonts.Shifted, len(v.list))
	for i := range v.list {
		g, _ := f.Glyph(v.list[i].r)
		out[i] = fonts.Shifted{Glyph: g, Shift: v.list[i].lead}
	}
	return out
}
