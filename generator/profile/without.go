package profile

import (
	"slices"
	"strconv"
	"strings"
)

// Without is the input without the values that the faults are about: what a
// preview can show while somebody is still typing. Where a fault names a value
// that is not there, what holds it is left out.
func (in *Input) Without(faults []Fault) *Input {
	tree := in.Tree()
	pointers := make([]string, len(faults))
	for i, f := range faults {
		pointers[i] = f.Pointer
	}
	slices.SortFunc(pointers, func(a, b string) int { return ComparePointers(b, a) }) // the last entry of a list first
	for _, p := range slices.Compact(pointers) {
		steps := Steps(p)
		for len(steps) > 1 && !takeAway(tree, steps) {
			steps = steps[:len(steps)-1]
		}
	}
	next, err := FromTree(tree)
	if err != nil {
		return in
	}
	return next
}

// ComparePointers orders JSON pointers step by step, entries of lists by number;
// a field comes before what is in it.
func ComparePointers(a, b string) int {
	x, y := Steps(a), Steps(b)
	for i := range min(len(x), len(y)) {
		n, errN := strconv.Atoi(x[i])
		m, errM := strconv.Atoi(y[i])
		if errN == nil && errM == nil && n != m {
			return n - m
		}
		if c := strings.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return len(x) - len(y)
}

// takeAway removes the value of a pointer; false when there is none.
func takeAway(v any, steps []string) bool {
	if m, ok := v.(map[string]any); ok {
		below, found := m[steps[0]]
		if !found {
			return false
		}
		if len(steps) == 1 {
			delete(m, steps[0])
			return true
		}
		if list, ok := below.([]any); ok && len(steps) == 2 {
			i, err := strconv.Atoi(steps[1])
			if err != nil || i < 0 || i >= len(list) {
				return false
			}
			m[steps[0]] = slices.Delete(list, i, i+1)
			return true
		}
		return takeAway(below, steps[1:])
	}
	if list, ok := v.([]any); ok {
		i, err := strconv.Atoi(steps[0])
		return err == nil && i >= 0 && i < len(list) && len(steps) > 1 && takeAway(list[i], steps[1:])
	}
	return false
}
