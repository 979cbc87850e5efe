package japanese

// CorporateNumberValid tells whether s is a 法人番号: 13 half-width digits of
// which the first is the check digit, c = 9 − (Σ Pn·Qn mod 9), with Qn = 1 for
// odd and 2 for even n, n counted from the lowest of the other twelve digits
// (法人番号の指定等に関する省令2条; formula from memory, tried on known numbers).
func CorporateNumberValid(s string) bool {
	if len(s) != 13 {
		return false
	}
	sum := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		if n := 13 - i; n <= 12 {
			sum += int(s[i]-'0') * (2 - n%2)
		}
	}
	return int(s[0]-'0') == 9-sum%9
}

// myNumberDigits is the length of a 個人番号.
const myNumberDigits = 12

// FindMyNumber tells whether s holds what may be a 個人番号 (My Number), so that
// it can be refused: twelve digits in a row that are not part of a longer row,
// or three groups of four with one to three spaces or hyphens between them,
// whose last digit is the check digit. Full-width digits count; any space and
// any kind of hyphen, dash or 長音 is a separator. Which characters matched is
// not told, because a 個人番号 must not reach a message or a log.
func FindMyNumber(s string) bool {
	var groups []digitRun
	var run digitRun
	gap := 0
	end := func() {
		if run.length > 0 {
			groups = append(groups, run)
			run, gap = digitRun{}, 0
		}
	}
	for _, r := range s {
		r = halfWidth(r)
		switch {
		case '0' <= r && r <= '9':
			if run.length == 0 {
				run.gap = gap
			}
			run.add(byte(r - '0'))
		case isGroupSeparator(r):
			end()
			if gap >= 0 {
				gap++
			}
		default:
			end()
			gap = -1 // a word lies between this row and the next
		}
	}
	end()
	for i, g := range groups {
		if g.length == myNumberDigits && myNumberCheck(g.digits) {
			return true
		}
		if i >= 2 && joined(groups[i-2], groups[i-1], g) {
			return true
		}
	}
	return false
}

// digitRun is a row of digits and the number of separators before it; gap is
// -1 when anything else lies between it and the row before.
type digitRun struct {
	digits [myNumberDigits]byte // the first twelve
	length int
	gap    int
}

func (r *digitRun) add(d byte) {
	if r.length < myNumberDigits {
		r.digits[r.length] = d
	}
	r.length++
}

// joined tells whether three rows are the three groups of a 個人番号.
func joined(a, b, c digitRun) bool {
	if a.length != 4 || b.length != 4 || c.length != 4 || b.gap < 1 || b.gap > 3 || c.gap < 1 || c.gap > 3 {
		return false
	}
	var all [myNumberDigits]byte
	copy(all[0:], a.digits[:4])
	copy(all[4:], b.digits[:4])
	copy(all[8:], c.digits[:4])
	return myNumberCheck(all)
}

// myNumberCheck tests the check digit: 11 − (Σ Pn·Qn mod 11), 0 when the
// remainder is 0 or 1, with Qn = n+1 for n ≤ 6 and n−5 above, n counted from
// the lowest of the first eleven digits (番号法施行令8条に基づく省令5条; the base
// 12345678901 has 8).
func myNumberCheck(digits [myNumberDigits]byte) bool {
	sum := 0
	for i := range myNumberDigits - 1 {
		n := myNumberDigits - 1 - i
		q := n + 1
		if n > 6 {
			q = n - 5
		}
		sum += int(digits[i]) * q
	}
	check := 0
	if r := sum % 11; r > 1 {
		check = 11 - r
	}
	return int(digits[myNumberDigits-1]) == check
}

// isGroupSeparator: spaces and everything people type as a hyphen; r is folded
// to half width.
func isGroupSeparator(r rune) bool {
	switch r {
	case ' ', '\t', '\u00A0', '\u202F', '-',
		'ー', 'ｰ', '−', '─', '━', '﹣', '⁃', '\u00AD':
		return true
	}
	return 0x2000 <= r && r <= 0x200B || 0x2010 <= r && r <= 0x2015
}
