package layout

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout/layouttest"
)

// Dates stay on a line, whatever the weights say, when the columns of long text
// beside them can make room.
func TestShortCellsStayOnALine(t *testing.T) {
	table := layouttest.Table("", "知った日|速報（目安）|確報（短い期間）|確報（長い期間）|備考",
		"令和8年11月22日（日）|令和8年11月24日（火）から令和8年11月26日（木）まで|令和8年12月21日（月）|令和9年1月20日（水）|",
		"令和8年12月2日（水）|令和8年12月4日（金）から令和8年12月6日（日）まで|令和9年1月4日（月）|令和9年2月1日（月）|30日目の令和8年12月31日（木）は年末年始に当たるため、次の開庁日となる。60日目の令和9年1月30日（土）は土曜日に当たるため、次の開庁日となる。")
	for _, weights := range [][]int{nil, {3, 4, 3, 3, 5}, {1, 2, 1, 1, 4}} {
		s := newSetter(fonts.Embedded{})
		room := frameOf(turned, full).width - em
		widths := s.columnWidths(table.Children, 5, weights, room, false)
		for _, i := range []int{0, 2, 3} {
			for _, row := range table.Children[1:] {
				if need := s.cellWidth(row.Children[i]); widths[i] < need-0.01 {
					t.Errorf("weights %v: column %d is %.1f pt wide, %s needs %.1f", weights, i, widths[i], row.Children[i].PlainText(), need)
				}
			}
		}
		if sum := total(widths); math.Abs(float64(sum-room)) > 0.01 {
			t.Errorf("weights %v: the columns take %.2f of %.2f", weights, sum, room)
		}
	}
}

// Weights are kept where no short cell is divided, and cells to be written in by
// hand keep their room.
func TestWeightsAreKept(t *testing.T) {
	tests := []struct {
		name    string
		rows    []string
		weights []int
	}{
		{"all fit", []string{"事項|担当", "短い事項|責任者"}, []int{3, 1}},
		{"nothing can give", []string{"甲|乙|丙|丁", "個人情報取扱責任者及び|個人情報取扱責任者及び|個人情報取扱責任者及び|個人情報取扱責任者及び"}, []int{1, 1, 1, 1}},
		{"room to write in", []string{"事項|担当", "個人情報の取扱い責任|"}, []int{1, 4}},
	}
	for _, tt := range tests {
		s := newSetter(fonts.Embedded{})
		widths := s.columnWidths(layouttest.Table("", tt.rows...).Children, len(tt.weights), tt.weights, 400, false)
		sum := 0
		for _, w := range tt.weights {
			sum += w
		}
		for i, w := range tt.weights {
			if want := Pt(400*w) / Pt(sum); math.Abs(float64(widths[i]-want)) > 0.01 {
				t.Errorf("%s: column %d is %.1f pt wide, want %.1f", tt.name, i, widths[i], want)
			}
		}
	}
}

// Whatever stands in a table, its columns fill the room exactly, and none is
// narrower than four ems where there is room for that.
func TestAnyColumnsFillTheRoom(t *testing.T) {
	words := []string{"", "　　　", "令和8年11月22日", "責任者", "12,000,000円", "https://www.example.co.jp/privacy/contact/index.html", "048-000-0002", "個人データの取扱いの状況を確認し、これを記録する。", strings.Repeat("長い文", 60), "☐ 確認した。", "☐済　☐未"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "columns")
		var rows []string
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			rows = append(rows, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), n, n).Draw(t, "cells"), "|"))
		}
		var weights []int
		if rapid.Bool().Draw(t, "weighted") {
			weights = rapid.SliceOfN(rapid.IntRange(1, 9), n, n).Draw(t, "weights")
		}
		room := Pt(rapid.Float64Range(400, 680).Draw(t, "room"))
		s := newSetter(fonts.Embedded{})
		widths := s.columnWidths(layouttest.Table("", rows...).Children, n, weights, room, rapid.Bool().Draw(t, "form"))
		if sum := total(widths); math.Abs(float64(sum-room)) > 0.01 {
			t.Fatalf("the columns %v take %.2f of %.2f", widths, sum, room)
		}
		for i, w := range widths {
			if w < minColumn+2*cellPad-0.1 {
				t.Fatalf("column %d of %v is narrower than four ems", i, widths)
			}
		}
	})
}

