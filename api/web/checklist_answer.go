package web

import (
	"encoding/json"
	"io"
	"strings"

	"kitei/checklist"
)

// Answering is the page on which a sheet is answered that the office got itself.
type Answering struct {
	Lang   string
	Kept   []Kept            // the sheet that was received, then where the answers are
	Filled *checklist.Filled // nil before it was answered
	Notes  []checklist.Finding
	Notice string
	Bad    bool
	Why    string // more about the notice
	Limit  Limit
}

// answeredView is what the template sees of it.
type answeredView struct {
	LimitSaid, Why string
	FileBytes      int64
	Sheets         []answeredSheet
	Notes          []findingView
}

type answeredSheet struct {
	Name                           string
	Filled                         int
	Kept, Unknown, Refused, Unused string
}

// Show writes the page.
func (a *Answering) Show(w io.Writer, signOut bool) error {
	p := newSheetsPage(a.Lang, AnswerSheet, a.Notice, signOut)
	p.Bad = a.Bad
	p.Text = p.String()
	kept, err := json.Marshal(a.Kept)
	if err != nil {
		return err
	}
	p.Kept = string(kept)
	v := &answeredView{LimitSaid: Say(a.Lang, "sheets_limit_one", map[string]string{"N": number(int(a.Limit.FileBytes >> 20))}), Why: a.Why, FileBytes: a.Limit.FileBytes}
	for _, f := range a.Notes {
		v.Notes = append(v.Notes, findingView{strings.TrimSpace(f.Sheet + " " + f.Cell), f.Message(a.Lang), f.Severity == checklist.Error})
	}
	if a.Filled != nil {
		for _, s := range a.Filled.Sheets {
			v.Sheets = append(v.Sheets, answeredSheet{s.Sheet, len(s.Filled), itemNumbers(a.Lang, s.Kept), itemNumbers(a.Lang, s.Unknown), itemNumbers(a.Lang, s.Refused), strings.Join(s.Unused, pick(a.Lang, "、", ", "))})
		}
	}
	p.Answered = v
	return p.write(w, "checklist_answer.html")
}
