package api

import (
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"kitei/api/batches"
	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/japanese"
)

// Config is what a server is made with.
type Config struct {
	Generator *generator.Generator
	Log       *slog.Logger
	Now       func() time.Time // nil = time.Now
	Hosts     []string         // Host names that are answered; empty = loopback names only
	Access    Access           // who may use it; the zero value is for loopback alone
	Limits    Limits           // zero fields take the defaults
	Batches   batches.Config   // Dir "" = no batches; Generator, Now and Log are those above
}

// Server answers HTTP requests. It is safe for concurrent use.
type Server struct {
	generator *generator.Generator
	log       *slog.Logger
	now       func() time.Time
	limits    Limits
	access    Access
	hosts     []string
	admitted  chan struct{} // requests in flight
	slots     chan struct{} // those that work
	clients   clients
	metrics   *metrics
	form      *web.Form
	sessions  *scs.SessionManager // nil where no password is asked for
	tries     clients             // of the password
	guessing  sync.Mutex          // one password at a time: a check takes 64 MiB
	engine    *gin.Engine
	batches   *batches.Keeper
	streams   chan struct{} // open streams of events
	handler   http.Handler
}

// New makes a server.
func New(config Config) (*Server, error) {
	if config.Generator == nil {
		return nil, errors.New("api: no generator")
	}
	s := &Server{
		generator: config.Generator, log: config.Log, now: config.Now,
		limits: config.Limits.withDefaults(config.Access.Open), access: config.Access, hosts: config.Hosts,
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if len(s.hosts) == 0 {
		s.hosts = []string{"localhost", "127.0.0.1", "::1"}
	}
	s.form = &web.Form{Generator: config.Generator, Today: s.today}
	s.admitted = make(chan struct{}, s.limits.InFlight)
	s.slots = make(chan struct{}, s.limits.Concurrent)
	s.streams = make(chan struct{}, maxStreams)
	config.Batches.Generator, config.Batches.Now, config.Batches.Log = config.Generator, s.now, s.log
	s.batches = batches.New(config.Batches)
	s.metrics = newMetrics(func() float64 { return float64(len(s.admitted)) })
	s.engine = s.routes()
	s.handler = s.engine
	if config.Access.Password != "" {
		s.sessions = newSessions(config.Access.Secure)
		s.handler = s.sessions.LoadAndSave(s.handler)
	}
	s.batches.Start()
	return s, nil
}

// Hush ends the streams of those who watch a batch, so that the HTTP server can
// end. Close stops the batches, which go on at the next start.
func (s *Server) Hush() { s.batches.Hush() }

// Close ends what runs beside requests.
func (s *Server) Close() error { return s.batches.Close() }

// ServeHTTP makes a Server an http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes is the table of what is answered.
func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false // gin answers that before any of the checks below
	_ = e.SetTrustedProxies(nil)    // nil never fails
	e.Use(s.identify, s.record, s.recovered, s.secure, s.knownHost, s.sameOrigin)
	e.NoRoute(func(c *gin.Context) { refuse(c, http.StatusNotFound, "not_found") })
	e.NoMethod(func(c *gin.Context) { refuse(c, http.StatusMethodNotAllowed, "no_such_method") })

	e.GET("/healthz", s.health)
	e.GET("/readyz", s.ready)
	e.GET("/openapi.json", s.openAPI)

	e.GET("/web/:name", s.asset)

	e.GET("/sign-in", s.askPassword)
	e.POST("/sign-in", s.limitBody, s.signIn)
	e.POST("/sign-out", s.signOut)

	allowed := e.Group("/", s.signedIn, s.rate)
	allowed.GET("/", s.start)
	allowed.POST("/form", s.admit, s.limitPage(s.limits.Body), s.slot, s.turn)
	allowed.POST("/form/check", s.admit, s.limitBody, s.slot, s.live)
	allowed.POST("/form/preview", s.admit, s.limitBody, s.slot, s.sample)
	allowed.GET("/checklist", s.makeSheets)
	allowed.POST("/checklist", s.admit, s.limitPage(s.limits.Body), s.slot, s.turnSheets)
	carrying := s.limitPage(2 * s.limits.Body) // these pages bring the files back that they were given, as text
	allowed.GET("/checklist/returned", s.returnedSheets)
	allowed.POST("/checklist/returned", s.admit, carrying, s.slot, s.turnReturned)
	allowed.GET("/checklist/answer", s.answerSheet)
	allowed.POST("/checklist/answer", s.admit, carrying, s.slot, s.turnAnswer)
	allowed.GET("/batch", s.batchHome)
	allowed.POST("/batch", s.admit, s.limitPage(s.limits.List), s.slot, s.turnBatch)
	allowed.GET("/batch/list.xlsx", s.emptyList)
	allowed.GET("/batch/list.csv", s.emptyList)
	allowed.GET("/batch/:id", s.showBatch)
	allowed.POST("/batch/:id", s.admit, s.limitPage(s.limits.List), s.slot, s.actBatch)
	allowed.GET("/incident", s.startIncident)
	allowed.POST("/incident", s.admit, s.limitPage(s.limits.Body), s.slot, s.turnIncident)
	allowed.GET("/metrics", gin.WrapH(s.metrics.handler()))
	v1 := allowed.Group("/v1")
	v1.GET("/documents", takes(), s.listKinds)
	v1.GET("/documents/:kind", takes(), s.oneKind)
	v1.GET("/schemas/:name", takes(), s.schema)
	work := v1.Group("/", s.admit, s.limitBody, s.slot)
	work.POST("/documents/:kind/render", takes(formatParameter, asOfParameter, draftParameter, lawParameter, stageParameter, drillParameter), s.render)
	work.POST("/documents/:kind/preview", takes(asOfParameter), s.preview)
	work.POST("/check", takes(docParameter, asOfParameter), s.check)
	work.POST("/bundles", takes(docParameter, formatParameter, asOfParameter, draftParameter), s.bundle)
	work.POST("/checklists/score", takes(scoreFormat, scoreRule, asOfParameter), s.score)
	work.POST("/incidents/assess", takes(asOfParameter), s.assess)
	work.POST("/incidents/report", takes(docParameter, formatParameter, asOfParameter, lawParameter, stageParameter, drillParameter), s.report)
	s.batchRoutes(v1)
	return e
}

