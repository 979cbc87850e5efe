package generator

import (
	"bytes"
	"strconv"
	"strings"

	"kitei/generator/workbook"
	"kitei/generator/write/text"
	"kitei/incident/report"
)

// The sheets of the report as a workbook.
const (
	sheetFields  = "報告書"
	sheetChoices = "選択肢"
)

// xlsx writes the report as a workbook to copy from: one field of the web form a row,
// plain text, no merged cells, no formula. Of the letters those that are made in the
// same run stand on sheets of their own.
func (r *incidentRun) xlsx(documents map[string][]report.Document) ([]byte, error) {
	b := &workbook.Book{Title: "漏えい等報告（下書き）", Author: r.req.Input.Text("legal_name"), Created: midnight(r.req.AsOf)}
	fields, choices := r.fieldSheet()
	b.Sheets = append(b.Sheets, fields, choices, r.courseSheet(), r.deadlineSheet())
	for _, l := range []struct{ kind, name string }{{report.KindPersons, "本人通知文"}, {report.KindPublic, "公表文"}} {
		s, err := r.letterSheet(l.kind, l.name, documents[l.kind])
		if err != nil {
			return nil, err
		}
		if s != nil {
			b.Sheets = append(b.Sheets, s)
		}
	}
	b.Sheets = append(b.Sheets, r.checkSheet())
	for _, s := range b.Sheets {
		s.Footer = r.foot(report.KindReport)
		title := s.Title
		if r.req.Drill {
			title = append([]string{drillStamp}, title...)
		}
		s.Title = append(title, footReport+"行ってください。この表を送っても、報告をしたことにはなりません。")
	}
	var out bytes.Buffer
	err := workbook.Write(b, &out)
	return out.Bytes(), err
}

// needWords are the needs of a filing in words.
var needWords = map[report.Need]string{report.Required: "必須", report.IfKnown: "判明分", report.Conditional: "条件付き", report.None: "―"}

// stateWords are the states of a field in words.
var stateWords = map[report.State]string{report.Known: "記入済", report.Unknown: "調査中", report.Blank: "記入なし", report.NotApplicable: "該当しない"}

// fieldSheet is one field a row, and the sheet of the choices that its lists point at.
func (r *incidentRun) fieldSheet() (fields, choices *workbook.Sheet) {
	d := r.draft
	fields = &workbook.Sheet{Name: sheetFields, Landscape: true, Keep: 3, Title: []string{"漏えい等報告（フォーム順）"}, Columns: []workbook.Column{
		{Label: "No.", Type: workbook.Number, Width: 5}, {Label: "区分", Width: 16}, {Label: "項目", Width: 24}, {Label: "入力値", Width: 60},
		{Label: "状態", Width: 10}, {Label: "前回から変更", Width: 24}, {Label: "必須（速報・確報）", Width: 16}, {Label: "根拠", Width: 40}, {Label: "要確認", Width: 8},
	}}
	choices = &workbook.Sheet{Name: sheetChoices, Title: []string{"選択肢"}, Columns: []workbook.Column{
		{Label: "項目", Width: 30}, {Label: "コード", Width: 22}, {Label: "選択肢", Width: 46}, {Label: "要確認", Width: 8},
	}}
	if r.req.Drill { // the place of the lists is reckoned from the titles, which a drill has one more of
		choices.Title = append(choices.Title, "")
	}
	choices.Title = append(choices.Title, "")
	for i, e := range d.Entries {
		changed := ""
		if e.Changed {
			changed = "変更（前回：" + strings.ReplaceAll(e.Before, "\n", "／") + "）"
		}
		unverified := ""
		if e.Field.Unverified() {
			unverified = "要確認"
		}
		fields.Rows = append(fields.Rows, []workbook.Cell{
			workbook.Cell(strconv.Itoa(e.Number)), workbook.Cell(e.Field.Section().JA), workbook.Cell(e.Field.JA), workbook.Cell(d.Copy(e)),
			workbook.Cell(stateWords[e.State]), workbook.Cell(changed), workbook.Cell("速報：" + needWords[e.Field.Need[0]] + "、確報：" + needWords[e.Field.Need[1]]),
			workbook.Cell(d.Basis(e.Field)), workbook.Cell(unverified),
		})
		list := d.ChoiceWords(e.Field)
		if len(list) == 0 {
			continue
		}
		from := len(choices.Rows)
		for j, o := range e.Field.Choices() {
			choices.Rows = append(choices.Rows, []workbook.Cell{workbook.Cell(e.Field.JA), workbook.Cell(o.Code), workbook.Cell(list[j]), workbook.Cell(unverified)})
		}
		if e.Field.Type == report.Single {
			fields.Lists = append(fields.Lists, workbook.List{Row: i, Column: 3,
				From: "'" + sheetChoices + "'!" + choices.CellName(from, 2, true) + ":" + choices.CellName(len(choices.Rows)-1, 2, true)})
		}
	}
	choices.Title = choices.Title[:1]
	return fields, choices
}

