//go:build unix

package generator

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"kitei/generator/profile"
)

// cpuTime reports the processor time of the benchmark's operations, which other
// programs on the machine change less than they change the clock's time.
func cpuTime(b *testing.B) {
	used := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			b.Fatal(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	start := used()
	b.Cleanup(func() { b.ReportMetric(float64(used()-start)/float64(b.N)/1e6, "cpu-ms/op") })
}

// renderOne makes one document of the sample profile.
func renderOne(b *testing.B, g *Generator, input *profile.Input, kind string, format Format) *Result {
	b.Helper()
	res, err := g.Render(context.Background(), Request{Input: input, Kind: kind, Formats: []Format{format}, Run: profile.Run{AsOf: asOf}})
	if err != nil {
		b.Fatal(err)
	}
	return res
}

// BenchmarkFirstUse is what the first document of a kind pays before it is made:
// the law, and the template of that kind.
func BenchmarkFirstUse(b *testing.B) {
	cpuTime(b)
	b.ReportAllocs()
	for b.Loop() {
		g, err := New()
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Prepare("protection_regulation"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPrepare reads the templates of all kinds: what a server may do at its start.
func BenchmarkPrepare(b *testing.B) {
	cpuTime(b)
	b.ReportAllocs()
	for b.Loop() {
		g, err := New()
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Prepare(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	g, err := New()
	if err != nil {
		b.Fatal(err)
	}
	input := sample(b, "seisakusho")
	for _, kind := range input.Kinds() {
		for _, format := range []Format{Text, PDF} {
			b.Run(kind+"/"+string(format), func(b *testing.B) {
				renderOne(b, g, input, kind, format) // the template and the faces are read once
				cpuTime(b)
				b.ReportAllocs()
				var res *Result
				for b.Loop() {
					res = renderOne(b, g, input, kind, format)
				}
				b.ReportMetric(float64(res.Files[0].Size), "bytes")
				b.ReportMetric(float64(res.Files[0].Pages), "pages")
			})
		}
	}
}

// BenchmarkParallel renders regulations on all cores: documents a second.
func BenchmarkParallel(b *testing.B) {
	g, err := New()
	if err != nil {
		b.Fatal(err)
	}
	input := sample(b, "seisakusho")
	cpuTime(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			renderOne(b, g, input, "protection_regulation", PDF)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "docs/s")
}

// BenchmarkTwoWorkers makes documents of every kind in two workers of one
// process and reports the most memory that the process ever had (Linux). Run it
// alone: the peak is that of the whole process.
func BenchmarkTwoWorkers(b *testing.B) {
	g, err := New()
	if err != nil {
		b.Fatal(err)
	}
	input := sample(b, "seisakusho")
	kinds := input.Kinds()
	for b.Loop() {
		var wg sync.WaitGroup
		for worker := range 2 {
			wg.Go(func() {
				for i := range kinds {
					kind := kinds[(i+worker)%len(kinds)]
					if _, err := g.Render(context.Background(), Request{Input: input, Kind: kind, Formats: []Format{PDF}, Run: profile.Run{AsOf: asOf}}); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("no /proc")
	}
	if m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status); m != nil {
		kib, _ := strconv.Atoi(string(m[1]))
		b.ReportMetric(float64(kib)/1024, "MiB-peak")
	}
}
