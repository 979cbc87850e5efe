package generator

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kitei/generator/profile"
)

// myNumberText renders a My Number document of a sample as text, with facts of
// its profile changed.
func myNumberText(t *testing.T, g *Generator, name, kind string, change map[string]any) string {
	t.Helper()
	tree := sample(t, name).Tree()
	facts := tree["profile"].(map[string]any)
	maps.Copy(facts, change)
	if draft, ok := facts["draft"]; ok {
		delete(facts, "draft")
		tree["output"].(map[string]any)["draft"] = draft
	}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, kind, Text)
	if err != nil {
		t.Fatal(err)
	}
	return string(res.Files[0].Bytes)
}

// forbiddenInMyNumber are marks of superseded law (mynumber-rules.md E).
var forbiddenInMyNumber = regexp.MustCompile(`番号法第9条第3項|11号から14号|重大事態|(?:^|[^資格])健康保険証|保有期間6|6か?月以内に消去|独立行政法人等個人情報保護法|第19条第11号|電話番号等により知覚によっては認識`)

// twelveDigits is what no document may hold: digits alone or parted as on the card.
var twelveDigits = regexp.MustCompile(`[0-9０-９]{12}|[0-9０-９]{4}[ 　-][0-9０-９]{4}[ 　-][0-9０-９]{4}`)

var myNumberSamples = []string{"seisakusho", "sharoushi", "zenbu"}

func TestMyNumberWords(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range myNumberSamples {
		for _, kind := range []string{"mynumber_policy", "mynumber_rules"} {
			for _, draft := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s/draft=%t", name, kind, draft), func(t *testing.T) {
					t.Parallel()
					txt := myNumberText(t, g, name, kind, map[string]any{"draft": draft})
					if bad := forbiddenInMyNumber.FindString(txt); bad != "" {
						t.Errorf("holds %q", bad)
					}
					if bad := twelveDigits.FindString(txt); bad != "" {
						t.Error("holds twelve digits in a row")
					}
					if kind == "mynumber_rules" && strings.Contains(txt, "要確認") != draft {
						t.Errorf("marks what is not confirmed: %t, want %t", !draft, draft)
					}
				})
			}
		}
	}
}

// TestMyNumberRelief: the lighter measures stand there iff the computed flag
// says so; who handles numbers on entrustment never gets them.
func TestMyNumberRelief(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		sample string
		change map[string]any
		relief bool
	}{
		{"hundred_employees", "seisakusho", map[string]any{"employee_count": 100}, true},
		{"hundred_and_one", "seisakusho", map[string]any{"employee_count": 101}, false},
		{"more_than_5000_persons", "seisakusho", map[string]any{"peak_individuals_6m": 5001}, false},
		{"finance", "seisakusho", map[string]any{"industry": "J"}, false},
		{"numbers_of_clients", "seisakusho", map[string]any{"handles_client_my_numbers": true}, false},
		{"sharoushi_of_two", "sharoushi", nil, false},
		{"large", "zenbu", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			txt := myNumberText(t, g, tt.sample, "mynumber_rules", tt.change)
			for words, light := range map[string]bool{
				"中小規模事業者": true, "かばんに入れて搬送": true, "取扱いの状況が分かる記録を保存する": true,
				"必要最小限の権限を付与": false, "データの暗号化、パスワードによる保護": false, "アクセスする権限を有する者": false,
			} {
				if got := strings.Contains(txt, words); got != (light == tt.relief) {
					t.Errorf("%s: %t, relief %t", words, got, tt.relief)
				}
			}
		})
	}
}

