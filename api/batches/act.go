package batches

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"kitei/batch"
	"kitei/generator/members"
)

// Cancel stops a running job. What was made stays, and can be fetched.
func (j *Job) Cancel(ctx context.Context) error {
	j.working.Lock()
	defer j.working.Unlock()
	if j.View().State != Running {
		return nil
	}
	e, err := j.keeper.open(ctx)
	if err != nil {
		return err
	}
	short, end := inTime(ctx)
	b, err := e.Resume(short, j.id, j.folder)
	if err == nil {
		err = b.Cancel(short)
	}
	if err := end(err); err != nil {
		return err
	}
	j.mu.Lock()
	ended := j.ended
	j.mu.Unlock()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Retry makes again what failed, and what a cancel or a full disk left over. The
// mended list takes the place of the first; nil = that list again. Rows that are
// done stay as they are, see [View.Unchanged].
func (j *Job) Retry(ctx context.Context, source *Source, list *members.List) error {
	j.working.Lock()
	defer j.working.Unlock()
	v := j.View()
	switch {
	case v.State == Running:
		return ErrRunning
	case v.State == Finished && v.Progress.Failed == 0:
		return ErrNothing
	case list != nil && len(list.Rows) > j.keeper.conf.Limits.Rows:
		return ErrRows
	case !j.results.TryLock(): // somebody fetches the results
		return ErrRunning
	}
	defer j.results.Unlock()
	e, err := j.keeper.open(ctx)
	if err == nil {
		err = room(j.keeper.conf.Dir)
	}
	if err != nil {
		return err
	}
	short, end := inTime(ctx)
	b, err := e.Resume(short, j.id, j.folder)
	var changed []int
	if err == nil || errors.Is(err, batch.ErrUnknown) {
		changed, err = j.again(short, b, source, list)
	}
	if err := end(err); err != nil {
		return err
	}
	err = j.change(func(m *meta) {
		m.State, m.Problem, m.Names, m.Unchanged = Running, "", nil, changed
		if list != nil {
			m.List, m.Progress.Total = source.Name, len(list.Rows)
			if m.Common = ""; source.Common != nil {
				m.Common = source.Common.Name
			}
		}
		m.Progress.Failed = 0
		m.Hook = m.Hook.rest()
		j.failures = failures{}
	})
	if err != nil {
		return err
	}
	j.start(e, list)
	return nil
}

// again hands the mended list to the engine. The source is kept first: it is put
// back when the engine refuses the list.
func (j *Job) again(ctx context.Context, b *batch.Batch, source *Source, list *members.List) ([]int, error) {
	if b == nil { // it stopped before it was begun
		return nil, nil
	}
	if list == nil {
		_, err := b.Retry(ctx, nil)
		return nil, err
	}
	dir := j.keeper.jobDir(j.id)
	m := j.known()
	before, err := m.source(dir)
	if err != nil {
		return nil, err
	}
	if err := source.keep(dir); err != nil {
		return nil, err
	}
	changed, err := b.Retry(ctx, batch.ListOf(list, m.Options))
	if err != nil {
		return nil, errors.Join(err, before.keep(dir))
	}
	return changed, nil
}

// Source is the list of the job as it was sent: a mended list may come without
// the common profile.
func (j *Job) Source() (*Source, error) {
	m := j.known()
	return m.source(j.keeper.jobDir(j.id))
}

// Forget removes a job that is at its end, with its results.
func (j *Job) Forget(ctx context.Context) error {
	j.working.Lock()
	defer j.working.Unlock()
	if j.View().State == Running || !j.results.TryLock() {
		return ErrRunning
	}
	defer j.results.Unlock()
	e, err := j.keeper.open(ctx)
	if err != nil {
		return err
	}
	short, end := inTime(ctx)
	b, err := e.Resume(short, j.id, j.folder)
	switch {
	case err == nil:
		err = b.Delete(short)
	case errors.Is(err, batch.ErrUnknown):
		err = nil
	}
	if err := end(err); err != nil {
		return err
	}
	dir := j.keeper.jobDir(j.id)
	j.mu.Lock() // nothing is kept from here on
	err = os.RemoveAll(filepath.Join(dir, metaFile))
	if err == nil {
		err = os.RemoveAll(dir)
	}
	j.mu.Unlock()
	if err != nil {
		return err
	}
	j.keeper.drop(j)
	j.hush()
	return nil
}
