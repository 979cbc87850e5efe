package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

// bodyLines gives the 10.5 pt lines of a page, from top to bottom, without labels.
func bodyLines(p *layout.Page) (lines []*layout.Line) {
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Size == 10.5 && len([]rune(l.Text())) > 4 {
			lines = append(lines, l)
		}
	}
	return lines
}

func TestHeadingsAreNeverLastOnAPage(t *testing.T) {
	for n := 20; n < 60; n++ {
		res := set(t, layouttest.Regulation(n), layout.Options{}, square{})
		for i := range res.Pages {
			lines := bodyLines(&res.Pages[i])
			if len(lines) == 0 {
				continue
			}
			last := lines[len(lines)-1].Text()
			if strings.HasPrefix(last, "第") && strings.HasSuffix(last, "）") {
				t.Errorf("%d articles: page %d ends with the heading %s", n, i+1, last)
			}
		}
	}
}

// No 項 leaves its first line alone at the foot or its last at the head of a page.
func TestNoWidowsAndOrphans(t *testing.T) {
	long := strings.Repeat("個人データの取扱いの状況を確認する。", 9) // four lines
	for before := range 40 {
		doc := &document.Document{}
		for range before {
			doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", "短い項。"))
		}
		doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", long))
		res := set(t, doc, layout.Options{}, square{})
		if len(res.Pages) < 2 {
			continue
		}
		on := map[int]int{}
		for i := range res.Pages {
			for _, l := range bodyLines(&res.Pages[i]) {
				if strings.Contains(long+long, l.Text()) {
					on[i]++
				}
			}
		}
		if on[0] == 1 || on[1] == 1 {
			t.Errorf("%d lines before: the 項 is divided %v", before, on)
		}
	}
}

func TestTableHeaderIsRepeated(t *testing.T) {
	rows := []string{"列の一|列の二"}
	for i := range 120 {
		rows = append(rows, fmt.Sprintf("行%d|値", i))
	}
	doc := &document.Document{Body: []*document.Element{layouttest.E(document.AppdxTable, "別表", "表", "", layouttest.Table("", rows...))}}
	res := set(t, doc, layout.Options{}, square{})
	if len(res.Pages) < 3 {
		t.Fatalf("%d pages, want a table over three", len(res.Pages))
	}
	seen := 0
	for i := range res.Pages {
		text := pageText(&res.Pages[i])
		if !strings.Contains(text, "列の一") {
			t.Errorf("page %d has no header row", i+1)
		}
		seen += strings.Count(text, "行")
	}
	if seen != 120 {
		t.Errorf("%d rows on the pages, want 120", seen)
	}
	if len(res.Faults) > 0 {
		t.Errorf("faults: %v", res.Faults)
	}
}

func TestRowHigherThanAPage(t *testing.T) {
	doc := &document.Document{Body: []*document.Element{layouttest.Table("", "見出し|値", "甲|"+strings.Repeat("一つの欄に非常に長い文章を入れる。", 400))}}
	res := set(t, doc, layout.Options{}, square{})
	n := 0
	for i := range res.Pages {
		n += strings.Count(pageText(&res.Pages[i]), "。")
	}
	if n != 400 {
		t.Errorf("%d sentences on the pages, want 400", n)
	}
	if len(res.Faults) > 0 {
		t.Errorf("faults: %v", res.Faults)
	}
}

// Too many columns are set all the same, and reported.
func TestNarrowColumnsAreReported(t *testing.T) {
	doc := &document.Document{Body: []*document.Element{layouttest.Table("", strings.Repeat("列|", 14)+"列", strings.Repeat("個人情報取扱規程|", 14)+"値")}}
	res := set(t, doc, layout.Options{}, square{})
	if len(res.Faults) == 0 || res.Faults[0].Kind != layout.FaultColumn {
		t.Errorf("faults %v, want a narrow column", res.Faults)
	}
	if n := strings.Count(strings.ReplaceAll(pageText(&res.Pages[0]), "\n", ""), "個"); n != 14 {
		t.Errorf("%d cells set, want 14", n)
	}
}

func TestNotesStandOnThePageOfTheirMark(t *testing.T) {
	doc := &document.Document{}
	for i := range 60 {
		doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", fmt.Sprintf("第%d文の規定。[^%d]", i, i)))
		doc.Notes = append(doc.Notes, &document.Footnote{ID: fmt.Sprintf("n%d", i), Num: fmt.Sprint(i), Text: layouttest.Inlines(fmt.Sprintf("典拠その%d号", i))})
	}
	res := set(t, doc, layout.Options{}, square{})
	notes := 0
	for i := range res.Pages {
		text := pageText(&res.Pages[i])
		for k := range 60 {
			mark, note := strings.Contains(text, fmt.Sprintf("第%d文", k)), strings.Contains(text, fmt.Sprintf("典拠その%d号", k))
			if mark != note {
				t.Errorf("page %d: mark %d %v, note %v", i+1, k, mark, note)
			}
			if note {
				notes++
			}
		}
	}
	if notes != 60 {
		t.Errorf("%d notes set, want 60", notes)
	}
}

