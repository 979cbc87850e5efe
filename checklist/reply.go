package checklist

import (
	"bytes"
	"cmp"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// Filled is a sheet that was answered from a profile.
type Filled struct {
	Bytes  []byte      `json:"-"`
	Sheets []FilledOne `json:"sheets"`
}

// FilledOne is what was done to one sheet.
type FilledOne struct {
	Sheet   string    `json:"sheet"`
	Filled  []ItemRef `json:"filled"`
	Kept    []ItemRef `json:"kept"`    // had an answer already
	Unknown []ItemRef `json:"unknown"` // the profile says nothing: left blank
	Refused []ItemRef `json:"refused"` // the profile's answer cannot be chosen here
	Unused  []string  `json:"unused"`  // answers of the profile that the sheet does not ask for
}

// Answers are what a profile says as a contractor, by item id, and how many of
// them name an item that does not exist.
func Answers(contractorAnswers any) (answers map[string]Answer, unknown int, err error) {
	c, err := Items()
	if err != nil {
		return nil, 0, err
	}
	answers, unknown = answersOf(c, contractorAnswers)
	return answers, unknown, nil
}

// Answers are what a file says that was answered before, by item id. Where its
// sheets differ the first one counts.
func (r *Returned) Answers() map[string]Answer {
	out := map[string]Answer{}
	for _, s := range r.Sheets {
		for id, a := range s.Answers {
			if _, have := out[id]; !have && a.Value != NoAnswer && a.Value != Invalid {
				out[id] = a
			}
		}
	}
	return out
}

// Reply fills the blank answers of a received sheet from answers and leaves
// everything else in it as it was. What was answered already stays.
func (r *Returned) Reply(answers map[string]Answer, asOf japanese.Date) (*Filled, error) {
	out := &Filled{}
	var patches []workbook.Patch
	for _, s := range r.Sheets {
		g := r.grid[s.Name]
		reader := &sheetReader{Sheet: s, grid: g, rows: map[string]int{}, again: map[string][]int{}, fields: map[string]gridCell{}}
		before := len(s.Findings)
		reader.locate()
		reader.findRows()
		reader.findFields()
		s.Findings = s.Findings[:before]
		one := FilledOne{Sheet: s.Name, Filled: []ItemRef{}, Kept: []ItemRef{}, Unknown: []ItemRef{}, Refused: []ItemRef{}, Unused: []string{}}
		asked := map[string]bool{}
		for _, i := range s.Items {
			asked[i.ID] = true
			a, known := answers[i.ID]
			row, ref := reader.rows[i.ID], s.ref(i)
			old := s.Answers[i.ID]
			switch {
			case row == 0:
			case old.Value != NoAnswer:
				one.Kept = append(one.Kept, ref)
			case !known:
				one.Unknown = append(one.Unknown, ref)
			case s.Settings.Binary && (a.Value == Partly || a.Value == NotApplicable), i.Mandatory && a.Value == NotApplicable:
				one.Refused = append(one.Refused, ref)
			default:
				one.Filled = append(one.Filled, ref)
				room := lines(ref.Text, formWidths[colText-1]) // what the row was made for
				if i.Mandatory {
					room = max(room, 2) // the number, and 必須
				}
				put := func(column int, words, before string) {
					if words != "" && before == "" {
						p := workbook.Patch{Sheet: s.Name, Row: row, Column: reader.column(column), Value: words}
						if n := lines(words, formWidths[column-1]); n > room {
							p.Height = workbook.RowLines(n)
						}
						patches = append(patches, p)
					}
				}
				put(colAnswer, a.Value.Words(), "")
				put(colEvidence, a.Evidence, old.Evidence)
				put(colComment, a.Comment, old.Comment)
				put(colFix, a.Fix, old.Fix)
				old.Value = a.Value
				s.Answers[i.ID] = old
			}
		}
		for _, i := range s.catalogue.Items {
			if _, known := answers[i.ID]; known && !asked[i.ID] {
				one.Unused = append(one.Unused, cmp.Or(i.No, i.ID))
			}
		}
		patches = append(patches, reader.figures(asOf)...)
		out.Sheets = append(out.Sheets, one)
	}
	var b bytes.Buffer
	if err := r.scan.Put(patches, &b); err != nil {
		return nil, err
	}
	out.Bytes = b.Bytes()
	return out, nil
}

// figures puts what the formulas of the sheet will give beside them, for
// programs that show a book without computing it.
func (s *sheetReader) figures(asOf japanese.Date) []workbook.Patch {
	now := s.Score(asOf)
	values := map[string]string{
		"score": number(now.Score), "missing": number(len(now.Missing)), "blank": number(now.Counts.Blank), "share": number(now.NotApplicableShare),
	}
	var out []workbook.Patch
	put := func(field, value string, isNumber bool) {
		if c, ok := s.fields[field]; ok && c.Formula {
			out = append(out, workbook.Patch{Sheet: s.Name, Row: c.Row, Column: c.Column, Value: value, Formula: true, Number: isNumber})
		}
	}
	for _, field := range []string{"score", "missing", "blank", "share"} {
		put(field, values[field], true)
	}
	put("verdict", now.Verdict.Words(), false)
	return out
}