// courseSheet is the course of events, a row an event.
func (r *incidentRun) courseSheet() *workbook.Sheet {
	s := &workbook.Sheet{Name: "事実経過", Title: []string{"事実経過"}, BlankRows: 10, Columns: []workbook.Column{
		{Label: "日付", Type: workbook.Date, Width: 13}, {Label: "時刻", Width: 9}, {Label: "出来事", Width: 90},
	}}
	if e := r.draft.Entry("course_of_events"); e != nil {
		for _, row := range e.Value.Rows {
			s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(row["date"]), workbook.Cell(row["time"]), workbook.Cell(row["text"])})
		}
	}
	return s
}

// deadlineSheet says by when what is due.
func (r *incidentRun) deadlineSheet() *workbook.Sheet {
	s := &workbook.Sheet{Name: "期限", Title: []string{"期限"}, Columns: []workbook.Column{{Label: "項目", Width: 32}, {Label: "期限", Width: 90}}}
	for _, p := range r.draft.Deadlines() {
		s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(p[0]), workbook.Cell(p[1])})
	}
	return s
}

// letterSheet is the text of letters, a line a row; nil when none is made.
func (r *incidentRun) letterSheet(kind, name string, documents []report.Document) (*workbook.Sheet, error) {
	if len(documents) == 0 {
		return nil, nil
	}
	s := &workbook.Sheet{Name: name, Title: []string{name}, Columns: []workbook.Column{{Label: "種類", Width: 14}, {Label: "本文", Width: 110}}}
	for _, d := range documents {
		p, err := r.part(kind, d)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := text.Write(&b, p.doc); err != nil {
			return nil, err
		}
		for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
			if line = strings.ReplaceAll(line, "\t", "　"); line != "" {
				s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(d.Name), workbook.Cell(line)})
			}
		}
	}
	return s, nil
}

// checkSheet lists what a person has to look at before the report is transcribed.
func (r *incidentRun) checkSheet() *workbook.Sheet {
	s := &workbook.Sheet{Name: "確認表", Title: []string{"提出の前に確かめること"}, Columns: []workbook.Column{
		{Label: "区分", Width: 16}, {Label: "項目", Width: 30}, {Label: "内容", Width: 70}, {Label: "確認", Type: workbook.Choice, Width: 10, Choices: []string{"済", "未"}},
	}}
	add := func(group, label, words string) {
		s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(group), workbook.Cell(label), workbook.Cell(words), ""})
	}
	for _, w := range r.draft.Warnings {
		add("注意", w.Pointer, w.MessageJA)
	}
	for _, f := range r.draft.Flags() {
		add("専門家", "", f)
	}
	for _, e := range r.draft.Open() {
		add("調査中", e.Field.JA, r.draft.Plain(e))
	}
	for _, e := range r.draft.Entries {
		if e.Field.Unverified() {
			add("フォーム", e.Field.JA, "項目名、選択肢又は並びを、委員会の実際のフォームと見比べてください。")
		}
	}
	return s
}
