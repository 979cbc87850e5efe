package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// TestSamples decides the samples and compares with what `make samples` left in
// samples/rendered/incidents: the text, the JSON with its trace, and the calendar.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("../samples/incidents/*.yaml")
	if err != nil || len(files) != 7 {
		t.Fatalf("%v %v", files, err)
	}
	a := assessor(t)
	want := map[string]string{
		"gosoushin-1":          "no no_item_met voluntary",
		"kunren-kenko":         "yes personal_data.1 12-01+30=2027-01-04 ppc direct",
		"kunren-kenko-kakuho":  "yes personal_data.1 12-01+30=2027-01-04 ppc direct",
		"kunren-ransomware":    "yes personal_data.3 specific.2i specific.4i 12-02+60=2027-02-01 12-02+60=2027-02-01 ppc direct ?data.sensitive",
		"kunren-skimming":      "yes personal_data.2 personal_data.3 personal_data.4 12-01+60=2027-01-29 ppc direct_and_substitute",
		"kyuyo-1200":           "yes personal_data.4 12-01+30=2027-01-04 ppc direct",
		"ransomware-sharoushi": "yes personal_data.3 specific.2i specific.4i 12-02+60=2027-02-01 12-02+60=2027-02-01 ppc direct ?data.sensitive",
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			facts, err := Decode(file, data)
			if err != nil {
				t.Fatal(err)
			}
			found, err := a.Assess(facts)
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(found); got != want[name] {
				t.Errorf("%s, want %s", got, want[name])
			}
			// the law of the day of the samples is that of the cases; only its date is printed
			found.lawDate = day(t, "2026-12-03")
			var b strings.Builder
			encoder := json.NewEncoder(&b) // as the command prints it
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", "  ")
			if err := encoder.Encode(found); err != nil {
				t.Fatal(err)
			}
			rendered(t, name+".json", b.String())
			rendered(t, name+".txt", found.Text("ja", day(t, "2026-12-03")))
			if calendar, ok := found.Calendar("ja"); ok {
				rendered(t, name+"/"+found.CalendarName("ja"), string(calendar))
			}
		})
	}
}

func rendered(t *testing.T, name, got string) {
	t.Helper()
	data, err := os.ReadFile("../samples/rendered/incidents/" + name)
	if err != nil {
		t.Errorf("%v: run make samples", err)
	} else if string(data) != got {
		t.Errorf("%s is not up to date: run make samples\ngot:\n%s", name, got)
	}
}

// TestTextOfEveryIncident: in both languages no message is missing and no blank is
// left, whatever the decision.
func TestTextOfEveryIncident(t *testing.T) {
	a := assessor(t)
	look := func(name string, f *Facts) {
		found, err := a.Assess(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"ja", "en"} {
			for _, asOf := range []japanese.Date{{}, day(t, "2026-11-20"), day(t, "2026-12-23"), day(t, "2027-03-01")} {
				text := found.Text(lang, asOf)
				calendar, _ := found.Calendar(lang)
				for _, bad := range []string{"incident_", "<no value>", "%!", "（）", "()", "  "} {
					unfolded := strings.ReplaceAll(string(calendar), "\r\n ", "")
					if strings.Contains(text, bad) || strings.Contains(unfolded, bad) {
						t.Errorf("%s %s: %q in\n%s%s", name, lang, bad, text, calendar)
					}
				}
			}
		}
	}
	for _, c := range cases(t) {
		look(c.ID, decode(t, c.Facts))
	}
	for _, tt := range more {
		look(tt.name, with(t, tt.changes...))
	}
	for _, tt := range own {
		look(tt.name, with(t, tt.changes...))
	}
}

// TestMessages: every rule that speaks to people has its words in both languages,
// and there are no others.
func TestMessages(t *testing.T) {
	used := map[string]bool{}
	for _, r := range assessor(t).rules {
		prefix := map[string]string{
			"reason": "reason_", "without_duty": "without_", "flag": "flag_", "action": "action_",
			"item": "category_", "place": "place_", "notify_mode": "persons_", "common_form": "form_",
		}[r.Group]
		if prefix != "" {
			word := r.Value
			if r.Group == "place" {
				word = strings.TrimPrefix(r.ID, "place.")
			}
			used["incident_"+prefix+strings.ReplaceAll(word, ".", "_")] = true
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"([a-z][a-z_]+)"`).FindAllStringSubmatch(string(src), -1) {
			used["incident_"+m[1]] = true
		}
	}
	for _, id := range []string{"law_appi", "law_my_number", "persons_open", "persons", "change_yes_count", "change_no_count", "change_longer_count", "change_shorter_count"} {
		used["incident_"+id] = true
	}
	for _, lang := range []string{"ja", "en"} {
		data, err := os.ReadFile("../templates/locales/incident." + lang + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(incident_[a-z0-9_]+) = `).FindAllStringSubmatch(string(data), -1) {
			if !used[m[1]] {
				t.Errorf("%s: %s is a message that nothing uses", lang, m[1])
			}
		}
	}
	for id := range used {
		ja, en := profile.Message("ja", id, words{}), profile.Message("en", id, words{})
		isRule := regexp.MustCompile(`^incident_(reason|without|flag|action|category|persons|form)_[a-z0-9]`).MatchString(id)
		if isRule && id != "incident_category_line" && id != "incident_without_duty" && (ja == id || en == id || ja == en) {
			t.Errorf("%s: ja %q, en %q", id, ja, en)
		}
	}
}

