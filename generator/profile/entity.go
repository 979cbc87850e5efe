package profile

// entity is a row of params-a.md 10: what an organisation of this kind calls
// itself, its representative and its officers, and who decides on its rules.
type entity struct {
	selfTerm     string
	repTitle     string
	officersTerm string
	decisionBody string
	board        bool     // the body that decides is a 取締役会 or 理事会
	corporation  bool     // has 法人格
	words        []string // of which the registered name has one; empty = not checked
}

// entities are the defaults by entity_type. Every value can be overridden.
var entities = map[string]entity{
	"kabushiki":      {"当社", "代表取締役", "取締役、監査役、執行役員", "取締役会", true, true, []string{"株式会社"}},
	"tokurei_yugen":  {"当社", "代表取締役", "取締役、監査役", "取締役の過半数の決定", false, true, []string{"有限会社"}},
	"godo":           {"当社", "代表社員", "業務執行社員", "業務執行社員の過半数の決定", false, true, []string{"合同会社"}},
	"gomei":          {"当社", "代表社員", "業務執行社員", "業務執行社員の過半数の決定", false, true, []string{"合名会社"}},
	"goshi":          {"当社", "代表社員", "業務執行社員", "業務執行社員の過半数の決定", false, true, []string{"合資会社"}},
	"ippan_shadan":   {"当法人", "代表理事", "理事、監事", "理事会", true, true, []string{"一般社団法人"}},
	"koeki_shadan":   {"当法人", "代表理事", "理事、監事", "理事会", true, true, []string{"公益社団法人"}},
	"ippan_zaidan":   {"当法人", "代表理事", "理事、監事、評議員", "理事会", true, true, []string{"一般財団法人"}},
	"koeki_zaidan":   {"当法人", "代表理事", "理事、監事、評議員", "理事会", true, true, []string{"公益財団法人"}},
	"iryo_hojin":     {"当法人", "理事長", "理事、監事", "理事会", true, true, []string{"医療法人"}},
	"shakai_fukushi": {"当法人", "理事長", "理事、監事、評議員", "理事会", true, true, []string{"社会福祉法人"}},
	"gakko":          {"当法人", "理事長", "理事、監事", "理事会", true, true, []string{"学校法人"}},
	"shukyo":         {"当法人", "代表役員", "責任役員", "責任役員会", false, true, nil},
	"npo":            {"当法人", "理事長", "理事、監事", "理事会", true, true, []string{"特定非営利活動法人", "NPO法人", "ＮＰＯ法人"}},
	"kumiai":         {"当組合", "代表理事", "理事、監事", "理事会", true, true, nil},
	"shigyo_hojin":   {"当法人", "代表社員", "社員", "社員の過半数の決定", false, true, []string{"法人"}},
	"kojin":          {"当方", "代表", "", "事業主の決定", false, false, nil},
	"dantai":         {"当会", "", "理事、監事", "総会", false, false, nil},
}

// kojinSelfTerm is how a sole proprietor calls the business, by industry.
var kojinSelfTerm = map[string]string{"shigyo": "当事務所", "iryo": "当院", "I": "当店", "M": "当店"}

// corporateWords are words of legal forms, longest first, that stand at the head
// or tail of a registered name and are left out of the short name.
var corporateWords = []string{
	"認定特定非営利活動法人", "特定非営利活動法人", "社会保険労務士法人", "医療法人社団", "医療法人財団", "社会医療法人", "地方独立行政法人", "独立行政法人",
	"一般社団法人", "公益社団法人", "一般財団法人", "公益財団法人", "社会福祉法人", "弁護士法人", "税理士法人", "司法書士法人", "行政書士法人", "監査法人",
	"医療法人", "学校法人", "宗教法人", "株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "協同組合", "NPO法人",
	"（株）", "(株)", "㈱", "（有）", "(有)", "㈲", "（同）", "(同)",
}
