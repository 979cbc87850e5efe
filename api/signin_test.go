package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"kitei/api"
)

func TestSignIn(t *testing.T) {
	hash, err := argon2id.CreateHash("correct horse battery", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	w := newWorld(t, func(c *api.Config) {
		c.Access = api.Access{Password: hash, Secure: true}
		c.Now = func() time.Time { return now }
	})
	html := func(cookie string) map[string]string {
		return map[string]string{"Accept": "text/html", "Cookie": cookie}
	}
	try := func(password string) *http.Response {
		return w.do(t, "POST", "/sign-in", "application/x-www-form-urlencoded", []byte("password="+strings.ReplaceAll(password, " ", "+")), nil)
	}
	if res := w.do(t, "GET", "/", "", nil, html("")); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/sign-in" {
		t.Errorf("a stranger gets %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	if res := w.do(t, "GET", "/v1/documents", "", nil, nil); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a strange program gets %d", res.StatusCode)
	}
	if res := w.do(t, "GET", "/sign-in", "", nil, nil); res.StatusCode != 200 {
		t.Errorf("sign-in page: %d", res.StatusCode)
	}
	if res := try("wrong"); res.StatusCode != http.StatusUnauthorized || len(res.Cookies()) > 0 {
		t.Errorf("a wrong password: %d %v", res.StatusCode, res.Cookies())
	}
	res := try("correct horse battery")
	if res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 1 {
		t.Fatalf("the right password: %d %v", res.StatusCode, res.Cookies())
	}
	c := res.Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.MaxAge > 0 {
		t.Errorf("cookie: %+v", c)
	}
	cookie := c.Name + "=" + c.Value
	res = w.do(t, "GET", "/", "", nil, html(cookie))
	if body := string(bodyOf(t, res)); res.StatusCode != 200 || !strings.Contains(body, "サインアウト") {
		t.Errorf("signed in: %d", res.StatusCode)
	}
	if res := w.do(t, "POST", "/sign-out", "", nil, html(cookie)); res.StatusCode != http.StatusSeeOther {
		t.Errorf("sign-out: %d", res.StatusCode)
	}
	if res := w.do(t, "GET", "/", "", nil, html(cookie)); res.StatusCode != http.StatusSeeOther {
		t.Errorf("after the sign-out: %d", res.StatusCode)
	}
	for range 3 {
		try("wrong")
	}
	if res := try("correct horse battery"); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("too many tries: %d", res.StatusCode)
	}
	now = now.Add(time.Minute)
	if res := try("correct horse battery"); res.StatusCode != http.StatusSeeOther {
		t.Errorf("a minute later: %d", res.StatusCode)
	}
	if strings.Contains(w.log.String(), "horse") {
		t.Error("the password is in the log")
	}
}

// Where no password is set there is nothing to sign in to.
func TestNoSignIn(t *testing.T) {
	w := newWorld(t, nil)
	for _, method := range []string{"GET", "POST"} {
		if res := w.do(t, method, "/sign-in", "application/x-www-form-urlencoded", nil, nil); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", method, res.StatusCode)
		}
	}
}

func TestReadKeys(t *testing.T) {
	sum := sha256.Sum256([]byte("key"))
	good := hex.EncodeToString(sum[:])
	for text, n := range map[string]int{good: 1, "# ours\n\n" + good + " 事務所\r\n" + good: 2, "": 0, "# only words": 0, "abc": 0, good + "\nnot a sum": 0} {
		keys, err := api.ReadKeys(text)
		if len(keys) != n || (err == nil) != (n > 0) {
			t.Errorf("%q: %d keys, %v", text, len(keys), err)
		}
	}
}
