package generator

import (
	"regexp"
	"strings"
	"testing"

	"kitei/generator/profile"
)

// leakText renders the leak procedure of a sample with options.
func leakText(t *testing.T, g *Generator, name string, options map[string]any, format Format) *File {
	t.Helper()
	tree := sample(t, name).Tree()
	for _, d := range tree["documents"].([]any) {
		if e := d.(map[string]any); e["kind"] == "leak_procedure" {
			e["options"] = options
		}
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, "leak_procedure", format)
	if err != nil {
		t.Fatal(err)
	}
	return &res.Files[0]
}

// forbiddenInLeak are marks of superseded law and of the documents that the
// procedure replaces (leak-procedure.md 5).
var forbiddenInLeak = regexp.MustCompile(`第?22条の2|第?6条の[23]|平成29年.{0,20}告示|重大事態|FAX|ファクシミリ|行政手続き|Cookieポリシー`)

// nineItems are the matters of a report in the order of the rule (施行規則第8条第1項各号).
var nineItems = []string{"概要", "項目", "本人の数", "原因", "二次被害", "本人への対応", "公表", "再発防止", "その他参考"}

func TestLeakProcedure(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, variant := range []string{"full", "compact"} {
		for _, myNumber := range []bool{true, false} {
			name := variant
			if !myNumber {
				name += "/without_my_number"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				txt := string(leakText(t, g, "seisakusho", map[string]any{"variant": variant, "covers_mynumber": myNumber}, Text).Bytes)
				if bad := forbiddenInLeak.FindString(txt); bad != "" {
					t.Errorf("holds %q", bad)
				}
				if !myNumber {
					for _, word := range []string{"番号法", "特定個人情報", "個人番号"} {
						if strings.Contains(txt, word) {
							t.Errorf("holds %s although My Number is not covered", word)
						}
					}
				}
				for _, other := range []string{"当法人", "当院", "当事務所", "当店", "当方"} {
					if strings.Contains(txt, other) {
						t.Errorf("calls the company %s and 当社", other)
					}
				}
				inOrder(t, txt, nineItems)
				for _, words := range []string{"30日以内", "60日", "1,000人"} {
					if !strings.Contains(txt, words) {
						t.Errorf("%s is not there", words)
					}
				}
			})
		}
	}
}

// inOrder wants the words in this order somewhere close together.
func inOrder(t *testing.T, txt string, words []string) {
	t.Helper()
	pattern := regexp.MustCompile(`(?s)` + strings.Join(words, `.{0,160}?`))
	if !pattern.MatchString(txt) {
		t.Errorf("the nine items are not listed in the order of the rule")
	}
}

// TestLeakCompactIsShort: at most three pages before the annexes.
func TestLeakCompactIsShort(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"seisakusho", "sharoushi"} {
		f := leakText(t, g, name, map[string]any{"variant": "compact"}, PDF)
		before := pagesBefore(t, f.Bytes, "別紙")
		if before > 3 {
			t.Errorf("%s: %d pages before the annexes", name, before)
		}
	}
}
