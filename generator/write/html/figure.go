package html

import (
	"strconv"
	"strings"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
)

// figure writes a drawing as SVG, and what it says as a list: for those who can't
// see the drawing, and in its place when a character of it can't be drawn.
func (p *printer) figure(e *document.Element, outer []string) {
	p.raw("<figure")
	if e.ID != "" {
		p.raw(attribute("id", e.ID))
	}
	p.raw(p.reason(e, outer) + ">\n")
	if len(e.Title) > 0 {
		p.raw("<figcaption>")
		p.inlines(e.Title)
		p.raw("</figcaption>\n")
	}
	class := "figure-words"
	if page, err := layout.Draw(e, fonts.Embedded{}); err == nil && page != nil {
		p.drawing(page)
		class += " unseen"
	}
	p.raw("<div" + attribute("class", class) + ">\n")
	if e.Name == "flow" {
		p.raw("<p>")
		p.text(strings.Join(e.Lanes(), "　"))
		p.raw("</p>\n")
	}
	p.raw("<ol role=\"list\">\n")
	told := inner(e, outer)
	for n, row := range e.FigureRows() {
		p.raw("<li")
		if row.ID != "" {
			p.raw(attribute("id", row.ID))
		}
		p.raw(p.reason(row, told) + ">")
		if lane := laneOf(e, n); lane != "" {
			p.raw("<span class=\"lane\">")
			p.text(lane + "：")
			p.raw("</span>")
		}
		for i, cell := range row.Children {
			if i > 0 {
				p.raw("　")
			}
			p.sentences(cell)
		}
		p.raw("</li>\n")
	}
	p.raw("</ol>\n</div>\n</figure>\n")
}

// laneOf says who does the nth step of a flow chart; "" in other figures.
func laneOf(e *document.Element, n int) string {
	if e.Name != "flow" {
		return ""
	}
	for _, row := range e.Children {
		if row.Kind != document.TableRow {
			continue
		}
		if n == 0 && len(row.Children) > 1 {
			return row.Children[1].PlainText()
		}
		n--
	}
	return ""
}

// drawing writes a set page as SVG. The words of a run are given its set width,
// so that they stay in their boxes in whatever font the reader has.
func (p *printer) drawing(page *layout.Page) {
	w, h := number(page.Width), number(page.Height)
	p.raw("<svg aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 " + w + " " + h + "\" width=\"" + w + "\" height=\"" + h + "\">\n")
	for _, r := range page.Rects {
		p.raw("<rect x=\"" + number(r.X) + "\" y=\"" + number(r.Y) + "\" width=\"" + number(r.W) + "\" height=\"" + number(r.H) + "\" fill=\"" + gray(r.Gray) + "\"/>\n")
	}
	for _, path := range page.Paths {
		p.raw("<polygon points=\"")
		for i, at := range path.Points {
			if i > 0 {
				p.raw(" ")
			}
			p.raw(number(at.X) + "," + number(at.Y))
		}
		p.raw("\" fill=\"" + gray(path.Gray) + "\"")
		if path.Stroke > 0 {
			p.raw(" stroke=\"#000\" stroke-width=\"" + number(path.Stroke) + "\"")
		}
		p.raw("/>\n")
	}
	for i := range page.Lines {
		p.line(&page.Lines[i])
	}
	p.raw("</svg>\n")
}

// line writes a set line, a text element a run.
func (p *printer) line(l *layout.Line) {
	for i, run := range l.Runs {
		end := l.X + l.Width
		if i+1 < len(l.Runs) {
			end = l.Runs[i+1].X
		}
		p.raw("<text x=\"" + number(run.X) + "\" y=\"" + number(l.Baseline-run.Raise) + "\" font-size=\"" + number(run.Size) + "\" fill=\"" + gray(run.Gray) + "\"")
		if end > run.X {
			p.raw(" textLength=\"" + number(end-run.X) + "\" lengthAdjust=\"spacingAndGlyphs\"")
		}
		p.raw(">")
		p.text(run.Text)
		p.raw("</text>\n")
	}
}

// number is a length with two decimals at most.
func number(v layout.Pt) string {
	s := strconv.FormatFloat(float64(v), 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// gray is a shade from 0 black to 1 white as a colour.
func gray(v float64) string {
	n := strconv.Itoa(int(v*255 + 0.5))
	return "rgb(" + n + "," + n + "," + n + ")"
}
