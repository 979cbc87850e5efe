package checklist

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// sheetReader reads the sheet of one contractor.
type sheetReader struct {
	*Sheet
	grid    *grid
	columns map[string]int // by head
	rows    map[string]int // by what the hidden column says
	again   map[string][]int
	fields  map[string]gridCell
}

// maxText is how many characters of a free text are kept.
const maxText = 2000

func (r *Returned) sheet(c *Catalogue, g *grid, id string) *Sheet {
	settings := r.meta.settings()
	s := &sheetReader{
		Sheet: &Sheet{
			File: r.File, Name: g.name, Issuer: r.meta.text("issuer"), Approver: r.meta.text("approver"), Settings: settings, Numbers: settings.Numbers,
			Contractor: Contractor{ID: id}, Answers: map[string]Answer{}, Cells: map[string]string{}, catalogue: c,
		},
		grid: g, rows: map[string]int{}, again: map[string][]int{}, fields: map[string]gridCell{},
	}
	known, listed := r.meta.of(id)
	if listed && known.sheet != g.name {
		s.note("sheet_renamed", "", "")
	}
	s.numbersFirst()
	s.locate()
	s.findRows()
	s.head()
	if known.tier != "" {
		s.Contractor.Tier = known.tier
	}
	if s.Contractor.Tier == "" {
		s.note("tier_missing", s.place("tier"), "")
	}
	s.chooseItems(r.meta.items[id])
	for _, i := range s.Items {
		s.item(i)
	}
	s.readCertificates()
	s.strangers()
	return s.Sheet
}

func (s *sheetReader) note(code, cell, item string) {
	s.Findings = append(s.Findings, newFinding(code, s.Name, cell, item, nil))
}

// numbersFirst finds what may be a 個人番号 and takes it out, before anything
// else sees it. In a free text it may be another number of twelve digits.
func (s *sheetReader) numbersFirst() {
	free := map[int]bool{}
	if s.grid.table != nil {
		for _, h := range []int{colEvidence, colComment, colFix} {
			free[s.grid.table.columns[heads[h-1]]] = true
		}
	}
	for _, c := range s.grid.cells {
		if hexHash.MatchString(c.Value) || !japanese.FindMyNumber(c.Value) {
			continue
		}
		code := "my_number"
		if free[c.Column] && c.Row > s.grid.table.row {
			code = "my_number_in_text"
		}
		s.note(code, workbook.CellName(c.Row, c.Column), "")
		c.Value, c.Number = "", false
		s.grid.at[[2]int{c.Row, c.Column}] = c
	}
}

// locate finds the columns by their heads; where a head is gone, the column is
// the one next to its neighbour as it was sent.
func (s *sheetReader) locate() {
	s.columns = map[string]int{}
	shift := 0
	if t := s.grid.table; t != nil {
		for words, column := range t.columns {
			s.columns[words] = column
		}
		if at := t.columns[heads[colText-1]]; at > 0 {
			shift = at - colText
		}
	}
	for i, words := range heads {
		if s.columns[words] == 0 {
			s.columns[words] = max(1, i+1+shift)
			if i > 0 {
				s.note("column_missing", "", "")
			}
		}
	}
	if s.grid.mark.Column > 0 {
		s.columns[heads[0]] = s.grid.mark.Column
	}
}

func (s *sheetReader) column(c int) int { return s.columns[heads[c-1]] }

// findRows finds what every row is by the hidden column, and by the words of
// the question where that column is gone.
func (s *sheetReader) findRows() {
	id := s.column(colID)
	here := s.grid.mark.Row > 0 || s.grid.table != nil && s.grid.table.columns[heads[0]] > 0
	for _, c := range s.grid.cells {
		if c.Column != id || !here {
			continue
		}
		words := strings.TrimSpace(c.Value)
		if _, twice := s.rows[words]; twice {
			s.again[words] = append(s.again[words], c.Row)
			continue
		}
		s.rows[words] = c.Row
	}
	lost := false
	texts := map[string]string{}
	for _, i := range s.catalogue.Items {
		texts[TextHash(i.Words(s.Numbers))] = i.ID
	}
	for _, c := range s.grid.cells {
		if c.Column != s.column(colText) {
			continue
		}
		if item := texts[TextHash(c.Value)]; item != "" && s.rows[item] == 0 {
			s.rows[item], lost = c.Row, true
		}
	}
	if lost {
		s.note("ids_lost", "", "")
	}
}

