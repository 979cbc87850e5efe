package generator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	policy     = "privacy_policy"
	regulation = "protection_regulation"
)

var bothKinds = []string{policy, regulation}

// selfTerms are the words by which an organisation calls itself; a document has
// one of them only.
var selfTerms = []string{"当社", "当法人", "当組合", "当事務所", "当院", "当店", "当会", "当方"}

// expectation is what the text of a profile must and must not say.
type expectation struct {
	self               string
	policy, regulation []string // words that are there
	both               []string // in both documents
	notPolicy, notBoth []string
	notRegulation      []string
	missing            []string
	refusedFields      []string
}

// profiles are the test profiles of the specification of the parameters
// (params-a.md 11), in its order.
var profiles = map[string]expectation{
	"p01": { // a company with departments, a website and an American cloud; no cameras
		self:       "当社",
		both:       []string{"株式会社試験製作所"},
		policy:     []string{"アメリカ合衆国", "代表取締役　試験 太郎", "2022年4月1日", "外的環境の把握", "Cookie"},
		regulation: []string{"（部門長の責務）", "（外的環境の把握）", "総務部長をもって充てる", "令和9年1月1日から施行する"},
		notBoth:    []string{"防犯カメラ", "カメラにより", "共同利用について"},
		notPolicy:  []string{"最終改定日"},
	},
	"p02": { // a sharoushi: entrusted data, so not a small operator although two work there
		self:       "当事務所",
		both:       []string{"しけん社会保険労務士事務所", "試験 花子"},
		policy:     []string{"所長　試験 花子", "委託元の従業員等の個人情報", "氏名及び住所は", "お求めに応じて、遅滞なくお答えします", "委託元"},
		regulation: []string{"（個人データ取扱台帳等）", "管理区域", "委託元に報告しなければならない"},
		notBoth:    []string{"当社", "取締役", "法人番号"},
		notPolicy:  []string{"埼玉県さいたま市", "見本町2番2号", "ウェブサイト"},
	},
	"p03": { // 理事長 in place of 代表理事; no 就業規則
		self:       "当法人",
		both:       []string{"一般社団法人試験協会", "理事長"},
		policy:     []string{"理事長　試験 次郎", "事業のための利用", "調査及び分析のための利用"},
		regulation: []string{"雇用契約"},
		notBoth:    []string{"代表理事", "就業規則", "取締役"},
	},
	"p04": { // two clinics with a contact each
		self:       "当法人",
		both:       []string{"医療法人社団試験会", "理事長"},
		policy:     []string{"患者", "第一クリニックに関すること", "第二クリニックに関すること", "043-000-0041", "043-000-0042", "医療・介護関係事業者における個人情報の適切な取扱いのためのガイダンス"},
		regulation: []string{"独立した第三者", "職員"},
		notBoth:    []string{"当院", "代表取締役"},
	},
	"p05": { // a name of 120 characters, seven contacts
		self:      "当法人",
		both:      []string{"特定非営利活動法人試験地域見守り子育て高齢者福祉環境保全国際交流文化芸術振興防災減災まちづくり多文化共生学習支援居場所づくり就労支援食料支援移動支援情報発信人材育成相互扶助推進ネットワーク協議会連合会全国本部東日本統括本部関東信越統括事務局"},
		policy:    []string{"本部窓口", "会員係", "採用係", "宇都宮支部窓口", "前橋支部窓口", "甲府支部窓口", "長野支部窓口"},
		notBoth:   []string{"当社", "取締役"},
		notPolicy: []string{"患者"},
	},
	"p06": { // half-width name, variant characters kept as typed
		self:       "当社",
		both:       []string{"ABC&D Holdings株式会社", "髙橋 﨑子"},
		regulation: []string{"𠮷野"},
		notBoth:    []string{"高橋", "崎子", "吉野", "取締役会", "ＡＢＣ"},
	},
	"p07": { // a company that represents another: 職務執行者
		self:       "当社",
		both:       []string{"合同会社試験不動産", "職務執行者"},
		policy:     []string{"職務執行者　試験 五郎"},
		regulation: []string{"業務執行社員"},
		notBoth:    []string{"取締役"},
	},
	"p08": { // a physician alone
		self:          "当院",
		both:          []string{"試験眼科", "試験 六郎"},
		policy:        []string{"院長　試験 六郎"},
		regulation:    []string{"（事業主の責務）", "（知識の習得）"},
		notBoth:       []string{"当法人", "当社", "取締役", "理事長"},
		notRegulation: []string{"（個人情報取扱担当者）", "（監督及び教育研修）", "（従業者の責務）"},
	},
	"p09": { // five revisions on the borders of the eras, the last not yet in force
		self:       "当社",
		both:       []string{"昭和64年1月7日", "平成元年1月8日", "平成31年4月30日", "令和元年5月1日"},
		policy:     []string{"昭和元年12月25日", "令和8年11月22日"},
		regulation: []string{"令和9年4月1日から施行する", "昭和2年1月1日から施行する"},
		notBoth:    []string{"平成1年", "令和1年", "昭和1年", "1989年", "2019年"},
	},
	"p10": { // everything on
		self:       "当社",
		policy:     []string{"オプトアウト", "共同利用", "外国にある第三者", "個人関連情報", "仮名加工情報", "匿名加工情報", "AIの利用", "未成年の方", "カメラによる撮影", "外国の法令", "認定個人情報保護団体", "電気通信事業法", "顔の特徴"},
		regulation: []string{"個人関連情報", "仮名加工情報", "匿名加工情報", "共同利用", "AI", "特定個人情報", "個人情報保護管理者", "様式"},
		notBoth:    []string{"個人情報取扱責任者"},
	},
	"p11": { // everything off
		self:          "当社",
		both:          []string{"株式会社試験商会", "代表取締役"},
		policy:        []string{"行っていません"},
		notBoth:       []string{"共同利用について", "仮名加工情報を", "匿名加工情報を", "AI", "カメラ", "番号法", "特定個人情報", "ウェブサイトへの掲載", "取締役会"},
		notPolicy:     []string{"Cookie", "要配慮個人情報を取得", "外国にある第三者"},
		notRegulation: []string{"別表", "様式第", "（部門長の責務）", "（外的環境の把握）", "就業規則"},
	},
	"p12": { // a SaaS with many contractors
		self:       "当社",
		both:       []string{"株式会社試験クラウド"},
		policy:     []string{"アメリカ合衆国", "ドイツ", "電気通信事業法", "同等の水準", "相当措置", "株式会社試験教育", "学年、学習した教材、学習の時間", "16歳未満", "委託元"},
		regulation: []string{"（個人データ取扱台帳等）", "匿名加工情報", "代表取締役CEO"},
		notPolicy:  []string{"仮名加工情報の取扱い", "オプトアウトによる第三者への提供"},
	},
	"p13": { // the only director is also the responsible person: nobody reports to himself
		self:          "当社",
		both:          []string{"株式会社試験企画"},
		regulation:    []string{"代表者をもってこれに充てる"},
		notRegulation: []string{"代表者に報告しなければならない", "代表取締役に報告しなければならない", "個人情報取扱責任者及び代表者", "代表者への提案", "取締役会"},
	},
	"p14": { // the name of the representative is missing: a draft marks it
		self:          "当社",
		both:          []string{"株式会社試験工業"},
		policy:        []string{"【要記入：代表者氏名】"},
		missing:       []string{"/profile/rep_name"},
		refusedFields: []string{"/profile/rep_name"},
	},
}

