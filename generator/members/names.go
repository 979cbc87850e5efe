package members

import (
	"maps"
	"slices"
)

// mainSheet is the sheet with one row a company.
const mainSheet = "会社"

// mainSheets are other names that offices give it, folded.
var mainSheets = []string{"会社", "会社一覧", "会員一覧", "会員事業所", "会員名簿", "顧問先", "顧問先一覧", "事業所一覧", "名簿", "一覧", "members", "companies"}

// notRead are sheets of the empty list that hold no facts, folded.
var notRead = []string{"使い方", "選択肢"}

// Headers that name the company of a row, folded. 番号 alone is that of the
// company only on a sheet of companies: elsewhere it may be a field.
var (
	numberHeaders    = []string{"会社番号", "顧問先番号", "会員番号", "事業所番号", "顧問先コード", "会社コード", "companyno", "companynumber", "memberno", "membernumber"}
	ownNumberHeaders = []string{"番号", "no", "整理番号", "管理番号", "コード", "id", "number"}
	nameHeaders      = []string{"会社名", "顧問先名", "顧問先", "会員名", "事業所名", "company", "companyname", "member"}
	mapKeyHeaders    = []string{"項目", "項目番号", "記号", "質問番号", "key"}
)

// aliases are headers of lists that offices already have, folded, and the field
// they mean. The labels of the schema need no alias.
var aliases = map[string]string{
	"会社名": "profile.legal_name", "法人名": "profile.legal_name", "商号": "profile.legal_name", "名称": "profile.legal_name", "事業所名": "profile.legal_name", "顧問先名": "profile.legal_name", "顧問先": "profile.legal_name", "会員名": "profile.legal_name", "商号又は名称": "profile.legal_name",
	"会社名カナ": "profile.legal_name_kana", "会社名フリガナ": "profile.legal_name_kana", "フリガナ": "profile.legal_name_kana", "法人名フリガナ": "profile.legal_name_kana",
	"屋号": "profile.trade_name", "施設名": "profile.trade_name", "英文名": "profile.legal_name_en", "会社略称": "profile.short_name",
	"法人格": "profile.entity_type", "組織種別": "profile.entity_type", "種別": "profile.entity_type",
	"代表者": "profile.rep_name", "代表者名": "profile.rep_name", "代表者フリガナ": "profile.rep_name_kana", "代表者役職": "profile.rep_title", "代表者肩書": "profile.rep_title",
	"郵便番号": "profile.postal_code", "〒": "profile.postal_code", "住所": "profile.address", "所在地": "profile.address", "本店所在地": "profile.address", "本社所在地": "profile.address",
	"電話": "profile.phone", "電話番号": "profile.phone", "tel": "profile.phone", "メール": "profile.email", "メールアドレス": "profile.email", "email": "profile.email",
	"ホームページ": "profile.website_url", "hp": "profile.website_url", "url": "profile.website_url", "webサイト": "profile.website_url",
	"業種": "profile.industry", "事業内容": "profile.business_description", "業務内容": "profile.business_description",
	"従業員": "profile.employee_count", "従業員人数": "profile.employee_count", "人数": "profile.employee_count", "社員数": "profile.employee_count", "常時従業員数": "profile.employee_count",
	"作成日": "output.as_of", "基準日": "output.as_of", "制定日": "output.established_on", "施行日": "output.effective_on",
}

// aliasOrder is aliases in a fixed order.
var aliasOrder = slices.Sorted(maps.Keys(aliases))
