package report

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// made is what comes of making the report: its faults and warnings.
func made(t *testing.T, d *Draft, kind string) (faults profile.Faults, warnings []profile.Fault) {
	t.Helper()
	_, err := d.Documents(kind)
	if err != nil && !errors.As(err, &faults) {
		t.Fatal(err)
	}
	return faults, d.Warnings
}

// TestValidation spoils the sample of a leak of health data in one place each.
func TestValidation(t *testing.T) {
	for name, tt := range map[string]struct {
		edits []string
		want  string // fault; with a leading ! a warning
		final bool
	}{
		"filed before known":    {edits: []string{"report:\n", "report:\n  filing_date: 2026-11-30\n"}, want: "/report/filing_date filed_before_known"},
		"found before":          {edits: []string{"occurred_on: 2026-12-01", "occurred_on: 2026-12-02"}, want: "/report/discovered_on found_before_occurred"},
		"known before found":    {edits: []string{"discovered_on: 2026-12-01", "discovered_on: 2026-12-02"}, want: "/report/discovered_on known_before_found"},
		"number":                {edits: []string{"report:\n", "report:\n  principals_total: 90\n"}, want: "/report/principals_total fact_differs"},
		"max":                   {edits: []string{"report:\n", "report:\n  principals_max: 80\n"}, want: "/report/principals_max max_below_known"},
		"part":                  {edits: []string{"principals_abroad: 0", "principals_abroad: 87"}, want: "/report/principals_abroad part_above_total"},
		"cards without cards":   {edits: []string{"principals_abroad: 0", "principals_card: 1"}, want: "/report/principals_card part_without_item"},
		"basis":                 {edits: []string{"known: 86, max: 86", "max: 86", "report:\n", "report:\n  principals_basis: exact\n"}, want: "/report/principals_basis basis_differs"},
		"name":                  {edits: []string{"report:\n", "report:\n  reporter_name: 株式会社別名\n"}, want: "/report/reporter_name fact_differs"},
		"event":                 {edits: []string{"report:\n", "report:\n  event_types: [loss]\n"}, want: "/report/event_types fact_differs"},
		"known on":              {edits: []string{"report:\n", "report:\n  known_on: 2026-12-02\n"}, want: "/report/known_on fact_differs"},
		"media":                 {edits: []string{"report:\n", "report:\n  media: [paper]\n"}, want: "/report/media fact_differs"},
		"items of the decision": {edits: []string{"report:\n", "report:\n  appi_items: [\"1\", \"3\"]\n"}, want: "/report/appi_items decision_differs"},
		"items with a note":     {edits: []string{"report:\n", "report:\n  appi_items: [\"1\", \"3\"]\n  decision_note: 弁護士の意見による。\n"}, want: "!/report/appi_items decision_differs_noted"},
		"item of number":        {edits: []string{"report:\n", "report:\n  appi_items: [\"1\", \"4\"]\n  decision_note: x\n"}, want: "/report/appi_items item_without_number"},
		"sensitive denied":      {edits: []string{"sensitive: yes", "sensitive: no", "known: 86, max: 86", "known: 1200, max: 1200"}, want: "/report/data_items fact_differs"},
		"my number denied":      {edits: []string{"data_items: [name,", "data_items: [my_number, name,"}, want: "/report/data_items fact_differs"},
		"publication done":      {edits: []string{"publication: none", "publication: done"}, want: "/report/publication_on required"},
		"response done":         {edits: []string{"principal_response: planned", "principal_response: done"}, want: "/report/principal_notice_method required"},
		"no response":           {edits: []string{"principal_response: planned", "principal_response: none"}, want: "!/report/principal_response notice_is_due"},
		"why no response":       {edits: []string{"principal_response: planned", "principal_response: none"}, want: "/report/principal_reason_none required"},
		"harm":                  {edits: []string{"secondary_harm: unknown", "secondary_harm: possible"}, want: "/report/secondary_harm_detail required"},
		"measure without day":   {edits: []string{"prevention_planned: {unknown: true}", "prevention_planned: [x]"}, want: "!/report/prevention_planned planned_without_due"},
		"no contact":            {edits: []string{"  contact_phone: 048-000-0001\n", ""}, want: "/report/contact_phone required"},
		"no address":            {edits: []string{"  address: 埼玉県さいたま市大宮区見本町一丁目2番3号\n", ""}, want: "/profile/address required"},
		"open at 確報":            {final: true, want: "/report/prevention_planned open_at_final"},
		"missing at 確報":         {final: true, want: "/report/other_information missing_at_final"},
		"expected in the past":  {final: true, edits: []string{"expected_on: 2026-12-10", "expected_on: 2026-12-02"}, want: "/report/cause_detail expected_in_past"},
		"to be supplemented":    {final: true, want: "!/report/cause_detail to_be_supplemented"},
		"overdue":               {final: true, edits: []string{"report:\n", "report:\n  filing_date: 2027-01-05\n"}, want: "!/report/filing_date overdue"},
		"late":                  {edits: []string{"report:\n", "report:\n  filing_date: 2026-12-06\n"}, want: "!/report/filing_date preliminary_late"},
		"undecided":             {edits: []string{"sensitive: yes", "sensitive: unknown"}, want: "!/report/law_basis duty_undecided"},
		"no duty":               {edits: []string{"sensitive: yes", "sensitive: no", "data_items: [name, birth_date, health, other]", "data_items: [name, other]"}, want: "!/report/law_basis no_duty"},
	} {
		o := Options{}
		if tt.final {
			o.Stage = Final
		}
		faults, warnings := made(t, draft(t, decode(t, sample(t, "kunren-kenko", tt.edits...)), o), KindReport)
		switch {
		case strings.HasPrefix(tt.want, "!"):
			allIn(t, name, warnings, tt.want[1:])
		case tt.want != "":
			allIn(t, name, faults, tt.want)
		}
	}
}

