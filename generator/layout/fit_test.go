package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kitei/fonts"
	"kitei/generator/document"
)

type half1 struct{} // Latin half an em, the rest one em

func (half1) Advance(_ fonts.ID, r rune) (int, bool) {
	if r < 0x2000 {
		return 500, true
	}
	return 1000, true
}

func newSetter(m Measurer) *setter {
	return &setter{
		doc: &document.Document{}, m: m, res: &Result{}, checking: true, frame: frameOf(upright, full),
		seenMissing: map[MissingGlyphError]bool{}, seenWarning: map[Warning]bool{},
	}
}

// breakText sets text in a column of em and gives its lines.
func breakText(t interface{ Helper() }, text string, em float64, st textStyle, m Measurer) ([]string, *setter) {
	t.Helper()
	s := newSetter(m)
	s.loadString(st.family, text)
	s.block(&st, place{width: Pt(em) * st.size}, label{})
	all := string(s.text)
	var lines []string
	for _, l := range s.lines {
		var b strings.Builder
		for _, r := range l.Runs {
			b.WriteString(all[r.from:r.to])
		}
		lines = append(lines, b.String())
	}
	return lines, s
}

func TestBreaks(t *testing.T) {
	tests := []struct {
		name string
		text string
		em   float64
		want string // lines, divided by |
	}{
		{"a full line stays", "個人情報を取り扱う者", 10, "個人情報を取り扱う者"},
		{"a character is pulled in by packing", "取得、利用、提供し、保管、廃棄する。", 10, "取得、利用、提供し、|保管、廃棄する。"},
		{"no line starts with a stop", "個人情報を取り扱う者。その者は", 10, "個人情報を取り扱う|者。その者は"},
		{"no line ends with an opening bracket", "個人情報を取り扱う（業者を含む）", 10, "個人情報を取り扱う|（業者を含む）"},
		{"brackets in a row are packed", "（「『あいう』」）えおか", 10, "（「『あいう』」）えおか"},
		{"number and counter stay together", "この条において規程とは、法令の第12条をいう", 16, "この条において規程とは、法令の|第12条をいう"},
		{"leaders are not divided", "個人情報の取扱い……である。", 9, "個人情報の取扱い|……である。"},
		{"Latin words stay whole", "適用の範囲はABCDEFとする", 7, "適用の範囲は|ABCDEFとする"},
		{"no last line of one character", "個人情報を取り扱う者は必ず守る。", 15, "個人情報を取り扱う者は必ず|守る。"},
		{"small kana never start a line", "個人情報の取扱ファイル", 8, "個人情報の取扱|ファイル"},
		{"forced return", "甲\n乙", 10, "甲|乙"},
		{"column of one em", "甲乙、丙", 1, "甲|乙|、|丙"},
		{"glyph wider than the column", "甲乙", 0.5, "甲|乙"},
		{"wide figures stay together", "金額は全部で１２３４５円", 9, "金額は全部で|１２３４５円"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := breakText(t, tt.text, tt.em, bodyStyle, half1{})
			if g := strings.Join(got, "|"); g != tt.want {
				t.Errorf("got %s, want %s", g, tt.want)
			}
		})
	}
}

// Whatever the text and the column, lines end, fit, and hold every character.
func TestAnyTextInAnyColumn(t *testing.T) {
	alphabet := []rune("個人情報のをはが、。（）「」・ー…―ァっABCxyz019-/.:@　 第条１２　々！？%〒")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom(alphabet), 1, 200, -1).Draw(t, "text")
		em := rapid.Float64Range(0.3, 45).Draw(t, "em")
		st := bodyStyle
		st.align = rapid.SampledFrom([]align{flush, left, center, right}).Draw(t, "align")
		lines, s := breakText(t, text, em, st, half1{})
		squeeze := strings.NewReplacer(" ", "", "　", "")
		if got, want := squeeze.Replace(strings.Join(lines, "")), squeeze.Replace(text); got != want {
			t.Fatalf("set %q, want %q", got, want)
		}
		for i, l := range s.lines {
			glyphs := 0
			for _, r := range l.Runs {
				glyphs += len([]rune(string(s.text[r.from:r.to])))
			}
			// the blank half of a closing mark may stand in the margin; a single glyph may be wider than all
			if over := float64(l.X+l.Width) - (em+0.51)*float64(st.size); over > 0.2 && glyphs > 1 {
				t.Fatalf("line %d %q is %.2f pt too wide for %.2f em", i, lines[i], over, em)
			}
		}
	})
}

// In a column of ordinary width ordinary text has no fault at all.
func TestOrdinaryTextHasNoFaults(t *testing.T) {
	words := []string{"個人情報", "取扱い", "（以下「法」という。）", "第12条", "及び", "30日以内", "AES-256方式", "は、", "する。", "・", "を行う", "「管理区域」", "令和8年4月1日", "……", "キャッシュ", "責任者"}
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.SampledFrom(words), 10, 60).Draw(t, "words")
		em := rapid.Float64Range(37, 43).Draw(t, "em")
		_, s := breakText(t, strings.Join(list, ""), em, bodyStyle, fonts.Embedded{})
		for _, f := range s.res.Faults {
			if f.Kind != FaultShortLast { // sometimes there is no way around it
				t.Fatalf("%s: %s", f.Kind, f.Text)
			}
		}
	})
}

// The self-check must find what is wrong: lines cut against every rule.
func TestCheckFindsFaults(t *testing.T) {
	tests := []struct {
		name string
		text string
		at   int32
		want FaultKind
	}{
		{"line starts with a stop", "個人情報。以上", 4, FaultLineStart},
		{"line ends with a bracket", "個人（情報）", 3, FaultLineEnd},
		{"leaders divided", "個人……以上", 3, FaultInseparable},
		{"word divided", "個人ABC以上", 3, FaultInseparable},
		{"too long", "個人情報取扱規程個人情報取扱規程", 15, FaultWidth},
		{"too short", "個人情報取扱規程個人情報取扱規程", 5, FaultStretch},
		{"one character left", "個人情報取扱規程個人情報取。", 12, FaultShortLast},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSetter(half1{})
			s.loadString(mincho, tt.text)
			space(s.items)
			n := int32(len(s.items))
			p := place{width: 12 * bodySize}
			s.setLine(s.items, cut{0, tt.at, false}, &bodyStyle, p, 0, false)
			s.setLine(s.items, cut{tt.at, n, true}, &bodyStyle, p, 0, true)
			for _, f := range s.res.Faults {
				if f.Kind == tt.want {
					return
				}
			}
			t.Errorf("faults %v, want %s", s.res.Faults, tt.want)
		})
	}
}

// The gaps of a flush line must add up to the measure exactly.
func TestFlushLinesAddUp(t *testing.T) {
	_, s := breakText(t, strings.Repeat("個人データの漏えい、滅失又は毀損（以下「漏えい等」という。）は、第12条のとおり3日以内に報告する。", 20), 43, bodyStyle, fonts.Embedded{})
	for i, l := range s.lines[:len(s.lines)-1] {
		right := float64(l.X + l.Width)
		text := []rune(string(s.text[l.Runs[len(l.Runs)-1].from:l.Runs[len(l.Runs)-1].to]))
		if tail := text[len(text)-1]; strings.ContainsRune("。、」）", tail) && right > 43*10.5+0.1 {
			right -= 5.25
		}
		if d := right - 43*10.5; d > 0.1 || d < -0.1 {
			t.Errorf("line %d ends %.2f pt from the edge", i, d)
		}
	}
	if len(s.res.Faults) > 0 {
		t.Errorf("faults: %v", s.res.Faults)
	}
}
