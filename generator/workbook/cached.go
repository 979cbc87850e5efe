package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// keep remembers what a formula gives in the book as it is written. excelize
// can't write words beside a formula, and writes numbers there as words: the
// finished sheet is amended.
func (p *writer) keep(sheet, cell string, value Cell, t ColumnType) {
	if p.kept == nil {
		p.kept = map[string]map[string]kept{}
	}
	if p.kept[sheet] == nil {
		p.kept[sheet] = map[string]kept{}
	}
	p.kept[sheet][cell] = kept{string(value), t}
	p.formulas = true
}

type kept struct {
	value string
	t     ColumnType
}

// formulaCell is a cell with a formula as excelize writes it.
var formulaCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"([^>]*?) t="str"([^>]*)><f>([^<]*)</f>(?:<v[^>]*>[^<]*</v>|<v[^>]*/>)?</c>`)

// amend copies a finished book and puts in the values that its formulas give.
// Sheets are the parts sheet1.xml, sheet2.xml … in the order of names.
func amend(book []byte, names []string, values map[string]map[string]kept, w io.Writer) error {
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	parts := map[string]map[string]kept{}
	for i, name := range names {
		if values[name] != nil {
			parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = values[name]
		}
	}
	out := zip.NewWriter(w)
	for _, part := range in.File {
		cells := parts[part.Name]
		if cells == nil {
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}
		r, err := part.Open()
		if err != nil {
			return err
		}
		words, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		part, err := out.Create(part.Name)
		if err != nil {
			return err
		}
		if _, err := part.Write(putValues(words, cells)); err != nil {
			return err
		}
	}
	return out.Close()
}

func putValues(sheet []byte, cells map[string]kept) []byte {
	return formulaCell.ReplaceAllFunc(sheet, func(cell []byte) []byte {
		m := formulaCell.FindSubmatch(cell)
		v, known := cells[string(m[1])]
		if !known {
			return cell
		}
		kind, value := ` t="str"`, "<v></v>"
		if v.t == Number || v.t == Percent || v.t == Decimal {
			kind = ""
		}
		if v.value == "" {
			kind = ` t="str"`
		} else {
			value = "<v>" + escape(v.value) + "</v>"
		}
		return []byte(`<c r="` + string(m[1]) + `"` + string(m[2]) + kind + string(m[3]) + "><f>" + string(m[4]) + "</f>" + value + "</c>")
	})
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s)))
	return b.String()
}
