package generator

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"

	"github.com/goccy/go-yaml"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
	"kitei/templates"
)

// The material of a training is data: templates/data/training_*.yaml.

// statistic is a figure of somebody else's survey. It is never printed without
// its source and year.
type statistic struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Source    string `yaml:"source"`
	AsOf      string `yaml:"as_of"` // the day it was published
	Published string `yaml:"published"`
	Via       string `yaml:"via"` // where the numbers were read, if not at the source
	Confirmed bool   `yaml:"confirmed"`
	Rows      []struct {
		Label string `yaml:"label"`
		Value string `yaml:"value"`
		Print string `yaml:"print"`
	} `yaml:"rows"`
	List    []string `yaml:"list"`
	Facts   []string `yaml:"facts"`
	Caution string   `yaml:"caution"`
}

// trainingCase is an accident to learn from.
type trainingCase struct {
	ID        string   `yaml:"id"`
	Title     string   `yaml:"title"`
	Gist      string   `yaml:"gist"`
	Situation string   `yaml:"situation"`
	Direct    string   `yaml:"direct"`
	Others    string   `yaml:"others"`
	Do        []string `yaml:"do"`
}

// question is one of the quiz.
type question struct {
	ID       string   `yaml:"id"`
	Text     string   `yaml:"text"`
	Choices  []string `yaml:"choices"` // empty: ○ or ×
	Answer   string   `yaml:"answer"`
	Reason   string   `yaml:"reason"`
	Spare    bool     `yaml:"spare"`
	Only     string   `yaml:"only"`     // audience
	Replaces string   `yaml:"replaces"` // id of the question it stands for there
}

// penalty is a line about what the law threatens, and until when it was compared
// with the law.
type penalty struct {
	Law  string `yaml:"law"`
	To   string `yaml:"to"`
	Only string `yaml:"only"` // corporation
	Text string `yaml:"text"`
}

// trainingData is everything in templates/data about training.
type trainingData struct {
	CheckedOn   string      `yaml:"checked_on"`
	Default     []string    `yaml:"default"`
	DefaultLong []string    `yaml:"default_long"`
	Statistics  []statistic `yaml:"statistics"`

	Cases     []trainingCase `yaml:"cases"`
	Questions []question     `yaml:"questions"`
	Penalties []penalty      `yaml:"penalties"`
}

// loadTraining reads the data once; it is part of the program.
var loadTraining = sync.OnceValues(func() (*trainingData, error) {
	d := &trainingData{}
	for _, name := range []string{"statistics", "cases", "quiz", "penalties"} {
		file := "data/training_" + name + ".yaml"
		src, err := templates.FS.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := yaml.UnmarshalWithOptions(src, d, yaml.DisallowUnknownField()); err != nil {
			return nil, fmt.Errorf("templates/%s: %w", file, err)
		}
	}
	return d, nil
})

// trainingField is the schema of training_material, for templates.
func trainingField() *profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	texts := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.Array, LabelJA: label, Items: &profile.Field{Type: profile.String}}
	}
	list := func(name, label string, properties ...*profile.Field) *profile.Field {
		return &profile.Field{Name: name, Type: profile.Array, LabelJA: label, Items: &profile.Field{Type: profile.Object, Properties: properties}}
	}
	return &profile.Field{Name: "training_material", Type: profile.Object, LabelJA: "研修の材料", Properties: []*profile.Field{
		list("statistics", "統計", text("id", "記号"), text("title", "題"), text("source", "出典"), text("published", "公表"), text("caution", "注意"),
			list("rows", "棒グラフの行", text("label", "項目"), text("value", "数"), text("print", "印刷する数")), list("list", "順位", text("rank", "順"), text("text", "内容")), texts("facts", "分かること")),
		list("cases", "事例", text("id", "記号"), text("title", "題"), text("gist", "要点"), text("situation", "状況"), text("direct", "直接の原因"), text("others", "背景"), text("causes", "原因と背景"), texts("do", "すること"), text("steps", "することを番号付きで並べたもの")),
		list("questions", "理解度テスト", text("number", "番号"), text("id", "記号"), text("text", "問題"), text("printed", "問題と選択肢"), texts("choices", "選択肢"), text("answer", "正答"), text("reason", "理由")),
		texts("penalties", "罰則"), text("points", "1問の配点"),
	}}
}

