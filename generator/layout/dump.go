package layout

import (
	"fmt"
	"strings"
)

// Dump writes the pages as text, one line a set line with its place in points:
// what golden files compare.
func (r *Result) Dump() string {
	var b strings.Builder
	for i := range r.Pages {
		p := &r.Pages[i]
		fmt.Fprintf(&b, "page %d [%s] %.0f×%.0f: %d lines, %d rects, %d links\n", i+1, p.Label, p.Width, p.Height, len(p.Lines), len(p.Rects), len(p.Links))
		for k, f := range p.Paths {
			fmt.Fprintf(&b, "  path %d gray %.2f:", k+1, f.Gray)
			for _, at := range f.Points {
				fmt.Fprintf(&b, " %.1f,%.1f", at.X, at.Y)
			}
			b.WriteByte('\n')
		}
		for _, l := range p.Lines {
			fmt.Fprintf(&b, "  %6.1f %6.1f %6.1f %4.1fpt  %s\n", l.X, l.Baseline, l.Width, l.Size, l.Text())
		}
		for _, k := range p.Links {
			fmt.Fprintf(&b, "  link %.1f,%.1f → page %d at %.1f\n", k.X, k.Y, k.ToPage+1, k.ToY)
		}
	}
	for _, o := range r.Outline {
		fmt.Fprintf(&b, "outline %s%s → page %d at %.1f\n", strings.Repeat("  ", o.Level-1), o.Title, o.Page+1, o.Y)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "warning %s %s U+%04X: %s\n", w.Pos, w.Field, w.Rune, w.Message)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "fault %s: %s\n", f.Kind, f.Text)
	}
	return b.String()
}

// Text gives the characters of the line as they are drawn.
func (l *Line) Text() string {
	var b strings.Builder
	for _, r := range l.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
