// Package layouttest holds invented documents that tests of layout and of the
// writers set: a regulation of forty articles, a policy, and hard cases.
package layouttest

import (
	"fmt"
	"strings"

	"kitei/generator/document"
)

// T makes a sentence of plain words. Parts like [[id|第3条]] become links, [^id]
// the mark of a note, {{field=value}} a value and {{?field}} a missing one.
func T(text string) []document.Sentence {
	return []document.Sentence{{Function: document.Main, Inlines: Inlines(text)}}
}

// Inlines reads the marks of [T].
func Inlines(text string) []document.Inline {
	var out []document.Inline
	pos := document.Pos{File: "test.md", Line: 1, Column: 1}
	word := func(s string) {
		if s != "" {
			out = append(out, document.Inline{Kind: document.Text, Text: s, Pos: pos})
		}
	}
	for {
		i := strings.IndexAny(text, "[{")
		if i < 0 || i+1 >= len(text) {
			break
		}
		open, end := text[i:i+2], ""
		switch open {
		case "[[":
			end = "]]"
		case "[^":
			end = "]"
		case "{{":
			end = "}}"
		default:
			word(text[:i+1])
			text = text[i+1:]
			continue
		}
		word(text[:i])
		body, rest, _ := strings.Cut(text[i+2:], end)
		text = rest
		switch open {
		case "[[":
			id, label, _ := strings.Cut(body, "|")
			out = append(out, document.Inline{Kind: document.Link, Text: label, Target: id, Pos: pos})
		case "[^":
			out = append(out, document.Inline{Kind: document.NoteRef, Text: body, Target: "n" + body, Pos: pos})
		default:
			field, value, ok := strings.Cut(body, "=")
			in := document.Inline{Kind: document.Text, Field: field, Text: value, Pos: pos}
			if !ok {
				in.Field, in.Text, in.Blank = strings.TrimPrefix(field, "?"), "〔"+strings.TrimPrefix(field, "?")+"〕", true
			}
			out = append(out, in)
		}
	}
	word(text)
	return out
}

// E makes an element.
func E(kind document.Kind, lb, title, text string, children ...*document.Element) *document.Element {
	e := &document.Element{Kind: kind, Label: lb, Children: children}
	if title != "" {
		e.Title = Inlines(title)
	}
	if text != "" {
		e.Text = T(text)
	}
	return e
}

// Table makes a TableStruct; the first row is its header. Cells are divided by "|".
func Table(title string, rows ...string) *document.Element {
	t := E(document.TableStruct, "", title, "")
	for i, row := range rows {
		kind := document.TableRow
		if i == 0 {
			kind = document.TableHeaderRow
		}
		r := E(kind, "", "", "")
		for _, cell := range strings.Split(row, "|") {
			r.Children = append(r.Children, E(document.TableColumn, "", "", cell))
		}
		t.Children = append(t.Children, r)
	}
	return t
}

// Form makes a Form of label and space.
func Form(rows ...string) *document.Element {
	t := Table("", rows...)
	t.Kind = document.Form
	t.Children[0].Kind = document.TableRow
	return t
}

// Regulation is a 規程 of n articles in chapters, with notes, tables, annexes.
func Regulation(n int) *document.Document {
	doc := &document.Document{Meta: document.Meta{Kind: "protection_regulation", Title: Inlines("個人情報取扱規程"), Numbering: document.Articles}}
	doc.Body = append(doc.Body, E(document.Preamble, "", "", "", E(document.Paragraph, "", "", preamble)))
	var chapter *document.Element
	for i := range n {
		if i%7 == 0 {
			chapter = E(document.Chapter, fmt.Sprintf("第%d章", i/7+1), chapters[i/7%len(chapters)], "")
			chapter.ID = fmt.Sprintf("ch%d", i/7+1)
			doc.Body = append(doc.Body, chapter)
		}
		chapter.Children = append(chapter.Children, article(i+1))
	}
	doc.Body = append(doc.Body, supplement(), annexTable(), annexForm())
	doc.Notes = []*document.Footnote{
		{ID: "n1", Num: "1", Text: Inlines("個人情報の保護に関する法律（平成15年法律第57号）第26条第1項、個人情報の保護に関する法律施行規則（平成28年個人情報保護委員会規則第3号）第8条第1項。")},
		{ID: "n2", Num: "2", Text: Inlines("個人情報保護委員会「個人情報の保護に関する法律についてのガイドライン（通則編）」3-5-3-3。")},
	}
	return doc
}

