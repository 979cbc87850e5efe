package japanese

// Class is the part a character plays in line breaking and spacing (JIS X 4051,
// JLREQ appendix A).
type Class uint8

// The classes. 行頭禁則 marks those that may not start a line, 行末禁則 those
// that may not end one.
const (
	ClassIdeograph   Class = iota // kanji, hiragana, katakana and full-width signs without a rule of their own
	ClassOpening                  // 始め括弧類 （「『; 行末禁則
	ClassClosing                  // 終わり括弧類 ）」』; 行頭禁則
	ClassComma                    // 読点類 、，; 行頭禁則
	ClassStop                     // 句点類 。．; 行頭禁則
	ClassMiddleDot                // 中点類 ・：；; 行頭禁則
	ClassDividing                 // 区切り約物 ！？; 行頭禁則
	ClassSmallKana                // 小書きの仮名, ー, 々, 〜, ゛; 行頭禁則
	ClassInseparable              // 分離禁止 …‥―: no break between two of the same
	ClassPrefixed                 // 前置省略記号 ￥＄＃〒№ and ☐☑☒: kept with what follows
	ClassPostfixed                // 後置省略記号 ％℃°㎡: 行頭禁則
	ClassWideDigit                // ０–９: a run is one number
	ClassIdeoSpace                // U+3000
	ClassLatin                    // letters of proportional width
	ClassDigit                    // 0–9
	ClassLatinOpen                // ( [ {; 行末禁則
	ClassLatinClose               // ) ] } , . ; : ! ? %; 行頭禁則
	ClassLatinMark                // - / & @ _ and other signs inside a Latin word
	ClassSpace                    // U+0020
	ClassHardSpace                // U+00A0: never a break
	ClassCombining                // variation selectors, combining marks: belong to the character before
	ClassIgnored                  // U+200B–200F, U+FEFF, U+00AD, controls: not drawn
)

// ClassOf gives the class of r.
func ClassOf(r rune) Class {
	if uint32(r) < 1<<16 {
		return bmpClass[r]
	}
	if r >= 0xe0100 && r <= 0xe01ef {
		return ClassCombining
	}
	return ClassIdeograph
}

// NoLineStart says whether the class may not start a line (行頭禁則).
func (c Class) NoLineStart() bool { return noLineStart&(1<<c) != 0 }

// NoLineEnd says whether the class may not end a line (行末禁則).
func (c Class) NoLineEnd() bool { return noLineEnd&(1<<c) != 0 }

// Western says whether the class is set in the proportional face, with a
// quarter em (四分アキ) between it and Japanese.
func (c Class) Western() bool { return western&(1<<c) != 0 }

const (
	noLineStart uint32 = 1<<ClassClosing | 1<<ClassComma | 1<<ClassStop | 1<<ClassMiddleDot | 1<<ClassDividing | 1<<ClassSmallKana |
		1<<ClassPostfixed | 1<<ClassLatinClose | 1<<ClassCombining | 1<<ClassIgnored | 1<<ClassHardSpace
	noLineEnd uint32 = 1<<ClassOpening | 1<<ClassLatinOpen | 1<<ClassPrefixed | 1<<ClassHardSpace
	western   uint32 = 1<<ClassLatin | 1<<ClassDigit | 1<<ClassLatinOpen | 1<<ClassLatinClose | 1<<ClassLatinMark
)
