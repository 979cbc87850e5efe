package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// served is kitei serve as a process of its own.
type served struct {
	url  string
	cmd  *exec.Cmd
	done chan error
}

// serve builds the program and starts it on a free port.
func serve(t *testing.T) *served {
	t.Helper()
	program := filepath.Join(t.TempDir(), "kitei")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := &served{cmd: exec.Command(program, "serve", "--addr", "127.0.0.1:0", "--no-open", "--quiet", "--data", t.TempDir()), done: make(chan error, 1)}
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.url = strings.TrimSuffix(regexp.MustCompile(`http://[^ ]+`).FindString(line), "/")
	go func() { s.done <- s.cmd.Wait() }()
	return s
}

// regulation asks for the regulation of a small company, 21 pages.
func regulation(t *testing.T, url string) func(context.Context) (*http.Request, error) {
	t.Helper()
	body, err := os.ReadFile("../../samples/shinryojo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context) (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/documents/protection_regulation/render", bytes.NewReader(body))
		if err == nil {
			r.Header.Set("Content-Type", "application/yaml")
		}
		return r, err
	}
}

// load is what a crowd of clients saw.
type load struct {
	sync.Mutex
	took   map[string][]time.Duration // by "200", "503", or the address of a GET
	files  map[[sha256.Size]byte]bool
	others []string // answers that may not be
}

func (l *load) saw(what string, took time.Duration) {
	l.Lock()
	defer l.Unlock()
	l.took[what] = append(l.took[what], took)
}

func (l *load) wrong(format string, args ...any) {
	l.Lock()
	defer l.Unlock()
	l.others = append(l.others, fmt.Sprintf(format, args...))
}

// at is a quantile of what was seen.
func (l *load) at(what string, q float64) time.Duration {
	all := slices.Sorted(slices.Values(l.took[what]))
	if len(all) == 0 {
		return 0
	}
	return all[min(int(q*float64(len(all))), len(all)-1)]
}

// crowd lets clients ask for regulations, one after another each, and others
// look at two addresses meanwhile. A client that is told to come back later does.
func crowd(t *testing.T, s *served, clients int, length time.Duration) *load {
	t.Helper()
	l := &load{took: map[string][]time.Duration{}, files: map[[sha256.Size]byte]bool{}}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients + 2}, Timeout: time.Minute}
	defer client.CloseIdleConnections()
	ask := regulation(t, s.url)
	var over atomic.Bool
	time.AfterFunc(length, func() { over.Store(true) })
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for !over.Load() {
				r, err := ask(t.Context())
				if err != nil {
					l.wrong("%v", err)
					return
				}
				start := time.Now()
				res, err := client.Do(r)
				if err != nil {
					l.wrong("%v", err)
					return
				}
				body, err := io.ReadAll(res.Body)
				_ = res.Body.Close()
				took := time.Since(start)
				switch wait, _ := strconv.Atoi(res.Header.Get("Retry-After")); {
				case err != nil:
					l.wrong("%v", err)
				case res.StatusCode == http.StatusOK:
					l.saw("200", took)
					l.Lock()
					l.files[sha256.Sum256(body)] = true
					l.Unlock()
				case res.StatusCode == http.StatusServiceUnavailable && wait > 0:
					l.saw("503", took)
					for until := time.Now().Add(time.Duration(wait) * time.Second); !over.Load() && time.Now().Before(until); {
						time.Sleep(10 * time.Millisecond)
					}
				default:
					l.wrong("%d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
				}
			}
		})
	}
	for _, path := range []string{"/healthz", "/v1/documents"} {
		wg.Go(func() {
			for !over.Load() {
				start := time.Now()
				res, err := client.Get(s.url + path)
				if err != nil {
					l.wrong("%v", err)
					return
				}
				_, _ = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				if res.StatusCode != http.StatusOK {
					l.wrong("%s: %d", path, res.StatusCode)
				}
				l.saw(path, time.Since(start))
				time.Sleep(20 * time.Millisecond)
			}
		})
	}
	wg.Wait()
	return l
}

// measure reads a number of /metrics.
func (s *served) measure(t *testing.T, name string) float64 {
	t.Helper()
	res, err := http.Get(s.url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), name+" "); ok {
			v, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("/metrics has no %s", name)
	return 0
}

// peak is the greatest memory of the process so far, in MiB; 0 where the system
// does not tell.
func (s *served) peak() int {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "VmHWM:" {
			kib, _ := strconv.Atoi(words[1])
			return kib >> 10
		}
	}
	return 0
}

