//go:build unix

package pdf_test

import (
	"bytes"
	"syscall"
	"testing"

	"kitei/fonts"
	"kitei/generator/layout"
	"kitei/generator/layout/layouttest"
	"kitei/generator/write/pdf"
)

// BenchmarkWrite writes sixteen pages.
func BenchmarkWrite(b *testing.B) {
	res, err := layout.Set(layouttest.Regulation(40), layout.Options{TOC: true, Cover: &layout.Cover{Title: "個人情報取扱規程"}}, fonts.Embedded{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	start := cpuTime(b)
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := pdf.Write(res, pdf.Meta{Title: "個人情報取扱規程"}, &buf); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpuTime(b)-start)/float64(b.N)/1e6, "cpu-ms/op")
	b.ReportMetric(float64(len(res.Pages)), "pages")
	b.ReportMetric(float64(buf.Len()), "bytes")
}

// cpuTime is the processor time of this process so far, in nanoseconds.
func cpuTime(b *testing.B) int64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return r.Utime.Nano() + r.Stime.Nano()
}
