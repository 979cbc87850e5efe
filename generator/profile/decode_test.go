package profile

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDecodeTakesScalarsBySchemaType(t *testing.T) {
	tests := []struct {
		name, yaml string
		path       string
		want       any
	}{
		{"phone_stays_text", "phone: 0120000000", "phone", "0120000000"},
		{"postal_code_stays_text", "postal_code: 0600000", "postal_code", "0600000"},
		{"full_width_phone_is_folded", "phone: ０４８−０００−００００", "phone", "048-000-0000"},
		{"name_is_not_folded", "rep_name: ＡＢＣ　太郎", "rep_name", "ＡＢＣ　太郎"},
		{"compatibility_ideograph_kept", "rep_name: 福﨑 \U000E0100", "rep_name", "福﨑 \U000E0100"},
		{"nfd_kept", "rep_name: か\u3099", "rep_name", "か\u3099"},
		{"no_is_false", "handles_entrusted_data: no", "handles_entrusted_data", false},
		{"yes_is_true", "handles_entrusted_data: Yes", "handles_entrusted_data", true},
		{"no_is_a_word_in_a_text", "short_name: no", "short_name", "no"},
		{"quoted_yes_is_no_switch", `handles_entrusted_data: "yes"`, "handles_entrusted_data", "yes"},
		{"integer", "employee_count: 23", "employee_count", 23},
		{"full_width_integer", "employee_count: ２３", "employee_count", 23},
		{"japanese_yes", "handles_entrusted_data: はい", "handles_entrusted_data", true},
		{"crlf", "trade_name: A\r\n  short_name: B\r", "short_name", "B"},
		{"block_text", "trade_name: |\n    A\n", "trade_name", "A"},
		{"number_name_stays_text", "short_name: 1e3", "short_name", "1e3"},
		{"null_is_absent", "trade_name: null", "trade_name", nil},
		{"empty_is_absent", `trade_name: "　"`, "trade_name", nil},
		{"count_of_persons", "peak_individuals_6m: 3000", "peak_individuals_6m", 3000},
		{"words_of_persons", "peak_individuals_6m: <=5000", "peak_individuals_6m", "<=5000"},
		{"quoted_words", `peak_individuals_6m: ">5000"`, "peak_individuals_6m", ">5000"},
		{"time_stays_text", "desks: {leak: {department: A, hours: 10:00}}", "desks.leak.hours", "10:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := Decode("x.yaml", []byte("profile:\n  "+tt.yaml+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			if got := at(in.tree["profile"], tt.path); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %#v, want %#v", got, tt.want)
			}
		})
	}
}

