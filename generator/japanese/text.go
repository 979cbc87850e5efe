package japanese

import "strings"

// FullWidth turns printable ASCII into its full-width forms (１２Ａ＆) and the
// space into U+3000. Other characters stay.
func FullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '\u3000'
		case '!' <= r && r <= '~':
			return r + 0xFEE0
		}
		return r
	}, s)
}

// HalfWidth turns full-width ASCII (１２Ａ＆, U+FF01–FF5E) into ASCII and U+3000
// into a space. Other characters, half-width kana too, stay. It is for reading
// and comparing: names are printed as typed.
func HalfWidth(s string) string { return strings.Map(halfWidth, s) }

func halfWidth(r rune) rune {
	switch {
	case r == '\u3000':
		return ' '
	case '！' <= r && r <= '～':
		return r - 0xFEE0
	}
	return r
}

// JoinAnd joins a list for a sentence. A conjunction (及び, 並びに, 又は,
// 若しくは, と, や) stands only between the last two, with 、 before them: A、B及びC.
// Any other word is a separator between all: A・B・C.
func JoinAnd(list []string, word string) string {
	switch word {
	case "及び", "並びに", "又は", "若しくは", "と", "や":
	default:
		return strings.Join(list, word)
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], "、") + word + list[last]
}

var prefectures = [...]string{
	"北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県",
	"茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県",
	"新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県",
	"岐阜県", "静岡県", "愛知県", "三重県",
	"滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県",
	"鳥取県", "島根県", "岡山県", "広島県", "山口県",
	"徳島県", "香川県", "愛媛県", "高知県",
	"福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
}

// Prefectures returns the 47 都道府県 in the order of their codes (JIS X 0401);
// the index plus one is the code.
func Prefectures() []string { return append([]string(nil), prefectures[:]...) }

// Prefecture returns the 都道府県 an address begins with; "" if it begins with
// none.
func Prefecture(address string) string {
	for _, p := range prefectures {
		if strings.HasPrefix(address, p) {
			return p
		}
	}
	return ""
}
