package batches

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Hooks say who may be called at the end of a batch, and how.
type Hooks struct {
	Hosts  []string        // names, or name:port; none = nobody
	Secret []byte          // of the signature
	Pauses []time.Duration // between the tries; nil = 5 s, 30 s, 2 min, 10 min, 1 h
	Client *http.Client    // nil = one that follows no redirect and knows no proxy
}

// The errors of an address to call.
var (
	ErrHookAddress = errors.New("not an address that can be called")
	ErrHookHost    = errors.New("the host was not allowed by who runs this server")
)

// The states of a call.
const (
	HookResting   = "resting" // the batch is not at its end
	HookWaiting   = "waiting"
	HookDelivered = "delivered"
	HookGivenUp   = "given_up"
)

// Hook is an address to call at the end of a batch, and how far that is. It is
// kept, so that a call goes on after a restart.
type Hook struct {
	URL   string    `json:"url"`
	State string    `json:"state"`
	Tries int       `json:"tries,omitempty"`
	Next  time.Time `json:"next,omitzero"`
}

// HookView is what is shown of a hook: an address may hold a secret of its owner.
type HookView struct {
	Host  string `json:"host"`
	State string `json:"state"`
	Tries int    `json:"tries"`
}

func (h *Hook) view() *HookView {
	if h == nil {
		return nil
	}
	u, err := url.Parse(h.URL)
	if err != nil {
		return nil
	}
	return &HookView{u.Hostname(), h.State, h.Tries}
}

func (h *Hook) over() bool { return h.State == HookDelivered || h.State == HookGivenUp }

// due is the hook when it may be called, and rest when it may not. A hook is
// never changed in place: it is read without a lock.
func (h *Hook) due(at time.Time) *Hook {
	if h == nil {
		return nil
	}
	return &Hook{URL: h.URL, State: HookWaiting, Next: at}
}

func (h *Hook) rest() *Hook {
	if h == nil {
		return nil
	}
	return &Hook{URL: h.URL, State: HookResting}
}

// take checks an address: HTTPS, or HTTP to this computer; a host that was
// allowed; nothing that could carry a password into a log.
func (c Hooks) take(address string) (*Hook, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || len(address) > 2000 {
		return nil, ErrHookAddress
	}
	host := strings.ToLower(u.Hostname())
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return nil, ErrHookAddress
	}
	if !slices.ContainsFunc(c.Hosts, func(h string) bool { return strings.EqualFold(h, host) || strings.EqualFold(h, u.Host) }) {
		return nil, ErrHookHost
	}
	return &Hook{URL: address, State: HookResting}, nil
}

// CheckHook tells whether an address may be called: [ErrHookAddress], [ErrHookHost].
func (k *Keeper) CheckHook(address string) error {
	_, err := k.conf.Hooks.take(address)
	return err
}

// HookBody is what is sent: an id and counts, nothing of a client.
type HookBody struct {
	Event  string    `json:"event"` // batch.ended
	ID     string    `json:"id"`
	State  State     `json:"state"`
	Total  int       `json:"total"`
	Done   int       `json:"done"`
	Failed int       `json:"failed"`
	Files  int       `json:"files"`
	Pages  int       `json:"pages"`
	Ended  time.Time `json:"ended"`
}

// hookTime is how long one call may take.
const hookTime = 10 * time.Second

var hookPauses = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour}

// callHook calls until somebody answers with 2xx, or until there have been
// enough tries, or until the batch runs again.
func (j *Job) callHook(ended time.Time) {
	hooks := j.keeper.conf.Hooks
	pauses := hooks.Pauses
	if pauses == nil {
		pauses = hookPauses
	}
	for {
		v := j.known()
		hook := *v.Hook
		if hook.State != HookWaiting || !v.Ended.Equal(ended) {
			return
		}
		timer := time.NewTimer(hook.Next.Sub(j.keeper.conf.Now()))
		select {
		case <-j.keeper.ctx.Done():
			timer.Stop()
			return
		case <-j.gone:
			timer.Stop()
			return
		case <-timer.C:
		}
		if _, err := hooks.take(hook.URL); err != nil { // no longer allowed
			hook.Tries = len(pauses)
		} else if err = hooks.call(j.keeper.ctx, hook.URL, HookBody{
			"batch.ended", v.ID, v.State, v.Progress.Total, v.Progress.Done, v.Progress.Failed, v.Progress.Files, v.Progress.Pages, v.Ended,
		}, j.keeper.conf.Now()); err == nil {
			hook.State = HookDelivered
		} else if j.keeper.ctx.Err() != nil {
			return // tried again by the next server
		} else {
			j.keeper.conf.Log.Warn("webhook", "batch", j.id, "try", hook.Tries+1, "reason", reason(err))
		}
		hook.Tries++
		if hook.State == HookWaiting {
			if hook.Tries > len(pauses) {
				hook.State = HookGivenUp
			} else {
				hook.Next = j.keeper.conf.Now().Add(pauses[hook.Tries-1])
			}
		}
		err := j.change(func(m *meta) {
			if m.Ended.Equal(ended) && m.Hook.State == HookWaiting {
				m.Hook = &hook
			}
		})
		if err != nil {
			j.keeper.conf.Log.Warn("the state of a webhook was not kept", "batch", j.id, "error", err.Error())
		}
	}
}

type statusError int

func (e statusError) Error() string { return "answered with " + strconv.Itoa(int(e)) }

// reason is why a call failed, without the address.
func reason(err error) string {
	var status statusError
	if errors.As(err, &status) {
		return status.Error()
	}
	var u *url.Error
	if errors.As(err, &u) && u.Timeout() {
		return "timeout"
	}
	return "no answer"
}

var hookClient = &http.Client{
	Timeout:       hookTime,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: hookTime}).DialContext, TLSHandshakeTimeout: hookTime, DisableKeepAlives: true},
}

// call sends one signed request.
func (c Hooks) call(ctx context.Context, address string, body HookBody, now time.Time) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, hookTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "kitei")
	r.Header.Set("Kitei-Signature", Signature(c.Secret, now, text))
	client := c.Client
	if client == nil {
		client = hookClient
	}
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10))
	_ = res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return statusError(res.StatusCode)
	}
	return nil
}

// Signature is the head by which a receiver knows that a call is ours and new:
// t=UNIX SECONDS,v1=HMAC-SHA256 of "t.body" in hexadecimal.
func Signature(secret []byte, at time.Time, body []byte) string {
	sum := hmac.New(sha256.New, secret)
	fmt.Fprintf(sum, "%d.%s", at.Unix(), body)
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(sum.Sum(nil)))
}