func TestDecodeDatesAndOptions(t *testing.T) {
	in, err := Decode("", []byte("documents:\n- {kind: privacy_policy, established_on: 2022-04-01, options: {order: 2026, posting: on}}\nprofile: {}\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := in.document("privacy_policy")
	want := map[string]any{"kind": "privacy_policy", "established_on": "2022-04-01", "options": map[string]any{"order": "2026", "posting": true}}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("got %#v", d)
	}
}

func TestDecodeYAMLAndJSONAgree(t *testing.T) {
	in := company(t, nil)
	data, err := json.Marshal(in.Tree())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x.json", "", "x.txt", "x.yaml"} {
		again, err := Decode(name, append([]byte("\uFEFF"), data...))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(again.tree, in.tree) {
			t.Errorf("%s: the tree differs", name)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	tests := []struct{ name, file, data, want string }{
		{"duplicate_key_yaml", "x.yaml", "profile:\n  phone: 1\n  phone: 2\n", "/profile/phone duplicate_key"},
		{"duplicate_key_flow", "x.yaml", "profile: {phone: 1, phone: 2}", "/profile/phone duplicate_key"},
		{"duplicate_key_json", "x.json", `{"profile":{"phone":"1","phone":"2"}}`, "/profile/phone duplicate_key"},
		{"alias", "x.yaml", "profile: &a {}\noutput: *a\n", " yaml_alias"},
		{"merge", "x.yaml", "a: &a {}\nprofile:\n  <<: *a\n", " yaml_alias"},
		{"tag", "x.yaml", "profile: !!map {}\n", " yaml_alias"},
		{"two_documents", "x.yaml", "profile: {}\n---\nprofile: {}\n", " one_document"},
		{"syntax_yaml", "x.yaml", "profile: {\n", " not_readable"},
		{"syntax_json", "x.json", `{"profile": }`, " not_readable"},
		{"two_values", "x.json", `{} {}`, " not_readable"},
		{"deep_yaml", "x.yaml", "profile: " + deep, " too_deep"},
		{"deep_json", "x.json", `{"profile":` + deep + "}", " too_deep"},
		{"brackets", "x.yaml", strings.Repeat("[", 1<<20), " too_deep"},
		{"nested_marks", "x.yaml", strings.Repeat("- ", 1<<20), " too_deep"},
		{"one_map_of_many_keys", "x.yaml", "profile:\n" + manyKeys("  k%d: v\n"), " too_deep"},
		{"one_flow_map_of_many_keys", "x.yaml", "profile: {" + manyKeys("k%d: v, ") + "}", " too_deep"},
		{"large", "x.yaml", "# " + strings.Repeat("x", maxBytes), " too_large"},
		{"not_utf8", "x.yaml", "profile: \x83\x65", " not_utf8"},
		{"empty", "x.yaml", " \n", " empty"},
		{"list", "x.yaml", "- a\n", " not_an_object"},
		{"text", "x.json", `"a"`, " not_an_object"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, err := Decode(tt.file, []byte(tt.data))
			var faults Faults
			if !errors.As(err, &faults) || !has(faults, tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func manyKeys(format string) string {
	var b strings.Builder
	for i := range 30000 {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestLargeInputIsRead: many entries of a list are no abuse.
func TestLargeInputIsRead(t *testing.T) {
	var b strings.Builder
	b.WriteString("profile:\n  contractors:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  - {id: C%d, service: 給与計算}\n", i)
	}
	b.WriteString("  training:\n    attendees:\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "    - number: %d\n      name: 架空 太郎\n      dept: 営業部\n", i)
	}
	in, err := Decode("x.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(listOf(at(in.tree, "profile.training.attendees"))); n != 2000 {
		t.Errorf("%d attendees", n)
	}
}

// TestNotAProfile: a file of another kind gives a bounded number of faults.
func TestNotAProfile(t *testing.T) {
	in, err := Decode("x.json", []byte(`{"profile": {`+strings.TrimSuffix(manyKeys(`"k%d": "v",`), ",")+`}}`))
	if err != nil {
		t.Fatal(err)
	}
	faults, _ := in.Check(Run{})
	if len(faults) != maxFaults+1 || !has(faults, " more_faults") {
		t.Errorf("%d faults", len(faults))
	}
}

// TestManyKeysTwice: a few bytes are a fault each.
func TestManyKeysTwice(t *testing.T) {
	for name, text := range map[string]string{"x.json": `{"profile":{},` + strings.Repeat(`"a":1,`, 20_000) + `"b":1}`} {
		_, err := Decode(name, []byte(text))
		var faults Faults
		if errors.As(err, &faults); len(faults) > maxFaults+1 || !has(faults, " more_faults") {
			t.Errorf("%s: %d faults", name, len(faults))
		}
	}
}

func TestErrorsSayNothingOfTheInput(t *testing.T) {
	_, err := Decode("x.yaml", []byte("profile:\n  rep_name: 秘密 花子\n rep: [秘密\n"))
	var faults Faults
	_ = errors.As(err, &faults)
	if len(faults) != 1 || strings.Contains(faults[0].MessageJA+faults[0].MessageEN+faults.Error(), "秘密") {
		t.Errorf("%v %+v", err, faults)
	}
}

// FuzzDecode: no panic, bounded time, and what is read can be checked.
func FuzzDecode(f *testing.F) {
	f.Add("x.yaml", "profile: {phone: 0120000000}\ndocuments: [{kind: nda}]\n")
	f.Add("x.json", `{"profile":{"contacts":[{"hours":{"open":"10:00"}}],"employee_count":1e9}}`)
	f.Add("", "profile:\n  contacts:\n  - name: |\n      a\n  ? x\n  : y\noutput: {draft: yes}\n")
	f.Add("x.yaml", "a: [1, {b: c}]\n\"d\": 'e'\n# f\n")
	f.Fuzz(func(t *testing.T, name, data string) {
		slow := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("10 s and more for %q %q", name, data)) })
		defer slow.Stop()
		in, err := Decode(name, []byte(data))
		if err == nil {
			_, _ = in.Check(today)
			for _, kind := range []string{"privacy_policy", "nda"} {
				if facts, err := in.Facts(kind, Run{AsOf: today.AsOf, Draft: true}); err == nil {
					wantComplete(t, kind, facts)
				}
			}
		}
	})
}
