package batches

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"kitei/batch"
	"kitei/generator"
)

// Config is what a keeper is made with.
type Config struct {
	Generator *generator.Generator
	Dir       string        // "" = there are no batches
	URL       string        // NATS servers elsewhere; "" = the one inside this process
	Creds     string        // file with the credentials for them
	Workers   int           // companies made at a time; 0 = one processor is left to those who wait at a screen
	Lifetime  time.Duration // of a batch after its end; 0 = 7 days
	Limits    Limits
	Hooks     Hooks
	Now       func() time.Time
	Log       *slog.Logger // ids, counts and codes; never a value
	Fault     func() error // of a test: see [batch.Folder]
}

// Limits hold a keeper to what it can do. Zero fields take the defaults.
type Limits struct {
	Rows      int // of one list; default 10,000
	Open      int // batches that are not at their end; default 8
	OpenOwner int // of one owner; default 4
	Kept      int // batches of one owner, those at their end among them; default 50
}

func (l Limits) defaults() Limits {
	for v, d := range map[*int]int{&l.Rows: 10_000, &l.Open: 8, &l.OpenOwner: 4, &l.Kept: 50} {
		if *v == 0 {
			*v = d
		}
	}
	return l
}

// The errors of a keeper, beside those of package batch.
var (
	ErrOff      = errors.New("this server has no folder for batches")
	ErrFolder   = errors.New("the folder for batches can't be used")
	ErrClosed   = errors.New("the server is ending")
	ErrUnknown  = errors.New("there is no such batch")
	ErrBusy     = errors.New("too many batches are running")
	ErrBusyHere = errors.New("too many batches of this owner are running")
	ErrKept     = errors.New("too many batches of this owner are kept")
	ErrRows     = errors.New("the list has too many rows")
	ErrRunning  = errors.New("the batch is running")
	ErrNothing  = errors.New("there is nothing to make again")
	ErrShorter  = errors.New("the mended list lacks rows that are done")
)

// Keeper keeps the batches of a server.
type Keeper struct {
	conf   Config
	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	work   sync.WaitGroup

	opening sync.Mutex
	engine  *batch.Engine // nil until the first need

	mu      sync.Mutex
	jobs    map[string]*Job
	taken   chan struct{} // closed when the batches of the last run are known
	closed  bool
	trouble error // of the last try to open the engine
}

// New makes a keeper. It does nothing before [Keeper.Start].
func New(conf Config) *Keeper {
	conf.Limits = conf.Limits.defaults()
	if conf.Lifetime == 0 {
		conf.Lifetime = 7 * 24 * time.Hour
	}
	if conf.Now == nil {
		conf.Now = time.Now
	}
	if conf.Log == nil {
		conf.Log = slog.New(slog.DiscardHandler)
	}
	k := &Keeper{conf: conf, jobs: map[string]*Job{}, taken: make(chan struct{})}
	k.ctx, k.cancel = context.WithCancel(context.Background())
	if conf.Dir == "" {
		close(k.taken)
	}
	return k
}

const (
	tidyEvery   = 10 * time.Minute // how often batches whose time is over are looked for
	reopenEvery = 5 * time.Second  // how often what was left is tried again: the queue of another computer may start later
)

// Start takes up in the background what an earlier run left, and removes what
// has had its time. Where nothing was left, nothing is opened.
func (k *Keeper) Start() {
	if k.conf.Dir == "" {
		return
	}
	k.work.Go(func() {
		missing := k.leftovers()
		take := func() {
			if !missing {
				return
			}
			_, err := k.open(k.ctx)
			if missing = err != nil; missing {
				k.conf.Log.Warn("batches of the last run", "error", batch.Reason(err))
			}
		}
		take()
		close(k.taken)
		tidy, reopen := time.NewTicker(tidyEvery), time.NewTicker(reopenEvery)
		defer tidy.Stop()
		defer reopen.Stop()
		for k.tidy(); ; {
			select {
			case <-k.ctx.Done():
				return
			case <-tidy.C:
				k.tidy()
			case <-reopen.C:
				take()
			}
		}
	})
}

// Close stops what runs, which goes on at the next start, and closes the engine.
// Who watches a batch is told that there is no more to come.
func (k *Keeper) Close() error {
	k.mu.Lock()
	k.closed = true
	k.mu.Unlock()
	k.cancel()
	k.Hush()
	k.work.Wait()
	k.opening.Lock()
	defer k.opening.Unlock()
	if k.engine == nil {
		return nil
	}
	err := k.engine.Close()
	k.engine = nil
	return err
}

// MaxRows is how many rows a list may have.
func (k *Keeper) MaxRows() int { return k.conf.Limits.Rows }

// HasHooks tells whether anybody may be called at the end of a batch.
func (k *Keeper) HasHooks() bool { return len(k.conf.Hooks.Hosts) > 0 }

// Lifetime is how long a batch is kept after its end.
func (k *Keeper) Lifetime() time.Duration { return k.conf.Lifetime }

func (k *Keeper) jobDir(id string) string { return filepath.Join(k.conf.Dir, "batches", id) }

// leftovers tells whether an earlier run left batches.
func (k *Keeper) leftovers() bool {
	entries, err := os.ReadDir(filepath.Join(k.conf.Dir, "batches"))
	return err == nil && len(entries) > 0
}

// open opens the engine at the first need, and takes up what was left.
func (k *Keeper) open(ctx context.Context) (*batch.Engine, error) {
	if k.conf.Dir == "" {
		return nil, ErrOff
	}
	k.opening.Lock()
	defer k.opening.Unlock()
	e, err := k.engineOf(ctx)
	k.mu.Lock()
	k.trouble = err
	k.mu.Unlock()
	return e, err
}

