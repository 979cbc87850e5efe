package checklist

import (
	"fmt"
	"slices"
	"strings"

	"kitei/generator/workbook"
)

// The columns of a contractor's sheet. A is hidden and holds what each row is.
const (
	colID = iota + 1
	colGroup
	colNo
	colText
	colAnswer
	colEvidence
	colComment
	colFix
	colDue
	colJudge
	colDone
)

var formWidths = []float64{0, 12.5, 6, 47, 12, 18, 14, 14, 11.5, 9, 11.5}

// heads are the heads of the table; a returned sheet is found by them.
var heads = []string{"ID", "区分", "No", "確認項目", "実施状況", "根拠・証跡（文書名・URL）", "コメント", "是正内容", "是正期限", "確認者の判定", "是正完了日"}

// form is the sheet of one contractor.
type form struct {
	contractor Contractor
	items      []Item
	sheet      *workbook.Sheet
	first      int               // row of the first item
	last       int               // row of the last item
	at         map[string]string // cells by what they hold: score, verdict, tier, …
	now        Result            // the sheet judged as it is made
	rows       map[string]int    // of items, by id
	block      [2]int            // rows of the certificates, from and to

	row int
	*builder
}

func (b *builder) form(name string, c Contractor) *form {
	f := &form{
		contractor: c, items: b.catalogue.Chosen(c.Sets, c.Tier), builder: b, at: map[string]string{}, rows: map[string]int{},
		sheet: &workbook.Sheet{Name: name, Form: &workbook.Form{Widths: formWidths, Heights: map[int]float64{}}},
	}
	if c.Tier == "" { // nobody's yet: everything that the sets ask
		f.items = b.catalogue.Chosen(c.Sets, TierS)
	}
	f.title()
	f.head()
	f.scores()
	f.table()
	f.certificates()
	f.foot()
	f.colours()
	return f
}

func cell(column, row int) string { return workbook.CellName(row, column) }

// put places a cell; to is the last column of a merged one.
func (f *form) put(column, to int, value workbook.Cell, t workbook.ColumnType, look workbook.Look) string {
	c := workbook.FormCell{At: cell(column, f.row), Value: value, Type: t, Look: look}
	if to > column {
		c.To = cell(to, f.row)
	}
	f.sheet.Form.Cells = append(f.sheet.Form.Cells, c)
	return c.At
}

func (f *form) id(words string) {
	f.put(colID, 0, workbook.Cell(words), workbook.Text, lookSmall)
}

func (f *form) check(v workbook.Validation) {
	f.sheet.Form.Checks = append(f.sheet.Form.Checks, v)
}

func (f *form) height(lines int) { f.sheet.Form.Heights[f.row] = workbook.RowLines(lines) }

// mark says what the sheet is: A1, hidden.
func (f *form) mark() string {
	return fmt.Sprintf("%s/%d/%s/%s", Schema, SchemaVersion, f.catalogue.Version, f.contractor.ID)
}

func (f *form) title() {
	f.row = 1
	f.id(f.mark())
	f.put(colGroup, colDue, Title, workbook.Text, lookTitle)
	f.put(colJudge, colDone, workbook.Cell("様式 "+f.catalogue.Form), workbook.Text, workbook.Look{Size: smallSize, Center: true, Middle: true, Border: true})
	f.sheet.Form.Heights[1] = 26
	f.row = 2
	f.put(colGroup, colDone, "白い欄に記入してください。灰色の欄は変えられません。実施状況は一覧から選びます。「必須」の項目は「対象外」を選べません。個人番号その他の個人情報は書かないでください。", workbook.Text, lookSmall)
	f.sheet.Form.Heights[2] = 15
}

// field is a label and what stands beside it.
type field struct {
	id, label string
	value     workbook.Cell
	t         workbook.ColumnType
	list      string
	fixed     bool
	formula   string
	hint      string
}

// pair sets two fields on a line: label B–C with value D, label E–F with value G–K.
func (f *form) pair(left, right field) {
	f.id("f:" + left.id + "," + right.id)
	n := 1
	for i, x := range []field{left, right} {
		c := [][4]int{{colGroup, colNo, colText, colText}, {colAnswer, colEvidence, colComment, colDone}}[i]
		f.put(c[0], c[1], workbook.Cell(x.label), workbook.Text, lookLabel)
		look := lookOpen
		look.Middle = true
		if x.fixed {
			look = lookValue
			look.Bold, look.Center = x.formula != "", x.formula != ""
		}
		if x.t == workbook.Date && !x.fixed {
			look.Pattern = "yyyy/mm/dd"
		}
		at := f.put(c[2], c[3], x.value, x.t, look)
		f.sheet.Form.Cells[len(f.sheet.Form.Cells)-1].Formula = x.formula
		f.at[x.id] = at
		n = max(n, lines(string(x.value), formWidths[c[2]-1]), lines(x.label, formWidths[c[0]-1]+formWidths[c[1]-1]))
		if !x.fixed && (x.t == workbook.Choice || x.t == workbook.Date || x.t == workbook.Number || x.hint != "") {
			f.check(workbook.Validation{Area: at, Type: x.t, List: x.list, Title: x.label, Hint: x.hint})
		}
	}
	f.height(n)
	f.row++
}

