package html_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	nethtml "golang.org/x/net/html"

	"kitei/generator/document"
	"kitei/generator/layout/layouttest"
	"kitei/generator/write/html"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t testing.TB, doc *document.Document, opt html.Options) string {
	t.Helper()
	var b strings.Builder
	if err := html.Write(&b, doc, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// every is a document with one of every element that the writer knows.
func every() *document.Document {
	e := layouttest.E
	article := e(document.Article, "第1条", "目的", "",
		e(document.Paragraph, "", "", "この規程は、{{legal_name=<b>株式会社</b> & \"見本\"}}（{{?rep_name}}）に適用する。",
			e(document.Item, "(1)", "", "甲", e(document.Subitem1, "ア", "", "子")),
			e(document.Item, "(2)", "", "乙")),
		e(document.Paragraph, "2", "", "次の表による。",
			layouttest.Table("一覧", "区分|件数", "甲|1", "乙|")))
	article.ID = "purpose"
	article.Origin = document.Origin{Conditions: []string{"a > 1 && b"}, Law: []string{"appi.26.1", "appi_rule.8"}}
	linked := e(document.Article, "第2条", "準用", "", e(document.Paragraph, "", "", "準用する。"))
	linked.ID = "again"
	linked.Children[0].Text[0].Inlines = []document.Inline{
		{Kind: document.Link, Text: "前条", Target: "purpose"},
		{Kind: document.Text, Text: "を準用する"},
		{Kind: document.NoteRef, Text: "1", Target: "why"},
		{Kind: document.Link, Text: "消えた条", Target: "gone"},
		{Kind: document.Text, Text: "法第26条", Cite: "appi.26"},
	}
	chapter := e(document.Chapter, "第1章", "総則", "", article, linked)
	chapter.ID = "general"
	annex := e(document.AppdxStyle, "様式第1", "届", "",
		layouttest.Form("氏名|", "日|　　年"),
		e(document.Box, "", "", "", e(document.Paragraph, "", "", "囲みの一行")),
		layouttest.LeakFlow(), layouttest.Organisation(2))
	annex.ID, annex.For, annex.Landscape = "form", "第1条", true
	deleted := e(document.Article, "第3条", "", "削除")
	deleted.ID, deleted.Deleted = "old", true
	return &document.Document{
		Meta:  document.Meta{Kind: "protection_regulation", Title: []document.Inline{{Kind: document.Text, Text: "規程"}}},
		Cover: &document.Cover{Number: "規程-1", Dates: []string{"施行　令和9年4月1日"}, Company: "株式会社見本"},
		Body: []*document.Element{
			e(document.Preamble, "", "", "", e(document.Paragraph, "", "", "前文")), chapter, deleted,
			e(document.SupplProvision, "", "附則", "", e(document.Paragraph, "", "", "令和9年4月1日から施行する。")),
			e(document.Sign, "", "", "", e(document.Paragraph, "", "", "株式会社見本")), annex,
		},
		Notes: []*document.Footnote{{ID: "why", Num: "1", Text: []document.Inline{{Kind: document.Text, Text: "理由"}}}},
	}
}

func TestGolden(t *testing.T) {
	got := write(t, every(), html.Options{Draft: true, TOC: true, LawText: func(id string) string { return "《" + id + "》" }})
	const file = "testdata/every.html"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (rewrite with -update, then read the diff):\n%s", file, diff)
	}
}

// TestRoundTrip: an HTML parser finds exactly what was written, so no element is
// left open, nested where it may not stand, or repaired.
func TestRoundTrip(t *testing.T) {
	for _, doc := range []*document.Document{every(), layouttest.Regulation(30), layouttest.Policy(), layouttest.HardNames()} {
		checkPage(t, write(t, doc, html.Options{TOC: true}))
	}
}

// checkPage holds a page against what every page must be.
func checkPage(t testing.TB, page string) {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	starts := map[string]int{}
	z := nethtml.NewTokenizer(strings.NewReader(page))
	for z.Next() != nethtml.ErrorToken {
		if token := z.Token(); token.Type == nethtml.StartTagToken || token.Type == nethtml.SelfClosingTagToken {
			starts[token.Data]++
		}
	}
	ids, links, level := map[string]bool{}, []string{}, 0
	for n := range root.Descendants() {
		if n.Type != nethtml.ElementNode {
			continue
		}
		starts[strings.ToLower(n.Data)]--
		switch n.Data {
		case "h1", "h2", "h3", "h4", "h5", "h6":
			if next := int(n.Data[1] - '0'); next > level+1 {
				t.Errorf("h%d follows h%d", next, level)
			} else {
				level = next
			}
		case "script", "link", "img", "iframe", "object", "embed", "base", "form":
			t.Errorf("the page has a %s", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				if ids[a.Val] || a.Val == "" {
					t.Errorf("id %q is empty or stands twice", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href":
				links = append(links, a.Val)
			case strings.Contains(a.Val, "//"):
				t.Errorf("%s=%q leads outside", a.Key, a.Val)
			case a.Key == "src" || a.Key == "srcset" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("the page has an attribute %s", a.Key)
			}
		}
	}
	for _, to := range links {
		if id, inner := strings.CutPrefix(to, "#"); !inner || !ids[id] {
			t.Errorf("a link leads to %q", to)
		}
	}
	for name, n := range starts {
		if n != 0 {
			t.Errorf("the parser made %+d of %s", -n, name)
		}
	}
	if head, _, _ := strings.Cut(page, "</head>"); strings.Contains(head, "url(") || strings.Contains(head, "@import") || strings.Contains(head, "//") {
		t.Error("the page asks for something from outside")
	}
}

// FuzzValue: whatever a value holds, it is the text of one element and changes
// nothing else on the page.
func FuzzValue(f *testing.F) {
	for _, s := range []string{
		"株式会社見本", "<b>株式会社</b>", "</p></main><script>alert(1)</script>", "\" onclick=\"x", "' x='", "&amp;&lt;", "<!--", "]]>", "</style>", "{{x}}", "javascript:x",
		"\x00\x07\x1b", "\u202e髙﨑𠮷野", "か\u3099", "a\r\nb", "\xff\xfe", "\ufffe\U0001ffff", "<svg/onload=x>", "&#x3C;", "\u2028",
	} {
		f.Add(s)
	}
	plain := write(f, valued("甲"), html.Options{})
	f.Fuzz(func(t *testing.T, value string) {
		page := write(t, valued(value), html.Options{})
		root, err := nethtml.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for n := range root.Descendants() {
			field := ""
			for _, a := range n.Attr {
				if a.Key == "data-field" {
					field = a.Val
				}
			}
			if field == "" {
				continue
			}
			found++
			if field != "legal_name" {
				t.Errorf("data-field is %q", field)
			}
			if n.FirstChild != nil && (n.FirstChild.Type != nethtml.TextNode || n.FirstChild.NextSibling != nil) {
				t.Errorf("%q became more than text", value)
			}
			if n.FirstChild != nil {
				n.FirstChild.Data = "甲"
			} else {
				n.AppendChild(&nethtml.Node{Type: nethtml.TextNode, Data: "甲"})
			}
		}
		if found != 3 {
			t.Fatalf("%d places of the value, want 3", found)
		}
		var b strings.Builder
		if err := nethtml.Render(&b, root); err != nil {
			t.Fatal(err)
		}
		if b.String() != normal(t, plain) {
			t.Errorf("%q changed the page around it", value)
		}
	})
}

// valued is a document with a value in a 項, a cell and a blank.
func valued(value string) *document.Document {
	e := layouttest.E
	doc := &document.Document{Meta: document.Meta{Title: []document.Inline{{Kind: document.Text, Text: "規程"}}}}
	for i := range 3 {
		in := document.Inline{Kind: document.Text, Text: value, Field: "legal_name", Blank: i == 2}
		p := e(document.Paragraph, "", "", "文")
		p.Text[0].Inlines = []document.Inline{in}
		if i == 1 {
			p = layouttest.Table("", "甲|乙", "丙|丁")
			p.Children[1].Children[1].Text[0].Inlines = []document.Inline{in}
		}
		doc.Body = append(doc.Body, p)
	}
	return doc
}

func normal(t testing.TB, page string) string {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := nethtml.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestUnfinished: what assemble should have resolved is an error.
func TestUnfinished(t *testing.T) {
	for _, e := range []*document.Element{
		{Kind: document.When}, {Kind: document.Each}, {Kind: "Part"},
		{Kind: document.Paragraph, Text: []document.Sentence{{Inlines: []document.Inline{{Kind: document.Ref, Target: "a"}}}}},
	} {
		if err := html.Write(&strings.Builder{}, &document.Document{Body: []*document.Element{e}}, html.Options{}); err == nil {
			t.Errorf("a %s is written", e.Kind)
		}
	}
}
