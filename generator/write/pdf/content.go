package pdf

import (
	"math"
	"strconv"

	"kitei/fonts"
	"kitei/generator/layout"
)

// content is the stream of one page in the making, with the state that a viewer
// has at its end.
type content struct {
	d      *writer
	b      []byte
	height layout.Pt

	face int // number of the font in the resources; 0 = none yet
	size layout.Pt
	gray float64
}

// content writes what stands on a page: grounds and rules, then lines.
func (d *writer) content(p *layout.Page) ([]byte, error) {
	c := &content{d: d, height: p.Height, b: make([]byte, 0, 16<<10), gray: -1}
	c.rects(p.Rects)
	c.paths(p.Paths)
	var blanks []blank
	for i := range p.Lines {
		l := &p.Lines[i]
		blanks = edges(l, blanks)
		for k := range l.Runs {
			if err := c.run(&l.Runs[k], l.Baseline, blanks[k]); err != nil {
				return nil, err
			}
		}
	}
	return stream(c.b, "")
}

// numbers writes numbers in hundredths, then an operator.
func (c *content) numbers(operator string, list ...layout.Pt) {
	for _, v := range list {
		n := int64(math.Round(float64(v) * 100))
		if n < 0 {
			c.b, n = append(c.b, '-'), -n
		}
		c.b = strconv.AppendInt(c.b, n/100, 10)
		if n %= 100; n > 0 {
			c.b = append(c.b, '.', '0'+byte(n/10))
			if n %= 10; n > 0 {
				c.b = append(c.b, '0'+byte(n))
			}
		}
		c.b = append(c.b, ' ')
	}
	c.b = append(c.b, operator...)
}

func (c *content) fill(gray float64) {
	if gray != c.gray {
		c.numbers("g\n", layout.Pt(gray))
		c.gray = gray
	}
}

// rects draws grounds, rules and leaders.
func (c *content) rects(list []layout.Rect) {
	var dots *layout.Rect // whose line style is in force
	for i := range list {
		r := &list[i]
		if r.Pitch == 0 {
			c.fill(r.Gray)
			c.numbers("re f\n", r.X, c.height-r.Y-r.H, r.W, r.H)
			continue
		}
		if dots == nil || dots.H != r.H || dots.Pitch != r.Pitch || dots.Gray != r.Gray {
			dots = r
			c.numbers("G ", layout.Pt(r.Gray))
			c.numbers("w [", r.H)
			c.numbers("] 0 d\n", r.H, r.Pitch-r.H)
		}
		y := c.height - r.Y - r.H/2
		c.numbers("m ", r.X, y)
		c.numbers("l S\n", r.X+r.W, y)
	}
}

// paths draws figures.
func (c *content) paths(list []layout.Path) {
	stroke := layout.Pt(0)
	for i := range list {
		f := &list[i]
		c.fill(f.Gray)
		paint := "f\n"
		if f.Stroke > 0 {
			paint = "b\n"
		}
		if f.Stroke > 0 && f.Stroke != stroke {
			stroke = f.Stroke
			c.numbers("G ", 0)
			c.numbers("w [] 0 d\n", stroke)
		}
		operator := "m "
		for _, at := range f.Points {
			c.numbers(operator, at.X, c.height-at.Y)
			operator = "l "
		}
		c.b = append(c.b, paint...)
	}
}

const hex = "0123456789ABCDEF"

// run draws one run of a line. Its gaps stand between the glyphs, in 1/1000 em.
func (c *content) run(r *layout.Run, baseline layout.Pt, b blank) error {
	used, face, err := c.d.take(r.Face)
	if err != nil {
		return err
	}
	c.b = append(c.b, "BT "...)
	if face != c.face || r.Size != c.size {
		c.b = strconv.AppendInt(append(c.b, "/F"...), int64(face), 10)
		c.b = append(c.b, ' ')
		// a hundredth of a point of size is a point over a line
		c.b = strconv.AppendFloat(c.b, math.Round(float64(r.Size)*1000)/1000, 'f', -1, 64)
		c.b = append(c.b, " Tf "...)
		c.face, c.size = face, r.Size
	}
	c.fill(r.Gray)
	c.numbers("Td [<", r.X-layout.Pt(b.lead)*r.Size/1000, c.height-baseline+r.Raise)
	i := 0
	for x := range variantsOf(r, b) {
		g, err := used.number(x)
		if err != nil {
			return err
		}
		if i > 0 && i <= len(r.Gaps) && r.Gaps[i-1] != 0 {
			c.b = append(c.b, '>')
			c.b = strconv.AppendInt(c.b, -int64(r.Gaps[i-1]), 10)
			c.b = append(c.b, '<')
		}
		c.b = append(c.b, hex[g>>12&15], hex[g>>8&15], hex[g>>4&15], hex[g&15])
		i++
	}
	c.b = append(c.b, ">]TJ ET\n"...)
	return nil
}

// take gives the glyphs of a face that the document uses, and the number of its
// font in the resources.
func (d *writer) take(id fonts.ID) (*glyphs, int, error) {
	if d.glyphs[id] == nil {
		face, err := fonts.Load(id)
		if err != nil {
			return nil, 0, err
		}
		d.faces = append(d.faces, id)
		d.glyphs[id] = &glyphs{font: len(d.faces), face: face, plain: map[rune]int{}, other: map[variant]int{}}
	}
	return d.glyphs[id], d.glyphs[id].font, nil
}
