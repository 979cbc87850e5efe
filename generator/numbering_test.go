package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leftovers are marks of the template language and of model texts.
var leftovers = []string{"{{", "}}", "[[", "]]", ":::", "[^", "%%", "〇〇", "○○", "●●", "<nil>", "map[", "等等", "、、", "。。", "、。", "。、", "をを", "にに", "（）", "「」", "  "}

// wellFormed checks what must hold for the text of every document: no leftovers,
// one self term, numbers without gap or repetition.
func wellFormed(t *testing.T, kind, text, self string) {
	t.Helper()
	for _, words := range leftovers {
		if i := strings.Index(text, words); i >= 0 {
			t.Errorf("%s: %q in: %s", kind, words, lineAt(text, i))
		}
	}
	var found []string
	for _, term := range selfTerms {
		if strings.Contains(text, term) {
			found = append(found, term)
		}
	}
	if kind == "nda" || kind == "contractor_checklist" { // the parties are 甲 and 乙, or 委託元 and 委託先
		if len(found) > 0 {
			t.Errorf("%s: calls a party %v", kind, found)
		}
	} else if kind == "training_quiz" && len(found) == 0 {
		// questions do not speak of the company
	} else if len(found) != 1 || self != "" && found[0] != self {
		t.Errorf("%s: calls itself %v, want %s", kind, found, self)
	}
	for _, fault := range slices.Concat(numbering(text), references(text)) {
		t.Errorf("%s: %s", kind, fault)
	}
}

var (
	articleRef = regexp.MustCompile(`(.)第(\d+)条`)
	annexRef   = regexp.MustCompile(`(別表|別紙|様式)第(\d+)`)
	headingRef = regexp.MustCompile(`「(\d+\.\d*) ([^」]+)」`)
	noteMark   = regexp.MustCompile(`（注\d+）`)
)

// references reports what a text refers to within itself and has not: 条 beyond
// the last, annexes and headings that are not there. An 条 after the name of a
// law is not the document's own.
func references(text string) []string {
	var faults []string
	articles := 0
	headings, annexes := map[string]bool{}, map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		if articleLine.MatchString(line) {
			articles++
		}
		if headingLine.MatchString(line) || subheadingLine.MatchString(line) {
			headings[strings.Replace(noteMark.ReplaceAllString(line, ""), "　", " ", 1)] = true
		}
		if m := annexLine.FindStringSubmatch(line); m != nil {
			annexes[m[1]+"第"+m[2]] = true
		}
	}
	for _, m := range articleRef.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[2])
		if !strings.Contains("法令則律）", m[1]) && n > articles {
			faults = append(faults, fmt.Sprintf("%s, but there are %d articles", m[0], articles))
		}
	}
	for _, m := range annexRef.FindAllString(text, -1) {
		if !annexes[m] {
			faults = append(faults, m+" is not there")
		}
	}
	for _, m := range headingRef.FindAllStringSubmatch(text, -1) {
		if !headings[m[1]+" "+m[2]] {
			faults = append(faults, m[0]+" is not a heading")
		}
	}
	return faults
}

var (
	chapterLine    = regexp.MustCompile(`^第(\d+)章　`)
	sectionLine    = regexp.MustCompile(`^第(\d+)(節|款)　`)
	articleLine    = regexp.MustCompile(`^第(\d+)条（`)
	headingLine    = regexp.MustCompile(`^(\d+)\.　`)
	subheadingLine = regexp.MustCompile(`^(\d+)\.(\d+)　`)
	annexLine      = regexp.MustCompile(`^(別表|別紙|様式)(?:第(\d+))?　`)
	paragraphLine  = regexp.MustCompile(`^(?:(\d+)|\((\d+)\))　`)
	itemLine       = regexp.MustCompile(`^(　+)(?:\((\d+)\)|([①-⑳㉑-㉟㊱-㊿])|([ア-ヴ])|\(([ア-ヴ])\))　`)
)

const (
	circledDigits = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
	kanaMarks     = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)

// fixedParts is the sentence by which a collection says that its parts keep their
// numbers when one is left out.
const fixedParts = "他の部の番号は変更しない"

