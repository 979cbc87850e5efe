package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"kitei/docs/coverage"
	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/reader"
	"kitei/law"
	"kitei/templates"
)

// LintReport is what lint looked at and found.
type LintReport struct {
	Templates int
	Clauses   int // numbered headings
	Citations int
	Faults    document.Faults

	points fs.FS
	ids    map[string]map[string]bool // kind → clause ids
}

// Lint checks every template of a folder: reading, conditions, fields,
// citations, references, lost text, stale and forbidden words, and the coverage
// file of the kind; and the list of software for products whose support has
// ended on the day of the check. folder is nil for the embedded templates with the embedded
// coverage; points is nil when there are no coverage files to compare with.
func Lint(folder, points fs.FS, day japanese.Date) (*LintReport, error) {
	embedded := folder == nil
	if embedded {
		folder, points = templates.FS, coverage.FS
	}
	table, err := law.Load()
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(folder, "*.md")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("no template (*.md) in this folder")
	}
	report := &LintReport{points: points, ids: map[string]map[string]bool{}}
	for _, name := range files {
		src, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		report.Templates++
		if err := report.template("templates/"+name, string(src), table); err != nil {
			return nil, err
		}
	}
	if embedded {
		if err := report.agreement(); err != nil {
			return nil, err
		}
		report.forms(table)
		if err := report.lintChecklist(table); err != nil {
			return nil, err
		}
	}
	report.software(table, day)
	report.Faults.Sort()
	return report, nil
}

// agreement checks that every clause that a rule of agreement.yaml points at is
// in its template.
func (r *LintReport) agreement() error {
	file, err := agreements()
	if err != nil {
		return err
	}
	at := document.Pos{File: "templates/agreement.yaml", Line: 1, Column: 1}
	for _, rule := range file.Rules {
		for _, p := range rule.Places {
			kind, id, _ := strings.Cut(p, "#")
			if _, known := KindOf(kind); !known {
				r.Faults.Add(at, "agreement", "%s: there is no kind %s", rule.ID, kind)
			} else if ids := r.ids[kind]; id != "" && ids != nil && !ids[id] {
				r.Faults.Add(at, "agreement", "%s: there is no clause %s", rule.ID, p)
			}
		}
	}
	return nil
}

func (r *LintReport) template(file, src string, table *law.Table) error {
	doc, readErr := reader.Read(file, src)
	if err := collect(&r.Faults, readErr); err != nil {
		return err
	}
	start := document.Pos{File: file, Line: 1, Column: 1}
	if lost, added := reader.LostText(src, doc); lost != "" || added != "" {
		r.Faults.Add(start, "lost_text", "the tree lost %q and has %q more than the template", lost, added)
	}
	r.ids[doc.Meta.Kind] = clauseIDs(doc)
	root, err := environment(doc.Meta.Kind)
	if err != nil {
		r.Faults.Add(start, "front_matter", "%v", err)
		return nil
	}
	if readErr == nil {
		t, err := assemble.Compile(doc, root, known(table, doc))
		if err == nil {
			err = t.Prove()
		}
		if err := collect(&r.Faults, err); err != nil {
			return err
		}
	}
	checked, err := japanese.ParseDate(doc.Meta.LawCheckedOn)
	if err != nil {
		r.Faults.Add(start, "front_matter", "law_checked_on is a date like 2026-11-22")
		return nil
	}
	current, err := table.At(checked)
	if err != nil {
		r.Faults.Add(start, "stale", "law_checked_on: %v", err)
		return nil
	}
	r.words(doc, current)
	r.citations(doc, current, checked)
	r.coverage(start, doc)
	return nil
}

// known says what is wrong with a citation id on the day that the template was
// last compared with the law; "" = nothing.
func known(table *law.Table, doc *document.Document) func(string) string {
	day, err := japanese.ParseDate(doc.Meta.LawCheckedOn)
	if err != nil {
		return func(string) string { return "law_checked_on is missing" }
	}
	current, err := table.At(day)
	return func(id string) string {
		if err != nil {
			return err.Error()
		}
		if strings.HasPrefix(id, "period.") || strings.HasPrefix(id, "threshold.") {
			if _, err := current.Value(id); err != nil {
				return err.Error()
			}
			return ""
		}
		if _, err := current.Cite(id); err != nil {
			return err.Error()
		}
		return ""
	}
}

// forbidden are words that no template may hold: marks of a gap, the name that
// the company calls itself by, and what the law no longer says.
var forbidden = regexp.MustCompile(`[〇○●]{2,}|当社|当法人|当院|当事務所|当店|当組合|当会|弊社|当方|貴社|将来の法|（仮）`)

