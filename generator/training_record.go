package generator

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// The record of a training (受講記録) is four sheets; who is known stands in it
// already, the rest is for the office to fill in.

const (
	spareRows = 5  // for who joins later
	leastRows = 20 // of the record
)

// employments are the words of the record for the codes of the profile.
var employments = map[string]string{"officer": "役員", "regular": "正社員", "contract": "契約", "part_time": "パート・アルバイト", "dispatched": "派遣", "other": "その他"}

// trainingRecord makes the workbook of one company.
func trainingRecord(f *sheetFile, values map[string]any) (*workbook.Book, error) {
	d, err := loadTraining()
	if err != nil {
		return nil, err
	}
	spec := *f
	spec.Sheets = slices.Clone(f.Sheets)
	questions := d.quiz(values)
	tested := flag(values, "options.test_sheet") && flag(values, "options.quiz.enabled")
	spec.withQuestions(questions, tested)
	months(values)

	b := spec.book(values)
	attendees, _ := at(values, "training.attendees").([]any)
	rows := max(len(attendees), count(values, "employee_count")+spareRows, leastRows)
	record := b.Sheets[0]
	recordFields(record, values)
	depts := departmentsOf(values, attendees)
	for i, e := range attendees {
		m, _ := e.(map[string]any)
		record.Rows = append(record.Rows, []workbook.Cell{number(i + 1), cell(m, "number"), cell(m, "name"), cell(m, "dept"), workbook.Cell(employments[textOf(m, "employment")])})
	}
	for i := len(attendees); i < rows; i++ {
		record.Rows = append(record.Rows, []workbook.Cell{number(i + 1)})
	}
	summary := b.Sheets[1]
	summary.Rows = append(summary.Rows, []workbook.Cell{"全体"})
	for _, dept := range depts {
		summary.Rows = append(summary.Rows, []workbook.Cell{workbook.Cell(dept)})
	}
	summary.BlankRows = max(rows-len(summary.Rows), spareRows)
	if tested {
		printed, _ := at(values, "training_material.questions").([]any)
		testSheet(b.Sheets[2], printed, rows)
	}
	if textOf(values, "training.cycle") != "half" {
		plan := b.Sheets[len(b.Sheets)-1]
		plan.Rows = slices.DeleteFunc(plan.Rows, func(r []workbook.Cell) bool { return strings.Contains(string(r[2]), "半期") })
	}
	counts := map[string]int{}
	for _, e := range attendees {
		m, _ := e.(map[string]any)
		counts[textOf(m, "dept")]++
	}
	first := func(sheet, column string, row int) string {
		switch {
		case sheet == "record" && column == "order" && row < len(attendees),
			sheet == "summary" && column == "order" && row < len(attendees):
			return strconv.Itoa(row + 1)
		case sheet != "summary" || row > len(depts):
			return ""
		}
		target := len(attendees)
		if row > 0 {
			target = counts[depts[row-1]]
		}
		switch column {
		case "target":
			return strconv.Itoa(target)
		case "done", "passed":
			return "0"
		case "rate":
			if target > 0 {
				return "0"
			}
		}
		return ""
	}
	points := map[string]string{"points": strconv.Itoa(100 / max(1, len(questions)))}
	return b, spec.formulas(b, points, first)
}

func number(n int) workbook.Cell { return workbook.Cell(strconv.Itoa(n)) }

func cell(m map[string]any, name string) workbook.Cell { return workbook.Cell(textOf(m, name)) }

