package generator

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// leakFile renders the leak procedure of a sample with options, after change
// has been made to its profile; the first file of the format.
func leakFile(t *testing.T, g *Generator, name string, change, options map[string]any, format Format) *File {
	t.Helper()
	tree := sample(t, name).Tree()
	for field, value := range change {
		tree["profile"].(map[string]any)[field] = value
	}
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

func leakText(t *testing.T, g *Generator, name string, options map[string]any, format Format) *File {
	t.Helper()
	return leakFile(t, g, name, nil, options, format)
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
	for _, c := range []struct {
		sample, self, variant string
		myNumber              bool
	}{
		{"seisakusho", "当社", "full", true}, {"seisakusho", "当社", "full", false},
		{"seisakusho", "当社", "compact", true}, {"seisakusho", "当社", "compact", false},
		{"sharoushi", "当事務所", "full", true}, {"sharoushi", "当事務所", "full", false},
		{"sharoushi", "当事務所", "compact", true}, {"sharoushi", "当事務所", "compact", false},
	} {
		variant, myNumber := c.variant, c.myNumber
		name := c.sample + "/" + variant
		if !myNumber {
			name += "/without_my_number"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			txt := string(leakText(t, g, c.sample, map[string]any{"variant": variant, "covers_mynumber": myNumber}, Text).Bytes)
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
			if !strings.Contains(txt, c.self) {
				t.Errorf("does not say %s", c.self)
			}
			for _, other := range []string{"当社", "当法人", "当院", "当事務所", "当店", "当方"} {
				if other != c.self && strings.Contains(txt, other) {
					t.Errorf("calls the organisation %s and %s", other, c.self)
				}
			}
			inOrder(t, txt, nineItems)
			for _, words := range []string{"30日", "60日", "1,000人"} {
				if !strings.Contains(txt, words) {
					t.Errorf("%s is not there", words)
				}
			}
		})
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
	longest := map[string]any{"public_sector_contract": true, "regulator": map[string]any{"delegated": true, "name": "主務大臣"}}
	for _, c := range []struct {
		name   string
		change map[string]any
	}{{"seisakusho", nil}, {"sharoushi", nil}, {"sharoushi", longest}} {
		name := c.name
		f := leakFile(t, g, name, c.change, map[string]any{"variant": "compact"}, PDF)
		before := pagesBefore(t, f.Bytes, "別紙")
		if before > 3 {
			t.Errorf("%s: %d pages before the annexes", name, before)
		}
	}
}

// TestLeakFinalPeriods: the judgement table gives 60 days for 施行規則第7条第3号
// and 報告規則第2条第2号 and 30 days for every other item of the two rules.
func TestLeakFinalPeriods(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"施行規則第7条第1号": "30日", "施行規則第7条第2号": "30日", "施行規則第7条第3号": "60日", "施行規則第7条第4号": "30日",
		"報告規則第2条第1号（イ・ロ・ハ）": "30日", "報告規則第2条第2号イ": "60日", "報告規則第2条第2号ロ": "60日", "報告規則第2条第2号ハ": "60日",
		"報告規則第2条第3号": "30日", "報告規則第2条第4号イ": "30日", "報告規則第2条第4号ロ": "30日", "報告規則第2条第4号ハ": "30日",
	}
	for _, variant := range []string{"full", "compact"} {
		txt := string(leakFile(t, g, "sharoushi", map[string]any{"public_sector_contract": true}, map[string]any{"variant": variant}, Text).Bytes)
		got := map[string]string{}
		result := ""
		for line := range strings.Lines(txt) {
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if len(cells) != 4 || !strings.HasPrefix(cells[2], "☐はい") {
				continue
			}
			if cells[3] != "同上" {
				result = cells[3]
			}
			if days := regexp.MustCompile(`確報（(\d+日)）`).FindStringSubmatch(result); days != nil {
				got[cells[1]] = days[1]
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: the judgement table gives %v, want %v", variant, got, want)
		}
	}
}

// TestLeakClientBeforeExclusion: a client is told of its data whether or not
// the event is to be reported, so the question stands before the one of
// encryption, which ends the table.
func TestLeakClientBeforeExclusion(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, variant := range []string{"full", "compact"} {
		txt := string(leakText(t, g, "sharoushi", map[string]any{"variant": variant}, Text).Bytes)
		client, encrypted := strings.Index(txt, "委託を受けて取り扱うデータか。"), strings.Index(txt, "攻撃者による暗号化は")
		if client < 0 || encrypted < 0 || client > encrypted {
			t.Errorf("%s: the client at %d, the exclusion at %d", variant, client, encrypted)
		}
	}
}

// TestLeakPublicSector: 報告規則第2条第1号 is an item of the procedure only of a
// company that works for public bodies, and its イ, ロ, ハ are marked like the others.
func TestLeakPublicSector(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, public := range []bool{true, false} {
		change := map[string]any{"public_sector_contract": public}
		full := string(leakFile(t, g, "seisakusho", change, map[string]any{"variant": "full"}, Text).Bytes)
		marks := 2 // 第2号 and 第4号
		if public {
			marks++
		}
		for _, mark := range []string{"（同号イ）", "（同号ロ）", "（同号ハ）"} {
			if n := strings.Count(full, mark); n != marks {
				t.Errorf("public %v: %s stands %d times, want %d", public, mark, n, marks)
			}
		}
		if got := strings.Contains(full, "（報告規則第2条第1号）"); got != public {
			t.Errorf("public %v: full holds 第1号: %v", public, got)
		}
		compact := string(leakFile(t, g, "seisakusho", change, map[string]any{"variant": "compact"}, Text).Bytes)
		if got := strings.Contains(compact, "（報告規則第2条第1号イ・ロ・ハ）"); got != public {
			t.Errorf("public %v: compact holds 第1号: %v", public, got)
		}
	}
}

// TestLeakDeadlineExamples are the test values of annex 6 (leak-procedure.md 4).
func TestLeakDeadlineExamples(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	txt := string(leakText(t, g, "seisakusho", map[string]any{"variant": "full"}, Text).Bytes)
	for _, row := range [][4]string{
		{"令和8年11月22日（日）", "令和8年11月24日（火）から令和8年11月26日（木）まで", "令和8年12月21日（月）", "令和9年1月20日（水）"},
		{"令和8年12月1日（火）", "令和8年12月3日（木）から令和8年12月5日（土）まで", "令和9年1月4日（月）", "令和9年1月29日（金）"},
		{"令和8年12月2日（水）", "令和8年12月4日（金）から令和8年12月6日（日）まで", "令和9年1月4日（月）", "令和9年2月1日（月）"},
	} {
		if !strings.Contains(txt, strings.Join(row[:], "\t")) {
			t.Errorf("annex 6 has no row %v", row)
		}
	}
}

// TestLeakCheckSheetOfShortLimit: with an own limit of three days or less, the
// band before the report is not longer than the limit.
func TestLeakCheckSheetOfShortLimit(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for days, band := range map[int]string{2: "速報の前", 3: "速報の前", 4: "72時間以内", 5: "72時間以内"} {
		change := map[string]any{"leak": map[string]any{"preliminary_target_days": 2, "preliminary_max_days": days}}
		txt := string(leakFile(t, g, "sharoushi", change, map[string]any{"variant": "compact"}, Text).Bytes)
		if !strings.Contains(txt, "　"+band+"\n") {
			t.Errorf("limit of %d days: no band %s", days, band)
		}
	}
}

// TestIncidentRegister: the register calls the company as the procedure does,
// and has columns on My Number and on clients only where there are any.
func TestIncidentRegister(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []bool{true, false} {
		f := leakFile(t, g, "sharoushi", map[string]any{"handles_entrusted_data": on}, map[string]any{"variant": "compact", "covers_mynumber": on}, XLSX)
		grids, err := workbook.Read(f.Bytes, workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		words := ""
		for _, row := range grids[0].Rows {
			words += strings.Join(row, "\t") + "\n"
		}
		for _, column := range []string{"特定個人情報", "委託元への通知日"} {
			if got := strings.Contains(words, column); got != on {
				t.Errorf("%v: holds %s: %v", on, column, got)
			}
		}
		if !on && strings.Contains(words, "番号法") {
			t.Error("holds 番号法 although My Number is not covered")
		}
		if !strings.Contains(words, "当事務所") || strings.Contains(words, "当方") {
			t.Error("does not call the office 当事務所")
		}
		inOrder(t, words, []string{"①概要", "②項目", "③本人の数", "④原因", "⑤二次被害", "⑥本人への対応", "⑦公表", "⑧再発防止", "⑨その他"})
	}
}
