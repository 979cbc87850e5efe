package japanese

// bmpClass is the class of every character up to U+FFFF: one load a character
// instead of a search.
var bmpClass = makeClasses()

func makeClasses() *[1 << 16]Class {
	t := new([1 << 16]Class)
	span := func(first, last rune, c Class) {
		for r := first; r <= last; r++ {
			t[r] = c
		}
	}
	each := func(c Class, s string) {
		for _, r := range s {
			t[r] = c
		}
	}
	span(0, 0x1f, ClassIgnored)
	span(0x21, 0x7e, ClassLatinMark)
	span(0x7f, 0x9f, ClassIgnored)
	span(0xa1, 0x24f, ClassLatin) // Latin-1 letters; its signs are set right below
	span(0x1e00, 0x1eff, ClassLatin)
	span('0', '9', ClassDigit)
	span('A', 'Z', ClassLatin)
	span('a', 'z', ClassLatin)
	each(ClassLatinOpen, "([{")
	each(ClassLatinClose, ")]},.;:!?%")
	each(ClassLatinMark, "‐‑–’‘“”•")
	each(ClassIdeograph, "§¶±×÷¼½¾´¨")
	each(ClassPostfixed, "°")
	t[' '] = ClassSpace
	t[0xa0], t[0x202f], t[0x2060] = ClassHardSpace, ClassHardSpace, ClassHardSpace
	t[0xad], t[0xfeff] = ClassIgnored, ClassIgnored
	span(0x200b, 0x200f, ClassIgnored)
	span(0x202a, 0x202e, ClassIgnored) // bidi controls
	span(0x2066, 0x2069, ClassIgnored)
	span(0xfe00, 0xfe0f, ClassCombining)
	span(0x0300, 0x036f, ClassCombining)
	each(ClassCombining, "\u3099\u309a\u20dd")

	each(ClassOpening, "（「『【〈《〔｛［〘〖〝｟«")
	each(ClassClosing, "）」』】〉》〕｝］〙〗〟〞｠»")
	each(ClassComma, "、，")
	each(ClassStop, "。．")
	each(ClassMiddleDot, "・：；")
	each(ClassDividing, "！？‼⁇⁈⁉")
	each(ClassSmallKana, "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー々〻ゝゞヽヾ゛゜〜～゠")
	span(0x31f0, 0x31ff, ClassSmallKana)
	each(ClassSmallKana, "｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ")
	each(ClassLatinOpen, "｢")
	each(ClassInseparable, "…‥―—")
	each(ClassPrefixed, "￥＄＃〒№￡§☐☑☒") // a check box stays with its words
	each(ClassPostfixed, "％℃′″￠℉㎡㎥㎏㎝㎜㎞")
	span('０', '９', ClassWideDigit)
	t['　'], t[0x2003] = ClassIdeoSpace, ClassIdeoSpace
	return t
}
