package batch

import (
	"iter"
	"slices"
	"strconv"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// A List gives the rows of a list of companies, in order. It is read twice: once
// to know the whole, once to keep it; both times it has to give the same.
type List iter.Seq[Row]

// A Row is one company of a list.
type Row struct {
	Number int           // in the list, from 1
	Place  members.Place // of the row, as the user counts
	Input  *profile.Input
	AsOf   japanese.Date   // that the row states itself; zero = that of the batch
	Faults []members.Fault // found while the row was read; a row with faults is not made
}

// ListOf gives the rows of a member list for a batch with these options. What its cells hold wrong is in the
// rows; the rest is found when a row is made, see [Locate].
func ListOf(list *members.List, o Options) List {
	return func(yield func(Row) bool) {
		for r := range list.All() {
			row := Row{Number: r.Number, Place: r.Place, Input: r.Input}
			row.AsOf, _ = r.AsOf()
			if len(r.Faults) > 0 { // all at once: those of the fields beside those of the cells
				run := profile.Run{AsOf: o.Day(r), Draft: o.Draft}
				if selected, err := o.Choose(r.Input); err == nil {
					run.Kinds = selected.Kinds
				}
				row.Faults = o.Check(r, run)
			}
			if !yield(row) {
				return
			}
		}
	}
}

// Check finds what a row lacks for its documents, each fault with its cell.
func (o Options) Check(r *members.Row, run profile.Run) []members.Fault {
	faults, _ := r.Check(run)
	if o.Cover {
		for _, f := range generator.CoverFaults(r.Input) {
			faults = append(faults, r.Fault(f))
		}
	}
	return faults
}

// Day is the day that the documents of a row are made for: its own where it states
// one, else that of the batch.
func (o Options) Day(r *members.Row) japanese.Date {
	if day, own := r.AsOf(); own {
		return day
	}
	return o.AsOf
}

// Locate puts the faults of a record at their cells: while the row was made only
// its fields were known, not the list.
func Locate(list *members.List, r *Record) {
	if list == nil || r.Place < 1 || r.Place > list.Len() || len(r.Faults) == 0 {
		return
	}
	row := list.Row(r.Place)
	for i, f := range r.Faults {
		if f.Cell() == "" {
			at := row.Locate(f.Pointer)
			r.Faults[i].Place, r.Faults[i].CellName = at, at.Cell()
		}
	}
}

// maxFaults is how many faults of one row are kept: a row of a list that is no list
// would fill the records of a batch.
const maxFaults = 100

// first are the first faults of a row, with a word that there are more.
func (k *keptRow) first(faults []members.Fault) []members.Fault {
	if len(faults) <= maxFaults {
		return faults
	}
	more := profile.NewFault("", "more_faults", map[string]string{"Limit": strconv.Itoa(maxFaults)})
	return append(slices.Clone(faults[:maxFaults]), k.located([]profile.Fault{more})...)
}

// located gives faults of an input the place of their row.
func (k *keptRow) located(faults []profile.Fault) []members.Fault {
	out := make([]members.Fault, len(faults))
	for i, f := range faults {
		out[i] = members.Fault{Place: k.Place, Fault: f}
	}
	return out
}
