package checklist

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// Report is what came of a number of returned files.
type Report struct {
	AsOf        japanese.Date `json:"as_of"`
	Files       []*Returned   `json:"files"`
	Contractors []Result      `json:"contractors"` // from the one to look at first
}

// Assess judges returned files as of a day. A rule that is not "" is used in
// place of the one that the sheets were sent with.
func Assess(files []*Returned, asOf japanese.Date, rule Rule) Report {
	out := Report{AsOf: asOf, Files: files, Contractors: []Result{}}
	for _, f := range files {
		f.Findings = inOrder(f.Findings)
		for _, s := range f.Sheets {
			if rule != "" {
				s.Settings.Rule = rule
			}
			out.Contractors = append(out.Contractors, s.Score(asOf))
		}
	}
	slices.SortStableFunc(out.Contractors, rank)
	return out
}

// verdictOrder is the order in which somebody has to act.
var verdictOrder = []Verdict{Unfit, Conditional, Unfinished, Fit}

// Verdicts lists the verdicts in the order in which somebody has to act.
func Verdicts() []Verdict { return slices.Clone(verdictOrder) }

// rank puts first what needs a decision first: the verdict, then the risk, then
// how far the score lies below the threshold.
func rank(a, b Result) int {
	return cmp.Or(
		cmp.Compare(slices.Index(verdictOrder, a.Verdict), slices.Index(verdictOrder, b.Verdict)),
		cmp.Compare(tierOrder(a.Tier), tierOrder(b.Tier)),
		cmp.Compare(a.Score-a.Threshold, b.Score-b.Threshold),
		strings.Compare(a.Contractor, b.Contractor), strings.Compare(a.File, b.File), strings.Compare(a.Sheet, b.Sheet))
}

func tierOrder(t Tier) int {
	if i := slices.Index(Tiers(), t); i >= 0 {
		return i
	}
	return len(Tiers())
}

// Summary makes the workbook of a report: one row a contractor, from the one to
// look at first; what is to be corrected by when; certificates; remarks.
func (r Report) Summary() ([]byte, error) {
	book := &workbook.Book{
		Title: "委託先の確認結果", Author: r.issuer(), Subject: Title,
		Created: time.Date(r.AsOf.Year, time.Month(r.AsOf.Month), r.AsOf.Day, 0, 0, 0, 0, time.FixedZone("JST", 9*60*60)),
	}
	for _, s := range []*workbook.Sheet{r.overviewSheet(), r.fixesSheet(), r.certificatesSheet(), r.findingsSheet()} {
		s.Footer = "委託先の確認結果　" + r.AsOf.String()
		s.Form.Header, s.Form.Open = "委託先の確認結果　"+r.issuer(), true
		s.Landscape = true
		book.Sheets = append(book.Sheets, s)
	}
	var out bytes.Buffer
	err := workbook.Write(book, &out)
	return out.Bytes(), err
}

// issuer is the company that all sheets name; "" when they name several.
func (r Report) issuer() string {
	name := ""
	for _, c := range r.Contractors {
		if name != "" && c.Issuer != name {
			return ""
		}
		name = c.Issuer
	}
	return name
}

var (
	lookCell   = workbook.Look{Size: formSize, Border: true}
	lookCentre = workbook.Look{Size: formSize, Border: true, Center: true}
)

func (r Report) overviewSheet() *workbook.Sheet {
	p := newPage(6, 30, 26, 8, 9, 9, 13, 22, 22, 9, 13, 13, 12, 30)
	p.line("委託先の確認結果", lookTitle)
	p.Heights[1] = 26
	p.line(r.AsOf.Seireki()+"現在。上から、先に対応する順に並べています（不適合、条件付適合、未完了、適合の順。同じ判定ではリスク区分と得点率の順）。", lookSmall)
	p.rowOf(lookHead, "順位", "委託先", "委託業務", "リスク区分", "得点率", "基準点", "総合判定", "○でない必須の項目", "未回答・読めない項目", "是正中\nの数", "認証の期限", "次回確認日", "要確認", "ファイル")
	p.Heights[3] = workbook.RowLines(2)
	p.Repeat, p.Freeze = [2]int{3, 3}, 3
	first := p.row
	for i, c := range r.Contractors {
		p.cell(1, 0, number(i+1), workbook.Number, lookCentre)
		p.cell(2, 0, cmp.Or(c.Contractor, "（未記入）"), workbook.Text, lookCell)
		p.cell(3, 0, c.Work, workbook.Text, lookCell)
		p.cell(4, 0, string(c.Tier), workbook.Text, lookCentre)
		p.cell(5, 0, number(c.Score), workbook.Percent, lookCentre)
		p.cell(6, 0, number(c.Threshold), workbook.Percent, lookCentre)
		p.cell(7, 0, c.Verdict.Words(), workbook.Text, lookCentre)
		p.cell(8, 0, numbers(c.Missing), workbook.Text, lookCell)
		p.cell(9, 0, numbers(c.Unanswered), workbook.Text, lookCell)
		p.cell(10, 0, number(len(c.Corrections)), workbook.Number, lookCentre)
		p.cell(11, 0, c.earliest().String(), workbook.Date, lookCentre)
		p.cell(12, 0, c.NextCheck.String(), workbook.Date, lookCentre)
		mark := ""
		if c.NeedsReview {
			mark = "要確認"
		}
		p.cell(13, 0, mark, workbook.Text, lookCentre)
		p.cell(14, 0, c.File+"\n"+c.Sheet, workbook.Text, lookCell)
		p.row++
	}
	last := max(first, p.row-1)
	p.Filter = cell(1, 3) + ":" + cell(14, last)
	p.Rules = append(p.Rules, verdictRules(cell(7, first)+":"+cell(7, last), "$G"+number(first))...)
	for _, f := range r.Files {
		if !f.Readable {
			p.cell(2, 0, "（読めないファイル）", workbook.Text, lookCell)
			p.cell(7, 0, "未完了", workbook.Text, lookCentre)
			p.cell(14, 0, f.File, workbook.Text, lookCell)
			p.row++
		}
	}
	p.row++
	for _, v := range verdictOrder {
		n := 0
		for _, c := range r.Contractors {
			if c.Verdict == v {
				n++
			}
		}
		p.cell(2, 0, v.Words()+"の数", workbook.Text, lookLabel)
		p.cell(3, 0, number(n), workbook.Number, lookCentre)
		p.row++
	}
	return &workbook.Sheet{Name: "確認結果", Form: p.Form}
}