// numbering reads the numbers of 章, 節, 条, 項 and 号 back out of a text and
// reports every gap and repetition.
func numbering(text string) []string {
	var faults []string
	expect := func(line, what string, got, want int) {
		if got != want {
			faults = append(faults, fmt.Sprintf("%s %d follows %d: %s", what, got, want-1, line))
		}
	}
	var chapter, article, heading, subheading int
	parts := strings.Contains(text, fixedParts)
	sections, annexes := map[string]int{}, map[string]int{}
	paragraph, inArticle, open := 0, false, false // open: an 項 without number may come
	var items []int                               // by indentation
	atRest := func() { items = nil }
	for _, line := range strings.Split(text, "\n") {
		switch {
		case line == "":
			continue
		case chapterLine.MatchString(line):
			chapter++
			expect(line, "章", number(chapterLine, line, 1), chapter)
			sections = map[string]int{}
			paragraph, inArticle = 0, false
			atRest()
		case sectionLine.MatchString(line):
			unit := sectionLine.FindStringSubmatch(line)[2]
			if unit == "節" {
				sections["款"] = 0
			}
			sections[unit]++
			expect(line, unit, number(sectionLine, line, 1), sections[unit])
			paragraph, inArticle = 0, false
			atRest()
		case articleLine.MatchString(line):
			article++
			expect(line, "条", number(articleLine, line, 1), article)
			paragraph, inArticle, open = 0, true, true
			atRest()
		case headingLine.MatchString(line):
			heading++
			if n := number(headingLine, line, 1); parts && n > heading {
				heading = n
			}
			expect(line, "見出し", number(headingLine, line, 1), heading)
			subheading = 0
			paragraph, inArticle = 0, false
			atRest()
		case subheadingLine.MatchString(line):
			subheading++
			if n := number(subheadingLine, line, 1); n != heading {
				faults = append(faults, fmt.Sprintf("below %d.: %s", heading, line))
			}
			expect(line, "小見出し", number(subheadingLine, line, 2), subheading)
			paragraph, inArticle = 0, false
			atRest()
		case annexLine.MatchString(line):
			m := annexLine.FindStringSubmatch(line)
			annexes[m[1]]++
			if m[2] != "" {
				n, _ := strconv.Atoi(m[2])
				expect(line, m[1], n, annexes[m[1]])
			} else if annexes[m[1]] > 1 {
				faults = append(faults, m[1]+" without a number: "+line)
			}
			paragraph, inArticle = 0, false
			atRest()
		case strings.HasPrefix(line, "附則"):
			paragraph, inArticle = 0, false
			atRest()
		case itemLine.MatchString(line):
			m := itemLine.FindStringSubmatch(line)
			depth := len([]rune(m[1]))
			for len(items) <= depth {
				items = append(items, 0)
			}
			items = items[:depth+1]
			items[depth]++
			expect(line, "号", itemNumber(m), items[depth])
		case paragraphLine.MatchString(line):
			m := paragraphLine.FindStringSubmatch(line)
			n, _ := strconv.Atoi(m[1] + m[2])
			if inArticle && paragraph == 0 {
				paragraph = 1
				if open {
					faults = append(faults, "an article begins with a number: "+line)
				}
			}
			paragraph++
			expect(line, "項", n, paragraph)
			open = false
			atRest()
		default: // an 項 without number, a row of a table, a line of a box
			if inArticle && strings.HasPrefix(line, "　") && !strings.HasPrefix(line, "　｜") && !strings.HasPrefix(line, "　　") {
				if !open {
					faults = append(faults, "an 項 without number after another: "+line)
				}
				open = false
			}
			depth := len([]rune(line)) - len([]rune(strings.TrimLeft(line, "　")))
			items = items[:min(depth, len(items))]
		}
	}
	return faults
}

func number(re *regexp.Regexp, line string, group int) int {
	n, _ := strconv.Atoi(re.FindStringSubmatch(line)[group])
	return n
}

func itemNumber(m []string) int {
	switch {
	case m[2] != "":
		n, _ := strconv.Atoi(m[2])
		return n
	case m[3] != "":
		return len([]rune(circledDigits[:strings.Index(circledDigits, m[3])])) + 1
	}
	mark := m[4] + m[5]
	return len([]rune(kanaMarks[:max(strings.Index(kanaMarks, mark), 0)])) + 1
}

// TestNumbering holds the reader of numbers to its word.
func TestNumbering(t *testing.T) {
	tests := []struct {
		name, text string
		faults     int
	}{
		{"right", "題名\n\n第1章　総則\n\n第1条（目的）\n　第一の項\n　(1)　号\n　　ア　細分\n　　イ　細分\n　(2)　号\n2　項\n　(1)　号\n\n第2条（定義）\n　項\n", 0},
		{"gap in 条", "第1条（甲）\n　項\n\n第3条（乙）\n　項\n", 1},
		{"項 twice", "第1条（甲）\n　項\n2　項\n2　項\n", 1},
		{"項 skipped", "第1条（甲）\n　項\n3　項\n", 1},
		{"号 goes on after an 項", "第1条（甲）\n　項\n　(1)　号\n2　項\n　(2)　号\n", 1},
		{"two 項 without number", "第1条（甲）\n　項\n　項\n", 1},
		{"policy", "題\n　前文\n\n1.　一\n(1)　項\n　①　号\n　②　号\n　　・　細分\n(2)　項\n　①　号\n\n2.　二\n　項\n　①　号\n", 0},
		{"policy skips", "1.　一\n　項\n　①　号\n　③　号\n\n3.　二\n", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := numbering(tt.text); len(got) != tt.faults {
				t.Errorf("%d faults, want %d: %q", len(got), tt.faults, got)
			}
		})
	}
}

// TestReferences holds the reader of references to its word.
func TestReferences(t *testing.T) {
	text := "第1条（目的）\n　法第23条、施行規則第15条、休日に関する法律（昭和63年法律第91号）第99条、前条、第2条第1項、別表第2及び別表第3は第3条による。\n\n第2条（定義）\n　「3. 窓口」、「4. 窓口」\n\n3.　窓口\n\n別表第2　表\n"
	want := []string{"は第3条, but there are 2 articles", "別表第3 is not there", "「4. 窓口」 is not a heading"}
	if got := references(text); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
