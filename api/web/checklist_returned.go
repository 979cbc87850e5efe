package web

import (
	"cmp"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"kitei/checklist"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// Kept is a file that a page carries, so that the server keeps nothing. One that
// could not be taken is carried by its name and the reason alone.
type Kept struct {
	Name string `json:"name"`
	Data []byte `json:"data,omitempty"`
	Code string `json:"code,omitempty"` // of the finding that keeps it out
	Cell string `json:"cell,omitempty"` // where that is
}

// FileName is the name of a file that somebody sent: its last part, without what
// can't be printed. number tells that it may hold a 個人番号, of which the digits
// are taken out.
func FileName(name string) (clean string, number bool) {
	if name != "" {
		name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	}
	return printable(name)
}

func printable(name string) (clean string, number bool) {
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if r := []rune(name); len(r) > 200 {
		name = string(r[:200])
	}
	if japanese.FindMyNumber(name) {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '●'
			}
			return r
		}, name), true
	}
	return name, false
}

// Keep turns a file that was read into what the page carries. A file in which a
// 個人番号 may stand is refused as a whole: nothing of it is carried on.
func Keep(r *checklist.Returned, data []byte) Kept {
	k := Kept{Name: r.File}
	findings := slices.Clone(r.Findings)
	for _, s := range r.Sheets {
		findings = append(findings, s.Findings...)
	}
	for _, f := range findings {
		if f.Code == "my_number" || f.Code == "my_number_in_text" {
			k.Code, k.Cell = f.Code, strings.TrimSpace(f.Sheet+" "+f.Cell)
			return k
		}
	}
	if !r.Readable {
		k.Code = "unreadable"
		for _, f := range r.Findings {
			if f.Severity == checklist.Error {
				k.Code = f.Code
			}
		}
		return k
	}
	k.Data = data
	return k
}

// ReadKept reads what a page carried. What can't be read is as if it carried
// nothing.
func ReadKept(text string) []Kept {
	var list []Kept
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil
	}
	for i := range list {
		list[i].Name, _ = FileName(list[i].Name)
		list[i].Cell, _ = printable(list[i].Cell)
	}
	return list
}

// Size is how many bytes of files a page carries.
func Size(list []Kept) int64 {
	n := int64(0)
	for _, k := range list {
		n += int64(len(k.Data))
	}
	return n
}

// Limit is how much one page takes.
type Limit struct {
	Files     int
	FileBytes int64
	Bytes     int64
}

// Judging is the page on which returned sheets are judged.
type Judging struct {
	Lang   string
	Kept   []Kept
	Report checklist.Report
	AsOf   string // as it was typed
	Rule   string
	Issuer string // who sends the letters; "" = as each sheet says
	Letter string // the day of the letters, as it was typed
	Notice string
	Bad    bool // the notice says that something did not work
	Faults map[string]string
	Limit  Limit
}

// returnedView is what the template sees of them.
type returnedView struct {
	AsOf, Rule, Issuer, Letter Question
	Rules                      []Option
	Refused                    []refusedView
	Rows                       []rowView
	Said                       string // how the whole came out
	Letters                    int
	LimitSaid                  string
	Bytes                      int64
	Files                      int
	FileBytes                  int64
}

type refusedView struct{ Name, Why string }

// rowView is a contractor in the table of the results.
type rowView struct {
	N                                int
	ID, Name, Work, File             string
	Verdict, VerdictWords, Mark      string
	Score, Threshold, Tier, NextDate string
	Recheck                          string
	Reasons                          []string
	Unanswered                       string
	Corrections                      []correctionView
	Certificates                     []certificateView
	Findings                         []findingView
	Letter, Review                   bool
	FindingsN                        int // blanks counted one by one
}

type correctionView struct {
	No, Text, Answer, Fix, Due, Status string
	Mandatory                          bool
}

type certificateView struct{ Label, Number, Expires, State string }

type findingView struct {
	Place, Text string
	Error       bool
}