// findFields finds the fields above and below the table: each row of them names
// its two values in the hidden column.
func (s *sheetReader) findFields() {
	for words, row := range s.rows {
		names, ok := strings.CutPrefix(words, "f:")
		if !ok {
			continue
		}
		left, right, two := strings.Cut(names, ",")
		s.fields[left] = s.cell(row, s.column(colText))
		if two {
			s.fields[right] = s.cell(row, s.column(colComment))
		} else if left == "incident" {
			s.fields[left] = s.cell(row, s.column(colAnswer))
		}
	}
}

// head reads the fields.
func (s *sheetReader) head() {
	s.findFields()
	if len(s.fields) == 0 { // the hidden column is gone: by their labels
		s.byLabel()
	}
	c := &s.Contractor
	c.Name, c.Address, c.Work = s.words("contractor"), s.words("address"), s.words("work")
	c.CorporateNumber, c.Country = s.words("corporate_number"), s.words("country")
	c.AnsweredBy, c.ReviewedBy, c.Method = s.words("answered_by"), s.words("reviewed_by"), s.words("method")
	if issuer := s.words("issuer"); s.Issuer == "" {
		s.Issuer = issuer
	}
	if tier := Tier(strings.ToUpper(japanese.HalfWidth(s.words("tier")))); slices.Contains(Tiers(), tier) {
		c.Tier = tier
	}
	c.ContractDate = s.day(s.fields["contract_date"], "")
	c.ReviewedOn = s.day(s.fields["reviewed_on"], "")
	s.reviewedCell, s.incidentCell = s.place("reviewed_on"), s.place("incident")
	switch fold(s.words("incident")) {
	case "有", "あり", "有り", "○":
		s.Incident = Done
	case "無", "なし", "無し", "×":
		s.Incident = NotDone
	}
}

// byLabel finds the fields that matter most by the words before them; a label
// takes two columns.
func (s *sheetReader) byLabel() {
	for _, c := range s.grid.cells {
		for field, label := range map[string]string{"contractor": "会社名（委託先）", "work": "委託業務", "tier": "リスク区分", "reviewed_on": "確認日（委託元が記入）"} {
			if fold(c.Value) == fold(label) && s.fields[field].Row == 0 {
				s.fields[field] = s.cell(c.Row, c.Column+2)
			}
		}
	}
}

func (s *sheetReader) place(field string) string {
	if c, ok := s.fields[field]; ok {
		return workbook.CellName(c.Row, c.Column)
	}
	return ""
}

func (s *sheetReader) cell(row, column int) gridCell {
	c := s.grid.at[[2]int{row, column}]
	c.Row, c.Column = row, column
	return c
}

func (s *sheetReader) words(field string) string { return s.free(s.fields[field], "") }

// free reads a free text; what a formula gives is not taken.
func (s *sheetReader) free(c gridCell, item string) string {
	if c.Formula {
		s.note("value_formula", workbook.CellName(c.Row, c.Column), item)
		return ""
	}
	words := strings.TrimSpace(c.Value)
	if r := []rune(words); len(r) > maxText {
		return string(r[:maxText])
	}
	return words
}

func (s *sheetReader) day(c gridCell, item string) japanese.Date {
	if c.Formula {
		s.note("value_formula", workbook.CellName(c.Row, c.Column), item)
		return japanese.Date{}
	}
	d, err := ReadDate(c.Value, c.Number, s.grid.from1904)
	if err != nil {
		s.note("date_invalid", workbook.CellName(c.Row, c.Column), item)
		return japanese.Date{}
	}
	return d
}

// chooseItems are those that were sent; without _meta those on the sheet.
func (s *sheetReader) chooseItems(sent []metaItem) {
	for _, m := range sent {
		if i := s.catalogue.Item(m.id); i != nil {
			s.Items = append(s.Items, *i)
		}
	}
	if len(sent) > 0 {
		return
	}
	for _, i := range s.catalogue.Items {
		if s.rows[i.ID] > 0 {
			s.Items = append(s.Items, i)
		}
	}
}

