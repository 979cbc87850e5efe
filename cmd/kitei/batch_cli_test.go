package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kitei/batch"
)

// TestBarLine: rows, rate, time left and failures on one line.
func TestBarLine(t *testing.T) {
	for _, tt := range []struct {
		p    batch.Progress
		made int
		took time.Duration
		want string
	}{
		{batch.Progress{Total: 100}, 0, 0, "[------------------------] 0/100社"},
		{batch.Progress{Total: 100, Done: 24, Failed: 1}, 25, 10 * time.Second, "[######------------------] 25/100社　2.5社/秒　残り0:30　誤り1"},
		{batch.Progress{Total: 100_000, Done: 50_000}, 100, 100 * time.Second, "[############------------] 50000/100000社　1.0社/秒　残り13:53:20"},
		{batch.Progress{Total: 10, Done: 10}, 10, 5 * time.Second, "[########################] 10/10社　2.0社/秒　残り0:00"},
	} {
		if got := line(tt.p, tt.made, tt.took); got != tt.want {
			t.Errorf("%s\nwant %s", got, tt.want)
		}
	}
	var b bytes.Buffer // no terminal: silent
	bar := newBar(&b, false)
	bar.show(batch.Progress{Total: 1})
	bar.end()
	if b.Len() > 0 || newBar(os.Stderr, true).to != nil {
		t.Errorf("the bar shows %q where nobody looks", b.String())
	}
}

// TestBatchInterrupted: Ctrl-C ends a batch with a word about going on; the same
// command goes on, and the result is that of a run without interruption.
func TestBatchInterrupted(t *testing.T) {
	const rows = 24
	dir := t.TempDir()
	list, common := writeList(t, dir, rows, func(_ int, line string) string { return line })
	batch := func(out string) *process {
		return start(t, "batch", "--members", list, "--common", common, "--doc", "privacy_policy,leak_procedure", "--format", "pdf", "--as-of", "2026-11-22",
			"--folder", "{会社名略}_{年月日}", "--json", "--quiet", "--out", filepath.Join(dir, out))
	}
	first := batch("interrupted")
	until(t, "some companies are made", time.Minute, func() bool { return folders(filepath.Join(dir, "interrupted")) >= 5 })
	if err := first.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = first.wait()
	if code := first.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(first.said.String(), "中断しました。同じコマンドで続きから作ります。") || first.out.String() != "" {
		t.Fatalf("exit %d\n%s\n%s", code, first.said.String(), first.out.String())
	}
	before := folders(filepath.Join(dir, "interrupted"))
	if before >= rows {
		t.Error("the batch was over before it was interrupted")
	}
	if left, err := os.ReadDir(filepath.Join(dir, "interrupted.kitei", "parts")); err != nil || len(left) > 0 {
		t.Errorf("%d parts are left: %v", len(left), err)
	}
	for _, out := range []string{"interrupted", "quiet"} {
		p := batch(out)
		if err := p.wait(); err != nil {
			t.Fatal(err, p.said.String())
		}
		var r batchResult
		if err := json.Unmarshal([]byte(p.out.String()), &r); err != nil || r.Done != rows || r.Failed != 0 || p.said.String() != "" {
			t.Errorf("%v %+v\n%s", err, r, p.said.String())
		}
	}
	a, b := tree(t, filepath.Join(dir, "quiet")), tree(t, filepath.Join(dir, "interrupted"))
	if !maps.Equal(a, b) {
		t.Errorf("%d files, want %d, or they differ", len(b), len(a))
	}
	if _, err := os.Stat(filepath.Join(dir, "quiet", "見本商会7_20261122")); err != nil {
		t.Error(err)
	}
}

// TestBatchOverwritesNothing: what stands where the results would go stays, and
// exit 2 says so.
func TestBatchOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	list, common := writeList(t, dir, 2, func(_ int, line string) string { return line })
	run := func(out string, more ...string) (int, string) {
		var stdout, stderr bytes.Buffer
		code := run(append([]string{"batch", "--members", list, "--common", common, "--doc", "privacy_policy", "--format", "txt", "--out", filepath.Join(dir, out)}, more...), output{&stdout, &stderr})
		return code, stderr.String()
	}
	if err := os.MkdirAll(filepath.Join(dir, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Join("full", "note.txt"), "all.zip"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		out := strings.TrimSuffix(name, string(filepath.Separator)+"note.txt")
		if code, said := run(out); code != exitInvalid || !strings.Contains(said, "既に") {
			t.Errorf("%s: exit %d\n%s", out, code, said)
		}
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(text) != "mine" {
			t.Errorf("%s was touched: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, out+".kitei")); err == nil {
			t.Errorf("%s.kitei was made", out)
		}
	}
	if code, said := run("new", "--retry-failed"); code != exitInvalid || !strings.Contains(said, "--retry-failed を付けずに") {
		t.Errorf("exit %d\n%s", code, said)
	}
	if code, said := run("new", "--cover"); code != exitPartly || !strings.Contains(said, "/profile/advisor/office") {
		t.Errorf("a letter without a sender: exit %d\n%s", code, said)
	}
}
