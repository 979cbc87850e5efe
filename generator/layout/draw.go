package layout

import (
	"errors"

	"kitei/generator/document"
)

// Draw sets a figure on a sheet of its own, without its title and undivided: for
// writers that have no pages. The page is as wide as the body of an upright one
// and as high as the drawing; nil when the figure has no rows. The error holds
// every character that no font can draw; see [MissingGlyphs].
func Draw(e *document.Element, m Measurer) (*Page, error) {
	var rows [][]*document.Element
	for _, row := range e.Children {
		if row.Kind == document.TableRow {
			rows = append(rows, row.Children)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	s := emptySetter(&document.Document{}, Options{}, m, full)
	d := s.drawer(e.Name)(rows, s.frame.width, figureSizes[0])
	s.piece(d, 0, 0, d.height)
	if len(s.lost) > 0 {
		return nil, errors.Join(s.lost...)
	}
	s.res.Pages = []Page{{Width: s.frame.width, Height: d.height, Lines: s.lines, Rects: s.rects, Paths: s.paths}}
	s.finish()
	return &s.res.Pages[0], nil
}
