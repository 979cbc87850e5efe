package generator

import (
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"kitei/docs/coverage"
	"kitei/generator/workbook"
)

// TestTrainingRecord: four sheets (three without a test), rows for everybody and
// some more, names in place; what is read back is what was put in.
func TestTrainingRecord(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	facts := map[string]any{"training": map[string]any{"sessions": []any{map[string]any{"title": "研修", "mode": "self", "audience": "全員"}}}}
	for _, tt := range []struct {
		name    string
		options map[string]any
		sheets  string
		rows    int
	}{
		{"seisakusho", nil, "受講記録 集計 理解度テスト 年間研修計画", 28},
		{"seisakusho", map[string]any{"test_sheet": false}, "受講記録 集計 年間研修計画", 28},
		{"shinryojo", nil, "受講記録 集計 理解度テスト 年間研修計画", 20},
	} {
		f := trainingFiles(t, g, tt.name, "training_record", facts, tt.options, XLSX).Files[0]
		grids, err := workbook.Read(f.Bytes, workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, grid := range grids {
			names = append(names, grid.Name)
		}
		if got := strings.Join(names, " "); got != tt.sheets {
			t.Errorf("%s: sheets %s, want %s", tt.name, got, tt.sheets)
		}
		numbered := 0
		for _, row := range grids[0].Rows {
			if len(row) > 0 && regexp.MustCompile(`^\d+$`).MatchString(row[0]) {
				numbered++
			}
		}
		if numbered != tt.rows {
			t.Errorf("%s: %d rows, want %d", tt.name, numbered, tt.rows)
		}
	}
}

// TestRecordCoverage: every sheet is named by a content point and exists.
func TestRecordCoverage(t *testing.T) {
	src, err := coverage.FS.ReadFile("training_record.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Points []struct {
			Sheets []string `yaml:"sheets"`
		} `yaml:"points"`
	}
	if err := yaml.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	f, err := loadSheet("training_record.yaml")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, p := range file.Points {
		for _, s := range p.Sheets {
			named[s] = true
		}
	}
	for _, s := range f.Sheets {
		if !named[s.Key] {
			t.Errorf("no content point names the sheet %s", s.Key)
		}
		delete(named, s.Key)
	}
	if len(named) > 0 {
		t.Errorf("no such sheets: %v", named)
	}
}
