package law

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// changed returns the embedded files with lines added to one of them.
func changed(t *testing.T, file string, lines ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(files, "*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == file {
			data = append(data, strings.Join(lines, "\n")+"\n"...)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct {
		name, file, line string
		want             string
	}{
		{"duplicate_article", "references.tsv", "appi.26\t\tx\tyes\t\t\t\t\tappi-xml\tyes\t2026-11-22\t", `"appi.26" overlaps line`},
		{"overlap_by_one_day", "references.tsv", "appi.178\t\tx\tyes\t\t\t2027-01-16\t2027-01-16\tappi-xml\tyes\t2026-11-22\t", "both hold on 2027-01-16"},
		{"bad_sub", "references.tsv", "appi.900\t\tx\tyes\t1から4項\t\t\t\tappi-xml\tyes\t2026-11-22\t", "is not 1項"},
		{"sub_of_two_kinds", "references.tsv", "appi.900\t\tx\tyes\t1項;1号\t\t\t\tappi-xml\tyes\t2026-11-22\t", "some do not"},
		{"sub_twice", "references.tsv", "appi.900\t\tx\tyes\t1,2項;2項\t\t\t\tappi-xml\tyes\t2026-11-22\t", "stands twice"},
		{"sub_descending", "references.tsv", "appi.900\t\tx\tyes\t3-1項\t\t\t\tappi-xml\tyes\t2026-11-22\t", "ascending"},
		{"items_of_several_paragraphs", "references.tsv", "appi.900\t\tx\tyes\t1,2項1号\t\t\t\tappi-xml\tyes\t2026-11-22\t", "several 項"},
		{"proviso_of_no_paragraph", "references.tsv", "appi.900\t\tx\tyes\t1項\t2\t\t\tappi-xml\tyes\t2026-11-22\t", "not a listed 項"},
		{"unknown_law", "references.tsv", "nolaw.1\t\tx\tyes\t\t\t\t\tappi-xml\tyes\t2026-11-22\t", "not a law of statutes.tsv"},
		{"article_of_guide", "references.tsv", "guide.appi.1\t\tx\tyes\t\t\t\t\tappi-xml\tyes\t2026-11-22\t", "not law.article"},
		{"memory_confirmed", "references.tsv", "appi.900\t\tx\tyes\t\t\t\t\tmemory\tyes\t2026-11-22\t", "from memory cannot be confirmed"},
		{"unknown_source", "references.tsv", "appi.900\t\tx\tyes\t\t\t\t\thearsay\tno\t2026-11-22\t", "not in sources.tsv"},
		{"no_source", "references.tsv", "appi.900\t\tx\tyes\t\t\t\t\t\tno\t2026-11-22\t", "column source is empty"},
		{"not_checked", "references.tsv", "appi.900\t\tx\tyes\t\t\t\t\tappi-xml\tno\t\t", "column checked_on is empty"},
		{"bad_date", "references.tsv", "appi.900\t\tx\tyes\t\t\t2026-02-30\t\tappi-xml\tno\t2026-11-22\t", "no such day"},
		{"ends_before_it_begins", "references.tsv", "appi.900\t\tx\tyes\t\t\t2027-01-02\t2027-01-01\tappi-xml\tno\t2026-11-22\t", "before it begins"},
		{"columns_missing", "references.tsv", "appi.900\t\tx", "3 columns, want 12"},
		{"guide_twice", "guides.tsv", "guide.appi.3-4-4\t3-4-4\tx\t\t\t\tgl-appi\tyes\t2026-11-22\t", "overlaps line"},
		{"value_twice", "values.tsv", "period.final_report\t30\t\t日\t\tappi_rule.8.2\t\t\tgl-appi\tyes\t2026-11-22\t", "overlaps line"},
		{"value_basis", "values.tsv", "period.x\t30\t\t日\t\tappi_rule.8.9\t\t\tgl-appi\tyes\t2026-11-22\t", "第9項 is not listed"},
		{"value_kind", "values.tsv", "number.x\t30\t\t日\t\tappi_rule.8\t\t\tgl-appi\tyes\t2026-11-22\t", "neither period.name"},
		{"retention_basis", "retention.tsv", "x\tlabour\tx\t3\t3年\tx\t\t\tno\t\t\tmemory\tno\t2026-11-22\t", "column basis_text is empty"},
		{"retention_years", "retention.tsv", "x\tlabour\tx\t3\t5年\tx\tlsa.109\t\tno\t\t\tmemory\tno\t2026-11-22\t", "does not contain the 3 years"},
		{"retention_topic", "retention.tsv", "x\tother\tx\t3\t3年\tx\tlsa.109\t\tno\t\t\tmemory\tno\t2026-11-22\t", "documented topics"},
		{"purpose_twice", "mn_purposes.tsv", "emp_zaikei\tfamily\tx\t\tx\tx\tx\t\t\t\tmn-offices\tyes\t2026-11-22\t", "overlaps line"},
		{"purpose_of_nobody", "mn_purposes.tsv", "x\tcustomer\tx\t\tx\tx\tx\t\t\t\tmn-offices\tyes\t2026-11-22\t", "documented groups"},
		{"purpose_without_general_words", "mn_purposes.tsv", "x\tfamily\tx\t\tx\tx\tx\t\t\t\tmemory\tno\t2026-11-22\t", "column general is empty"},
		{"purpose_with_papers_without_number", "mn_purposes.tsv", "x\tfamily\tx\t\tx\tx\tx\thealth_check\t\t\tmn-offices\tyes\t2026-11-22\t", "that may bear a number"},
		{"stale_twice", "stale.tsv", "懲役\t\t\tx\t\t\tmemory\tno\t2026-11-22", "overlaps line"},
		{"statute_twice", "statutes.tsv", "appi\tlaw\tx\tx\tx\t\t\t\t\tappi-xml\tyes\t2026-11-22", "overlaps line"},
		{"second_coverage", "coverage.tsv", "2027-04-01\t2027-05-01\tx", "only one covered period"},
		{"plain_http", "authorities.tsv", "x\tx\tx\thttp://www.ppc.go.jp/\t\t\tmemory\tno\t2026-11-22\t", "https://"},
		{"second_closed_period", "closed_days.tsv", "covered\tx\t2028-03-01\t2028-12-31\tholiday-jp\tyes\t2026-11-23\t", "stands once"},
		{"holiday_twice", "closed_days.tsv", "holiday\tx\t2026-11-23\t2026-11-23\tholiday-jp\tyes\t2026-11-23\t", `"holiday" overlaps line`},
		{"year_end_twice", "closed_days.tsv", "year_end\tx\t2027-01-03\t2027-01-04\tholiday-jp\tyes\t2026-11-23\t", "both hold on 2027-01-03"},
		{"weekday_twice", "closed_days.tsv", "weekday\t土曜日\t\t\tholiday-jp\tyes\t2026-11-23\t", `"土曜日" overlaps line`},
		{"weekday_unknown", "closed_days.tsv", "weekday\t土\t\t\tholiday-jp\tyes\t2026-11-23\t", `name "土" of a weekday`},
		{"holiday_of_weekday", "closed_days.tsv", "holiday\t月曜日\t2026-11-24\t2026-11-24\tholiday-jp\tyes\t2026-11-23\t", `name "月曜日" of a holiday`},
		{"holiday_without_end", "closed_days.tsv", "holiday\tx\t2026-11-24\t\tholiday-jp\tyes\t2026-11-23\t", "column to is empty"},
		{"holiday_of_two_days", "closed_days.tsv", "holiday\tx\t2026-11-24\t2026-11-25\tholiday-jp\tyes\t2026-11-23\t", "a holiday is one day"},
		{"closed_day_not_covered", "closed_days.tsv", "holiday\t春分の日\t2028-03-20\t2028-03-20\tholiday-jp\tyes\t2026-11-23\t", "not inside the covered period"},
		{"closed_kind", "closed_days.tsv", "feast\tx\t2026-11-24\t2026-11-24\tholiday-jp\tyes\t2026-11-23\t", `kind "feast"`},
		{"rule_twice", "leak_rules.tsv", leakRow("id", "personal_data.1"), "overlaps line"},
		{"rule_of_two_days", "leak_rules.tsv", leakRow("id", "personal_data.3", "from", "2024-03-31"), "both hold on 2024-03-31"},
		{"rule_group", "leak_rules.tsv", leakRow("group", "items"), `group "items"`},
		{"rule_law", "leak_rules.tsv", leakRow("law", "gdpr"), `law "gdpr"`},
		{"rule_without_condition", "leak_rules.tsv", leakRow("when", ""), "column when is empty"},
		{"rule_condition", "leak_rules.tsv", leakRow("when", "leak and"), "where a name is wanted"},
		{"rule_exception", "leak_rules.tsv", leakRow("unless", "(leak"), "not closed"},
		{"rule_threshold", "leak_rules.tsv", leakRow("when", "principals.specific over threshold.none"), "threshold.none is not in values.tsv"},
		{"rule_period", "leak_rules.tsv", leakRow("period", "none"), "period.none is not"},
		{"rule_item_without_period", "leak_rules.tsv", leakRow("period", ""), "column period is empty"},
		{"rule_start", "leak_rules.tsv", leakRow("start", "leak"), "want one count"},
		{"rule_basis", "leak_rules.tsv", leakRow("basis", "appi_rule.7.9"), "第9号"},
		{"rule_without_basis", "leak_rules.tsv", leakRow("basis", ""), "column basis is empty"},
		{"rule_without_text", "leak_rules.tsv", leakRow("text", ""), "column text is empty"},
		{"rule_from_memory", "leak_rules.tsv", leakRow("source", "memory"), "from memory cannot be confirmed"},
		{"amendment_without_day", "pending.tsv", "x\tappi\t\t\tx\tx\tmemory\tno\t2026-11-22", "either from or latest"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(changed(t, tt.file, tt.line))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
			if err != nil && !strings.Contains(err.Error(), "law/"+tt.file+":") {
				t.Errorf("%v: no place", err)
			}
		})
	}
}

