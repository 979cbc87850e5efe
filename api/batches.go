package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"kitei/api/batches"
	"kitei/batch"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// owner says whose batches a request may see: those of its API key, those of all
// who know the password, or, on a server that asks nobody, all there are.
func (s *Server) owner(c *gin.Context) string {
	switch {
	case s.access.Open:
		return "here"
	case s.access.holds(bearer(c.Request)):
		once := sha256.Sum256([]byte(bearer(c.Request)))
		twice := sha256.Sum256(once[:]) // what is kept opens nothing
		return "key " + hex.EncodeToString(twice[:8])
	}
	return "password"
}

// listBatches lists the batches of who asks, the newest first.
//
//	GET /v1/batches
func (s *Server) listBatches(c *gin.Context) {
	list, err := s.batches.List(c.Request.Context(), s.owner(c))
	if err != nil {
		refuseBatch(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, gin.H{"batches": list})
}

// checked reads what is wanted and looks at its list; false when it was answered
// with a problem.
func (s *Server) checked(c *gin.Context) (*wanted, *batches.Checked, bool) {
	w, ok := s.wanted(c)
	if !ok {
		return nil, nil, false
	}
	out, err := batches.Check(c.Request.Context(), s.generator, w.list, w.options)
	if err != nil {
		refuseError(c, err)
		return nil, nil, false
	}
	return w, out, true
}

// checkBatch says what is wrong with a list, and begins nothing. Faults are part
// of the answer.
//
//	POST /v1/batches/check
func (s *Server) checkBatch(c *gin.Context) {
	_, checked, ok := s.checked(c)
	if !ok {
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, checked)
}

// beginBatch begins a batch. Faulty rows are left out and named, unless no row is
// good, or the list as a whole is faulty.
//
//	POST /v1/batches
func (s *Server) beginBatch(c *gin.Context) {
	w, checked, ok := s.checked(c)
	if !ok {
		return
	}
	if faults := allFaults(checked); checked.Good == 0 {
		refuseList(c, faults)
		return
	}
	j, err := s.batches.Begin(c.Request.Context(), batches.Order{Owner: s.owner(c), Source: w.source, Options: w.options, Hook: w.hook}, w.list)
	if err != nil {
		refuseBatch(c, err)
		return
	}
	c.Header("Location", "/v1/batches/"+j.ID())
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusAccepted, gin.H{"id": j.ID()})
}

// allFaults are the faults of a list of which nothing can be made.
func allFaults(c *batches.Checked) []members.Fault {
	out := c.Faults
	for _, r := range c.Rows {
		out = append(out, r.Faults...)
	}
	return out
}

// job finds the batch of the path; false when it was answered with a problem.
func (s *Server) job(c *gin.Context) (*batches.Job, bool) {
	j, err := s.batches.Get(c.Request.Context(), s.owner(c), c.Param("id"))
	if err != nil {
		refuseBatch(c, err)
		return nil, false
	}
	return j, true
}

// maxFailures is how many failed rows one answer holds.
const maxFailures = 1000

// batchState is a batch with a part of its failed rows.
type batchState struct {
	batches.View
	Failures batchFailures `json:"failures"`
}

type batchFailures struct {
	Total int                 `json:"total"`
	From  int                 `json:"from"`
	Rows  []batches.FaultyRow `json:"rows"`
}

// getBatch tells how far a batch is, and which rows failed.
//
//	GET /v1/batches/{id}?failures_from=0&failures_limit=100
func (s *Server) getBatch(c *gin.Context) {
	j, ok := s.job(c)
	if !ok {
		return
	}
	state, err := stateOf(c.Request.Context(), j, number(c.Query("failures_from"), 0), number(c.Query("failures_limit"), 100))
	if err != nil {
		refuseBatch(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, state)
}

func stateOf(ctx context.Context, j *batches.Job, from, limit int) (*batchState, error) {
	rows, total, err := j.Failures(ctx, from, limit)
	if err != nil {
		return nil, err
	}
	if rows == nil {
		rows = []batches.FaultyRow{}
	}
	return &batchState{j.View(), batchFailures{total, from, rows}}, nil
}

// number is a whole number of a query, from 0; def where there is none.
func number(text string, def int) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return n
	}
	return def
}

