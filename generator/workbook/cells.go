package workbook

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// CellKind is what a cell holds, as it was stored, not as it is shown.
type CellKind uint8

// The kinds of cells.
const (
	KindText    CellKind = iota // as typed
	KindNumber                  // digits of its format (000-0000) are applied
	KindDay                     // a number shown as a date: 2026-11-22; with a time 2026-11-22T10:30
	KindClock                   // a number shown as a time of day: 10:30
	KindTruth                   // TRUE or FALSE
	KindFormula                 // whatever it shows: its value is not trusted
	KindError                   // an error value such as #N/A
)

// Content is a filled cell.
type Content struct {
	Column int // from 0
	Kind   CellKind
	Text   string
}

// ContentRow is a row with at least one filled cell.
type ContentRow struct {
	Number int // from 1, as Excel shows it
	Cells  []Content
}

// ContentSheet is a sheet with its filled cells.
type ContentSheet struct {
	Name   string
	Hidden bool // not shown, or only for a program
	Rows   []ContentRow
	Merged []Area

	part string
}

// LimitError says which limit a workbook is over. It is an [ErrTooLarge].
type LimitError struct {
	What  string // bytes, unpacked, ratio, parts, sheets, rows, columns, cells, characters
	Limit int64
	Sheet string // "" = the whole book
}

// Error names the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("%v: %s of %q over %d", ErrTooLarge, e.What, e.Sheet, e.Limit)
}

// Is makes it an [ErrTooLarge].
func (e *LimitError) Is(target error) bool { return target == ErrTooLarge }

// ReadCells reads the filled cells of every sheet with their kinds: what a list
// from outside needs, where a telephone number may have become a number and a
// formula is a fault. It reads the parts as a stream, so that rows and columns
// that a file only claims cost nothing.
func ReadCells(data []byte, limits Limits) ([]ContentSheet, error) {
	l := limits.defaults()
	if int64(len(data)) > l.Bytes {
		return nil, &LimitError{"bytes", l.Bytes, ""}
	}
	b, err := openCells(data, l)
	if err != nil {
		return nil, err
	}
	return b.read()
}

// openCells looks at the archive; nothing is read yet.
func openCells(data []byte, l Limits) (*cellReader, error) {
	if err := checkArchive(data, l); err != nil {
		return nil, err
	}
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	return &cellReader{parts: a.parts, limits: l}, nil
}

func (b *cellReader) read() ([]ContentSheet, error) {
	out, err := b.book()
	if err != nil && !errors.Is(err, ErrTooLarge) {
		err = errors.Join(ErrNotXLSX, err)
	}
	return out, err
}

type cellReader struct {
	parts   map[string]*zip.File // by names in small letters: they don't tell case
	limits  Limits
	strings []string
	formats []numberFormat // by style
	from    time.Time      // day 0 of the date numbers
	cells   int
	text    int64
}

// relations are the targets of a part's relations by id.
type relations struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
		Type   string `xml:"Type,attr"`
	}
}