// The second line of a cell with one box to tick, or ①, starts under the words.
func TestLinesHangBesideAMark(t *testing.T) {
	tests := []struct {
		cell  string
		hangs bool
	}{
		{"☐ 機器を全てのネットワークから隔離した（電源を切らず、初期化をしていない。）。", true},
		{"⑨ 本人が二次被害の防止のために講ずることができる措置及びその相談をする窓口", true},
		{"☐要配慮個人情報　☐カード番号等　☐認証情報　☐個人番号　☐その他の情報　☐不明", false},
		{"機器を全てのネットワークから隔離した（電源を切らず、初期化をしていない。）。", false},
	}
	for _, tt := range tests {
		table := layouttest.Table("", "事項|担当", tt.cell+"|責任者")
		table.Widths = []int{1, 1}
		res, err := Set(&document.Document{Body: []*document.Element{table}}, Options{}, fonts.Embedded{})
		if err != nil {
			t.Fatal(err)
		}
		var x []Pt
		right := Pt(0)
		for _, l := range res.Pages[0].Lines {
			if l.Size == tableSize && l.X < 200 && l.Baseline > 110 {
				x, right = append(x, l.X), max(right, l.X+l.Width)
			}
		}
		if len(x) < 2 || tt.hangs != (x[1] > x[0]+5) {
			t.Errorf("%s: lines start at %.1f", tt.cell, x)
		}
		if len(res.Faults) > 0 || right > frameOf(upright, full).left+frameOf(upright, full).width/2+tableSize/2+em {
			t.Errorf("%s: ends at %.1f, faults %v", tt.cell, right, res.Faults)
		}
	}
}

// A column that makes room for another does not divide its own entries.
func TestEntriesKeepTheirRoom(t *testing.T) {
	s := newSetter(fonts.Embedded{})
	table := layouttest.Table("", "窓口|受付時間|連絡先", "山形事務所 総合相談係|火曜日から土曜日までの10:00から18:00まで（昼休みを除く）|〒990-0000　山形県山形市見本町3番3号　電話　023-000-0000　ファクシミリ　023-000-0000")
	widths := s.columnWidths(table.Children, 3, []int{3, 3, 5}, 340, false)
	s.items = s.items[:0]
	s.loadString(gothic, "ファクシミリ　023-000-0000")
	space(s.items)
	if need := Pt(lineWidth(s.items))*tableSize/em1 + 2*cellPad; widths[2] < need {
		t.Errorf("the columns are %.1f wide, the entry needs %.1f", widths, need)
	}
}

// However many columns a table has, down to less than nothing for their text, it
// is set: every character is there, and no line of more than one glyph leaves its cell.
func TestAnyNumberOfColumns(t *testing.T) {
	words := []string{"令和8年11月22日", "責任者", "☐ 確認した。", "① 概要", "12,000,000円", "（注）", "……", "ー", "jiko@musashi-seimitsu.example.jp", "電話　019-000-0000", "〒100-0001　東京都千代田区千代田1番1号"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "columns")
		row := rapid.SliceOfN(rapid.SampledFrom(words), n, n).Draw(t, "cells")
		table := layouttest.Table("", strings.Repeat("列|", n-1)+"列", strings.Join(row, "|"))
		res, err := Set(&document.Document{Body: []*document.Element{table}}, Options{}, fonts.Embedded{})
		if err != nil {
			t.Fatal(err)
		}
		got, want := 0, n
		for _, w := range row {
			want += len([]rune(strings.NewReplacer(" ", "", "　", "").Replace(w)))
		}
		for _, f := range res.Faults {
			if f.Kind == FaultWidth && len([]rune(f.Text)) > 1 {
				t.Fatalf("%q is wider than its cell", f.Text)
			}
		}
		for i := range res.Pages {
			for _, l := range res.Pages[i].Lines {
				if l.Size != tableSize {
					continue
				}
				got += len([]rune(strings.NewReplacer(" ", "", "　", "").Replace(l.Text())))
			}
		}
		if got != want {
			t.Fatalf("%d characters set, want %d", got, want)
		}
	})
}

// A telephone number is whole, whatever the weights say, while there is room for it.
func TestNumbersComeBeforeWeights(t *testing.T) {
	s := newSetter(fonts.Embedded{})
	table := layouttest.Table("", "承る事項|連絡先", "個人データの取扱いに関するご質問及び苦情の申出|電話048-000-0002　〒100-0001　東京都千代田区千代田1番1号 見本ビルディング12階")
	widths := s.columnWidths(table.Children, 2, []int{9, 1}, 300, false)
	s.items = s.items[:0]
	s.loadString(gothic, "〒100-0001")
	space(s.items)
	if need := Pt(lineWidth(s.items))*tableSize/em1 + 2*cellPad; widths[1] < need {
		t.Errorf("the columns are %.1f wide, the number needs %.1f", widths, need)
	}
}
