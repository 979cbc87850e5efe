package checklist

import (
	"fmt"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// page sets a sheet of lines and tables from top to bottom.
type page struct {
	*workbook.Form
	row int
}

func newPage(widths ...float64) *page {
	return &page{&workbook.Form{Widths: widths, Heights: map[int]float64{}}, 1}
}

func (p *page) cell(column, to int, value string, t workbook.ColumnType, look workbook.Look) *workbook.FormCell {
	c := workbook.FormCell{At: cell(column, p.row), Value: workbook.Cell(value), Type: t, Look: look}
	if to > column {
		c.To = cell(to, p.row)
	}
	p.Cells = append(p.Cells, c)
	width := 0.0
	for i := column; i <= max(column, to); i++ {
		width += p.Widths[i-1]
	}
	if t == workbook.Text && !look.NoWrap {
		p.Heights[p.row] = max(p.Heights[p.row], workbook.RowLines(lines(value, width)))
	}
	return &p.Cells[len(p.Cells)-1]
}

// line sets one line over all columns.
func (p *page) line(value string, look workbook.Look) {
	p.cell(1, len(p.Widths), value, workbook.Text, look)
	p.row++
}

// rowOf sets the cells of a table's row.
func (p *page) rowOf(look workbook.Look, values ...string) {
	for i, v := range values {
		p.cell(i+1, 0, v, workbook.Text, look)
	}
	p.row++
}

// intro is はじめに: what the person who answers asks first.
func (b *builder) intro() *workbook.Sheet {
	p := newPage(22, 84)
	p.line(Title, lookTitle)
	p.Heights[1] = 26
	p.line("様式 "+b.catalogue.Form+"　発行日 "+b.IssuedOn.Seireki()+"　委託元 "+b.Issuer.Name, lookPlain)
	p.row++
	row := func(label, words string) {
		look := lookOpen
		look.Open = false
		p.cell(1, 0, label, workbook.Text, lookLabel)
		p.cell(2, 0, words, workbook.Text, look)
		p.row++
	}
	row("目的", b.Issuer.Name+"が情報の取扱いを委託するに当たり、委託先の情報セキュリティの状況を確かめるための書類です。個人データの取扱いの委託では、個人情報の保護に関する法律が定める委託先の監督のために用います。個人番号を取り扱う委託では、番号法が定める監督にも用います。")
	row("対象", "委託した業務を行う部署、場所、機器及びサービスについて、回答する日の状況を答えてください。会社全体で取り扱いが異なるときは、委託した業務について答えてください。")
	p.cell(1, 0, "回答の期限", workbook.Text, lookLabel)
	p.cell(2, 0, "", workbook.Date, workbook.Look{Size: formSize, Border: true, Open: true, Pattern: `yyyy"年"m"月"d"日"`})
	p.Checks = append(p.Checks, workbook.Validation{Area: cell(2, p.row), Type: workbook.Date, Title: "回答の期限", Hint: "委託元が記入します。"})
	p.Heights[p.row] = workbook.RowLines(1)
	p.row++
	row("返送先", strings.TrimSpace(b.Issuer.Name+"　"+b.Issuer.Department)+"\n"+b.Issuer.ReturnTo)
	row("ファイルの形式", "Excel（.xlsx）のまま返してください。ファイルの名前は変えなくて構いません。シートの追加、設問の文の変更はしないでください。行の高さと列の幅は変えて構いません。")
	if b.Settings.Binary {
		row("実施状況", "「○ 実施」「× 未実施」から選びます。予定しているだけのものは「× 未実施」とし、是正内容と是正期限を書いてください。")
	} else {
		row("実施状況", "○ 実施：今、全部を実施している。\n△ 一部・予定：一部だけ実施している、又は実施する日を決めている。是正期限を書いてください。\n× 未実施：実施していない。是正内容と是正期限を書いてください。\n対象外：委託した業務では起こり得ない。理由をコメントに書いてください。「必須」の項目では選べません。")
	}
	row("空欄", "空欄のある回答は「未完了」として扱います。分からないときは空欄にせず、コメントに書いた上で「× 未実施」としてください。")
	row("根拠・証跡", "実施していることが分かる文書の名前、URL等を書いてください。写しは、求めがあったときに出してください。有効な"+b.coverNames()+"の範囲に委託した業務が含まれるときは、1から5までの項目は、実施状況を空欄とし、根拠欄に登録番号を書いて答えることができます。")
	row("是正期限", fmt.Sprintf("確認日から%d日以内の日を、2027/1/31 のように書いてください。", b.Settings.FixDays))
	row("判定の方法", "「"+rulesName+"」のシートに、項目ごとの評価の基準、根拠となる法令等、判定の方法を載せています。")
	row("回答の取扱い", "回答は、委託先の選定及び監督のためにだけ用い、担当する者のほかに見せません。個人番号、従業員の氏名の一覧その他の個人情報は書かないでください（回答者の役職・氏名を除きます）。")
	return &workbook.Sheet{Name: introName, Form: p.Form}
}

// coverNames are the certificates that can answer items.
func (b *builder) coverNames() string {
	var out []string
	for _, k := range b.catalogue.Certificates {
		if k.Covers {
			out = append(out, k.Label)
		}
	}
	return japanese.JoinAnd(out, "又は")
}

// overview is 委託先一覧: one row a contractor, live.
func (b *builder) overview() *workbook.Sheet {
	p := newPage(6, 34, 30, 9, 9, 9, 10, 10, 13, 13, 13, 13, 9)
	p.line(overviewName+"　"+b.Issuer.Name, lookTitle)
	p.Heights[1] = 26
	p.rowOf(lookHead, "No", "委託先", "委託業務", "リスク区分", "得点率", "基準点", "必須で\n○でない数", "未回答\nの数", "総合判定", "認証の期限", "確認日", "次回確認日", "是正中\nの数")
	p.Heights[2] = workbook.RowLines(2)
	p.Repeat, p.Freeze = [2]int{2, 2}, 2
	first := p.row
	for i, f := range b.sheets {
		sheet := quote(f.sheet.Name) + "!"
		v := f.values()
		live := func(column int, id string, t workbook.ColumnType) {
			c := p.cell(column, 0, string(v[id]), t, lookMark)
			c.Formula = sheet + f.at[id]
		}
		p.cell(1, 0, number(i+1), workbook.Number, lookMark)
		link := p.cell(2, 0, f.contractor.title(), workbook.Text, workbook.Look{Size: formSize, Border: true, Fill: grey, Color: "1F3F8F"})
		link.Link = sheet + "A1"
		p.cell(3, 0, f.contractor.Work, workbook.Text, lookFixed)
		tier := p.cell(4, 0, string(f.contractor.Tier), workbook.Text, lookMark)
		tier.Formula = sheet + f.at["tier"] + `&""`
		live(5, "score", workbook.Percent)
		live(6, "threshold", workbook.Percent)
		live(7, "missing", workbook.Number)
		live(8, "blank", workbook.Number)
		live(9, "verdict", workbook.Text)
		expires := fmt.Sprintf("%s%s:%s", sheet, abs(colDue, f.block[0]), abs(colDue, f.block[1]))
		p.day(10, fmt.Sprintf(`IF(COUNT(%[1]s)=0,"",MIN(%[1]s))`, expires), earliest(f.contractor.Certificates))
		p.day(11, fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, sheet+f.at["reviewed_on"]), f.contractor.ReviewedOn)
		next := p.cell(12, 0, string(v["next_check"]), workbook.Number, workbook.Look{Size: formSize, Border: true, Fill: grey, Center: true, Pattern: "yyyy/mm/dd"})
		next.Formula = sheet + f.at["next_check"]
		area := func(column int) string {
			return fmt.Sprintf("%s%s:%s", sheet, abs(column, f.first), abs(column, f.last))
		}
		open := p.cell(13, 0, number(f.openFixes()), workbook.Number, lookMark)
		open.Formula = fmt.Sprintf(`SUMPRODUCT(((LEFT(%[1]s,1)="×")+(LEFT(%[1]s,1)="△")>0)*(%[2]s=""))`, area(colAnswer), area(colDone))
		p.row++
	}
	last := p.row - 1
	p.Filter = cell(1, 2) + ":" + cell(13, last)
	p.Rules = append(p.Rules, verdictRules(cell(9, first)+":"+cell(9, last), "$I"+number(first))...)
	p.Rules = append(p.Rules, workbook.Rule{Area: cell(10, first) + ":" + cell(10, last), When: fmt.Sprintf("AND(ISNUMBER($J%[1]d),$J%[1]d<TODAY())", first), Bold: true, Fill: "FFC7CE", Color: "9C0006"},
		workbook.Rule{Area: cell(12, first) + ":" + cell(12, last), When: fmt.Sprintf("AND(ISNUMBER($L%[1]d),$L%[1]d<TODAY())", first), Bold: true, Fill: "FFC7CE", Color: "9C0006"})
	p.row++
	for _, v := range []Verdict{Fit, Conditional, Unfit, Unfinished} {
		p.cell(2, 0, v.Words()+"の数", workbook.Text, lookLabel)
		n := 0
		for _, f := range b.sheets {
			if f.values()["verdict"] == workbook.Cell(v.Words()) {
				n++
			}
		}
		c := p.cell(3, 0, number(n), workbook.Number, lookMark)
		c.Formula = fmt.Sprintf(`COUNTIF($I$%d:$I$%d,"%s")`, first, last, v.Words())
		p.row++
	}
	return &workbook.Sheet{Name: overviewName, Form: p.Form, Landscape: true}
}

