package batch

import (
	"context"
	"errors"
	"os"
	"sync/atomic"
	"syscall"
	"testing"
)

func compare(t *testing.T, want, got map[string]string) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs from the quiet run", name)
		}
	}
}

// quiet is what a run without disturbance gives.
func quiet(t *testing.T, rows int) map[string]string {
	t.Helper()
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: 2}), testFolder(t)
	b := begin(t, e, options, memberList(t, rows, nil), folder)
	if err := b.Run(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Finish(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	return contents(t, folder.Root)
}

// TestSecondProcess: a folder that is in use is refused.
func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	startEngine(t, Config{Dir: dir, Workers: -1})
	if _, err := Start(context.Background(), Config{Generator: newGenerator(t), Dir: dir}); !errors.Is(err, ErrInUse) {
		t.Errorf("got %v, want ErrInUse", err)
	}
}

// TestDiskFull: a full disk stops the batch with an error that says so; when
// there is room again it goes on, and nothing is missing. 2,000 rows with KITEI_SOAK.
func TestBatchDiskFull(t *testing.T) {
	rows := 20
	if soaking() {
		rows = 2_000
	}
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: 2}), testFolder(t)
	ctx := limited(t)
	var written atomic.Int64
	var room atomic.Bool
	folder.Fault = func() error {
		if written.Add(1) > int64(rows/2) && !room.Load() {
			return &os.PathError{Op: "write", Path: "part", Err: syscall.ENOSPC}
		}
		return nil
	}
	b := begin(t, e, options, memberList(t, rows, nil), folder)
	if err := b.Run(ctx, nil); !errors.Is(err, ErrFull) {
		t.Fatalf("got %v, want ErrFull", err)
	}
	// the other worker may have a company in hand yet when the run ends
	if n := len(contents(t, folder.Root)); n != rows/2*3 && n != (rows/2-1)*3 {
		t.Errorf("%d files are there of the half that had room", n)
	}
	room.Store(true)
	if err := b.Run(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Finish(ctx, nil); err != nil {
		t.Fatal(err)
	}
	compare(t, quiet(t, rows), contents(t, folder.Root))
	if left, _ := os.ReadDir(folder.Parts); len(left) > 0 {
		t.Errorf("%d parts are left", len(left))
	}
}

// TestCancel: what is in the queue is thrown away and the run ends; reopened, it
// goes on.
func TestCancel(t *testing.T) {
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: -1}), testFolder(t)
	ctx := limited(t)
	b := begin(t, e, options, memberList(t, 300, nil), folder)
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx, nil) }()
	other, err := e.Resume(ctx, b.ID(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Cancel(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, ErrCancelled) {
		t.Errorf("got %v, want ErrCancelled", err)
	}
	if err := other.purge(ctx); err != nil {
		t.Fatal(err)
	}
	work, err := e.stream(ctx, workStream)
	if err != nil {
		t.Fatal(err)
	}
	if n := work.CachedInfo().State.Msgs; n != 0 {
		t.Errorf("%d messages are left", n)
	}
}