func TestDaysLeft(t *testing.T) {
	found, err := assessor(t).Assess(with(t, "data.sensitive", "yes"))
	if err != nil {
		t.Fatal(err)
	}
	for asOf, want := range map[string]string{
		"2026-11-24": "【あと4日】", "2026-11-28": "【今日まで】", "2026-11-29": "【期限を過ぎています。直ちに】", "2026-11-20": "より後です",
	} {
		if text := found.Text("ja", day(t, asOf)); !strings.Contains(text, want) {
			t.Errorf("%s: no %s in\n%s", asOf, want, text)
		}
	}
	if text := found.Text("ja", japanese.Date{}); strings.Contains(text, "【") {
		t.Errorf("no day, yet days left:\n%s", text)
	}
}

func TestCalendar(t *testing.T) {
	a := assessor(t)
	assess := func(changes ...any) *Finding {
		found, err := a.Assess(with(t, changes...))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	number := []any{"data.sensitive", "yes", "data.specific_personal_info", "yes", "principals.specific", persons(101, 101), "role", "entrustee", "entrustor_has_duty", "yes"}
	data, ok := assess(number...).Calendar("ja")
	again, _ := assess(number...).Calendar("ja")
	if !ok || string(data) != string(again) {
		t.Error("the same decision gives other bytes")
	}
	var uids []string
	for _, line := range strings.SplitAfter(string(data), "\n") {
		if line == "" {
			continue
		}
		if !strings.HasSuffix(line, "\r\n") || len(line) > maxLine+2 || !utf8.ValidString(line) {
			t.Errorf("line %q of %d bytes", line, len(line))
		}
		if strings.HasPrefix(line, "UID:") {
			uids = append(uids, line)
		}
	}
	slices.Sort(uids)
	if len(slices.Compact(uids)) != 5 { // notice, two 速報, two 確報
		t.Errorf("%d events, want 5:\n%s", len(uids), data)
	}
	unfolded := strings.ReplaceAll(string(data), "\r\n ", "")
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261129\r\nSUMMARY:速報（目安）個人情報保護法\r\n",
		"DTSTART;VALUE=DATE:20261223\r\nDTEND;VALUE=DATE:20261224\r\nSUMMARY:確報の期限 番号法\r\n", "SUMMARY:委託元への通知（目安）", "END:VCALENDAR\r\n",
		"TRIGGER:-P6DT15H\r\n",
	} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in\n%s", want, unfolded)
		}
	}
	for name, changes := range map[string][]any{
		"no duty":  nil,
		"no day":   {"data.sensitive", "yes", "date_known", nil},
		"released": {"data.sensitive", "yes", "role", "entrustee", "entrustor_has_duty", "yes", "entrustee_notified_entrustor_on", "2026-11-25"},
	} {
		if data, ok := assess(changes...).Calendar("ja"); ok {
			t.Errorf("%s: a calendar\n%s", name, data)
		}
	}
	open, ok := assess("data.sensitive", "unknown").Calendar("en")
	if !ok || !strings.Contains(string(open), "if required") {
		t.Errorf("while it is open, the guide is there:\n%s", open)
	}
	if got := escape("a,b;c\\d\ne"); got != `a\,b\;c\\d\ne` {
		t.Errorf("%s", got)
	}
}

func TestDecode(t *testing.T) {
	yaml := "facts:\n  date_known: 2026-11-24\n  data: {personal_data: true, sensitive: yes}\n  event: []\n  handles_the_data: false\n  principals: {specific: {known: null, max: 12}}\n  publicly_viewable: null\n"
	f, err := Decode("x.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	if f.words["data.personal_data"] != "yes" || f.words["data.sensitive"] != "yes" || f.words["handles_the_data"] != "no" || f.words["publicly_viewable"] != "" {
		t.Errorf("%v", f.words)
	}
	if events, given := f.lists["event"]; !given || len(events) != 0 {
		t.Errorf("an empty list of events says that nothing happened: %v %v", events, given)
	}
	if c := f.counts["principals.specific"]; c.Known != nil || c.Max == nil || *c.Max != 12 {
		t.Errorf("%+v", c)
	}
}

