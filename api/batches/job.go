package batches

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kitei/batch"
	"kitei/generator"
	"kitei/generator/members"
)

// Job is one batch of a keeper.
type Job struct {
	keeper    *Keeper
	id, owner string
	folder    *batch.Folder

	working sync.Mutex   // one of begin, cancel, retry and forget at a time
	results sync.RWMutex // read while results are handed out

	mu       sync.Mutex // what follows
	meta     meta
	list     *members.List // while it runs
	ended    chan struct{} // closed when the run is over
	start0   time.Time     // of the run; zero before its first report
	first    int           // rows that were finished then
	sequence uint64
	watching map[chan struct{}]struct{}
	gone     chan struct{} // closed when there is no more to come
	failures failures
}

func newJob(k *Keeper, m *meta) *Job {
	dir := k.jobDir(m.ID)
	return &Job{
		keeper: k, id: m.ID, owner: m.Owner, meta: *m, watching: map[chan struct{}]struct{}{}, gone: make(chan struct{}), sequence: 1,
		folder: &batch.Folder{Root: filepath.Join(dir, "files"), Parts: filepath.Join(dir, "parts"), Fault: k.conf.Fault},
	}
}

// ID names the job.
func (j *Job) ID() string { return j.id }

// MaxRows is how many rows a mended list may have.
func (j *Job) MaxRows() int { return j.keeper.MaxRows() }

// known is what is known of the job now.
func (j *Job) known() meta {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.meta
}

// change changes what is known of the job, keeps it, and tells who watches. What
// could not be kept is changed all the same.
func (j *Job) change(edit func(*meta)) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	edit(&j.meta)
	j.tell()
	return j.meta.save(j.keeper.jobDir(j.id))
}

// start runs the job in the background. No list = the one that was kept.
func (j *Job) start(e *batch.Engine, list *members.List) {
	j.mu.Lock()
	j.list, j.start0, j.ended = list, time.Time{}, make(chan struct{})
	ended := j.ended
	j.mu.Unlock()
	j.keeper.work.Go(func() {
		defer close(ended)
		j.run(j.keeper.ctx, e, list)
	})
}

// run makes what is missing, and says at the end how it went. When the server
// ends, the job stays as it is, to be taken up by the next one.
func (j *Job) run(ctx context.Context, e *batch.Engine, list *members.List) {
	b, list, err := j.resume(ctx, e, list)
	if err == nil {
		j.mu.Lock()
		j.list = list
		j.mu.Unlock()
		err = b.Run(ctx, j.report)
	}
	state, problem := Finished, ""
	switch {
	case ctx.Err() != nil:
		return
	case errors.Is(err, batch.ErrCancelled):
		state = Cancelled
	case batch.IsFull(err):
		state, problem = Stopped, DiskFull
	case err != nil:
		state, problem = Stopped, Broken
		j.keeper.conf.Log.Error("batch stopped", "batch", j.id, "error", batch.Reason(err))
	}
	var out *batch.Output
	if b != nil && err == nil || state == Cancelled {
		out, err = j.finish(ctx, b, list)
		switch {
		case ctx.Err() != nil:
			return
		case batch.IsFull(err):
			state, problem = Stopped, DiskFull
		case err != nil:
			state, problem = Stopped, Broken
			j.keeper.conf.Log.Error("batch not finished", "batch", j.id, "error", batch.Reason(err))
		}
	}
	ended := j.keeper.conf.Now().UTC()
	err = j.change(func(m *meta) {
		j.list = nil
		m.State, m.Problem, m.Ended = state, problem, ended
		m.Names, m.Last, m.Tag = nil, 0, ""
		if state != Stopped {
			m.Names, m.Last, m.Progress = out.Names, out.Last, out.Progress
			m.Tag = j.tag()
		}
		m.Hook = m.Hook.due(m.Ended)
	})
	if err != nil {
		j.keeper.conf.Log.Error("the end of a batch was not kept", "batch", j.id, "error", err.Error())
	}
	j.keeper.conf.Log.Info("batch", "batch", j.id, "state", string(state))
	if j.known().Hook != nil {
		j.keeper.work.Go(func() { j.callHook(ended) })
	}
}

