package checklist

import (
	"fmt"
	"os"
	"testing"
)

// returnedFiles makes n filled sheets of different contractors.
func returnedFiles(b *testing.B, n int) [][]byte {
	b.Helper()
	out := make([][]byte, n)
	for i := range out {
		o := allDone(order())
		o.Contractors[0].ID, o.Contractors[0].Name = fmt.Sprintf("C%03d", i), fmt.Sprintf("架空%d株式会社", i)
		if i%3 == 0 {
			o.Contractors[0].Answers["Q13"] = Answer{Value: NotDone, Due: asOf.AddDays(i % 120)}
		}
		out[i] = one(b, o)
	}
	return out
}

// BenchmarkScore200 reads and judges 200 returned files and sums them up.
func BenchmarkScore200(b *testing.B) {
	const n = 200
	files := returnedFiles(b, n)
	for b.Loop() {
		var read []*Returned
		for i, data := range files {
			read = append(read, Read(fmt.Sprintf("%d.xlsx", i), data))
			if (i+1)%50 == 0 {
				fmt.Fprintf(os.Stderr, "[%d/%d] read\n", i+1, n)
			}
		}
		if _, err := Assess(read, asOf, "").Summary(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/n, "ms/file")
}

// BenchmarkBook makes the workbook of one contractor who is asked everything.
func BenchmarkBook(b *testing.B) {
	o := order()
	for b.Loop() {
		one(b, o)
	}
}
