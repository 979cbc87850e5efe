package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

// cellText gives the lines of the table text that stand right of x.
func cellText(p *layout.Page, x float64) (lines []string) {
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Size == 9 && float64(l.X) > x {
			lines = append(lines, l.Text())
		}
	}
	return lines
}

// Entries of a cell that are parted by full-width spaces stand on lines of their
// own, a label beside its value.
func TestEntriesOfACell(t *testing.T) {
	tests := []struct {
		cell string
		want []string
	}{
		{"〒020-0000　岩手県盛岡市見本町1番1号　電話　019-000-0000", []string{"〒020-0000", "岩手県盛岡市見本町1番1号", "電話　019-000-0000"}},
		{"電話　019-000-0000", []string{"電話　019-000-0000"}},
		{"☐訂正　☐利用の停止　☐提供の停止", []string{"☐訂正　☐利用の停止", "☐提供の停止"}},
		{"病歴が含まれるか。（例　健康診断の結果）", []string{"病歴が含まれるか。（例　健康診", "断の結果）"}},
		{"年　月　日", []string{"年　月　日"}},
		{"書面　手渡し", []string{"書面　手渡し"}},
	}
	for _, tt := range tests {
		table := layouttest.Table("", "窓口|連絡先", "窓口|"+tt.cell)
		table.Widths = []int{2, 1}
		res := set(t, &document.Document{Body: []*document.Element{table}}, layout.Options{}, square{})
		if got := cellText(&res.Pages[0], 300); !slices.Equal(got, append([]string{"連絡先"}, tt.want...)) {
			t.Errorf("%s is set as %q", tt.cell, got)
		}
	}
}

// The space in a personal name is no place for a line to end.
func TestNamesAreKeptTogether(t *testing.T) {
	for n := 30; n < 45; n++ {
		text := strings.Repeat("代", n) + "、濵田 邉一が行い、これを記録する。"
		res := set(t, &document.Document{Body: []*document.Element{layouttest.E(document.Paragraph, "", "", text)}}, layout.Options{}, square{})
		if words := pageText(&res.Pages[0]); !strings.Contains(words, "濵田 邉一") {
			t.Errorf("%d characters before: the name is divided: %q", n, words)
		}
	}
}

// A label of two lines is parted before its （ ）.
func TestLabelsArePartedBeforeBrackets(t *testing.T) {
	form := layouttest.Form("連絡先（電話、電子メール）|", "対象の一覧|")
	form.Widths = []int{1, 3}
	res := set(t, &document.Document{Body: []*document.Element{form}}, layout.Options{}, square{})
	if got, want := cellText(&res.Pages[0], 0), []string{"連絡先", "（電話、電子メール）", "対象の一覧"}; !slices.Equal(got, want) {
		t.Errorf("set as %q, want %q", got, want)
	}
}

// No label of a list stands left of the frame.
func TestLabelsStandInTheFrame(t *testing.T) {
	annex := layouttest.E(document.AppdxNote, "別紙", "一覧", "", layouttest.E(document.Paragraph, "", "", "次のとおりとする。"))
	p := annex.Children[0]
	for i := range 12 {
		p.Children = append(p.Children, layouttest.E(document.Item, fmt.Sprintf("(%d)", i+1), "", "氏名及び住所"))
	}
	res := set(t, &document.Document{Body: []*document.Element{annex}}, layout.Options{}, fonts.Embedded{})
	var left, text layout.Pt = 999, 0
	for _, page := range res.Pages {
		for i := range page.Lines {
			switch l := &page.Lines[i]; {
			case strings.HasPrefix(l.Text(), "別紙"):
				left = l.X
			case strings.HasPrefix(l.Text(), "("):
				if l.X < left-10.5/8 { // the white of the bracket may stand out
					t.Errorf("%s stands at %.1f, the frame at %.1f", l.Text(), l.X, left)
				}
			case l.Text() == "氏名及び住所":
				if text > 0 && text != l.X {
					t.Errorf("texts of the list start at %.1f and %.1f", text, l.X)
				}
				text = l.X
			}
		}
	}
	if text == 0 {
		t.Error("the list is not set")
	}
}

// No page is left with nothing but the last of several 附則 where less white above
// their headings makes it fit on the page before.
func TestLastSupplementIsNotAlone(t *testing.T) {
	alone := 0
	for n := range 38 {
		doc := &document.Document{}
		for range n {
			doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", "短い項。"))
		}
		for _, title := range []string{"附則一", "附則二", "附則三"} {
			doc.Body = append(doc.Body, layouttest.E(document.SupplProvision, "", title, "", layouttest.E(document.Paragraph, "", "", "この規程は、公布の日から施行する。")))
		}
		res := set(t, doc, layout.Options{}, square{})
		if len(res.Faults) > 0 {
			t.Errorf("%d lines before: faults %v", n, res.Faults)
		}
		if len(res.Pages) == 2 && !strings.Contains(pageText(&res.Pages[1]), "附則二") {
			alone++
		}
	}
	// of the 74 pt that a 附則 takes 27 can be saved on the page before
	if alone < 1 || alone > 3 {
		t.Errorf("the last 附則 stands alone in %d cases, want 2 or 3", alone)
	}
}

// A title of two lines is parted between words, not into halves.
func TestTitlesArePartedBetweenWords(t *testing.T) {
	doc := &document.Document{}
	doc.Meta.Title = layouttest.Inlines("特定個人情報等の適正な取扱いに関する基本方針及びプライバシーポリシー")
	res := set(t, doc, layout.Options{}, square{})
	var lines []string
	for i := range res.Pages[0].Lines {
		if l := &res.Pages[0].Lines[i]; l.Size > 10 {
			lines = append(lines, l.Text())
		}
	}
	if want := []string{"特定個人情報等の適正な取扱いに関する", "基本方針及びプライバシーポリシー"}; !slices.Equal(lines, want) {
		t.Errorf("set as %q, want %q", lines, want)
	}
}
