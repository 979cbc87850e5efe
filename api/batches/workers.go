package batches

import (
	"cmp"
	"runtime"
)

// workers is how many companies are made at a time: fewer than there are
// processors, so that who waits at a screen never waits for a batch. A company
// made for the screen and one of a batch share what is left by time slices.
func workers(n int) int { return cmp.Or(n, max(1, runtime.GOMAXPROCS(0)-1)) }

func compare(a, b string) int { return cmp.Compare(a, b) }
