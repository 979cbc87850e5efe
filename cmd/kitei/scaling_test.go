package main

import (
	"path/filepath"
	"testing"
	"time"
)

// TestBatchScaling measures, for docs/benchmarks.md and with KITEI_SOAK, what a
// second worker process is worth: 60 companies × 6 documents, one and two
// workers with one company at a time each.
func TestBatchScaling(t *testing.T) {
	if !soaking() {
		t.Skip("a measurement: set KITEI_SOAK")
	}
	dir := t.TempDir()
	list, common := writeList(t, dir, 60, func(_ int, line string) string { return line })
	for _, workers := range []int{1, 2} {
		url := natsServer(t)
		var running []*process
		for range workers {
			running = append(running, startWorker(t, url))
		}
		begun := time.Now()
		director := start(t, "batch", "--members", list, "--common", common, "--format", "pdf", "--as-of", "2026-11-22", "--quiet",
			"--doc", "privacy_policy,protection_regulation,leak_procedure,mynumber_policy,mynumber_rules,nda",
			"--out", filepath.Join(dir, "out", string(rune('0'+workers))), "--nats-url", url, "--workers=-1")
		if err := director.wait(); err != nil {
			t.Fatal(err, director.said.String())
		}
		took := time.Since(begun)
		for _, w := range running {
			n := worked(t, w)
			t.Logf("%d workers: %d companies, %v of processor time", workers, n, w.ProcessState.UserTime()+w.ProcessState.SystemTime())
		}
		t.Logf("%d workers: %v in all; director %v", workers, took.Round(100*time.Millisecond), director.ProcessState.UserTime()+director.ProcessState.SystemTime())
	}
}
