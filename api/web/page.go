package web

import (
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"kitei/generator"
	"kitei/generator/profile"
)

//go:embed pages/*.html
var pages embed.FS

// Assets are the style and the modules, served as they are.
//
//go:embed assets
var Assets embed.FS

// page is what the templates see.
type page struct {
	*State
	Text     string // the state, for the hidden field
	Title    string
	Trail    []trailStep
	Groups   []*group
	Contents []contentsLine // of a long step
	Summary  []Problem
	Notice   string
	Kinds    []*kindView
	Check    *Check
	Formats  []formatView
	Files    []fileView
	HasNext  bool
	HasPrev  string
	Messages []string // of another page than a step
	Version  string
	SignOut  bool
	Areas    []area // the ways in; none on a page that only says something
}

type trailStep struct {
	Step, Title string
	N           int
	Current     bool
}

// group is a group of questions of a step.
type group struct {
	ID, Title       string
	Questions, More []*Question
}

// kindView is a document kind in the list of documents.
type kindView struct {
	Kind, Name, ID, Formats string
	Chosen                  bool
	Gaps                    int // questions still to be answered for it
	Questions, More         []*Question
}

type formatView struct {
	Format, Name string
	Checked      bool
}

type fileView struct {
	Kind, Name string
	Formats    []string
}

var templatesOf = sync.OnceValues(func() (map[string]*template.Template, error) {
	out := map[string]*template.Template{}
	for _, lang := range []string{"ja", "en"} {
		t := template.New("").Funcs(template.FuncMap{
			"t":     func(id string) string { return Say(lang, id, nil) },
			"tn":    func(id string, n int) string { return Say(lang, id, map[string]string{"N": number(n)}) },
			"tx":    func(id, x string) string { return Say(lang, id, map[string]string{"X": x}) },
			"count": Count, "open": Open, "idle": Idle, "upper": strings.ToUpper,
		})
		if _, err := t.ParseFS(pages, "pages/*.html"); err != nil {
			return nil, err
		}
		out[lang] = t
	}
	return out, nil
})

func write(w io.Writer, name string, p *page) error { return execute(w, p.Lang, name, p, p) }

// execute writes a page; data is what the template sees, p is in it.
func execute(w io.Writer, lang, name string, data any, p *page) error {
	set, err := templatesOf()
	if err != nil {
		return err
	}
	p.Version = generator.Version
	return set[lang].ExecuteTemplate(w, name, data)
}

// Message writes a page that only says something: a refusal, a failure.
func Message(w io.Writer, lang string, ids ...string) error {
	p := &page{State: &State{Lang: lang}, Title: Say(lang, "title", nil)}
	for _, id := range ids {
		p.Messages = append(p.Messages, profile.Message(lang, id, nil))
	}
	return write(w, "message.html", p)
}

// SignIn writes the page that asks for the password.
func SignIn(w io.Writer, lang, notice string) error {
	p := &page{State: &State{Lang: lang}, Title: Say(lang, "sign_in_title", nil), Notice: notice}
	return write(w, "signin.html", p)
}

