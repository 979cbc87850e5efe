package checklist

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// Title is the name of the document.
const Title = "委託先情報セキュリティ対策状況確認リスト"

// The names of the sheets that are not a contractor's.
const (
	introName    = "はじめに"
	overviewName = "委託先一覧"
	fixesName    = "是正管理"
	rulesName    = "評価基準"
	listsName    = "リスト"
	metaName     = "_meta"
)

// Schema and SchemaVersion stand in every sheet: what is read back is this and
// nothing else.
const (
	Schema        = "contractor_checklist"
	SchemaVersion = 1
)

// Book is a finished workbook.
type Book struct {
	ID    string // of the contractor; "" for all in one book
	Name  string // of the contractor
	Bytes []byte
}

// Books makes the workbooks to send out: one for all, or one for each.
func (o *Order) Books() ([]Book, error) {
	if !o.Settings.OneEach || len(o.Contractors) == 1 {
		b, err := o.book(o.Contractors)
		return []Book{{Bytes: b}}, err
	}
	var out []Book
	for _, c := range o.Contractors {
		b, err := o.book([]Contractor{c})
		if err != nil {
			return nil, err
		}
		out = append(out, Book{ID: c.ID, Name: c.Name, Bytes: b})
	}
	return out, nil
}

// builder makes one workbook.
type builder struct {
	*Order
	catalogue *Catalogue
	book      *workbook.Book
	sheets    []*form // of the contractors, in order
}

func (o *Order) book(contractors []Contractor) ([]byte, error) {
	c, err := Items()
	if err != nil {
		return nil, err
	}
	b := &builder{Order: o, catalogue: c, book: &workbook.Book{
		Words: bookWords(), Title: Title, Subject: "様式 " + c.Form, Author: o.Issuer.Name,
		Created: time.Date(o.IssuedOn.Year, time.Month(o.IssuedOn.Month), o.IssuedOn.Day, 0, 0, 0, 0, time.FixedZone("JST", 9*60*60)),
	}}
	taken := []string{introName, overviewName, fixesName, rulesName, listsName, metaName}
	for i, contractor := range contractors {
		name := workbook.SheetName(fmt.Sprintf("%02d_%s", i+1, contractor.title()), taken)
		taken = append(taken, name)
		b.sheets = append(b.sheets, b.form(name, contractor))
	}
	b.add(b.intro(), b.overview())
	for _, f := range b.sheets {
		b.add(f.sheet)
	}
	b.add(b.fixes(), b.rules(), b.lists(), b.meta())
	var out bytes.Buffer
	err = workbook.Write(b.book, &out)
	return out.Bytes(), err
}

func (b *builder) add(sheets ...*workbook.Sheet) {
	for _, s := range sheets {
		s.Footer = strings.Join([]string{Title, "様式 " + b.catalogue.Form, b.IssuedOn.String() + " 発行", "kitei " + b.Version}, "　")
		s.Form.Header = Title + "　" + b.Issuer.Name
		s.Form.Password = b.Settings.Password
		b.book.Sheets = append(b.book.Sheets, s)
	}
}

// The looks of the book. What may be filled in is white, what may not is grey:
// the two differ in black and white too.
const (
	grey      = "EDEDED"
	darkGrey  = "D0D0D0"
	formSize  = 11
	smallSize = 9
)

var (
	lookTitle = workbook.Look{Size: 15, Bold: true, Middle: true, NoWrap: true}
	lookPlain = workbook.Look{Size: formSize}
	lookSmall = workbook.Look{Size: smallSize}
	lookHead  = workbook.Look{Size: formSize, Bold: true, Fill: darkGrey, Border: true, Center: true, Middle: true}
	lookLabel = workbook.Look{Size: formSize, Fill: grey, Border: true, Middle: true}
	lookFixed = workbook.Look{Size: formSize, Fill: grey, Border: true, Middle: true}
	lookMark  = workbook.Look{Size: formSize, Fill: grey, Border: true, Center: true, Middle: true}
	lookOpen  = workbook.Look{Size: formSize, Border: true, Open: true, Middle: true}
	lookSign  = workbook.Look{Size: formSize, Border: true, Open: true, Center: true, Middle: true}
	lookValue = workbook.Look{Size: formSize, Bold: true, Fill: grey, Border: true, Middle: true}
)

// lines is how many lines words take in a column.
func lines(words string, width float64) int {
	n := 0
	for line := range strings.SplitSeq(words, "\n") {
		n += max(1, int(float64(japanese.TextWidth(line))*1.07/width+0.999))
	}
	return n
}

func isoCell(d japanese.Date) workbook.Cell { return workbook.Cell(d.String()) }

func quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// bookWords is what the book says when something else is typed into a cell.
func bookWords() workbook.Words {
	say := func(id string) string { return profile.Message("ja", id, nil) }
	return workbook.Words{Choose: say("sheet_choose"), Date: say("sheet_date"), Number: say("sheet_number")}
}
