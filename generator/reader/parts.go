package reader

import (
	"strconv"

	"kitei/generator/document"
)

// numberParts gives the parts of a collection the numbers of their places in
// the template, whether or not they are selected later: what refers to the ninth
// part from outside stays true where the eighth is left out. It returns the
// number of the last part.
func numberParts(list []*document.Element, n int) int {
	for _, e := range list {
		switch e.Kind {
		case document.Section:
			n++
			e.Num = strconv.Itoa(n)
		case document.When, document.Each:
			n = numberParts(e.Children, n)
		}
	}
	return n
}
