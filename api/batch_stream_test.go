package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"kitei/api"
)

// listen serves a server as the command does, with its limits on time.
func listen(t *testing.T, s *api.Server) string {
	t.Helper()
	h := httptest.NewUnstartedServer(nil)
	h.Config = s.HTTP()
	h.Start()
	t.Cleanup(func() {
		s.Hush()
		h.Close()
	})
	return h.URL
}

// event is one of a stream.
type event struct{ name, id, data string }

// follow reads a stream of events to its end.
func follow(t *testing.T, client *http.Client, url, last string) ([]event, *http.Response) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out []event
	var e event
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "event":
			e.name = value
		case "id":
			e.id = value
		case "data":
			e.data = value
		case "":
			if lines.Text() == "" {
				out = append(out, e)
				e = event{}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out, res
}

// Progress comes as it happens, through the session of a password and beyond the
// limits on the time of a request, and ends with the end.
func TestBatchEvents(t *testing.T) {
	password, err := argon2id.CreateHash("correct horse battery", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Access = api.Access{Password: password}
		c.Limits = api.Limits{Timeout: 500 * time.Millisecond, Concurrent: 1, Rate: 10_000, Burst: 10_000}
	})
	base := listen(t, w.server)
	jar := &cookies{}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.PostForm(base+"/sign-in", url.Values{"password": {"correct horse battery"}})
	if err != nil || res.StatusCode != http.StatusSeeOther {
		t.Fatal(err, res.StatusCode)
	}
	_ = res.Body.Close()
	mediaType, body := batchForm(t, map[string][]byte{"members:kaiin.csv": csvList(30, nil), "common:common.yaml": commonProfile(t)}, map[string]string{"kinds": "privacy_policy,protection_regulation"})
	cookie := jar.all[0].Name + "=" + jar.all[0].Value
	id := idOf(t, w.do(t, "POST", "/v1/batches", mediaType, body, map[string]string{"Cookie": cookie})) // not held to the short limit
	events, res := follow(t, client, base+"/v1/batches/"+id+"/events", "")
	if ct := res.Header.Get("Content-Type"); ct != "text/event-stream" {
		t.Fatalf("%d %s", res.StatusCode, ct)
	}
	if len(events) < 4 {
		t.Fatalf("%d events of a batch of 30: they did not come as it went on", len(events))
	}
	before := -1
	for i, e := range events {
		var v state
		if err := json.Unmarshal([]byte(e.data), &v); err != nil {
			t.Fatalf("%v: %s", err, e.data)
		}
		if v.Progress.Done < before || v.Progress.Total != 30 {
			t.Errorf("event %d: %+v after %d", i, v.Progress, before)
		}
		before = v.Progress.Done
		last := i == len(events)-1
		if (e.name == "end") != last || (v.State == "finished") != last || e.id == "" {
			t.Errorf("event %d of %d: %+v", i, len(events), e)
		}
	}
	if before != 30 {
		t.Errorf("the end says %d", before)
	}
	again, res := follow(t, client, base+"/v1/batches/"+id+"/events", events[len(events)-1].id)
	if res.StatusCode != http.StatusNoContent || len(again) > 0 {
		t.Errorf("who has seen the end gets %d, %d events", res.StatusCode, len(again))
	}
	if again, _ := follow(t, client, base+"/v1/batches/"+id+"/events", "3"); len(again) != 1 || again[0].name != "end" {
		t.Errorf("who comes back after the end gets %+v", again)
	}
	res, err = client.Get(base + "/v1/batches/" + id + "/result.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	first := make([]byte, 1)
	if _, err := res.Body.Read(first); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // a client that is slower than the limit of a request
	rest, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("the ZIP was cut off: %v", err)
	}
	if names := namesIn(t, append(first, rest...)); len(names) != 30*4+2 {
		t.Errorf("%d names", len(names))
	}
}

// A server that ends says so to who watches, without an end of the batch.
func TestBatchEventsOfAnEndingServer(t *testing.T) {
	w := withBatches(t, t.TempDir(), nil)
	base := listen(t, w.server)
	id := idOf(t, w.begin(t, csvList(60, nil), nil, nil))
	w.until(t, id, nil, func(v state) bool { return v.Progress.Done > 0 })
	time.AfterFunc(300*time.Millisecond, w.server.Hush)
	events, _ := follow(t, http.DefaultClient, base+"/v1/batches/"+id+"/events", "")
	if len(events) == 0 || events[len(events)-1].name != "progress" {
		t.Errorf("%+v", events)
	}
}

// cookies keeps those of one host, whatever its port.
type cookies struct{ all []*http.Cookie }

func (c *cookies) SetCookies(_ *url.URL, list []*http.Cookie) { c.all = append(c.all, list...) }
func (c *cookies) Cookies(*url.URL) []*http.Cookie            { return c.all }

// Every event is sent when it is told: not flushed, eight seconds of them would
// be collected.
func TestBatchEventsAreFlushed(t *testing.T) {
	password, err := argon2id.CreateHash("correct horse battery", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Access = api.NewAccess("key")
		c.Access.Password = password
		c.Limits = api.Limits{Concurrent: 1, Wait: time.Millisecond}
		c.Batches.Workers = -1 // nobody makes anything: it runs until it is cancelled
	})
	base, key := listen(t, w.server), map[string]string{"Authorization": "Bearer key"}
	id := idOf(t, w.begin(t, csvList(3, nil), nil, key))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/v1/batches/"+id+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer key")
	late := time.AfterFunc(5*time.Second, cancel)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewReader(res.Body)
	if line, err := lines.ReadString('\n'); err != nil || !strings.HasPrefix(line, "id: ") {
		t.Fatalf("%q %v", line, err)
	}
	late.Stop()
	if res := w.do(t, "POST", "/v1/documents/privacy_policy/render?format=txt", "application/yaml", sample(t, "seisakusho"), key); res.StatusCode != http.StatusOK {
		t.Errorf("a stream holds the place of a document: %d", res.StatusCode)
	}
	if res := w.do(t, "DELETE", "/v1/batches/"+id, "", nil, key); res.StatusCode != http.StatusOK {
		t.Fatalf("%d", res.StatusCode)
	}
	rest, err := io.ReadAll(lines)
	if err != nil || !strings.Contains(string(rest), "event: end\n") || !strings.Contains(string(rest), `"state":"cancelled"`) {
		t.Errorf("%v\n%s", err, rest)
	}
}
