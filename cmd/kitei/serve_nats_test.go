package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// officeServer is a NATS server of an office on a port that it keeps.
func officeServer(t *testing.T, store string, port int) (s *server.Server, url string) {
	t.Helper()
	s, err := server.NewServer(&server.Options{ServerName: "n1", Host: "127.0.0.1", Port: port, JetStream: true, StoreDir: store, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the server did not start")
	}
	return s, s.ClientURL()
}

// webServer is `kitei serve` as a process of its own.
type webServer struct {
	*process
	t   *testing.T
	url string
}

// startWeb starts `kitei serve` on a free port, over NATS servers unless their
// address is blank.
func startWeb(t *testing.T, data, natsURL string, args ...string) *webServer {
	t.Helper()
	if natsURL != "" {
		args = append(args, "--nats-url", natsURL)
	}
	s := &webServer{process: start(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--no-open", "--data", data}, args...)...), t: t}
	address := regexp.MustCompile(`http://[^ ]+`)
	until(t, "the server says its address", time.Minute, func() bool {
		s.url = strings.TrimSuffix(address.FindString(s.out.String()), "/")
		return s.url != ""
	})
	return s
}

// ask sends a request and gives the status and what came back.
func (s *webServer) ask(method, path, mediaType string, body []byte) (int, []byte) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", mediaType)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	data, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, data
}

// batchState is what the tests look at.
type batchState struct {
	ID, State, Problem, Result string
	Progress                   struct{ Total, Done, Failed int }
}

func (s *webServer) begin(mediaType string, form []byte) string {
	s.t.Helper()
	status, body := s.ask("POST", "/v1/batches", mediaType, form)
	var v batchState
	if err := json.Unmarshal(body, &v); err != nil || status != http.StatusAccepted {
		s.t.Fatalf("%d %.500s", status, body)
	}
	return v.ID
}

func (s *webServer) until(what, id string, ready func(batchState) bool) (v batchState) {
	s.t.Helper()
	until(s.t, what, 2*time.Minute, func() bool {
		v = batchState{}
		status, body := s.ask("GET", "/v1/batches/"+id, "", nil)
		return status == http.StatusOK && json.Unmarshal(body, &v) == nil && ready(v)
	})
	return v
}

func (s *webServer) zip(id string) []byte {
	s.t.Helper()
	status, body := s.ask("GET", "/v1/batches/"+id+"/result.zip", "", nil)
	if status != http.StatusOK {
		s.t.Fatalf("result.zip: %d %.500s", status, body)
	}
	return body
}

// end stops a server as Ctrl-C does.
func (s *webServer) end() {
	s.t.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.wait(); err != nil {
		s.t.Fatal(err, s.said.String())
	}
}

// A server that shares its batches: a worker on another computer makes one alone,
// the server is killed in the middle and the next one takes it up, and one is
// made with the server's own workers. Each ZIP is that of a run in one process.
func TestServedBatchOnNATS(t *testing.T) {
	const rows = 24
	dir, url := t.TempDir(), natsServer(t)
	list, common := writeList(t, dir, rows, func(_ int, line string) string { return line })
	alone := start(t, "batch", "--members", list, "--common", common, "--doc", "privacy_policy,protection_regulation", "--format", "pdf",
		"--as-of", "2026-12-01", "--quiet", "--out", filepath.Join(dir, "alone.zip"))
	if err := alone.wait(); err != nil {
		t.Fatal(err, alone.said.String())
	}
	want, err := os.ReadFile(filepath.Join(dir, "alone.zip"))
	if err != nil {
		t.Fatal(err)
	}
	mediaType, form := batchForm(t, list, common, map[string]string{"kinds": "privacy_policy,protection_regulation", "formats": "pdf", "as_of": "2026-12-01"})

	data := filepath.Join(dir, "data")
	first := startWeb(t, data, url, "--batch-workers=-1")
	id := first.begin(mediaType, form)
	helper := startWorker(t, url)
	first.until("some companies are made", id, func(v batchState) bool { return v.Progress.Done >= 3 })
	_ = first.Process.Kill()
	_ = first.wait()
	second := startWeb(t, data, url, "--batch-workers=-1")
	v := second.until("the batch is at its end", id, func(v batchState) bool { return v.State != "running" })
	if v.State != "finished" || v.Result != "whole" || v.Progress.Done != rows {
		t.Errorf("%+v", v)
	}
	if !bytes.Equal(second.zip(id), want) {
		t.Error("the ZIP of the batch that was cut off differs from that of one process")
	}
	if n := worked(t, helper); n < rows {
		t.Errorf("the worker made %d of %d companies", n, rows)
	}
	second.end()

	third := startWeb(t, data, url, "--batch-workers=1")
	if !bytes.Equal(third.zip(id), want) {
		t.Error("after another start the ZIP differs")
	}
	own := third.begin(mediaType, form)
	third.until("the second batch is whole", own, func(v batchState) bool { return v.Result == "whole" })
	if !bytes.Equal(third.zip(own), want) {
		t.Error("the ZIP of the server's own workers differs")
	}
	cut := third.begin(mediaType, form)
	third.until("two companies are made", cut, func(v batchState) bool { return v.Progress.Done >= 2 })
	if status, body := third.ask("DELETE", "/v1/batches/"+cut, "", nil); status != http.StatusOK {
		t.Fatalf("cancelled: %d %s", status, body)
	}
	if n := len(third.zip(cut)); n >= len(want) {
		t.Errorf("a cancelled batch gives %d bytes, the whole one %d", n, len(want))
	}
	for _, id := range []string{id, own, cut} {
		if status, body := third.ask("DELETE", "/v1/batches/"+id, "", nil); status != http.StatusNoContent {
			t.Errorf("removed: %d %s", status, body)
		}
	}
	third.end()
}

// The NATS server starts after the web server: a batch is refused meanwhile, and
// the batches of the last run go on as soon as it is there.
func TestServedBatchBeforeNATS(t *testing.T) {
	dir := t.TempDir()
	list, common := writeList(t, dir, 12, func(_ int, line string) string { return line })
	mediaType, form := batchForm(t, list, common, map[string]string{"kinds": "privacy_policy", "formats": "pdf", "as_of": "2026-12-01"})
	data, store := filepath.Join(dir, "data"), filepath.Join(dir, "store")
	queue, url := officeServer(t, store, -1)
	port := queue.Addr().(*net.TCPAddr).Port
	first := startWeb(t, data, url, "--batch-workers=-1")
	id := first.begin(mediaType, form)
	first.end()
	queue.Shutdown()
	queue.WaitForShutdown()

	second := startWeb(t, data, url, "--batch-workers=1")
	status, body := second.ask("POST", "/v1/batches", mediaType, form)
	if status != http.StatusServiceUnavailable || !bytes.Contains(body, []byte("batch_queue")) {
		t.Errorf("without a queue: %d %s", status, body)
	}
	if _, body := second.ask("GET", "/batch", "", nil); !bytes.Contains(body, []byte("role=\"alert\"")) {
		t.Errorf("the page does not say that the queue is silent")
	}
	officeServer(t, store, port)
	if v := second.until("the batch of the last run is at its end", id, func(v batchState) bool { return v.State != "running" }); v.Result != "whole" {
		t.Errorf("%+v", v)
	}
	second.end()
}

// A start with other servers hides the batches of the first ones and throws none
// away.
func TestServedBatchOfAnotherQueue(t *testing.T) {
	dir := t.TempDir()
	list, common := writeList(t, dir, 2, func(_ int, line string) string { return line })
	mediaType, form := batchForm(t, list, common, map[string]string{"kinds": "privacy_policy", "formats": "txt", "as_of": "2026-12-01"})
	data := filepath.Join(dir, "data")
	first := startWeb(t, data, "")
	id := first.begin(mediaType, form)
	first.until("the batch is whole", id, func(v batchState) bool { return v.Result == "whole" })
	want := first.zip(id)
	first.end()
	second := startWeb(t, data, natsServer(t))
	if status, _ := second.ask("GET", "/v1/batches/"+id, "", nil); status != http.StatusNotFound {
		t.Errorf("a batch of other servers: %d", status)
	}
	second.end()
	third := startWeb(t, data, "")
	if !bytes.Equal(third.zip(id), want) {
		t.Error("the ZIP differs")
	}
	third.end()
}
