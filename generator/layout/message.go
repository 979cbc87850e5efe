package layout

import (
	"errors"
	"fmt"
)

// MissingGlyphError reports a character that no font can draw. Set returns all
// of them joined; [MissingGlyphs] takes them apart.
type MissingGlyphError struct {
	Rune  rune
	Field string // path of the value the character is in; "" for words of the template
	Pos   string // file:line:column of the place that prints it
}

func (e *MissingGlyphError) Error() string {
	where := e.Field
	if where == "" {
		where = "text"
	}
	return fmt.Sprintf("%s: %s: no font has the character %q (U+%04X); write it otherwise", e.Pos, where, e.Rune, e.Rune)
}

// MissingGlyphs gives every MissingGlyphError that err holds.
func MissingGlyphs(err error) []*MissingGlyphError {
	var list []*MissingGlyphError
	var one *MissingGlyphError
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			list = append(list, MissingGlyphs(e)...)
		}
		return list
	}
	if errors.As(err, &one) {
		list = append(list, one)
	}
	return list
}

func (s *setter) missing(r rune, o *origin) {
	e := MissingGlyphError{r, o.field, o.pos.String()}
	if !s.seenMissing[e] {
		s.seenMissing[e] = true
		s.lost = append(s.lost, &e)
	}
}

func (s *setter) warn(r rune, o *origin, message string) {
	w := Warning{r, o.field, o.pos.String(), message}
	if !s.seenWarning[w] {
		s.seenWarning[w] = true
		s.res.Warnings = append(s.res.Warnings, w)
	}
}