// Page writes the page of a state. signOut offers to sign out.
func (f *Form) Page(ctx context.Context, w io.Writer, a Answer, signOut bool) error {
	s := a.State
	in, err := s.Input()
	if err != nil {
		return err
	}
	faults := f.faults(s, in)
	var gaps []string
	for _, x := range faults {
		if x.Code == "required" {
			gaps = append(gaps, x.Pointer)
		}
	}
	ask := newAsker(s, gaps, a.Focus)
	p := &page{State: s, Notice: a.Notice, SignOut: signOut, Areas: areas(s.Lang, "/")}
	switch s.Step {
	case Company, Handling:
		p.Groups = ask.groups(groupsOf[s.Step])
		if len(p.Groups) > manyGroups {
			p.Contents = contents(s, p.Groups, gaps)
		}
	case Documents:
		p.Groups, p.Kinds = f.documents(ask, in)
	default:
		if p.Check, _, err = f.Check(ctx, s); err != nil {
			return err
		}
		if s.Step == Receive {
			p.Formats, p.Files = formats(s)
		}
	}
	ask.point(a.Focus)
	p.Summary = ask.faults(in, faults, a.Strict)
	s.Front = nil
	for _, g := range gaps {
		if stepOf(g) == s.Step {
			s.Front = append(s.Front, g)
		}
	}
	s.Front = slices.Compact(slices.Sorted(slices.Values(append(s.Front, keys(ask.front)...))))
	p.Text = s.String()
	for i, step := range Steps() {
		p.Trail = append(p.Trail, trailStep{step, Say(s.Lang, "step_"+step, nil), i + 1, step == s.Step})
	}
	i := slices.Index(Steps(), s.Step)
	p.HasNext = i+1 < len(Steps())
	if i > 0 {
		p.HasPrev = Steps()[i-1]
	}
	p.Title = Say(s.Lang, "step_"+s.Step, nil)
	return write(w, "step.html", p)
}