// batchRoutes are the routes of batches. What is streamed holds no place to work
// in, as it may take as long as it likes.
func (s *Server) batchRoutes(v1 *gin.RouterGroup) {
	v1.GET("/batches", takes(), s.listBatches)
	v1.GET("/batches/:id", takes(failuresFrom, failuresLimit), s.getBatch)
	v1.GET("/batches/:id/events", takes(), s.watchBatch)
	v1.GET("/batches/:id/result.zip", takes(), s.zipBatch)
	v1.GET("/batches/:id/review.xlsx", takes(volumeParameter), s.reviewBatch)
	v1.DELETE("/batches/:id", takes(), s.deleteBatch)
	lists := v1.Group("/", takes(), s.admit, s.limitList, s.slot)
	lists.POST("/batches", s.beginBatch)
	lists.POST("/batches/check", s.checkBatch)
	lists.POST("/batches/:id/retry", s.retryBatch)
}

// today is the day in Japan.
func (s *Server) today() japanese.Date {
	now := s.now().In(time.FixedZone("Asia/Tokyo", 9*60*60))
	d, _ := japanese.ParseDate(now.Format(time.DateOnly)) // a day of the calendar always parses
	return d
}

func (s *Server) health(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) }

// ready says whether there is room for another document.
func (s *Server) ready(c *gin.Context) {
	if len(s.slots) == cap(s.slots) {
		s.full(c)
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ready", "version": generator.Version})
}

// HTTP is a server with the time limits that keep slow clients from holding it.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: s.limits.Timeout,
		WriteTimeout: s.limits.Timeout, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
}
