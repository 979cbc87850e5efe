package generator

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDeadlineExamples(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	current, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := deadlineValues(current, asOf, "seireki")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"known": "2026年11月22日（日）", "preliminary": "2026年11月24日（火）から2026年11月26日（木）まで",
		"final30": "2026年12月21日（月）", "final60": "2027年1月20日（水）", "note": ""}
	if d := cmp.Diff(want, rows[0]); d != "" {
		t.Error(d)
	}
	december := rows[2].(map[string]any) // 2026-12-01: the 30th day is in the closed days of the year end
	if december["known"] != "2026年12月1日（火）" || december["final30"] != "2027年1月4日（月）" {
		t.Error(december)
	}
	if december["note"] != "30日目の2026年12月30日（水）は年末年始に当たるため、次の開庁日となる。" {
		t.Error(december["note"])
	}
}
