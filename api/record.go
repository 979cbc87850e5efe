package api

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"kitei/generator"
	"kitei/generator/profile"
)

const (
	keyRequestID = "request_id"
	keyLog       = "log"
	keyCode      = "code"
)

// identify gives every request an id of its own. A client's id is not taken
// over: it would be its words in our log.
func (s *Server) identify(c *gin.Context) {
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	id := hex.EncodeToString(b[:])
	c.Set(keyRequestID, id)
	c.Set(keyLog, s.log.With("request", id))
	c.Header("X-Request-Id", id)
	c.Next()
}

func requestID(c *gin.Context) string { return c.GetString(keyRequestID) }

func logOf(c *gin.Context) *slog.Logger {
	if l, ok := c.Value(keyLog).(*slog.Logger); ok {
		return l
	}
	return slog.New(slog.DiscardHandler)
}

// note keeps why a request was refused, for the log: codes and pointers, never
// a value.
func note(c *gin.Context, code string, faults []profile.Fault) {
	words := code
	for i, f := range faults {
		if i == 5 {
			words += " …"
			break
		}
		words += " " + f.Pointer + ":" + f.Code
	}
	c.Set(keyCode, words)
}

// record logs and measures a request when it is done. The path is the route's
// pattern: a path that a client made up does not get into the log.
func (s *Server) record(c *gin.Context) {
	start := s.now()
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "-"
	}
	took := s.now().Sub(start)
	status := c.Writer.Status()
	s.metrics.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	s.metrics.latency.WithLabelValues(route).Observe(took.Seconds())
	logOf(c).Info("request", "method", knownMethod(c.Request.Method), "route", route, "status", status,
		"ms", took.Milliseconds(), "in", max(c.Request.ContentLength, 0), "out", max(c.Writer.Size(), 0), "code", c.GetString(keyCode))
}

func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return m
	}
	return "-"
}

// recovered turns a panic into an answer; the stack goes to the log, the value
// of the panic does not: it may hold words of the input.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			stack := debug.Stack()
			if made, ok := p.(*generator.Panic); ok {
				stack = made.Stack
			}
			logOf(c).Error("panic", "stack", string(stack))
			if !c.Writer.Written() {
				refuse(c, http.StatusInternalServerError, "internal")
			}
		}
	}()
	c.Next()
}

// metrics are what /metrics shows.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	rendered *prometheus.HistogramVec
	pages    *prometheus.CounterVec
	bytes    *prometheus.CounterVec
	failures *prometheus.CounterVec
}

// newMetrics makes them; inFlight counts the requests with a body that are being
// worked on, waiting for a place included.
func newMetrics(inFlight func() float64) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kitei_http_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		latency:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "kitei_http_seconds", Help: "Time of a request.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}, []string{"route"}),
		rendered: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "kitei_render_seconds", Help: "Time of making a document.", Buckets: prometheus.ExponentialBuckets(0.002, 2, 12)}, []string{"kind"}),
		pages:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kitei_pages_total", Help: "Pages made."}, []string{"kind"}),
		bytes:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kitei_bytes_total", Help: "Bytes of files made."}, []string{"kind"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kitei_render_failures_total", Help: "Documents that could not be made."}, []string{"kind"}),
	}
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "kitei_in_flight", Help: "Requests with a body that are not answered yet."}, inFlight))
	m.registry.MustRegister(m.requests, m.latency, m.rendered, m.pages, m.bytes, m.failures,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// made counts what was made of a kind.
func (m *metrics) made(kind string, files []generator.File, took time.Duration) {
	m.rendered.WithLabelValues(kind).Observe(took.Seconds())
	for _, f := range files {
		m.pages.WithLabelValues(f.Kind).Add(float64(f.Pages))
		m.bytes.WithLabelValues(f.Kind).Add(float64(f.Size))
	}
}