// TestSamplesAreSound: the samples have no fault.
func TestSamplesAreSound(t *testing.T) {
	for _, name := range []string{"kunren-kenko", "kunren-ransomware", "kunren-skimming"} {
		d := draft(t, decode(t, sample(t, name)), Options{})
		for _, kind := range d.Applies() {
			if faults, _ := made(t, d, kind); len(faults) > 0 {
				t.Errorf("%s %s: %v", name, kind, codes(faults))
			}
		}
	}
}

// TestZeroIsNotUnknown: no person, a number not known, and nothing said look different.
func TestZeroIsNotUnknown(t *testing.T) {
	words := map[string]bool{}
	for _, value := range []string{"0", "{unknown: true}", "{unknown: true, reason: 数えているため, expected_on: 2026-12-10}", "null"} {
		d := draft(t, decode(t, sample(t, "kunren-kenko", "principals_abroad: 0", "principals_abroad: "+value)), Options{})
		words[d.Plain(d.Entry("principals_abroad"))] = true
	}
	for _, want := range []string{"0人", "調査中", "調査中（理由：数えているため。見込み：2026年12月10日（木））", "記入なし"} {
		if !words[want] {
			t.Errorf("%q is missing: %v", want, words)
		}
	}
}

// TestNoNumberIsInvented: without counts in the facts the number is open, never 0.
func TestNoNumberIsInvented(t *testing.T) {
	d := draft(t, decode(t, sample(t, "kunren-kenko", "{known: 86, max: 86}", "{}")), Options{})
	if e := d.Entry("principals_total"); e.State != Blank {
		t.Errorf("%v %s", e.State, d.Plain(e))
	}
	if got := d.Plain(d.Entry("principals_basis")); got != "不明" {
		t.Error(got)
	}
}