func (k *Keeper) engineOf(ctx context.Context) (*batch.Engine, error) {
	if k.engine != nil {
		return k.engine, nil
	}
	if k.ctx.Err() != nil {
		return nil, ErrClosed
	}
	if err := os.MkdirAll(filepath.Join(k.conf.Dir, "batches"), 0o700); err != nil {
		return nil, errors.Join(ErrFolder, err)
	}
	if err := os.Chmod(k.conf.Dir, 0o700); err != nil { //nolint:gosec // G302: a folder
		return nil, errors.Join(ErrFolder, err)
	}
	e, err := batch.Start(ctx, batch.Config{
		Generator: k.conf.Generator, Dir: filepath.Join(k.conf.Dir, "queue"), URL: k.conf.URL, Creds: k.conf.Creds,
		Workers: workers(k.conf.Workers), Lifetime: k.conf.Lifetime, Now: k.conf.Now, Log: k.conf.Log,
	})
	if err != nil {
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
			err = errors.Join(ErrFolder, err)
		}
		return nil, err
	}
	if err := k.takeUp(ctx, e); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	k.engine = e
	return e, nil
}

// queue tells apart the servers that know the batches; their address may hold a
// password. "" = the one inside.
func (k *Keeper) queue() string {
	if k.conf.URL == "" {
		return ""
	}
	return hash([]byte(k.conf.URL))
}

// takeUp reads what an earlier run left, goes on with what was not finished, and
// throws away what was cut off while it was made or removed.
func (k *Keeper) takeUp(ctx context.Context, e *batch.Engine) error {
	entries, err := os.ReadDir(filepath.Join(k.conf.Dir, "batches"))
	if err != nil {
		return errors.Join(ErrFolder, err)
	}
	plans, err := e.Plans(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range plans {
		known[p.ID] = true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, entry := range entries {
		dir := k.jobDir(entry.Name())
		m, err := readMeta(dir)
		if err == nil && m.State != Running && m.Queue != k.queue() && k.conf.Now().Before(m.Ended.Add(k.conf.Lifetime)) {
			continue // those servers may be asked again
		}
		if err != nil || m.ID != entry.Name() || m.State != Running && !known[m.ID] {
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				k.conf.Log.Error("batch", "batch", entry.Name(), "error", err.Error())
				continue // not ours to throw away
			}
			if err := os.RemoveAll(dir); err != nil {
				return errors.Join(ErrFolder, err)
			}
			continue
		}
		delete(known, m.ID)
		m.Queue = k.queue()
		if k.jobs[m.ID] != nil {
			continue
		}
		j := newJob(k, m)
		k.jobs[m.ID] = j
		switch {
		case m.State == Running:
			j.start(e, nil)
		case m.Hook != nil && !m.Hook.over():
			k.work.Go(func() { j.callHook(m.Ended) })
		}
	}
	if k.conf.URL != "" {
		return nil // those of others are there too
	}
	for id := range known {
		b, err := e.Resume(ctx, id, &batch.Folder{Root: filepath.Join(k.jobDir(id), "files"), Parts: filepath.Join(k.jobDir(id), "parts")})
		if err == nil {
			err = errors.Join(b.Delete(ctx), os.RemoveAll(k.jobDir(id)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Hush tells all who watch that there is no more to come, so that the server can
// end while batches run.
func (k *Keeper) Hush() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, j := range k.jobs {
		j.hush()
	}
}

// Trouble is why the batches of the last run can't be shown; nil = they can.
func (k *Keeper) Trouble() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.trouble
}

// known waits until the batches of the last run are known.
func (k *Keeper) known(ctx context.Context) error {
	select {
	case <-k.taken:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-k.ctx.Done():
		return ErrClosed
	}
}

// Get finds a batch of an owner. That of somebody else does not exist.
func (k *Keeper) Get(ctx context.Context, owner, id string) (*Job, error) {
	if err := k.known(ctx); err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	j := k.jobs[id]
	if j == nil || j.owner != owner {
		return nil, ErrUnknown
	}
	return j, nil
}

// List gives the batches of an owner, the newest first.
func (k *Keeper) List(ctx context.Context, owner string) ([]View, error) {
	if err := k.known(ctx); err != nil {
		return nil, err
	}
	k.mu.Lock()
	var mine []*Job
	for _, j := range k.jobs {
		if j.owner == owner {
			mine = append(mine, j)
		}
	}
	k.mu.Unlock()
	out := make([]View, len(mine))
	for i, j := range mine {
		out[i] = j.View()
	}
	slices.SortFunc(out, func(a, b View) int {
		if c := b.Created.Compare(a.Created); c != 0 {
			return c
		}
		return compare(a.ID, b.ID)
	})
	return out, nil
}

// tidy removes batches whose time is over.
func (k *Keeper) tidy() {
	k.mu.Lock()
	var over []*Job
	for _, j := range k.jobs {
		if v := j.View(); !v.Expires.IsZero() && !k.conf.Now().Before(v.Expires) {
			over = append(over, j)
		}
	}
	k.mu.Unlock()
	for _, j := range over {
		if err := j.Forget(k.ctx); err != nil && k.ctx.Err() == nil {
			k.conf.Log.Warn("not removed", "batch", j.id, "error", batch.Reason(err))
		}
	}
}

// isID are the ids of batches: nobody can guess one.
var isID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// NewID makes an id.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	return hex.EncodeToString(b[:])
}
