package checklist

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

func TestItems(t *testing.T) {
	c, err := Items()
	if err != nil {
		t.Fatal(err)
	}
	count, mandatory := map[Set]int{}, map[Set]int{}
	for _, i := range c.Items {
		count[i.Set]++
		if i.Mandatory {
			mandatory[i.Set]++
		}
		if !strings.HasSuffix(i.Text, "。") || strings.Contains(i.Words(usual().Numbers), "{{") {
			t.Errorf("%s: %s", i.ID, i.Text)
		}
	}
	for set, want := range map[Set][2]int{Base20: {20, 12}, Plus2026: {10, 5}, PData: {6, 4}, MyNumber: {12, 12}, Reentrust: {5, 0}} {
		if got := [2]int{count[set], mandatory[set]}; got != want {
			t.Errorf("%s: %v items and mandatory ones, want %v", set, got, want)
		}
	}
	if c.Item("p3") == nil || c.Item("3").ID != "Q03" || c.Item("nothing") != nil {
		t.Error("items are found by id and by number")
	}
	if n := len(c.Chosen([]Set{Plus2026}, TierB)); n != 9 {
		t.Errorf("tier B is asked %d of plus2026, want 9: EDR is asked from A on", n)
	}
}

func TestReadSign(t *testing.T) {
	for _, tt := range []struct {
		want  Sign
		cells string
	}{
		{Done, "○|〇|◯|⭕|⭕\uFE0F|o|O|Ｏ|はい|実施|○ 実施|○実施|〇　実施| ○ "},
		{NotDone, "×|✕|✖|✖\uFE0F|x|X|Ｘ|✗|いいえ|× 未実施|×未実施"},
		{Partly, "△|▲|△ 一部・予定|▲一部・予定"},
		{NotApplicable, "対象外|－|-|—|N/A|n/a|NA|Ｎ／Ａ|該当なし"},
		{NoAnswer, "| |　|\u00A0|\n"},
		{Invalid, "○×|はいいいえ|○ 未実施|1|?|済んだつもり|=1|○○|対象外かも|0"},
	} {
		for cell := range strings.SplitSeq(tt.cells, "|") {
			if got := ReadSign(cell); got != tt.want {
				t.Errorf("%q is %q, want %q", cell, got, tt.want)
			}
		}
	}
}

func TestReadDate(t *testing.T) {
	want := japanese.Date{Year: 2026, Month: 11, Day: 22}
	for _, cell := range strings.Fields("2026/11/22 2026-11-22 2026.11.22 2026年11月22日 令和8年11月22日 R8.11.22 r8/11/22 ２０２６／１１／２２ 令和８年１１月２２日 令和八年十一月二十二日 20261122 2026-11-22T00:00:00") {
		if got, err := ReadDate(cell, false, false); err != nil || got != want {
			t.Errorf("%s: %v, %v", cell, got, err)
		}
	}
	for _, tt := range []struct {
		cell     string
		from1904 bool
	}{{"46348", false}, {"46348.5", false}, {"44886", true}, {"20261122", false}} {
		if got, err := ReadDate(tt.cell, true, tt.from1904); err != nil || got != want {
			t.Errorf("%s: %v, %v", tt.cell, got, err)
		}
	}
	for _, cell := range []string{"2026/13/1", "来年", "11/22", "令和8年2月30日", "平成38年11月22日", "12"} {
		if got, err := ReadDate(cell, false, false); err == nil {
			t.Errorf("%s is %v", cell, got)
		}
	}
	if d, err := ReadDate("", false, false); err != nil || !d.IsZero() {
		t.Errorf("an empty cell is %v, %v", d, err)
	}
	if d, err := ReadDate("12", true, false); err == nil {
		t.Errorf("the number 12 is %v", d)
	}
}

// TestRoundTrip: what is written is what is read, for every answer of every item.
func TestRoundTrip(t *testing.T) {
	c, _ := Items()
	for _, binary := range []bool{false, true} {
		signs := append([]Sign{NoAnswer}, Signs(binary)...)
		for shift := range signs {
			o := order()
			o.Settings.Binary = binary
			for n, i := range c.Items {
				a := Answer{Value: signs[(n+shift)%len(signs)], Evidence: "証跡" + i.No, Comment: "=1+1", Fix: "@直す", Due: asOf.AddDays(n), Done: asOf}
				o.Contractors[0].Answers[i.ID] = a
			}
			r := Read("x.xlsx", one(t, o))
			if len(r.Findings) > 0 || len(r.Sheets) != 1 {
				t.Fatal(r.Findings)
			}
			for _, i := range c.Items {
				if got, want := r.Sheets[0].Answers[i.ID], o.Contractors[0].Answers[i.ID]; got != want {
					t.Errorf("binary %v %s: read %+v, want %+v", binary, i.ID, got, want)
				}
			}
			if len(r.Sheets[0].Findings) > 0 {
				t.Errorf("findings: %v", codes(r.Sheets[0].Findings))
			}
		}
	}
}

