package web

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"kitei/checklist"
	"kitei/generator"
	"kitei/generator/profile"
)

// ChecklistKind is the document that the pages below /checklist are about.
const ChecklistKind = "contractor_checklist"

// The pages below /checklist: sheets are made, judged when they come back, and
// answered when the office is itself the contractor.
const (
	MakeSheets     = "make"
	ReturnedSheets = "returned"
	AnswerSheet    = "answer"
)

// sheetsPaths are their addresses.
var sheetsPaths = []struct{ page, path string }{{MakeSheets, "/checklist"}, {ReturnedSheets, "/checklist/returned"}, {AnswerSheet, "/checklist/answer"}}

// sheetsPage is what the templates of these pages see.
type sheetsPage struct {
	page
	Action      string // where the page is posted to
	Pages       []area // the other ones
	Issuer      *group
	IssuerOpen  bool // something about it is still to be said
	Contractors []*contractorView
	Options     *group
	Elsewhere   []Problem // faults of fields that this page does not ask for
	Bad         bool      // the notice says that something did not work
	Kept        string    // the files that were read, for the hidden field
	Returned    *returnedView
	Answered    *answeredView
}

// contractorView is a contractor in the list of those who get a sheet.
type contractorView struct {
	*Entry
	Index       int
	Name, About string
	Sent, Open  bool
}

// NewSheets is the empty page on which sheets are made.
func NewSheets(lang string) *State {
	return aboutSheets(&State{Tree: map[string]any{"profile": map[string]any{}}, Lang: lang})
}

// SheetsFromInput is that page filled with a file.
func SheetsFromInput(in *profile.Input, lang string) *State {
	return aboutSheets(&State{Tree: in.Tree(), Lang: lang})
}

// aboutSheets adds the checklist to the documents of a state and makes it the
// only one that is asked about. The other documents stay in the file.
func aboutSheets(s *State) *State {
	s.Only = ""
	s.chooseKinds(append(s.Kinds(), ChecklistKind))
	s.Only = ChecklistKind
	return s
}

// AboutAll ends what [NewSheets] began: the state goes on in the form of all
// documents.
func (s *State) AboutAll() { s.Only, s.Unsent = "", nil }

const contractorsAt = "/profile/contractors"

// SheetsMerge takes over what the page posted.
func (s *State) SheetsMerge(sent []string, posted bool) {
	if !posted {
		return
	}
	s.Unsent = nil
	for i := range listOf(valueAt(s.Tree, contractorsAt)) {
		if !slices.Contains(sent, number(i)) {
			s.Unsent = append(s.Unsent, i)
		}
	}
}

// SheetsDo carries out a change of a list; who gets no sheet moves with the
// entries.
func (s *State) SheetsDo(action string) (focus string) {
	verb, pointer, _ := strings.Cut(action, ":")
	before := listOf(valueAt(s.Tree, contractorsAt))
	if verb == "add" && pointer == contractorsAt && len(before) == 0 {
		setAt(s.Tree, contractorsAt, []any{map[string]any{}}) // no blank entry is shown here to begin with
		return contractorsAt + "/0"
	}
	order := make([]int, len(before))
	for i := range order {
		order[i] = i
	}
	focus, ok := s.Do(action)
	above, i, isEntry := entryOf(pointer)
	if !ok || !isEntry || above != contractorsAt || i >= len(order) {
		return focus
	}
	switch {
	case verb == "del":
		order = slices.Delete(order, i, i+1)
	case verb == "up" && i > 0:
		order[i], order[i-1] = order[i-1], order[i]
	case verb == "down" && i+1 < len(order):
		order[i], order[i+1] = order[i+1], order[i]
	}
	var unsent []int
	for now, old := range order {
		if slices.Contains(s.Unsent, old) {
			unsent = append(unsent, now)
		}
	}
	s.Unsent = unsent
	return focus
}

