package layout_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

func figures() *document.Document {
	return &document.Document{Body: []*document.Element{
		layouttest.E(document.AppdxNote, "別紙1", "対応フロー", "", layouttest.LeakFlow()),
		layouttest.E(document.AppdxStyle, "別紙2", "管理体制図", "", layouttest.Organisation(3), layouttest.Organisation(8)),
	}}
}

func figureOnly(f *document.Element) *document.Document {
	return &document.Document{Body: []*document.Element{f}}
}

// randomFlow is a chart of n boxes in some lanes, with arrows to anywhere, also to
// rows that are not there.
func randomFlow(r *rand.Rand, n int) *document.Element {
	rows := []string{"id|担当|すること|期限|次"}
	lanes := 1 + r.IntN(6)
	length := 1 + r.IntN(40)
	for i := range n {
		var next []string
		for range max(0, r.IntN(5)-1) {
			next = append(next, fmt.Sprintf("b%d%s", r.IntN(n+2), []string{"", "：該当", "：非該当", "：はい"}[r.IntN(4)]))
		}
		if r.IntN(9) == 0 {
			next = []string{"-"}
		}
		rows = append(rows, fmt.Sprintf("b%d|部署%d|%s|%s|%s", i, r.IntN(lanes), some(r, i, length), []string{"", "直ちに", "知った日から30日以内"}[r.IntN(3)], strings.Join(next, "、")))
	}
	return layouttest.Figure("flow", "", rows...)
}

// some gives words that tell box i from the others.
func some(r *rand.Rand, i, length int) string {
	text := []rune("個人データの取扱いの状況を確認し、（必要に応じて）記録する。ISO/IEC 27001")
	return fmt.Sprintf("図%d", i) + string(text[:r.IntN(min(length, len(text)))])
}

func randomTree(r *rand.Rand, n int) *document.Element {
	rows := []string{"id|上位|名称"}
	length := 1 + r.IntN(30)
	for i := range n {
		up := fmt.Sprintf("b%d", r.IntN(i+2)) // sometimes itself, one below or one that is not there
		if i == 0 {
			up = ""
		}
		rows = append(rows, fmt.Sprintf("b%d|%s|%s", i, up, some(r, i, length)))
	}
	return layouttest.Figure("org", "", rows...)
}

func TestFiguresOfAnyShape(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(40)
		f := randomFlow(r, n)
		if seed%3 == 0 {
			f = randomTree(r, n)
		}
		res := set(t, figureOnly(f), layout.Options{}, fonts.Embedded{})
		checkFigure(t, fmt.Sprintf("seed %d (%s, %d boxes)", seed, f.Name, n), f, res)
		if t.Failed() {
			return
		}
	}
}

// checkFigure says what is wrong with the pages of one figure: boxes that are
// missing, overlap or are crossed, words that are lost, anything off the page.
func checkFigure(t *testing.T, name string, f *document.Element, res *layout.Result) {
	t.Helper()
	boxes, text := 0, ""
	for i := range res.Pages {
		p := &res.Pages[i]
		var list []layout.Rect
		for _, path := range p.Paths {
			r := bounds(path.Points)
			if r.X < 60 || r.X+r.W > p.Width-60 || r.Y < 70 || r.Y+r.H > p.Height-70 {
				t.Errorf("%s: page %d: a box leaves the page: %.0f,%.0f %.0f×%.0f", name, i+1, r.X, r.Y, r.W, r.H)
			}
			if path.Stroke > 0 {
				list = append(list, r)
			}
		}
		boxes += len(list)
		for k, a := range list {
			for _, b := range list[:k] {
				if meet(a, b) {
					t.Errorf("%s: page %d: boxes overlap at %.0f,%.0f and %.0f,%.0f", name, i+1, a.X, a.Y, b.X, b.Y)
				}
			}
			for _, l := range p.Rects {
				if l.Gray == 0 && min(l.W, l.H) < 0.7 && meet(a, layout.Rect{X: l.X + 1.5, Y: l.Y + 1.5, W: max(l.W-3, 0.1), H: max(l.H-3, 0.1)}) {
					t.Errorf("%s: page %d: a line at %.0f,%.0f %.1f×%.1f crosses the box at %.0f,%.0f", name, i+1, l.X, l.Y, l.W, l.H, a.X, a.Y)
				}
			}
		}
		text += pageText(p)
	}
	rows := f.Children[1:]
	if boxes != len(rows) {
		t.Errorf("%s: %d boxes drawn, want %d", name, boxes, len(rows))
	}
	text = strings.ReplaceAll(text, "\n", "")
	for _, row := range rows {
		if words := strings.ReplaceAll(row.Children[2].PlainText(), " ", ""); !strings.Contains(strings.ReplaceAll(text, " ", ""), words) {
			t.Errorf("%s: words lost: %s", name, words)
		}
	}
	for _, fault := range res.Faults {
		if fault.Kind == layout.FaultColumn { // six lanes with a dozen arrows between them
			continue
		}
		t.Errorf("%s: %s: %s", name, fault.Kind, fault.Text)
	}
}

