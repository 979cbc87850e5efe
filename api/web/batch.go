package web

import (
	"io"
	"slices"
	"strconv"

	"kitei/generator"
)

// BatchPage is a page of batches: Form to begin one, or Job to follow one.
type BatchPage struct {
	Lang    string
	SignOut bool
	Other   string // address of the page in the other language; "" = a button of the form
	Notice  string // in words; what was done
	Trouble []string
	Form    *BatchForm
	Job     *BatchJob
}

// BatchForm is what is chosen for a batch, and what a check said of it. It
// carries the list itself, so that nothing is kept before the batch is begun.
type BatchForm struct {
	Ticket     string // id of the batch to be, so that it is begun once
	ListName   string
	List       string // compressed, as text
	CommonName string
	Common     string
	Kinds      []string // chosen
	Formats    []string
	AsOf       string
	Folder     string
	Webhook    string
	Draft      bool
	Cover      bool
	Hooks      bool // whether anybody may be called
	Days       int  // that a batch is kept
	MaxRows    int

	Checked *BatchCheck
	Mine    []BatchLine
}

// recent is how many batches stand on the page at once.
const recent = 5

// Recent are the newest batches, Older the others.
func (f *BatchForm) Recent() []BatchLine { return f.Mine[:min(recent, len(f.Mine))] }

// Older are the batches that are folded away.
func (f *BatchForm) Older() []BatchLine { return f.Mine[min(recent, len(f.Mine)):] }

// Most is the greatest number of companies: 10,000.
func (f *BatchForm) Most() string {
	s := strconv.Itoa(f.MaxRows)
	if len(s) > 3 {
		s = s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

// BatchCheck is what a check said, in words.
type BatchCheck struct {
	Total, Good int
	Bad         int      // rows with faults
	List        []string // faults of the list as a whole
	Rows        []BatchRow
	More        int // faults that are not shown
	Skipped     []string
	Names       []string // of the first folders
}

// BatchRow is one fault of one row.
type BatchRow struct {
	Row     int
	First   bool // of its row
	Company string
	Cell    string
	Header  string
	Text    string
}

// BatchLine is a batch in the list of batches.
type BatchLine struct{ Href, List, Begun, State, Counts string }

// BatchJob is a batch that runs or is at its end.
type BatchJob struct {
	ID, List, State                    string
	Total, Done, Failed, Finished      int
	Counts, Rate, Made, Begun, Expires string // in words
	Problem                            string
	Result                             string // none, whole, partial
	Reviews                            []int
	Unchanged                          string
	Rows                               []BatchRow
	More                               int
	Again                              bool // there is something to make again
	Hook                               string
}

// Running tells whether the batch goes on.
func (j *BatchJob) Running() bool { return j.State == "running" }

// batchView is what the template of a page of batches sees.
type batchView struct {
	*BatchPage
	Title, Version string
	Areas          []area
}

// Batch writes a page of batches.
func Batch(w io.Writer, p *BatchPage) error {
	set, err := templatesOf()
	if err != nil {
		return err
	}
	title := Say(p.Lang, "batch_title", nil)
	if p.Job != nil {
		title = Say(p.Lang, "batch_job_title", map[string]string{"X": p.Job.List})
	}
	return set[p.Lang].ExecuteTemplate(w, "batch.html", batchView{p, title, generator.Version, areas(p.Lang, "/batch")})
}

// KindChoice is a document that may be chosen.
type KindChoice struct {
	Kind, Name string
	Chosen     bool
}

// Choices are the documents that a batch can make.
func (f *BatchForm) Choices(lang string) []KindChoice {
	var out []KindChoice
	for _, k := range Offered() {
		out = append(out, KindChoice{k.Kind, pick(lang, k.NameJA, k.NameEN), slices.Contains(f.Kinds, k.Kind)})
	}
	return out
}

// FormatChoices are the forms that they can have.
func (f *BatchForm) FormatChoices(lang string) []KindChoice {
	var out []KindChoice
	for _, k := range Offered() {
		for _, format := range k.Formats {
			if !slices.ContainsFunc(out, func(c KindChoice) bool { return c.Kind == string(format) }) {
				out = append(out, KindChoice{string(format), Say(lang, "format_"+string(format), nil), slices.Contains(f.Formats, string(format))})
			}
		}
	}
	return out
}

// UsualBatch are the documents and formats that an empty form has chosen.
func UsualBatch() (kinds, formats []string) { return slices.Clone(usual), []string{"pdf", "xlsx"} }

// SayN is a message with a number.
func SayN(lang, id string, n int) string {
	return Say(lang, id, map[string]string{"N": strconv.Itoa(n)})
}
