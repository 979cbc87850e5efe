package assemble

import (
	"errors"
	"strings"
	"testing"

	"kitei/generator/document"
	"kitei/generator/reader"
	"kitei/generator/write/text"
)

const partsFront = "---\nkind: test\ntitle: 試験規程\nnumbering: sections\nparts: true\nlaw_checked_on: 2026-11-22\n---\n"

const partsBody = `
前文。{{?a: [[x1]]、}}[[x3]]

::: when a
## 甲 {#x1 law=appi.23}

### 乙 {#x1-1 law=appi.24}

一

二 {#x1-1-2}

[[x1-1-2]]に同じ。
:::
::: when b
## 丙 {#x2}

丙
:::
## 丁 {#x3}

{{?a: [[x1]]、[[x1-1]]、[[x1-1-2]]}}
{{?!a: なし}}
`

func dumpParts(t *testing.T, values map[string]any) string {
	t.Helper()
	doc, err := reader.Read("t.md", partsFront+partsBody)
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := Compile(doc, testFields(), nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := tmpl.Assemble(values, Options{Law: testLaw(t), Cite: true})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := text.Write(&b, set); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestParts: the parts of a collection keep the numbers of their places when
// others are left out, and references name headings without their footnotes.
func TestParts(t *testing.T) {
	values := testValues()
	got := dumpParts(t, values)
	for _, words := range []string{"前文。「1. 甲」、「3. 丁」", "1.　甲（注1）", "1.1　乙（注2）", "(3)　(2)に同じ。", "3.　丁\n", "　「1. 甲」、「1.1 乙」、「1.1 乙」(2)", "以下脚注において「法」という。"} {
		if !strings.Contains(got, words) {
			t.Errorf("%q is not in\n%s", words, got)
		}
	}
	if strings.Contains(got, "丙") {
		t.Errorf("a part that was not selected is there:\n%s", got)
	}
	values["a"] = false
	if got = dumpParts(t, values); !strings.Contains(got, "3.　丁\n") {
		t.Errorf("the third part is not the third:\n%s", got)
	}
}

// TestPartsNeedSections: the front matter says what it can't be.
func TestPartsNeedSections(t *testing.T) {
	_, err := reader.Read("t.md", strings.Replace(partsFront, "numbering: sections", "numbering: articles", 1)+"\n### （甲） {#x1}\n\n甲\n")
	var faults document.Faults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Code != "front_matter" {
		t.Errorf("faults %v", err)
	}
}