func (f *form) head() {
	c := f.contractor
	persons := ""
	if c.Persons > 0 {
		persons = number(c.Persons)
	}
	blank := c.Tier == ""
	f.row = 3
	text, date := workbook.Text, workbook.Date
	f.pair(field{id: "issuer", label: "委託元", value: workbook.Cell(f.Issuer.Name), t: text, fixed: true},
		field{id: "contractor", label: "会社名（委託先）", value: workbook.Cell(c.Name), t: text, fixed: !blank})
	f.pair(field{id: "address", label: "所在地", value: workbook.Cell(c.Address), t: text},
		field{id: "corporate_number", label: "法人番号", value: workbook.Cell(c.CorporateNumber), t: text, hint: "13桁の法人番号です。個人事業の方は空欄とし、個人番号は書かないでください。"})
	f.pair(field{id: "work", label: "委託業務", value: workbook.Cell(c.Work), t: text},
		field{id: "info", label: "取扱情報", value: workbook.Cell(strings.Join(c.Info, "、")), t: text, hint: "顧客情報、従業員情報、要配慮個人情報、個人番号、営業秘密のうち、取り扱うものを書いてください。"})
	f.pair(field{id: "persons", label: "本人の数（件）", value: workbook.Cell(persons), t: workbook.Number},
		field{id: "country", label: "取扱国", value: workbook.Cell(c.Country), t: text, hint: "保存する国と、閲覧する国のすべてを書いてください。"})
	f.pair(field{id: "contract_date", label: "契約日・更新日", value: isoCell(c.ContractDate), t: date},
		field{id: "tier", label: "リスク区分", value: workbook.Cell(c.Tier), t: workbook.Choice, list: "kitei_tier", fixed: !blank, hint: "S：個人番号、要配慮個人情報又は1,000人を超える個人データ　A：その他の個人データ　B：その他の秘密"})
	f.pair(field{id: "answered_by", label: "回答者", value: workbook.Cell(c.AnsweredBy), t: text, hint: "役職と氏名を書いてください。"},
		field{id: "method", label: "確認方法（委託元が記入）", value: workbook.Cell(c.Method), t: workbook.Choice, list: "kitei_method"})
	f.pair(field{id: "reviewed_by", label: "確認者（委託元）", value: workbook.Cell(c.ReviewedBy), t: text},
		field{id: "reviewed_on", label: "確認日（委託元が記入）", value: isoCell(c.ReviewedOn), t: date})
	f.pair(field{id: "previous", label: "前回確認日", t: date},
		field{id: "answered_on", label: "回答日", t: date})
}

// scores leaves room for the figures; their formulas come when the rows of the
// items are known.
func (f *form) scores() {
	number, text := workbook.Number, workbook.Text
	f.pair(field{id: "score", label: "得点率", t: workbook.Percent, fixed: true, formula: "x"}, field{id: "verdict", label: "総合判定（自動）", t: text, fixed: true, formula: "x"})
	f.pair(field{id: "threshold", label: "基準点", t: workbook.Percent, fixed: true, formula: "x"}, field{id: "blank", label: "未回答の数", t: number, fixed: true, formula: "x"})
	f.pair(field{id: "missing", label: "必須で○でない数", t: number, fixed: true, formula: "x"}, field{id: "share", label: "対象外の割合", t: workbook.Percent, fixed: true, formula: "x"})
	f.sheet.Form.Heights[f.row] = 6
	f.row++
}

func (f *form) table() {
	for i, words := range heads {
		f.put(i+1, 0, workbook.Cell(words), workbook.Text, lookHead)
	}
	f.height(2)
	f.sheet.Form.Repeat = [2]int{f.row, f.row}
	f.row++
	f.first = f.row
	for _, item := range f.items {
		f.item(item)
	}
	f.last = f.row - 1
	column := func(c int) string { return cell(c, f.first) + ":" + cell(c, f.last) }
	f.check(workbook.Validation{Area: column(colDue), Type: workbook.Date, Title: "是正期限", Hint: fmt.Sprintf("×又は△のときに書きます。確認日から%d日以内とします。", f.Settings.FixDays), Warning: true})
	f.check(workbook.Validation{Area: column(colJudge), Type: workbook.Choice, List: "kitei_judge", Title: "確認者の判定", Hint: "委託元が記入します。"})
	f.check(workbook.Validation{Area: column(colDone), Type: workbook.Date, Title: "是正完了日", Hint: "是正を終えた日を書き、実施状況を「○ 実施」に改めてください。"})
}