func (s *sheetReader) item(i Item) {
	row := s.rows[i.ID]
	if row == 0 {
		s.note("item_missing", "", i.No)
		return
	}
	a := s.answer(i, row)
	for _, other := range s.again[i.ID] {
		s.note("item_twice", workbook.CellName(other, s.column(colAnswer)), i.No)
		if b := s.answer(i, other); b.Value != a.Value && b.Value != NoAnswer {
			if a.Value != NoAnswer {
				b.Value = Invalid // two answers that differ
			}
			a = b
		}
	}
	s.Answers[i.ID] = a
	s.Cells[i.ID] = workbook.CellName(row, s.column(colAnswer))
	if words := s.cell(row, s.column(colText)); words.Formula || TextHash(words.Value) != TextHash(i.Words(s.Numbers)) {
		s.note("question_changed", workbook.CellName(row, s.column(colText)), i.No)
	}
}

func (s *sheetReader) answer(i Item, row int) Answer {
	c := s.cell(row, s.column(colAnswer))
	at := workbook.CellName(c.Row, c.Column)
	a := Answer{Value: ReadSign(c.Value)}
	inMerged := func(m workbook.Area) bool {
		return m.Holds(c.Row, c.Column) && (m.FromRow != c.Row || m.FromColumn != c.Column)
	}
	switch {
	case c.Formula:
		a.Value = Invalid
		s.note("answer_formula", at, i.No)
	case a.Value == NoAnswer && slices.ContainsFunc(s.grid.merged, inMerged):
		a.Value = Invalid
		s.note("answer_merged", at, i.No)
	case a.Value == Invalid:
		s.note("answer_invalid", at, i.No)
	case a.Value != NoAnswer && !slices.Contains(Signs(s.Settings.Binary), a.Value):
		a.Value = Invalid
		s.note("answer_not_in_mode", at, i.No)
	}
	a.Evidence = s.free(s.cell(row, s.column(colEvidence)), i.No)
	a.Comment = s.free(s.cell(row, s.column(colComment)), i.No)
	a.Fix = s.free(s.cell(row, s.column(colFix)), i.No)
	a.Due = s.day(s.cell(row, s.column(colDue)), i.No)
	a.Done = s.day(s.cell(row, s.column(colDone)), i.No)
	if fold(s.cell(row, s.column(colJudge)).Value) == judgeAgain {
		a.Judge = judgeAgain
	}
	return a
}

func (s *sheetReader) readCertificates() {
	for _, k := range s.catalogue.Certificates {
		words := "c:" + k.ID
		rows := s.again[words]
		if s.rows[words] > 0 {
			rows = append([]int{s.rows[words]}, rows...)
		}
		for _, row := range rows {
			have := fold(s.cell(row, s.column(colAnswer)).Value)
			c := Certificate{Kind: k.ID, Number: s.free(s.cell(row, s.column(colEvidence)), ""), Scope: s.free(s.cell(row, s.column(colComment)), ""), Expires: s.day(s.cell(row, s.column(colDue)), "")}
			if have == "無" || have == "なし" || have == "×" || have == "" && c.Number == "" {
				continue
			}
			s.Certificates = append(s.Certificates, c)
			s.certificateCells = append(s.certificateCells, workbook.CellName(row, s.column(colDue)))
		}
	}
}

// strangers are rows that the sheet did not have when it was sent.
func (s *sheetReader) strangers() {
	for words, row := range s.rows {
		known := words == "ID" || row == s.grid.mark.Row || strings.HasPrefix(words, "f:") || strings.HasPrefix(words, "c:")
		if !known && s.catalogue.Item(words) == nil {
			s.note("item_unknown", workbook.CellName(row, s.column(colID)), "")
		}
	}
	if s.grid.table == nil {
		return
	}
	last := 0
	taken := map[int]bool{}
	for words, row := range s.rows {
		taken[row] = true
		if s.catalogue.Item(words) != nil {
			last = max(last, row)
		}
	}
	for _, rows := range s.again {
		for _, row := range rows {
			taken[row] = true
		}
	}
	for _, c := range s.grid.cells {
		if c.Column == s.column(colAnswer) && c.Row > s.grid.table.row && c.Row < last && !taken[c.Row] && c.Value != "" {
			s.note("item_added", workbook.CellName(c.Row, c.Column), "")
		}
	}
}
