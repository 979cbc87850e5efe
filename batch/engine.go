package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"kitei/generator"
)

// Config says where an engine keeps things and how much it does at a time.
type Config struct {
	Generator *generator.Generator
	Dir       string        // a folder that nobody else may use: the store of the server inside this process
	URL       string        // servers elsewhere, in place of the one inside; Dir may be empty then
	Creds     string        // file with the credentials for them; may be empty
	Replicas  int           // of what a cluster keeps; 0 = as many as the cluster has servers, at most 3
	Workers   int           // companies made at a time; 0 = one a processor and one more, < 0 = none
	Lifetime  time.Duration // how long a cluster keeps the files of a batch, and after its last run at least the batch; 0 = 7 days
	Window    int           // rows of a batch dealt out at a time and not finished; 0 = 8 a worker, with servers elsewhere 256
	AckWait   time.Duration // after which a silent worker is taken for dead; 0 = 30 s
	Now       func() time.Time
	Log       *slog.Logger // ids, counts and codes; never a value

	render func(context.Context, *made, Plan, *keptRow, int) error // of a test: cheaper than documents
}

// The names of what an engine keeps on a server.
const (
	workStream = "KITEI_WORK"
	planBucket = "kitei-batches"
	fileBucket = "kitei-files"
)

// Engine runs batches.
type Engine struct {
	conf   Config
	inside *server.Server // nil when the servers are elsewhere
	unlock func()
	nc     *nats.Conn
	js     jetstream.JetStream
	plans  jetstream.KeyValue
	files  jetstream.ObjectStore // nil for a server inside: workers write to the folder

	folders sync.Map // id → *Folder, of a server inside
	worked  atomic.Int64
	render  func(context.Context, *made, Plan, *keptRow, int) error // a test has cheaper ones
	stop    context.CancelFunc
	running sync.WaitGroup
}

// Start opens the store, or connects to the servers, and starts the workers.
// [ErrInUse] when another process has the folder.
func Start(ctx context.Context, conf Config) (*Engine, error) {
	if conf.Workers == 0 {
		conf.Workers = runtime.GOMAXPROCS(0) + 1 // one waits for the disk
	}
	if conf.Lifetime == 0 {
		conf.Lifetime = 7 * 24 * time.Hour
	}
	if conf.Window == 0 && conf.URL == "" {
		conf.Window = 8 * max(conf.Workers, 1) // another batch waits for no more rows than these
	}
	if conf.Window == 0 {
		conf.Window = 256 // enough for the workers of many machines
	}
	if conf.AckWait == 0 {
		conf.AckWait = 30 * time.Second
	}
	if conf.Log == nil {
		conf.Log = slog.New(slog.DiscardHandler)
	}
	e := &Engine{conf: conf, unlock: func() {}, stop: func() {}}
	e.render = func(ctx context.Context, m *made, p Plan, k *keptRow, place int) error {
		return m.render(ctx, conf.Generator, p, k, place)
	}
	if conf.render != nil {
		e.render = conf.render
	}
	if err := e.open(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	work, stop := context.WithCancel(context.Background())
	e.stop = stop
	if err := e.startWorkers(ctx, work); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func (e *Engine) open(ctx context.Context) (err error) {
	if e.conf.Dir != "" || e.conf.URL == "" {
		release, err := lock(e.conf.Dir)
		if err != nil {
			return err
		}
		e.unlock = release
	}
	if e.conf.URL == "" {
		if e.inside, err = startServer(e.conf.Dir); err != nil {
			return err
		}
	}
	if e.nc, err = connect(e.inside, e.conf.URL, e.conf.Creds); err != nil {
		return err
	}
	if e.js, err = jetstream.New(e.nc, jetstream.WithPublishAsyncMaxPending(512)); err != nil {
		return err
	}
	if e.conf.Replicas == 0 {
		e.conf.Replicas = e.replicas()
	}
	if err := again(ctx, e.streams); err != nil {
		return fmt.Errorf("opening the queue: %w", full503(err))
	}
	return nil
}

// replicas is three in a cluster of three servers or more, else one.
func (e *Engine) replicas() int {
	if e.inside == nil && e.nc.ConnectedClusterName() != "" && len(e.nc.Servers()) >= 3 {
		return 3
	}
	return 1
}

// streams makes what every engine needs, where it is not there yet.
func (e *Engine) streams(ctx context.Context) error {
	_, err := e.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: workStream, Subjects: []string{"kitei.work.>"}, Storage: jetstream.FileStorage, Replicas: e.conf.Replicas,
		Retention: jetstream.WorkQueuePolicy, Discard: jetstream.DiscardNew, Duplicates: 2 * time.Minute,
	})
	if err != nil {
		return err
	}
	if e.plans, err = e.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: planBucket, Storage: jetstream.FileStorage, Replicas: e.conf.Replicas}); err != nil {
		return err
	}
	if e.inside != nil { // what lies in the queue is dealt out anew by who runs a batch
		work, err := e.js.Stream(ctx, workStream)
		if err != nil {
			return err
		}
		return work.Purge(ctx)
	}
	e.files, err = e.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{
		Bucket: fileBucket, Storage: jetstream.FileStorage, Replicas: e.conf.Replicas, TTL: e.conf.Lifetime,
	})
	return err
}