func (f *form) item(item Item) {
	a := f.contractor.Answers[item.ID]
	words := item.Words(f.Settings.Numbers)
	group := f.catalogue.Label(item.Group)
	no := item.No
	if item.Mandatory {
		no += "\n必須"
	}
	f.rows[item.ID] = f.row
	f.id(item.ID)
	f.put(colGroup, 0, workbook.Cell(group), workbook.Text, lookFixed)
	f.put(colNo, 0, workbook.Cell(no), workbook.Text, lookMark)
	f.put(colText, 0, workbook.Cell(words), workbook.Text, lookFixed)
	answer := f.put(colAnswer, 0, workbook.Cell(a.Value.Words()), workbook.Choice, lookSign)
	evidence := f.put(colEvidence, 0, workbook.Cell(a.Evidence), workbook.Text, lookOpen)
	f.put(colComment, 0, workbook.Cell(a.Comment), workbook.Text, lookOpen)
	f.put(colFix, 0, workbook.Cell(a.Fix), workbook.Text, lookOpen)
	f.put(colDue, 0, isoCell(a.Due), workbook.Date, lookOpen)
	f.put(colJudge, 0, workbook.Cell(a.Judge), workbook.Choice, lookSign)
	f.put(colDone, 0, isoCell(a.Done), workbook.Date, lookOpen)
	f.check(workbook.Validation{Area: answer, Type: workbook.Choice, List: "kitei_answer", Title: item.No + " 評価の基準", Hint: item.Criterion})
	f.check(workbook.Validation{Area: evidence, Type: workbook.Text, Title: item.No + " 証跡の例", Hint: item.Evidence})
	f.height(max(lines(words, formWidths[colText-1]), lines(group, formWidths[colGroup-1]), lines(no, formWidths[colNo-1]),
		lines(a.Evidence, formWidths[colEvidence-1]), lines(a.Comment, formWidths[colComment-1]), lines(a.Fix, formWidths[colFix-1]), lines(a.Value.Words(), formWidths[colAnswer-1])))
	f.row++
}

// certificates is the block of certificates and audits.
func (f *form) certificates() {
	f.sheet.Form.Heights[f.row] = 6
	f.row++
	f.put(colGroup, colText, "認証、監査等", workbook.Text, lookHead)
	f.put(colAnswer, 0, "有無", workbook.Text, lookHead)
	f.put(colEvidence, 0, "番号・名称", workbook.Text, lookHead)
	f.put(colDue, 0, "有効期限", workbook.Text, lookHead)
	f.put(colComment, colFix, "範囲", workbook.Text, lookHead)
	f.put(colJudge, colDone, "備考", workbook.Text, lookHead)
	f.height(1)
	f.row++
	f.block[0] = f.row
	left := slices.Clone(f.contractor.Certificates)
	for _, k := range f.catalogue.certificateKinds(f.Settings) {
		c := Certificate{}
		for i := range left {
			if left[i].Kind == k.ID {
				c = left[i]
				left = slices.Delete(left, i, i+1)
				break
			}
		}
		f.certificate(k.ID, k.Label, c)
	}
	for _, c := range left { // a second one of a kind
		f.certificate("other", c.Name, c)
	}
	f.block[1] = f.row - 1
	f.id("f:incident")
	f.put(colGroup, colText, "直近12か月に起き、解決していない情報セキュリティの事故", workbook.Text, lookLabel)
	f.at["incident"] = f.put(colAnswer, 0, "", workbook.Choice, lookSign)
	f.put(colEvidence, colDone, "", workbook.Text, lookOpen)
	f.check(workbook.Validation{Area: f.at["incident"], Type: workbook.Choice, List: "kitei_have", Title: "解決していない事故", Hint: "「有」のときは、右の欄に概要と対応の状況を書いてください。個人情報は書かないでください。"})
	f.height(1)
	f.row++
}

func (f *form) certificate(id, label string, c Certificate) {
	f.id("c:" + id)
	f.put(colGroup, colText, workbook.Cell(label), workbook.Text, lookLabel)
	have := ""
	if c != (Certificate{}) {
		have = "有"
	}
	name := c.Number
	if c.Kind == "other" && label != c.Name {
		name = strings.TrimSpace(c.Name + " " + c.Number)
	}
	answer := f.put(colAnswer, 0, workbook.Cell(have), workbook.Choice, lookSign)
	f.put(colEvidence, 0, workbook.Cell(name), workbook.Text, lookOpen)
	f.put(colComment, colFix, workbook.Cell(c.Scope), workbook.Text, lookOpen)
	f.put(colDue, 0, isoCell(c.Expires), workbook.Date, lookOpen)
	f.put(colJudge, colDone, "", workbook.Text, lookOpen)
	f.check(workbook.Validation{Area: answer, Type: workbook.Choice, List: "kitei_have", Title: "有無", Hint: "有効なものがあるときは「有」を選び、番号、範囲及び有効期限を書いてください。"})
	f.height(max(1, lines(name, formWidths[colEvidence-1]), lines(c.Scope, formWidths[colComment-1]+formWidths[colFix-1])))
	f.row++
}

func (f *form) foot() {
	f.sheet.Form.Heights[f.row] = 6
	f.row++
	f.id("f:opinion")
	f.put(colGroup, colNo, "所見（委託元）", workbook.Text, lookLabel)
	f.put(colText, colDone, "", workbook.Text, lookOpen)
	f.height(3)
	f.row++
	f.pair(field{id: "approver", label: "承認者（委託元）", t: workbook.Text}, field{id: "next_check", label: "次回確認日", t: workbook.Date, fixed: true, formula: "x"})
	f.formulas()
}
