package main

import (
	"bytes"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// commandEnv makes the test program the command itself: a process that can be
// killed.
const commandEnv = "KITEI_TEST_COMMAND"

// soaking makes the long versions of the tests.
func soaking() bool { return os.Getenv("KITEI_SOAK") != "" }

// process is the command in a process of its own.
type process struct {
	*exec.Cmd
	said lockedBuffer // both outputs
	out  lockedBuffer
	wait func() error // may be called again
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start starts the command; it is killed when the test ends before it.
func start(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], args...)}
	p.Env = append(os.Environ(), commandEnv+"=1")
	p.Stdout, p.Stderr = &p.out, &p.said
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	p.wait = sync.OnceValue(p.Wait)
	t.Cleanup(func() {
		_ = p.Process.Kill()
		_ = p.wait()
	})
	return p
}

// until waits for a condition; a test that waits in vain fails.
func until(t testing.TB, what string, longest time.Duration, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(longest); !ready(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("in vain: " + what)
		}
	}
}

// folders counts the companies' folders that are there.
func folders(dir string) int {
	entries, _ := os.ReadDir(dir)
	n := 0
	for _, e := range entries {
		if e.IsDir() {
			n++
		}
	}
	return n
}
