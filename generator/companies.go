package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// CompanyLine is what the 確認表 of a batch says of one company besides its files.
type CompanyLine struct {
	LawBasis       string     `json:"law_basis"`
	Representative string     `json:"representative"`
	Address        string     `json:"address"`
	Employees      string     `json:"employees"`
	Facts          string     `json:"facts"`   // what the input answers with yes, and with no
	Clauses        int        `json:"clauses"` // headings
	Chosen         [][]string `json:"chosen"`  // clauses put on a condition: document, heading, condition
	Assumed        [][]string `json:"assumed"` // item, value, why
	Notes          [][]string `json:"notes"`   // warning, contradiction or gap: which, where, what
}

// Line sums up a set for the 確認表 of a batch.
func (s *Set) Line(req SetRequest) CompanyLine {
	lang := req.Input.Text("output.language")
	values := s.Results[0].values
	l := CompanyLine{
		LawBasis:       s.Manifest.LawBasis,
		Representative: strings.TrimSpace(textOf(values, "rep_title") + " " + textOf(values, "rep_name")),
		Address:        textOf(values, "address"),
		Clauses:        len(s.Manifest.Clauses),
	}
	if n, ok := values["employee_count"].(int); ok {
		l.Employees = strconv.Itoa(n)
	}
	var yes, no []string
	tree := req.Input.Tree()
	for _, g := range s.given {
		switch at(tree, strings.ReplaceAll(strings.TrimPrefix(g.Pointer, "/"), "/", ".")) {
		case true:
			yes = append(yes, pick(lang, g.LabelJA, g.LabelEN))
		case false:
			no = append(no, pick(lang, g.LabelJA, g.LabelEN))
		}
	}
	l.Facts = profile.Message(lang, "batch_yes_no", map[string]string{"Yes": cmp.Or(strings.Join(yes, "、"), "－"), "No": cmp.Or(strings.Join(no, "、"), "－")})
	for _, c := range s.Manifest.Clauses {
		if len(c.Conditions) > 0 {
			l.Chosen = append(l.Chosen, []string{kindName(c.Kind, lang), strings.TrimSpace(c.Label + " " + c.Title), strings.Join(c.Conditions, "\n")})
		}
	}
	for _, row := range assumedRows(req.Input, s.Manifest.Assumed, lang) {
		l.Assumed = append(l.Assumed, []string{string(row[0]), string(row[1]), string(row[2])})
	}
	note := func(id, where, what string) {
		l.Notes = append(l.Notes, []string{profile.Message(lang, "review_"+id, nil), where, what})
	}
	for _, f := range s.Findings {
		note("finding", placesText(f.Places, lang), pick(lang, f.MessageJA, f.MessageEN))
	}
	for _, w := range s.Manifest.Warnings {
		note("warning", w.Pointer, w.Message(lang))
	}
	for _, m := range s.Manifest.Missing {
		note("missing", m.Pointer, pick(lang, m.Label, m.LabelEN))
	}
	return l
}

// CompanyRow is a company in the 確認表 of a batch.
type CompanyRow struct {
	Number  int // as the user counts
	Company string
	Folder  string // relative to the 確認表; "" of a row that was not made
	Hash    string // of the input
	Files   []File
	Line    CompanyLine
	Faults  [][]string // sheet, column, cell, field, words
}

// CompaniesPerReview is how many companies one 確認表 of a batch holds: a longer
// list has several.
const CompaniesPerReview = 200

