package law

// Truth is the answer to a question about an event. Besides yes and no there are
// two that must never be mixed up: Possible is an おそれ, for which the law asks as
// much as for a certainty; Unknown means that nobody has found out yet, and leads to
// a question, never to "no".
//
// A Truth is the set of answers that remain: Unknown is all three, and a rule of
// which some facts are missing may be left with two. So whatever is found out later
// only makes the set smaller; a definite answer stays.
type Truth uint8

// The answers. No < Possible < Yes.
const (
	No       Truth = 1
	Possible Truth = 2
	Yes      Truth = 4
	Unknown        = No | Possible | Yes
)

// String is the word that input and output use. What is possible or certain, but
// met in either case, is possible.
func (t Truth) String() string {
	switch {
	case t == No:
		return "no"
	case t == Yes:
		return "yes"
	case t.Met():
		return "possible"
	}
	return "unknown"
}

// ParseTruth reads yes, no, possible, unknown, true and false.
func ParseTruth(word string) (Truth, bool) {
	switch word {
	case "yes", "true":
		return Yes, true
	case "no", "false":
		return No, true
	case "possible":
		return Possible, true
	case "unknown":
		return Unknown, true
	}
	return Unknown, false
}

// Met tells whether the law's consequence follows: 発生し、又は発生したおそれ.
func (t Truth) Met() bool { return t != 0 && t&No == 0 }

// Decided tells whether nothing that is found out later can turn met into not met.
func (t Truth) Decided() bool { return t == No || t.Met() }

// Not turns the answer round. What is possible is possibly not so either: an
// exception that is only possible takes nothing away.
func (t Truth) Not() Truth { return t&Possible | t&No<<2 | t&Yes>>2 }

// or is the greater of two answers, for every pair that remains.
func (t Truth) or(u Truth) Truth {
	out := Truth(0)
	for _, a := range [...]Truth{No, Possible, Yes} {
		for _, b := range [...]Truth{No, Possible, Yes} {
			if t&a != 0 && u&b != 0 {
				out |= max(a, b)
			}
		}
	}
	return out
}

// truthOf is Yes or No.
func truthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}
