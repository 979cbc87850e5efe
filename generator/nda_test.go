package generator

import (
	"strings"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

const nda = "nda"

// ndaText renders the clauses of a sample with options.
func ndaText(t *testing.T, g *Generator, name string, options map[string]any, facts map[string]any) string {
	t.Helper()
	tree := sample(t, name).Tree()
	tree["documents"] = []any{map[string]any{"kind": nda, "options": options}}
	for key, value := range facts {
		tree["profile"].(map[string]any)[key] = value
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, nda, Text)
	if err != nil {
		t.Fatal(err)
	}
	return string(res.Files[0].Bytes)
}

var otherParty = map[string]any{"name": "架空システム株式会社", "address": "東京都港区架空町1番1号", "representative": "代表取締役　架空 次郎"}

// TestNDAOptions: every option changes what it is there to change.
func TestNDAOptions(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	always := []string{
		"善良な管理者の注意", "前項の規定は、個人情報等については適用しない", "故意又は重大な過失",
		"専属的合意管轄裁判所とする", "24時間以内", "複数の要素による認証",
	}
	tests := []struct {
		name          string
		options       map[string]any
		facts         map[string]any
		there, absent []string
	}{
		{
			name:    "attached and mutual are the default",
			options: map[string]any{},
			there: []string{
				"業務委託契約に係る機密保持条項\n", "この条項を付した契約書に記名する受託者（以下「乙」という。）", "甲及び乙が相互に開示する", "機密情報を開示した者を「開示者」",
				"別表第2　乙が開示する機密情報", "7日前まで", "原契約が終了するまで効力を有する", "5年間効力を有する", "委託料相当額", "人工知能", "（反社会的勢力の排除）",
				"さいたま地方裁判所", "（個人情報等の取扱いに関する特約）", "あらかじめその名称及び提供者を書面により甲に通知することをもって足りる", "開示者の事前の書面による承諾を得ないで、機密情報を外国で",
				"様式第1により開示者に報告", "遅滞なく、様式第1", "この条項の規定の違反によって生じた場合",
			},
			absent: []string{"覚書", "（特定個人情報の取扱いに関する特約）", "著作権", "押印", "受託データ", "委託先情報セキュリティ対策状況確認リスト"},
		},
		{
			name:    "one-way",
			options: map[string]any{"mutual": false},
			there:   []string{"甲が乙に開示する", "甲を「開示者」、乙を「受領者」という。", "別表　甲が開示する機密情報", "乙に書面により通知する"},
			absent:  []string{"相互に開示する", "乙が開示する機密情報", "これらの表"},
		},
		{
			name:    "stand-alone",
			options: map[string]any{"mode": "standalone", "counterparty": otherParty},
			there: []string{
				"機密保持に関する覚書\n", "架空システム株式会社（以下「乙」という。）とは", "締結の日から1年間効力を有する", "（覚書の作成）", "電子署名",
				"乙　代表者\t代表取締役　架空 次郎", "甲　代表者\t代表取締役社長　髙橋 太郎", "締結の日\t　　",
			},
			absent: []string{"契約書に記名する受託者", "に付し、その一部とする"},
		},
		{
			name:    "numbers in words",
			options: map[string]any{"mode": "standalone", "counterparty": otherParty, "term": "令和10年3月31日まで", "liability_cap": "金1,000万円", "survival_years": 3, "inspection_notice_days": 14, "report_due": "2026-12-25"},
			there:   []string{"締結の日から令和10年3月31日までとする", "金1,000万円を限度とする", "3年間効力を有する", "14日前まで", "令和8年12月25日までに、様式第1"},
			absent:  []string{"委託料相当額", "1年間更新", "12か月分"},
		},
		{
			name:    "everything off",
			options: map[string]any{"cap_excludes_secrecy": false, "ai_ban": false, "antisocial": false, "personal_data_clause": false, "foreign_storage": "allowed"},
			there:   []string{"あらかじめ、その国の名称", "個人情報等については、期間の定めなく"},
			absent:  []string{"人工知能", "反社会的勢力", "（個人情報等の取扱いに関する特約）", "この条項の規定の違反によって生じた場合", "次の各号に掲げる場合には適用しない"},
		},
		{
			name:    "nothing may be handed on",
			options: map[string]any{"allow_reentrust": "prohibited", "foreign_storage": "prohibited", "mynumber_clause": true},
			there:   []string{"第三者に委託し、又は第三者が提供する情報システムを利用して機密情報を取り扱ってはならない", "（特定個人情報の取扱いに関する特約）", "番号法第12条", "番号法第29条の4"},
			absent:  []string{"再委託先", "承諾を得ないで、機密情報を外国で", "番号法第10条"},
		},
		{
			name:    "My Number at every level",
			options: map[string]any{"mynumber_clause": true},
			there:   []string{"番号法第10条の規定により、最初に当該事務の委託をした者", "本人の同意があるときも、同様とする", "個人番号を記載しないこと"},
		},
		{
			name:    "development work",
			options: map[string]any{"ip_clause": true, "ip_transfer_point": "代金の支払"},
			there:   []string{"第27条に規定する翻訳権、翻案権等及び著作権法第28条", "代金の支払をもって、乙から甲に移転する", "著作者人格権を行使せず", "対価は、原契約に定める委託料に含まれる"},
		},
		{
			name:    "data of clients",
			options: map[string]any{"mynumber_clause": true},
			facts:   map[string]any{"handles_entrusted_data": true, "handles_client_my_numbers": true},
			there:   []string{"受託データ", "番号法第10条第1項の規定による当該第三者"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			txt := ndaText(t, g, "seisakusho", tt.options, tt.facts)
			for _, words := range append(always, tt.there...) {
				if !strings.Contains(txt, words) {
					t.Errorf("%q is not there", words)
				}
			}
			for _, words := range append(tt.absent, "{{", "要確認", "要記入", "第1条所定", "唯一の") {
				if strings.Contains(txt, words) {
					t.Errorf("%q is there", words)
				}
			}
		})
	}
}

// TestNDACourt: the court follows the prefecture of 甲; every prefecture has one
// that the schema knows.
func TestNDACourt(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, prefecture := range japanese.Prefectures() {
		txt := ndaText(t, g, "seisakusho", map[string]any{}, map[string]any{"address": prefecture + "架空市架空町1番1号"})
		_, rest, _ := strings.Cut(txt, "甲乙間に生じた紛争については、")
		court, _, found := strings.Cut(rest, "を第一審の専属的合意管轄裁判所とする")
		if !found {
			t.Fatalf("%s: no court", prefecture)
		}
		if txt := ndaText(t, g, "seisakusho", map[string]any{"jurisdiction_court": court}, nil); !strings.Contains(txt, court) {
			t.Errorf("%s: %s is not printed when chosen", prefecture, court)
		}
	}
}

// TestNDACounterparty: a stand-alone agreement without the other party is
// refused, and in a draft the gaps are marked.
func TestNDACounterparty(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tree := sample(t, "seisakusho").Tree()
	tree["documents"] = []any{map[string]any{"kind": nda, "options": map[string]any{"mode": "standalone"}}}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := render(t, g, input, nda, Text); err == nil {
		t.Error("a stand-alone agreement without a counterparty is not refused")
	}
	tree["output"].(map[string]any)["draft"] = true
	if input, err = profile.FromTree(tree); err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, nda, Text)
	if err != nil {
		t.Fatal(err)
	}
	if txt := string(res.Files[0].Bytes); strings.Count(txt, "要記入") < 4 || len(res.Missing) == 0 {
		t.Errorf("the draft marks %d gaps, lists %d", strings.Count(txt, "要記入"), len(res.Missing))
	}
}
