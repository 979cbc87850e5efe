package layouttest

import "kitei/generator/document"

// HardNames is a document of names that are long, rare or missing (params-a §8).
func HardNames() *document.Document {
	const long = "特定非営利活動法人全国個人情報適正取扱推進ネットワーク協議会連合会東日本統括本部附属個人情報保護研修普及促進事業推進センター及び関係団体連絡調整会議共同事務局"
	return &document.Document{
		Meta: document.Meta{Title: Inlines(long + "個人情報取扱規程"), Numbering: document.Articles},
		Body: []*document.Element{
			E(document.Article, "第1条", "適用", "",
				E(document.Paragraph, "", "", "この規程は、{{legal_name="+long+"}}（以下「本法人」という。）に適用する。", Table("", "名称|所在地|代表者|電話|備考|区分|種別",
					long+"|東京都千代田区千代田1-1|髙橋　﨑子|03-1234-5678|https://www.example.co.jp/a/very/long/path/that/never/ends/index.html|ABC&D Holdings Incorporated|―"))),
			E(document.Article, "第2条", "責任者", "",
				E(document.Paragraph, "", "", "個人情報保護管理者は、{{ppo=𠮷野　太郎}}とし、{{?roles.auditor.name}}がこれを監査する。{{legal_name=ABC&D Holdings株式会社}}の代表取締役{{rep_name=髙橋　﨑子}}は、……これを――妨げない――。"),
				E(document.Paragraph, "10", "", "（「『二重の始め括弧』」）の後の、「読点、」と、・中点・の詰めを確かめる。！？も。"),
				func() *document.Element {
					p := E(document.Paragraph, "11", "", "次のとおりとする。")
					for _, lb := range []string{"(9)", "(10)", "(100)"} {
						p.Children = append(p.Children, E(document.Item, lb, "", "号の番号が長いときも、本文の行頭は動かないこととし、二行目以降も同じ位置から始めるものとする。"))
					}
					return p
				}()),
			E(document.Sign, "", "", "", E(document.Paragraph, "", "", long), E(document.Paragraph, "", "", "{{?rep_name}}")),
		},
	}
}
