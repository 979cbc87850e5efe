package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits bound what is read from outside. The zero value of a field is its default.
type Limits struct {
	Bytes    int64 // size of the file; default 10 MiB
	Unpacked int64 // sum of its parts unpacked; default 100 MiB
	Text     int64 // sum of the texts of all cells, for [ReadCells] and [ScanBook]; default 32 MiB
	Ratio    int64 // unpacked size to packed size of one part; default 200
	Parts    int   // files in the archive; default 500
	Sheets   int   // default 50
	Rows     int   // of one sheet; default 20,000
	Columns  int   // of one sheet, for [ReadCells]; default 16,384
	Cells    int   // of the whole book; default 1,000,000
}

func (l Limits) defaults() Limits {
	def := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	def(&l.Bytes, 10<<20)
	def(&l.Unpacked, 100<<20)
	def(&l.Text, 32<<20)
	def(&l.Ratio, 200)
	for v, d := range map[*int]int{&l.Parts: 500, &l.Sheets: 50, &l.Rows: 20000, &l.Columns: 16384, &l.Cells: 1000000} {
		if *v == 0 {
			*v = d
		}
	}
	return l
}

// Errors that a caller may tell apart.
var (
	ErrNotXLSX  = errors.New("not an xlsx workbook")
	ErrTooLarge = errors.New("the workbook is over a limit")
)

// Grid is a sheet as it was read: words of cells by row and column from 0, as
// they are shown; ragged.
type Grid struct {
	Name string
	Rows [][]string
}

// Read reads the words of every sheet. Formulas are taken by the value that is
// stored beside them, never computed; macros and links are not looked at.
func Read(data []byte, limits Limits) ([]Grid, error) {
	l := limits.defaults()
	if int64(len(data)) > l.Bytes {
		return nil, &LimitError{"bytes", l.Bytes, ""}
	}
	if err := checkArchive(data, l); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: l.Unpacked, UnzipXMLSizeLimit: l.Unpacked})
	if err != nil {
		return nil, errors.Join(ErrNotXLSX, err)
	}
	defer func() { _ = f.Close() }()
	names := f.GetSheetList()
	if len(names) > l.Sheets {
		return nil, &LimitError{"sheets", int64(l.Sheets), ""}
	}
	var out []Grid
	cells := 0
	for _, name := range names {
		g := Grid{Name: name}
		rows, err := f.Rows(name)
		if err != nil {
			return nil, fmt.Errorf("%w: sheet %s: %w", ErrNotXLSX, name, err)
		}
		for rows.Next() {
			columns, err := rows.Columns()
			if err != nil {
				_ = rows.Close()
				return nil, fmt.Errorf("%w: sheet %s: %w", ErrNotXLSX, name, err)
			}
			cells += len(columns)
			if len(g.Rows) >= l.Rows || cells > l.Cells {
				_ = rows.Close()
				return nil, fmt.Errorf("%w: sheet %s has more than %d rows, or the book more than %d cells", ErrTooLarge, name, l.Rows, l.Cells)
			}
			g.Rows = append(g.Rows, columns)
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// checkArchive looks at the archive before anything of it is unpacked.
func checkArchive(data []byte, l Limits) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errors.Join(ErrNotXLSX, err)
	}
	if len(z.File) > l.Parts {
		return &LimitError{"parts", int64(l.Parts), ""}
	}
	book := false
	var total int64
	for _, part := range z.File {
		if strings.Contains(part.Name, "..") || strings.HasPrefix(part.Name, "/") {
			return fmt.Errorf("%w: a part leaves its folder", ErrNotXLSX)
		}
		book = book || part.Name == "xl/workbook.xml"
		size, err := unpacked(part, l)
		if err != nil {
			return err
		}
		if total += size; total > l.Unpacked {
			return &LimitError{"unpacked", l.Unpacked, ""}
		}
		if packed := int64(part.CompressedSize64); size > 1<<20 && size > l.Ratio*max(packed, 1) {
			return &LimitError{"ratio", l.Ratio, ""}
		}
	}
	if !book {
		return ErrNotXLSX
	}
	return nil
}

// unpacked counts what a part really holds: the size in its header may lie.
func unpacked(part *zip.File, l Limits) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, errors.Join(ErrNotXLSX, err)
	}
	defer func() { _ = r.Close() }()
	n, err := io.Copy(io.Discard, io.LimitReader(r, l.Unpacked+1))
	if err != nil {
		return 0, errors.Join(ErrNotXLSX, err)
	}
	return n, nil
}