func TestSignBlockStaysTogether(t *testing.T) {
	for before := range 45 {
		doc := &document.Document{}
		for range before {
			doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", "短い項。"))
		}
		doc.Body = append(doc.Body, layouttest.E(document.Sign, "", "", "",
			layouttest.E(document.Paragraph, "", "", "署名の一行目"), layouttest.E(document.Paragraph, "", "", "署名の二行目"), layouttest.E(document.Paragraph, "", "", "署名の三行目")))
		res := set(t, doc, layout.Options{}, square{})
		for i := range res.Pages {
			if n := strings.Count(pageText(&res.Pages[i]), "署名の"); n != 0 && n != 3 {
				t.Errorf("%d lines before: %d signature lines on page %d", before, n, i+1)
			}
		}
	}
}

// TestFormStaysTogether: a form of up to half a page, such as the boxes for the
// signatures of a contract, is never divided.
func TestFormStaysTogether(t *testing.T) {
	for before := range 45 {
		doc := &document.Document{}
		for range before {
			doc.Body = append(doc.Body, layouttest.E(document.Paragraph, "", "", "短い項。"))
		}
		form := layouttest.E(document.Form, "", "", "")
		for range 10 {
			form.Children = append(form.Children, layouttest.E(document.TableRow, "", "", "",
				layouttest.E(document.TableColumn, "", "", "署名の欄"), layouttest.E(document.TableColumn, "", "", "")))
		}
		doc.Body = append(doc.Body, form)
		res := set(t, doc, layout.Options{}, square{})
		for i := range res.Pages {
			if n := strings.Count(pageText(&res.Pages[i]), "署名の欄"); n != 0 && n != 10 {
				t.Errorf("%d lines before: %d rows on page %d", before, n, i+1)
			}
		}
	}
}

func TestNothingLeavesThePage(t *testing.T) {
	docs := []*document.Document{layouttest.Regulation(40), layouttest.Policy(), layouttest.HardNames()}
	turned := layouttest.Regulation(10)
	turned.Body[len(turned.Body)-2].Landscape = true
	docs = append(docs, turned)
	long := strings.Repeat("とても長い柱の名称", 30)
	for k, doc := range docs {
		res := set(t, doc, layout.Options{HeaderLeft: long, HeaderRight: long, FooterLeft: long, Draft: true}, fonts.Embedded{})
		for i := range res.Pages {
			p := &res.Pages[i]
			for n := range p.Lines {
				l := &p.Lines[n]
				if l.X < 50 || l.X+l.Width > p.Width-50 || l.Baseline < 30 || l.Baseline > p.Height-20 {
					t.Errorf("document %d page %d: line at %.0f…%.0f, %.0f: %s", k, i+1, l.X, l.X+l.Width, l.Baseline, l.Text())
				}
			}
		}
		for _, f := range res.Faults {
			t.Errorf("document %d: %s: %s", k, f.Kind, f.Text)
		}
	}
}

func TestLinksFindTheirTargets(t *testing.T) {
	res := set(t, layouttest.Regulation(12), layout.Options{TOC: true}, square{})
	links := 0
	for i := range res.Pages {
		for _, k := range res.Pages[i].Links {
			links++
			if k.ToPage <= 0 || k.ToPage >= len(res.Pages) || k.W <= 0 {
				t.Errorf("page %d: link %+v", i+1, k)
			}
		}
	}
	if links < 15 {
		t.Errorf("%d links, want those of the contents and of the text", links)
	}
	for _, o := range res.Outline[1:] {
		if text := pageText(&res.Pages[o.Page]); !strings.Contains(text, string([]rune(o.Title)[:2])) {
			t.Errorf("%s is not on page %d", o.Title, o.Page+1)
		}
	}
}

func pageText(p *layout.Page) string {
	var b strings.Builder
	for i := range p.Lines {
		b.WriteString(p.Lines[i].Text())
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkSet(b *testing.B) {
	doc := layouttest.Regulation(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := layout.Set(doc, layout.Options{TOC: true}, fonts.Embedded{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestOnePage: a document that is a little too long is set closer and smaller;
// one that is much too long keeps its size.
func TestOnePage(t *testing.T) {
	tests := []struct {
		name    string
		part    int // of the body, in eighths
		pages   int // 0 = as many as without the wish
		smaller bool
	}{
		{"fits_as_it_is", 3, 1, false},
		{"fits_when_reduced", 7, 1, true},
		{"never_fits", 16, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := layouttest.Policy()
			doc.Body = append(doc.Body, layouttest.Policy().Body...)[:tt.part*len(doc.Body)/8]
			plain, err := layout.Set(doc, layout.Options{}, fonts.Embedded{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := layout.Set(doc, layout.Options{OnePage: true}, fonts.Embedded{})
			if err != nil {
				t.Fatal(err)
			}
			if tt.pages == 0 {
				tt.pages = len(plain.Pages)
			}
			size, plainSize := got.Pages[0].Lines[1].Size, plain.Pages[0].Lines[1].Size
			if len(got.Pages) != tt.pages || (size < plainSize) != tt.smaller {
				t.Errorf("%d pages of %.2f pt; %d of %.2f without the wish", len(got.Pages), size, len(plain.Pages), plainSize)
			}
			f := got.Pages[0]
			for _, l := range f.Lines {
				if l.X < 0 || l.X+l.Width > f.Width || l.Baseline > f.Height {
					t.Errorf("%q stands outside the paper", l.Text())
				}
			}
			if len(got.Faults) > 0 {
				t.Errorf("%v", got.Faults)
			}
		})
	}
}