// withQuestions adds a column for every question, or takes the test out.
func (f *sheetFile) withQuestions(questions []question, tested bool) {
	i := slices.IndexFunc(f.Sheets, func(s sheetSpec) bool { return s.Key == "test" })
	if !tested {
		f.Sheets = slices.Delete(f.Sheets, i, i+1)
		record := f.Sheets[0]
		record.Columns = slices.Clone(record.Columns)
		for k := range record.Columns {
			if record.Columns[k].Key == "score" {
				record.Columns[k].Formula, record.Columns[k].Hint = "", ""
			}
		}
		f.Sheets[0] = record
		return
	}
	sheet := f.Sheets[i]
	total := sheet.Columns[len(sheet.Columns)-1]
	sheet.Columns = slices.Clone(sheet.Columns[:len(sheet.Columns)-1])
	for n, q := range questions {
		choices := []string{"○", "×"}
		if len(q.Choices) > 0 {
			choices = choices[:0]
			for k := range q.Choices {
				choices = append(choices, string(rune('a'+k)))
			}
		}
		sheet.Columns = append(sheet.Columns, columnSpec{Key: "q" + strconv.Itoa(n+1), Label: "問" + strconv.Itoa(n+1), Type: string(workbook.Choice), Width: 17, Choices: choices})
	}
	sheet.Columns = append(sheet.Columns, total)
	f.Sheets[i] = sheet
}

// testSheet fills the questions, answers and marks in above the rows of answers.
func testSheet(s *workbook.Sheet, questions []any, rows int) {
	lead := [][]workbook.Cell{{"", "問題"}, {"", "正答"}, {"", "配点"}}
	for _, e := range questions {
		q, _ := e.(map[string]any)
		words := append([]string{textOf(q, "text")}, textList(q, "choices")...)
		lead[0] = append(lead[0], workbook.Cell(strings.Join(words, "\n")))
		lead[1] = append(lead[1], cell(q, "answer"))
		lead[2] = append(lead[2], workbook.Cell(strconv.Itoa(100/max(1, len(questions)))))
	}
	s.Rows, s.Lead = lead, len(lead)
	for i := range rows {
		s.Rows = append(s.Rows, []workbook.Cell{number(i + 1)})
	}
}

// recordFields fills in what is known of the training.
func recordFields(s *workbook.Sheet, values map[string]any) {
	known := map[string]string{
		"対象":     enumLabel(textOf(values, "options.audience"), "audience"),
		"合格点":    strconv.Itoa(count(values, "options.quiz.pass_score")),
		"保存期間":   strconv.Itoa(count(values, "retention.training_years")) + "年（社内で定めた期間）",
		"実施責任者":  strings.TrimSpace(textOf(values, "ppo.title") + "　" + textOf(values, "ppo.name")),
		"使用資料・版": "従業者研修資料　" + asOfWords(values),
	}
	if sessions, _ := at(values, "training.sessions").([]any); len(sessions) > 0 {
		m, _ := sessions[0].(map[string]any)
		known["研修名"] = textOf(m, "title")
		if d, err := japanese.ParseDate(textOf(m, "date")); err == nil {
			known["実施日時"] = dateWords(d, dateStyle(values, "training_record"))
		}
		known["場所・方法"] = strings.TrimSpace(textOf(m, "place") + "　" + enumLabel(textOf(m, "mode"), "mode"))
		known["講師"] = textOf(m, "lecturer")
	}
	for _, line := range s.Fields {
		for i := range line {
			line[i].Value = workbook.Cell(cmp.Or(known[line[i].Label], string(line[i].Value)))
		}
	}
}

func asOfWords(values map[string]any) string {
	d, err := japanese.ParseDate(textOf(values, "output.as_of"))
	if err != nil {
		return ""
	}
	return dateWords(d, dateStyle(values, "training_record")) + "版"
}

// departmentsOf lists the departments of the company, then those that only
// attendees name.
func departmentsOf(values map[string]any, attendees []any) (out []string) {
	departments, _ := at(values, "departments").([]any)
	add := func(list []any, field string) {
		for _, e := range list {
			m, _ := e.(map[string]any)
			if name := textOf(m, field); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	add(departments, "name")
	add(attendees, "dept")
	return out
}

// months sets the months of the plan: the yearly training a month after the
// fiscal year begins, the second one half a year later.
func months(values map[string]any) {
	start := max(1, count(values, "fiscal_year_start_month"))
	month := func(n int) string { return strconv.Itoa((n-1)%12+1) + "月" }
	values["month"], values["half"] = month(start+1), month(start+7)
}
