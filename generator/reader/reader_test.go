package reader

import (
	"strings"
	"testing"

	"kitei/generator/document"
	"kitei/templates"
)

const front = "---\nkind: test\ntitle: 規程\nnumbering: articles\nlaw_checked_on: 2026-11-22\n---\n"

// outline writes a tree as indented kinds, ids and words.
func outline(list []*document.Element, depth int) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(strings.Repeat("  ", depth) + string(e.Kind))
		if e.ID != "" {
			b.WriteString(" #" + e.ID)
		}
		if e.Cond != "" {
			b.WriteString(" (" + e.Cond + ")")
		}
		for _, in := range [][]document.Inline{e.Title} {
			if len(in) > 0 {
				b.WriteString(" <" + document.Plain(in) + ">")
			}
		}
		if words := e.PlainText(); words != "" {
			b.WriteString(" " + words)
		}
		b.WriteString("\n")
		b.WriteString(outline(e.Children, depth+1))
	}
	return b.String()
}

func TestReadStructure(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"soft line breaks join without a space", "## 総則 {#a}\n\n### （目的） {#b}\n\nこの規程は、\n定める。 {#p}\n", `
Chapter #a <総則>
  Article #b <目的>
    Paragraph #p この規程は、定める。
`},
		{"items nest by indentation and survive conditions", "## （定義） {#a}\n\n次の各号による。\n\n1. 一\n   1. ア\n::: when x\n1. 二\n   続き\n:::\n1. 三\n", `
Article #a <定義>
  Paragraph 次の各号による。
    Item 一
      Subitem1 ア
    When (x)
      Item 二続き
    Item 三
`},
		{"a conditional article stays in its chapter", "## 章 {#c}\n\n::: when x\n### （甲） {#a}\n\n甲\n\n### （乙） {#b}\n\n乙\n:::\n\n### （丙） {#d}\n\n丙\n", `
Chapter #c <章>
  When (x)
    Article #a <甲>
      Paragraph 甲
    Article #b <乙>
      Paragraph 乙
  Article #d <丙>
    Paragraph 丙
`},
		{"words before the first heading are the 前文; a signature ends the section", "前文である。\n\n## （甲） {#a}\n\n甲\n\n::: sign\n氏名\n:::\n\n## 附則 {#s}\n\n施行する。\n", `
Preamble
  Paragraph 前文である。
Article #a <甲>
  Paragraph 甲
Sign
  Paragraph 氏名
SupplProvision #s <附則>
  Paragraph 施行する。
`},
		{"a table belongs to the 項 before it, rows may be conditional", "## （甲） {#a}\n\n次の表\n\n::: table 名 {widths=1,2}\n| a | b |\n|---|---|\n::: each list as x\n| c | d |\n:::\n:::\n", `
Article #a <甲>
  Paragraph 次の表
    TableStruct <名>
      TableHeaderRow
        TableColumn a
        TableColumn b
      Each (list)
        TableRow
          TableColumn c
          TableColumn d
`},
		{"a figure is rows with a name", "## （甲） {#a}\n\n甲\n\n::: figure org 体制図\n| id | 上 | 語 |\n|---|---|---|\n| a | | 代表 |\n:::\n", `
Article #a <甲>
  Paragraph 甲
    FigStruct <体制図>
      TableHeaderRow
        TableColumn id
        TableColumn 上
        TableColumn 語
      TableRow
        TableColumn a
        TableColumn
        TableColumn 代表
`},
		{"an annex keeps its own title", "## （甲） {#a}\n\n甲\n\n## 別表 担当者 {#t for=a}\n\n次のとおり\n", `
Article #a <甲>
  Paragraph 甲
AppdxTable #t <担当者>
  Paragraph 次のとおり
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc, err := Read("t.md", front+tt.src)
			if err != nil {
				t.Fatal(err)
			}
			if got := "\n" + outline(doc.Body, 0); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			if lost, added := LostText(front+tt.src, doc); lost != "" || added != "" {
				t.Errorf("lost %q, added %q", lost, added)
			}
		})
	}
}

func TestReadFaults(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"typed article number", "## （甲） {#a}\n\n法第二十六条による。\n", "t.md:9:2: typed_number"},
		{"typed number of our own", "## （甲） {#a}\n\n第5条による。\n", "t.md:9:1: typed_number"},
		{"unclosed block", "## （甲） {#a}\n\n::: when x\n甲\n", "t.md:9:1: unclosed"},
		{"block closed twice", "## （甲） {#a}\n\n甲\n:::\n", "t.md:10:1: unclosed"},
		{"unknown block", "## （甲） {#a}\n\n甲\n\n::: drawing x\n:::\n", "t.md:11:1: unknown_block"},
		{"unknown figure", "## （甲） {#a}\n\n甲\n\n::: figure x\n| a |\n:::\n", "t.md:11:1: unknown_figure"},
		{"unclosed value", "## （甲） {#a}\n\n{{x は\n", "t.md:9:1: unclosed"},
		{"not a field", "## （甲） {#a}\n\nあ{{x + 1}}\n", "t.md:9:2: unknown_mark"},
		{"bad reference", "## （甲） {#a}\n\n[[A]]\n", "t.md:9:1: unknown_mark"},
		{"unused footnote", "## （甲） {#a}\n\n甲\n\n[^x]: 注\n", "t.md:11:1: unused_note"},
		{"missing footnote", "## （甲） {#a}\n\n甲[^x]\n", "t.md:9:2: no_note"},
		{"heading without content", "## （甲） {#a}\n", "t.md:7:1: empty"},
		{"heading without id", "## （甲）\n\n甲\n", "t.md:7:1: no_id"},
		{"double id", "## （甲） {#a}\n\n甲 {#a}\n", "t.md:9:1: double_id"},
		{"words between a conditional heading and the next", "## 章 {#c}\n\n::: when x\n### （甲） {#a}\n\n甲\n:::\n\n誰のもの\n", "t.md:15:1: nesting"},
		{"item without its 項", "## （甲） {#a}\n\n1. 一\n", "t.md:9:1: nesting"},
		{"typed item number", "## （甲） {#a}\n\n甲\n\n2. 一\n", "t.md:11:1: typed_number"},
		{"uneven table", "## （甲） {#a}\n\n::: table\n| a | b |\n| c |\n:::\n", "t.md:11:1: table"},
		{"unknown attribute", "## （甲） {#a x=1}\n\n甲\n", "t.md:7:8: bad_attribute"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read("t.md", front+tt.src)
			if err == nil {
				t.Fatal("no fault")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got\n%v\nwant %s", err, tt.want)
			}
		})
	}
}

// FuzzRead: reading never panics, and what it accepts loses no character.
func FuzzRead(f *testing.F) {
	names, err := templates.FS.ReadDir(".")
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".md") {
			continue
		}
		b, err := templates.FS.ReadFile(n.Name())
		if err != nil {
			f.Fatal(err)
		}
		// pieces of a few blocks: a whole template would keep the fuzzer busy shrinking it
		blocks := strings.Split(string(b), "\n\n")
		for i := 1; i+4 < len(blocks); i += 12 {
			f.Add(front + strings.Join(blocks[i:i+4], "\n\n") + "\n")
		}
	}
	f.Add(front + "## （甲） {#a}\n\n甲{{?x: {{y}}}}[[a]]\n\n1. 一 {#b}\n")
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := Read("t.md", src)
		if err != nil || !strings.HasPrefix(src, "---\n") {
			return
		}
		_ = outline(doc.Body, 0)
	})
}
