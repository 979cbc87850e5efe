package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kitei/generator"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// soaking makes the long versions of the tests.
func soaking() bool { return os.Getenv("KITEI_SOAK") != "" }

// longList makes its rows when they are asked for, as the command does.
func longList(t testing.TB, rows int) List {
	return func(yield func(Row) bool) {
		for n := 1; n <= rows; n++ {
			in, err := profile.FromTree(map[string]any{"profile": map[string]any{"legal_name": fmt.Sprintf("株式会社見本%d", n)}})
			if err != nil {
				t.Fatal(err)
			}
			if !yield(Row{Number: n, Place: members.Place{Row: n + 1}, Input: in}) {
				return
			}
		}
	}
}

// cheap makes a row without documents: one small file, and as much for the 確認表
// as a company of the samples gives.
func cheap(_ context.Context, m *made, _ Plan, k *keptRow, _ int) error {
	text := []byte(k.Folder + "\n")
	sum := sha256.Sum256(text)
	m.files = []generator.File{{Name: "a.txt", Format: "txt", Bytes: text, Size: len(text), SHA256: hex.EncodeToString(sum[:]), Pages: 2}}
	m.record.Done, m.record.Company, m.record.Folder, m.record.Files, m.record.Names = true, k.Folder, k.Folder, m.files, []string{"a.txt"}
	m.record.Summary.Facts = strings.Repeat("はい：", 40)
	for range 30 {
		m.record.Summary.Assumed = append(m.record.Summary.Assumed, []string{"項目の名前", "値", "省かれたときの前提"})
	}
	return nil
}

// large runs a long batch from the list to the ZIP and gives the greatest time
// between two reports of progress.
func large(t testing.TB, dir string, rows int) (gap time.Duration) {
	t.Helper()
	e := startEngine(t, Config{Dir: filepath.Join(dir, "state"), Workers: 3, render: cheap})
	folder := &Folder{Root: filepath.Join(dir, "out"), Parts: filepath.Join(dir, "state", "parts")}
	ctx := context.Background()
	b, err := e.Begin(ctx, options, longList(t, rows), folder)
	if err != nil {
		t.Fatal(err)
	}
	last := time.Now()
	err = b.Run(ctx, func(Progress) { gap, last = max(gap, time.Since(last)), time.Now() })
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.Finish(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.WriteZIP(ctx, out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if out.Progress.Done != rows {
		t.Errorf("%d of %d are done", out.Progress.Done, rows)
	}
	return gap
}

// TestLargeHelper is the process that TestBatchLarge measures; by itself it does nothing.
func TestLargeHelper(t *testing.T) {
	rows, _ := strconv.Atoi(os.Getenv("KITEI_LARGE_ROWS"))
	if rows == 0 {
		t.Skip("only for TestBatchLarge")
	}
	start := time.Now()
	gap := large(t, t.TempDir(), rows)
	status, _ := os.ReadFile("/proc/self/status")
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	peak, _, _ = strings.Cut(peak, "\n")
	fmt.Printf("rows %d: peak %s, longest time between two reports %v, in all %v\n", rows, strings.TrimSpace(peak), gap.Round(time.Millisecond), time.Since(start).Round(time.Second))
}

// TestBatchLarge measures the memory of a process for docs/benchmarks.md, with KITEI_SOAK.
func TestBatchLarge(t *testing.T) {
	if !soaking() {
		t.Skip("takes minutes: set KITEI_SOAK")
	}
	for _, rows := range []int{1_000, 10_000, 100_000} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestLargeHelper$", "-test.timeout", "2h")
		cmd.Env = append(os.Environ(), "KITEI_LARGE_ROWS="+strconv.Itoa(rows), "GOMEMLIMIT=160MiB", "GOGC=400")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Log(string(out))
	}
}

// TestBatchCancelQueued: all that is in the queue is thrown away at once, and the
// run ends. 100,000 rows with KITEI_SOAK.
func TestBatchCancelQueued(t *testing.T) {
	rows := 2_000
	if soaking() {
		rows = 100_000
	}
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: -1, Window: rows}), testFolder(t)
	ctx := context.Background()
	b, err := e.Begin(ctx, options, longList(t, rows), folder)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx, nil) }()
	queued := func() uint64 {
		work, err := e.stream(ctx, workStream)
		if err != nil {
			t.Fatal(err)
		}
		return work.CachedInfo().State.Msgs
	}
	for queued() < uint64(rows) {
		time.Sleep(20 * time.Millisecond)
	}
	other, err := e.Resume(ctx, b.ID(), folder)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := other.Cancel(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, ErrCancelled) {
		t.Errorf("got %v, want ErrCancelled", err)
	}
	t.Logf("%d queued rows cancelled in %v", rows, time.Since(start).Round(time.Millisecond))
	if n := queued(); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// beside runs a small batch while a great one is under way, and gives how many
// rows of the great one were finished meanwhile.
func beside(t *testing.T, urgent bool) (finished int, conf Config) {
	t.Helper()
	var mu sync.Mutex
	counts := map[string]int{}
	conf = Config{Dir: t.TempDir(), Workers: 2, Window: 16, render: func(ctx context.Context, m *made, p Plan, k *keptRow, place int) error {
		mu.Lock()
		counts[p.ID]++
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		return cheap(ctx, m, p, k, place)
	}}
	count := func(id string) int {
		mu.Lock()
		defer mu.Unlock()
		return counts[id]
	}
	e := startEngine(t, conf)
	ctx, cancel := context.WithCancel(limited(t))
	great, err := e.Begin(ctx, options, longList(t, 3_000), testFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	id := great.ID()
	running.Go(func() { _ = great.Run(ctx, nil) })
	for count(id) < 40 {
		time.Sleep(time.Millisecond)
	}
	o := options
	o.Urgent = urgent
	small, err := e.Begin(ctx, o, longList(t, 10), testFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	before := count(id)
	if err := small.Run(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return count(id) - before, conf
}

// TestBatchFairness: a batch of 10 that is begun while one of 3,000 runs waits for
// what is in the queue already, not for all.
func TestBatchFairness(t *testing.T) {
	if n, conf := beside(t, false); n > 4*conf.Window {
		t.Errorf("%d rows of the great batch were made before the small one was done", n)
	}
}

// TestBatchUrgent: what is urgent waits for no row that is queued, only for those
// that are in hand.
func TestBatchUrgent(t *testing.T) {
	if n, conf := beside(t, true); n > conf.Window+10*conf.Workers {
		t.Errorf("%d rows of the other batch were made before the urgent one was done", n)
	}
}
