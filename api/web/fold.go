package web

import "slices"

// Open tells whether folded questions are to be seen: one of them is looked for
// or faulty.
func Open(list []*Question) bool {
	return slices.ContainsFunc(list, func(q *Question) bool {
		return q.Focus || len(q.Faults) > 0 || Open(q.Questions) || Open(q.More) ||
			slices.ContainsFunc(q.Entries, func(e *Entry) bool { return e.Focus || Open(e.Questions) || Open(e.More) })
	})
}

// Idle tells whether folded questions all wait for another answer: the fold has
// nothing to show then.
func Idle(list []*Question) bool {
	return !slices.ContainsFunc(list, func(q *Question) bool { return !q.Hidden })
}

// Count is how many questions there are, those inside counted.
func Count(list []*Question) int {
	n := 0
	for _, q := range list {
		if q.Widget == Group {
			n += Count(q.Questions) + Count(q.More)
			continue
		}
		n++
	}
	return n
}
