package law

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/generator/japanese"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (rewrite with -update, then read the diff):\n%s", file, diff)
	}
}

func mark(confirmed bool) string {
	if confirmed {
		return "確認済"
	}
	return "要確認"
}

// TestCitationsGolden is the list that a lawyer reads: every place that a
// document can cite on 2026-11-22.
func TestCitationsGolden(t *testing.T) {
	l := on(t, "2026-11-22")
	var b strings.Builder
	fmt.Fprintf(&b, "引用できる条文（法令基準日 %s、収録期間 %sから%sまで）\n", l.Date().Wareki(), l.Coverage().From.Wareki(), l.Coverage().To.Wareki())
	b.WriteString("条番号／見出し（［ ］は公式の見出しではない。）／引用できる項・号／ただし書のある項／確認／識別子\n")
	law := ""
	for _, c := range l.Citations() {
		if c.LawID != law {
			law = c.LawID
			fmt.Fprintf(&b, "\n■ %s（%s）略称「%s」 %s %s 番号%s\n", c.Name, c.Number, c.Short, c.EGovID, c.Edition, mark(c.LawRow.Confirmed))
		}
		caption := "（" + c.Caption + "）"
		if !c.CaptionOfficial {
			caption = "［" + c.Caption + "］"
		}
		listed, proviso := "", ""
		if a, ok := l.articles[c.ID]; ok {
			listed = a.sub.listed
			for n := range 10 {
				if a.proviso[n] {
					proviso += fmt.Sprintf("但%d", n)
				}
			}
		} else {
			listed = l.guides[c.ID].parts
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", c.Reference(japanese.Half), caption, listed, proviso, mark(c.Confirmed), c.ID)
	}
	golden(t, "testdata/citations.golden", b.String())
}

// TestLeakRulesGolden is the decision table as a lawyer reads it.
func TestLeakRulesGolden(t *testing.T) {
	l := on(t, "2026-11-22")
	var b strings.Builder
	group := ""
	for _, r := range l.LeakRules() {
		if r.Group != group {
			group = r.Group
			fmt.Fprintf(&b, "\n■ %s\n", group)
		}
		fmt.Fprintf(&b, "%s\t%s［%s］\n\t本文: %s\n", r.ID, r.Text, mark(r.Confirmed), r.When.Source)
		if !r.Unless.Empty() {
			fmt.Fprintf(&b, "\tただし書: %s\n", r.Unless.Source)
		}
		if r.Period != "" {
			fmt.Fprintf(&b, "\t期間: %s\n", r.Period)
		}
		if !r.Start.Empty() {
			fmt.Fprintf(&b, "\t起算: %s\n", r.Start.Source)
		}
		for _, id := range r.Basis {
			c, err := l.Cite(id)
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
			}
			fmt.Fprintf(&b, "\t根拠: %s%s\n", c.Short, c.Reference(japanese.Half))
		}
	}
	golden(t, "testdata/leak_rules.golden", b.String())
}

// TestValuesGolden lists the numbers, retention duties, stale words,
// authorities and pending changes.
func TestValuesGolden(t *testing.T) {
	l := on(t, "2026-11-22")
	var b strings.Builder
	b.WriteString("■ 基準の数・期間\n")
	for _, v := range l.Values() {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", v.Text, v.Note, strings.Join(v.Basis, " "), mark(v.Confirmed), v.ID)
	}
	b.WriteString("\n■ 法定保存期間\n")
	for _, r := range l.Retention() {
		basis, err := l.BasisWords(r, japanese.Half)
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Document, r.Period, r.Start, basis, mark(r.Confirmed), r.ID)
	}
	b.WriteString("\n■ 個人番号を取り扱う事務\n")
	for _, p := range l.MyNumberPurposes() {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Office, p.Label, p.Submit, p.Items, strings.Join(p.Retention, " "), mark(p.Confirmed), p.Persons, p.ID)
	}
	b.WriteString("\n■ 使ってはならない古い語\n")
	for _, s := range l.StaleMarks() {
		fmt.Fprintf(&b, "%s\t→ %s\t%s\t%s\t%s\n", s.Word, s.Instead, s.Reason, s.Scope, mark(s.Confirmed))
	}
	b.WriteString("\n■ 機関\n")
	for _, a := range l.Authorities() {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s確認\t%s\t%s\n", a.Name, a.Purpose, a.URL, a.CheckedOn.Seireki(), mark(a.Confirmed), a.ID)
	}
	b.WriteString("\n■ 未施行の改正\n")
	for _, a := range l.Pending() {
		when := a.From.Wareki()
		if a.From.IsZero() {
			when = "遅くとも" + a.Latest.Wareki()
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", when, a.Title, a.Content, mark(a.Confirmed))
	}
	golden(t, "testdata/values.golden", b.String())
}
