// Package generator makes documents out of a company profile: the façade over
// reading templates, deriving facts, assembling, typesetting and writing.
//
// [New] loads and proves every template once; [Generator.Render] turns one
// profile into the files of one kind. A Generator is immutable and safe for
// concurrent use. Nothing here reads a clock, the environment or random
// numbers: the day the documents are made for comes in with the request, and
// the same request gives the same bytes.
package generator

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/profile"
	"kitei/generator/reader"
	"kitei/law"
	"kitei/templates"
)

// Version is the version of the program, printed in every manifest.
const Version = "0.1.0"

// Generator renders documents.
type Generator struct {
	law       *law.Table
	templates map[string]*assemble.Template
}

// New loads the law and every template. The error names everything that lint
// would refuse: a binary with a faulty template does not start.
func New() (*Generator, error) {
	table, err := law.Load()
	if err != nil {
		return nil, err
	}
	g := &Generator{law: table, templates: map[string]*assemble.Template{}}
	kinds := slices.DeleteFunc(Kinds(), func(k KindInfo) bool { return k.Template == "" })
	loaded := make([]*assemble.Template, len(kinds))
	failed := make([]error, len(kinds))
	var wg sync.WaitGroup
	for i, k := range kinds {
		wg.Go(func() {
			var src []byte
			if src, failed[i] = templates.FS.ReadFile(k.Template); failed[i] == nil {
				loaded[i], failed[i] = load(k.Kind, "templates/"+k.Template, string(src), table)
			}
		})
	}
	wg.Wait()
	var faults document.Faults
	for i, k := range kinds {
		if err := collect(&faults, failed[i]); err != nil {
			return nil, err
		}
		g.templates[k.Kind] = loaded[i]
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return g, nil
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

// load reads and compiles one template against its kind's environment.
func load(kind, file, src string, table *law.Table) (*assemble.Template, error) {
	doc, readErr := reader.Read(file, src)
	var faults document.Faults
	if err := collect(&faults, readErr); err != nil {
		return nil, err
	}
	if doc.Meta.Kind != kind {
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
// the profile, and the rows of law that templates list.
func environment(kind string) (*profile.Field, error) {
	root, err := profile.Fields(kind)
	if err != nil {
		return nil, fmt.Errorf("fields of %s: %w", kind, err)
	}
	env := *root
	env.Properties = append(append([]*profile.Field{}, root.Properties...), retentionField(), authorityField(), deadlineField())
	return &env, nil
}

// Law gives the table of law that the generator works with.
func (g *Generator) Law() *law.Table { return g.law }
