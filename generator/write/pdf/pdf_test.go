package pdf_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"kitei/fonts"
	"kitei/generator/document"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
	"kitei/generator/write/pdf"
)

var jst = time.FixedZone("JST", 9*60*60)

var meta = pdf.Meta{Title: "個人情報取扱規程", Author: "𠮷野商事株式会社", Subject: "規程", Created: time.Date(2026, 11, 22, 9, 0, 0, 0, jst)}

func typeset(t testing.TB, doc *document.Document, opt layout.Options) *layout.Result {
	t.Helper()
	res, err := layout.Set(doc, opt, fonts.Embedded{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func write(t testing.TB, res *layout.Result) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(res, meta, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// file puts a PDF where other programs can read it.
func file(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// run calls a program of poppler or qpdf; without it the test fails, since a PDF
// that no second program has read is not tested.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func documents() map[string]*layout.Options {
	return map[string]*layout.Options{
		"regulation": {HeaderLeft: "株式会社サンプル商事", FooterLeft: "第3版", TOC: true, Draft: true, Cover: &layout.Cover{Title: "個人情報取扱規程"}},
		"policy":     {},
		"names":      {},
		"turned":     {},
		"figures":    {TOC: true},
	}
}

func document40(name string) *document.Document {
	switch name {
	case "policy":
		return layouttest.Policy()
	case "names":
		return layouttest.HardNames()
	case "figures":
		return &document.Document{Body: []*document.Element{
			layouttest.E(document.AppdxNote, "別紙1", "対応フロー", "", layouttest.LeakFlow()),
			layouttest.E(document.AppdxStyle, "別紙2", "管理体制図", "", layouttest.Organisation(9)),
		}}
	case "turned":
		doc := layouttest.Regulation(10)
		doc.Body[len(doc.Body)-2].Landscape = true
		return doc
	}
	return layouttest.Regulation(40)
}

// What pdftotext reads must be the letters that layout set, page by page.
func TestTextComesBack(t *testing.T) {
	for name, opt := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := typeset(t, document40(name), *opt)
			out := run(t, "pdftotext", "-raw", "-enc", "UTF-8", file(t, write(t, res)), "-")
			pages := strings.Split(out, "\f")
			for i := range res.Pages {
				var want strings.Builder
				for k := range res.Pages[i].Lines {
					want.WriteString(res.Pages[i].Lines[k].Text())
				}
				if w, g := letters(want.String()), letters(pages[i]); w != g {
					t.Errorf("page %d: read %q, set %q", i+1, g, w)
				}
			}
		})
	}
}

// letters gives the characters of s in order of their code, without spaces:
// viewers disagree about the order of columns.
func letters(s string) string {
	var list []rune
	for _, r := range s {
		if !unicode.IsSpace(r) {
			list = append(list, r)
		}
	}
	slices.Sort(list)
	return string(list)
}

func TestOtherProgramsAgree(t *testing.T) {
	for name, opt := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := typeset(t, document40(name), *opt)
			f := file(t, write(t, res))
			run(t, "qpdf", "--check", f) // fails on a warning, too
			list := strings.Split(strings.TrimSpace(run(t, "pdffonts", f)), "\n")
			for _, line := range list[2:] {
				if !strings.Contains(line, "yes yes yes") || !strings.Contains(line, "+") {
					t.Errorf("pdffonts: %s", line)
				}
			}
			info := run(t, "pdfinfo", f)
			for _, want := range []string{"個人情報取扱規程", "𠮷野商事株式会社"} {
				if !strings.Contains(info, want) {
					t.Errorf("pdfinfo does not know %s:\n%s", want, info)
				}
			}
		})
	}
}

// The same pages give the same bytes, whoever else is writing.
func TestSameBytes(t *testing.T) {
	want := write(t, typeset(t, layouttest.Regulation(40), layout.Options{TOC: true}))
	got := make([][]byte, 4)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			if i%2 == 1 {
				write(t, typeset(t, layouttest.HardNames(), layout.Options{}))
			}
			got[i] = write(t, typeset(t, layouttest.Regulation(40), layout.Options{TOC: true}))
		})
	}
	wg.Wait()
	for i := range got {
		if !bytes.Equal(got[i], want) {
			t.Errorf("document %d differs from the first", i)
		}
	}
}