// retryBatch makes the failed rows again, of the same list or of a mended one.
//
//	POST /v1/batches/{id}/retry
func (s *Server) retryBatch(c *gin.Context) {
	j, ok := s.job(c)
	if !ok {
		return
	}
	source, list, ok := s.mended(c, j)
	if !ok {
		return
	}
	if err := j.Retry(c.Request.Context(), source, list); err != nil {
		refuseBatch(c, err)
		return
	}
	c.Header("Location", "/v1/batches/"+j.ID())
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusAccepted, gin.H{"id": j.ID(), "unchanged_rows": j.View().Unchanged})
}

// deleteBatch cancels a batch that runs, and removes one that is at its end.
//
//	DELETE /v1/batches/{id}
func (s *Server) deleteBatch(c *gin.Context) {
	j, ok := s.job(c)
	if !ok {
		return
	}
	c.Header("Cache-Control", "no-store")
	if j.View().State == batches.Running {
		if err := j.Cancel(c.Request.Context()); err != nil {
			refuseBatch(c, err)
			return
		}
		c.JSON(http.StatusOK, j.View())
		return
	}
	if err := j.Forget(c.Request.Context()); err != nil {
		refuseBatch(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}

// batchRefusals are the errors of batches, with what is answered.
var batchRefusals = []struct {
	err    error
	status int
	code   string
	after  time.Duration // Retry-After
}{
	{batches.ErrUnknown, http.StatusNotFound, "no_such_batch", 0},
	{batches.ErrRunning, http.StatusConflict, "batch_running", 0},
	{batches.ErrNothing, http.StatusConflict, "batch_nothing_failed", 0},
	{batches.ErrNoResult, http.StatusConflict, "batch_no_result", 0},
	{batches.ErrBusyHere, http.StatusTooManyRequests, "batch_too_many", time.Minute},
	{batches.ErrKept, http.StatusTooManyRequests, "batch_kept", time.Hour},
	{batches.ErrBusy, http.StatusServiceUnavailable, "batch_busy", time.Minute},
	{batches.ErrOff, http.StatusServiceUnavailable, "batch_off", 0},
	{batches.ErrClosed, http.StatusServiceUnavailable, "full", 10 * time.Second},
	{batches.ErrFolder, http.StatusServiceUnavailable, "batch_folder", 0},
	{batches.ErrQueue, http.StatusServiceUnavailable, "batch_queue", time.Minute},
	{batch.ErrUnreachable, http.StatusServiceUnavailable, "batch_queue", time.Minute},
	{batch.ErrInUse, http.StatusServiceUnavailable, "batch_in_use", time.Minute},
}

// batchRefusal finds what is answered to an error of a batch; "" when it is no
// such error.
func batchRefusal(err error) (status int, code string, after time.Duration) {
	if batch.IsFull(err) {
		return http.StatusServiceUnavailable, "batch_disk_full", time.Minute
	}
	for _, r := range batchRefusals {
		if errors.Is(err, r.err) {
			return r.status, r.code, r.after
		}
	}
	return 0, "", 0
}

// batchFaults are the errors of batches that are faults of what was sent.
func batchFaults(err error) error {
	for _, f := range []struct {
		err           error
		pointer, code string
	}{
		{batches.ErrHookAddress, "/webhook", "webhook_address"},
		{batches.ErrHookHost, "/webhook", "webhook_not_allowed"},
		{batches.ErrRows, "/members", "batch_rows"},
		{batch.ErrShorter, "/members", "batch_shorter"},
		{batch.ErrEmpty, "/members", "list_no_company"},
	} {
		if errors.Is(err, f.err) {
			return profile.Faults{profile.NewFault(f.pointer, f.code, nil)}
		}
	}
	return err
}

// refuseBatch answers an error of a batch.
func refuseBatch(c *gin.Context, err error) {
	status, code, after := batchRefusal(err)
	if code == "" {
		refuseError(c, batchFaults(err))
		return
	}
	if after > 0 {
		c.Header("Retry-After", strconv.Itoa(int(after.Seconds())))
	}
	if status >= http.StatusInternalServerError {
		logOf(c).Warn("batch", "error", batch.Reason(err))
	}
	refuse(c, status, code)
}
