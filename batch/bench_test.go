package batch

import (
	"context"
	"encoding/json"
	"runtime/debug"
	"syscall"
	"testing"

	"kitei/generator"
	"kitei/generator/members"
	"kitei/generator/profile"
)

const benchRows = 100

var benchOptions = Options{Kinds: []string{"privacy_policy", "protection_regulation", "leak_procedure", "nda", "training_quiz", "training_handout"}, Formats: []string{"pdf"}, AsOf: day}

// BenchmarkWholePath makes the documents of a list twice, on one processor
// (-cpu 1) and with the memory settings of the command: rendered alone and thrown
// away; and by the whole path, that is list, queue, documents on the disk,
// records, 確認表 and manifest of all. It reports the processor time of both and
// how many hundredths of the whole path are rendering.
func BenchmarkWholePath(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(160 << 20))
	list := memberList(b, benchRows, nil)
	renderAlone(b, list) // templates and schemas are read once
	var alone, whole int64
	for b.Loop() {
		start := processorTime(b)
		renderAlone(b, list)
		middle := processorTime(b)
		wholePath(b, list)
		alone, whole = alone+middle-start, whole+processorTime(b)-middle
	}
	b.ReportMetric(float64(alone)/float64(b.N)/1e6, "render-cpu-ms/op")
	b.ReportMetric(float64(whole)/float64(b.N)/1e6, "whole-cpu-ms/op")
	b.ReportMetric(100*float64(alone)/float64(whole), "%-rendering")
	b.ReportMetric(0, "ns/op")
}

func renderAlone(b *testing.B, list *members.List) {
	g := newGenerator(b)
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

func wholePath(b *testing.B, list *members.List) {
	e, folder := startEngine(b, Config{Dir: b.TempDir(), Workers: 2}), testFolder(b)
	one := begin(b, e, benchOptions, list, folder)
	if err := one.Run(limited(b), nil); err != nil {
		b.Fatal(err)
	}
	if _, err := one.Finish(limited(b), list); err != nil {
		b.Fatal(err)
	}
	if err := e.Close(); err != nil {
		b.Fatal(err)
	}
}

// processorTime is what this process has used so far, in nanoseconds.
func processorTime(b *testing.B) int64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return r.Utime.Nano() + r.Stime.Nano()
}
