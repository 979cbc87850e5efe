package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is something wrong in a template, with the place where it is written.
type Fault struct {
	Pos     Pos
	Code    string // stable name of the check: "typed_number", "unknown_field", …
	Message string // what is wrong and what to write instead
}

// Faults are all faults of a template. They are an error when there are any;
// use [Faults.Err] to get one.
type Faults []Fault

// Add appends a fault.
func (f *Faults) Add(pos Pos, code, format string, args ...any) {
	*f = append(*f, Fault{pos, code, fmt.Sprintf(format, args...)})
}

// Sort orders by place, code and message, so that the same faults always come in the same order.
func (f Faults) Sort() {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
}

// Err gives nil when there is no fault, else the sorted faults.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	f.Sort()
	return f
}

// Error gives one line a fault.
func (f Faults) Error() string {
	var b strings.Builder
	for i, x := range f {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s: %s", x.Pos, x.Code, x.Message)
	}
	return b.String()
}
