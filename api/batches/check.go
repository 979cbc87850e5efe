package batches

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kitei/batch"
	"kitei/generator"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// A FaultyRow is a row of a list that can't be made.
type FaultyRow struct {
	Row     int             `json:"row"` // as the user counts
	Company string          `json:"company"`
	Faults  []members.Fault `json:"faults"`
}

// A Name is how the folder of a company will be called.
type Name struct {
	Row     int    `json:"row"`
	Company string `json:"company"`
	Folder  string `json:"folder"`
}

// Checked is what there is to say about a list before it is begun.
type Checked struct {
	Total   int             `json:"total"`
	Good    int             `json:"good"` // rows without a fault
	Faults  []members.Fault `json:"faults"`
	Rows    []FaultyRow     `json:"rows"`    // the faulty ones, in the order of the list
	Skipped []profile.Fault `json:"skipped"` // formats and kinds that are passed over
	Names   []Name          `json:"names"`   // of the first companies
}

// firstNames is how many names a check shows: of rows that can be made.
const firstNames = 5

// toldFaults is how many faults a check tells of all rows together; of each faulty
// row after that it tells one. More would fill the memory, and nobody reads them.
const toldFaults = 20_000

// first are the first faults of a row, with a word that there are more.
func first(faults []members.Fault, r *members.Row, most int) []members.Fault {
	if len(faults) <= most {
		return faults
	}
	more := profile.NewFault("", "more_faults", map[string]string{"Limit": strconv.Itoa(most)})
	return append(slices.Clone(faults[:most]), members.Fault{Place: r.Place, CellName: r.Place.Cell(), Fault: more})
}

// Check says what is wrong with a list: faults of the list as a whole, or the
// faulty rows, all of them. Faults that show only when the documents are set (a
// character that no font has) are not among them. The error is [profile.Faults]:
// what is asked for does not exist.
func Check(ctx context.Context, gen *generator.Generator, list *members.List, o batch.Options) (*Checked, error) {
	out := &Checked{Total: len(list.Rows), Faults: []members.Fault{}, Rows: []FaultyRow{}, Skipped: []profile.Fault{}, Names: []Name{}}
	if len(list.Faults) > 0 {
		out.Faults = list.Faults
		return out, nil
	}
	days := map[string][]profile.Fault{}
	told := 0
	for i, r := range list.Rows {
		if err := ctx.Err(); err != nil { // nobody waits for the answer
			return nil, err
		}
		selected, err := o.Choose(r.Input)
		if i == 0 {
			if err != nil {
				return nil, err
			}
			for _, s := range selected.Skipped {
				if s.Pointer == "" && (!o.AnyFormat || s.Code != "format_skipped") { // what depends on the company is not said of all
					out.Skipped = append(out.Skipped, s)
				}
			}
		}
		run := profile.Run{AsOf: o.Day(r), Draft: o.Draft, Kinds: selected.Kinds}
		faults := o.Check(r, run)
		if day := cmp.Or(r.Input.Text("output.law_basis"), run.AsOf.String()); len(faults) == 0 {
			if _, known := days[day]; !known {
				if days[day], err = noLaw(ctx, gen, r, run); err != nil {
					return nil, err
				}
			}
			for _, f := range days[day] {
				faults = append(faults, r.Fault(f))
			}
		}
		if len(faults) > 0 {
			faults = first(faults, r, max(toldFaults-told, 1))
			told += len(faults)
			out.Rows = append(out.Rows, FaultyRow{rowNumber(r), r.Name, faults})
			continue
		}
		if out.Good++; out.Good <= firstNames {
			out.Names = append(out.Names, Name{rowNumber(r), r.Name, generator.FolderName(o.Folder, r.Input, run.AsOf, i+1)})
		}
	}
	return out, nil
}

// noLaw tells whether there is no law for the day of a row: that shows only when
// a document is put together, and it is the same for all rows of that day.
func noLaw(ctx context.Context, gen *generator.Generator, r *members.Row, run profile.Run) ([]profile.Fault, error) {
	if len(run.Kinds) == 0 {
		return nil, nil
	}
	checked, err := gen.CheckSet(ctx, generator.SetRequest{Input: r.Input, Kinds: run.Kinds[:1], Run: run, Parallel: 1})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(checked.Faults, func(f profile.Fault) bool { return f.Code != "law_not_covered" }), nil
}

func rowNumber(r *members.Row) int {
	if r.Place.Row > 0 {
		return r.Place.Row
	}
	return r.Number
}
