package checklist

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kitei/generator/workbook"
)

// saved lets LibreOffice open books and save them again.
func saved(t *testing.T, books map[string][]byte) map[string][]byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: make tools")
	}
	folder := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + folder + "/home", "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(folder, "out")}
	for name, book := range books {
		path := filepath.Join(folder, name+".xlsx")
		if err := os.WriteFile(path, book, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	done := map[string][]byte{}
	for name := range books {
		if done[name], err = os.ReadFile(filepath.Join(folder, "out", name+".xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	return done
}

// TestLibreOffice: a sheet that LibreOffice opened and saved reads the same.
func TestLibreOffice(t *testing.T) {
	o := allDone(order())
	o.Contractors[0].Answers["Q13"] = Answer{Value: NotDone, Fix: "USBの制限", Due: asOf.AddDays(30)}
	o.Contractors[0].Certificates = []Certificate{{Kind: "isms", Number: "IS 000000", Scope: "全社", Expires: asOf.AddDays(300)}}
	book := one(t, o)
	a, _ := json.Marshal(score(t, book))
	b, _ := json.Marshal(score(t, saved(t, map[string][]byte{"x": book})["x"]))
	if !bytes.Equal(a, b) {
		t.Errorf("as it was made\n%s\nas LibreOffice saved it\n%s", a, b)
	}
}

var beside = regexp.MustCompile(`</f><v>[^<]*</v>`)

// TestLiveFormulas: what a spreadsheet program works out is what kitei says. The
// values beside the formulas are taken out, so that it has to.
func TestLiveFormulas(t *testing.T) {
	orders := map[string]*Order{}
	for name, change := range map[string]func(*Order){
		"all_done": func(*Order) {},
		"mixed": func(o *Order) {
			a := o.Contractors[0].Answers
			a["Q03"] = Answer{Value: NotDone, Due: asOf.AddDays(30)}
			a["Q05"], a["Q08"] = Answer{Value: Partly, Due: asOf.AddDays(30)}, Answer{Value: NotApplicable, Comment: "なし"}
		},
		"blank":        func(o *Order) { delete(o.Contractors[0].Answers, "M3") },
		"planned":      func(o *Order) { o.Contractors[0].Answers["M3"] = Answer{Value: NotDone, Due: asOf.AddDays(90)} },
		"planned_late": func(o *Order) { o.Contractors[0].Answers["M3"] = Answer{Value: NotDone, Due: asOf.AddDays(91)} },
		"not_planned":  func(o *Order) { o.Contractors[0].Answers["M3"] = Answer{Value: NotDone} },
		"certificate": func(o *Order) {
			o.Contractors[0].Certificates = []Certificate{{Kind: "isms", Number: "1234", Scope: "全社", Expires: asOf.AddDays(-9)}, {Kind: "pmark", Number: "5678", Scope: "全社", Expires: asOf.AddDays(40)}}
		},
		"nothing": func(o *Order) { o.Contractors[0].Answers = nil },
		"legacy": func(o *Order) {
			o.Settings.Rule = Legacy
			o.Contractors[0].Answers = map[string]Answer{"Q01": {Value: Done}, "Q02": {Value: Done}}
		},
	} {
		o := allDone(order())
		change(o)
		orders[name] = o
	}
	books, bare := map[string][]byte{}, map[string][]byte{}
	for name, o := range orders {
		books[name] = one(t, o)
		bare[name] = rezipped(t, books[name], func(part string, data []byte) []byte {
			if strings.HasPrefix(part, "xl/worksheets/") {
				return beside.ReplaceAll(data, []byte("</f>"))
			}
			return data
		}, nil)
	}
	for name, book := range saved(t, bare) {
		mine, theirs := cells(t, books[name]), cells(t, book)
		if len(mine) == 0 {
			t.Fatal("no formula found")
		}
		for at, value := range mine {
			if theirs[at] != value {
				t.Errorf("%s: %s shows %q, the program works out %q", name, at, value, theirs[at])
			}
		}
	}
}

// formulaValue is a cell with a formula and the value beside it.
var formulaValue = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*>[^<]*</f>(?:<v[^>]*>([^<]*)</v>)?`)

// cells are the values beside the formulas of a book, by part and cell.
func cells(t *testing.T, book []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	rezipped(t, book, func(part string, data []byte) []byte {
		if strings.HasPrefix(part, "xl/worksheets/") {
			for _, m := range formulaValue.FindAllSubmatch(data, -1) {
				out[part+" "+string(m[1])] = string(m[2])
			}
		}
		return data
	}, nil)
	return out
}

// TestReply: a received sheet is filled and stays what it was.
func TestReply(t *testing.T) {
	o := order()
	o.Contractors[0].Answers = map[string]Answer{"Q02": {Value: NotDone, Comment: "自分で書いた"}}
	book := one(t, o)
	for name, received := range map[string][]byte{"as_made": book, "from_libreoffice": saved(t, map[string][]byte{"x": book})["x"]} {
		t.Run(name, func(t *testing.T) {
			answers := map[string]Answer{
				"Q01": {Value: Done, Evidence: "=HYPERLINK(1)<&>"}, "Q02": {Value: Done}, "Q03": {Value: Partly, Comment: "準備中"}, "Q13": {Value: NotApplicable},
			}
			filled, err := Read("x.xlsx", received).Reply(answers, asOf)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := Read("x.xlsx", received).Reply(answers, asOf)
			if !bytes.Equal(filled.Bytes, again.Bytes) {
				t.Error("the same sheet and answers give different bytes")
			}
			one := filled.Sheets[0]
			if len(one.Filled) != 2 || len(one.Kept) != 1 || len(one.Refused) != 1 || len(one.Unknown) != 49 {
				t.Errorf("filled %d kept %d refused %d unknown %d", len(one.Filled), len(one.Kept), len(one.Refused), len(one.Unknown))
			}
			s := Read("x.xlsx", filled.Bytes).Sheets[0]
			if s.Answers["Q01"].Value != Done || s.Answers["Q01"].Evidence != "=HYPERLINK(1)<&>" || s.Answers["Q02"].Value != NotDone || s.Answers["Q03"].Comment != "準備中" || s.Answers["Q13"].Value != NoAnswer {
				t.Errorf("%+v", s.Answers)
			}
			before, _ := excelize.OpenReader(bytes.NewReader(received))
			after, err := excelize.OpenReader(bytes.NewReader(filled.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			sheet := before.GetSheetList()[2]
			at := workbook.CellName(rowOf(t, before, sheet, "Q01"), colAnswer)
			a, _ := before.GetCellStyle(sheet, at)
			b, _ := after.GetCellStyle(sheet, at)
			x, _ := before.GetDataValidations(sheet)
			y, _ := after.GetDataValidations(sheet)
			if a != b || a == 0 || len(x) == 0 || len(x) != len(y) {
				t.Errorf("style %d was %d, %d validations were %d", b, a, len(y), len(x))
			}
		})
	}
}
