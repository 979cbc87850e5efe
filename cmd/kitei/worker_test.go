package main

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// natsServer starts a server as an office would run it, and gives its address.
func natsServer(t testing.TB) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{ServerName: "n1", Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the server did not start")
	}
	return s.ClientURL()
}

// startWorker starts a worker that makes one company at a time, and waits until
// it is there.
func startWorker(t testing.TB, url string) *process {
	t.Helper()
	w := start(t, "worker", "--nats-url", url, "--workers", "1", "--ack-wait", "2s")
	until(t, "a worker is ready", time.Minute, func() bool { return strings.Contains(w.said.String(), "Ctrl-C") })
	return w
}

// worked stops a worker as Ctrl-C does, and gives the number of companies that it made.
func worked(t testing.TB, w *process) int {
	t.Helper()
	if err := w.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := w.wait(); err != nil {
		t.Fatal(err, w.said.String())
	}
	m := regexp.MustCompile(`(\d+)社を作って終わりました`).FindStringSubmatch(w.said.String())
	if m == nil {
		t.Fatal("the worker does not say what it made: " + w.said.String())
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// TestWorkerProcesses: two worker processes share a batch that a third process
// directs; both have made some of it when one is killed with kill -9. Nothing is
// lost, and the bytes are those of a run in one process.
func TestWorkerProcesses(t *testing.T) {
	const rows = 24
	dir, url := t.TempDir(), natsServer(t)
	list, common := writeList(t, dir, rows, func(_ int, line string) string { return line })
	batch := func(out string, more ...string) *process {
		return start(t, append([]string{"batch", "--members", list, "--common", common, "--doc", "privacy_policy,protection_regulation", "--format", "pdf",
			"--as-of", "2026-11-22", "--quiet", "--out", filepath.Join(dir, out)}, more...)...)
	}
	alone := batch("alone")
	if err := alone.wait(); err != nil {
		t.Fatal(err, alone.said.String())
	}
	first, second := startWorker(t, url), startWorker(t, url)
	shared := batch("shared", "--nats-url", url, "--workers=-1")
	until(t, "some companies are made", time.Minute, func() bool { return folders(filepath.Join(dir, "shared")) >= rows/4 })
	_ = first.Process.Kill()
	if err := shared.wait(); err != nil {
		t.Fatal(err, shared.said.String())
	}
	if n := worked(t, second); n < 1 || n >= rows {
		t.Errorf("the worker that stayed made %d of %d", n, rows)
	}
	want, got := tree(t, filepath.Join(dir, "alone")), tree(t, filepath.Join(dir, "shared"))
	if len(want) != len(got) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs from the run in one process", name)
		}
	}
}