// Show writes the page.
func (j *Judging) Show(w io.Writer, signOut bool) error {
	p := newSheetsPage(j.Lang, ReturnedSheets, j.Notice, signOut)
	p.Bad = j.Bad
	p.Text = p.String()
	kept, err := json.Marshal(j.Kept)
	if err != nil {
		return err
	}
	p.Kept = string(kept)
	v := &returnedView{Rules: checklistRules(j.Lang, j.Rule), Files: j.Limit.Files, Bytes: j.Limit.Bytes, FileBytes: j.Limit.FileBytes}
	ask := func(name, value, hint string) Question {
		q := Question{ID: name, Name: name, Label: Say(j.Lang, "sheets_"+name, nil), Hint: hint, Widget: TextLine, Value: value}
		if f := j.Faults[name]; f != "" {
			q.Faults = []string{f}
		}
		return q
	}
	day := Say(j.Lang, "date_hint", nil)
	v.AsOf = ask("as_of", j.AsOf, Say(j.Lang, "sheets_as_of_hint", nil)+" "+day)
	v.Issuer = ask("issuer", j.Issuer, Say(j.Lang, "sheets_issuer_hint", nil))
	v.Letter = ask("letter_on", j.Letter, day)
	v.LimitSaid = limitWords(j.Lang, j.Limit)
	for _, k := range j.Kept {
		if k.Code != "" {
			why := profile.Message(j.Lang, "finding_"+k.Code, map[string]string{"Item": ""})
			v.Refused = append(v.Refused, refusedView{k.Name, strings.TrimSpace(k.Cell + " " + why)})
		}
	}
	counts := map[checklist.Verdict]int{}
	for i, r := range j.Report.Contractors {
		v.Rows = append(v.Rows, j.row(i, r))
		counts[r.Verdict]++
		if r.NeedsLetter() {
			v.Letters++
		}
	}
	if len(j.Kept) > 0 {
		words := []string{}
		for _, x := range checklist.Verdicts() {
			if counts[x] > 0 {
				words = append(words, VerdictWords(j.Lang, x)+" "+number(counts[x]))
			}
		}
		v.Said = profile.Message(j.Lang, "web_sheets_came_out", map[string]string{"N": number(len(v.Rows)), "X": strings.Join(words, pick(j.Lang, "、", ", "))})
		if len(v.Refused) > 0 {
			v.Said += Say(j.Lang, "sheets_came_out_refused", map[string]string{"N": number(len(v.Refused))})
		}
	}
	p.Returned = v
	return p.write(w, "checklist_returned.html")
}

// VerdictWords is a verdict in a language.
func VerdictWords(lang string, v checklist.Verdict) string {
	return pick(lang, v.Words(), Say("en", "sheets_verdict_"+string(v), nil))
}

// marks tell the verdicts apart without their colour.
var marks = map[checklist.Verdict]string{checklist.Fit: "○", checklist.Conditional: "△", checklist.Unfit: "×", checklist.Unfinished: "…"}

func (j *Judging) row(i int, r checklist.Result) rowView {
	v := rowView{
		N: i, ID: "c" + number(i+1), Name: cmp.Or(r.Contractor, Say(j.Lang, "sheets_no_name", nil)), Work: r.Work, File: r.File + pick(j.Lang, "、", ", ") + r.Sheet,
		Verdict: string(r.Verdict), VerdictWords: VerdictWords(j.Lang, r.Verdict), Mark: marks[r.Verdict], Score: number(r.Score), Threshold: number(r.Threshold),
		Tier: string(r.Tier), NextDate: dayWords(j.Lang, r.NextCheck), Recheck: dayWords(j.Lang, r.RecheckOn), Letter: r.NeedsLetter(), Review: r.NeedsReview,
	}
	if r.Rule == checklist.Legacy { // the reasons of the other rule name them
		v.Unanswered = itemNumbers(j.Lang, r.Unanswered)
	}
	for _, x := range r.Reasons {
		v.Reasons = append(v.Reasons, pick(j.Lang, x.MessageJA, x.MessageEN))
	}
	for _, c := range r.Corrections {
		v.Corrections = append(v.Corrections, correctionView{c.No, c.Text, c.Answer.Mark(), c.Fix, dayWords(j.Lang, c.Due), Say(j.Lang, "sheets_status_"+c.Status, nil), c.Mandatory})
	}
	for _, c := range r.Certificates {
		v.Certificates = append(v.Certificates, certificateView{c.Label, c.Number, dayWords(j.Lang, c.Expires), Say(j.Lang, "sheets_state_"+c.State, nil)})
	}
	findings := r.Findings
	for _, f := range j.Report.Files {
		if f.File == r.File {
			findings = slices.Concat(f.Findings, findings)
		}
	}
	blanks := []string{}
	for _, f := range findings {
		if f.Code == "answer_missing" {
			blanks = append(blanks, f.Cell)
		}
	}
	for _, f := range findings {
		if f.Code == "answer_missing" && len(blanks) > someBlanks {
			continue // one line for all
		}
		place := strings.TrimSpace(f.Sheet + " " + f.Cell)
		if f.Sheet == r.Sheet {
			place = f.Cell
		}
		v.Findings = append(v.Findings, findingView{place, f.Message(j.Lang), f.Severity == checklist.Error})
	}
	if len(blanks) > someBlanks {
		v.Findings = append([]findingView{{strings.Join(blanks, pick(j.Lang, "、", ", ")), Say(j.Lang, "sheets_blank_cells", nil), true}}, v.Findings...)
	}
	v.FindingsN = len(findings)
	return v
}

// someBlanks is how many blank answers are named one by one.
const someBlanks = 3

func dayWords(lang string, d japanese.Date) string {
	switch {
	case d.IsZero():
		return ""
	case lang == "en":
		return d.String()
	}
	return d.Seireki()
}

func itemNumbers(lang string, list []checklist.ItemRef) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = r.No
	}
	return strings.Join(words, pick(lang, "、", ", "))
}

// limitWords says how many and how large files may be.
func limitWords(lang string, l Limit) string {
	return profile.Message(lang, "web_sheets_limit", map[string]string{"Files": number(l.Files), "One": number(int(l.FileBytes >> 20)), "All": number(int(l.Bytes >> 20))})
}

// DayTyped reads a day as people in Japan write it.
func DayTyped(words string) (japanese.Date, error) { return japanese.ParseDate(asDate(words)) }
