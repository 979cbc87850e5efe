package profile

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kitei/templates"
)

// schemaSet is templates/schema. What every profile needs is read once at the
// first use; the options of a kind when that kind is first asked for; the
// validator when an input has a fault to name (see accept.go).
type schemaSet struct {
	reader      *schemaReader
	input       *Field                               // profile, documents, output
	profile     *Field                               // the facts
	document    *Field                               // an entry of documents, options left open
	output      *Field                               //
	derived     *Field                               // computed values
	options     map[string]func() *Field             // by kind
	environment map[string]func() *Field             // what a template sees, by kind
	incident    func() *Field                        // profile, facts, report of an incident file
	validators  map[string]func() *jsonschema.Schema // of the kinds of files: input, incident
}

// schemas reads the embedded schema files. They are part of the program: a
// fault in them is a fault of the build, and the tests find it.
var schemas = sync.OnceValue(func() *schemaSet {
	s, err := readSchemas(templates.FS)
	return certain(s, err)
})

// certain panics where the embedded files can't be read.
func certain[T any](v T, err error) T {
	if err != nil {
		panic("templates/schema: " + err.Error())
	}
	return v
}

const (
	schemaDir    = "schema"
	schemaSuffix = ".schema.json"
)

// clockPattern is the pattern of a time of day in the schemas.
const clockPattern = `^([01][0-9]|2[0-3]):[0-5][0-9]$`

func readSchemas(files fs.FS) (*schemaSet, error) {
	r := &schemaReader{files: files, docs: map[string]func() (*keyword, error){}}
	s := &schemaSet{reader: r, options: map[string]func() *Field{}, environment: map[string]func() *Field{}}
	names, err := schemaFiles(files)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		r.docs[name] = sync.OnceValues(func() (*keyword, error) { return r.read(name) })
		if dir, file := path.Split(name); dir == "options/" {
			kind := strings.TrimSuffix(file, schemaSuffix)
			options := sync.OnceValue(func() *Field { return certain(r.file(name, "options")) })
			s.options[kind] = options
			s.environment[kind] = sync.OnceValue(func() *Field {
				return &Field{Type: Object, Properties: slices.Concat(s.profile.Properties, []*Field{options(), s.output}, s.derived.Properties)}
			})
		}
	}
	s.incident = sync.OnceValue(func() *Field { return certain(r.file("incident"+schemaSuffix, "")) })
	s.validators = map[string]func() *jsonschema.Schema{}
	for _, file := range []string{"input", "incident"} {
		s.validators[file] = sync.OnceValue(func() *jsonschema.Schema { return certain(compileSchemas(files, names, file)) })
	}
	for _, f := range []struct {
		to         **Field
		file, name string
	}{
		{&s.profile, "profile", "profile"}, {&s.document, "document", "document"}, {&s.output, "output", "output"},
		{&s.derived, "derived", "derived"}, {&s.input, "input", ""},
	} {
		if *f.to, err = r.file(f.file+schemaSuffix, f.name); err != nil {
			return nil, err
		}
	}
	if list := s.input.Property("documents"); list != nil {
		list.Items.Name = "document"
	}
	return s, nil
}

// schemaFiles lists the files by their paths below schema/.
func schemaFiles(files fs.FS) (names []string, err error) {
	err = fs.WalkDir(files, schemaDir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".json") {
			names = append(names, strings.TrimPrefix(name, schemaDir+"/"))
		}
		return err
	})
	return names, err
}

// compileSchemas makes the validator of a kind of file.
func compileSchemas(files fs.FS, names []string, file string) (*jsonschema.Schema, error) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range names {
		data, err := fs.ReadFile(files, schemaDir+"/"+name)
		if err != nil {
			return nil, err
		}
		var doc map[string]any
		if err := json.Unmarshal(data, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		delete(doc, "$id") // the path is the id
		if err := compiler.AddResource("kitei:///"+name, doc); err != nil {
			return nil, err
		}
	}
	return compiler.Compile("kitei:///" + file + schemaSuffix)
}
