package generator

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/workbook"
	"kitei/templates"
)

const securityKind = "security_regulations"

// securityInput is a sample whose facts and options for the security regulations
// are changed.
func securityInput(t *testing.T, name string, facts, options map[string]any) *profile.Input {
	t.Helper()
	tree := sample(t, name).Tree()
	for k, v := range facts {
		tree["profile"].(map[string]any)[k] = v
	}
	documents := tree["documents"].([]any)
	i := slices.IndexFunc(documents, func(d any) bool { return d.(map[string]any)["kind"] == securityKind })
	if i < 0 {
		i, documents = len(documents), append(documents, map[string]any{"kind": securityKind, "effective_on": "2026-12-01"})
		tree["documents"] = documents
	}
	if options != nil {
		documents[i].(map[string]any)["options"] = options
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	return input
}

func securityText(t *testing.T, g *Generator, name string, facts, options map[string]any) string {
	t.Helper()
	res, err := render(t, g, securityInput(t, name, facts, options), securityKind, Text)
	if err != nil {
		t.Fatal(err)
	}
	return string(res.Files[0].Bytes)
}

// outdated are words of the superseded sample (security-regulations.md, end of
// the body): products, duties and advice that are no longer right.
var outdated = regexp.MustCompile(`Windows 8\.1|Internet Explorer|重大事態|ZIP ?ファイルにする|過去1年間に使用したパスワード|http://|プレビューウィンドウ|署名付きモバイルコード|RL04|McAfee|Adobe Reader|Office 201[036]|CD-R|〇〇|○○`)

// telephone is a number that only a parameter may bring in.
var telephone = regexp.MustCompile(`0\d{1,3}-\d{2,4}-\d{3,4}|#9110`)

// TestSecurityWords: whatever the size, no superseded word; no telephone number
// stands in the template.
func TestSecurityWords(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	src, err := templates.FS.ReadFile("security_regulations.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := telephone.Find(src); n != nil {
		t.Errorf("the template holds the number %s", n)
	}
	for scale, staff := range map[string]int{"small": 8, "standard": 30, "large": 480} {
		text := securityText(t, g, "zenbu", map[string]any{"employee_count": staff}, nil)
		if bad := outdated.FindString(text); bad != "" {
			t.Errorf("%s: holds %q", scale, bad)
		}
	}
}

// headingOf finds the parts of a text: 「3.　情報資産管理」.
var headingOf = regexp.MustCompile(`(?m)^(\d+)\.　`)

// TestSecuritySections: the parts chosen are there with their fixed numbers, and
// nothing names the others.
func TestSecuritySections(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, chosen := range [][]int{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {3, 6, 9}, {10}, {1, 11}} {
		var sections []any
		for _, n := range chosen {
			sections = append(sections, n)
		}
		text := securityText(t, g, "zenbu", nil, map[string]any{"sections": sections})
		var got []int
		for _, m := range headingOf.FindAllStringSubmatch(text, -1) {
			got = append(got, atoi(m[1]))
		}
		if !slices.Equal(got, chosen) {
			t.Errorf("parts %v, want %v", got, chosen)
		}
		for _, m := range regexp.MustCompile(`「(\d+)\.\d* `).FindAllStringSubmatch(text, -1) {
			if !slices.Contains(chosen, atoi(m[1])) {
				t.Errorf("%v: names %s", chosen, m[0])
			}
		}
	}
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// TestSecurityScale: what a size has and has not.
func TestSecurityScale(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name       string
		facts      map[string]any
		there, not []string
	}{
		{"shinryojo", solo, []string{"代表者（全役割）", "同居の家族"}, []string{"情報セキュリティ委員会", "部門長", "付き添う", "管理者に連絡", "派遣労働者", "二人で", "発見者", "来訪者証", "委託先管理責任者", "配置の変更", "個々の従業者", "許可を受け、持ち出す者", "登録した者に限る"}},
		{"seisakusho", map[string]any{"employee_count": 12, "has_departments": false, "departments": nil, "auditor": nil}, []string{"6か月に1回以上、管理者", "二人で宛先"}, []string{"情報セキュリティ委員会", "部門長", "代表者（全役割）", "ガス式"}},
		{"seisakusho", nil, []string{"情報セキュリティ委員会", "部門長", "6か月に1回以上開催"}, []string{"代表者（全役割）", "ガス式", "四半期ごと"}},
		{"zenbu", nil, []string{"四半期ごとに1回以上開催", "サーバ室の施錠", "ガス式の消火設備", "来訪者証", "来訪者用の無線LAN", "脆弱性の診断"}, []string{"代表者（全役割）"}},
	} {
		text := securityText(t, g, tt.name, tt.facts, nil)
		for _, words := range tt.there {
			if !strings.Contains(text, words) {
				t.Errorf("%s %v: %q is not there", tt.name, tt.facts["employee_count"], words)
			}
		}
		for _, words := range tt.not {
			if strings.Contains(text, words) {
				t.Errorf("%s %v: %q is there", tt.name, tt.facts["employee_count"], words)
			}
		}
	}
}

// solo are the facts that the one-person sample lacks for these regulations.
var solo = map[string]any{
	"employee_count":    0,
	"zones":             []any{map[string]any{"level": 2, "rooms": []any{"診察室"}}},
	"incident_contacts": []any{map[string]any{"role": "院長"}},
}

// TestSecurityToggles: each switch gives its own rule, and the sample's
// contradiction about own devices is gone.
func TestSecurityToggles(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	technical := func(key string, value any) map[string]any {
		m := map[string]any{"mfa": true, "mdm": false, "remote_work": false, "byod": "no", "usb": "no", "file_send": "cloud_link"}
		m[key] = value
		return map[string]any{"technical": m}
	}
	for _, tt := range []struct {
		facts      map[string]any
		there, not string
	}{
		{technical("byod", "no"), "業務に用い、又は内部のネットワーク", "私物の機器を業務に用いる者"},
		{technical("byod", "approved_only"), "機密性2又は1の情報を機器に保存しないこと", "（MDM）に登録し"},
		{technical("usb", "no"), "使用を禁止する（バックアップに用いるものを除く。）", "貸与する暗号化"},
		{technical("usb", "approved_only"), "貸与する暗号化", "使用を禁止する（"},
		{technical("usb", "yes"), "暗号化し、又はパスワードを設定して用いる", "貸与する暗号化"},
		{technical("file_send", "cloud_link"), "電話等により知らせる方法は、用いない", "別の経路"},
		{technical("file_send", "password_other_route"), "別の経路（電話、SMS等）により知らせる方法", "電話等により知らせる方法は、用いない"},
		{technical("file_send", "none"), "別の経路（電話、SMS等）により知らせる方法", "電話等により知らせる方法は、用いない"},
		{map[string]any{"technical": map[string]any{"remote_work": true, "byod": "no"}}, "当社が貸与した機器だけを", "許可した機器"},
		{map[string]any{"technical": map[string]any{"remote_work": true, "byod": "approved_only"}}, "貸与し、又は許可した機器だけを", ""},
		{map[string]any{"pledge": map[string]any{"required": "none"}}, "理解したことの確認を受ける", "誓約書"},
		{technical("remote_work", true), "テレワーク（自宅", ""},
		{technical("remote_work", false), "", "テレワーク"},
		{map[string]any{"ai": map[string]any{"uses": false}, "approved_ai": nil}, "生成AIのサービスを利用してはならない", "生成AIのサービスは、別表"},
		{map[string]any{"outsourcing": map[string]any{"uses": false}, "contractors": nil, "mynumber": nil}, "取扱いの委託を行わない", "あらかじめ書面（電磁的"},
	} {
		text := securityText(t, g, "seisakusho", tt.facts, nil)
		if !strings.Contains(text, tt.there) {
			t.Errorf("%v: %q is not there", tt.facts, tt.there)
		}
		if tt.not != "" && strings.Contains(text, tt.not) {
			t.Errorf("%v: %q is there", tt.facts, tt.not)
		}
	}
}

// TestSecurityPosts: somebody who holds several posts stands in one row.
func TestSecurityPosts(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := securityText(t, g, "seisakusho", nil, nil)
	if strings.Contains(text, "\n総務部長\tインシデント対応責任者") {
		t.Error("one holder has two rows")
	}
	if !strings.Contains(text, "総務部長\t教育責任者、インシデント対応責任者、") {
		t.Error("the posts of one holder are not together")
	}
}

// TestSoftwareInSupport: on no day is a product listed whose support has ended,
// and the day of an unconfirmed row stands in drafts only.
func TestSoftwareInSupport(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	current, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []japanese.Date{asOf, {Year: 2027, Month: 10, Day: 12}, {Year: 2027, Month: 10, Day: 13}, {Year: 2040, Month: 1, Day: 1}} {
		listed, ended := softwareValues(current, day, true)
		if len(listed) == 0 || len(ended) == 0 {
			t.Errorf("%s: %d listed, %d ended", day, len(listed), len(ended))
		}
		for _, v := range listed {
			if eol := textOf(v.(map[string]any), "eol"); eol != "" && eol < day.String() {
				t.Errorf("%s: listed although support ended on %s", day, eol)
			}
		}
	}
	final, _ := softwareValues(current, asOf, false)
	for _, v := range final {
		if m := v.(map[string]any); m["confirmed"] == false && m["eol"] != "" {
			t.Errorf("%v: an unconfirmed day is printed", m["id"])
		}
	}
	for _, tt := range []struct {
		day  japanese.Date
		want bool
	}{{asOf, false}, {japanese.Date{Year: 2027, Month: 10, Day: 12}, false}, {japanese.Date{Year: 2027, Month: 10, Day: 13}, true}} {
		report, err := Lint(nil, nil, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(report.Faults, func(f document.Fault) bool { return f.Code == "unsupported_software" })
		if found != tt.want {
			t.Errorf("%s: found %v, want %v", tt.day, found, tt.want)
		}
	}
}

// TestAssetRegister: the registers take rows from the profile, hold no formula,
// and are the same bytes every time.
func TestAssetRegister(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	input := securityInput(t, "zenbu", map[string]any{"systems": []any{
		map[string]any{"name": "=1+1", "vendor": "@架空", "kind": "onprem", "data_class": 1, "handles_numbers": true, "owner": "管理本部"},
	}}, nil)
	var first []byte
	for range 2 {
		res, err := render(t, g, input, securityKind, XLSX)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Files) != 2 || res.Files[0].Part != "asset_register" || res.Files[1].Part != "cloud_services" {
			t.Fatalf("files %v", res.Files)
		}
		if first != nil && !bytes.Equal(first, res.Files[0].Bytes) {
			t.Error("the same register gives other bytes")
		}
		first = res.Files[0].Bytes
	}
	grids, err := workbook.Read(first, workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, row := range grids[0].Rows {
		words = append(words, strings.Join(row, "|"))
	}
	all := strings.Join(words, "\n")
	for _, want := range []string{"|=1+1に保存した情報|管理本部||電子データ（自社設備）|@架空|||あり||1 社外秘"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	if strings.Contains(string(first), "vbaProject") {
		t.Error("holds a macro")
	}
	if len(grids) != 2 || grids[1].Name != "区分の基準" {
		t.Error("the sheet of the classes is not there")
	}
}

// TestSecurityDefinitions: a role that a part names is defined, also when the
// part that lays down the roles is left out.
func TestSecurityDefinitions(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, chosen := range [][]any{{1, 2, 3, 4, 5, 6, 7, 9, 10, 11}, {2}, {3}, {6}, {7}, {9}, {10}} {
		text := securityText(t, g, "seisakusho", nil, map[string]any{"sections": chosen})
		for _, role := range []string{"教育責任者", "インシデント対応責任者", "クラウド・AI利用管理者", "委託先管理責任者", "個人情報取扱責任者"} {
			if strings.Contains(text, role) && !strings.Contains(text, "\n"+role+"\t") {
				t.Errorf("parts %v: %s is not defined", chosen, role)
			}
		}
	}
}

// TestUnconfirmedAuthorities: an address that nobody confirmed stands in drafts
// only, and says so there.
func TestUnconfirmedAuthorities(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := securityText(t, g, "seisakusho", nil, nil)
	if strings.Contains(text, "要確認") || !strings.Contains(text, "https://www.ppc.go.jp/personalinfo/legal/leakAction/") {
		t.Error("a final document has an unconfirmed address, or lacks the confirmed one")
	}
}