// day is a cell with a formula that gives a day or nothing.
func (p *page) day(column int, formula string, now japanese.Date) {
	value := ""
	if !now.IsZero() {
		value = number(serialZero.DaysUntil(now))
	}
	c := p.cell(column, 0, value, workbook.Number, workbook.Look{Size: formSize, Border: true, Fill: grey, Center: true, Pattern: "yyyy/mm/dd"})
	c.Formula = formula
}

func earliest(list []Certificate) japanese.Date {
	var out japanese.Date
	for _, c := range list {
		if !c.Expires.IsZero() && (out.IsZero() || c.Expires.Before(out)) {
			out = c.Expires
		}
	}
	return out
}

func (f *form) openFixes() int {
	n := 0
	for _, i := range f.items {
		if a := f.contractor.Answers[i.ID]; (a.Value == NotDone || a.Value == Partly) && a.Done.IsZero() {
			n++
		}
	}
	return n
}

// fixes is 是正管理: what is open as the book is made.
func (b *builder) fixes() *workbook.Sheet {
	p := newPage(26, 7, 52, 14, 30, 13, 13)
	p.line(fixesName, lookTitle)
	p.Heights[1] = 26
	p.line(b.IssuedOn.Seireki()+"現在。返送された確認リストの是正は、「kitei checklist score」が一覧と是正依頼書を作ります。", lookSmall)
	p.rowOf(lookHead, "委託先", "No", "確認項目", "実施状況", "是正内容", "是正期限", "状態")
	p.Repeat, p.Freeze = [2]int{3, 3}, 3
	n := 0
	for _, f := range b.sheets {
		for _, c := range f.now.Corrections {
			p.cell(1, 0, f.contractor.title(), workbook.Text, lookFixed)
			p.cell(2, 0, c.No, workbook.Text, lookMark)
			p.cell(3, 0, c.Text, workbook.Text, lookFixed)
			p.cell(4, 0, c.Answer.Words(), workbook.Text, lookMark)
			p.cell(5, 0, c.Fix, workbook.Text, lookFixed)
			p.cell(6, 0, c.Due.String(), workbook.Date, lookMark)
			p.cell(7, 0, statusWords(c.Status), workbook.Text, lookMark)
			p.row++
			n++
		}
	}
	if n == 0 {
		p.line("是正中の項目はありません。", lookPlain)
	}
	return &workbook.Sheet{Name: fixesName, Form: p.Form, Landscape: true}
}

// statusWords is the state of a correction as it is printed.
func statusWords(status string) string {
	return map[string]string{"open": "是正中", "overdue": "期限超過", "no_due": "期限なし", "late_due": "期限が遠い"}[status]
}
