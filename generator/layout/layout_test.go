package layout_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// square sets every glyph one em wide, Latin half an em: layout without a font.
type square struct{}

func (square) Advance(_ fonts.ID, r rune) (int, bool) {
	if r < 0x2000 {
		return 500, true
	}
	return 1000, true
}

func set(t *testing.T, doc *document.Document, opt layout.Options, m layout.Measurer) *layout.Result {
	t.Helper()
	res, err := layout.Set(doc, opt, m)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update rewrites it:\n%s", file, diff)
	}
}

func TestSet(t *testing.T) {
	tests := []struct {
		name string // golden file; says what is special
		doc  *document.Document
		opt  layout.Options
	}{
		{"regulation_of_nine_articles_with_notes_and_tables", layouttest.Regulation(9), layout.Options{HeaderLeft: "株式会社サンプル", FooterLeft: "第3版"}},
		{"policy_in_numbered_sections", layouttest.Policy(), layout.Options{}},
		{"cover_and_contents", layouttest.Regulation(30), layout.Options{TOC: true, Draft: true, Cover: &layout.Cover{
			Title: "個人情報取扱規程", Number: "規程第12号", Dates: []string{"制定　令和8年3月20日"}, Company: "株式会社サンプル商事",
		}}},
		{"flow_chart_and_organisation", figures(), layout.Options{NoTitle: true}},
		{"long_name_and_missing_value", layouttest.HardNames(), layout.Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := set(t, tt.doc, tt.opt, square{})
			if len(res.Faults) > 0 {
				t.Errorf("faults: %v", res.Faults)
			}
			golden(t, tt.name, res.Dump())
		})
	}
}

func TestNoFaultsWithRealFonts(t *testing.T) {
	docs := map[string]*document.Document{
		"regulation": layouttest.Regulation(40), "policy": layouttest.Policy(), "names": layouttest.HardNames(),
	}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := set(t, doc, layout.Options{TOC: true, Cover: &layout.Cover{Title: "個人情報取扱規程"}}, fonts.Embedded{})
			for _, f := range res.Faults {
				t.Errorf("%s: %s", f.Kind, f.Text)
			}
		})
	}
}

// Every character of the document must be on a page, in order, once.
func TestNothingIsLost(t *testing.T) {
	doc := layouttest.Policy()
	res := set(t, doc, layout.Options{}, fonts.Embedded{})
	var got strings.Builder
	for _, p := range res.Pages {
		for i := range p.Lines {
			got.WriteString(p.Lines[i].Text())
		}
	}
	document.Walk(doc.Body, func(e *document.Element) bool {
		e.Inlines(func(list []document.Inline) {
			if text := document.Plain(list); !strings.Contains(got.String(), text) {
				t.Errorf("not on the pages: %s", text)
			}
		})
		return true
	})
}

func TestMissingGlyphs(t *testing.T) {
	doc := &document.Document{Body: []*document.Element{
		layouttest.E(document.Paragraph, "", "", "氏名は{{rep_name=山田😀}}、住所は{{address=\U0010fffd}}、{{rep_name=山田😀}}とする。"),
	}}
	_, err := layout.Set(doc, layout.Options{}, fonts.Embedded{})
	var got []string
	for _, e := range layout.MissingGlyphs(err) {
		got = append(got, e.Field+" "+string(e.Rune))
	}
	if diff := cmp.Diff([]string{"rep_name 😀", "address \U0010fffd"}, got); diff != "" {
		t.Errorf("missing glyphs (-want +got):\n%s", diff)
	}
}

func TestWarnings(t *testing.T) {
	doc := &document.Document{Body: []*document.Element{
		layouttest.E(document.Paragraph, "", "", "{{a=渡邉\U000e0100}}は{{b=か\u3099く}}。{{c=零\u200b幅}}{{d=𠮷野}}"),
	}}
	res := set(t, doc, layout.Options{}, fonts.Embedded{})
	var fields []string
	for _, w := range res.Warnings {
		fields = append(fields, w.Field)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, fields); diff != "" {
		t.Errorf("warned fields (-want +got):\n%s", diff)
	}
	if text := res.Pages[0].Lines[0].Text(); text != "渡邉はがく。零幅𠮷野" {
		t.Errorf("set %q", text)
	}
}
