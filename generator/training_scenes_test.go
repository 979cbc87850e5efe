package generator

import (
	"strings"
	"testing"
)

// TestTrainingFollowsTheRules: handout and slides say of storage media and
// generative AI what the company's regulations say.
func TestTrainingFollowsTheRules(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	media := func(v string) map[string]any { return map[string]any{"technical": map[string]any{"usb": v}} }
	ai := func(uses bool, input string) map[string]any {
		m := map[string]any{"uses": uses}
		if uses {
			m = map[string]any{"uses": true, "kinds": []any{"internal_drafting"}, "personal_data_input": input, "trains_on_input": "no"}
		}
		return map[string]any{"ai": m, "approved_ai": nil}
	}
	for _, tt := range []struct {
		kind       string
		facts      map[string]any
		there, not string
	}{
		{"training_handout", media("no"), "データを媒体に入れて渡しません", "中身を暗号化し、渡した相手"},
		{"training_handout", media("yes"), "中身を暗号化して使い、", "許可を受けたものだけを使い、"},
		{"training_slides", media("yes"), "USBメモリ　中身を暗号化して使います。", "USBメモリ　許可"},
		{"training_handout", ai(true, "prohibited"), "どのサービスにも入力しません", "承認された用途"},
		{"training_handout", ai(true, "approved_only"), "承認された用途のほかには入力しません", "どのサービスにも"},
		{"training_handout", ai(false, ""), "必要が生じたときは、先に相談します", "承認されたサービスだけを使います。お客様"},
		{"training_slides", ai(true, "prohibited"), "どのAIにも入力しません", "承認された用途"},
		{"training_slides", ai(false, ""), "生成AI　仕事で使いません", "どのAIにも"},
		{"training_handout", map[string]any{}, "機器の電源を切ったり、再起動や初期化をしたりしないこと", "2026年11月22日版"},
	} {
		text := trainingText(t, g, "seisakusho", tt.kind, tt.facts, nil)
		if !strings.Contains(text, tt.there) || strings.Contains(text, tt.not) {
			t.Errorf("%s %v: %q is not there, or %q is", tt.kind, tt.facts, tt.there, tt.not)
		}
	}
}
