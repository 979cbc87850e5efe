// Package generator makes documents out of a company profile: the façade over
// reading templates, deriving facts, assembling, typesetting and writing.
//
// [New] loads the law; the template of a kind is read and compiled when the kind
// is first asked for, once, so that a start does not grow with the number of
// kinds. [Generator.Render] turns one profile into the files of one kind. A
// Generator is safe for concurrent use. Nothing here reads a clock, the
// environment or random numbers: the day the documents are made for comes in
// with the request, and the same request gives the same bytes.
package generator

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/profile"
	"kitei/generator/reader"
	"kitei/incident/report"
	"kitei/law"
	"kitei/templates"
)

// Version is the version of the program, printed in every manifest.
const Version = "0.1.0"

// Generator renders documents.
type Generator struct {
	law       *law.Table
	templates map[string]func() (*assemble.Template, error) // by templateKey; each is read when it is first asked for
}

// templateKey names a template of a kind: the kind alone for its own file.
func templateKey(kind, file string) string {
	if name := strings.TrimSuffix(file, ".md"); name != kind {
		return kind + "/" + name
	}
	return kind
}

// New loads the law. No template is read yet: see [Generator.Prepare].
func New() (*Generator, error) {
	table, err := law.Load()
	if err != nil {
		return nil, err
	}
	g := &Generator{law: table, templates: map[string]func() (*assemble.Template, error){}}
	g.templates[coverKind] = sync.OnceValues(func() (*assemble.Template, error) { return load(coverKind, coverTemplate, table) })
	for _, k := range Kinds() {
		for _, file := range k.files() {
			g.templates[templateKey(k.Kind, file)] = sync.OnceValues(func() (*assemble.Template, error) { return load(k.Kind, file, table) })
		}
	}
	return g, nil
}

// Prepare reads the templates of the kinds, all of them when none is named, so
// that the first document need not wait; kinds without a template are passed
// over. The error is [document.Faults] with the faults of every template.
func (g *Generator) Prepare(kinds ...string) error {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(g.templates)) {
		if kind, _, _ := strings.Cut(key, "/"); len(kinds) == 0 || slices.Contains(kinds, kind) {
			keys = append(keys, key)
		}
	}
	failed := make([]error, len(keys))
	var wg sync.WaitGroup
	for i, key := range keys {
		wg.Go(func() { _, failed[i] = g.templates[key]() })
	}
	wg.Wait()
	var faults document.Faults
	for _, err := range failed {
		if err := collect(&faults, err); err != nil {
			return err
		}
	}
	return faults.Err()
}

// template gives a compiled template by its key.
func (g *Generator) template(key string) (*assemble.Template, error) {
	template := g.templates[key]
	if template == nil {
		return nil, fmt.Errorf("the document kind %q is not there yet", key)
	}
	return template()
}

// collect adds template faults to the list; another error is handed back.
func collect(faults *document.Faults, err error) error {
	var found document.Faults
	if errors.As(err, &found) {
		*faults = append(*faults, found...)
		return nil
	}
	return err
}

// load reads and compiles a template of a kind against its environment. That
// no reference dangles is proved by lint and by the tests, not at every start.
func load(kind, name string, table *law.Table) (*assemble.Template, error) {
	file := "templates/" + name
	src, err := templates.FS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	doc, readErr := reader.Read(file, string(src))
	var faults document.Faults
	if err := collect(&faults, readErr); err != nil {
		return nil, err
	}
	if doc.Meta.Kind != kind && doc.Meta.Also != kind {
		faults.Add(document.Pos{File: file, Line: 1, Column: 1}, "front_matter", "kind is %q, the file belongs to %q", doc.Meta.Kind, kind)
	}
	root, err := environment(kind)
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		return nil, faults.Err()
	}
	t, err := assemble.Compile(doc, root, known(table, doc))
	if err := collect(&faults, err); err != nil {
		return nil, err
	}
	return t, faults.Err()
}

// environment is everything that a template of a kind can name: the fields of
// the profile, and the rows of law that templates list; for a kind that is made of
// an incident what that package gives.
func environment(kind string) (*profile.Field, error) {
	if k, ok := KindOf(kind); ok && k.Input == incidentInput {
		return report.Environment(kind)
	}
	if kind == coverKind {
		return coverEnvironment(), nil
	}
	root, err := profile.Fields(kind)
	if err != nil {
		return nil, fmt.Errorf("fields of %s: %w", kind, err)
	}
	env := *root
	env.Properties = append(append([]*profile.Field{}, root.Properties...), lawFields()...)
	return &env, nil
}

// Law gives the table of law that the generator works with.
func (g *Generator) Law() *law.Table { return g.law }
