package layouttest

import (
	"fmt"

	"kitei/generator/document"
)

// Policy is a privacy policy: numbered sections instead of articles.
func Policy() *document.Document {
	doc := &document.Document{Meta: document.Meta{Kind: "privacy_policy", Title: Inlines("個人情報保護方針（プライバシーポリシー）"), Numbering: document.Sections}}
	doc.Body = append(doc.Body, E(document.Preamble, "", "", "", E(document.Paragraph, "", "", "{{legal_name=株式会社サンプル商事}}（以下「当社」といいます。）は、個人情報の保護に関する法律その他の法令等を守り、お客様の個人情報を次のとおり取り扱います。")))
	titles := []string{"事業者の名称、住所及び代表者の氏名", "取得する個人情報", "利用目的", "第三者への提供", "安全管理のために講じた措置", "開示等のご請求", "お問い合わせの窓口"}
	for i, title := range titles {
		sec := E(document.Section, fmt.Sprintf("%d.", i+1), title, "", E(document.Paragraph, "", "", paragraphs[(i+4)%len(paragraphs)]))
		sec.ID = fmt.Sprintf("s%d", i+1)
		switch i {
		case 2:
			p := sec.Children[0]
			p.Text = T("当社は、お客様の個人情報を、次の目的の達成に必要な範囲内で利用します。")
			for k, t := range items {
				p.Children = append(p.Children, E(document.Item, fmt.Sprintf("(%d)", k+1), "", t))
			}
			for k, t := range subitems {
				p.Children[1].Children = append(p.Children[1].Children, E(document.Subitem1, string([]rune("①②③")[k]), "", t))
			}
		case 4:
			sec.Children = append(sec.Children,
				E(document.Subsection, "5.1", "組織的安全管理措置", "", E(document.Paragraph, "", "", paragraphs[3])),
				E(document.Subsection, "5.2", "外的環境の把握", "", E(document.Paragraph, "", "", paragraphs[6])))
		case 5:
			sec.Children = append(sec.Children, Form("お名前|", "ご住所|", "ご請求の種類|☐ 開示　☐ 訂正　☐ 利用停止"))
		}
		doc.Body = append(doc.Body, sec)
	}
	doc.Body = append(doc.Body, E(document.Sign, "", "", "",
		E(document.Paragraph, "", "", "制定　令和4年4月1日"), E(document.Paragraph, "", "", "最終改定　令和8年11月22日"),
		E(document.Paragraph, "", "", "株式会社サンプル商事"), E(document.Paragraph, "", "", "代表取締役　山田　太郎")))
	return doc
}
