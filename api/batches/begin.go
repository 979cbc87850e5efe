package batches

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"kitei/batch"
	"kitei/generator/members"
)

// An Order is a batch that somebody wants.
type Order struct {
	ID      string // "" = a new one; the same id twice is the same batch, however often it is sent
	Owner   string
	Source  *Source
	Options batch.Options
	Hook    string // address to call at the end; "" = none
}

// Begin begins a batch of a list that was read from the order's source and
// checked, and gives it back while it runs.
func (k *Keeper) Begin(ctx context.Context, o Order, list *members.List) (*Job, error) {
	if len(list.Rows) > k.conf.Limits.Rows {
		return nil, ErrRows
	}
	var hook *Hook
	if o.Hook != "" {
		var err error
		if hook, err = k.conf.Hooks.take(o.Hook); err != nil {
			return nil, err
		}
	}
	e, err := k.open(ctx)
	if err == nil {
		err = room(k.conf.Dir)
	}
	if err != nil {
		return nil, err
	}
	j, there, err := k.reserve(o, hook)
	if err != nil || there {
		return j, err
	}
	defer j.working.Unlock()
	if err := j.begin(ctx, e, o.Source, list); err != nil {
		k.drop(j)
		k.work.Go(func() { // what the engine has of it already; a full disk may make that last
			if b, err := e.Resume(k.ctx, j.id, j.folder); err == nil {
				_ = b.Delete(k.ctx) // else at the next start
			}
		})
		return nil, errors.Join(err, os.RemoveAll(k.jobDir(j.id)))
	}
	j.start(e, list)
	return j, nil
}

// reserve takes a place among the batches, or finds the one of the same id. A new
// job is being worked on.
func (k *Keeper) reserve(o Order, hook *Hook) (j *Job, there bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil, false, ErrClosed
	}
	if j := k.jobs[o.ID]; j != nil && j.owner == o.Owner {
		return j, true, nil
	} else if j != nil || !isID.MatchString(o.ID) {
		o.ID = NewID()
	}
	open, mine, kept := 0, 0, 0
	for _, j := range k.jobs {
		running := j.View().State == Running
		if running {
			open++
		}
		if j.owner == o.Owner {
			kept++
			if running {
				mine++
			}
		}
	}
	switch {
	case mine >= k.conf.Limits.OpenOwner:
		return nil, false, ErrBusyHere
	case open >= k.conf.Limits.Open:
		return nil, false, ErrBusy
	case kept >= k.conf.Limits.Kept:
		return nil, false, ErrKept
	}
	m := &meta{ID: o.ID, Owner: o.Owner, Created: k.conf.Now().UTC(), State: Running, Options: o.Options, List: o.Source.Name, Hook: hook, Queue: k.queue()}
	if o.Source.Common != nil {
		m.Common = o.Source.Common.Name
	}
	j = newJob(k, m)
	j.working.Lock()
	k.jobs[o.ID] = j
	return j, false, nil
}

func (k *Keeper) drop(j *Job) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.jobs, j.id)
}

// begin keeps the source and gives the list to the engine.
func (j *Job) begin(ctx context.Context, e *batch.Engine, source *Source, list *members.List) error {
	dir := j.keeper.jobDir(j.id)
	if err := os.MkdirAll(filepath.Join(dir, "files"), 0o700); err != nil {
		return err
	}
	if err := source.keep(dir); err != nil {
		return err
	}
	if err := j.change(func(m *meta) { m.Progress.Total = len(list.Rows) }); err != nil {
		return err
	}
	ctx, end := inTime(ctx)
	_, err := e.BeginAs(ctx, j.id, j.meta.Options, batch.ListOf(list, j.meta.Options), j.folder)
	return end(err)
}