// Wait blocks until the engine's context ends: a worker of its own has nothing
// else to do.
func (e *Engine) Wait(ctx context.Context) { <-ctx.Done() }

// Worked is how many rows the workers of this engine have finished, failed ones
// among them.
func (e *Engine) Worked() int { return int(e.worked.Load()) }

// Close stops the workers, which hand back what they have in hand, and then the
// server inside.
func (e *Engine) Close() error {
	e.stop()
	e.running.Wait()
	if e.js != nil {
		e.js.CleanupPublisher()
	}
	if e.nc != nil {
		e.nc.Close()
	}
	if e.inside != nil {
		e.inside.Shutdown()
		e.inside.WaitForShutdown()
	}
	e.unlock()
	return nil
}

// Plans lists the batches that are kept, in no particular order.
func (e *Engine) Plans(ctx context.Context) ([]Plan, error) {
	var out []Plan
	err := again(ctx, func(ctx context.Context) error {
		out = nil
		keys, err := e.plans.ListKeys(ctx)
		if err != nil {
			return err
		}
		for key := range keys.Keys() {
			p, _, err := e.plan(ctx, key)
			if errors.Is(err, jetstream.ErrKeyNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

// plan reads a plan with the number of its version, for [Engine.change].
func (e *Engine) plan(ctx context.Context, id string) (Plan, uint64, error) {
	var p Plan
	entry, err := e.plans.Get(ctx, id)
	if err != nil {
		return p, 0, err
	}
	return p, entry.Revision(), json.Unmarshal(entry.Value(), &p)
}

// change changes a plan; when somebody else was faster, it is read and changed
// again.
func (e *Engine) change(ctx context.Context, id string, edit func(*Plan)) (Plan, error) {
	var p Plan
	for range 100 {
		var version uint64
		err := again(ctx, func(ctx context.Context) (err error) {
			p, version, err = e.plan(ctx, id)
			return err
		})
		if err != nil {
			return p, err
		}
		edit(&p)
		text, err := json.Marshal(p)
		if err != nil {
			return p, err
		}
		err = again(ctx, func(ctx context.Context) error {
			_, err := e.plans.Update(ctx, id, text, version)
			return err
		})
		if !errors.Is(err, jetstream.ErrKeyExists) {
			return p, full503(err)
		}
		select { // a replica that is behind gave an old version
		case <-ctx.Done():
			return p, ctx.Err()
		case <-time.After(tryPause / 2):
		}
	}
	return p, fmt.Errorf("batch %s: its plan is being changed all the time", id)
}

// full503 names an error that means a full disk.
func full503(err error) error {
	if err != nil && storeFull(err) && !errors.Is(err, ErrFull) {
		return errors.Join(ErrFull, err)
	}
	return err
}

// now is the time for the state of a plan; it never reaches a document.
func (e *Engine) now() string {
	if e.conf.Now == nil {
		return ""
	}
	return e.conf.Now().UTC().Format(time.RFC3339)
}
