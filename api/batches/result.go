package batches

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"kitei/batch"
	"kitei/generator/members"
)

// ErrNoResult says that there is nothing to fetch.
var ErrNoResult = errors.New("the batch has no result")

// A Result is what a job at its end hands out; Close it.
type Result struct {
	job   *Job
	batch *batch.Batch
	out   *batch.Output
	Tag   string // the same for the same bytes
	Whole bool   // every row was made
}

// Result opens the results of a job.
func (j *Job) Result(ctx context.Context) (*Result, error) {
	j.results.RLock()
	r, err := j.result(ctx)
	if err != nil {
		j.results.RUnlock()
	}
	return r, err
}

func (j *Job) result(ctx context.Context) (*Result, error) {
	v := j.View()
	switch {
	case v.State == Running:
		return nil, ErrRunning
	case v.Result == "none":
		return nil, ErrNoResult
	}
	e, err := j.keeper.open(ctx)
	if err != nil {
		return nil, err
	}
	b, err := e.Resume(ctx, j.id, j.folder)
	if errors.Is(err, batch.ErrUnknown) {
		return nil, ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return &Result{j, b, &batch.Output{Names: j.meta.Names, Last: j.meta.Last}, j.meta.Tag, v.Result == "whole"}, nil
}

// Close lets the results be changed and removed again.
func (r *Result) Close() { r.job.results.RUnlock() }

// WriteZIP writes all that was made: the bytes are those of `kitei batch`.
func (r *Result) WriteZIP(ctx context.Context, w io.Writer) error {
	return r.batch.WriteZIP(ctx, r.out, w)
}

// Review opens a volume of the 確認表, from 1, and gives its name.
func (r *Result) Review(volume int) (string, []byte, error) {
	for _, name := range r.out.Names {
		if path.Ext(name) != ".xlsx" {
			continue
		}
		if volume--; volume == 0 {
			data, err := os.ReadFile(filepath.Join(r.job.folder.Root, name)) //nolint:gosec // below our own folder
			return name, data, err
		}
	}
	return "", nil, ErrNoResult
}

// failures are the failed rows of a running job, as they were read last.
type failures struct {
	count int
	rows  []FaultyRow
}

const failuresFile = "failures.json"

func keepFailures(dir string, failed []batch.Record) error {
	rows := make([]FaultyRow, len(failed))
	for i, r := range failed {
		rows[i] = FaultyRow{r.Row, r.Company, r.Faults}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return replace(dir, failuresFile, text)
}

// Failures gives the failed rows in the order of the list: those from a place on,
// at most limit, and how many there are.
func (j *Job) Failures(ctx context.Context, from, limit int) ([]FaultyRow, int, error) {
	rows, err := j.failed(ctx)
	if err != nil {
		return nil, 0, err
	}
	from = min(max(from, 0), len(rows))
	return rows[from:min(from+limit, len(rows))], len(rows), nil
}

func (j *Job) failed(ctx context.Context) ([]FaultyRow, error) {
	v := j.View()
	if v.Progress.Failed == 0 && v.State == Running {
		return nil, nil
	}
	j.mu.Lock()
	list, cached := j.list, j.failures
	j.mu.Unlock()
	if cached.count > 0 && cached.count == v.Progress.Failed {
		return cached.rows, nil
	}
	text, err := os.ReadFile(filepath.Join(j.keeper.jobDir(j.id), failuresFile))
	switch {
	case v.State != Running && err == nil:
		err = json.Unmarshal(text, &cached.rows)
	case v.State != Running && !errors.Is(err, fs.ErrNotExist):
	default:
		cached.rows, err = j.readFailed(ctx, list)
	}
	if err != nil {
		return nil, err
	}
	cached.count = v.Progress.Failed
	if len(cached.rows) == cached.count {
		j.mu.Lock()
		j.failures = cached
		j.mu.Unlock()
	}
	return cached.rows, nil
}

// readFailed reads the records of the failed rows.
func (j *Job) readFailed(ctx context.Context, list *members.List) ([]FaultyRow, error) {
	e, err := j.keeper.open(ctx)
	if err != nil {
		return nil, err
	}
	b, err := e.Resume(ctx, j.id, j.folder)
	if errors.Is(err, batch.ErrUnknown) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []FaultyRow
	for r, err := range b.Failed(ctx) {
		if err != nil {
			return nil, err
		}
		batch.Locate(list, r)
		out = append(out, FaultyRow{r.Row, r.Company, r.Faults})
	}
	return out, nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
