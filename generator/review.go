package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// ReviewName is the file name of the 確認表.
const ReviewName = "確認表.xlsx"

// reviewLines is how many lines of the first sheet still fit on one page.
const reviewLines = 70

// review makes the 確認表: what a person checks before the documents are handed
// over. The first sheet is one page: documents with pages and hashes, warnings,
// contradictions and gaps. The next ones list the facts, the presumptions and
// the clauses with the reason why each is there.
func review(req SetRequest, set *Set) (File, error) {
	lang := req.Input.Text("output.language")
	t := func(id string) string { return profile.Message(lang, "review_"+id, nil) }
	values := set.Results[0].values
	company := cmp.Or(textOf(values, "legal_name"), textOf(values, "trade_name"))
	m := set.Manifest
	head := []string{
		t("title") + "　" + company,
		fmt.Sprintf("%s %s　%s %s　kitei %s", t("as_of"), m.AsOf, t("law_basis"), m.LawBasis, m.Version),
		t("input_hash") + " " + m.InputHash,
	}
	book := &workbook.Book{Title: t("title"), Author: company, Created: midnight(req.Run.AsOf), Words: sheetWords(lang)}
	add := func(name string, lines []string, rows [][]workbook.Cell, onePage bool, columns ...workbook.Column) {
		book.Sheets = append(book.Sheets, &workbook.Sheet{
			Name: t(name), Title: lines, Columns: columns, Rows: rows, Landscape: !onePage, OnePage: onePage && len(rows) <= reviewLines, Footer: t("title"),
		})
	}
	col := func(id string, width float64) workbook.Column {
		return workbook.Column{Label: t(id), Width: width}
	}
	add("title", head, reviewSummary(t, req.Input, set, lang), true, col("part", 8), col("item", 44), col("content", 56), col("hash", 34))
	add("facts", nil, givenRows(set.given, lang), false, col("item", 50), col("content", 70), col("field", 40))
	add("assumed", []string{t("assumed_note")}, assumedRows(req.Input, m.Assumed, lang), false, col("item", 44), col("content", 40), col("why", 60), col("field", 36))
	add("clauses", nil, clauseRows(m.Clauses, lang), false, col("document", 30), col("number", 12), col("heading", 44), col("condition", 60), col("source", 30))
	var b bytes.Buffer
	if err := workbook.Write(book, &b); err != nil {
		return File{}, err
	}
	return File{Name: ReviewName, Format: XLSX, MediaType: mediaTypes[XLSX], Size: b.Len(), Bytes: b.Bytes()}, nil
}

// reviewSummary are the lines of the first sheet.
func reviewSummary(t func(string) string, input *profile.Input, set *Set, lang string) [][]workbook.Cell {
	var rows [][]workbook.Cell
	line := func(part, item, content, hash string) {
		rows = append(rows, cells(part, item, content, hash))
	}
	for _, r := range set.Results {
		var files []string
		for _, f := range r.Files {
			words := string(f.Format)
			if f.Pages > 0 {
				words += "　" + profile.Message(lang, "review_pages", map[string]string{"N": strconv.Itoa(f.Pages)})
			}
			files = append(files, words+"　"+f.SHA256[:16])
		}
		content := ""
		if len(r.Clauses) > 0 {
			content = profile.Message(lang, "review_counts", map[string]string{
				"Clauses": strconv.Itoa(len(r.Clauses)), "Chosen": strconv.Itoa(chosen(r.Clauses)), "Version": r.TemplateVersion,
			})
		}
		line(t("document"), kindName(r.kind, lang), content, strings.Join(files, "\n"))
	}
	for _, f := range set.Findings {
		line(t("finding"), placesText(f.Places, lang), pick(lang, f.MessageJA, f.MessageEN), "")
	}
	for _, w := range set.Manifest.Warnings {
		line(t("warning"), fieldLabel(input, w.Pointer, lang), w.Message(lang), "")
	}
	for _, g := range set.Manifest.Missing {
		line(t("missing"), g.Pointer, pick(lang, g.Label, g.LabelEN), "")
	}
	for _, g := range set.given {
		if strings.Count(g.Pointer, "/") == 2 {
			line(t("fact"), pick(lang, g.LabelJA, g.LabelEN), g.Value, "")
		}
	}
	line(t("assumed"), profile.Message(lang, "review_assumed_count", map[string]string{"N": strconv.Itoa(len(set.Manifest.Assumed))}), "", "")
	return rows
}

// chosen counts the clauses that a condition chose; the sheet of clauses names them.
func chosen(clauses []Clause) int {
	n := 0
	for _, c := range clauses {
		if len(c.Conditions) > 0 {
			n++
		}
	}
	return n
}

// fieldLabel names a field as its user knows it; "" for the input as a whole.
func fieldLabel(input *profile.Input, pointer, lang string) string {
	if pointer == "" {
		return ""
	}
	g := input.Words(pointer, nil)
	return cmp.Or(pick(lang, g.LabelJA, g.LabelEN), pointer)
}

func placesText(places []Place, lang string) string {
	var words []string
	for _, p := range places {
		words = append(words, strings.TrimSpace(kindName(p.Kind, lang)+" "+p.Label))
	}
	return strings.Join(words, "\n")
}

func kindName(kind, lang string) string {
	if kind == coverKind {
		return pick(lang, coverNameJA, coverNameEN)
	}
	k, _ := KindOf(kind)
	return pick(lang, k.NameJA, k.NameEN)
}

func pick(lang, ja, en string) string {
	if lang == "en" {
		return en
	}
	return ja
}

func givenRows(given []profile.Given, lang string) [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, g := range given {
		rows = append(rows, cells(pick(lang, g.LabelJA, g.LabelEN), g.Value, g.Pointer))
	}
	return rows
}

func assumedRows(input *profile.Input, list []profile.Assumed, lang string) [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, a := range list {
		g := input.Words(a.Pointer, a.Value)
		rows = append(rows, cells(pick(lang, g.LabelJA, g.LabelEN), g.Value, pick(lang, a.Why, a.WhyEN), a.Pointer))
	}
	return rows
}

func cells(words ...string) []workbook.Cell {
	row := make([]workbook.Cell, len(words))
	for i, w := range words {
		row[i] = workbook.Cell(w)
	}
	return row
}

func clauseRows(clauses []Clause, lang string) [][]workbook.Cell {
	var rows [][]workbook.Cell
	for _, c := range clauses {
		rows = append(rows, cells(kindName(c.Kind, lang), c.Label, c.Title, strings.Join(c.Conditions, "\n"), strings.Join(c.Law, "\n")))
	}
	return rows
}
