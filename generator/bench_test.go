package generator

import (
	"context"
	"os"
	"testing"

	"kitei/generator/profile"
)

func sample(tb testing.TB, name string) *profile.Input {
	tb.Helper()
	data, err := os.ReadFile("../samples/" + name + ".yaml")
	if err != nil {
		tb.Fatal(err)
	}
	input, err := profile.Decode(name+".yaml", data)
	if err != nil {
		tb.Fatal(err)
	}
	return input
}

// BenchmarkNew is what every start of the command pays: reading the law,
// reading and proving every template.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
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
				size, pages := 0, 0
				for b.Loop() {
					res, err := g.Render(context.Background(), Request{
						Input: input, Kind: kind, Formats: []Format{format},
						Run: profile.Run{AsOf: asOf},
					})
					if err != nil {
						b.Fatal(err)
					}
					size, pages = res.Files[0].Size, res.Files[0].Pages
				}
				b.ReportMetric(float64(size), "bytes")
				b.ReportMetric(float64(pages), "pages")
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
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := g.Render(context.Background(), Request{Input: input, Kind: "protection_regulation", Formats: []Format{PDF},
				Run: profile.Run{AsOf: asOf}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "docs/s")
}
