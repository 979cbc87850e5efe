package profile

import "strings"

// countryNames are the Japanese names that documents print, by ISO 3166 code;
// EU and EEA are accepted as the places that the 告示 of 規則15条 names.
var countryNames = map[string]string{
	"JP": "日本", "US": "アメリカ合衆国", "GB": "英国", "EU": "EU加盟国", "EEA": "EEA加盟国", "CN": "中華人民共和国", "HK": "香港", "TW": "台湾", "KR": "大韓民国",
	"SG": "シンガポール", "MY": "マレーシア", "TH": "タイ", "VN": "ベトナム", "PH": "フィリピン", "ID": "インドネシア", "IN": "インド", "BD": "バングラデシュ", "MM": "ミャンマー",
	"KH": "カンボジア", "LK": "スリランカ", "NP": "ネパール", "PK": "パキスタン", "MN": "モンゴル", "AU": "オーストラリア", "NZ": "ニュージーランド", "CA": "カナダ",
	"MX": "メキシコ", "BR": "ブラジル", "AR": "アルゼンチン", "CL": "チリ", "CO": "コロンビア", "PE": "ペルー", "CH": "スイス", "RU": "ロシア", "UA": "ウクライナ", "TR": "トルコ",
	"IL": "イスラエル", "AE": "アラブ首長国連邦", "SA": "サウジアラビア", "QA": "カタール", "EG": "エジプト", "ZA": "南アフリカ共和国", "NG": "ナイジェリア", "KE": "ケニア",
	"AT": "オーストリア", "BE": "ベルギー", "BG": "ブルガリア", "HR": "クロアチア", "CY": "キプロス", "CZ": "チェコ", "DK": "デンマーク", "EE": "エストニア", "FI": "フィンランド",
	"FR": "フランス", "DE": "ドイツ", "GR": "ギリシャ", "HU": "ハンガリー", "IE": "アイルランド", "IT": "イタリア", "LV": "ラトビア", "LT": "リトアニア", "LU": "ルクセンブルク",
	"MT": "マルタ", "NL": "オランダ", "PL": "ポーランド", "PT": "ポルトガル", "RO": "ルーマニア", "SK": "スロバキア", "SI": "スロベニア", "ES": "スペイン", "SE": "スウェーデン",
	"IS": "アイスランド", "LI": "リヒテンシュタイン", "NO": "ノルウェー",
}

// countryWords are other ways to write a country, with its code.
var countryWords = map[string]string{
	"日本国": "JP", "米国": "US", "アメリカ": "US", "イギリス": "GB", "英国（グレートブリテン及び北アイルランド連合王国）": "GB", "UK": "GB", "中国": "CN", "韓国": "KR", "シンガポール共和国": "SG",
	"EU": "EU", "欧州連合": "EU", "EEA": "EEA", "ドイツ連邦共和国": "DE", "フランス共和国": "FR", "アイルランド共和国": "IE", "オランダ王国": "NL", "台湾": "TW",
}

// equivalentCodes are the countries that 規則15条 and its 告示 recognise: the
// EEA (EU, Iceland, Liechtenstein, Norway) and the United Kingdom.
const equivalentCodes = " EU EEA GB AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO "

// countryCode finds the code of a country given by code or name; "" for a name
// that is not in the tables.
func countryCode(s string) string {
	if _, ok := countryNames[s]; ok {
		return s
	}
	if code, ok := countryWords[s]; ok {
		return code
	}
	for code, name := range countryNames {
		if name == s {
			return code
		}
	}
	return ""
}

// countryName is what a document prints for a country.
func countryName(s string) string {
	if name, ok := countryNames[countryCode(s)]; ok {
		return name
	}
	return s
}

// isCountry refuses what looks like a code but is none.
func isCountry(s string) bool {
	return countryCode(s) != "" || len([]rune(s)) > 1 && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7F })
}

func abroad(s string) bool { return s != "" && countryCode(s) != "JP" }

func equivalentCountry(s string) bool {
	code := countryCode(s)
	return code != "" && strings.Contains(equivalentCodes, " "+code+" ")
}

// courts are the seats of the district courts where they do not bear the name of
// the prefecture (裁判所法2条の別表).
var courts = map[string]string{
	"北海道": "札幌", "岩手県": "盛岡", "宮城県": "仙台", "茨城県": "水戸", "栃木県": "宇都宮", "群馬県": "前橋", "埼玉県": "さいたま", "神奈川県": "横浜", "石川県": "金沢",
	"山梨県": "甲府", "愛知県": "名古屋", "三重県": "津", "滋賀県": "大津", "兵庫県": "神戸", "島根県": "松江", "香川県": "高松", "愛媛県": "松山", "沖縄県": "那覇",
}

// districtCourt is the district court of a prefecture; "" for none.
func districtCourt(prefecture string) string {
	if prefecture == "" {
		return ""
	}
	if seat, ok := courts[prefecture]; ok {
		return seat + "地方裁判所"
	}
	seat := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(prefecture, "県"), "府"), "都")
	if prefecture == "京都府" {
		seat = "京都"
	}
	return seat + "地方裁判所"
}