// SheetsInput is the input for the chosen contractors, a workbook for each; with
// blank for none, which gives the sheet that is nobody's yet. The places are
// those of the contractors in the page.
func (s *State) SheetsInput(blankForm bool) (in *profile.Input, places []int, err error) {
	whole, err := s.Input()
	if err != nil {
		return nil, nil, err
	}
	tree := whole.Tree()
	facts := mapOf(tree["profile"])
	var kept []any
	ids := map[string]bool{}
	for i, e := range listOf(facts["contractors"]) {
		if blankForm || slices.Contains(s.Unsent, i) {
			continue
		}
		m := mapOf(e)
		if m != nil && textOf(m["id"]) == "" {
			m["id"] = "C" + strconv.Itoa(101 + i)[1:] // the id that its place gives it
		}
		ids[textOf(m["id"])] = true
		kept, places = append(kept, e), append(places, i)
	}
	setAt(tree, contractorsAt, kept)
	if n := mapOf(facts["mynumber"]); n != nil {
		n["contractors_mn"] = slices.DeleteFunc(listOf(n["contractors_mn"]), func(id any) bool { return !ids[textOf(id)] })
		if len(listOf(n["contractors_mn"])) == 0 {
			delete(n, "contractors_mn")
		}
	}
	for i, d := range listOf(tree["documents"]) {
		if textOf(mapOf(d)["kind"]) == ChecklistKind {
			setAt(tree, "/documents/"+number(i)+"/options/layout", "one_per_contractor")
		}
	}
	in, err = profile.FromTree(tree)
	return in, places, err
}

// sheetsFaults are what keeps the sheets from being made, with the pointers of
// the page.
func (f *Form) sheetsFaults(s *State) ([]profile.Fault, error) {
	in, places, err := s.SheetsInput(false)
	if err != nil {
		return nil, err
	}
	faults := f.faults(s, in)
	for i, x := range faults {
		rest, found := strings.CutPrefix(x.Pointer, contractorsAt+"/")
		if !found {
			continue
		}
		at, below, _ := strings.Cut(rest, "/")
		if n, err := strconv.Atoi(at); err == nil && n < len(places) {
			faults[i].Pointer = strings.TrimSuffix(contractorsAt+"/"+number(places[n])+"/"+below, "/")
		}
	}
	return faults, nil
}

// issuerFields are the fields about the company that a sheet shows, beside those
// that it can't be made without.
var issuerFields = []string{"trade_name", "corporate_number", "phone", "email", "roles", "leak"}

// SheetsPage writes the page on which sheets are made.
func (f *Form) SheetsPage(_ context.Context, w io.Writer, a Answer, signOut bool) error {
	s := a.State
	in, err := s.Input()
	if err != nil {
		return err
	}
	faults, err := f.sheetsFaults(s)
	if err != nil {
		return err
	}
	var gaps []string
	for _, x := range faults {
		if x.Code == "required" {
			gaps = append(gaps, x.Pointer)
		}
	}
	ask := newAsker(s, gaps, a.Focus)
	p := newSheetsPage(s.Lang, MakeSheets, a.Notice, signOut)
	p.State = s
	p.Issuer = ask.issuer(gaps)
	p.Contractors = ask.contractors()
	p.Options = ask.sheetOptions()
	ask.point(a.Focus)
	for _, x := range faults {
		if x.Code == "required" && !a.Strict {
			continue
		}
		problem := Problem{Text: messageOf(s, in, x), Label: labelOf(s, in, x.Pointer), Pointer: x.Pointer}
		q := ask.holder(x.Pointer)
		if q == nil {
			if a.Strict {
				p.Elsewhere = append(p.Elsewhere, problem)
			}
			continue
		}
		q.Faults = append(q.Faults, problem.Text)
		problem.ID = q.ID
		if a.Strict {
			p.Summary = append(p.Summary, problem)
		}
	}
	for _, c := range p.Contractors {
		c.Open = c.Focus || Open(c.Questions) || Open(c.More)
	}
	p.IssuerOpen = Open(p.Issuer.Questions) || Open(p.Issuer.More) || slices.ContainsFunc(gaps, func(g string) bool { return !strings.HasPrefix(g, contractorsAt) })
	if name := cmp.Or(textOf(valueAt(s.Tree, "/profile/legal_name")), textOf(valueAt(s.Tree, "/profile/trade_name"))); name != "" && !p.IssuerOpen {
		p.Issuer.Title += pick(s.Lang, "：", ": ") + name
	}
	s.Step = MakeSheets
	p.Text = s.String()
	return p.write(w, "checklist_make.html")
}

// newSheetsPage is what the pages have in common.
func newSheetsPage(lang, name, notice string, signOut bool) *sheetsPage {
	p := &sheetsPage{page: page{State: &State{Lang: lang, Step: name}, Notice: notice, SignOut: signOut, Areas: areas(lang, "/checklist"), Title: Say(lang, "sheets_"+name, nil)}}
	for _, x := range sheetsPaths {
		p.Pages = append(p.Pages, area{x.path + "?lang=" + lang, Say(lang, "sheets_"+x.page, nil), x.page == name})
		if x.page == name {
			p.Action = x.path
		}
	}
	return p
}

func (p *sheetsPage) write(w io.Writer, name string) error {
	set, err := templatesOf()
	if err != nil {
		return err
	}
	p.Version = generator.Version
	return set[p.Lang].ExecuteTemplate(w, name, p)
}