// staleMonths is the age from which on a statistic is warned of.
const staleMonths = 24

// trainingValues chooses the material for one company and puts it among its
// values; it warns of what is old.
func trainingValues(values map[string]any, current *law.Law, asOf japanese.Date) ([]profile.Fault, error) {
	d, err := loadTraining()
	if err != nil {
		return nil, err
	}
	statistics, warnings, err := d.statistics(values, asOf)
	if err != nil {
		return nil, err
	}
	questions := d.quiz(values)
	m := map[string]any{
		"statistics": statistics,
		"cases":      caseValues(d.chooseCases(values)),
		"questions":  questionValues(questions),
		"penalties":  d.penaltyTexts(values, current.Date()),
		"points":     fmt.Sprint(100 / max(1, len(questions))),
	}
	values["training_material"], err = fillMarks(m, values, current)
	return warnings, err
}

// statistics gives those that were asked for, else the usual ones.
func (d *trainingData) statistics(values map[string]any, asOf japanese.Date) ([]any, []profile.Fault, error) {
	wanted := textList(values, "options.stats")
	if len(wanted) == 0 {
		wanted = d.Default
		if textOf(values, "options.duration_min") == "90" {
			wanted = d.DefaultLong
		}
	}
	last, _ := at(values, "options.stats_year").(int)
	var out []any
	var warnings []profile.Fault
	for _, id := range wanted {
		for _, s := range d.Statistics {
			day, err := japanese.ParseDate(s.AsOf)
			if err != nil {
				return nil, nil, fmt.Errorf("training statistics %s: %w", s.ID, err)
			}
			if s.ID != id || last > 0 && day.Year > last || !s.Confirmed && !flag(values, "output.draft") {
				continue
			}
			if day.AddMonths(staleMonths).Before(asOf) {
				warnings = append(warnings, profile.NewFault("", "old_statistics", map[string]string{
					"ID": s.ID, "DayJA": day.Seireki(), "Day": day.String(), "Months": strconv.Itoa(staleMonths),
				}))
			}
			rows := []any{}
			for _, r := range s.Rows {
				rows = append(rows, map[string]any{"label": r.Label, "value": r.Value, "print": r.Print})
			}
			ranks := []any{}
			for i, words := range s.List {
				ranks = append(ranks, map[string]any{"rank": strconv.Itoa(i + 1), "text": words})
			}
			out = append(out, map[string]any{"id": s.ID, "title": s.Title, "source": s.Source, "published": s.Published, "caution": s.Caution,
				"rows": rows, "list": ranks, "facts": anyTexts(s.Facts)})
		}
	}
	return out, warnings, nil
}

// penaltyTexts are those that hold on a day and were compared with the law.
func (d *trainingData) penaltyTexts(values map[string]any, on japanese.Date) []any {
	out := []any{}
	for _, p := range d.Penalties {
		to, err := japanese.ParseDate(p.To)
		if err != nil || to.Before(on) || p.Only == "corporation" && !flag(values, "is_corporation") {
			continue
		}
		out = append(out, p.Text)
	}
	return out
}

// textList gives a list of texts among the values.
func textList(values map[string]any, path string) (out []string) {
	list, _ := at(values, path).([]any)
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func anyTexts(list []string) []any {
	out := []any{}
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

// dataMark is a value in a data file: {{law:period.final_report}}, {{self_term}}.
var dataMark = regexp.MustCompile(`\{\{(law:)?([a-z][a-z0-9_.-]*)\}\}`)

// fillMarks puts values in wherever the data has a mark.
func fillMarks(v any, values map[string]any, current *law.Law) (any, error) {
	switch v := v.(type) {
	case string:
		var failed error
		out := dataMark.ReplaceAllStringFunc(v, func(mark string) string {
			m := dataMark.FindStringSubmatch(mark)
			if m[1] == "" {
				return textOf(values, m[2])
			}
			value, err := current.Value(m[2])
			if err != nil {
				failed = err
			}
			return value.Text
		})
		return out, failed
	case []any:
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = fillMarks(v[i], values, current); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := map[string]any{}
		for k := range v {
			var err error
			if out[k], err = fillMarks(v[k], values, current); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return v, nil
}