// outlineEntry is an entry of qpdf's JSON.
type outlineEntry struct {
	Title string
	Dest  []any
	Kids  []outlineEntry
}

func TestOutlineIsATree(t *testing.T) {
	res := typeset(t, layouttest.Regulation(40), layout.Options{TOC: true})
	var out struct{ Outlines []outlineEntry }
	if err := json.Unmarshal([]byte(run(t, "qpdf", "--json=1", "--json-key=outlines", file(t, write(t, res)))), &out); err != nil {
		t.Fatal(err)
	}
	var flat []string
	var walk func([]outlineEntry, int)
	walk = func(list []outlineEntry, level int) {
		for _, e := range list {
			flat = append(flat, strings.Repeat(" ", level)+e.Title)
			walk(e.Kids, level+1)
		}
	}
	walk(out.Outlines, 0)
	var want []string
	for _, o := range res.Outline {
		want = append(want, strings.Repeat(" ", o.Level-1)+o.Title)
	}
	if !slices.Equal(flat, want) {
		t.Errorf("outline %q, want %q", flat, want)
	}
}

func TestRareCharactersCanBeSearched(t *testing.T) {
	doc := &document.Document{Body: []*document.Element{
		layouttest.E(document.Paragraph, "", "", "責任者は{{ppo=𠮷野　﨑子}}、𠮟責、髙橋、渡邉\U000e0100、か\u3099く、☐ 未 ☑ 済とする。"),
	}}
	out := run(t, "pdftotext", file(t, write(t, typeset(t, doc, layout.Options{}))), "-")
	for _, want := range []string{"𠮷野", "﨑子", "𠮟責", "髙橋", "☐", "☑", "渡邉\U000e0100、", "か\u3099く"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in %q", want, out)
		}
	}
}

// A search for 第12条 must find every 第12条, whatever space stands in it.
func TestNumbersCanBeSearched(t *testing.T) {
	res := typeset(t, layouttest.Regulation(40), layout.Options{TOC: true})
	out := run(t, "pdftotext", file(t, write(t, res)), "-")
	phrase := regexp.MustCompile(`第[0-9]+[条章項]|[0-9,]+円|[0-9]+日`)
	want := 0
	for i := range res.Pages {
		for k := range res.Pages[i].Lines {
			want += len(phrase.FindAllString(res.Pages[i].Lines[k].Text(), -1))
		}
	}
	if got := len(phrase.FindAllString(out, -1)); got != want || want < 100 {
		t.Errorf("found %d of %d", got, want)
	}
}

// A line must reach the place layout gave it: the measure's right edge.
func TestLinesEndWhereLayoutPutThem(t *testing.T) {
	text := strings.Repeat("個人データの漏えい、滅失又は毀損（以下「漏えい等」という。）は、第12条のとおりAES-256で", 12)
	doc := &document.Document{Body: []*document.Element{layouttest.E(document.Paragraph, "", "", text)}}
	res := typeset(t, doc, layout.Options{})
	out := run(t, "pdftotext", "-bbox-layout", file(t, write(t, res)), "-")
	var ends []string
	for line := range strings.Lines(out) {
		if strings.Contains(line, "<line ") {
			_, rest, _ := strings.Cut(line, `xMax="`)
			end, _, _ := strings.Cut(rest, `"`)
			ends = append(ends, end)
		}
	}
	if len(ends) < 10 {
		t.Fatalf("pdftotext found the lines %q", ends)
	}
	for i, l := range res.Pages[0].Lines[:len(ends)-2] {
		want := float64(l.X + l.Width)
		var got float64
		if err := json.Unmarshal([]byte(ends[i]), &got); err != nil || got-want > 0.2 || want-got > 0.2 {
			t.Errorf("line %d ends at %s, want %.2f", i, ends[i], want)
		}
	}
}

// The leaders of a 目次 are drawn: a search and a copy give title and page number only.
func TestContentsHaveNoLeadersInTheText(t *testing.T) {
	res := typeset(t, layouttest.Regulation(40), layout.Options{TOC: true})
	out := run(t, "pdftotext", "-l", "2", "-layout", file(t, write(t, res)), "-")
	if strings.ContainsAny(out, "…‥・") || !regexp.MustCompile(`第1条（目的） +1\n`).MatchString(out) {
		t.Errorf("the contents read as %q", out)
	}
}