// resume finds the batch of the job, or begins it where the last server did not
// come to that.
func (j *Job) resume(ctx context.Context, e *batch.Engine, list *members.List) (*batch.Batch, *members.List, error) {
	m := j.known()
	if list == nil {
		source, err := m.source(j.keeper.jobDir(j.id))
		if err != nil {
			return nil, nil, err
		}
		if list, _, err = source.Read(math.MaxInt); err != nil {
			return nil, nil, err
		}
	}
	b, err := e.Resume(ctx, j.id, j.folder)
	if errors.Is(err, batch.ErrUnknown) || err == nil && b.Plan().State == batch.Loading {
		b, err = e.BeginAs(ctx, j.id, m.Options, batch.ListOf(list, m.Options), j.folder)
	}
	return b, list, err
}

// finish writes what stands beside the companies' folders, and then fetches those
// that are told of: after a cancel, workers elsewhere still end the rows that they
// have in hand.
func (j *Job) finish(ctx context.Context, b *batch.Batch, list *members.List) (*batch.Output, error) {
	out, err := b.Finish(ctx, list)
	if err != nil {
		return nil, err
	}
	if err := b.Gather(ctx); err != nil {
		return nil, err
	}
	return out, keepFailures(j.keeper.jobDir(j.id), out.Failed)
}

// tag names what the ZIP holds: its manifest has the hash of every document.
func (j *Job) tag() string {
	data, err := os.ReadFile(filepath.Join(j.folder.Root, generator.ManifestName))
	if err != nil {
		return ""
	}
	return hash(data)
}

// report takes the progress of the run.
func (j *Job) report(p batch.Progress) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.meta.Progress = p
	if j.start0.IsZero() {
		j.start0, j.first = j.keeper.conf.Now(), p.Done+p.Failed
	}
	j.tell()
}

// View shows the job.
func (j *Job) View() View {
	j.mu.Lock()
	defer j.mu.Unlock()
	m := &j.meta
	v := View{
		ID: m.ID, State: m.State, Problem: m.Problem, Created: m.Created, Ended: m.Ended, List: m.List, Options: m.Options,
		Progress: m.Progress, Left: m.Progress.Left(), Remaining: -1, Result: "none", Unchanged: append([]int{}, m.Unchanged...), Hook: m.Hook.view(), sequence: j.sequence,
	}
	if m.State != Running {
		v.Expires = m.Ended.Add(j.keeper.conf.Lifetime)
	}
	if len(m.Names) > 0 && m.State != Running {
		v.Result = "partial"
		if m.State == Finished && m.Progress.Failed == 0 {
			v.Result = "whole"
		}
		v.Reviews = len(m.Names) - 1
	}
	if made := m.Progress.Done + m.Progress.Failed - j.first; m.State == Running && !j.start0.IsZero() && made > 0 {
		if took := j.keeper.conf.Now().Sub(j.start0).Seconds(); took > 0 {
			v.Rate = float64(made) / took
			v.Remaining = int(float64(v.Left)/v.Rate + 0.5)
		}
	}
	return v
}

// Watch gives a channel that says whenever the job changed, and ends it.
func (j *Job) Watch() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.watching[c] = struct{}{}
	return c, func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		delete(j.watching, c)
	}
}

// Gone is closed when there is no more to come: the job was removed, or the
// server ends.
func (j *Job) Gone() <-chan struct{} { return j.gone }

// tell tells who watches. The lock is held.
func (j *Job) tell() {
	j.sequence++
	for c := range j.watching {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// hush ends watching.
func (j *Job) hush() {
	j.mu.Lock()
	defer j.mu.Unlock()
	select {
	case <-j.gone:
	default:
		close(j.gone)
	}
}