// holder is the question of a pointer, or of what holds it on this page.
func (a *asker) holder(pointer string) *Question {
	for p := pointer; p != ""; p = p[:max(strings.LastIndexByte(p, '/'), 0)] {
		if q := a.asked[p]; q != nil {
			return q
		}
	}
	return nil
}

// issuer are the questions about the company that sends the sheets.
func (a *asker) issuer(gaps []string) *group {
	root := *profile.InputFields().Property("profile")
	var fields []*profile.Field
	for _, f := range root.Properties {
		missing := slices.ContainsFunc(gaps, func(g string) bool { return g == "/profile/"+f.Name || strings.HasPrefix(g, "/profile/"+f.Name+"/") })
		if f.Name != "contractors" && (missing || f.RequiredFor(ChecklistKind) || slices.Contains(issuerFields, f.Name)) {
			fields = append(fields, f)
		}
	}
	root.Properties = fields
	g := &group{ID: "g-issuer", Title: Say(a.state.Lang, "sheets_issuer", nil)}
	for _, q := range a.properties(&root, mapOf(a.state.Tree["profile"]), "/profile", false) {
		if root.Property(lastStep(q.Name)).RequiredFor(ChecklistKind) || q.Required {
			g.Questions = append(g.Questions, q)
		} else {
			g.More = append(g.More, q)
		}
	}
	return g
}

// contractors are those who can get a sheet, each with its questions folded.
func (a *asker) contractors() []*contractorView {
	f := profile.InputFields().Property("profile").Property("contractors")
	value := valueAt(a.state.Tree, contractorsAt)
	if len(listOf(value)) == 0 {
		return nil
	}
	q := a.question(f, profile.InputFields().Property("profile"), value, contractorsAt, false)
	var out []*contractorView
	for i, e := range q.Entries {
		m := mapOf(listOf(value)[i])
		v := &contractorView{Entry: e, Index: i, Sent: !slices.Contains(a.state.Unsent, i)}
		v.Name = cmp.Or(textOf(m["name"]), textOf(m["service"]), e.Title)
		about := []string{}
		if textOf(m["name"]) != "" && textOf(m["service"]) != "" {
			about = append(about, textOf(m["service"]))
		}
		for _, k := range listOf(m["info_kinds"]) {
			about = append(about, enumLabel(a.state.Lang, f.Items.Property("info_kinds").Items, textOf(k)))
		}
		v.About = strings.Join(about, pick(a.state.Lang, "、", ", "))
		out = append(out, v)
	}
	return out
}

// enumLabel is a choice in the words of the form.
func enumLabel(lang string, f *profile.Field, value string) string {
	for _, e := range f.Enum {
		if e.Value == value {
			return pick(lang, e.LabelJA, e.LabelEN)
		}
	}
	return value
}

// sheetOptions are the questions about the sheets themselves. How many workbooks
// are made is not asked: each contractor gets its own.
func (a *asker) sheetOptions() *group {
	s := a.state
	g := &group{ID: "g-options", Title: Say(s.Lang, "sheets_options", nil)}
	i := slices.IndexFunc(listOf(s.Tree["documents"]), func(d any) bool { return textOf(mapOf(d)["kind"]) == ChecklistKind })
	at := "/documents/" + number(i) + "/options"
	options := *profile.OptionFields(ChecklistKind)
	options.Properties = slices.DeleteFunc(slices.Clone(options.Properties), func(p *profile.Field) bool { return p.Name == "layout" })
	for _, q := range a.properties(&options, mapOf(valueAt(s.Tree, at)), at, false) {
		switch lastStep(q.Name) {
		case "item_sets", "answers_mode", "rule":
			g.Questions = append(g.Questions, q)
		default:
			g.More = append(g.More, q)
		}
	}
	output := *profile.InputFields().Property("output")
	output.Properties = []*profile.Field{output.Property("as_of")}
	g.Questions = append(a.properties(&output, mapOf(s.Tree["output"]), "/output", false), g.Questions...)
	return g
}

// checklistRules are the ways of judging, to choose from.
func checklistRules(lang, chosen string) []Option {
	out := []Option{{Value: "", Label: Say(lang, "sheets_rule_issued", nil), Checked: chosen == ""}}
	for _, r := range []checklist.Rule{checklist.Tiered, checklist.Legacy} {
		label := enumLabel(lang, profile.OptionFields(ChecklistKind).Property("rule"), string(r))
		out = append(out, Option{Value: string(r), Label: label, Checked: chosen == string(r)})
	}
	return out
}
