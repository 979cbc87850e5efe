package members

import (
	"bytes"
	_ "embed" // the company of the example row
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// exampleFile is the company of the rows marked 記入例.
//
//go:embed example.yaml
var exampleFile []byte

func example() (entry, error) {
	in, err := profile.Decode("example.yaml", exampleFile)
	if err != nil {
		return entry{}, err
	}
	return entry{exampleMark, in.Tree()}, nil
}

// TemplateCSV is the empty list as CSV in UTF-8 with BOM, which Excel opens
// without asking: a header row and the example.
func TemplateCSV() ([]byte, error) {
	e, err := example()
	if err != nil {
		return nil, err
	}
	return writeCSV([]entry{e})
}

func writeCSV(entries []entry) ([]byte, error) {
	l := csvLayout()
	var b bytes.Buffer
	b.Write(bom)
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	var head []string
	for _, c := range l.columns {
		head = append(head, c.header)
	}
	if err := w.Write(head); err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := w.Write(l.row(e, "", e.facts)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// The rows to be filled in of a sheet of companies and of a sheet of a list.
const (
	companyRows = 100
	listRows    = 150
)

// TemplateXLSX is the empty list as a workbook: a page on its use, the sheets of
// the companies and of the lists with drop-downs and hints, an example row each,
// and the choices.
func TemplateXLSX() ([]byte, error) {
	e, err := example()
	if err != nil {
		return nil, err
	}
	return writeBook([]entry{e}, 1)
}

// writeBook writes a list; the first rows of every sheet, those of examples
// entries, are set as examples.
func writeBook(entries []entry, examples int) ([]byte, error) {
	book := &workbook.Book{Title: "会員一覧", Author: "kitei", Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Schema: "members 1",
		Words: workbook.Words{Choose: profile.Message("ja", "sheet_choose", nil), Date: profile.Message("ja", "sheet_date", nil), Number: profile.Message("ja", "sheet_number", nil)}}
	all := layouts()
	book.Sheets = append(book.Sheets, usageSheet(all))
	for _, l := range all {
		book.Sheets = append(book.Sheets, l.sheet(entries, examples))
	}
	book.Sheets = append(book.Sheets, choicesSheet(all))
	var b bytes.Buffer
	if err := workbook.Write(book, &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (l layout) sheet(entries []entry, examples int) *workbook.Sheet {
	s := &workbook.Sheet{Name: l.name, Landscape: true, Scale: 60, Keep: 2, BlankRows: listRows, Footer: "会員一覧・" + l.name}
	note := "一つの会社に何行でも書けます。会社番号は「会社」のシートの番号です。"
	if l.base.company() {
		s.BlankRows = companyRows
		note = "1社を1行で書きます。会社番号は「会社」のシートの番号です。"
		if l.name == mainSheet {
			s.Keep = 3
			note = "1社を1行で書きます。＊の列は、どの書類にも要ります。"
		}
	}
	s.Title = []string{l.name, note + "灰色の「記入例」の行は読みません。"}
	for i, c := range l.columns {
		if i == 0 || c.group != l.columns[i-1].group {
			s.Groups = append(s.Groups, workbook.Group{Label: c.group})
		}
		s.Groups[len(s.Groups)-1].Span++
		s.Columns = append(s.Columns, c.column())
	}
	for i, e := range entries {
		for _, row := range l.rows(e) {
			if i < examples {
				s.Lead++
			}
			cells := make([]workbook.Cell, len(row))
			for j, word := range row {
				cells[j] = workbook.Cell(word)
			}
			s.Rows = append(s.Rows, cells)
		}
	}
	return s
}

// column is the column as a spreadsheet has it: choices as drop-downs, whole
// numbers as numbers, all else as text, so that no zero and no date is lost.
func (c layoutColumn) column() workbook.Column {
	out := workbook.Column{Label: c.header, Type: workbook.Text, Width: 18}
	switch c.key {
	case byNumber:
		out.Width, out.Hint = 10, "この一覧の中での会社の番号です。ほかのシートと結び付けます。"
		return out
	case byName:
		out.Width, out.Hint = 24, "見やすくするための列です。会社番号があれば、空けておいてかまいません。"
		return out
	case mapKey:
		out.Hint = "質問の記号です。"
		return out
	}
	f := c.field
	if isRequired(c) {
		out.Label += " ＊"
	}
	switch {
	case f.Type == profile.Boolean:
		out.Type, out.Choices, out.Width = workbook.Choice, []string{"はい", "いいえ"}, 14
	case f.Type == profile.Integer:
		out.Type, out.Width = workbook.Number, 12
	case f.Type == profile.String && len(f.Enum) > 0 && !f.Open && !f.IsNumeric():
		out.Type = workbook.Choice
		for _, e := range f.Enum {
			out.Choices = append(out.Choices, shownChoice(f, e))
		}
	case f.Type == profile.Array || f.MaxLength >= 80:
		out.Width = 30
	case f.MaxLength >= 40:
		out.Width = 24
	}
	out.Hint = hint(f)
	return out
}

func isRequired(c layoutColumn) bool {
	return len(c.path) == 2 && slices.Contains(c.field.Required, "*")
}

// hint says how a cell is filled in.
func hint(f *profile.Field) string {
	parts := []string{f.HintJA}
	switch {
	case f.Type == profile.Date:
		parts = append(parts, "2026/11/22 又は 令和8年11月22日 のように書きます。")
	case f.Type == profile.Array && len(f.Items.Enum) > 0:
		parts = append(parts, "「選択肢」のシートから選び、「、」で区切って並べます。")
	case f.Type == profile.Array:
		parts = append(parts, "「、」で区切って並べます（文の中に「、」があるときは「；」で区切ります）。")
	case f.IsPhone():
		parts = append(parts, "文字のまま、ハイフンを入れて書きます。")
	}
	if f.Type != profile.Array && len(f.Enum) == 0 && f.Example != nil {
		if word := cellWords(f, whole(f.Example)); word != "" {
			parts = append(parts, "例: "+word)
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// whole makes a number of an example an int.
func whole(v any) any {
	if x, ok := v.(float64); ok {
		return int(x)
	}
	return v
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// usageSheet says how the list is filled in, and what each sheet is for.
func usageSheet(all []layout) *workbook.Sheet {
	s := &workbook.Sheet{Name: "使い方", Footer: "会員一覧・使い方", Title: []string{"会員一覧の使い方", "この一覧から、会社ごとの書類を一度に作ります。"},
		Columns: []workbook.Column{{Label: "項目", Type: workbook.Text, Width: 44}, {Label: "説明", Type: workbook.Text, Width: 96}}}
	for _, line := range usageLines {
		s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(line[0]), workbook.Cell(line[1])})
	}
	for _, l := range all {
		what := "1社を何行でも。" + l.base.label + "（なければ空けておきます）"
		if l.base.company() {
			what = "1社を1行で。"
			var groups []string
			for _, c := range l.columns {
				if c.key == noKey && !slices.Contains(groups, c.group) {
					groups = append(groups, c.group)
				}
			}
			what += strings.Join(groups, "、")
		}
		s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell("シート「" + l.name + "」"), workbook.Cell(what)})
	}
	return s
}

var usageLines = [][2]string{
	{"はじめに", "「会社」のシートに、1社を1行で書きます。見出しに＊のある列を埋め、ほかは分かるものだけを書きます。空けた項目には既定の値を用い、その一覧を確認表に示します。"},
	{"すべての会社に共通のこと", "共通の会社情報（YAML）を別に用意すると、この一覧は会社ごとに違うことだけで足ります。一覧に書いたことが優先します。共通の値を使わないときは、セルに（なし）と書きます。"},
	{"会社番号", "会社ごとに違う番号を付けます。窓口、利用目的、委託先などのシートでは、この番号で会社を示します（会社名で示すこともできます）。"},
	{"列", "使わない列やシートは消してかまいません。順序を替えてもかまいません。事務所の控えの列は、見出しを※で始めるか「備考」とすれば読みません。"},
	{"はい・いいえ", "はい／いいえ、○／×、有／無、1／0 のどれでも書けます。"},
	{"日付", "2026/11/22、2026-11-22、令和8年11月22日、R8.11.22 のどれでも書けます。"},
	{"電話番号、郵便番号", "文字として書きます。数値になって先頭の0が消えた番号は、元の番号が一つに決まるときだけ補い、そのほかは誤りとして示します。"},
	{"いくつも書く欄", "「、」で区切ります。文の中に「、」があるときは「；」で区切り、1つだけのときも最後に「；」を付けます。"},
	{"数式", "数式は読みません。値だけを貼り付けてください。"},
	{"書いてはならないもの", "個人番号（マイナンバー）は、どの欄にも書けません。12桁の数字を見付けると、その会社の書類は作りません。"},
	{"誤りがあるとき", "すべての誤りを、シート、行、列、項目の名前とともに一度に示します。誤りのない会社の書類はできます。直したあと、誤りのあった会社だけを作り直せます。"},
	{"CSVで作るとき", "1枚の表だけを使い、窓口などは「個人情報お問い合わせ窓口1・電話番号」「個人情報お問い合わせ窓口2・電話番号」のような列に書きます。文字コードは UTF-8 でも Shift_JIS（CP932）でも読みますが、𠮷や髙などの文字を失わない「CSV UTF-8」を勧めます。"},
}

// choicesSheet lists what can be chosen.
func choicesSheet(all []layout) *workbook.Sheet {
	s := &workbook.Sheet{Name: "選択肢", Footer: "会員一覧・選択肢", Title: []string{"選択肢", "「書く言葉」でも「記号」でも書けます。"},
		Columns: []workbook.Column{{Label: "シート", Type: workbook.Text, Width: 40}, {Label: "項目", Type: workbook.Text, Width: 40}, {Label: "書く言葉", Type: workbook.Text, Width: 60}, {Label: "記号", Type: workbook.Text, Width: 24}}}
	for _, l := range all {
		for _, c := range l.columns {
			f := c.field
			if f != nil && f.Type == profile.Array {
				f = f.Items
			}
			if f == nil {
				continue
			}
			for _, e := range f.Enum {
				s.Rows = append(s.Rows, []workbook.Cell{workbook.Cell(l.name), workbook.Cell(c.header), workbook.Cell(shownChoice(f, e)), workbook.Cell(e.Value)})
			}
		}
	}
	return s
}

// Schema describes the list for programs.
type Schema struct {
	Sheets []SheetSchema `json:"sheets"`
}

// SheetSchema is a sheet of the list.
type SheetSchema struct {
	Name    string         `json:"name"`
	Field   string         `json:"field"` // the list in the profile; "" = one row a company
	Columns []ColumnSchema `json:"columns"`
}

// ColumnSchema is a column: its header, and the field name that may stand there
// instead.
type ColumnSchema struct {
	Header   string   `json:"header"`
	Field    string   `json:"field,omitempty"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Choices  []string `json:"choices,omitempty"`
	Hint     string   `json:"hint,omitempty"`
}

// Describe is the list as data.
func Describe() Schema {
	var out Schema
	for _, l := range layouts() {
		s := SheetSchema{Name: l.name, Field: pathText(l.base.path)}
		for _, c := range l.columns {
			one := ColumnSchema{Header: c.header, Type: "key", Hint: c.column().Hint}
			if c.key == noKey {
				one.Field, one.Type, one.Required = pathText(c.path), string(c.field.Type), isRequired(c)
				f := c.field
				if f.Type == profile.Array {
					f = f.Items
				}
				for _, e := range f.Enum {
					one.Choices = append(one.Choices, e.Value)
				}
			}
			s.Columns = append(s.Columns, one)
		}
		out.Sheets = append(out.Sheets, s)
	}
	return out
}

// Counts of the empty list, for its description: sheets and columns.
func (s Schema) String() string {
	n := 0
	for _, sheet := range s.Sheets {
		n += len(sheet.Columns)
	}
	return strconv.Itoa(len(s.Sheets)) + " sheets, " + strconv.Itoa(n) + " columns"
}
