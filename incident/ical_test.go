package incident

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// property of a calendar: one unfolded line.
var icalLine = regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)$`)

// icalFaults reads a calendar as strictly as RFC 5545 allows: line ends and folding
// (3.1), text values (3.3.11), what VCALENDAR, VEVENT and VALARM must have and may
// have once (3.4, 3.6.1, 3.6.6), dates (3.3.4) and durations (3.3.6).
func icalFaults(data string) []string {
	var out []string
	fault := func(words ...string) { out = append(out, strings.Join(words, " ")) }
	if !strings.HasSuffix(data, "\r\n") || strings.Count(data, "\n") != strings.Count(data, "\r\n") || strings.Count(data, "\r") != strings.Count(data, "\r\n") {
		fault("a line does not end with CR LF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || line == "" {
			fault("line:", line)
		}
	}
	need := map[string][]string{
		"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}, "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
	}
	inside := map[string]string{"VCALENDAR": "", "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
	type component struct {
		name string
		seen map[string]string
	}
	var open []component
	uids := map[string]bool{}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(data, "\r\n ", ""), "\r\n"), "\r\n") {
		m := icalLine.FindStringSubmatch(line)
		if m == nil {
			fault("no property:", line)
			continue
		}
		name, value := m[1], m[3]
		switch name {
		case "BEGIN":
			outer := ""
			if len(open) > 0 {
				outer = open[len(open)-1].name
			}
			if where, ok := inside[value]; !ok || where != outer {
				fault(value, "inside", outer)
			}
			open = append(open, component{value, map[string]string{}})
			continue
		case "END":
			if len(open) == 0 || open[len(open)-1].name != value {
				fault("END without BEGIN:", value)
				continue
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			for _, p := range need[value] {
				if last.seen[p] == "" {
					fault(value, "has no", p)
				}
			}
			if value == "VEVENT" && last.seen["DTEND"] <= last.seen["DTSTART"] {
				fault("it ends before it begins:", last.seen["DTSTART"], last.seen["DTEND"])
			}
			if value == "VEVENT" && uids[last.seen["UID"]] {
				fault("two events with one UID")
			}
			uids[last.seen["UID"]] = true
			continue
		}
		if len(open) == 0 {
			fault("outside:", line)
			continue
		}
		current := open[len(open)-1]
		if current.seen[name] != "" {
			fault(current.name, "has two", name)
		}
		current.seen[name] = value
		form := map[string]string{
			"DTSTAMP": `\d{8}T\d{6}Z`, "DTSTART": `\d{8}`, "DTEND": `\d{8}`, "TRIGGER": `-?P(\d+D)?(T\d+H)?`, "ACTION": "DISPLAY",
			"SUMMARY": `([^\\;,]|\\[\\;,n])+`, "DESCRIPTION": `([^\\;,]|\\[\\;,n])+`, "VERSION": `2\.0`, "METHOD": "never", // PUBLISH would ask for an ORGANIZER (RFC 5546 3.2.1)
		}[name]
		if form != "" && !regexp.MustCompile("^("+form+")$").MatchString(value) {
			fault(name, value)
		}
		if (name == "DTSTART" || name == "DTEND") && m[2] != ";VALUE=DATE" {
			fault(name, "is a day, but says", m[2])
		}
	}
	if len(open) > 0 {
		fault(open[len(open)-1].name, "is not closed")
	}
	return out
}

// TestCalendarFollowsRFC5545: the calendar of every incident of this package, in both
// languages; twice the same bytes, whatever day it is read on.
func TestCalendarFollowsRFC5545(t *testing.T) {
	a := assessor(t)
	n := 0
	check := func(name string, f *Facts) {
		found, err := a.Assess(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"ja", "en"} {
			data, ok := found.Calendar(lang)
			if !ok {
				continue
			}
			n++
			if faults := icalFaults(string(data)); len(faults) > 0 {
				t.Errorf("%s %s: %v\n%s", name, lang, faults, data)
			}
			_ = found.Text(lang, day(t, "2027-01-01"))
			if again, _ := found.Calendar(lang); string(again) != string(data) {
				t.Errorf("%s: other bytes", name)
			}
		}
	}
	for _, c := range cases(t) {
		check(c.ID, decode(t, c.Facts))
	}
	for _, tt := range more {
		check(tt.name, with(t, tt.changes...))
	}
	for _, tt := range own {
		check(tt.name, with(t, tt.changes...))
	}
	if n < 200 {
		t.Errorf("only %d calendars", n)
	}
}

// TestICalFaults: the strict reader finds what is wrong.
func TestICalFaults(t *testing.T) {
	found, err := assessor(t).Assess(with(t, "data.sensitive", "yes"))
	if err != nil {
		t.Fatal(err)
	}
	data, _ := found.Calendar("ja")
	good := string(data)
	for name, change := range map[string][2]string{
		"line end": {"\r\n", "\n"}, "not folded": {"\r\n ", ""}, "comma": {`SUMMARY:`, "SUMMARY:a,"}, "no stamp": {"DTSTAMP", "X-STAMP"}, "not closed": {"END:VALARM\r\n", ""},
		"no alarm text": {"DESCRIPTION", "X-TEXT"}, "local stamp": {"T000000Z", "T000000"}, "method": {"CALSCALE:GREGORIAN", "METHOD:PUBLISH"}, "time": {";VALUE=DATE", ""},
		"backwards": {"DTEND;VALUE=DATE:2026", "DTEND;VALUE=DATE:2025"},
	} {
		if bad := strings.ReplaceAll(good, change[0], change[1]); bad == good || len(icalFaults(bad)) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

// TestFirstScreen: duty, clock and next steps come first, on about one screen of 40
// lines of 80 columns, in ten incidents of every kind.
func TestFirstScreen(t *testing.T) {
	a := assessor(t)
	attack := []any{"malicious_intent", "yes", "act_target", "own"}
	for name, changes := range map[string][]any{
		"mail to one":          {},
		"lost USB":             {"event", list("suspected_leak", "loss"), "same_data_kept_elsewhere", "yes", "principals.personal_data", persons(1200, 1200)},
		"lost USB, encrypted":  {"event", list("suspected_leak"), "principals.personal_data", persons(1200, 1200), "protection.advanced_encryption", "yes", "protection.key_managed", "yes"},
		"ransomware":           append(slices.Clone(attack), "event", nil, "attack_type", "ransomware", "data.sensitive", "unknown", "principals.personal_data", persons(nil, nil), "same_data_kept_elsewhere", "yes"),
		"contractor":           {"role", "entrustor", "malicious_intent", "yes", "act_target", "entrustee", "attack_type", "unauthorised_access", "entrustee_notified_entrustor_on", "2026-11-24"},
		"theft by staff":       append(slices.Clone(attack), "principals.personal_data", persons(30, 30)),
		"My Number payroll":    {"data.specific_personal_info", "yes", "principals.specific", persons(150, 150), "principals.personal_data", persons(150, 150)},
		"skimming":             append(slices.Clone(attack), "attack_type", "skimming", "data.personal_data", "no", "data.personal_info_planned_as_data", "yes", "data.financial_harm", "yes"),
		"社労士":                  append(slices.Clone(attack), "role", "entrustee", "entrustor_has_duty", "yes", "data.specific_personal_info", "yes", "principals.specific", persons(420, 420), "event", list("damage", "suspected_leak"), "attack_type", "ransomware"),
		"hospital, delegated":  {"data.sensitive", "yes", "delegated_sector", "yes", "contact_unavailable", "partial", "publicly_viewable", "yes"},
		"nothing is known yet": {"data.personal_data", nil, "event", nil, "date_known", nil, "malicious_intent", nil, "data.sensitive", nil},
	} {
		found, err := a.Assess(with(t, changes...))
		if err != nil {
			t.Fatal(err)
		}
		text := found.Text("ja", day(t, "2026-11-25"))
		heads := regexp.MustCompile(`(?m)^■ (.*)$`).FindAllStringSubmatch(text, -1)
		want := []string{"結論", "いつまでに何を", "この1時間にすること"}
		if len(heads) < 3 {
			t.Errorf("%s:\n%s", name, text)
			continue
		}
		if found.Reportable != nil && !*found.Reportable {
			want = []string{"結論", "この1時間にすること"}
		}
		for i, w := range want {
			if heads[i][1] != w {
				t.Errorf("%s: %v", name, heads)
			}
		}
		first, _, _ := strings.Cut(text, "\n■ まだ")
		first, _, _ = strings.Cut(first, "\n■ 専門家")
		first, _, _ = strings.Cut(first, "\n■ 報告先")
		first, _, _ = strings.Cut(first, "\n■ 根拠")
		rows := 0
		for line := range strings.SplitSeq(first, "\n") {
			rows += 1 + utf8.RuneCountInString(line)*2/80
		}
		if rows > 40 {
			t.Errorf("%s: %d rows before the questions\n%s", name, rows, first)
		}
		t.Logf("%s: %d\n%s", name, rows, text)
	}
}
