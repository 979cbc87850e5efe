package generator_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// allowed says which of our packages each package may import directly: the
// directions of docs/architecture.md. A package that is not listed may not exist.
var allowed = map[string][]string{
	"kitei/cmd/kitei":                   {"kitei/api", "kitei/api/batches", "kitei/batch", "kitei/generator", "kitei/generator/document", "kitei/generator/japanese", "kitei/generator/members", "kitei/generator/profile", "kitei/checklist", "kitei/incident", "kitei/incident/report", "kitei/law"},
	"kitei/checklist":                   {"kitei/generator/japanese", "kitei/generator/profile", "kitei/generator/workbook", "kitei/law", "kitei/templates"},
	"kitei/incident":                    {"kitei/generator/japanese", "kitei/generator/profile", "kitei/law"},
	"kitei/api/web":                     {"kitei/checklist", "kitei/generator", "kitei/generator/japanese", "kitei/generator/profile", "kitei/incident", "kitei/incident/report"},
	"kitei/api/batches":                 {"kitei/batch", "kitei/generator", "kitei/generator/members", "kitei/generator/profile"},
	"kitei/api":                         {"kitei/api/batches", "kitei/api/web", "kitei/batch", "kitei/checklist", "kitei/generator", "kitei/generator/japanese", "kitei/generator/members", "kitei/generator/profile", "kitei/incident", "kitei/incident/report"},
	"kitei/generator":                   {"kitei/checklist", "kitei/docs/coverage", "kitei/fonts", "kitei/generator/assemble", "kitei/generator/document", "kitei/generator/japanese", "kitei/generator/layout", "kitei/generator/profile", "kitei/generator/reader", "kitei/generator/write/html", "kitei/generator/write/pdf", "kitei/generator/workbook", "kitei/generator/write/text", "kitei/incident", "kitei/incident/report", "kitei/law", "kitei/templates"},
	"kitei/incident/report":             {"kitei/generator/japanese", "kitei/generator/profile", "kitei/incident", "kitei/law", "kitei/templates"},
	"kitei/batch":                       {"kitei/generator", "kitei/generator/japanese", "kitei/generator/members", "kitei/generator/profile"},
	"kitei/generator/document":          {},
	"kitei/generator/reader":            {"kitei/generator/document"},
	"kitei/generator/assemble":          {"kitei/generator/document", "kitei/generator/japanese", "kitei/generator/profile", "kitei/law"},
	"kitei/generator/layout":            {"kitei/fonts", "kitei/generator/document", "kitei/generator/japanese"},
	"kitei/generator/layout/layouttest": {"kitei/generator/document"}, // documents built by hand, for tests and benchmarks
	"kitei/generator/write/text":        {"kitei/generator/document"},
	"kitei/generator/write/html":        {"kitei/fonts", "kitei/generator/document", "kitei/generator/layout"},
	"kitei/generator/write/pdf":         {"kitei/fonts", "kitei/generator/layout"},
	"kitei/generator/workbook":          {"kitei/generator/japanese"},
	"kitei/generator/profile":           {"kitei/generator/japanese", "kitei/law", "kitei/templates"},
	"kitei/generator/members":           {"kitei/generator/japanese", "kitei/generator/profile", "kitei/generator/workbook"},
	"kitei/generator/japanese":          {},
	"kitei/law":                         {"kitei/generator/japanese"},
	"kitei/templates":                   {},
	"kitei/fonts":                       {},
	"kitei/docs/coverage":               {},
}

// onlyImporter names the one package that may import a library.
var onlyImporter = map[string]string{
	"github.com/xuri/excelize":              "kitei/generator/workbook",
	"github.com/signintech/gopdf":           "kitei/generator/write/pdf",
	"github.com/expr-lang/expr":             "kitei/generator/assemble",
	"github.com/alecthomas/kong":            "kitei/cmd/kitei",
	"github.com/gin-gonic/gin":              "kitei/api",
	"github.com/nats-io":                    "kitei/batch",
	"github.com/santhosh-tekuri/jsonschema": "kitei/generator/profile",
}

func TestImportDirections(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "kitei/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		may, listed := allowed[p.ImportPath]
		if !listed {
			t.Errorf("%s is not in the list of packages: add it here and to docs/architecture.md", p.ImportPath)
		}
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "kitei/") && !contains(may, i) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
			for library, only := range onlyImporter {
				if strings.HasPrefix(i, library) && p.ImportPath != only {
					t.Errorf("%s imports %s; only %s may", p.ImportPath, i, only)
				}
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
