package profile

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kitei/generator/japanese"
)

// every calls f for every field below root, with its path.
func every(root *Field, path string, f func(path string, parent, field *Field)) {
	for _, p := range root.Properties {
		at := path + "." + p.Name
		f(at, root, p)
		every(p, at, f)
		if p.Items != nil {
			every(p.Items, at+"[]", f)
		}
	}
}

func TestSchemaHasWordsInBothLanguages(t *testing.T) {
	roots := map[string]*Field{"profile": schemas().profile, "document": schemas().document, "output": schemas().output, "derived": schemas().derived, "facts": IncidentFields().Property("facts")}
	for kind, read := range schemas().options {
		o := read()
		roots["options:"+kind] = o
		if o.LabelJA == "" || o.LabelEN == "" {
			t.Errorf("options of %s: no label", kind)
		}
	}
	for name, root := range roots {
		every(root, name, func(path string, _, f *Field) {
			if f.LabelJA == "" || f.LabelEN == "" || f.HintJA == "" || f.HintEN == "" {
				t.Errorf("%s: label or hint missing", path)
			}
			enum := f.Enum
			if f.Items != nil {
				enum = append(slices.Clip(enum), f.Items.Enum...)
			}
			for _, e := range enum {
				if e.LabelJA == "" || e.LabelEN == "" {
					t.Errorf("%s: value %q has no label", path, e.Value)
				}
			}
			if f.Default != nil && (f.DefaultWhyJA == "" || f.DefaultWhyEN == "") {
				t.Errorf("%s: a default without a reason", path)
			}
			if f.Type == String && f.MaxLength == 0 && len(f.Enum) == 0 && !f.Computed && !strings.HasPrefix(path, "derived") {
				t.Errorf("%s: a text without a limit", path)
			}
		})
	}
}

func TestSchemaHoldsTogether(t *testing.T) {
	kinds := KindNames()
	if len(kinds) != 17 || len(schemas().options) != len(kinds) {
		t.Errorf("%d kinds, %d option schemas", len(kinds), len(schemas().options))
	}
	for _, kind := range kinds {
		env, err := Fields(kind)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, p := range env.Properties {
			if seen[p.Name] {
				t.Errorf("%s: %s twice in the environment", kind, p.Name)
			}
			seen[p.Name] = true
		}
		every(env, kind, func(path string, parent, f *Field) {
			for _, s := range f.If {
				if sw := parent.Property(s); sw == nil || sw.Type != Boolean {
					t.Errorf("%s: x-if %q is no switch beside it", path, s)
				}
			}
			for _, k := range slices.Concat(f.Kinds, f.Required) {
				if k != "*" && !slices.Contains(kinds, k) {
					t.Errorf("%s: unknown kind %q", path, k)
				}
			}
			if f.Type == Array && f.Items == nil {
				t.Errorf("%s: a list of nothing", path)
			}
			checkSample(t, path, f, f.Default)
			checkSample(t, path, f, whole(f.Example))
			if f.Pattern != "" && exampleOf(f) == "" {
				t.Errorf("%s: a pattern without an example for its message", path)
			}
		})
	}
	if _, err := Fields("nothing"); err == nil {
		t.Error("a kind that does not exist has fields")
	}
}

// checkSample says whether a default or example is a value of its field.
func checkSample(t *testing.T, path string, f *Field, v any) {
	t.Helper()
	if v == nil {
		return
	}
	ok := true
	switch f.Type {
	case String:
		s, isText := v.(string)
		_, isCode := f.enum(s)
		ok = isText && (len(f.Enum) == 0 || isCode || f.Open)
		if ok && f.Pattern != "" {
			ok = regexp.MustCompile(f.Pattern).MatchString(s)
		}
	case Date:
		_, err := japanese.ParseDate(textOf(v))
		ok = err == nil
	case Integer:
		n, isInt := v.(int)
		ok = isInt && n >= *f.Minimum && n <= *f.Maximum
	case Boolean:
		_, ok = v.(bool)
	case Array:
		for _, e := range listOf(v) {
			if f.Items.Type != Object {
				checkSample(t, path+"[]", f.Items, e)
			}
		}
		_, ok = v.([]any)
	}
	if !ok {
		t.Errorf("%s: %v is no value of the field", path, v)
	}
}

// TestMessages: every code of the sources and schemas has a message in both
// languages, with the same blanks; no message is left over.
func TestMessages(t *testing.T) {
	ids := map[string]bool{"unknown_field_plain": true}
	call := regexp.MustCompile(`"([a-z][a-z0-9_]+)"`)
	files, _ := os.ReadDir(".")
	for _, e := range files {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, _ := os.ReadFile(e.Name())
		for _, line := range strings.Split(string(src), "\n") {
			if !regexp.MustCompile(`(fault|warn|add|newFault|code)\b.*"`).MatchString(line) || strings.Contains(line, "json:") {
				continue
			}
			for _, m := range call.FindAllStringSubmatch(line, -1) {
				if message("ja", m[1], nil) != m[1] {
					ids[m[1]] = true
				}
			}
		}
		for _, m := range regexp.MustCompile(`\b(?:fault|warn|add|newFault)\([^"\n]*(?:"[^"\n]*"[^"\n]*)?, "([a-z0-9_]+)"(?:\)|, (?:nil|details))`).FindAllStringSubmatch(string(src), -1) {
			ids[m[1]] = true
		}
	}
	for _, want := range []string{"string", "date", "integer", "boolean", "array", "object"} {
		ids["wrong_type_"+want] = true
	}
	every(InputFields(), "", func(_ string, _, f *Field) {
		if f.faultCode != "" {
			ids[f.faultCode] = true
		}
	})
	ja, en := locale(t, "ja"), locale(t, "en")
	for id := range ids {
		if ja[id] == "" || en[id] == "" {
			t.Errorf("%s: no message in ja or en", id)
		}
	}
	for id := range ja {
		if !ids[id] {
			t.Errorf("%s: a message that nothing uses", id)
		}
		if !reflect.DeepEqual(blanks(ja[id]), blanks(en[id])) {
			t.Errorf("%s: ja fills %v, en %v", id, blanks(ja[id]), blanks(en[id]))
		}
	}
	if len(ja) != len(en) {
		t.Errorf("%d messages in ja, %d in en", len(ja), len(en))
	}
}

func locale(t *testing.T, lang string) map[string]string {
	data, err := os.ReadFile("../../templates/locales/" + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z_0-9]+) = "(.*)"$`).FindAllStringSubmatch(string(data), -1) {
		out[m[1]] = m[2]
	}
	return out
}

func blanks(s string) []string {
	list := regexp.MustCompile(`{{\.\w+}}`).FindAllString(s, -1)
	slices.Sort(list)
	return slices.Compact(list)
}