func TestLoadCollectsFaults(t *testing.T) {
	_, err := load(changed(t, "references.tsv",
		"appi.900\t\tx\tyes\tx\t\t\t\tappi-xml\tyes\t2026-11-22\t",
		"appi.901\t\tx\tperhaps\t\t\t\t\tappi-xml\tyes\t2026-11-22\t"))
	if err == nil || !strings.Contains(err.Error(), `sub "x"`) || !strings.Contains(err.Error(), `"perhaps"`) {
		t.Errorf("%v", err)
	}
	if _, err := load(fstest.MapFS{}); err == nil || strings.Count(err.Error(), "\n") < 8 {
		t.Errorf("without files: %v", err)
	}
}

// TestSuccession is a law change as it should be entered: the old row ends, a
// new one begins, and both days have one law.
func TestSuccession(t *testing.T) {
	fsys := changed(t, "statutes.tsv", "new\tlaw\t新法\t令和8年法律第1号\t新法\t\t\t\t\tappi-xml\tyes\t2026-11-22")
	refs := changed(t, "references.tsv",
		"new.1\t\t旧見出し\tyes\t1,2項\t\t\t2026-12-31\tappi-xml\tyes\t2026-11-22\t",
		"new.1\t\t新見出し\tyes\t1-3項\t\t2027-01-01\t\tappi-xml\tyes\t2026-11-22\t",
		"new.2\t\t新設\tyes\t\t\t2027-01-01\t\tappi-xml\tyes\t2026-11-22\t")
	fsys["references.tsv"] = refs["references.tsv"]
	table, err := load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	before, err := table.At(day(t, "2026-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	after, err := table.At(day(t, "2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	if c, err := before.Cite("new.1"); err != nil || c.Caption != "旧見出し" {
		t.Errorf("the day before: %+v, %v", c, err)
	}
	if c, err := after.Cite("new.1.3"); err != nil || c.Caption != "新見出し" || c.From.String() != "2027-01-01" {
		t.Errorf("the day of effect: %+v, %v", c, err)
	}
	if _, err := before.Cite("new.1.3"); err == nil {
		t.Error("第3項 before it exists")
	}
	if _, err := before.Cite("new.2"); err == nil || !strings.Contains(err.Error(), "not in force on 2026-12-31 (it is from 2027-01-01") {
		t.Errorf("an article before it exists: %v", err)
	}
}