// earliest is the first end of a certificate that counts.
func (r Result) earliest() japanese.Date {
	var out japanese.Date
	for _, c := range r.Certificates {
		if c.counts() && !c.Expires.IsZero() && (out.IsZero() || c.Expires.Before(out)) {
			out = c.Expires
		}
	}
	return out
}

func (r Report) fixesSheet() *workbook.Sheet {
	p := newPage(28, 8, 56, 12, 36, 13, 13)
	p.line("是正管理", lookTitle)
	p.Heights[1] = 26
	p.rowOf(lookHead, "委託先", "No", "確認項目", "回答", "是正内容", "是正期限", "状態")
	p.Repeat, p.Freeze = [2]int{2, 2}, 2
	type line struct {
		who string
		Correction
	}
	var all []line
	for _, c := range r.Contractors {
		for _, x := range c.Corrections {
			all = append(all, line{c.Contractor, x})
		}
	}
	slices.SortStableFunc(all, func(a, b line) int { // those without a day first: they need one
		return a.Due.Compare(b.Due)
	})
	first := p.row
	for _, x := range all {
		no := x.No
		if x.Mandatory {
			no += "\n必須"
		}
		p.cell(1, 0, x.who, workbook.Text, lookCell)
		p.cell(2, 0, no, workbook.Text, lookCentre)
		p.cell(3, 0, x.Text, workbook.Text, lookCell)
		p.cell(4, 0, x.Answer.Mark(), workbook.Text, lookCentre)
		p.cell(5, 0, x.Fix, workbook.Text, lookCell)
		p.cell(6, 0, x.Due.String(), workbook.Date, lookCentre)
		p.cell(7, 0, statusWords(x.Status), workbook.Text, lookCentre)
		p.row++
	}
	if len(all) == 0 {
		p.line("是正中の項目はありません。", lookPlain)
	}
	p.Rules = append(p.Rules, workbook.Rule{Area: cell(7, first) + ":" + cell(7, max(first, p.row-1)), When: `$G` + number(first) + `<>"是正中"`, Bold: true, Fill: "FFEB9C", Color: "7F6000"})
	return &workbook.Sheet{Name: "是正管理", Form: p.Form}
}

func (r Report) certificatesSheet() *workbook.Sheet {
	p := newPage(30, 36, 26, 36, 14, 14)
	p.line("認証、監査等", lookTitle)
	p.Heights[1] = 26
	p.rowOf(lookHead, "委託先", "認証、監査等", "番号・名称", "範囲", "有効期限", "状況")
	p.Repeat, p.Freeze = [2]int{2, 2}, 2
	n := 0
	for _, c := range r.Contractors {
		for _, x := range c.Certificates {
			p.cell(1, 0, c.Contractor, workbook.Text, lookCell)
			p.cell(2, 0, x.Label, workbook.Text, lookCell)
			p.cell(3, 0, x.Number, workbook.Text, lookCell)
			p.cell(4, 0, x.Scope, workbook.Text, lookCell)
			p.cell(5, 0, x.Expires.String(), workbook.Date, lookCentre)
			p.cell(6, 0, stateWords(x.State), workbook.Text, lookCentre)
			p.row++
			n++
		}
	}
	if n == 0 {
		p.line("記入された認証等はありません。", lookPlain)
	}
	return &workbook.Sheet{Name: "認証", Form: p.Form}
}

// stateWords is the state of a certificate as it is printed.
func stateWords(state string) string {
	return map[string]string{"valid": "有効", "running_out": "期限が近い", "expired": "期限切れ", "no_expiry": "期限の記入なし"}[state]
}

func (r Report) findingsSheet() *workbook.Sheet {
	p := newPage(34, 24, 10, 8, 10, 80)
	p.line("指摘", lookTitle)
	p.Heights[1] = 26
	p.rowOf(lookHead, "ファイル", "シート", "セル", "項目", "種類", "内容")
	p.Repeat, p.Freeze = [2]int{2, 2}, 2
	n := 0
	add := func(file string, f Finding) {
		kind := "誤り"
		if f.Severity == Warning {
			kind = "注意"
		}
		for i, w := range []string{file, f.Sheet, f.Cell, f.Item, kind, f.MessageJA} {
			p.cell(i+1, 0, w, workbook.Text, lookCell)
		}
		p.row++
		n++
	}
	for _, f := range r.Files {
		for _, x := range f.Findings {
			add(f.File, x)
		}
	}
	for _, c := range r.Contractors {
		for _, x := range c.Findings {
			add(c.File, x)
		}
	}
	if n == 0 {
		p.line("指摘はありません。", lookPlain)
	}
	return &workbook.Sheet{Name: "指摘", Form: p.Form}
}
