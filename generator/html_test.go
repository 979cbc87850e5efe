package generator

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	nethtml "golang.org/x/net/html"

	"kitei/generator/profile"
)

// readable gives the characters of a page that the text output has too: without
// the links of the 目次, the drawing of a figure, whose words follow as a list,
// and what only a page needs.
func readable(n *nethtml.Node) string {
	var b strings.Builder
	var walk func(*nethtml.Node)
	walk = func(n *nethtml.Node) {
		if n.Type == nethtml.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == nethtml.ElementNode {
			if slices.Contains([]string{"head", "nav", "svg"}, n.Data) {
				return
			}
			for _, a := range n.Attr {
				if a.Key == "class" && slices.Contains([]string{"back", "draft", "lane", "secrecy"}, a.Val) {
					return
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// bracketedMark is how the text output writes the mark of a footnote, and how a
// 囲み begins its lines.
var bracketedMark = regexp.MustCompile(`（注(\d+)）|｜`)

// unspaced drops white space and the marks by which the text output shows structure.
func unspaced(s string) string {
	s = bracketedMark.ReplaceAllStringFunc(s, func(m string) string { return strings.Trim(m, "（）｜") })
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestSamplePages: the page of every document of the samples says exactly what
// its text output says, and its parts can be found by their ids.
func TestSamplePages(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sampleNames(t) {
		for _, kind := range sample(t, name).Kinds() {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				res, err := render(t, g, sample(t, name), kind, Text, HTML)
				if err != nil {
					t.Fatal(err)
				}
				ids := map[string]bool{}
				for page, txt := range pages(t, res) {
					samePage(t, page, txt)
					for n := range page.Descendants() {
						for _, a := range n.Attr {
							if a.Key == "id" {
								ids[a.Val] = true
							}
						}
					}
				}
				for _, c := range res.Clauses {
					if !ids[c.ID] {
						t.Errorf("no element has the id of the clause %s", c.ID)
					}
				}
			})
		}
	}
}

// pages gives the page of every part of a result with the text of the same part.
func pages(t *testing.T, res *Result) map[*nethtml.Node]string {
	t.Helper()
	out := map[*nethtml.Node]string{}
	for _, file := range res.Files {
		if file.Format != HTML {
			continue
		}
		root, err := nethtml.Parse(strings.NewReader(string(file.Bytes)))
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range res.Files {
			if other.Format == Text && other.Part == file.Part {
				out[root] = string(other.Bytes)
			}
		}
	}
	if len(out)*2 != len(res.Files) {
		t.Fatalf("%d pages with their text among %d files", len(out), len(res.Files))
	}
	return out
}

// samePage wants a page to say what the text says.
func samePage(t *testing.T, page *nethtml.Node, txt string) {
	t.Helper()
	want, got := unspaced(txt), unspaced(readable(page))
	if want == got {
		return
	}
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	t.Errorf("the page says\n…%s\nthe text says\n…%s", around(got, i), around(want, i))
}

// around are some characters about a byte position.
func around(s string, i int) string {
	return strings.ToValidUTF8(s[max(0, i-60):min(len(s), i+60)], "")
}

// TestPageReasons: a clause tells why it is there, a draft marks its blanks.
func TestPageReasons(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tree := sample(t, "seisakusho").Tree()
	delete(tree["profile"].(map[string]any), "rep_name")
	tree["output"].(map[string]any)["draft"] = true
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, "leak_procedure", HTML)
	if err != nil {
		t.Fatal(err)
	}
	page := string(res.Files[0].Bytes)
	for _, want := range []string{
		`<p class="draft" role="note">案</p>`,
		`id="cases-mn" data-conditions="[&#34;full &amp;&amp; mn&#34;]"`,
		`data-law="mnleak_rule.2"`, `data-law-text="法第26条第1項、`, `<span class="cite" data-law="appi_rule.7">`,
		`<span class="value" data-field="legal_name">株式会社武蔵精密製作所</span>`,
		`<mark class="blank" data-field="rep_name">`, `<svg aria-hidden="true"`, `<nav aria-label="目次">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}

// TestPageHostile: markup in a name stays text.
func TestPageHostile(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"<script>alert(1)</script>株式会社", `株式会社" onmouseover="x`, "</title></style><b>株式会社", "株式会社<!--", "&lt;株式会社&gt;", "株式会社{{rep_name}}"} {
		for _, kind := range templateKinds() {
			input := with(t, "legal_name", name)
			res, err := render(t, g, input, kind, Text, HTML)
			if err != nil {
				t.Fatal(err)
			}
			for page, txt := range pages(t, res) {
				samePage(t, page, txt)
				for n := range page.Descendants() {
					if n.Data == "script" && n.Type == nethtml.ElementNode {
						t.Errorf("%s: %q became a script", kind, name)
					}
					for _, a := range n.Attr {
						if strings.HasPrefix(a.Key, "on") {
							t.Errorf("%s: %q became an attribute", kind, name)
						}
					}
				}
			}
		}
	}
}
