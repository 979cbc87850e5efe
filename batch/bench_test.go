package batch

import (
	"context"
	"encoding/json"
	"testing"

	"kitei/generator"
	"kitei/generator/profile"
)

const benchRows = 40

var benchOptions = Options{Kinds: []string{"privacy_policy", "protection_regulation", "leak_procedure", "nda", "training_quiz", "training_handout"}, Formats: []string{"pdf"}, AsOf: day}

// BenchmarkRenderAlone makes the documents of a list and throws them away, on one
// processor (-cpu 1): what [BenchmarkBatch] is measured against.
func BenchmarkRenderAlone(b *testing.B) {
	g, list := newGenerator(b), memberList(b, benchRows, nil)
	for b.Loop() {
		for i, r := range list.Rows {
			selected, err := generator.Choose(r.Input, benchOptions.Kinds, benchOptions.Formats)
			if err != nil {
				b.Fatal(err)
			}
			source, _ := json.Marshal(r.Input.Source())
			set, err := g.RenderSet(context.Background(), generator.SetRequest{Input: r.Input, Source: source, Kinds: selected.Kinds, Formats: selected.Formats, Run: profile.Run{AsOf: day}, Parallel: 1, Serial: i + 1})
			if err == nil {
				_, err = set.Bundle()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(benchRows*b.N)/b.Elapsed().Seconds(), "companies/s")
}

// BenchmarkBatch is the whole path on one processor (-cpu 1): list, queue, documents on the
// disk, records, 確認表 of all.
func BenchmarkBatch(b *testing.B) {
	list := memberList(b, benchRows, nil)
	for b.Loop() {
		e, folder := startEngine(b, Config{Dir: b.TempDir(), Workers: 2}), testFolder(b)
		one := begin(b, e, benchOptions, list, folder)
		if err := one.Run(limited(b), nil); err != nil {
			b.Fatal(err)
		}
		if _, err := one.Finish(limited(b), list); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchRows*b.N)/b.Elapsed().Seconds(), "companies/s")
}
