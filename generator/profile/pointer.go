package profile

import (
	"strconv"
	"strings"
)

// Steps parts a JSON Pointer (RFC 6901) into its steps; none for the whole.
func Steps(pointer string) []string {
	if pointer == "" {
		return nil
	}
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, s := range steps {
		steps[i] = unescapeStep.Replace(s)
	}
	return steps
}

// ValueAt is what stands at the end of a path through maps and lists; nil when
// there is nothing.
func ValueAt(v any, path []string) any {
	for _, step := range path {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}
