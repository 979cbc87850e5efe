package generator

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var articleNumber = regexp.MustCompile(`第[0-9]+条(の[0-9]+)?`)

// TestPhraseSearch searches the finished PDFs as a reader does: every 第n条 of
// the text, and 200 phrases of six characters from anywhere in it. A phrase that
// is broken over two lines is found only when the line end is passed over, as
// most viewers do; both rates are reported (docs/benchmarks.md).
func TestPhraseSearch(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var articles, articlesFound, phrases, onLine, overLines int
	for _, name := range sampleNames(t) {
		for _, kind := range sample(t, name).Kinds() {
			res, err := render(t, g, sample(t, name), kind, Text, PDF)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(file, res.Files[len(res.Files)/2].Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			found := tool(t, "pdftotext", "-raw", file, "-")
			joined := strings.NewReplacer("\n", "", "\f", "").Replace(found)
			txt := string(res.Files[0].Bytes)
			want := articleNumber.FindAllString(txt, -1)
			articles += len(want)
			articlesFound += min(len(want), len(articleNumber.FindAllString(joined, -1)))
			var lines [][]rune
			for _, l := range strings.Split(txt, "\n") {
				if r := []rune(strings.TrimLeft(l, "　")); len(r) > 20 && !strings.ContainsAny(l, "\t｜") {
					lines = append(lines, r)
				}
			}
			for range 200/len(sampleNames(t))/2 + 1 {
				l := lines[random.IntN(len(lines))]
				from := 8 + random.IntN(len(l)-14)
				phrase := string(l[from : from+6])
				if strings.ContainsAny(phrase, "　 （）注") {
					continue // spaces at a label, footnote marks: set otherwise than written
				}
				phrases++
				if strings.Contains(found, phrase) {
					onLine++
				}
				if strings.Contains(joined, phrase) {
					overLines++
				}
			}
		}
	}
	t.Logf("第n条: %d of %d found; phrases: %d of %d on one line, %d over line ends", articlesFound, articles, onLine, phrases, overLines)
	if articlesFound < articles {
		t.Errorf("第n条: only %d of %d can be found", articlesFound, articles)
	}
	if overLines*100 < phrases*97 {
		t.Errorf("phrases: only %d of %d can be found", overLines, phrases)
	}
}