func (b *cellReader) decode(name string, v any) error {
	f := b.parts[strings.ToLower(name)]
	if f == nil {
		return fmt.Errorf("there is no part %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	return xml.NewDecoder(r).Decode(v)
}

func (b *cellReader) book() ([]ContentSheet, error) {
	var book struct {
		WorkbookPr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links relations
	if err := b.decode("xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &links); err != nil {
		return nil, err
	}
	if len(book.Sheets) > b.limits.Sheets {
		return nil, &LimitError{"sheets", int64(b.limits.Sheets), ""}
	}
	b.from = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if book.WorkbookPr.Date1904 == "1" || book.WorkbookPr.Date1904 == "true" {
		b.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	target, used := map[string]string{}, map[string]bool{}
	for _, r := range links.Relationship {
		at := r.Target
		if !strings.HasPrefix(at, "/") {
			at = path.Join("xl", at)
		}
		at = strings.TrimPrefix(path.Clean(at), "/")
		target[r.ID] = at
		var err error
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			err = once(used, "strings")
			if err == nil {
				err = b.sharedStrings(at)
			}
		case strings.HasSuffix(r.Type, "/styles"):
			err = once(used, "styles")
			if err == nil {
				err = b.styles(at)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	var out []ContentSheet
	for _, s := range book.Sheets {
		if err := once(used, "part "+strings.ToLower(target[s.ID])); err != nil {
			return nil, err
		}
		sheet := ContentSheet{Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden", part: target[s.ID]}
		if err := b.sheet(sheet.part, &sheet); err != nil {
			return nil, err
		}
		out = append(out, sheet)
	}
	return out, nil
}

// once is an error the second time: a small file whose parts are read again and
// again would keep us for hours.
func once(used map[string]bool, what string) error {
	if used[what] {
		return errors.New("a part is used twice")
	}
	used[what] = true
	return nil
}

func (b *cellReader) sharedStrings(name string) error {
	return b.stream(name, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		var t richText
		if err := d.DecodeElement(&t, &e); err != nil {
			return err
		}
		b.strings = append(b.strings, unescape(t.String()))
		return nil
	})
}

func (b *cellReader) styles(name string) error {
	var s struct {
		NumFmts []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		CellXfs []struct {
			ID int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(name, &s); err != nil {
		return err
	}
	own := map[int]string{}
	for _, f := range s.NumFmts {
		own[f.ID] = f.Code
	}
	for _, x := range s.CellXfs {
		b.formats = append(b.formats, formatOf(x.ID, own[x.ID]))
	}
	return nil
}

// stream calls element at every start of an element.
func (b *cellReader) stream(name string, element func(*xml.Decoder, xml.StartElement) error) error {
	f := b.parts[strings.ToLower(name)]
	if f == nil {
		return fmt.Errorf("there is no part %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	d := xml.NewDecoder(r)
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := element(d, e); err != nil {
				return err
			}
		}
	}
}

// xmlCell is a cell of a sheet part.
type xmlCell struct {
	R  string    `xml:"r,attr"`
	S  int       `xml:"s,attr"`
	T  string    `xml:"t,attr"`
	F  *struct{} `xml:"f"`
	V  *string   `xml:"v"`
	Is richText  `xml:"is"`
}

func (b *cellReader) sheet(name string, out *ContentSheet) error {
	number, column := 0, -1
	return b.stream(name, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			number, column = number+1, -1
			for _, a := range e.Attr {
				if a.Name.Local != "r" {
					continue
				}
				n, err := strconv.Atoi(a.Value)
				if err != nil || n < number || n > 1<<20 {
					return errors.New("a row has no place")
				}
				number = n
			}
		case "c":
			var c xmlCell
			if err := d.DecodeElement(&c, &e); err != nil {
				return err
			}
			column++
			if c.R != "" {
				at, row, ok := cellPlace(c.R)
				if !ok || row != number || at < column {
					return errors.New("a cell has no place")
				}
				column = at
			}
			kind, text := b.content(c)
			if text == "" && kind != KindFormula {
				return nil
			}
			return b.add(out, number, Content{column, kind, text})
		case "mergeCell":
			for _, a := range e.Attr {
				area, ok := merged(a.Value)
				if !ok || a.Name.Local != "ref" {
					continue
				}
				if out.Merged = append(out.Merged, area); len(out.Merged) > b.limits.Cells {
					return &LimitError{"cells", int64(b.limits.Cells), ""}
				}
			}
		}
		return nil
	})
}

func (b *cellReader) add(out *ContentSheet, number int, c Content) error {
	switch {
	case c.Column >= b.limits.Columns:
		return &LimitError{"columns", int64(b.limits.Columns), out.Name}
	case utf8.RuneCountInString(c.Text) > maxCell:
		return &LimitError{"characters", maxCell, out.Name}
	}
	if b.cells++; b.cells > b.limits.Cells {
		return &LimitError{"cells", int64(b.limits.Cells), ""}
	}
	if b.text += int64(len(c.Text)); b.text > b.limits.Text { // a text that many cells share is stored once
		return &LimitError{"unpacked", b.limits.Text, ""}
	}
	last := len(out.Rows) - 1
	if last < 0 || out.Rows[last].Number != number {
		if len(out.Rows) >= b.limits.Rows {
			return &LimitError{"rows", int64(b.limits.Rows), out.Name}
		}
		out.Rows = append(out.Rows, ContentRow{Number: number})
		last++
	}
	out.Rows[last].Cells = append(out.Rows[last].Cells, c)
	return nil
}

// content is the kind and text of a cell.
func (b *cellReader) content(c xmlCell) (CellKind, string) {
	v := ""
	if c.V != nil {
		v = *c.V
	}
	switch {
	case c.F != nil:
		return KindFormula, ""
	case c.T == "s":
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(b.strings) {
			return KindText, ""
		}
		return KindText, b.strings[i]
	case c.T == "inlineStr":
		return KindText, unescape(c.Is.String())
	case c.T == "str":
		return KindText, unescape(v)
	case c.T == "b":
		return KindTruth, map[bool]string{true: "TRUE", false: "FALSE"}[v == "1"]
	case c.T == "e":
		return KindError, v
	case c.T == "d": // a date in ISO form
		return KindDay, strings.TrimSuffix(v, "T00:00:00")
	case v == "":
		return KindText, ""
	}
	var f numberFormat
	if c.S >= 0 && c.S < len(b.formats) {
		f = b.formats[c.S]
	}
	return f.show(v, b.from)
}