// TestEveryChoiceIsShown: of a list of choices all are printed, ticked or not.
func TestEveryChoiceIsShown(t *testing.T) {
	d := draft(t, decode(t, sample(t, "kunren-ransomware")), Options{})
	for _, e := range d.Entries {
		n := len(e.Field.Choices())
		if n == 0 || e.State == NotApplicable {
			continue
		}
		line := d.Lines(e)[0]
		ticked := 0
		for _, o := range e.Field.Choices() {
			if e.State == Known && e.Value.has(o.Code) {
				ticked++
			}
		}
		if strings.Count(line, "☑") != ticked || strings.Count(line, "☐") != n-ticked {
			t.Errorf("%s: %s", e.Field.ID, line)
		}
	}
}

// TestPrevious: 確報 takes over what the 速報 said, marks what changed, and refuses
// what is still open.
func TestPrevious(t *testing.T) {
	before := decode(t, sample(t, "kunren-kenko"))
	asOf := japanese.Date{Year: 2026, Month: 12, Day: 22}
	d := draft(t, decode(t, sample(t, "kunren-kenko-kakuho")), Options{Stage: Final, Previous: before, AsOf: asOf})
	if faults, _ := made(t, d, KindReport); len(faults) > 0 {
		t.Fatal(codes(faults))
	}
	if got := d.Plain(d.Entry("discoverer")); got != "自社従業者" {
		t.Errorf("not taken over: %s", got)
	}
	var changed []string
	for _, e := range d.Entries {
		if e.Changed {
			changed = append(changed, e.Field.ID)
		}
	}
	want := []string{"principals_total", "cause_detail", "secondary_harm", "secondary_harm_detail", "principal_response", "principal_notice_method",
		"principal_notice_detail", "prevention_planned", "other_information"}
	if !slices.Equal(changed, want) {
		t.Errorf("changed %v, want %v", changed, want)
	}
	if e := d.Entry("principals_total"); e.Before != "86人" || d.Plain(e) != "88人" {
		t.Errorf("%s → %s", e.Before, d.Plain(e))
	}
	if d.words("report_sequence") != "follow_up" || d.words("previous_filing_date") != "2026-12-03" {
		t.Error("a follow-up names the filing before")
	}
	if len(d.Open()) > 0 {
		t.Errorf("open: %v", d.Open()[0].Field.ID)
	}

	// without the cause, the open field of the 速報 comes back and must be closed
	src := sample(t, "kunren-kenko-kakuho", "  cause_detail: |\n    担当者が宛先の候補の表示から、似た名称の取引先を選んだ。\n    送信前に別の者が確かめる手順は定められていたが、この送信では行われていなかった。\n", "")
	d = draft(t, decode(t, src), Options{Stage: Final, Previous: before, AsOf: asOf})
	faults, _ := made(t, d, KindReport)
	allIn(t, "still open", faults, "/report/cause_detail expected_in_past")
	if open := d.Open(); len(open) != 1 || open[0].Field.ID != "cause_detail" {
		t.Errorf("open: %v", open)
	}
	// before the expected day it stands as 判明次第追完
	d = draft(t, decode(t, src), Options{Stage: Final, Previous: before, AsOf: japanese.Date{Year: 2026, Month: 12, Day: 9}})
	if got := d.Plain(d.Entry("cause_detail")); !strings.HasPrefix(got, "判明次第追完（理由：") {
		t.Error(got)
	}
}

// TestLaws: which form the draft follows.
func TestLaws(t *testing.T) {
	in := decode(t, sample(t, "kunren-ransomware"))
	for law, want := range map[string][]string{"": {APPI, MyNumber}, "auto": {APPI, MyNumber}, "appi": {APPI}, "mynumber": {MyNumber}} {
		d := draft(t, in, Options{Law: law})
		if !slices.Equal(d.Laws, want) {
			t.Errorf("%q: %v", law, d.Laws)
		}
		if (d.Entry("appi_items") != nil) != d.Has(APPI) || (d.Entry("mn_items") != nil) != d.Has(MyNumber) {
			t.Errorf("%q: items", law)
		}
	}
}
