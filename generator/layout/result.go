// Package layout turns a finished document into pages of set lines: every line
// with the place of its glyphs, every rule, box, link and bookmark. It knows the
// rules of Japanese typesetting and nothing of PDF.
//
// Lines are broken by total fit (the breaks that make the whole 項 best), never
// against 行頭・行末禁則, and set flush by packing 約物 and by opening the
// space between Japanese and Latin. [Set] checks its own lines and lists
// what it finds in [Result.Faults]; a good document has none.
//
// Input: a tree after assemble (only Text, Link, NoteRef). Output: points,
// origin at the top left of the paper, y downwards. No I/O; safe for concurrent use.
package layout

import "kitei/fonts"

// Pt is a length in PDF points (1/72 inch).
type Pt float64

// Result is a typeset document.
type Result struct {
	Pages    []Page
	Outline  []OutlineEntry // in reading order
	Warnings []Warning      // what was drawn otherwise than it was written
	Faults   []Fault        // what the self-check found; empty for a sound document
}

// Page is one sheet.
type Page struct {
	Width, Height Pt
	Label         string // printed page number: "3", "ii"; "" for a cover
	Lines         []Line // drawn last
	Rects         []Rect // drawn first
	Paths         []Path // drawn above the rects, in order
	Links         []Link
}

// Line is one set line.
type Line struct {
	X, Baseline Pt
	Width       Pt // from X to the end of the last glyph's body
	Size        Pt // type size of the line's body
	Runs        []Run
}

// Run is a stretch of a line in one face and size.
type Run struct {
	Face  fonts.ID
	Size  Pt
	X     Pt      // left edge of the first glyph's body
	Raise Pt      // above the line's baseline: marks of footnotes
	Text  string  // one glyph a rune; never empty
	Gaps  []int16 // 1/1000 em to add after each rune but the last; nil when all are 0
	Gray  float64 // 0 black … 1 white

	// Originals are the characters that a single glyph stands for, where they are
	// not the one in Text: か+U+3099 drawn as が, 邉 with its variation selector.
	Originals []Original

	from, to int32 // Text in the setter's buffer until the end of Set
}

// Original is what was written in the place of a rune of a run.
type Original struct {
	At   int    // index of the rune
	Text string // as it was written
}

// Rect is a filled area, or a rule when it is thin.
type Rect struct {
	X, Y, W, H Pt
	Gray       float64 // 0 black … 1 white

	// Pitch makes a row of square dots of it, H wide and so far apart: the leaders
	// of a 目次, which are no text to search or copy.
	Pitch Pt
}

// Point is a place on the paper.
type Point struct{ X, Y Pt }

// Path is a filled area with corners: the boxes and arrow heads of figures.
type Path struct {
	Points []Point
	Gray   float64 // 0 black … 1 white
	Stroke Pt      // width of a black outline; 0 = none
}

// Link is a place that leads to another page when clicked.
type Link struct {
	X, Y, W, H Pt
	ToPage     int // index into Pages
	ToY        Pt  // top of the target

	target string
}

// OutlineEntry is a bookmark.
type OutlineEntry struct {
	Level int // 1 = 章, 2 = 節, 3 = 条 …; never more than one deeper than the entry before
	Title string
	Page  int // index into Pages
	Y     Pt  // top of the heading
}

// Warning tells of a character that was drawn otherwise than it was written.
type Warning struct {
	Rune    rune
	Field   string // path of the value; "" for words of the template
	Pos     string // file:line:column
	Message string
}

// Fault is a line that breaks a rule of typesetting.
type Fault struct {
	Kind FaultKind
	Page int    // index into Pages; -1 before paging
	Text string // the line
}

// FaultKind says which rule a line breaks.
type FaultKind string

// The faults.
const (
	FaultLineStart   FaultKind = "line start"  // 行頭禁則
	FaultLineEnd     FaultKind = "line end"    // 行末禁則
	FaultInseparable FaultKind = "inseparable" // a number, word or …… is split
	FaultWidth       FaultKind = "width"       // flush line whose parts do not add up to the measure, or overfull
	FaultStretch     FaultKind = "stretch"     // spaces opened beyond the limit, or left ragged
	FaultShortLast   FaultKind = "short last"  // a last line of one character
	FaultOverflow    FaultKind = "overflow"    // more on a page than it holds
	FaultColumn      FaultKind = "column"      // a table column, or a box of a figure, narrower than four ems
)
