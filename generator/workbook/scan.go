package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// Scan is a workbook from outside: its cells as [ReadCells] gives them, and what
// else has to be known before it is judged or filled in. Macros and links to
// other books are noticed and not looked into.
type Scan struct {
	Sheets   []ContentSheet
	Macros   bool
	Links    bool // to other books
	Date1904 bool // bare numbers of days count from 1904, as old Macs did

	data []byte
}

// Area is from one cell to another, in rows and columns from 1.
type Area struct{ FromRow, FromColumn, ToRow, ToColumn int }

// Holds says whether a cell lies in the area.
func (a Area) Holds(row, column int) bool {
	return a.FromRow <= row && row <= a.ToRow && a.FromColumn <= column && column <= a.ToColumn
}

// CellName is the name of a cell, row and column from 1: C9.
func CellName(row, column int) string { return at(column, row) }

// Errors of files that are no xlsx, but something we know.
var (
	ErrEncrypted = errors.New("the workbook is encrypted with a password")
	ErrOldFormat = errors.New("an old binary workbook (xls)")
)

// ScanBook reads a workbook from outside within the limits.
func ScanBook(data []byte, limits Limits) (*Scan, error) {
	l := limits.defaults()
	if int64(len(data)) > l.Bytes {
		return nil, &LimitError{"bytes", l.Bytes, ""}
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return nil, ErrEncrypted
		}
		return nil, ErrOldFormat
	}
	b, err := openCells(data, l)
	if err != nil {
		return nil, err
	}
	s := &Scan{data: data}
	if s.Sheets, err = b.read(); err != nil {
		return nil, err
	}
	s.Date1904 = b.from.Year() == 1904
	for name := range b.parts {
		s.Macros = s.Macros || strings.HasSuffix(name, "vbaproject.bin") || strings.HasPrefix(name, "xl/macrosheets/")
		s.Links = s.Links || strings.HasPrefix(name, "xl/externallinks/")
	}
	return s, nil
}

func utf16le(s string) []byte {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r), 0)
	}
	return out
}

// merged reads the area of a mergeCell: B4:D4.
func merged(ref string) (Area, bool) {
	from, to, _ := strings.Cut(ref, ":")
	a, b, ok := cellPlace(from)
	c, d, also := cellPlace(to)
	return Area{b, a + 1, d, c + 1}, ok && also
}

// archive are the parts of a book by name.
type archive struct{ parts map[string]*zip.File }

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.Join(ErrNotXLSX, err)
	}
	a := &archive{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if a.parts[name] != nil {
			return nil, fmt.Errorf("%w: a part is there twice", ErrNotXLSX)
		}
		a.parts[name] = f
	}
	return a, nil
}
