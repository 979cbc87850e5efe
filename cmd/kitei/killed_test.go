package main

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestBatchKilled: killed with kill -9 at random moments, some of them while the
// list is still being kept, a batch that is started again with the same command
// ends up with every company once and the bytes of a quiet run, and nothing
// half-made is left. 10,000 companies and ten kills with KITEI_SOAK.
func TestBatchKilled(t *testing.T) {
	rows, kills := 40, 3
	if soaking() {
		rows, kills = 10_000, 10
	}
	dir := t.TempDir()
	list, common := writeList(t, dir, rows, func(_ int, line string) string { return line })
	batch := func(out string) []string {
		return []string{"batch", "--members", list, "--common", common, "--doc", "privacy_policy", "--format", "txt", "--as-of", "2026-11-22", "--quiet", "--out", filepath.Join(dir, out)}
	}
	quiet := start(t, batch("quiet")...)
	if err := quiet.wait(); err != nil {
		t.Fatal(err, quiet.said.String())
	}
	t.Logf("quiet run: %v of processor time, %d MiB", quiet.ProcessState.UserTime()+quiet.ProcessState.SystemTime(), peak(quiet)>>20)

	out := filepath.Join(dir, "killed")
	at := make([]int, kills) // folders that are there when the process is killed; 0 = by the clock
	for i := range at[max(kills/4, 1):] {
		at[max(kills/4, 1)+i] = 1 + rand.IntN(rows-rows/20)
	}
	slices.Sort(at)
	var moments []int
	for _, n := range at {
		p := start(t, batch("killed")...)
		ended := make(chan struct{})
		go func() { _ = p.wait(); close(ended) }()
		for over := false; !over && n > 0 && folders(out) < n; {
			select {
			case <-ended:
				over = true
			case <-time.After(5 * time.Millisecond):
			}
		}
		longest := 50
		if n == 0 {
			longest = 800
		}
		time.Sleep(time.Duration(rand.IntN(longest)) * time.Millisecond)
		moments = append(moments, folders(out))
		_ = p.Process.Kill()
		<-ended
	}
	last := start(t, batch("killed")...)
	if err := last.wait(); err != nil {
		t.Fatal(err, last.said.String())
	}
	t.Logf("killed when there were %v of %d", moments, rows)

	want, got := tree(t, filepath.Join(dir, "quiet")), tree(t, out)
	if a, b := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)); !slices.Equal(a, b) {
		t.Errorf("%d files, want %d", len(b), len(a))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs from the quiet run", name)
		}
	}
	var m struct {
		Companies []struct {
			Row    int    `json:"row"`
			Folder string `json:"folder"`
		} `json:"companies"`
	}
	if err := json.Unmarshal([]byte(got[string(filepath.Separator)+"manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	once := map[int]bool{}
	for _, c := range m.Companies {
		once[c.Row] = true
	}
	if len(m.Companies) != rows || len(once) != rows || folders(out) != rows {
		t.Errorf("%d companies in the manifest, %d of them different, %d folders; want %d", len(m.Companies), len(once), folders(out), rows)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{"list.csv", "common.yaml", "quiet", "killed"}, e.Name()) {
			t.Errorf("%s is left", e.Name())
		}
	}
}
