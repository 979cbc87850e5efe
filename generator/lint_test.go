package generator

import (
	"strings"
	"testing"
	"testing/fstest"
)

const lintFront = "---\nkind: protection_regulation\ntitle: 規程\nnumbering: articles\nlaw_checked_on: 2026-11-22\n---\n"

func lintOne(t *testing.T, src, points string) *LintReport {
	t.Helper()
	folder := fstest.MapFS{"x.md": {Data: []byte(src)}}
	var report *LintReport
	var err error
	if points == "" {
		report, err = Lint(folder, nil, asOf)
	} else {
		report, err = Lint(folder, fstest.MapFS{"protection_regulation.yaml": {Data: []byte(points)}}, asOf)
	}
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestLintFinds: every kind of fault that lint promises, with its place.
func TestLintFinds(t *testing.T) {
	article := "### （目的） {#purpose}\n\n"
	tests := []struct{ name, src, points, want string }{
		{"unknown field", lintFront + article + "{{no_such}}\n", "", "templates/x.md:9:1: unknown_field"},
		{"reference that can dangle", lintFront + article + "[[b]]\n\n::: when has_departments\n### （乙） {#b}\n\n乙\n:::\n", "", "templates/x.md:9:1: dangling"},
		{"typed article number", lintFront + article + "法第二十六条\n", "", "templates/x.md:9:2: typed_number"},
		{"unknown citation", lintFront + article + "{{law:appi.999}}\n", "", "templates/x.md:9:1: bad_citation"},
		{"paragraph that the table does not list", lintFront + article + "{{law:appi.23.9}}\n", "", "templates/x.md:9:1: bad_citation"},
		{"citation of a source attribute", lintFront + article + "甲 {law=appi.999}\n", "", "templates/x.md:9:1: bad_citation"},
		{"template older than the row", strings.Replace(lintFront, "2026-11-22", "2026-11-01", 1) + article + "{{law:appi.23}}\n", "", "templates/x.md:9:1: stale_citation"},
		{"day outside the table", strings.Replace(lintFront, "2026-11-22", "2024-01-01", 1) + article + "甲\n", "", "templates/x.md:1:1: stale"},
		{"word that the law left behind", lintFront + article + "懲役に処する。\n", "", "templates/x.md:9:1: stale_word"},
		{"name of the company typed", lintFront + article + "すべて当社の\n", "", "templates/x.md:9:4: forbidden_word"},
		{"gap left open", lintFront + article + "〇〇株式会社\n", "", "templates/x.md:9:1: forbidden_word"},
		{"heading without content", lintFront + "### （目的） {#purpose}\n", "", "templates/x.md:7:1: empty"},
		{"clause that no point names", lintFront + article + "甲\n", "kind: protection_regulation\npoints:\n  - {point: 甲, left_out: 見本}\n", "templates/x.md:7:1: coverage"},
		{"point that names no clause", lintFront + article + "甲\n", "kind: protection_regulation\npoints:\n  - {point: 甲, clauses: [purpose, nothing]}\n", "docs/coverage/protection_regulation.yaml:1:1: coverage"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report := lintOne(t, tt.src, tt.points)
			if got := report.Faults.Error(); !strings.Contains(got, tt.want) {
				t.Errorf("got\n%s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestLintOfTheProject: the embedded templates have no fault.
func TestLintOfTheProject(t *testing.T) {
	report, err := Lint(nil, nil, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Faults.Err(); err != nil {
		t.Error(err)
	}
	if report.Templates == 0 || report.Citations == 0 {
		t.Errorf("nothing was looked at: %s", report)
	}
}