var newGenerator = sync.OnceValues(generator.New)

// TestProfiles renders both documents of every test profile and compares the
// text with what the profile is there to show, and with its golden file.
func TestProfiles(t *testing.T) {
	gen, err := newGenerator()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/profiles/*.yaml")
	if err != nil || len(files) != len(profiles) {
		t.Fatalf("%d profiles, %d expectations (%v)", len(files), len(profiles), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, known := profiles[name]
			if !known {
				t.Fatal("no expectation")
			}
			if len(want.refusedFields) > 0 {
				refused(t, gen, data, want.refusedFields)
			}
			results := renderText(t, gen, file, data)
			for kind, res := range results {
				text := string(res.Files[0].Bytes)
				wellFormed(t, kind, text, want.self)
				compare(t, kind, text, want)
				var missing []string
				for _, m := range res.Missing {
					missing = append(missing, m.Pointer)
				}
				if !slices.Equal(missing, want.missing) {
					t.Errorf("%s: missing %v, want %v", kind, missing, want.missing)
				}
				if len(want.missing) == 0 && strings.Contains(text, "要記入") {
					t.Errorf("%s: a blank is left in a finished document", kind)
				}
				golden(t, filepath.Join("testdata/golden", name+"."+kind+".txt"), res.Files[0].Bytes)
			}
		})
	}
}

// TestSamplesRendered renders the samples and compares them with the texts that
// `make samples` left in samples/rendered.
func TestSamplesRendered(t *testing.T) {
	gen, err := newGenerator()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../samples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples (%v)", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join("../samples/rendered", name)
			stale, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
			for kind, res := range renderText(t, gen, file, data) {
				for _, f := range res.Files {
					wellFormed(t, kind, string(f.Bytes), "")
					if len(res.Missing) > 0 || strings.Contains(string(f.Bytes), "要記入") {
						t.Errorf("%s: a sample has a blank", kind)
					}
					path := filepath.Join(dir, f.Name)
					stale = slices.DeleteFunc(stale, func(s string) bool { return s == path })
					rendered, err := os.ReadFile(path)
					switch {
					case err != nil:
						t.Errorf("%v: run make samples", err)
					case !bytes.Equal(rendered, f.Bytes):
						t.Errorf("%s is not up to date: run make samples\n%s", path, difference(string(rendered), string(f.Bytes)))
					}
				}
			}
			if len(stale) > 0 {
				t.Errorf("%v belong to no document: run make samples", stale)
			}
		})
	}
}

// renderText renders both kinds of an input to text.
func renderText(t *testing.T, gen *generator.Generator, file string, data []byte) map[string]*generator.Result {
	t.Helper()
	input, err := profile.Decode(filepath.Base(file), data)
	if err != nil {
		t.Fatalf("%s: %v", file, describe(err))
	}
	kinds := input.Kinds()
	if len(kinds) < 2 || !slices.Equal(kinds[:2], bothKinds) {
		t.Fatalf("%s: documents %v", file, kinds)
	}
	asOf, ok := input.AsOf()
	if !ok {
		t.Fatalf("%s: no output.as_of", file)
	}
	run := profile.Run{AsOf: asOf, Kinds: kinds}
	if faults, _ := input.Check(run); len(faults) > 0 {
		t.Fatalf("%s: %v", file, describe(faults))
	}
	out := map[string]*generator.Result{}
	for _, kind := range kinds {
		if info, _ := generator.KindOf(kind); !slices.Contains(info.Formats, generator.Text) {
			continue // a workbook alone
		}
		res, err := gen.Render(context.Background(), generator.Request{Input: input, Kind: kind, Formats: []generator.Format{generator.Text}, Run: run})
		if err != nil {
			t.Fatalf("%s: %s: %v", file, kind, describe(err))
		}
		out[kind] = res
	}
	return out
}

// refused checks that the profile is refused when no draft is asked for, and for
// the named fields only.
func refused(t *testing.T, gen *generator.Generator, data []byte, fields []string) {
	t.Helper()
	final := bytes.ReplaceAll(data, []byte("draft: true"), []byte("draft: false"))
	if bytes.Equal(final, data) {
		t.Error("the profile does not ask for a draft")
	}
	input, err := profile.Decode("final.yaml", final)
	if err != nil {
		t.Fatal(describe(err))
	}
	asOf, _ := input.AsOf()
	for _, kind := range bothKinds {
		_, err := gen.Render(context.Background(), generator.Request{
			Input: input, Kind: kind, Formats: []generator.Format{generator.Text},
			Run: profile.Run{AsOf: asOf, Kinds: bothKinds},
		})
		var faults profile.Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: not refused: %v", kind, err)
			continue
		}
		var got []string
		for _, f := range faults {
			if f.Code != "required" {
				t.Errorf("%s: %s is refused with %q, want required", kind, f.Pointer, f.Code)
			}
			got = append(got, f.Pointer)
		}
		if !slices.Equal(got, fields) {
			t.Errorf("%s: refused for %v, want %v", kind, got, fields)
		}
	}
}

// describe spells out faults, which hide their words from logs.
func describe(err error) string {
	var faults profile.Faults
	if !errors.As(err, &faults) {
		return err.Error()
	}
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "\n  %s [%s] %s", f.Pointer, f.Code, f.MessageJA)
	}
	return b.String()
}

func compare(t *testing.T, kind, text string, want expectation) {
	t.Helper()
	there, absent := slices.Concat(want.both, want.policy), want.notPolicy
	switch kind {
	case policy:
	case regulation:
		there, absent = slices.Concat(want.both, want.regulation), want.notRegulation
	default: // what the other kinds must say stands in their own tests
		there, absent = nil, nil
	}
	for _, words := range there {
		if !strings.Contains(text, words) {
			t.Errorf("%s: %q is not there", kind, words)
		}
	}
	for _, words := range slices.Concat(want.notBoth, absent) {
		if i := strings.Index(text, words); i >= 0 {
			t.Errorf("%s: %q is there: %s", kind, words, lineAt(text, i))
		}
	}
}

func lineAt(text string, i int) string {
	start := strings.LastIndexByte(text[:i], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	return line
}

// golden compares with a file, or rewrites it under -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v: run go test ./generator -update and read the diff", err)
		return
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs: run go test ./generator -update and read the diff\n%s", path, difference(string(want), string(got)))
	}
}

// difference shows the first line that differs.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, x, y)
		}
	}
	return ""
}
