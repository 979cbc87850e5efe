package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"kitei/law"
	"kitei/templates"
)

func TestFormsAreSound(t *testing.T) {
	table, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := LoadForms(templates.FS, table)
	if err != nil {
		t.Fatal(err)
	}
	numbers := 0
	for _, s := range f.Report.Sections {
		if s.Number > 0 {
			if numbers++; s.Number != numbers || s.Cite[APPI] == "" || s.Cite[MyNumber] == "" {
				t.Errorf("section %s: the nine items stand in order, each with its provisions", s.ID)
			}
		}
	}
	if numbers != 9 {
		t.Errorf("%d of nine items", numbers)
	}
}

// TestFormFaults spoils the forms in one place each.
func TestFormFaults(t *testing.T) {
	table, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ old, new, want string }{
		"unknown key":        {"internal: true", "interna: true", "interna"},
		"double id":          {"{id: receipt_number,", "{id: filing_date,", "stands twice"},
		"type":               {"type: span", "type: spam", `no type "spam"`},
		"need":               {"need: [if_known, required], verified: yes, source: [gl-appi]}\n      - {id: occurred_on_note", "need: [sometimes, required], verified: yes, source: [gl-appi]}\n      - {id: occurred_on_note", "need is two of"},
		"options":            {"options: discoverer,", "options: finders,", "do not go with type"},
		"condition":          {"field: report_sequence, is: [follow_up]", "field: report_sequence, is: [third]", `no choice "third"`},
		"condition order":    {"when: {field: entrustor_exists,", "when: {field: publication,", "no choice before it"},
		"source":             {"source: [ppc-site]}\n      - {id: reporter_name_kana", "source: [hearsay]}\n      - {id: reporter_name_kana", `no "hearsay"`},
		"verified":           {"verified: yes, source: [ppc-site]}", "verified: perhaps, source: [ppc-site]}", "verified is yes or no"},
		"verified by memory": {"  mn_role:\n    verified: no", "  mn_role:\n    verified: yes", "verified, but from memory"},
		"citation":           {"cite: appi_rule.7.4", "cite: appi_rule.7.9", "appi_rule.7.9"},
		"typed number":       {"ja: 要配慮個人情報,", "ja: 第7条第1号,", "types the number"},
		"no label":           {"{id: discovered_on, ja: 発覚日, en: Discovered,", "{id: discovered_on, ja: 発覚日,", "Japanese and English"},
		"max":                {"type: text, max: 40, need", "type: text, need", "max goes with words"},
	} {
		files := fstest.MapFS{}
		for _, file := range []string{"forms/ppc_report.yaml", "forms/incident_letters.yaml"} {
			data, err := templates.FS.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			src := string(data)
			if file == "forms/ppc_report.yaml" {
				if !strings.Contains(src, tt.old) {
					t.Fatalf("%s: the form no longer holds %q", name, tt.old)
				}
				src = strings.Replace(src, tt.old, tt.new, 1)
			}
			files[file] = &fstest.MapFile{Data: []byte(src)}
		}
		if _, err := LoadForms(files, table); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
