package api_test

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"kitei/api"
)

// A disk that is full half-way stops a batch and says so; with room again it goes
// on from there, and gives what a quiet one gives.
func TestBatchOnFullDisk(t *testing.T) {
	const rows = 12
	var written atomic.Int64
	var room atomic.Bool
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Batches.Fault = func() error {
			if written.Add(1) > rows/2 && !room.Load() {
				return &os.PathError{Op: "write", Path: "part", Err: syscall.ENOSPC}
			}
			return nil
		}
	})
	id := idOf(t, w.begin(t, csvList(rows, nil), nil, nil))
	v := w.until(t, id, nil, ended)
	if v.State != "stopped" || v.Problem != "disk_full" || v.Result != "none" || v.Progress.Done > rows/2 {
		t.Fatalf("%+v", v)
	}
	if page := string(bodyOf(t, w.do(t, "GET", "/batch/"+id, "", nil, map[string]string{"Accept-Language": "ja"}))); !strings.Contains(page, "ディスク") || !strings.Contains(page, `value="retry"`) {
		t.Errorf("the page does not say what to do: %.2000s", page)
	}
	if res := w.do(t, "GET", "/v1/batches/"+id+"/result.zip", "", nil, nil); res.StatusCode != http.StatusConflict {
		t.Errorf("result.zip of a stopped batch: %d", res.StatusCode)
	}
	if res := w.do(t, "POST", "/v1/batches/"+id+"/retry", "", nil, nil); res.StatusCode != http.StatusAccepted {
		t.Fatalf("tried again with the disk still full: %d %s", res.StatusCode, bodyOf(t, res))
	}
	if v := w.until(t, id, nil, ended); v.State != "stopped" || v.Problem != "disk_full" {
		t.Fatalf("still full: %+v", v)
	}
	room.Store(true)
	before := written.Load()
	if res := w.do(t, "POST", "/v1/batches/"+id+"/retry", "", nil, nil); res.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", res.StatusCode, bodyOf(t, res))
	}
	if v := w.until(t, id, nil, ended); v.State != "finished" || v.Problem != "" || v.Result != "whole" || v.Progress.Done != rows {
		t.Fatalf("with room: %+v", v)
	}
	if made := written.Load() - before; made > rows/2 {
		t.Errorf("%d rows were made again of %d that were left", made, rows/2)
	}
	quiet := idOf(t, w.begin(t, csvList(rows, nil), nil, nil))
	w.until(t, quiet, nil, ended)
	if !bytes.Equal(w.zip(t, id), w.zip(t, quiet)) {
		t.Error("the batch that was stopped differs from a quiet one")
	}
}
