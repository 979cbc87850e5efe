package report

import (
	"slices"
	"strings"
	"testing"
)

func TestTypesOfTheReport(t *testing.T) {
	for name, tt := range map[string]struct{ line, want string }{
		"no such field":     {"fnord: 1", "/report/fnord unknown_field"},
		"choice":            {"publication: perhaps", "/report/publication not_a_choice"},
		"choice of several": {"data_items: [name, fnord]", "/report/data_items/1 not_a_choice"},
		"none with others":  {`appi_items: ["1", none]`, "/report/appi_items none_with_others"},
		"date":              {"discovered_on: 2026-02-30", "/report/discovered_on date_form"},
		"span":              {"occurred_on: 2026-12-02/2026-12-01", "/report/occurred_on span_form"},
		"number":            {"principals_card: many", "/report/principals_card wrong_type_integer"},
		"negative number":   {"principals_card: -1", "/report/principals_card wrong_type_integer"},
		"time":              {"course_of_events: [{date: 2026-12-01, time: \"25:00\", text: x}]", "/report/course_of_events/0/time time_form"},
		"row without text":  {"course_of_events: [{date: 2026-12-01}]", "/report/course_of_events/0/text required"},
		"column":            {"course_of_events: [{date: 2026-12-01, text: x, who: y}]", "/report/course_of_events/0 rows_form"},
		"no rows":           {"course_of_events: x", "/report/course_of_events rows_form"},
		"telephone":         {"contact_phone: 1-2-3", "/report/contact_phone tel_form"},
		"e-mail":            {"contact_email: x", "/report/contact_email email_form"},
		"postal code":       {"postal_code: 1-2", "/report/postal_code postal_form"},
		"corporate number":  {`corporate_number: "1234567890123"`, "/report/corporate_number corporate_number_check_digit"},
		"open":              {"cause_detail: {unknown: true, because: x}", "/report/cause_detail open_form"},
		"open not open":     {"cause_detail: {unknown: false}", "/report/cause_detail/unknown open_form"},
		"other":             {"discoverer: own_staff\n  discoverer_other: x", "/report/discoverer_other other_without_choice"},
		"too long":          {"receipt_number: " + strings.Repeat("x", 41), "/report/receipt_number too_long"},
		"several lines":     {"receipt_number: \"a\\nb\"", "/report/receipt_number control_character"},
		"map for words":     {"receipt_number: {a: b}", "/report/receipt_number wrong_type_string"},
	} {
		_, err := Decode("x.yaml", []byte("facts: {}\nreport:\n  "+tt.line+"\n"))
		allIn(t, name, inputFaults(err), tt.want)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := Decode("x.yaml", []byte("facts: {}\nreport: {fnord: 1, publication: perhaps, discovered_on: x, contact_phone: y}\n"))
	if got := faultsOf(err); len(got) != 4 || !slices.IsSorted(got) {
		t.Error(got)
	}
}

// TestLeakedValuesAreRefused: what looks like leaked data never enters a draft, and
// no message repeats it.
func TestLeakedValuesAreRefused(t *testing.T) {
	text := "cause_detail: "
	for name, tt := range map[string]struct{ line, want string }{
		"card":                {text + "番号は4111111111111111です。", "/report/cause_detail card_number_not_allowed"},
		"card in groups":      {text + "5105 1051 0510 5100", "/report/cause_detail card_number_not_allowed"},
		"card, full width":    {text + "５１０５－１０５１−０５１０ー５１００", "/report/cause_detail card_number_not_allowed"},
		"card of 15":          {text + "3782-822463-10005", "/report/cause_detail card_number_not_allowed"},
		"card as a number":    {"principals_card: 4111111111111111", "/report/principals_card card_number_not_allowed"},
		"card below facts":    {"record_number: x\n  decision_note: 5555555555554444", "/report/decision_note card_number_not_allowed"},
		"addresses":           {text + "a@example.jp、b@example.jp、c@example.jp", "/report/cause_detail email_list_not_allowed"},
		"addresses by rows":   {"notice_items: [a@example.jp, b@example.jp, c@example.jp]", "/report/notice_items email_list_not_allowed"},
		"telephone numbers":   {text + "048-000-0000, 048-000-0001, 048-000-0002", "/report/cause_detail phone_list_not_allowed"},
		"telephone, no marks": {text + "09000000001 09000000002 09000000003", "/report/cause_detail phone_list_not_allowed"},
		"my number":           {text + "123456789018", "/report/cause_detail my_number_not_allowed"},
		"my number in a row":  {"notice_items: [個人番号 1234-5678-9018]", "/report/notice_items/0 my_number_not_allowed"},
	} {
		_, err := Decode("x.yaml", []byte("facts: {}\nreport:\n  "+tt.line+"\n"))
		got := inputFaults(err)
		allIn(t, name, got, tt.want)
		for _, f := range got {
			if strings.Contains(f.MessageJA+f.MessageEN, "1111") || strings.Contains(f.MessageJA+f.MessageEN, "5105") || strings.Contains(f.MessageJA+f.MessageEN, "example.jp") {
				t.Errorf("%s: the message repeats the value: %s", name, f.MessageJA)
			}
		}
	}
}

// TestHarmlessValuesAreTaken: what only resembles leaked data.
func TestHarmlessValuesAreTaken(t *testing.T) {
	for _, line := range []string{
		`corporate_number: "7000012050002"`,
		"indicators: [{kind: SHA-256, value: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}, {kind: IP, value: 192.0.2.10}]",
		"cause_detail: 2026年11月24日09時30分、記録番号20261124093000の通信。4111111111111112は番号でない。",
		"other_information: 窓口は048-000-0000及びsoumu@example.jpです。",
	} {
		if _, err := Decode("x.yaml", []byte("facts: {}\nreport:\n  "+line+"\n")); err != nil {
			t.Errorf("%s: %v", line, faultsOf(err))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("cause_detail: x")
	f.Add("occurred_on: {from: 2026-12-01, to: 2026-12-02}")
	f.Add("course_of_events: [{date: 1, text: {}}]")
	f.Fuzz(func(t *testing.T, line string) {
		in, err := Decode("x.yaml", []byte("facts: {}\nreport:\n  "+line+"\n"))
		if (in == nil) == (err == nil) {
			t.Errorf("input %v, error %v", in, err)
		}
	})
}
