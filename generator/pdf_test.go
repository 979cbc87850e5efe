package generator

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kitei/fonts"
	"kitei/generator/layout"
	"kitei/generator/write/pdf"
)

// sampleNames are the sample companies.
func sampleNames(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../samples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".yaml"))
	}
	return names
}

// tool runs one of the programs that make test installs.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// TestSamplePDFs checks the PDF of every sample with programs that are not
// ours: structure, fonts, text, and the heads and tails of lines.
func TestSamplePDFs(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sampleNames(t) {
		for _, kind := range sample(t, name).Kinds() {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				res, err := render(t, g, sample(t, name), kind, Text, PDF)
				if err != nil {
					t.Fatal(err)
				}
				for _, w := range res.Warnings {
					if w.Code == "typesetting" {
						t.Error("the layout found a fault of its own")
					}
				}
				parts := len(res.Files) / 2 // the texts, then the PDFs
				for i, f := range res.Files[parts:] {
					file := filepath.Join(t.TempDir(), "x.pdf")
					if err := os.WriteFile(file, f.Bytes, 0o600); err != nil {
						t.Fatal(err)
					}
					if out := tool(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors") {
						t.Error(out)
					}
					checkFonts(t, tool(t, "pdffonts", file))
					checkText(t, string(res.Files[i].Bytes), tool(t, "pdftotext", "-raw", file, "-"))
					checkLines(t, tool(t, "pdftotext", "-bbox", file, "-"))
				}
			})
		}
	}
}

// checkFonts wants every font embedded, as a subset, with a Unicode map.
func checkFonts(t *testing.T, out string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) < 3 {
		t.Fatal("no fonts")
	}
	for _, l := range lines[2:] {
		f := strings.Fields(l)
		if n := len(f); n < 6 || f[n-5] != "yes" || f[n-4] != "yes" || f[n-3] != "yes" {
			t.Errorf("not embedded, not a subset or no Unicode map: %s", l)
		}
	}
}

// letters drops everything that setting may add or take away: white space,
// brackets that a table of contents repeats, and the choice of width.
func letters(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(s)))
}

// checkText wants every character of the text output in the PDF, at least as often.
func checkText(t *testing.T, txt, pdf string) {
	t.Helper()
	count := map[rune]int{}
	for _, r := range letters(pdf) {
		count[r]++
	}
	txt = noteMark.ReplaceAllString(txt, "$1") // in print a footnote mark is its raised number
	var lost []rune
	for _, r := range letters(txt) {
		if count[r]--; count[r] < 0 {
			lost = append(lost, r)
		}
	}
	if len(lost) > 0 {
		slices.Sort(lost)
		t.Errorf("%d characters of the text are not in the PDF: %q", len(lost), string(slices.Compact(lost)))
	}
}

var noteMark = regexp.MustCompile(`（?注([0-9]+)[）　]`)

var bboxWord = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>`)

const (
	noHead = "、。，．：；？！ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ）」』】〉》〕"
	noTail = "（「『【〈《〔"
)

// checkLines reads the finished pages back and looks at the first and last
// character of every line. Words closer than two ems on one baseline are one
// line, so that a label and its text, or the two sides of a blank in a form,
// are not taken for two.
func checkLines(t *testing.T, bbox string) {
	t.Helper()
	for _, f := range lineFaults(bbox) {
		t.Error(f)
	}
}

func lineFaults(bbox string) (faults []string) {
	type line struct {
		x1, y, h float64
		text     string
	}
	for pageNo, page := range strings.Split(bbox, "<page ")[1:] {
		var lines []line
		for _, m := range bboxWord.FindAllStringSubmatch(page, -1) {
			var v [4]float64
			for i := range v {
				v[i], _ = strconv.ParseFloat(m[i+1], 64)
			}
			word := html.UnescapeString(m[5])
			h, mid := v[3]-v[1], (v[1]+v[3])/2
			i := slices.IndexFunc(lines, func(l line) bool { return abs(l.y-mid) < 2.5 && v[0]-l.x1 < 2.2*h && v[0]-l.x1 > -h })
			if i < 0 {
				lines = append(lines, line{v[2], mid, h, word})
				continue
			}
			lines[i].x1, lines[i].text = v[2], lines[i].text+word
		}
		for _, l := range lines {
			r := []rune(l.text)
			// the two sides of a blank to be filled in: （　　　　）
			if slices.ContainsFunc(lines, func(o line) bool {
				open := func(s string) bool { return strings.Count(s, "（") > strings.Count(s, "）") }
				return abs(o.y-l.y) < 2.5 && (open(o.text) && o.x1 < l.x1 && r[0] == '）' || strings.HasPrefix(o.text, "）") && o.x1 > l.x1)
			}) {
				continue
			}
			if strings.ContainsRune(noHead, r[0]) {
				faults = append(faults, fmt.Sprintf("page %d: a line begins with %c: %s", pageNo+1, r[0], l.text))
			}
			if len(r) > 1 && strings.ContainsRune(noTail, r[len(r)-1]) {
				faults = append(faults, fmt.Sprintf("page %d: a line ends with %c: %s", pageNo+1, r[len(r)-1], l.text))
			}
		}
	}
	return faults
}

// TestKnownBadLines: a PDF with a line-head and a line-end fault is found bad,
// so that silence of the check means something.
func TestKnownBadLines(t *testing.T) {
	line := func(y layout.Pt, text string) layout.Line {
		return layout.Line{X: 100, Baseline: y, Size: 10.5, Runs: []layout.Run{{Face: fonts.Mincho, Size: 10.5, X: 100, Text: text}}}
	}
	bad := &layout.Result{Pages: []layout.Page{{Width: 595, Height: 842, Label: "1", Lines: []layout.Line{
		line(100, "この行は、始め括弧で終わる（"), line(118, "。この行は、句点で始まる"), line(136, "この行に誤りはない。"),
	}}}}
	var b bytes.Buffer
	if err := pdf.Write(bad, pdf.Meta{Title: "悪い見本"}, &b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bad.pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	faults := lineFaults(tool(t, "pdftotext", "-bbox", file, "-"))
	if len(faults) != 2 || !strings.Contains(faults[0], "ends with （") || !strings.Contains(faults[1], "begins with 。") {
		t.Errorf("found %q", faults)
	}
}

func abs(x float64) float64 { return max(x, -x) }

// pagesBefore counts the pages before the first that begins with a word (below
// its header line).
func pagesBefore(t *testing.T, pdf []byte, word string) int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, page := range strings.Split(tool(t, "pdftotext", "-raw", file, "-"), "\f") {
		lines := strings.SplitN(page, "\n", 3)
		if len(lines) > 1 && (strings.HasPrefix(lines[0], word) || strings.HasPrefix(lines[1], word)) {
			return i
		}
	}
	t.Fatalf("no page begins with %s", word)
	return 0
}