func article(n int) *document.Element {
	a := E(document.Article, fmt.Sprintf("第%d条", n), captions[(n-1)%len(captions)], "")
	a.ID = fmt.Sprintf("a%d", n)
	for k := range 1 + n%3 {
		lb := ""
		if k > 0 {
			lb = fmt.Sprint(k + 1)
		}
		a.Children = append(a.Children, E(document.Paragraph, lb, "", paragraphs[(n*3+k)%len(paragraphs)]))
	}
	if n%4 == 2 {
		last := a.Children[len(a.Children)-1]
		last.Text = T("前項の責任者は、次の各号に掲げる事項を、毎年1回以上、点検しなければならない。")
		for k, text := range items {
			last.Children = append(last.Children, E(document.Item, fmt.Sprintf("(%d)", k+1), "", text))
		}
		if n%8 == 2 {
			sub := last.Children[1]
			for k, text := range subitems {
				sub.Children = append(sub.Children, E(document.Subitem1, string("アイウエ"[k*3:k*3+3]), "", text))
			}
		}
	}
	if n == 9 {
		last := a.Children[len(a.Children)-1]
		last.Children = append(last.Children, contractors())
	}
	if n == 12 {
		a.Children = append(a.Children, E(document.Box, "", "", "",
			E(document.Paragraph, "", "", "漏えい等に気付いたときは、自分で調べる前に、直ちに総務部（内線123）へ知らせる。"),
			E(document.Paragraph, "", "", "夜間及び休日は、{{desks.leak.phone=090-0000-0000}}へ電話する。")))
	}
	return a
}

func supplement() *document.Element {
	return E(document.SupplProvision, "", "附則", "",
		E(document.Paragraph, "", "", "この規程は、令和8年4月1日から施行する。"),
		E(document.Paragraph, "2", "", "この規程の施行の際現に締結されている委託契約については、[[a9|第9条]]の規定にかかわらず、なお従前の例による。"),
		E(document.Sign, "", "", "",
			E(document.Paragraph, "", "", "令和8年3月20日制定"),
			E(document.Paragraph, "", "", "{{legal_name=ABC&D Holdings株式会社}}"),
			E(document.Paragraph, "", "", "代表取締役　{{rep_name=髙橋　﨑子}}")))
}

func annexTable() *document.Element {
	rows := []string{"委託先|委託する業務|取り扱う個人データの項目|件数"}
	for i := range 30 {
		rows = append(rows, fmt.Sprintf("%s|%s|%s|%d,%03d", contractorNames[i%len(contractorNames)], services[i%len(services)], dataItems[i%len(dataItems)], i%9+1, i*37%1000))
	}
	t := Table("", rows...)
	t.Align = "lllr"
	e := E(document.AppdxTable, "別表第1", "委託先の一覧", "", t)
	e.ID, e.For = "tbl1", "a9"
	return e
}

func annexForm() *document.Element {
	return E(document.AppdxStyle, "様式第1号", "漏えい等報告書", "",
		E(document.Paragraph, "", "", "次のとおり報告します。"),
		Form("報告者|", "気付いた日時|　　　　年　　月　　日　　時　　分", "対象となる個人データの項目|", "漏えいした本人の数|約　　　　　人", "二次被害の有無|☐ ある　☐ ない　☐ 確認中"))
}

func contractors() *document.Element {
	t := Table("委託先の選定の基準", "観点|基準|確かめる方法", "安全管理|個人データの安全管理措置を定めた規程があること。|規程の写しの受領", "再委託|再委託には、当社の事前の承諾を要すること。|契約書", "認証|ISO/IEC 27001又はプライバシーマークの認証を受けていること（望ましい。）。|登録証の写し（https://isms.example.jp/search?id=ISO27001）")
	t.Widths = []int{2, 5, 3}
	return t
}
