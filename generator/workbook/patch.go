package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Patch is words to be put into a cell of a book that somebody else made.
type Patch struct {
	Sheet       string
	Row, Column int // from 1
	Value       string
	// Formula: the cell keeps its formula, and Value stands beside it until it
	// is computed anew. Nothing is done to a cell without a formula.
	Formula bool
	Number  bool    // Value of a formula is a number
	Height  float64 // of the row, in points, where its words need more; 0 = as it is
}

// Put writes words into cells and leaves every other byte of the sheets as it
// was: formats, widths, drop-downs, protection. The words are text, never a
// formula. Programs compute all formulas of the book anew when it is opened.
func (s *Scan) Put(patches []Patch, w io.Writer) error {
	a, err := openArchive(s.data)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(s.data), int64(len(s.data)))
	if err != nil {
		return errors.Join(ErrNotXLSX, err)
	}
	changed := map[string][]byte{}
	for i := range s.Sheets {
		sheet := &s.Sheets[i]
		cells := map[string]Patch{}
		for _, p := range patches {
			if p.Sheet == sheet.Name {
				cells[at(p.Column, p.Row)] = p
			}
		}
		if len(cells) == 0 {
			continue
		}
		words, err := a.bytes(sheet.part)
		if err != nil {
			return err
		}
		if changed[strings.ToLower(sheet.part)], err = patch(words, cells); err != nil {
			return fmt.Errorf("sheet %d: %w", i+1, err)
		}
	}
	if book, err := a.bytes("xl/workbook.xml"); err == nil && len(changed) > 0 {
		changed["xl/workbook.xml"] = computeAnew(book)
	}
	out := zip.NewWriter(w)
	for _, part := range z.File {
		words, ok := changed[strings.ToLower(part.Name)]
		if !ok {
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}
		p, err := out.Create(part.Name)
		if err != nil {
			return err
		}
		if _, err := p.Write(words); err != nil {
			return err
		}
	}
	return out.Close()
}

func (a *archive) bytes(name string) ([]byte, error) {
	part := a.parts[strings.ToLower(name)]
	if part == nil {
		return nil, fmt.Errorf("%w: a part is missing", ErrNotXLSX)
	}
	r, err := part.Open()
	if err != nil {
		return nil, errors.Join(ErrNotXLSX, err)
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(r)
}

var calcPr = regexp.MustCompile(`<((?:[A-Za-z0-9]+:)?)calcPr\b[^>]*?(/?)>`)

// computeAnew asks for all formulas to be computed when the book is opened.
func computeAnew(book []byte) []byte {
	m := calcPr.FindSubmatchIndex(book)
	if m == nil || bytes.Contains(book[m[0]:m[1]], []byte("fullCalcOnLoad")) {
		return book
	}
	at := m[4] // before the slash, or before the bracket
	return slices.Concat(book[:at], []byte(` fullCalcOnLoad="1"`), book[at:])
}

// splice is a replacement of bytes.
type splice struct {
	from, to int64
	words    string
}

// patch puts words into the cells of a sheet's XML.
func patch(sheet []byte, cells map[string]Patch) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(sheet))
	var splices []splice
	done := map[string]bool{}
	row, column := 0, 0
	var current *splice  // the cell that is being replaced
	var formula [2]int64 // of its formula, from and to
	var patched Patch
	prefix, style, name := "", "", ""
	for {
		start := d.InputOffset()
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.Join(ErrNotXLSX, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				row, column, prefix = row+1, 0, tagPrefix(t.Name)
				if r := attr(t, "r"); r != "" {
					row, _ = strconv.Atoi(r)
				}
				if h := height(cells, row); h > 0 {
					tag := string(rowHeightAttr.ReplaceAll(sheet[start:d.InputOffset()], nil))
					end := len(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/"))
					splices = append(splices, splice{start, d.InputOffset(), fmt.Sprintf(`%s ht="%g" customHeight="1"%s`, tag[:end], h, tag[end:])})
				}
			case "c":
				before := column
				column++
				if c, r, ok := cellPlace(attr(t, "r")); ok {
					column, row = c+1, r
				}
				splices = append(splices, missing(cells, done, prefix, row, before, column, start)...)
				name = at(column, row)
				if p, ok := cells[name]; ok && !done[name] {
					done[name] = true
					patched, style, formula = p, attr(t, "s"), [2]int64{}
					current = &splice{from: start, words: inline(tagPrefix(t.Name), name, style, p.Value)}
				}
			case "f":
				formula[0] = start
			}
		case xml.EndElement:
			switch {
			case t.Name.Local == "f":
				formula[1] = d.InputOffset()
			case t.Name.Local == "c" && current != nil:
				current.to = d.InputOffset()
				if patched.Formula {
					current.words = beside(tagPrefix(t.Name), name, style, string(sheet[formula[0]:formula[1]]), patched)
				}
				if !patched.Formula || formula[1] > 0 {
					splices = append(splices, *current)
				}
				current = nil
			case t.Name.Local == "row":
				splices = append(splices, missing(cells, done, prefix, row, column, 1<<15, start)...)
			}
		}
	}
	for name, p := range cells {
		if !done[name] && !p.Formula {
			return nil, errors.New("a cell to be filled has no row")
		}
	}
	var out bytes.Buffer
	var from int64
	for _, s := range splices {
		out.Write(sheet[from:s.from])
		out.WriteString(s.words)
		from = s.to
	}
	out.Write(sheet[from:])
	return out.Bytes(), nil
}

func tagPrefix(n xml.Name) string {
	if n.Space == "" {
		return ""
	}
	return n.Space + ":"
}

// missing makes the cells of a row that the book does not store, between two columns.
func missing(cells map[string]Patch, done map[string]bool, prefix string, row, after, before int, offset int64) []splice {
	var columns []int
	for name, p := range cells {
		if !done[name] && !p.Formula && p.Row == row && p.Column > after && p.Column < before {
			columns = append(columns, p.Column)
		}
	}
	slices.Sort(columns)
	var out []splice
	for _, c := range columns {
		name := at(c, row)
		done[name] = true
		out = append(out, splice{from: offset, to: offset, words: inline(prefix, name, "", cells[name].Value)})
	}
	return out
}

// inline is a cell that holds its words itself.
func inline(prefix, name, style, value string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%sc r="%s"`, prefix, name)
	if _, err := strconv.Atoi(style); err == nil {
		fmt.Fprintf(&b, ` s="%s"`, style)
	}
	fmt.Fprintf(&b, ` t="inlineStr"><%[1]sis><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sis></%[1]sc>`, prefix, escape(value))
	return b.String()
}

// beside is a cell with its formula and a new value.
func beside(prefix, name, style, formula string, p Patch) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%sc r="%s"`, prefix, name)
	if _, err := strconv.Atoi(style); err == nil {
		fmt.Fprintf(&b, ` s="%s"`, style)
	}
	if !p.Number {
		b.WriteString(` t="str"`)
	}
	fmt.Fprintf(&b, `>%[2]s<%[1]sv>%[3]s</%[1]sv></%[1]sc>`, prefix, formula, escape(p.Value))
	return b.String()
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// rowHeightAttr is the height that a row has.
var rowHeightAttr = regexp.MustCompile(`\s(?:ht|customHeight)="[^"]*"`)

// height is what the words put into a row need; 0 = what it has.
func height(cells map[string]Patch, row int) (points float64) {
	for _, p := range cells {
		if p.Row == row {
			points = max(points, p.Height)
		}
	}
	return points
}
