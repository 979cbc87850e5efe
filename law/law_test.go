package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kitei/generator/japanese"
)

func TestCoverageEdges(t *testing.T) {
	c := table(t).Coverage()
	for _, tt := range []struct {
		day  japanese.Date
		want bool
	}{
		{c.From.AddDays(-1), false},
		{c.From, true},
		{c.To, true},
		{c.To.AddDays(1), false},
		{japanese.Date{}, false},
	} {
		l, err := table(t).At(tt.day)
		if (err == nil) != tt.want {
			t.Errorf("At(%s): %v", tt.day, err)
		}
		var out *OutOfCoverageError
		if !tt.want && (!errors.As(err, &out) || out.Coverage != c || out.Date != tt.day || l != nil) {
			t.Errorf("At(%s): %v", tt.day, err)
		}
	}
	if c.From.String() != "2026-06-24" || c.To.String() != "2027-03-31" {
		t.Errorf("the covered period changed to %s–%s: say why in coverage.tsv and change this test", c.From, c.To)
	}
}

// TestPenaltiesChange is the day before and the day of the part of 令和8年法律第56号
// that takes effect on 2027-01-17.
func TestPenaltiesChange(t *testing.T) {
	for _, id := range []string{"appi.178", "appi.179", "appi.182", "appi.184.1", "appi.185"} {
		before, err := on(t, "2027-01-16").Cite(id)
		if err != nil || !before.Confirmed {
			t.Errorf("%s on the day before: %v, confirmed %v", id, err, before.Confirmed)
		}
		after, err := on(t, "2027-01-17").Cite(id)
		if err != nil || after.Confirmed {
			t.Errorf("%s on the day of effect: %v, confirmed %v", id, err, after.Confirmed)
		}
	}
	has := func(iso string) bool {
		return slices.ContainsFunc(on(t, iso).Pending(), func(a Amendment) bool { return a.ID == "r8-56-penalties" })
	}
	if !has("2027-01-16") || has("2027-01-17") {
		t.Error("the amendment is pending until the day before it takes effect")
	}
}

func TestValues(t *testing.T) {
	l := on(t, "2026-11-22")
	for id, want := range map[string]string{
		"threshold.leak_persons": "1,000人", "threshold.mn_leak_persons": "100人", "threshold.small_persons": "5,000人",
		"period.provision_record": "3年", "period.provision_record_contract": "1年", "period.preliminary_report": "3日から5日",
		"period.final_report": "30日", "period.final_report_malicious": "60日", "period.suit_after_request": "2週間",
		"period.foreign_check": "年1回程度",
	} {
		v, err := l.Value(id)
		if err != nil || v.Text != want {
			t.Errorf("%s = %q, %v; want %q", id, v.Text, err, want)
		}
	}
	v, err := l.Threshold("leak_persons")
	if err != nil || v.Number != 1000 || v.TextIn(japanese.Kanji) != "千人" || v.TextIn(japanese.Full) != "１，０００人" {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := l.Period("preliminary_report"); err != nil || v.Number != 3 || v.Max != 5 || v.TextIn(japanese.Kanji) != "三日から五日" {
		t.Errorf("%+v, %v", v, err)
	}
	var unknown *UnknownCitationError
	if _, err := l.Value("period.none"); !errors.As(err, &unknown) {
		t.Errorf("period.none: %v", err)
	}
}

func TestRetention(t *testing.T) {
	l := on(t, "2026-11-22")
	unconfirmed := 0
	for _, r := range l.Retention() {
		words, err := l.BasisWords(r, japanese.Half)
		if err != nil || words == "" {
			t.Errorf("%s: %q, %v", r.ID, words, err)
		}
		if !r.Confirmed {
			unconfirmed++
		}
		if r.ID == "labour_documents" && (words != "労働基準法第109条及び附則第143条" || !r.Confirmed || r.PeriodIn(japanese.Kanji) != "五年（当分の間三年）") {
			t.Errorf("%s: %s, %s, confirmed %v", r.ID, words, r.PeriodIn(japanese.Kanji), r.Confirmed)
		}
	}
	if unconfirmed == 0 {
		t.Error("rows from memory must be unconfirmed")
	}
}

func TestFindStale(t *testing.T) {
	l := on(t, "2026-11-22")
	tests := []struct {
		text   string
		scopes []string
		want   string
	}{
		{"法第22条の2により報告する。", nil, "法第22条の2"},
		{"法第２２条の２により", nil, "法第22条の2"},
		{"法第二十二条の二により", nil, "法第22条の2"},
		{"個人情報保護法第22条の2第1項", nil, "法第22条の2"},
		{"法第22条の27", nil, ""},
		{"法第22条", nil, ""},
		{"施行規則第六条の三", nil, "規則第6条の3"},
		{"番号法第28条の4", nil, "第28条の4"},
		{"一年以下の懲役", nil, "懲役"},
		{"重大事態", nil, "重大事態"},
		{"平成29年告示第1号", nil, "平成29年告示第1号"},
		{"行政手続きにおける特定の", nil, "行政手続きにおける"},
		{"健康保険証の写し", nil, ""},
		{"健康保険証の写し", []string{ScopeMyNumber}, "健康保険証"},
		{"番号法第9条第3項の事務", []string{ScopeMyNumber}, "番号法第9条第3項"},
		{"この規程の第9条第3項", []string{ScopeMyNumber}, ""},
		{"法第26条第1項、拘禁刑、行政手続における", nil, ""},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range l.FindStale(tt.text, tt.scopes...) {
			got = append(got, s.Word)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: found %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestNoStaleWordInData: what the table prints must itself be up to date.
func TestNoStaleWordInData(t *testing.T) {
	l := on(t, "2026-11-22")
	var words []string
	for _, c := range l.Citations() {
		words = append(words, c.Short+c.Reference(japanese.Half)+c.Caption)
	}
	for _, r := range l.Retention() {
		words = append(words, r.Document+r.Period+r.Start+r.BasisText)
	}
	for _, s := range l.Statutes() {
		words = append(words, s.Name)
	}
	for _, w := range words {
		if found := l.FindStale(w, ScopeMyNumber); len(found) > 0 {
			t.Errorf("%s: stale word %s", w, found[0].Word)
		}
	}
}

func TestAuthority(t *testing.T) {
	l := on(t, "2026-11-22")
	a, err := l.Authority("ppc.leak")
	if err != nil || a.Name != "個人情報保護委員会" || a.URL != "https://www.ppc.go.jp/personalinfo/legal/leakAction/" || a.Delegated() {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := l.Authority("delegated.finance"); err != nil || !a.Delegated() {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := l.Authority("none"); err == nil {
		t.Error("unknown authority")
	}
}
