// Package fonts holds the typefaces of kitei's documents and answers the two
// questions that setting a line asks of them: is there a glyph, and how wide
// is it?
//
// The font files are part of the binary. A face is parsed when it is first asked
// for and then kept; the fallback face (9.5 MB) is therefore free for every
// document that does not need it.
//
// Widths are in 1/1000 em, cut off as a PDF's /W array has them, so that what
// layout adds up is what a viewer adds up. No I/O; safe for concurrent use.
package fonts

import (
	_ "embed" // the font files
	"fmt"
	"sync"
)

// ID names one of the embedded faces.
type ID uint8

// The faces. The P faces are proportional and serve for Latin letters and
// figures beside the plain face of the same design.
const (
	Mincho   ID     = iota // BIZ UDMincho: body
	MinchoP                // BIZ UDPMincho: Latin in the body
	Gothic                 // BIZ UDGothic: headings, tables
	GothicP                // BIZ UDPGothic: Latin in headings and tables
	Signs                  // Kitei Signs: ☐☑☒
	Fallback               // Kitei Fallback Mincho: rare ideographs of names
	Count    = iota        // number of faces
)

//go:embed BIZUDMincho-Regular.ttf
var minchoTTF []byte

//go:embed BIZUDPMincho-Regular.ttf
var minchoPTTF []byte

//go:embed BIZUDGothic-Regular.ttf
var gothicTTF []byte

//go:embed BIZUDPGothic-Regular.ttf
var gothicPTTF []byte

//go:embed KiteiSigns.ttf
var signsTTF []byte

//go:embed KiteiFallbackMincho.ttf
var fallbackTTF []byte

type source struct {
	name string
	data []byte
	load func() (*Face, error)
}

var sources = [Count]source{
	Mincho:   newSource("BIZUDMincho-Regular", minchoTTF),
	MinchoP:  newSource("BIZUDPMincho-Regular", minchoPTTF),
	Gothic:   newSource("BIZUDGothic-Regular", gothicTTF),
	GothicP:  newSource("BIZUDPGothic-Regular", gothicPTTF),
	Signs:    newSource("KiteiSigns", signsTTF),
	Fallback: newSource("KiteiFallbackMincho", fallbackTTF),
}

func newSource(name string, data []byte) source {
	return source{name, data, sync.OnceValues(func() (*Face, error) {
		f, err := parse(data)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		f.Name = name
		return f, nil
	})}
}

// Load gives the face, parsed once.
func Load(id ID) (*Face, error) {
	if int(id) >= Count {
		return nil, fmt.Errorf("font %d: there is no such face", id)
	}
	return sources[id].load()
}

// TTF gives the face's font file. The caller must not change it.
func TTF(id ID) []byte { return sources[id].data }

// Name gives the face's PostScript name.
func (id ID) Name() string {
	if int(id) >= Count {
		return fmt.Sprintf("font%d", id)
	}
	return sources[id].name
}

// Embedded measures with the embedded faces; it is the Measurer of real documents.
type Embedded struct{}

// Advance gives the width of r in 1/1000 em; false when the face has no glyph for it.
func (Embedded) Advance(id ID, r rune) (int, bool) {
	f, err := Load(id)
	if err != nil {
		return 0, false
	}
	return f.Advance(r)
}
