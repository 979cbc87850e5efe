package api

import (
	"bytes"
	"crypto/sha256"
	"io"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// Limits hold a server to what it can do.
type Limits struct {
	Body       int64         // bytes of a request
	InFlight   int           // requests with a body at the same time, from the first byte read to the last sent
	List       int64         // bytes of a request that brings a list of companies
	Concurrent int           // documents or bundles made at the same time
	Wait       time.Duration // for a free place, before 503
	Timeout    time.Duration // of one request, from head to last byte
	Rate       rate.Limit    // requests a second of one client; on a server open to this computer alone, which has but one, no limit
	Burst      int
}

func (l Limits) withDefaults(open bool) Limits {
	if l.Body == 0 {
		l.Body = 8 << 20
	}
	if l.InFlight == 0 {
		l.InFlight = 128
	}
	if l.List == 0 {
		l.List = 16 << 20
	}
	if l.Concurrent == 0 {
		l.Concurrent = runtime.GOMAXPROCS(0) // making is work of the processor alone
	}
	if l.Wait == 0 {
		l.Wait = 2 * time.Second
	}
	if l.Timeout == 0 {
		l.Timeout = time.Minute
	}
	switch {
	case l.Rate != 0:
	case open:
		l.Rate = rate.Inf
	default:
		l.Rate, l.Burst = 50, 100
	}
	return l
}

// limitBody cuts a request off at the limit.
func (s *Server) limitBody(c *gin.Context) { limit(c, s.limits.Body) }

// limitList is limitBody for lists of companies.
func (s *Server) limitList(c *gin.Context) { limit(c, s.limits.List) }

func limit(c *gin.Context, bytes int64) {
	if c.Request.ContentLength > bytes {
		refuse(c, http.StatusRequestEntityTooLarge, "too_large")
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, bytes)
	c.Next()
}

// limitPage does the same for a page of the form, and says so on a page.
func (s *Server) limitPage(bytes int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.ContentLength > bytes {
			s.pageError(c, &http.MaxBytesError{Limit: bytes})
			c.Abort()
			return
		}
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, bytes)
		c.Next()
	}
}

// admit bounds what requests can hold in memory: their bodies, and the files
// that are on their way to a slow client.
func (s *Server) admit(c *gin.Context) {
	select {
	case s.admitted <- struct{}{}:
		defer func() { <-s.admitted }()
		c.Next()
	default:
		s.full(c)
	}
}

func (s *Server) full(c *gin.Context) {
	c.Header("Retry-After", "2")
	refuse(c, http.StatusServiceUnavailable, "full")
}

// keyFree is where a request keeps what gives its place to the next.
const keyFree = "free"

// slot waits a moment for one of the places to work in. A place is taken when
// the whole body is there, and given back when the answer is (see free), so that
// slow clients hold none.
func (s *Server) slot(c *gin.Context) {
	body, err := io.ReadAll(c.Request.Body)
	c.Request.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
	timer := time.NewTimer(s.limits.Wait)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		once := sync.OnceFunc(func() { <-s.slots })
		defer once()
		c.Set(keyFree, once)
		c.Next()
	case <-timer.C:
		s.full(c)
	case <-c.Request.Context().Done():
		c.AbortWithStatus(statusGone)
	}
}

// statusGone stands in the log for a client that did not wait; nobody gets it.
const statusGone = 499

// free gives the place of a request to the next one: its work is done.
func free(c *gin.Context) {
	if f, ok := c.Value(keyFree).(func()); ok {
		f()
	}
}

// failing is the end of a body: how its reading ended.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// clients are the rates of the clients that were seen lately.
type clients struct {
	sync.Mutex
	seen map[string]*rate.Limiter
}

// maxClients bounds the memory that strangers can make us spend.
const maxClients = 10_000

func (l *clients) allow(key string, now time.Time, limits Limits) bool {
	l.Lock()
	defer l.Unlock()
	if l.seen == nil || len(l.seen) >= maxClients {
		l.seen = map[string]*rate.Limiter{}
	}
	limiter := l.seen[key]
	if limiter == nil {
		limiter = rate.NewLimiter(limits.Rate, limits.Burst)
		l.seen[key] = limiter
	}
	return limiter.AllowN(now, 1)
}

// rate holds one client to its rate.
func (s *Server) rate(c *gin.Context) {
	if !s.clients.allow(s.client(c), s.now(), s.limits) {
		c.Header("Retry-After", "1")
		refuse(c, http.StatusTooManyRequests, "too_many_requests")
		return
	}
	c.Next()
}

// client tells clients apart: by key or session, for behind a proxy all come
// from one address, else by address.
func (s *Server) client(c *gin.Context) string {
	if key := bearer(c.Request); s.access.holds(key) {
		sum := sha256.Sum256([]byte(key))
		return string(sum[:])
	}
	if s.inSession(c) {
		return s.sessions.Token(c.Request.Context())
	}
	return c.RemoteIP()
}