func bounds(list []layout.Point) layout.Rect {
	lo, hi := list[0], list[0]
	for _, p := range list {
		lo = layout.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = layout.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	return layout.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}
}

func meet(a, b layout.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestFlowOfALeakFitsOnAPage(t *testing.T) {
	doc := figures()
	doc.Body = doc.Body[:1]
	res := set(t, doc, layout.Options{NoTitle: true}, fonts.Embedded{})
	if len(res.Pages) != 1 {
		t.Errorf("%d pages, want 1", len(res.Pages))
	}
	checkFigure(t, "leak", doc.Body[0].Children[0], res)
	hexagons := 0
	for _, p := range res.Pages[0].Paths {
		if len(p.Points) == 6 {
			hexagons++
		}
	}
	if hexagons != 4 {
		t.Errorf("%d decisions drawn as such, want 4", hexagons)
	}
}

// An arrow to a row that is not there goes to what follows.
func TestArrowToARowThatWasNotSelected(t *testing.T) {
	arrows := func(rows ...string) int {
		res := set(t, figureOnly(layouttest.Figure("flow", "", append([]string{"id|担当|すること|期限|次"}, rows...)...)), layout.Options{}, square{})
		n := 0
		for _, p := range res.Pages[0].Paths {
			if p.Stroke == 0 {
				n++
			}
		}
		return n
	}
	tests := []struct {
		name string
		next string
		want int
	}{
		{"following", "", 2},
		{"gone", "x", 2},
		{"both gone", "x：はい、y：いいえ", 2},
		{"end", "-", 1},
		{"ahead", "c", 2},
		{"ahead and following", "c：はい、b：いいえ", 3}, // one more from b across to c
		{"back to itself", "a", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := arrows("a|甲|始める||"+tt.next, "b|乙|続ける||", "c|甲|終える||"); got != tt.want {
				t.Errorf("next %q: %d arrow heads, want %d", tt.next, got, tt.want)
			}
		})
	}
}

func TestFormRowsHaveRoomToWrite(t *testing.T) {
	form := layouttest.Form("氏名|", "区分|☐ 本人　☐ 代理人", "事案の概要|　　　　　")
	res := set(t, figureOnly(form), layout.Options{}, square{})
	var y []layout.Pt
	for _, r := range res.Pages[0].Rects {
		if r.H < 1 && r.W > 200 {
			y = append(y, r.Y)
		}
	}
	if len(y) != 4 {
		t.Fatalf("%d rules, want 4", len(y))
	}
	for i, want := range []layout.Pt{34, 27, 96} {
		if got := y[i+1] - y[i]; got < want-0.5 || got > want+0.5 {
			t.Errorf("row %d is %.1f pt high, want %.0f", i+1, got, want)
		}
	}
}