// TestMyNumberRetention: a row of the table iff its office is ticked; a number
// of years that nobody confirmed only in a draft.
func TestMyNumberRetention(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		purpose string
		rows    []string
	}{
		{"fee_payment_report", []string{"源泉徴収票等の控え"}},
		{"emp_dependents_declaration", []string{"給与所得者の扶養控除等（異動）申告書\t7年"}},
		{"emp_deduction_declaration", []string{"年末調整に係るその他の申告書\t"}},
		{"emp_retirement_declaration", []string{"退職所得の受給に関する申告書\t法令"}},
		{"emp_zaikei", []string{"財産形成非課税住宅貯蓄申込書等\t"}},
		{"emp_health_pension", []string{"健康保険に関する書類\t", "厚生年金保険に関する書類\t"}},
		{"emp_employment_insurance", []string{"雇用保険の被保険者に関する書類\t"}},
		{"emp_workers_accident", []string{"労災保険に関する書類\t"}},
		{"fam_dependent_notice", []string{"健康保険に関する書類\t"}},
		{"emp_corporate_pension", nil},
	}
	all := map[string]bool{}
	for _, tt := range tests {
		for _, r := range tt.rows {
			all[r] = true
		}
	}
	years := regexp.MustCompile(`[0-9]+年`)
	for _, tt := range tests {
		t.Run(tt.purpose, func(t *testing.T) {
			t.Parallel()
			txt := myNumberText(t, g, "seisakusho", "mynumber_rules", map[string]any{"mynumber": map[string]any{"purposes": []any{tt.purpose}}})
			from := strings.LastIndex(txt[:strings.Index(txt, "別表第4　")], "別表第3")
			table := txt[from:strings.Index(txt, "別表第4　")]
			for row := range all {
				if got := strings.Contains(table, row); got != slices.Contains(tt.rows, row) {
					t.Errorf("%q is there: %t", row, got)
				}
			}
			if n := len(years.FindAllString(table, -1)); n > 2 {
				t.Errorf("%d numbers of years: only confirmed and own ones may be printed", n)
			}
		})
	}
}

// TestMyNumberPurposesAgree: the law's table of offices and the schema list the same.
func TestMyNumberPurposesAgree(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	root, err := profile.Fields("mynumber_rules")
	if err != nil {
		t.Fatal(err)
	}
	current, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, e := range root.Property("mynumber").Property("purposes").Items.Enum {
		want = append(want, e.Value)
	}
	for _, p := range current.MyNumberPurposes() {
		got = append(got, p.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("offices of the law %v, of the schema %v", got, want)
	}
}

// TestMyNumberForms: the forms stand in the order of the articles that name
// them, and each is named by the article that it says it belongs to.
func TestMyNumberForms(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`(?m)^様式第([0-9]+)　.*（第([0-9]+)条関係）$`)
	article := regexp.MustCompile(`(?m)^第([0-9]+)条（`)
	span := regexp.MustCompile(`様式第([0-9]+)から様式第([0-9]+)まで`)
	for _, name := range append([]string{"iryohojin", "npo"}, myNumberSamples...) {
		text := myNumberText(t, g, name, "mynumber_rules", nil)
		articles := map[string]string{}
		at := article.FindAllStringSubmatchIndex(text, -1)
		for i, m := range at {
			end := len(text)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			articles[text[m[2]:m[3]]] = text[m[0]:end]
		}
		last := 0
		forms := heading.FindAllStringSubmatch(text, -1)
		if len(forms) < 9 {
			t.Errorf("%s: only %d forms", name, len(forms))
		}
		for _, f := range forms {
			form, _ := strconv.Atoi(f[1])
			of, _ := strconv.Atoi(f[2])
			if of < last {
				t.Errorf("%s: %s stands after a form of 第%d条", name, f[0], last)
			}
			last = of
			body := articles[f[2]]
			named := regexp.MustCompile("様式第" + f[1] + "(?:[^0-9]|$)").MatchString(body)
			for _, s := range span.FindAllStringSubmatch(body, -1) {
				a, _ := strconv.Atoi(s[1])
				b, _ := strconv.Atoi(s[2])
				named = named || a <= form && form <= b
			}
			if !named {
				t.Errorf("%s: 第%s条 does not name %s", name, f[2], f[0])
			}
		}
	}
}

