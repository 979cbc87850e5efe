package assemble

import (
	"strings"
	"testing"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/generator/reader"
	"kitei/generator/write/text"
	"kitei/law"
)

const front = "---\nkind: test\ntitle: 試験規程\nnumbering: articles\nlaw_checked_on: 2026-11-22\nlaws:\n  appi: 法\nlet:\n  both: a && b\n---\n"

// testFields is a small environment: two switches, a text, a number, an enum,
// a date and a list.
func testFields() *profile.Field {
	str := func(n string) *profile.Field { return &profile.Field{Name: n, Type: profile.String, LabelJA: n} }
	return &profile.Field{Type: profile.Object, Properties: []*profile.Field{
		{Name: "a", Type: profile.Boolean},
		{Name: "b", Type: profile.Boolean},
		{Name: "c", Type: profile.Boolean},
		str("name"),
		{Name: "n", Type: profile.Integer},
		{Name: "mode", Type: profile.String, Enum: []profile.EnumValue{{Value: "x", LabelJA: "甲式"}, {Value: "y", LabelJA: "乙式"}}},
		{Name: "day", Type: profile.Date, Format: "date"},
		{Name: "list", Type: profile.Array, Items: &profile.Field{Type: profile.Object, Properties: []*profile.Field{str("name"), str("phone")}}},
		{Name: "codes", Type: profile.Array, Items: str("code")},
	}}
}

func testValues() map[string]any {
	return map[string]any{
		"a": true, "b": false, "c": false, "name": "甲社", "n": 1200, "mode": "x", "day": "2019-05-01",
		"list":  []any{map[string]any{"name": "東", "phone": "1"}, map[string]any{"name": "西", "phone": "2"}},
		"codes": []any{"い", "ろ", "は"},
	}
}

func compile(t testing.TB, src string) (*Template, error) {
	t.Helper()
	doc, err := reader.Read("t.md", front+src)
	if err != nil {
		t.Fatal(err)
	}
	template, err := Compile(doc, testFields(), nil)
	if err != nil {
		return nil, err
	}
	return template, template.Prove()
}

