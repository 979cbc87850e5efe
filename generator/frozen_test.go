package generator

import (
	"strings"
	"testing"

	"kitei/generator/profile"
)

// TestFrozenRevision revises an adopted regulation: the AI clause goes, joint
// use comes; every other article keeps its number.
func TestFrozenRevision(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	adopted, err := render(t, g, sample(t, "seisakusho"), "protection_regulation", Text)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []any
	before := map[string]string{}
	for _, c := range adopted.Clauses {
		if strings.HasSuffix(c.Label, "条") {
			numbers = append(numbers, map[string]any{"id": c.ID, "num": c.Num})
			before[c.ID] = c.Label
		}
	}
	tree := sample(t, "seisakusho").Tree()
	company := tree["profile"].(map[string]any)
	delete(company, "ai")
	company["joint_use"] = []any{map[string]any{
		"items": []any{"氏名", "所属"}, "members": "株式会社武蔵商事", "purpose": "取引先との連絡",
		"manager_name": "株式会社武蔵精密製作所", "manager_address": "埼玉県さいたま市大宮区見本町一丁目2番3号", "manager_rep": "代表取締役社長　髙橋 太郎",
	}}
	for _, d := range tree["documents"].([]any) {
		if e := d.(map[string]any); e["kind"] == "protection_regulation" {
			e["options"] = map[string]any{"numbering": "frozen", "adopted": numbers}
		}
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	revised, err := render(t, g, input, "protection_regulation", Text)
	if err != nil {
		t.Fatal(err)
	}
	after := map[string]string{}
	for _, c := range revised.Clauses {
		if old := before[c.ID]; strings.HasSuffix(c.Label, "条") && old != "" && old != c.Label {
			t.Errorf("%s was %s and is now %s", c.ID, old, c.Label)
		}
		after[c.ID] = c.Label
	}
	txt := string(revised.Files[0].Bytes)
	if !strings.Contains(txt, before["ai"]+"　削除") {
		t.Errorf("%s is not kept as 削除", before["ai"])
	}
	if !strings.Contains(after["joint-use"], "条の2") {
		t.Errorf("the new article is %q, not a branch number", after["joint-use"])
	}
}
