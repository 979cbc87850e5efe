package generator

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// trainingFiles renders a training kind of a sample with other facts and options.
func trainingFiles(t *testing.T, g *Generator, name, kind string, facts, options map[string]any, format Format) *Result {
	t.Helper()
	tree := sample(t, name).Tree()
	p := tree["profile"].(map[string]any)
	for k, v := range facts {
		p[k] = v
	}
	tree["documents"] = []any{map[string]any{"kind": kind, "options": options}}
	input, err := profile.FromTree(tree)
	if err != nil {
		t.Fatal(err)
	}
	res, err := render(t, g, input, kind, format)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func trainingText(t *testing.T, g *Generator, name, kind string, facts, options map[string]any) string {
	t.Helper()
	return string(trainingFiles(t, g, name, kind, facts, options, Text).Files[0].Bytes)
}

// dataTexts are all the words of the data files of a training.
func dataTexts(t *testing.T) []string {
	t.Helper()
	d, err := loadTraining()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range d.Statistics {
		out = append(out, s.Title, s.Source, s.Published, s.Caution)
		out = slices.Concat(out, s.List, s.Facts)
		for _, r := range s.Rows {
			out = append(out, r.Label, r.Print)
		}
	}
	for _, c := range d.Cases {
		out = append(out, c.Title, c.Gist, c.Situation, c.Direct, c.Others)
		out = append(out, c.Do...)
	}
	for _, q := range d.Questions {
		out = append(out, q.Text, q.Reason)
		out = append(out, q.Choices...)
	}
	for _, p := range d.Penalties {
		out = append(out, p.Text)
	}
	return out
}

// TestTrainingData: the data hold what the templates hold to: no word that lint
// forbids, every statistic with its source, every mark a known value.
func TestTrainingData(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	current, err := g.law.At(asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range dataTexts(t) {
		if bad := forbidden.FindString(words); bad != "" {
			t.Errorf("%q in %q", bad, words)
		}
		for _, m := range current.FindStale(words) {
			t.Errorf("%q in %q: write %q", m.Word, words, m.Instead)
		}
		if _, err := fillMarks(words, map[string]any{}, current); err != nil {
			t.Errorf("%q: %v", words, err)
		}
	}
	d, err := loadTraining()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range d.Statistics {
		if s.Source == "" || s.Published == "" || len(s.Rows)+len(s.List) == 0 {
			t.Errorf("%s lacks its source, its year or its numbers", s.ID)
		}
		if _, err := japanese.ParseDate(s.AsOf); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
	}
	if slices.Contains(d.Default, "S1") && slices.Contains(d.Default, "S2") {
		t.Error("S1 and S2 are counted differently and shown together")
	}
	for _, c := range d.Cases {
		for _, words := range append([]string{c.Gist, c.Direct}, c.Do...) {
			if n := utf8.RuneCountInString(words); n > 40 {
				t.Errorf("%s: %d characters: %s", c.ID, n, words)
			}
		}
		if len(c.Do) != 3 {
			t.Errorf("%s has %d things to do", c.ID, len(c.Do))
		}
	}
	for _, p := range d.Penalties {
		c, err := current.Cite(p.Law)
		if to, e := japanese.ParseDate(p.To); err != nil || e != nil || !c.Confirmed || to.Before(asOf) {
			t.Errorf("%s: not compared with the law on %s", p.Law, asOf)
		}
	}
}

// TestCasesFit: what a company meets decides which accidents it learns from.
func TestCasesFit(t *testing.T) {
	d, err := loadTraining()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		values map[string]any
		want   string
	}{
		{"anybody", map[string]any{}, "K8 K7 K9"},
		{"sharoushi", map[string]any{"is_sharoushi": true, "industry": "shigyo"}, "K15 K6 K7"},
		{"AI and home", map[string]any{"ai": map[string]any{"uses": true}, "technical": map[string]any{"remote_work": true}}, "K12 K2 K8"},
		{"shop", map[string]any{"purpose_codes": []any{"C05"}}, "K4 K8 K7"},
		{"clinic", map[string]any{"industry": "iryo"}, "K7 K9 K8"},
		{"asked for", map[string]any{"options": map[string]any{"cases": []any{"K14", "K1"}}}, "K14 K1"},
		{"long", map[string]any{"options": map[string]any{"duration_min": "90"}}, "K8 K7 K9 K12 K10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range d.chooseCases(tt.values) {
				got = append(got, c.ID)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

// TestQuizOrder: the ids stay, the order is the seed's; managers get their own.
func TestQuizOrder(t *testing.T) {
	d, err := loadTraining()
	if err != nil {
		t.Fatal(err)
	}
	ids := func(seed int, audience string) string {
		var out []string
		for _, q := range d.quiz(map[string]any{"options": map[string]any{"audience": audience, "quiz": map[string]any{"shuffle_seed": seed}}}) {
			out = append(out, q.ID)
		}
		return strings.Join(out, " ")
	}
	for _, tt := range []struct {
		seed           int
		audience, want string
	}{
		{0, "all", "Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 Q10"},
		{0, "managers", "Q1 Q17 Q3 Q4 Q5 Q6 Q7 Q8 Q16 Q10"},
		{7, "all", "Q9 Q2 Q6 Q10 Q1 Q5 Q4 Q3 Q7 Q8"},
	} {
		if got := ids(tt.seed, tt.audience); got != tt.want {
			t.Errorf("seed %d, %s: %s, want %s", tt.seed, tt.audience, got, tt.want)
		}
	}
}

// TestHandoutLengths: 30, 60 and 90 minutes take the sections of their length.
func TestHandoutLengths(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	long := []string{"費用の例", "決まりを育てる"}
	middle := []string{"法律の決まりを1枚で", "数字で見る事故", "事例に共通すること", "自分の机の点検"}
	short := []string{"今日の目標", "五つの約束", "携帯カード", "場面別のルール"}
	for minutes, want := range map[string][3]bool{"30": {true}, "60": {true, true}, "90": {true, true, true}} {
		txt := trainingText(t, g, "seisakusho", "training_handout", nil, map[string]any{"duration_min": minutes})
		for i, group := range [][]string{short, middle, long} {
			for _, words := range group {
				if strings.Contains(txt, words) != want[i] {
					t.Errorf("%s minutes: %s is there: %v", minutes, words, !want[i])
				}
			}
		}
	}
}

// TestHandoutSays: no statistic without its source, no name of a company in a
// case, no date that the sources disagree about; blanks only where asked for.
func TestHandoutSays(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	txt := trainingText(t, g, "seisakusho", "training_handout", nil, map[string]any{"duration_min": "90", "stats": []any{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"}})
	if n := strings.Count(txt, "出典　"); n != 8 {
		t.Errorf("%d sources for 8 statistics", n)
	}
	if bad := regexp.MustCompile(`2023年2月|ベネッセ|〇〇|弊社`).FindString(txt); bad != "" {
		t.Errorf("holds %q", bad)
	}
	blanks := trainingText(t, g, "seisakusho", "training_handout", map[string]any{"emergency_contacts": []any{}}, map[string]any{"omit_empty": false})
	none := trainingText(t, g, "seisakusho", "training_handout", map[string]any{"emergency_contacts": []any{}}, map[string]any{"omit_empty": true})
	if !strings.Contains(blanks, "緊急連絡網（記入欄）") || strings.Contains(none, "記入欄") {
		t.Error("blanks to write in do not follow omit_empty")
	}
	solo := trainingText(t, g, "shinryojo", "training_handout", nil, nil)
	if !strings.Contains(solo, "自己点検シート") || strings.Contains(solo, "緊急連絡網") || strings.Contains(solo, "研修が終わったとき") {
		t.Error("a proprietor alone does not get the self-check sheet")
	}
}

// TestOldStatisticsWarn: a statistic older than 24 months is told of.
func TestOldStatisticsWarn(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"S1": true, "S2": false} {
		res := trainingFiles(t, g, "seisakusho", "training_handout", nil, map[string]any{"stats": []any{id}}, Text)
		got := slices.ContainsFunc(res.Warnings, func(f profile.Fault) bool { return f.Code == "old_statistics" })
		if got != want {
			t.Errorf("%s: warned %v", id, got)
		}
	}
}

// TestPenaltiesEnd: what was not compared with the law of a day is not printed.
func TestPenaltiesEnd(t *testing.T) {
	d, err := loadTraining()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{"is_corporation": true}
	before, after := d.penaltyTexts(values, japanese.Date{Year: 2027, Month: 1, Day: 16}), d.penaltyTexts(values, japanese.Date{Year: 2027, Month: 1, Day: 17})
	if len(before) != 3 || len(after) != 0 {
		t.Errorf("%d penalties on the day before, %d on the day of the change", len(before), len(after))
	}
	if n := len(d.penaltyTexts(map[string]any{}, asOf)); n != 2 {
		t.Errorf("%d penalties for a proprietor, want 2", n)
	}
}

// TestSlides: A4 on its side, no bullet of more than 40 characters, a topic that
// does not fit goes on under its title.
func TestSlides(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	bullet := regexp.MustCompile(`(?m)^　*・　(.*)$`)
	for _, name := range []string{"zenbu", "shinryojo", "sharoushi", "iryohojin"} {
		txt := trainingText(t, g, name, "training_slides", nil, map[string]any{"duration_min": "90"})
		for _, m := range bullet.FindAllStringSubmatch(txt, -1) {
			if n := utf8.RuneCountInString(m[1]); n > 40 {
				t.Errorf("%s: %d characters: %s", name, n, m[1])
			}
		}
	}
	var rules []any
	for range 12 {
		rules = append(rules, map[string]any{"scene": "ai", "text": strings.Repeat("承認を受けたものだけを使います。", 4)})
	}
	training := map[string]any{"sessions": []any{map[string]any{"title": "研修", "mode": "self", "audience": "全員"}}, "rules": rules}
	res := trainingFiles(t, g, "seisakusho", "training_slides", map[string]any{"training": training}, nil, PDF)
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, res.Files[0].Bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, "pdfinfo", file); !strings.Contains(out, "841.89 x 595.28") {
		t.Errorf("not A4 on its side:\n%s", out)
	}
	if out := tool(t, "pdftotext", file, "-"); !strings.Contains(out, "職場で定めたルール（続き）") {
		t.Error("a topic of several pages does not repeat its title")
	}
	for _, w := range res.Warnings {
		if w.Code == "typesetting" {
			t.Error("a slide overflows or breaks a rule of typesetting")
		}
	}
}

// TestTrainingParts: notes and pledge are files of their own, made when asked
// for; the plain Japanese text takes the place of the handout.
func TestTrainingParts(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind    string
		sample  string
		options map[string]any
		want    string
	}{
		{"training_handout", "seisakusho", nil, "main"},
		{"training_handout", "seisakusho", map[string]any{"lecturer_notes": true, "pledge_sheet": true}, "main notes pledge"},
		{"training_slides", "seisakusho", map[string]any{"pledge_sheet": true}, "main pledge"},
		{"training_handout", "seisakusho", map[string]any{"lang": "easy_ja"}, "main"},
		{"training_handout", "shinryojo", map[string]any{"lang": "easy_ja", "lecturer_notes": true, "pledge_sheet": true}, "main"},
		{"training_quiz", "seisakusho", nil, "main answers"},
	} {
		res := trainingFiles(t, g, tt.sample, tt.kind, nil, tt.options, Text)
		var parts []string
		for _, f := range res.Files {
			parts = append(parts, f.Part)
		}
		if got := strings.Join(parts, " "); got != tt.want {
			t.Errorf("%s of %s with %v: %s, want %s", tt.kind, tt.sample, tt.options, got, tt.want)
		}
	}
	easy := trainingText(t, g, "seisakusho", "training_handout", nil, map[string]any{"lang": "easy_ja"})
	for _, sentence := range strings.FieldsFunc(easy, func(r rune) bool { return strings.ContainsRune("。\n\t", r) }) {
		if n := utf8.RuneCountInString(regexp.MustCompile(`（[^）]*）`).ReplaceAllString(sentence, "")); n > 40 {
			t.Errorf("a sentence of %d characters in plain Japanese: %s", n, sentence)
		}
	}
	pledge := string(trainingFiles(t, g, "seisakusho", "training_handout", nil, map[string]any{"pledge_sheet": true}, Text).Files[1].Bytes)
	if bad := regexp.MustCompile(`違約金|賠償|一切の異議`).FindString(pledge); bad != "" {
		t.Errorf("the pledge holds %q", bad)
	}
}

// TestLecturersTime: the minutes of the sections add up to the training.
func TestLecturersTime(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^[^\t\n]+\t(\d+)\t`)
	for _, minutes := range []string{"30", "60", "90"} {
		res := trainingFiles(t, g, "seisakusho", "training_handout", nil, map[string]any{"duration_min": minutes, "lecturer_notes": true}, Text)
		sum := 0
		for _, m := range row.FindAllStringSubmatch(string(res.Files[1].Bytes), -1) {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if strconv.Itoa(sum) != minutes {
			t.Errorf("%d minutes are planned for a training of %s", sum, minutes)
		}
	}
}
