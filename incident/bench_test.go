//go:build unix

package incident

import (
	"maps"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
)

// BenchmarkAssess decides random combinations, with their traces; cpu-µs/op is
// processor time, which other work on the machine does not change.
func BenchmarkAssess(b *testing.B) {
	a := assessor(b)
	names := slices.Sorted(maps.Keys(a.fields))
	r := rand.New(rand.NewPCG(1, 2))
	var list []*Facts
	for range 1000 {
		list = append(list, randomFacts(r, a, names))
	}
	b.ReportAllocs()
	start := processorTime(b)
	for i := 0; b.Loop(); i++ {
		if _, err := a.Assess(list[i%len(list)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(processorTime(b)-start)/float64(b.N)/1e3, "cpu-µs/op")
}

// processorTime is that of the process so far, in nanoseconds.
func processorTime(b *testing.B) int64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return r.Utime.Nano() + r.Stime.Nano()
}