// words checks the words of a template.
func (r *LintReport) words(doc *document.Document, current *law.Law) {
	var scopes []string
	if strings.HasPrefix(doc.Meta.Kind, "mynumber") {
		scopes = append(scopes, law.ScopeMyNumber)
	}
	check := func(list []document.Inline) {
		for in := range texts(list) {
			for _, at := range forbidden.FindAllStringIndex(in.Text, -1) {
				pos := in.Pos
				pos.Column += len([]rune(in.Text[:at[0]]))
				r.Faults.Add(pos, "forbidden_word", "%q: use a field, or other words", in.Text[at[0]:at[1]])
			}
			for _, m := range current.FindStale(in.Text, scopes...) {
				r.Faults.Add(in.Pos, "stale_word", "%q: write %q (%s)", m.Word, m.Instead, m.Reason)
			}
		}
	}
	each(doc, check)
}

// each visits every inline sequence of a document.
func each(doc *document.Document, visit func([]document.Inline)) {
	visit(doc.Meta.Title)
	document.Walk(doc.Body, func(e *document.Element) bool {
		e.Inlines(visit)
		return true
	})
	for _, n := range doc.Notes {
		visit(n.Text)
	}
}

// texts yields the plain words among inlines, those under conditions too.
func texts(list []document.Inline) func(func(document.Inline) bool) {
	return func(yield func(document.Inline) bool) {
		for _, in := range list {
			if in.Kind == document.Text && !yield(in) {
				return
			}
			for c := range texts(in.Children) {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// citations finds rows that were compared with the law after the template was:
// somebody has to read the clause again.
func (r *LintReport) citations(doc *document.Document, current *law.Law, checked japanese.Date) {
	check := func(pos document.Pos, id string) {
		r.Citations++
		c, err := current.Cite(id)
		if err != nil {
			return // reported by Compile
		}
		if checked.Before(c.CheckedOn) {
			r.Faults.Add(pos, "stale_citation", "%s was compared with the law on %s, this template on %s: read the clause again and set law_checked_on",
				id, c.CheckedOn, checked)
		}
	}
	var visit func([]document.Inline)
	visit = func(list []document.Inline) {
		for _, in := range list {
			if in.Kind == document.LawRef && !strings.HasPrefix(in.Path, "period.") && !strings.HasPrefix(in.Path, "threshold.") {
				check(in.Pos, in.Path)
			}
			visit(in.Children)
		}
	}
	each(doc, visit)
	document.Walk(doc.Body, func(e *document.Element) bool {
		for _, id := range e.Origin.Law {
			check(e.Pos, id)
		}
		return true
	})
}

// coverageFile is docs/coverage/<kind>.yaml.
type coverageFile struct {
	Kind   string `yaml:"kind"`
	Points []struct {
		Point   string   `yaml:"point"`
		Clauses []string `yaml:"clauses"`
		LeftOut string   `yaml:"left_out"`
	} `yaml:"points"`
}

// coverage checks that every named clause exists and every heading is named.
func (r *LintReport) coverage(start document.Pos, doc *document.Document) {
	if r.points == nil {
		return
	}
	name := strings.TrimSuffix(path.Base(start.File), ".md") + ".yaml" // a part of a kind has a file of its own
	src, err := fs.ReadFile(r.points, name)
	if err != nil {
		name = doc.Meta.Kind + ".yaml"
		src, err = fs.ReadFile(r.points, name)
	}
	if err != nil {
		r.Faults.Add(start, "coverage", "docs/coverage/%s is missing", name)
		return
	}
	var file coverageFile
	if err := yaml.Unmarshal(src, &file); err != nil {
		r.Faults.Add(start, "coverage", "docs/coverage/%s: %v", name, err)
		return
	}
	ids := clauseIDs(doc)
	named := map[string]bool{}
	at := document.Pos{File: path.Join("docs/coverage", name), Line: 1, Column: 1}
	for _, p := range file.Points {
		if len(p.Clauses) == 0 && p.LeftOut == "" || p.Point == "" {
			r.Faults.Add(at, "coverage", "%q: name the clauses that carry it, or say why it is left out", p.Point)
		}
		for _, id := range p.Clauses {
			named[id] = true
			if !ids[id] {
				r.Faults.Add(at, "coverage", "%q names the clause %s, which does not exist", p.Point, id)
			}
		}
	}
	document.Walk(doc.Body, func(e *document.Element) bool {
		if slices.Contains(headings, e.Kind) {
			r.Clauses++
			if !named[e.ID] {
				r.Faults.Add(e.Pos, "coverage", "no content point of docs/coverage/%s names the clause %s", name, e.ID)
			}
		}
		return true
	})
}

func clauseIDs(doc *document.Document) map[string]bool {
	ids := map[string]bool{}
	document.Walk(doc.Body, func(e *document.Element) bool {
		ids[e.ID] = e.ID != ""
		return true
	})
	return ids
}

// headings are the elements that a coverage file must name.
var headings = []document.Kind{
	document.Chapter, document.Section, document.Subsection, document.Article,
	document.SupplProvision, document.AppdxTable, document.AppdxNote, document.AppdxStyle,
}

// String sums up in one line.
func (r *LintReport) String() string {
	return fmt.Sprintf("%d templates, %d headings, %d citations: %d faults", r.Templates, r.Clauses, r.Citations, len(r.Faults))
}