func keys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// groups are the questions of groups of the schema.
func (a *asker) groups(names []string) []*group {
	root := profile.InputFields().Property("profile")
	all := a.properties(root, mapOf(a.state.Tree["profile"]), "/profile", false)
	var out []*group
	for _, name := range names {
		g := &group{ID: "g-" + name, Title: Say(a.state.Lang, "group_"+name, nil)}
		for _, q := range all {
			f := root.Property(lastStep(q.Name))
			switch {
			case f.Group != name:
			case q.Front:
				g.Questions = append(g.Questions, q)
			default:
				g.More = append(g.More, q)
			}
		}
		if len(g.Questions)+len(g.More) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// manyGroups is the number of groups above which a step begins with a table of
// contents.
const manyGroups = 4

// contentsLine leads to a group of questions and says what is left to do there.
type contentsLine struct {
	ID, Title string
	Left      int  // required answers that are still open
	Answered  bool // something is answered
}

func contents(s *State, groups []*group, gaps []string) []contentsLine {
	root := profile.InputFields().Property("profile")
	out := make([]contentsLine, len(groups))
	for i, g := range groups {
		out[i] = contentsLine{ID: g.ID, Title: g.Title}
		for _, gap := range gaps {
			if path := profile.Steps(gap); len(path) > 1 && path[0] == "profile" {
				if f := root.Property(path[1]); f != nil && "g-"+f.Group == g.ID {
					out[i].Left++
				}
			}
		}
		for _, q := range slices.Concat(g.Questions, g.More) {
			out[i].Answered = out[i].Answered || !empty(valueAt(s.Tree, q.Name))
		}
	}
	return out
}

// documents are the kinds with their own questions, and how to print them all.
func (f *Form) documents(a *asker, in *profile.Input) ([]*group, []*kindView) {
	s := a.state
	input := profile.InputFields()
	var views []*kindView
	for _, k := range Offered() {
		v := &kindView{Kind: k.Kind, Name: pick(s.Lang, k.NameJA, k.NameEN), ID: "k-" + k.Kind, Formats: formatNames(s.Lang, k)}
		faults, _ := in.Check(profile.Run{AsOf: f.AsOf(in), Kinds: []string{k.Kind}})
		for _, x := range faults {
			if x.Code == "required" && !strings.HasPrefix(x.Pointer, "/documents") && !strings.HasPrefix(x.Pointer, "/output") {
				v.Gaps++
			}
		}
		i := slices.Index(s.Kinds(), k.Kind)
		if v.Chosen = i >= 0; v.Chosen {
			at := "/documents/" + number(i)
			entry := mapOf(valueAt(s.Tree, at))
			one := *input.Property("documents").Items
			one.Properties = slices.DeleteFunc(slices.Clone(one.Properties), func(p *profile.Field) bool { return p.Name == "kind" || p.Name == "options" })
			b := *a
			b.kinds = []string{k.Kind}
			own := b.properties(&one, entry, at, false)
			if o := profile.OptionFields(k.Kind); o != nil {
				own = append(own, b.properties(o, mapOf(entry["options"]), at+"/options", false)...)
			}
			v.Questions, v.More = parted(own)
		}
		views = append(views, v)
	}
	g := &group{ID: "g-output", Title: Say(s.Lang, "group_output", nil)}
	out := *input.Property("output")
	out.Properties = slices.DeleteFunc(slices.Clone(out.Properties), func(p *profile.Field) bool { return p.Name == "language" })
	g.Questions, g.More = parted(a.properties(&out, mapOf(s.Tree["output"]), "/output", false))
	return []*group{g}, views
}

func parted(list []*Question) (front, more []*Question) {
	for _, q := range list {
		if q.Front {
			front = append(front, q)
		} else {
			more = append(more, q)
		}
	}
	return front, more
}

// point marks the question to look at: the one of the pointer, or what holds it.
func (a *asker) point(pointer string) {
	if a.pointed {
		return
	}
	for p := pointer; p != ""; p = p[:max(strings.LastIndexByte(p, '/'), 0)] {
		if q := a.asked[p]; q != nil {
			q.Focus = true
			return
		}
	}
}

// faults puts each fault at the question that it is about, or at what holds it,
// and gives those of this page for its summary. Gaps count only when strict.
func (a *asker) faults(in *profile.Input, faults []profile.Fault, strict bool) []Problem {
	var out []Problem
	for _, x := range faults {
		if x.Code == "required" && !strict {
			continue
		}
		text := messageOf(a.state, in, x)
		for p := x.Pointer; p != ""; p = p[:max(strings.LastIndexByte(p, '/'), 0)] {
			if q := a.asked[p]; q != nil {
				q.Faults = append(q.Faults, text)
				if stepOf(x.Pointer) == a.state.Step {
					out = append(out, Problem{Text: text, Label: q.Label, Pointer: x.Pointer, ID: q.ID})
				}
				break
			}
		}
	}
	return out
}

func formatNames(lang string, k generator.KindInfo) string {
	words := make([]string, len(k.Formats))
	for i, f := range k.Formats {
		words[i] = Say(lang, "format_"+string(f), nil)
	}
	return strings.Join(words, pick(lang, "、", ", "))
}

// formats are what the chosen documents can be had in.
func formats(s *State) ([]formatView, []fileView) {
	var all []formatView
	var files []fileView
	for _, k := range Offered() {
		if !slices.Contains(s.Kinds(), k.Kind) {
			continue
		}
		file := fileView{Kind: k.Kind, Name: pick(s.Lang, k.NameJA, k.NameEN)}
		for _, f := range k.Formats {
			file.Formats = append(file.Formats, string(f))
			if !slices.ContainsFunc(all, func(v formatView) bool { return v.Format == string(f) }) {
				all = append(all, formatView{string(f), Say(s.Lang, "format_"+string(f), nil), f == generator.PDF || f == generator.XLSX})
			}
		}
		files = append(files, file)
	}
	return all, files
}

// Selection is what a run makes of the chosen documents in the formats that were
// ticked. A document that has none of them comes in its first format.
func (s *State) Selection(ticked []string) (generator.Selection, error) {
	out := generator.Selection{Formats: map[string][]generator.Format{}}
	for _, kind := range s.Kinds() {
		k, ok := generator.KindOf(kind)
		if !ok || !k.Ready() {
			return out, fmt.Errorf("web: no document kind %q", kind)
		}
		out.Kinds = append(out.Kinds, kind)
		for _, f := range k.Formats {
			if slices.Contains(ticked, string(f)) {
				out.Formats[kind] = append(out.Formats[kind], f)
			}
		}
		if len(out.Formats[kind]) == 0 {
			out.Formats[kind] = k.Formats[:1]
		}
	}
	return out, nil
}

// Pages are the templates of the pages.
func Pages() embed.FS { return pages }
