package api

import (
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
	Concurrent int           // documents or bundles made at the same time
	Wait       time.Duration // for a free place, before 503
	Timeout    time.Duration // of one request, from head to last byte
	Rate       rate.Limit    // requests a second of one client
	Burst      int
}

func (l Limits) withDefaults() Limits {
	if l.Body == 0 {
		l.Body = 8 << 20
	}
	if l.Concurrent == 0 {
		l.Concurrent = 2 * runtime.GOMAXPROCS(0)
	}
	if l.Wait == 0 {
		l.Wait = 2 * time.Second
	}
	if l.Timeout == 0 {
		l.Timeout = time.Minute
	}
	if l.Rate == 0 {
		l.Rate, l.Burst = 50, 100
	}
	return l
}

// limitBody cuts a request off at the limit.
func (s *Server) limitBody(c *gin.Context) {
	if c.Request.ContentLength > s.limits.Body {
		refuse(c, http.StatusRequestEntityTooLarge, "too_large")
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.limits.Body)
	c.Next()
}

// slot waits a moment for one of the places to work in.
func (s *Server) slot(c *gin.Context) {
	timer := time.NewTimer(s.limits.Wait)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
		c.Next()
	case <-timer.C:
		c.Header("Retry-After", "2")
		refuse(c, http.StatusServiceUnavailable, "full")
	case <-c.Request.Context().Done():
		c.Abort()
	}
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
	if !s.clients.allow(c.RemoteIP(), s.now(), s.limits) {
		c.Header("Retry-After", "1")
		refuse(c, http.StatusTooManyRequests, "too_many_requests")
		return
	}
	c.Next()
}