func testLaw(t testing.TB) *law.Law {
	t.Helper()
	table, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := table.At(japanese.Date{Year: 2026, Month: 11, Day: 22})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func dump(t testing.TB, src string, values map[string]any, o Options) string {
	t.Helper()
	tmpl, err := compile(t, src)
	if err != nil {
		t.Fatal(err)
	}
	o.Law = testLaw(t)
	doc, err := tmpl.Assemble(values, o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := text.Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(b.String(), "試験規程\n\n")
}

func TestAssemble(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a dropped article closes up the numbers and turns 第n条 into 前条", `
### （甲） {#x1}

甲
::: when b
### （乙） {#x2}

乙
:::
### （丙） {#x3}

[[x1]]による。
`, "第1条（甲）\n　甲\n\n第2条（丙）\n　前条による。\n"},
		{"項 and 号: 前項, 前号, 前各号, 同条, 次条, 第n条第n項第n号", `
### （甲） {#x1}

一 {#x1a}

二 {#x1b}

1. い {#x1b1}
1. ろ {#x1b2}
1. [[x1b1..x1b2]]、[[x1b2]] {#x1b3}

[[x1b]]、[[x1a]]、[[x1a..x1b]] {#x1c}

### （乙） {#x2}

[[x1a]]及び[[x1b1]]。[[x1b2]]、[[x1|full]]、[[x3]]

### （丙） {#x3}

[[x1b1..x1b3]]、[[x2]]
`, "第1条（甲）\n　一\n2　二\n　(1)　い\n　(2)　ろ\n　(3)　前各号、前号\n3　前項、第1項、前二項\n\n第2条（乙）\n　前条第1項及び同条第2項第1号。前条第2項第2号、第1条、次条\n\n第3条（丙）\n　第1条第2項第1号から第3号まで、前条\n"},
		{"a range shrinks when an end is not selected", `
### （甲） {#x1}

一

1. い {#i1}
::: when b
1. ろ {#i2}
:::
1. は {#i3}
1. に {#i4}
::: when b
1. ほ {#i5}
:::

### （乙） {#x2}

[[i2..i5]]、[[i1..i5]]、[[i2..i3]]
`, "第1条（甲）\n　一\n　(1)　い\n　(2)　は\n　(3)　に\n\n第2条（乙）\n　前条第2号及び第3号、同条第1号から第3号まで、同条第2号\n"},
		{"values: text, date, enum, number, lists, conditional words", `
### （甲） {#x1}

{{name}}、{{day}}、{{mode}}、{{n|comma}}、{{n}}、{{codes|及び}}、{{list.name|、}}{{?a && !b: （{{name}}）}}{{?b: なし}}
`, "第1条（甲）\n　甲社、令和元年5月1日、甲式、1,200、1200、い、ろ及びは、東、西（甲社）\n"},
		{"lists unroll, conditions nest", `
### （甲） {#x1}

甲

::: when len(list) > 0
次の者

::: each list as p
1. {{p.name}} {#it}
::: when p.phone == "2"
   1. {{p.phone}}（[[it]]）
:::
:::
:::
`, "第1条（甲）\n　甲\n2　次の者\n　(1)　東\n　(2)　西\n　　ア　2（この号）\n"},
		{"statutes: full name once, then the short name; periods by id", `
### （甲） {#x1}

{{law:appi.23}}、{{law:appi.26.1.proviso}}、{{law:appi_rule.7.3|short}}、{{law:period.provision_record}}、{{law:appi.27.1.1..4}}
`, "第1条（甲）\n　個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）第23条、法第26条第1項ただし書、施行規則第7条第3号、3年、法第27条第1項第1号から第4号まで\n"},
		{"annexes have numbers only when there are several", `
### （甲） {#x1}

[[t1]]及び[[s1]]

## 別表 表 {#t1 for=x1}

一

## 別表 次 {#t2}

二

## 様式 書式 {#s1}

三
`, "第1条（甲）\n　別表第1及び様式\n\n別表第1　表（第1条関係）\n　一\n\n別表第2　次\n　二\n\n様式　書式\n　三\n"},
		{"two neighbouring annexes are joined by 及び, more by から…まで", `
### （甲） {#x1}

[[s1..s2]]、[[s1..s3]]

## 様式 い {#s1}

一

## 様式 ろ {#s2}

二

## 様式 は {#s3}

三
`, "第1条（甲）\n　様式第1及び様式第2、様式第1から様式第3まで\n\n様式第1　い\n　一\n\n様式第2　ろ\n　二\n\n様式第3　は\n　三\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := dump(t, tt.src, testValues(), Options{}); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestFrozenNumbers(t *testing.T) {
	src := `
### （甲） {#x1}

甲
::: when b
### （乙） {#x2}

乙
:::
::: when a
### （新） {#x9}

新
:::
### （丙） {#x3}

[[x1]]、[[x9]]による。
`
	src = strings.Replace(src, "、[[x9]]", "{{?a: 、[[x9]]}}", 1)
	got := dump(t, src, testValues(), Options{Frozen: map[string]string{"x1": "1", "x2": "2", "x3": "3"}})
	want := "第1条（甲）\n　甲\n\n第1条の2（新）\n　新\n\n第2条　削除\n\n第3条（丙）\n　第1条、第1条の2による。\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestUnconfirmedNumber: the number of a law that nobody has confirmed is marked
// in a draft and left out of a final document; a confirmed one stands in both.
func TestUnconfirmedNumber(t *testing.T) {
	number := func(id string) (string, bool) {
		c, err := testLaw(t).Cite(id)
		if err != nil || c.Number == "" {
			t.Fatalf("%s: number %q, %v", id, c.Number, err)
		}
		return c.Number, c.LawRow.Confirmed
	}
	seen := map[bool]bool{}
	for _, id := range []string{"appi", "guide.mn", "guide.appi", "hi_rule"} {
		n, confirmed := number(id)
		seen[confirmed] = true
		for _, modifier := range []string{"", "|full"} {
			for _, draft := range []bool{false, true} {
				got := dump(t, "\n### （甲） {#x1}\n\n{{law:"+id+modifier+"}}\n", testValues(), Options{Draft: draft})
				if printed := strings.Contains(got, n); printed != (confirmed || draft) {
					t.Errorf("%s%s, draft %t: number printed %t: %s", id, modifier, draft, printed, got)
				}
				if marked := strings.Contains(got, n+"（要確認）"); marked != (!confirmed && draft) {
					t.Errorf("%s%s, draft %t: marked %t: %s", id, modifier, draft, marked, got)
				}
			}
		}
	}
	if !seen[true] || !seen[false] {
		t.Error("no law of both kinds: choose others")
	}
}

func TestSourceNotes(t *testing.T) {
	got := dump(t, "\n### （甲） {#x1 law=appi.1}\n\n一 {law=appi.23,appi_rule.7.3}\n\n{{law:appi.24}}の二。\n", testValues(), Options{Cite: true})
	want := "第1条（甲）（注1）\n　一（注2）\n2　個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）第24条の二。\n\n" +
		"注1　個人情報の保護に関する法律（平成15年法律第57号。以下脚注において「法」という。）第1条\n注2　法第23条、個人情報の保護に関する法律施行規則（平成28年個人情報保護委員会規則第3号。以下脚注において「施行規則」という。）第7条第3号\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCompileFaults(t *testing.T) {
	article := "### （甲） {#x1}\n\n"
	tests := []struct{ name, src, want string }{
		{"unknown field", article + "{{nam}}\n", "t.md:13:1: unknown_field"},
		{"unknown field in a condition", article + "::: when nam == \"\"\n甲\n:::\n\n甲\n", "bad_condition"},
		{"unknown enum value", article + "{{?mode == \"z\": 甲}}乙\n", "\"z\" is not a value of mode"},
		{"wrong type", article + "{{?name: 甲}}乙\n", "bad_condition"},
		{"function that is not allowed", article + "{{?now() == now(): 甲}}乙\n", "bad_condition"},
		{"list without joiner", article + "{{codes}}\n", "bad_modifier"},
		{"switch printed", article + "{{a}}\n", "bad_field"},
		{"reference to nothing", article + "[[nothing]]\n", "unknown_id"},
		{"reference that can dangle", article + "[[x2]]\n\n::: when a\n### （乙） {#x2}\n\n乙\n:::\n", "t.md:13:1: dangling"},
		{"reference under a weaker condition", article + "{{?a: [[x2]]}}乙\n\n::: when both\n### （乙） {#x2}\n\n乙\n:::\n", "dangling"},
		{"into another each", article + "[[i]]による。\n\n1. 一\n::: each list as p\n1. {{p.name}} {#i}\n:::\n", "stands inside an each"},
		{"chapter that can become empty", "## 章 {#c}\n\n::: when a\n" + article + "甲\n:::\n", "t.md:11:1: empty"},
		{"号 that can all be gone", article + "次の各号\n\n::: when a\n1. 一\n:::\n", "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := compile(t, tt.src)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestCompileAccepts(t *testing.T) {
	article := "### （甲） {#x1}\n\n"
	tests := []struct{ name, src string }{
		{"a reference under the same condition", article + "{{?both: [[x2]]}}乙\n\n::: when a && b\n### （乙） {#x2}\n\n乙\n:::\n"},
		{"two halves that cover every case", article + "次の各号\n\n::: when mode == \"x\"\n1. 一\n:::\n::: when mode != \"x\"\n1. 二\n:::\n"},
		{"a stronger number", article + "{{?n > 30: [[x2]]}}乙\n\n::: when n > 20\n### （乙） {#x2}\n\n乙\n:::\n"},
		{"an entry means the list is not empty", article + "{{?\"い\" in codes: [[x2]]}}乙\n\n::: when len(codes) > 0\n### （乙） {#x2}\n\n乙\n:::\n"},
		{"a range of which one is left", article + "次の各号\n\n::: when a\n1. 一 {#i1}\n:::\n::: when !a\n1. 二 {#i2}\n:::\n\n[[i1..i2]]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := compile(t, tt.src); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestBlank(t *testing.T) {
	tmpl, err := compile(t, "### （甲） {#x1}\n\n{{name}}は、{{day}}\n")
	if err != nil {
		t.Fatal(err)
	}
	values := testValues()
	values["name"], values["day"] = "", ""
	if _, err := tmpl.Assemble(values, Options{Law: testLaw(t)}); err == nil || !strings.Contains(err.Error(), "blank: name") {
		t.Errorf("a final document with blanks: %v", err)
	}
	doc, err := tmpl.Assemble(values, Options{Law: testLaw(t), Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Body[0].Children[0].PlainText(); got != "【要記入：name】は、令和　年　月　日" {
		t.Error(got)
	}
}
