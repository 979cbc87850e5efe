package layout

import (
	"cmp"
	"math"
	"slices"
)

// cellWidth is a cell of a table and the width of its column that it fits on one
// line of.
type cellWidth struct {
	row, column   int
	width         Pt
	entry         Pt // of the widest short one of several entries: 「電話　019-000-0000」
	header, blank bool
}

const (
	// shortCell is the widest column whose cells are all to stay on a line each:
	// 「令和8年11月22日（日）」 is 12 em.
	shortCell = 14*tableSize + 2*cellPad

	// shortEntry is the widest entry of several in a cell that is to stay on a line.
	shortEntry = 18*tableSize + 2*cellPad

	// longFloor is what a column of long text keeps when it makes room for others,
	// at the least.
	longFloor = 10*tableSize + 2*cellPad
)

// keepShort widens the columns of short cells that would not fit on a line (a date
// parted over two lines is hard to read) at the cost of the columns of long text,
// whose lines only grow a little shorter. Columns are served by what they lack,
// least first, as long as the table grows by no more lines than cells are kept whole.
// The sum stays.
func keepShort(widths, least []Pt, cells []cellWidth) []Pt {
	n := len(widths)
	want, entry, written := make([]Pt, n), make([]Pt, n), make([]bool, n)
	for i := range cells {
		c := &cells[i]
		if c.blank {
			written[c.column] = true
		} else if !c.header { // a heading of two lines is no fault
			want[c.column] = max(want[c.column], c.width)
			entry[c.column] = max(entry[c.column], c.entry)
		}
	}
	var tight []int
	for i := range widths {
		if want[i] > widths[i] && want[i] <= shortCell {
			tight = append(tight, i)
		}
	}
	slices.SortStableFunc(tight, func(a, b int) int {
		return cmp.Compare(want[a]-widths[a], want[b]-widths[b])
	})
	for _, i := range tight {
		spare := make([]Pt, n)
		for k := range widths {
			switch {
			case k == i || slices.Contains(tight, k):
			case want[k] > shortCell:
				spare[k] = max(0, widths[k]-max(least[k], entry[k], longFloor))
			case !written[k]: // what is left to be written in by hand keeps its room
				spare[k] = max(0, widths[k]-max(least[k], want[k]))
			}
		}
		lack, all := want[i]-widths[i], total(spare)
		if all < lack {
			continue
		}
		next := slices.Clone(widths)
		next[i] = want[i]
		for k := range next {
			next[k] -= lack * spare[k] / all
		}
		if tableLines(next, cells) <= tableLines(widths, cells)+broken(widths[i], i, cells) {
			widths = next
		}
	}
	return widths
}

// entryWidth is the widest of the short ones among the entries in s.items that are
// parted by full-width spaces, with the padding of their column; 0 if there is one only.
func (s *setter) entryWidth() (widest Pt) {
	s.spare = append(s.spare[:0], s.items...)
	breakAtSpaces(s.spare, 0)
	for from, to := 0, 0; from < len(s.spare); from = to {
		for to = from + 1; to < len(s.spare) && s.spare[to-1].flags&flagReturn == 0; to++ {
		}
		if to-from == len(s.spare) {
			return 0
		}
		if w := Pt(lineWidth(s.spare[from:to]))*tableSize/em1 + 2*cellPad; w <= shortEntry {
			widest = max(widest, w)
		}
	}
	return widest
}

// broken counts the cells of a column that are wider than it.
func broken(width Pt, column int, cells []cellWidth) (n int) {
	for i := range cells {
		if c := &cells[i]; c.column == column && !c.header && c.width > width {
			n++
		}
	}
	return n
}

// tableLines estimates how many lines the rows of a table have.
func tableLines(widths []Pt, cells []cellWidth) (sum int) {
	for i := 0; i < len(cells); {
		most, row := 1, cells[i].row
		for ; i < len(cells) && cells[i].row == row; i++ {
			const pad = 2 * cellPad
			most = max(most, int(math.Ceil(float64((cells[i].width-pad)/(widths[cells[i].column]-pad)))))
		}
		sum += most
	}
	return sum
}