// TestMyNumberBodies: no words of a company in the documents of other bodies,
// and no officers of a sole proprietor.
func TestMyNumberBodies(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	company := []string{"親会社", "子会社", "社内", "自社", "株主", "当社"}
	tests := []struct {
		sample   string
		unwanted []string
	}{
		{"iryohojin", append([]string{"従業員"}, company...)},
		{"npo", company},
		{"sharoushi", append([]string{"役員を含", "役員、"}, company...)},
	}
	for _, tt := range tests {
		for _, kind := range []string{"mynumber_policy", "mynumber_rules"} {
			// the clients' 従業員等 of a 社労士 are theirs, whatever we call our own
			text := myNumberText(t, g, tt.sample, kind, nil)
			for _, word := range tt.unwanted {
				if strings.Contains(text, word) {
					t.Errorf("%s of %s: %s", kind, tt.sample, word)
				}
			}
		}
	}
}

// TestMyNumberAgent: who asks for disclosure in person needs no proof of agency.
func TestMyNumberAgent(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, routes := range [][]any{{"card"}, {"card", "agent"}} {
		mn := maps.Clone(sample(t, "seisakusho").Tree()["profile"].(map[string]any)["mynumber"].(map[string]any))
		mn["id_routes"] = routes
		text := myNumberText(t, g, "seisakusho", "mynumber_rules", map[string]any{"mynumber": mn})
		if !strings.Contains(text, "本人確認のための書類（代理人にあっては、代理権を確認する書類を含む。）") {
			t.Errorf("%v: the proof of agency is not limited to agents", routes)
		}
	}
}

// TestUnconfirmedPages: the address of an authority's page that nobody has
// confirmed stands in drafts only, with its mark.
func TestUnconfirmedPages(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	l, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"seisakusho", "sharoushi", "npo"} {
		for _, kind := range []string{"leak_procedure", "security_regulations"} {
			for _, draft := range []bool{false, true} {
				text, marked := myNumberText(t, g, name, kind, map[string]any{"draft": draft}), 0
				for _, a := range l.Authorities() {
					if a.Confirmed || a.URL == "" {
						continue
					}
					if n := strings.Count(text, a.URL); n != strings.Count(text, a.URL+"（要確認）") || n > 0 && !draft {
						t.Errorf("%s of %s, draft %t: %s", kind, name, draft, a.URL)
					} else {
						marked += n
					}
				}
				if draft && marked == 0 {
					t.Errorf("%s of %s: no page is marked in the draft", kind, name)
				}
				if !draft && strings.Contains(text, "（要確認）") {
					t.Errorf("%s of %s: a mark in a final document", kind, name)
				}
			}
		}
	}
}

// TestMyNumberPolicyIsOnePage: a public paper to hang up, whatever is ticked and
// however long the name is.
func TestMyNumberPolicyIsOnePage(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append([]string{"iryohojin", "npo"}, myNumberSamples...) {
		res, err := render(t, g, sample(t, name), "mynumber_policy", PDF)
		if err != nil {
			t.Fatal(err)
		}
		if n := res.Files[0].Pages; n != 1 {
			t.Errorf("%s: %d pages", name, n)
		}
	}
}

// TestMyNumberBoxes: only the form by which a person hands the number in has
// boxes for it, and they are empty.
func TestMyNumberBoxes(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range myNumberSamples {
		form := ""
		for _, line := range strings.Split(myNumberText(t, g, name, "mynumber_rules", nil), "\n") {
			if strings.HasPrefix(line, "様式第") {
				form = line
			}
			cells := strings.Split(line, "\t")
			if !strings.Contains(line, "4桁") || len(cells) < 2 {
				continue
			}
			if !strings.Contains(form, "個人番号の提供のお願い") {
				t.Errorf("%s: a box for a number in %s", name, form)
			}
			for _, c := range cells[1:] {
				if _, err := strconv.Atoi(strings.TrimSpace(c)); err == nil {
					t.Errorf("%s: a box for a number is filled", name)
				}
			}
		}
	}
}
