package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"kitei/api/batches"
	"kitei/generator"
)

const (
	// streamTime is how long one stream of events is open: who watches longer
	// comes again, and is asked again who it is.
	streamTime = 10 * time.Minute
	// beatTime is the longest time between two events of a running batch.
	beatTime = time.Second
	// stallTime is how long a client may take for one piece of a stream.
	stallTime = 30 * time.Second
	// maxStreams bounds the streams that are open at a time.
	maxStreams = 200
)

// stream is an answer without an end that is known: the limit on the time of a
// request is taken off, and each piece has a limit of its own.
type stream struct {
	gin.ResponseWriter
	control *http.ResponseController
}

func newStream(c *gin.Context) *stream {
	return &stream{c.Writer, http.NewResponseController(c.Writer)} // finds the connection below gin and below the session
}

func (s *stream) Write(p []byte) (int, error) {
	_ = s.control.SetWriteDeadline(time.Now().Add(stallTime)) // a recorder of a test has none
	return s.ResponseWriter.Write(p)
}

func (s *stream) flush() error {
	s.WriteHeaderNow()
	return s.control.Flush()
}

// watchBatch tells how far a batch is, at every change and at least once a
// second, until its end.
//
//	GET /v1/batches/{id}/events
//
// The first event holds the whole state, so that who comes back missed nothing;
// who has seen the end gets 204, which keeps a browser from coming again.
func (s *Server) watchBatch(c *gin.Context) {
	j, ok := s.job(c)
	if !ok {
		return
	}
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		c.Header("Retry-After", "10")
		refuse(c, http.StatusServiceUnavailable, "full")
		return
	}
	v := j.View()
	if v.State != batches.Running && c.GetHeader("Last-Event-ID") == eventID(v) {
		c.Status(http.StatusNoContent)
		return
	}
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no") // a proxy must not collect events
	c.Status(http.StatusOK)
	changed, stop := j.Watch()
	defer stop()
	tick, end := time.NewTicker(beatTime), time.NewTimer(streamTime)
	defer tick.Stop()
	defer end.Stop()
	out := newStream(c)
	said := uint64(0)
	for {
		v := j.View()
		if err := sendEvent(out, v, v.Sequence() == said); err != nil || v.State != batches.Running {
			return
		}
		said = v.Sequence()
		select {
		case <-changed:
		case <-tick.C:
		case <-end.C:
			return
		case <-j.Gone():
			return
		case <-c.Request.Context().Done():
			return
		}
	}
}

// eventID names what an event tells.
func eventID(v batches.View) string {
	if v.State == batches.Running {
		return strconv.FormatUint(v.Sequence(), 10)
	}
	return "end-" + strconv.FormatInt(v.Ended.UnixNano(), 36)
}

// sendEvent sends the state of a batch; before one that is as it was there is a
// comment that says so.
func sendEvent(out *stream, v batches.View, same bool) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	name := "progress"
	if v.State != batches.Running {
		name = "end"
	}
	beat := ""
	if same {
		beat = ": still running\n"
	}
	if _, err := fmt.Fprintf(out, "%sid: %s\nevent: %s\nretry: 2000\ndata: %s\n\n", beat, eventID(v), name, data); err != nil {
		return err
	}
	return out.flush()
}

// result opens the results of the batch of the path; false when it was answered.
func (s *Server) result(c *gin.Context) (*batches.Job, *batches.Result, bool) {
	j, ok := s.job(c)
	if !ok {
		return nil, nil, false
	}
	r, err := j.Result(c.Request.Context())
	if err != nil {
		refuseBatch(c, err)
		return nil, nil, false
	}
	return j, r, true
}

// zipBatch streams all that a batch made.
//
//	GET /v1/batches/{id}/result.zip
func (s *Server) zipBatch(c *gin.Context) {
	j, r, ok := s.result(c)
	if !ok {
		return
	}
	defer r.Close()
	v := j.View()
	result, name := "whole", "一括作成_"+v.Options.AsOf.String()
	if !r.Whole {
		result, name = "partial", name+"_一部"
	}
	tag := `"` + r.Tag + `"`
	c.Header("X-Kitei-Result", result)
	c.Header("X-Kitei-As-Of", v.Options.AsOf.String())
	if c.GetHeader("If-None-Match") == tag {
		c.Header("ETag", tag)
		c.Status(http.StatusNotModified)
		return
	}
	head(c, "application/zip", name+".zip", tag)
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return
	}
	out := newStream(c)
	if err := r.WriteZIP(c.Request.Context(), out); err != nil {
		logOf(c).Warn("a ZIP was cut off", "batch", j.ID())
		panic(http.ErrAbortHandler) // a cut ZIP must not look whole
	}
}

// reviewBatch gives a volume of the 確認表 alone.
//
//	GET /v1/batches/{id}/review.xlsx?volume=1
func (s *Server) reviewBatch(c *gin.Context) {
	_, r, ok := s.result(c)
	if !ok {
		return
	}
	defer r.Close()
	name, data, err := r.Review(max(1, number(c.Query("volume"), 1)))
	if err != nil {
		refuseBatch(c, err)
		return
	}
	head(c, generator.MediaType(generator.XLSX), name, etag(data))
	c.Data(http.StatusOK, generator.MediaType(generator.XLSX), data)
}