// TestDecodeFaults: all at once, each with its place, in both languages, and never
// with the value.
func TestDecodeFaults(t *testing.T) {
	tests := []struct{ name, facts, want string }{
		{"not_a_word", `{"malicious_intent": "perhaps"}`, "/facts/malicious_intent not_a_choice"},
		{"choice", `{"role": "boss"}`, "/facts/role not_a_choice"},
		{"event", `{"event": ["fire"]}`, "/facts/event/0 not_a_choice"},
		{"event_twice", `{"event": ["leak", "leak"]}`, "/facts/event duplicate_item"},
		{"date", `{"date_known": "2026-02-30"}`, "/facts/date_known date_form"},
		{"number", `{"principals": {"personal_data": {"max": "many"}}}`, "/facts/principals/personal_data/max wrong_type_integer"},
		{"negative", `{"principals": {"personal_data": {"max": -1}}}`, "/facts/principals/personal_data/max out_of_range"},
		{"unknown_field", `{"date_knwon": "2026-11-24"}`, "/facts/date_knwon unknown_field"},
		{"max_below_known", `{"principals": {"specific": {"known": 5, "max": 4}}}`, "/facts/principals/specific/max max_below_known"},
		{"max_below_known_later", `{"timeline": {"count_timeline": [{"date": "2026-11-24", "known": 5, "max": 4}]}}`, "/facts/timeline/count_timeline/0/max max_below_known"},
		{"count_without_day", `{"timeline": {"count_timeline": [{"max": 4}]}}`, "/facts/timeline/count_timeline/0/date required"},
		{"notified_before_known", `{"role": "entrustee", "date_known": "2026-11-24", "entrustee_notified_entrustor_on": "2026-11-23"}`, "/facts/entrustee_notified_entrustor_on before_day_of_knowledge"},
		{"ruled_out_before_known", `{"date_known": "2026-11-24", "ruled_out_on": "2026-11-23"}`, "/facts/ruled_out_on before_day_of_knowledge"},
		{"no_person_but_data", `{"data": {"not_personal_info": "yes", "personal_data": true}}`, "/facts/data/personal_data contradicts_no_personal_info"},
		{"my_number", `{"role": "123456789018"}`, "/facts/role my_number_not_allowed"},
		{"my_number_in_a_department", `{"timeline": {"department_known": {"1234 5678 9018": "2026-11-24"}}}`, "/facts/timeline/department_known my_number_not_allowed"},
	}
	var all []string
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Decode("x.json", []byte(`{"facts": `+tt.facts+`}`))
			if !slices.Contains(places(err), tt.want) {
				t.Errorf("%v, want %s", places(err), tt.want)
			}
			var faults profile.Faults
			if errors.As(err, &faults) {
				for _, f := range faults {
					if f.MessageJA == "" || f.MessageEN == "" || strings.Contains(f.MessageJA+f.MessageEN+f.Pointer, "9018") || f.MessageJA == f.Code {
						t.Errorf("%+v", f)
					}
				}
			}
		})
	}
	_, err := Decode("x.json", []byte(`{"facts": {"role": "boss", "date_known": "soon", "x": 1, "principals": {"specific": {"known": 5, "max": 4}}}, "report": {"note": "123456789018"}, "other": 1}`))
	if all = places(err); len(all) != 6 {
		t.Errorf("%v", all)
	}
	for _, bad := range []string{"", "facts: [", "[]", "{}", `{"facts": 3}`} {
		if _, err := Decode("x.yaml", []byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func places(err error) []string {
	var faults profile.Faults
	_ = errors.As(err, &faults)
	var out []string
	for _, f := range faults {
		out = append(out, f.Pointer+" "+f.Code)
	}
	return out
}

// FuzzDecode: no panic; what is read can be decided, and the decision can be
// written, twice the same.
func FuzzDecode(f *testing.F) {
	for _, c := range cases(f)[:10] {
		f.Add("x.json", fmt.Sprintf(`{"facts": %s}`, c.Facts))
	}
	sample, err := os.ReadFile("../samples/incidents/ransomware-sharoushi.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("x.yaml", string(sample))
	f.Add("x.yaml", "facts: {timeline: {count_timeline: [{date: 2026-11-24, max: 1001, specific: {known: 1}}], department_known: {a: 2026-11-20}}}")
	a := assessor(f)
	f.Fuzz(func(t *testing.T, name, data string) {
		facts, err := Decode(name, []byte(data))
		if err != nil {
			return
		}
		found, err := a.Assess(facts)
		if err != nil {
			return // a day that the table does not cover
		}
		first, err := json.Marshal(found)
		if err != nil {
			t.Fatal(err)
		}
		found, err = a.Assess(facts)
		if err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(found)
		if err != nil || string(first) != string(second) {
			t.Fatalf("two decisions: %s, %s", first, second)
		}
		_ = found.Text("ja", day(t, "2026-11-24"))
		_, _ = found.Calendar("en")
	})
}
