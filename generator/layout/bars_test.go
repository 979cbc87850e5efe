package layout_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

func words(p *layout.Page) string {
	var b strings.Builder
	for _, l := range p.Lines {
		for _, r := range l.Runs {
			b.WriteString(r.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestBars: bars are as long as their numbers say, every number is printed, and
// what is no number has no bar.
func TestBars(t *testing.T) {
	for _, rows := range [][]string{
		{"項目|数|印刷", "甲|1,000|1,000件", "乙|250|250件", "丙||なし"},
		{"項目|数|印刷", strings.Repeat("長い項目の名前", 6) + "|41.4|" + strings.Repeat("9", 30) + "件", "乙|10.35|10.35%", "丙|-3|負の数"},
	} {
		res, err := layout.Set(figureOnly(layouttest.Figure("bars", "", rows...)), layout.Options{}, fonts.Embedded{})
		if err != nil {
			t.Fatal(err)
		}
		page := &res.Pages[0]
		if len(page.Paths) != 2 || len(res.Faults) > 0 {
			t.Fatalf("%d bars, faults %v", len(page.Paths), res.Faults)
		}
		wide := func(p layout.Path) float64 { return float64(p.Points[1].X - p.Points[0].X) }
		if ratio := wide(page.Paths[0]) / wide(page.Paths[1]); math.Abs(ratio-4) > 0.01 {
			t.Errorf("the first bar is %.2f times as long as the second, want 4", ratio)
		}
		for _, l := range page.Lines {
			if l.X+l.Width > page.Width-layout.Pt(60) {
				t.Errorf("a line ends at %.0f of %.0f", l.X+l.Width, page.Width)
			}
		}
	}
}

// TestCard: 91 × 55 mm, with a line to write on where there are no words.
func TestCard(t *testing.T) {
	res, err := layout.Set(figureOnly(layouttest.Figure("card", "", "項目|内容", "連絡先|048-000-0000", "部署|")), layout.Options{}, fonts.Embedded{})
	if err != nil {
		t.Fatal(err)
	}
	var left, right, top, bottom layout.Pt = 1000, 0, 1000, 0
	for _, r := range res.Pages[0].Rects {
		left, right = min(left, r.X), max(right, r.X+r.W)
		top, bottom = min(top, r.Y), max(bottom, r.Y+r.H)
	}
	if got := fmt.Sprintf("%.0f × %.0f", (right-left)/72*25.4, (bottom-top)/72*25.4); got != "91 × 55" {
		t.Errorf("the card is %s mm", got)
	}
}

// TestSlideGoesOn: every topic starts a page; one of several pages repeats its
// title; type is 14 pt and more.
func TestSlideGoesOn(t *testing.T) {
	var bullets []*document.Element
	for range 30 {
		bullets = append(bullets, layouttest.E(document.Item, "・", "", "宛先と添付を確かめてから送ります。"))
	}
	rows := []string{"順|内容"}
	for range 20 {
		rows = append(rows, "1|攻撃")
	}
	doc := &document.Document{Meta: document.Meta{Numbering: document.Topics}, Body: []*document.Element{
		layouttest.E(document.Section, "1.", "短い主題", "", layouttest.E(document.Paragraph, "", "", "一行です。")),
		layouttest.E(document.Section, "2.", "長い主題", "", layouttest.E(document.Paragraph, "", "", "次のとおりです。", bullets...), layouttest.E(document.Paragraph, "", "", "", layouttest.Table("", rows...))),
	}}
	res, err := layout.Set(doc, layout.Options{Slides: true}, fonts.Embedded{})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Pages) < 4 || len(res.Faults) > 0 {
		t.Fatalf("%d pages, faults %v", len(res.Pages), res.Faults)
	}
	for i := range res.Pages {
		page := &res.Pages[i]
		if got := strings.Contains(words(page), "（続き）"); got != (i > 1) {
			t.Errorf("page %d: repeated title %v", i+1, got)
		}
		if page.Width < page.Height {
			t.Errorf("page %d stands upright", i+1)
		}
		for _, l := range page.Lines {
			furniture := l.Baseline < 70 || l.Baseline > page.Height-50
			if l.Size < 14 && !furniture {
				t.Errorf("page %d: %.1f pt", i+1, l.Size)
			}
			for _, r := range l.Runs {
				if r.Size != l.Size || r.X > page.Width {
					t.Errorf("page %d: %.1f pt in a line of %.1f pt, at %.0f", i+1, r.Size, l.Size, r.X)
				}
			}
		}
	}
}
