package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kitei/api"
	"kitei/api/batches"
)

// receiver is somebody who wants to hear of the end of batches.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
	signed []string
	answer func(n int) int // status of the nth call
}

func newReceiver(t *testing.T, answer func(n int) int) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.bodies, r.signed = append(r.bodies, string(body)), append(r.signed, req.Header.Get("Kitei-Signature"))
		status := r.answer(len(r.bodies))
		if status == http.StatusFound {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) calls() int { r.mu.Lock(); defer r.mu.Unlock(); return len(r.bodies) }

func (r *receiver) host() string {
	u, _ := url.Parse(r.URL)
	return u.Hostname()
}

// The end is told, again when nobody answered as they should, after a restart
// too; what is told is signed and says nothing of a client.
func TestBatchHook(t *testing.T) {
	hear := newReceiver(t, func(n int) int {
		switch n {
		case 1:
			return http.StatusInternalServerError
		case 2:
			return http.StatusFound // not followed
		}
		return http.StatusNoContent
	})
	dir, secret := t.TempDir(), []byte("a secret of the office")
	now := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	with := func(pause time.Duration) *world {
		return withBatches(t, dir, func(c *api.Config) {
			c.Now = func() time.Time { return now }
			c.Batches.Hooks = batches.Hooks{Hosts: []string{hear.host()}, Secret: secret, Pauses: []time.Duration{time.Millisecond, pause, time.Millisecond}}
		})
	}
	w := with(time.Hour)
	id := idOf(t, w.begin(t, csvList(3, faulty), map[string]string{"webhook": hear.URL + "/ended?token=SECRET"}, nil))
	w.until(t, id, nil, func(v state) bool { return v.Webhook != nil && v.Webhook.Tries == 2 })
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour) // the third try is due
	again := with(time.Hour)
	v := again.until(t, id, nil, func(v state) bool { return v.Webhook != nil && v.Webhook.State == batches.HookDelivered })
	if v.Webhook.Tries != 3 || v.Webhook.Host != hear.host() || hear.calls() != 3 {
		t.Errorf("%+v, %d calls", v.Webhook, hear.calls())
	}
	for i, body := range hear.bodies {
		var told batches.HookBody
		if err := json.Unmarshal([]byte(body), &told); err != nil || told.ID != id || told.State != "finished" || told.Done != 1 || told.Failed != 2 || told.Event != "batch.ended" {
			t.Errorf("%s %v", body, err)
		}
		if strings.Contains(body, "見本") {
			t.Errorf("a client is named: %s", body)
		}
		var at int64
		if _, err := fmt.Sscanf(hear.signed[i], "t=%d,", &at); err != nil || hear.signed[i] != batches.Signature(secret, time.Unix(at, 0), []byte(body)) {
			t.Errorf("signature %q: %v", hear.signed[i], err)
		}
	}
	if log := w.log.String() + again.log.String(); strings.Contains(log, "SECRET") || !strings.Contains(log, "answered with 302") {
		t.Errorf("%s", log)
	}
}

// Who never answers is given up, and who is not named is never called.
func TestBatchHookGivenUp(t *testing.T) {
	hear := newReceiver(t, func(int) int { return http.StatusGone })
	w := withBatches(t, t.TempDir(), func(c *api.Config) {
		c.Batches.Hooks = batches.Hooks{Hosts: []string{hear.host()}, Secret: []byte("s"), Pauses: []time.Duration{time.Millisecond, time.Millisecond}}
	})
	id := idOf(t, w.begin(t, csvList(1, nil), map[string]string{"webhook": hear.URL}, nil))
	if v := w.until(t, id, nil, func(v state) bool { return v.Webhook.State == batches.HookGivenUp }); v.Webhook.Tries != 3 || hear.calls() != 3 {
		t.Errorf("%+v, %d calls", v.Webhook, hear.calls())
	}
	nobody := withBatches(t, t.TempDir(), nil)
	if body := string(bodyOf(t, nobody.begin(t, csvList(1, nil), map[string]string{"webhook": hear.URL}, nil))); !strings.Contains(body, "webhook_not_allowed") {
		t.Errorf("%s", body)
	}
}
