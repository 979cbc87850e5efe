package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/goccy/go-yaml"

	"kitei/api"
	"kitei/generator"
	"kitei/generator/profile"
)

// world is a server under test; every exchange, request and answer, is held to
// the description that it serves.
type world struct {
	server *api.Server
	router routers.Router
	log    *bytes.Buffer
}

// shared is one generator for all tests: it is safe for concurrent use.
var shared = sync.OnceValues(generator.New)

// today is a moment whose day in Japan is 2026-11-23.
func today() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func newWorld(t testing.TB, change func(*api.Config)) *world {
	t.Helper()
	gen, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{log: &bytes.Buffer{}}
	config := api.Config{Generator: gen, Access: api.Access{Open: true}, Log: slog.New(slog.NewJSONHandler(w.log, nil)), Now: today}
	if change != nil {
		change(&config)
	}
	if w.server, err = api.New(config); err != nil {
		t.Fatal(err)
	}
	if w.router, err = described(); err != nil {
		t.Fatal(err)
	}
	return w
}

// described finds the operation of a request; making it checks the description
// once more, which takes seconds.
var described = sync.OnceValues(func() (routers.Router, error) {
	doc, err := description()
	if err != nil {
		return nil, err
	}
	return legacy.NewRouter(doc)
})

// description is what GET /openapi.json says, checked as OpenAPI 3.1.
var description = sync.OnceValues(func() (*openapi3.T, error) {
	gen, err := shared()
	if err != nil {
		return nil, err
	}
	server, err := api.New(api.Config{Generator: gen, Access: api.Access{Open: true}})
	if err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	server.ServeHTTP(rec, httptest.NewRequest("GET", "http://127.0.0.1/openapi.json", nil))
	doc, err := openapi3.NewLoader().LoadFromData(rec.Body.Bytes())
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, err
	}
	doc.Servers = nil // any host
	return doc, nil
})

func init() {
	for _, t := range []string{"application/pdf", "application/zip", "text/html", "text/css", "text/javascript", "text/csv", "image/svg+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"} {
		openapi3filter.RegisterBodyDecoder(t, openapi3filter.FileBodyDecoder)
	}
	openapi3filter.RegisterBodyDecoder("application/yaml", decodeYAML)
}

// decodeYAML gives the JSON values of a YAML body: a day stays a text.
func decodeYAML(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	data, err = yaml.YAMLToJSON(data)
	if err != nil {
		return nil, err
	}
	var v any
	return v, json.Unmarshal(data, &v)
}

// do sends a request and checks it and its answer against the description. What
// the description knows nothing of must be answered with a problem; what is
// answered well must be well by the description, and what the description can
// refuse must not be well by it.
func (w *world) do(t testing.TB, method, path, mediaType string, body []byte, head map[string]string) *http.Response {
	t.Helper()
	return w.exchange(t, method, path, mediaType, bytes.NewReader(body), body, head)
}

// exchange is do with a reader that gives the body.
func (w *world) exchange(t testing.TB, method, path, mediaType string, sent io.Reader, body []byte, head map[string]string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1"+path, sent)
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	for k, v := range head {
		r.Header.Set(k, v)
		if k == "Host" {
			r.Host = v
		}
	}
	asked := r.Clone(context.Background())
	asked.Body = io.NopCloser(bytes.NewReader(body))
	rec := httptest.NewRecorder()
	w.server.ServeHTTP(rec, r)
	res := rec.Result()
	in := w.checkAnswer(t, asked, res, rec.Body.Bytes())
	if in == nil {
		return res
	}
	wrong := openapi3filter.ValidateRequest(context.Background(), in)
	switch refused := sayable(res, rec.Body.Bytes()); {
	case res.StatusCode < 400 && wrong != nil:
		t.Errorf("%s %s: answered with %d, wrong by the description: %v", method, path, res.StatusCode, wrong)
	case refused != "" && wrong == nil:
		t.Errorf("%s %s: refused for %s, right by the description", method, path, refused)
	}
	return res
}

// checkAnswer holds an answer to the description; nil when that has no such
// operation, and then the answer must be a problem.
func (w *world) checkAnswer(t testing.TB, asked *http.Request, res *http.Response, body []byte) *openapi3filter.RequestValidationInput {
	t.Helper()
	route, params, err := w.router.FindRoute(asked)
	if err != nil {
		if res.StatusCode < 400 && !moved(res) || res.StatusCode >= 400 && res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: not in the description, answered with %d %s", asked.Method, asked.URL, res.StatusCode, res.Header.Get("Content-Type"))
		}
		return nil
	}
	in := &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true, SkipSettingDefaults: true}}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: res.StatusCode, Header: res.Header, Options: in.Options}
	out.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Errorf("%s %s: the answer is not as described: %v", asked.Method, asked.URL, err)
	}
	return in
}

// moved tells an answer that sends the client to the same address without a
// slash at its end.
func moved(res *http.Response) bool {
	return res.StatusCode == http.StatusMovedPermanently || res.StatusCode == http.StatusTemporaryRedirect
}

// schemaCodes are the faults that a schema can say. Not "required": most facts
// are required by a document, not by the schema.
var schemaCodes = []string{
	"unknown_field", "computed_field", "pattern", "too_long", "too_short", "out_of_range", "not_a_choice", "date_form", "too_many",
	"duplicate_item", "wrong_type_string", "wrong_type_integer", "wrong_type_boolean", "wrong_type_object", "wrong_type_array", "unknown_parameter",
}

// sayable is why an answer refuses a request when a description can refuse it
// too, "" otherwise.
func sayable(res *http.Response, body []byte) string {
	var p struct {
		Type   string
		Errors []profile.Fault
	}
	if res.Header.Get("Content-Type") != "application/problem+json" || json.Unmarshal(body, &p) != nil {
		return ""
	}
	switch code := strings.TrimPrefix(p.Type, "urn:kitei:problem:"); {
	case code == "media_type", code == "media_type_files", code == "no_such_kind", code == "no_such_schema":
		return code
	case code != "invalid":
		return ""
	}
	for _, f := range p.Errors {
		if slices.Contains(schemaCodes, f.Code) {
			return f.Pointer + " " + f.Code
		}
	}
	return ""
}

func bodyOf(t testing.TB, res *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../samples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return b
}