// TestServeUnderLoad: clients that ask a running server for regulations get them,
// the same bytes each time, or are told to come back later; nothing else. Once
// they are gone nothing of them is left. With KITEI_SOAK fifty clients for half a
// minute, and then too many, as a table for docs/benchmarks.md.
func TestServeUnderLoad(t *testing.T) {
	s := serve(t)
	type phase struct {
		name    string
		clients int
		length  time.Duration
	}
	phases := []phase{{"few", 4, time.Second}, {"too many", 160, 2 * time.Second}}
	if os.Getenv("KITEI_SOAK") != "" {
		phases = []phase{{"idle", 0, 5 * time.Second}, {"one", 1, 10 * time.Second}, {"50 clients", 50, 30 * time.Second}, {"too many", 300, 30 * time.Second}}
	}
	crowd(t, s, 1, 100*time.Millisecond) // templates and fonts are read
	before := s.measure(t, "go_goroutines")
	files := map[[sha256.Size]byte]bool{}
	var table strings.Builder
	for _, p := range phases {
		cpu := s.measure(t, "process_cpu_seconds_total")
		l := crowd(t, s, p.clients, p.length)
		for _, wrong := range l.others[:min(len(l.others), 5)] {
			t.Errorf("%s: %s", p.name, wrong)
		}
		if p.clients > 0 && len(l.took["200"]) == 0 {
			t.Errorf("%s: nobody got a regulation", p.name)
		}
		for f := range l.files {
			files[f] = true
		}
		cpu = (s.measure(t, "process_cpu_seconds_total") - cpu) * 1000 / float64(max(len(l.took["200"]), 1))
		fmt.Fprintf(&table, "| %s | %d | %.1f | %.0f ms | %s | %s | %d | %s | %s | %s | %d |\n", p.name, p.clients, float64(len(l.took["200"]))/p.length.Seconds(), cpu,
			pair(l, "200"), short(l.at("200", 1)), len(l.took["503"]), pair(l, "503"), pair(l, "/healthz"), pair(l, "/v1/documents"), s.peak())
		if p.name == "too many" && len(l.took["503"]) == 0 {
			t.Error("nobody was told to come back later")
		}
	}
	if len(files) != 1 {
		t.Errorf("the same request gave %d files", len(files))
	}
	left := 0.0
	for range 100 { // connections close when the server notices
		if left = s.measure(t, "go_goroutines"); left <= before+5 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if left > before+5 {
		t.Errorf("%.0f goroutines, %.0f before the clients came", left, before)
	}
	t.Logf("\n| | clients | regulations/s | processor time of each | p50 / p99 | longest | 503 | p50 / p99 of 503 | /healthz p50 / p99 | /v1/documents p50 / p99 | peak MiB |\n%s", table.String())
}

func pair(l *load, what string) string {
	return short(l.at(what, 0.5)) + " / " + short(l.at(what, 0.99))
}

func short(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }

// TestServeEnds: told to end, the server finishes the request that it has, takes
// no other, and ends well.
func TestServeEnds(t *testing.T) {
	s := serve(t)
	in, body := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/v1/documents/protection_regulation/render", in)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/yaml")
	profile, err := os.ReadFile("../../samples/shinryojo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan error, 1)
	go func() {
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			answered <- err
			return
		}
		data, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err == nil && (res.StatusCode != http.StatusOK || !bytes.HasPrefix(data, []byte("%PDF"))) {
			err = fmt.Errorf("%d %.100s", res.StatusCode, data)
		}
		answered <- err
	}()
	if _, err := body.Write(profile[:100]); err != nil {
		t.Fatal(err)
	}
	for s.measure(t, "kitei_in_flight") == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	refusing := false
	for range 200 {
		c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Second}
		res, err := c.Get(s.url + "/healthz")
		if err != nil {
			refusing = true
			break
		}
		_ = res.Body.Close()
		time.Sleep(10 * time.Millisecond)
	}
	if !refusing {
		t.Error("new requests are answered after SIGTERM")
	}
	if _, err := body.Write(profile[100:]); err != nil {
		t.Error(err)
	}
	_ = body.Close()
	if err := <-answered; err != nil {
		t.Errorf("the request in flight: %v", err)
	}
	select {
	case err := <-s.done:
		if err != nil {
			t.Errorf("the end: %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Error("it does not end")
	}
}