func TestHeadRoundTrip(t *testing.T) {
	o := order()
	c := &o.Contractors[0]
	c.Address, c.AnsweredBy, c.ReviewedBy, c.Method = "埼玉県さいたま市浦和区架空町1-2-3", "部長　架空 太郎", "総務課長", "書面"
	c.CorporateNumber, c.ContractDate = "7000012050002", asOf.AddDays(-400)
	c.Certificates = []Certificate{{Kind: "isms", Number: "IS 000000", Scope: "給与計算業務", Expires: asOf.AddDays(300)}, {Kind: "isms", Name: "ISMS", Number: "IS 000001", Scope: "開発", Expires: asOf.AddDays(10)}}
	s := Read("x.xlsx", one(t, o)).Sheets[0]
	got := s.Contractor
	if got.Name != c.Name || got.Address != c.Address || got.AnsweredBy != c.AnsweredBy || got.Method != c.Method || got.ReviewedOn != c.ReviewedOn || got.ContractDate != c.ContractDate || got.CorporateNumber != c.CorporateNumber || got.Tier != TierS {
		t.Errorf("read %+v", got)
	}
	if s.Issuer != o.Issuer.Name || s.Approver != "総務部長" || len(s.Certificates) != 2 || s.Certificates[0].Expires != c.Certificates[0].Expires {
		t.Errorf("issuer %q, certificates %+v", s.Issuer, s.Certificates)
	}
	if len(s.Findings) > 0 {
		t.Error(codes(s.Findings))
	}
}

func TestBooksAreTheSame(t *testing.T) {
	o := allDone(order())
	o.Settings.Password = "himitsu-no-kotoba"
	a := one(t, o)
	for range 8 {
		if !bytes.Equal(a, one(t, o)) {
			t.Fatal("the same order gives different bytes")
		}
	}
	if bytes.Contains(unzipped(t, a), []byte("himitsu")) {
		t.Error("the password stands in the book")
	}
	f, err := excelize.OpenReader(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetList()[2]
	if err := f.UnprotectSheet(sheet, "another"); err == nil {
		t.Error("the sheet is not protected by the password")
	}
	if v, _ := f.GetSheetVisible(metaName); v {
		t.Error("_meta is shown")
	}
	props, _ := f.GetDocProps()
	if props.Title != Title || props.Creator != o.Issuer.Name || props.Created != "2026-11-21T15:00:00Z" {
		t.Errorf("properties %+v", props)
	}
}

func TestSheetNames(t *testing.T) {
	o := order()
	long := "株式会社" + strings.Repeat("長い名前の𠮷田商会", 5)
	o.Contractors = nil
	for _, name := range []string{long, long, `株式会社\A/B*C?[D]:'E'`, ""} {
		o.Contractors = append(o.Contractors, Contractor{ID: "C" + number(len(o.Contractors)), Name: name, Tier: TierB, Sets: []Set{Base20}})
	}
	r := Read("x.xlsx", one(t, o))
	if len(r.Sheets) != 4 || len(r.Findings) > 0 {
		t.Fatalf("%d sheets, %v", len(r.Sheets), r.Findings)
	}
	seen := map[string]bool{}
	for i, s := range r.Sheets {
		if n := len(utf16.Encode([]rune(s.Name))); n > 31 || strings.ContainsAny(s.Name, `\/?*[]:'`) || seen[s.Name] {
			t.Errorf("%q", s.Name)
		}
		seen[s.Name] = true
		if s.Contractor.Name != o.Contractors[i].Name {
			t.Errorf("contractor %q", s.Contractor.Name)
		}
	}
}

func TestOneEach(t *testing.T) {
	o := order()
	second := o.Contractors[0]
	second.ID, second.Name = "C02", "架空印刷株式会社"
	o.Contractors, o.Settings.OneEach = append(o.Contractors, second), true
	books, err := o.Books()
	if err != nil || len(books) != 2 || books[1].ID != "C02" {
		t.Fatal(books, err)
	}
	var files []*Returned
	for _, b := range books {
		files = append(files, Read(b.ID+".xlsx", b.Bytes))
	}
	if got := Assess(files, asOf, "").Contractors; len(got) != 2 || got[0].ID == got[1].ID {
		t.Errorf("%+v", got)
	}
}

func TestBlankForm(t *testing.T) {
	o := order()
	o.Contractors = []Contractor{{ID: BlankID, Sets: []Set{Base20, Plus2026}}}
	r := score(t, one(t, o))
	if r.Verdict != Unfinished || r.Counts.Items != 30 || codes(r.Findings)["tier_missing"] != 1 {
		t.Errorf("%+v", r)
	}
	filled := edited(t, one(t, o), func(f *excelize.File, sheet string) {
		row := rowOf(t, f, sheet, "f:contract_date,tier")
		_ = f.SetCellValue(sheet, workbook.CellName(row, colComment), "ａ")
		_ = f.SetCellValue(sheet, workbook.CellName(rowOf(t, f, sheet, "f:issuer,contractor"), colComment), "書き入れた会社")
	})
	if r := score(t, filled); r.Tier != TierA || r.Threshold != 75 || r.Contractor != "書き入れた会社" {
		t.Errorf("tier %q, threshold %d, %q", r.Tier, r.Threshold, r.Contractor)
	}
}