// BatchReview makes the 確認表 of a batch: a line a company on the first sheet,
// and what stands behind its numbers on the others.
func BatchReview(rows []CompanyRow, asOf japanese.Date, title, lang string) (File, error) {
	t := func(id string) string { return profile.Message(lang, id, nil) }
	col := func(id string, width float64) workbook.Column { return workbook.Column{Label: t(id), Width: width} }
	number := func(id string) workbook.Column { return workbook.Column{Label: t(id), Width: 7, Type: workbook.Number} }
	link := workbook.Column{Label: t("batch_link"), Width: 24, Type: workbook.Link}
	book := &workbook.Book{Title: t("review_title"), Author: "kitei", Created: midnight(asOf)}
	add := func(name string, lines []string, rows [][]workbook.Cell, keep int, columns ...workbook.Column) {
		if len(rows) > 0 {
			book.Sheets = append(book.Sheets, &workbook.Sheet{Name: t(name), Title: lines, Columns: columns, Rows: rows, Landscape: true, Keep: keep, Footer: t("review_title")})
		}
	}
	var list, facts, files, notes, chosen, assumed, faults [][]workbook.Cell
	failed := 0
	for _, r := range rows {
		n := strconv.Itoa(r.Number)
		state, pages := t("batch_done"), 0
		for _, f := range r.Files {
			pages += f.Pages
			files = append(files, cells(n, r.Company, f.Name, countOf(f.Pages), f.SHA256, path.Join(r.Folder, f.Name)))
		}
		if r.Folder == "" {
			state, failed = t("batch_failed"), failed+1
		}
		list = append(list, cells(n, r.Company, state, strconv.Itoa(len(r.Files)), countOf(pages), r.Line.Representative, r.Line.Address, r.Line.Employees,
			strconv.Itoa(len(r.Line.Chosen)), strconv.Itoa(len(r.Line.Assumed)), notesText(r.Line.Notes, lang), r.Hash[:min(16, len(r.Hash))], r.Folder))
		behind := func(to *[][]workbook.Cell, lines [][]string) {
			for _, l := range lines {
				*to = append(*to, cells(append([]string{n, r.Company}, l...)...))
			}
		}
		if r.Line.Facts != "" {
			behind(&facts, [][]string{{r.Line.Facts}})
		}
		behind(&notes, r.Line.Notes)
		behind(&chosen, r.Line.Chosen)
		behind(&assumed, r.Line.Assumed)
		behind(&faults, r.Faults)
	}
	head := []string{title, profile.Message(lang, "batch_counts", map[string]string{
		"AsOf": asOf.String(), "Rows": strconv.Itoa(len(rows)), "Done": strconv.Itoa(len(rows) - failed), "Failed": strconv.Itoa(failed), "Version": Version})}
	add("review_title", head, list, 2, number("batch_row"), col("batch_company", 24), col("batch_state", 8), number("batch_files"), number("batch_pages"),
		col("batch_representative", 16), col("batch_address", 24), number("batch_employees"), number("review_clauses"), number("review_assumed"),
		col("batch_notes", 34), col("batch_hash", 18), link)
	add("batch_faults", nil, faults, 2, number("batch_row"), col("batch_company", 24), col("batch_sheet", 14), col("batch_column", 20), col("batch_cell", 8), col("review_field", 28), col("review_content", 70))
	add("batch_facts", nil, facts, 2, number("batch_row"), col("batch_company", 24), col("batch_facts", 120))
	add("review_file", nil, files, 2, number("batch_row"), col("batch_company", 24), col("review_file", 50), number("batch_pages"), col("batch_sha256", 40), link)
	add("batch_notes", nil, notes, 2, number("batch_row"), col("batch_company", 24), col("review_part", 10), col("review_field", 34), col("review_content", 80))
	add("review_clauses", nil, chosen, 2, number("batch_row"), col("batch_company", 24), col("review_document", 30), col("review_heading", 50), col("review_condition", 60))
	add("review_assumed", []string{t("review_assumed_note")}, assumed, 2, number("batch_row"), col("batch_company", 24), col("review_item", 44), col("review_content", 40), col("review_why", 60))
	var b bytes.Buffer
	if err := workbook.Write(book, &b); err != nil {
		return File{}, err
	}
	return File{Name: ReviewName, Format: XLSX, MediaType: mediaTypes[XLSX], Size: b.Len(), Bytes: b.Bytes()}, nil
}

// countOf is a number of pages; nothing for what has none.
func countOf(pages int) string {
	if pages == 0 {
		return ""
	}
	return strconv.Itoa(pages)
}

// shownNotes is how many notes of a company the first sheet has room for.
const shownNotes = 2

func notesText(notes [][]string, lang string) string {
	var words []string
	for i, n := range notes {
		if i == shownNotes {
			words = append(words, profile.Message(lang, "batch_more", map[string]string{"N": fmt.Sprint(len(notes) - shownNotes)}))
			break
		}
		words = append(words, "["+n[0]+"] "+n[2])
	}
	return strings.Join(words, "\n")
}
