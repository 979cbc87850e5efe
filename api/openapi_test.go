package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"kitei/generator"
)

// The description in the repository, which refers to the schemas by their files,
// is as whole as the one that is served.
func TestDescriptionInRepository(t *testing.T) {
	loader := openapi3.NewLoader()
	loader.IsExternalRefsAllowed = true
	doc, err := loader.LoadFromFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	served, err := description()
	if err != nil {
		t.Fatal(err)
	}
	if a, b := slices.Sorted(maps.Keys(doc.Paths.Map())), slices.Sorted(maps.Keys(served.Paths.Map())); !slices.Equal(a, b) {
		t.Errorf("in the repository %v, served %v", a, b)
	}
}

// The served description needs no file beside it, and knows nothing of our own
// keywords.
func TestServedDescription(t *testing.T) {
	w := newWorld(t, nil)
	data := bodyOf(t, w.do(t, "GET", "/openapi.json", "", nil, nil))
	if regexp.MustCompile(`"\$ref":"[^"#]`).Match(data) || bytes.Contains(data, []byte(`"x-label"`)) {
		t.Error("a file or a keyword of ours is named")
	}
	for _, word := range []string{"正式名称（商号・法人名）", "Registered name"} {
		if !bytes.Contains(data, []byte(word)) {
			t.Errorf("%s is not in it: the fields say what they are", word)
		}
	}
	kinds := generator.Kinds()
	var names []string
	for _, k := range kinds {
		names = append(names, k.Kind)
	}
	doc, err := description()
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, v := range doc.Paths.Value("/v1/documents/{kind}").Parameters[0].Value.Schema.Value.Enum {
		said = append(said, v.(string))
	}
	slices.Sort(names)
	slices.Sort(said)
	if !slices.Equal(names, said) {
		t.Errorf("kinds there are %v, described %v", names, said)
	}
}

// Every example of the description works: those of bodies with those of the
// parameters of their route.
func TestExamples(t *testing.T) {
	w := newWorld(t, nil)
	doc, err := description()
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			address := path
			query := ""
			for _, p := range append(slices.Clone(item.Parameters), op.Parameters...) {
				v := p.Value
				if v.Example == nil {
					continue
				}
				text, err := json.Marshal(v.Example)
				if err != nil {
					t.Fatal(err)
				}
				value := strings.NewReplacer("[", "", "]", "", `"`, "").Replace(string(text))
				if v.In == openapi3.ParameterInPath {
					address = strings.Replace(address, "{"+v.Name+"}", value, 1)
				} else {
					query += "&" + v.Name + "=" + value
				}
			}
			if op.RequestBody == nil {
				if method == http.MethodGet && !strings.Contains(address, "{") && address != "/sign-in" {
					if res := w.do(t, method, address, "", nil, nil); res.StatusCode != 200 {
						t.Errorf("%s %s: %d", method, address, res.StatusCode)
					}
				}
				continue
			}
			for mediaType, content := range op.RequestBody.Value.Content {
				for name, example := range content.Examples {
					body, isText := example.Value.Value.(string)
					if !isText {
						data, err := json.Marshal(example.Value.Value)
						if err != nil {
							t.Fatal(err)
						}
						body = string(data)
					}
					sent++
					for _, q := range []string{"", "?" + strings.TrimPrefix(query, "&")} {
						if res := w.do(t, method, address+q, mediaType, []byte(body), nil); res.StatusCode != 200 {
							t.Errorf("%s %s, example %s: %d %.600s", method, address+q, name, res.StatusCode, bodyOf(t, res))
						}
					}
				}
			}
		}
	}
	if sent < 12 { // profile and incident as JSON and YAML at seven routes
		t.Errorf("only %d examples of bodies", sent)
	}
}

// Every route of the server is described, and every described one is there.
func TestRoutes(t *testing.T) {
	w := newWorld(t, nil)
	doc, err := description()
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described[method+" "+path] = true
		}
	}
	for _, route := range w.server.Routes() {
		if !described[route] {
			t.Errorf("%s is not described", route)
		}
		delete(described, route)
	}
	for route := range described {
		t.Errorf("%s is described and not there", route)
	}
}
