package checklist

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kitei/generator/workbook"
)

// unzipped are all parts of a book, one after another.
func unzipped(t testing.TB, book []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(&out, r)
		_ = r.Close()
	}
	return out.Bytes()
}

// rezipped changes the parts of a book; nil leaves one out.
func rezipped(t testing.TB, book []byte, change func(name string, data []byte) []byte, more map[string][]byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, data []byte) {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = p.Write(data)
	}
	for _, f := range z.File {
		r, _ := f.Open()
		data, _ := io.ReadAll(r)
		if data = change(f.Name, data); data != nil {
			put(f.Name, data)
		}
	}
	for name, data := range more {
		put(name, data)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func same(_ string, data []byte) []byte { return data }

const myNumberLike = "123456789018"

// TestDamaged: what people, programs and attackers make of a sheet, and what is
// said about it. A case without findings must read as if nothing had happened.
func TestDamaged(t *testing.T) {
	good := one(t, allDone(order()))
	edit := func(do func(f *excelize.File, sheet string)) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return edited(t, good, do) }
	}
	set := func(id string, column int, value any) func(testing.TB) []byte {
		return edit(func(f *excelize.File, sheet string) {
			_ = f.SetCellValue(sheet, workbook.CellName(rowOf(t, f, sheet, id), column), value)
		})
	}
	raw := func(data []byte) func(testing.TB) []byte { return func(testing.TB) []byte { return data } }
	parts := func(change func(string, []byte) []byte, more map[string][]byte) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return rezipped(t, good, change, more) }
	}
	swap := func(part, old, words string) func(testing.TB) []byte {
		return parts(func(name string, data []byte) []byte {
			if strings.HasPrefix(name, part) {
				return bytes.ReplaceAll(data, []byte(old), []byte(words))
			}
			return data
		}, nil)
	}
	for _, tt := range []struct {
		name    string
		file    func(testing.TB) []byte
		finding string // "" = none
		verdict Verdict
		cell    string // where, when it is in a cell: item and column
		column  int
	}{
		// not readable
		{"empty", raw(nil), "unreadable", "", "", 0},
		{"text", raw([]byte("会社名,回答\n")), "unreadable", "", "", 0},
		{"truncated", raw(good[:len(good)/2]), "unreadable", "", "", 0},
		{"no_end", raw(good[:len(good)-30]), "unreadable", "", "", 0},
		{"old_xls_renamed", raw(append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)), "old_format", "", "", 0},
		{"encrypted", raw(append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...)), "encrypted", "", "", 0},
		{"over_5_MB", raw(make([]byte, 5<<20+1)), "too_large", "", "", 0},
		{"zip_bomb", parts(same, map[string][]byte{"xl/media/x.png": make([]byte, 20<<20)}), "too_large", "", "", 0},
		{"part_leaves_its_folder", parts(same, map[string][]byte{"../x.xml": []byte("x")}), "unreadable", "", "", 0},
		{"zip_that_is_no_book", parts(func(name string, data []byte) []byte {
			if name == "xl/workbook.xml" {
				return nil
			}
			return data
		}, nil), "unreadable", "", "", 0},
		{"sheet_is_missing_inside", parts(func(name string, data []byte) []byte {
			if name == "xl/worksheets/sheet3.xml" {
				return nil
			}
			return data
		}, nil), "unreadable", "", "", 0},
		{"sheet_is_broken_xml", swap("xl/worksheets/sheet3.xml", "</sheetData>", "<"), "unreadable", "", "", 0},
		{"doctype_with_entities", swap("xl/sharedStrings.xml", "<sst", `<!DOCTYPE x [<!ENTITY a "aaaa">]><sst`), "", Fit, "", 0},
		{"shared_string_that_is_not_there", swap("xl/worksheets/sheet3.xml", `t="s"><v>0</v>`, `t="s"><v>99999</v>`), "", Fit, "", 0},
		{"cell_beyond_the_format", swap("xl/worksheets/sheet3.xml", `r="B1"`, `r="ZZZ1"`), "too_large", "", "", 0},
		{"another_workbook", func(t testing.TB) []byte {
			f := excelize.NewFile()
			var b bytes.Buffer
			_ = f.Write(&b)
			return b.Bytes()
		}, "not_checklist", "", "", 0},
		{"newer_schema", swap("xl/sharedStrings.xml", Schema+"/1/", Schema+"/2/"), "newer_version", "", "", 0},
		{"newer_items", edit(func(f *excelize.File, _ string) { _ = f.SetCellStr(metaName, "B3", "2031.2") }), "newer_version", "", "", 0},
		{"contractor_sheet_deleted", edit(func(f *excelize.File, sheet string) { _ = f.DeleteSheet(sheet) }), "sheet_missing", "", "", 0},

		// harmless: nothing is lost
		{"saved_by_another_program", edit(func(*excelize.File, string) {}), "", Fit, "", 0},
		{"rows_inserted_above", edit(func(f *excelize.File, sheet string) { _ = f.InsertRows(sheet, 5, 3) }), "", Fit, "", 0},
		{"rows_inserted_between", edit(func(f *excelize.File, sheet string) { _ = f.InsertRows(sheet, rowOf(t, f, sheet, "Q07"), 2) }), "", Fit, "", 0},
		{"column_inserted", edit(func(f *excelize.File, sheet string) { _ = f.InsertCols(sheet, "E", 1) }), "", Fit, "", 0},
		{"rows_hidden", edit(func(f *excelize.File, sheet string) { _ = f.SetRowVisible(sheet, rowOf(t, f, sheet, "Q07"), false) }), "", Fit, "", 0},
		{"fonts_changed", edit(func(f *excelize.File, sheet string) {
			style, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Comic Sans MS", Size: 20}})
			_ = f.SetCellStyle(sheet, "A1", "K90", style)
		}), "", Fit, "", 0},
		{"protected_by_another_password", edit(func(f *excelize.File, sheet string) {
			_ = f.UnprotectSheet(sheet)
			_ = f.ProtectSheet(sheet, &excelize.SheetProtectionOptions{Password: "x", AlgorithmName: "SHA-512"})
		}), "", Fit, "", 0},
		{"other_sheets_deleted", edit(func(f *excelize.File, _ string) { _ = f.DeleteSheet(introName) }), "", Fit, "", 0},
		{"circle_of_another_kind", set("Q04", colAnswer, "〇"), "", Fit, "", 0},
		{"date_as_words", set("Q04", colDue, "令和９年１月３１日"), "", Fit, "", 0},

		// said, with sheet and cell
		{"sheet_renamed", edit(func(f *excelize.File, sheet string) { _ = f.SetSheetName(sheet, "うちの回答") }), "sheet_renamed", Fit, "", 0},
		{"sheet_copied", edit(func(f *excelize.File, sheet string) {
			n, _ := f.NewSheet("写し")
			from, _ := f.GetSheetIndex(sheet)
			_ = f.CopySheet(from, n)
		}), "sheet_twice", Fit, "", 0},
		{"meta_deleted", edit(func(f *excelize.File, _ string) { _ = f.DeleteSheet(metaName) }), "meta_missing", Fit, "", 0},
		{"meta_tampered", edit(func(f *excelize.File, _ string) { _ = f.SetCellStr(metaName, "B8", "900") }), "meta_changed", Fit, "", 0},
		{"threshold_lowered", edit(func(f *excelize.File, _ string) {
			rows, _ := f.GetRows(rulesName)
			for i, r := range rows {
				if len(r) > 3 && r[1] == "S" {
					_ = f.SetCellInt(rulesName, workbook.CellName(i+1, 4), 10)
				}
			}
		}), "threshold_changed", Fit, "", 0},
		{"hidden_column_deleted", edit(func(f *excelize.File, sheet string) { _ = f.RemoveCol(sheet, "A") }), "ids_lost", Fit, "", 0},
		{"row_deleted", edit(func(f *excelize.File, sheet string) { _ = f.RemoveRow(sheet, rowOf(t, f, sheet, "Q07")) }), "item_missing", Unfinished, "", 0},
		{"row_added", edit(func(f *excelize.File, sheet string) {
			row := rowOf(t, f, sheet, "Q07")
			_ = f.InsertRows(sheet, row, 1)
			_ = f.SetCellStr(sheet, workbook.CellName(row, colAnswer), "○")
		}), "item_added", Fit, "", 0},
		{"row_copied_with_another_answer", edit(func(f *excelize.File, sheet string) {
			row := rowOf(t, f, sheet, "Q07")
			_ = f.DuplicateRow(sheet, row)
			_ = f.SetCellStr(sheet, workbook.CellName(row+1, colAnswer), "×")
		}), "item_twice", Unfinished, "", 0},
		{"answer_is_nonsense", set("Q07", colAnswer, "たぶん"), "answer_invalid", Unfinished, "Q07", colAnswer},
		{"answer_is_a_number", set("Q07", colAnswer, 1), "answer_invalid", Unfinished, "Q07", colAnswer},
		{"answer_is_a_formula", edit(func(f *excelize.File, sheet string) {
			_ = f.SetCellFormula(sheet, workbook.CellName(rowOf(t, f, sheet, "Q07"), colAnswer), `"○ 実施"`)
		}), "answer_formula", Unfinished, "Q07", colAnswer},
		{"answers_merged", edit(func(f *excelize.File, sheet string) {
			row := rowOf(t, f, sheet, "Q07")
			_ = f.SetCellStr(sheet, workbook.CellName(row, colAnswer), "")
			_ = f.MergeCell(sheet, workbook.CellName(row-1, colAnswer), workbook.CellName(row, colAnswer))
		}), "answer_merged", Unfinished, "Q07", colAnswer},
		{"answer_deleted", set("Q07", colAnswer, ""), "answer_missing", Unfinished, "Q07", colAnswer},
		{"question_softened", set("Q07", colText, "従業者と秘密保持の約束を交わすよう努めている。"), "question_changed", Fit, "Q07", colText},
		{"due_is_no_day", set("Q07", colDue, "春ごろ"), "date_invalid", Fit, "Q07", colDue},
		{"evidence_is_a_formula", edit(func(f *excelize.File, sheet string) {
			_ = f.SetCellFormula(sheet, workbook.CellName(rowOf(t, f, sheet, "Q07"), colEvidence), `WEBSERVICE("http://example.jp")`)
		}), "value_formula", Fit, "Q07", colEvidence},
		{"macros", parts(same, map[string][]byte{"xl/vbaProject.bin": []byte("x")}), "macros_ignored", Fit, "", 0},
		{"links_to_other_books", parts(same, map[string][]byte{"xl/externalLinks/externalLink1.xml": []byte("<externalLink/>")}), "links_ignored", Fit, "", 0},
		{"my_number_in_evidence", set("Q07", colEvidence, "番号 1234-5678-9018"), "my_number_in_text", Fit, "Q07", colEvidence},
		{"my_number_as_answer", set("Q07", colAnswer, myNumberLike), "my_number", Unfinished, "Q07", colAnswer},
		{"my_number_as_the_name_of_a_sheet", edit(func(f *excelize.File, sheet string) { _ = f.SetSheetName(sheet, myNumberLike) }), "my_number", "", "", 0},
		{"my_number_in_meta", edit(func(f *excelize.File, _ string) { _ = f.SetCellStr(metaName, "B20", myNumberLike) }), "my_number", Fit, "", 0},
		{"my_number_on_another_sheet", edit(func(f *excelize.File, _ string) { _ = f.SetCellStr(introName, "D40", myNumberLike) }), "my_number", Fit, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.file(t)
			r := Read("返送.xlsx", data)
			report := Assess([]*Returned{r}, asOf, "")
			all := append([]Finding{}, r.Findings...)
			for _, c := range report.Contractors {
				all = append(all, c.Findings...)
				if c.Verdict != tt.verdict {
					t.Errorf("%s, want %q", c.Verdict, tt.verdict)
				}
			}
			if (tt.verdict == "") != (len(report.Contractors) == 0) {
				t.Errorf("%d contractors", len(report.Contractors))
			}
			found := codes(all)
			delete(found, "incident_blank")
			if tt.finding == "" && len(found) > 0 || tt.finding != "" && found[tt.finding] == 0 {
				t.Errorf("findings %v, want %q", found, tt.finding)
			}
			if tt.cell != "" {
				f, _ := excelize.OpenReader(bytes.NewReader(data))
				want := workbook.CellName(rowOf(t, f, f.GetSheetList()[2], tt.cell), tt.column)
				at := ""
				for _, x := range all {
					if x.Code == tt.finding {
						at = x.Cell
					}
				}
				if at != want {
					t.Errorf("said of %s, want %s", at, want)
				}
			}
			words, err := json.Marshal(report)
			if err != nil {
				t.Fatal(err)
			}
			summary, err := report.Summary()
			if err != nil {
				t.Fatal(err)
			}
			if text := string(words) + report.Text("ja") + string(unzipped(t, summary)); strings.Contains(text, myNumberLike) || strings.Contains(text, "5678-9018") {
				t.Error("a 個人番号 is repeated")
			}
		})
	}
}

// TestSorted: rows in another order lose nothing.
func TestSorted(t *testing.T) {
	o := allDone(order())
	o.Contractors[0].Answers["Q13"] = Answer{Value: NotDone, Due: asOf.AddDays(3)}
	sorted := edited(t, one(t, o), func(f *excelize.File, sheet string) {
		first, last := rowOf(t, f, sheet, "Q01"), rowOf(t, f, sheet, "R5")
		for a, b := first, last; a < b; a, b = a+1, b-1 {
			for column := colID; column <= colDone; column++ {
				x, y := workbook.CellName(a, column), workbook.CellName(b, column)
				vx, _ := f.GetCellValue(sheet, x, excelize.Options{RawCellValue: true})
				vy, _ := f.GetCellValue(sheet, y, excelize.Options{RawCellValue: true})
				_ = f.SetCellStr(sheet, x, vy)
				_ = f.SetCellStr(sheet, y, vx)
			}
		}
	})
	r := score(t, sorted)
	if r.Verdict != Conditional || len(r.Missing) != 1 || r.Missing[0].ID != "Q13" {
		t.Errorf("%s %v", r.Verdict, r.Missing)
	}
}
