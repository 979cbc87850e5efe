package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Progress is how far a batch is.
type Progress struct {
	Total  int `json:"total"` // rows
	Done   int `json:"done"`
	Failed int `json:"failed"`
	Files  int `json:"files"`
	Pages  int `json:"pages"`
}

// Left is how many rows are not finished.
func (p Progress) Left() int { return p.Total - p.Done - p.Failed }

const (
	reportTime = 200 * time.Millisecond // between two reports of progress
	beatTime   = 800 * time.Millisecond // after which a report comes though nothing changed
	stallTime  = 15 * time.Second       // without a record: look whether the queue still holds what was dealt out
	fetchers   = 4                      // results fetched from a cluster at a time
)

// feeder deals out the rows of one batch. Its fields belong to one goroutine.
type feeder struct {
	*Batch
	rows     []row // by place, from 1
	next     int
	dealt    map[int]bool // not finished yet
	progress Progress
	fetching int
}

// Run deals out what is not finished and waits until all of it is. It may be run
// again at any time, after any end; two processes must not run the same batch.
// The report comes at every change, at least every second, and last at the end. [ErrFull] when a disk is full, the queue of the batch emptied;
// [ErrCancelled] when somebody cancelled it.
func (b *Batch) Run(ctx context.Context, report func(Progress)) error {
	ctx, cancel := context.WithCancel(ctx)
	var helpers sync.WaitGroup
	defer helpers.Wait()
	defer cancel()
	plan, err := b.engine.change(ctx, b.plan.ID, func(p *Plan) { p.Round++ })
	if err != nil {
		return err
	}
	b.plan = plan
	if plan.State == Cancelled {
		return ErrCancelled
	}
	if err := b.prolong(ctx); err != nil {
		return err
	}
	if err := b.purge(ctx); err != nil {
		return err
	}
	f := &feeder{Batch: b, next: 1, dealt: map[int]bool{}}
	var last uint64
	if f.rows, f.progress.Files, f.progress.Pages, last, err = b.marks(ctx); err != nil {
		return err
	}
	f.progress.Total = plan.Rows
	fetched := make(chan fetchResult, fetchers)
	var refetch []int
	for place := 1; place <= plan.Rows; place++ {
		switch r := f.rows[place]; {
		case r.done && b.engine.inside == nil:
			refetch = append(refetch, place) // perhaps not fetched yet
		case r.done:
			f.progress.Done++
		case r.finished(plan.Attempt):
			f.progress.Failed++
		}
	}
	records, trouble, stop, err := b.listen(ctx, &helpers, last)
	if err != nil {
		return err
	}
	defer stop()
	changes, err := b.engine.plans.Watch(ctx, plan.ID)
	if err != nil {
		return err
	}
	defer func() { _ = changes.Stop() }()

	// Rows are dealt out beside the loop: a disk that is slow to take them must
	// not keep anybody from hearing how far the batch is.
	var sender sync.WaitGroup
	defer sender.Wait()
	sending, stopSending := context.WithCancel(ctx)
	defer stopSending()
	sent, busy := make(chan error, 1), false
	halt := func(cause error) error {
		stopSending()
		sender.Wait() // what would still come would be left in the queue
		return b.halt(ctx, cause)
	}

	tick := time.NewTicker(reportTime)
	defer tick.Stop()
	told, silent, quiet := Progress{}, time.Duration(0), time.Duration(0)
	fetch := func(place int, sequence uint64) {
		f.fetching++
		helpers.Go(func() {
			result := fetchResult{place, b.fetch(ctx, sequence)}
			select {
			case fetched <- result:
			case <-ctx.Done():
			}
		})
	}
	for {
		for len(refetch) > 0 && f.fetching < fetchers {
			fetch(refetch[0], f.rows[refetch[0]].sequence)
			refetch = refetch[1:]
		}
		if f.progress.Left() == 0 && f.fetching == 0 && !busy {
			break
		}
		if !busy {
			slice, err := f.deal()
			if err != nil {
				return halt(err)
			}
			if busy = len(slice) > 0; busy {
				sender.Go(func() { sent <- b.engine.publish(sending, slice) })
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-sent:
			if busy = false; err != nil {
				return halt(err)
			}
		case m := <-records:
			quiet = 0
			if m.Place < 1 || m.Place > plan.Rows || f.rows[m.Place].finished(plan.Attempt) || !f.rows[m.Place].take(m) {
				continue // again after a crash: the same bytes
			}
			delete(f.dealt, m.Place)
			f.progress.Files, f.progress.Pages = f.progress.Files+m.Files, f.progress.Pages+m.Pages
			switch {
			case !m.Done:
				f.progress.Failed++
			case b.engine.inside == nil:
				refetch = append(refetch, m.Place)
			default:
				f.progress.Done++
			}
		case r := <-fetched:
			quiet = 0
			f.fetching--
			if r.err != nil {
				if !errors.Is(r.err, errLost) {
					return halt(r.err)
				}
				f.rows[r.place] = row{} // its files are gone: it is made again, under an id that no server remembers
				f.next = min(f.next, r.place)
				if f.plan, err = b.engine.change(ctx, plan.ID, func(p *Plan) { p.Round++ }); err != nil {
					return err
				}
				continue
			}
			f.progress.Done++
		case <-trouble:
			return halt(ErrFull)
		case entry := <-changes.Updates():
			var p Plan
			if entry != nil && json.Unmarshal(entry.Value(), &p) == nil && p.State == Cancelled {
				return halt(ErrCancelled) // who cancelled emptied the queue, but perhaps before the last rows came
			}
		case <-tick.C:
			if silent += reportTime; report != nil && (told != f.progress || silent >= beatTime) {
				report(f.progress)
				told, silent = f.progress, 0
			}
			if quiet += reportTime; quiet >= stallTime && !busy {
				quiet = 0
				if err := f.reconcile(ctx); err != nil {
					return err
				}
			}
		}
	}
	if b.plan, err = b.engine.change(ctx, plan.ID, func(p *Plan) { p.State, p.At = Finished, b.engine.now() }); err != nil {
		return err
	}
	if report != nil {
		report(f.progress)
	}
	return nil
}

// deal takes the next rows until the window is full, as messages to be sent. A
// batch never has more of its rows in the queue, so that another one gets its
// turn, however long this is.
func (f *feeder) deal() ([]*nats.Msg, error) {
	window := f.engine.conf.Window
	if len(f.dealt) > window/2 { // in slices
		return nil, nil
	}
	var slice []*nats.Msg
	for ; f.next <= f.plan.Rows && len(f.dealt) < window; f.next++ {
		if f.rows[f.next].finished(f.plan.Attempt) || f.dealt[f.next] {
			continue
		}
		text, err := json.Marshal(item{f.plan.ID, f.next, f.plan.Attempt})
		if err != nil {
			return nil, err
		}
		id := fmt.Sprintf("%s/%d/%d.%d", f.plan.ID, f.next, f.plan.Attempt, f.plan.Round)
		slice = append(slice, &nats.Msg{Subject: f.plan.workSubject(), Data: text, Header: nats.Header{jetstream.MsgIDHeader: {id}}})
		f.dealt[f.next] = true
	}
	return slice, nil
}

// reconcile deals out anew what was dealt out, is not finished, and is no longer
// in the queue: nobody would ever make it.
func (f *feeder) reconcile(ctx context.Context) error {
	work, err := f.engine.stream(ctx, workStream)
	if err != nil {
		return err
	}
	var info *jetstream.StreamInfo
	err = again(ctx, func(ctx context.Context) (err error) {
		info, err = work.Info(ctx, jetstream.WithSubjectFilter(f.plan.workSubject()))
		return err
	})
	if err != nil || info.State.Subjects[f.plan.workSubject()] > 0 || len(f.dealt) == 0 {
		return err
	}
	f.engine.conf.Log.Warn("dealing out anew", "batch", f.plan.ID, "rows", len(f.dealt))
	if f.plan, err = f.engine.change(ctx, f.plan.ID, func(p *Plan) { p.Round++ }); err != nil {
		return err
	}
	f.next, f.dealt = 1, map[int]bool{}
	return nil
}

// halt empties the queue of a batch that can't go on.
func (b *Batch) halt(ctx context.Context, cause error) error {
	if err := b.purge(ctx); err != nil && !errors.Is(cause, ErrFull) {
		return errors.Join(cause, err)
	}
	return cause
}

// listen hears of records after the one numbered last, and of trouble.
func (b *Batch) listen(ctx context.Context, helpers *sync.WaitGroup, last uint64) (<-chan mark, <-chan struct{}, func(), error) {
	marks, trouble := make(chan mark, 64), make(chan struct{}, 1)
	subscription, err := b.engine.nc.Subscribe(troubleSubject(b.plan.ID), func(*nats.Msg) {
		select {
		case trouble <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return nil, nil, nil, err
	}
	stream, err := b.engine.stream(ctx, recordStream(b.plan.ID))
	if err != nil {
		return nil, nil, nil, errors.Join(err, subscription.Unsubscribe())
	}
	helpers.Go(func() {
		for ctx.Err() == nil {
			if err := follow(ctx, stream, &last, marks); err != nil && ctx.Err() == nil {
				select {
				case <-ctx.Done():
				case <-time.After(tryPause):
				}
			}
		}
	})
	return marks, trouble, func() { _ = subscription.Unsubscribe() }, nil
}

// follow hands on the marks of records as they come, until something fails.
func follow(ctx context.Context, stream jetstream.Stream, last *uint64, to chan<- mark) error {
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{HeadersOnly: true, DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: *last + 1})
	if err != nil {
		return err
	}
	messages, err := consumer.Messages()
	if err != nil {
		return err
	}
	defer messages.Stop()
	for {
		msg, err := messages.Next(jetstream.NextContext(ctx))
		if err != nil {
			return err
		}
		meta, err := msg.Metadata()
		if err != nil {
			return err
		}
		*last = meta.Sequence.Stream
		m, err := markOf(msg.Headers(), *last)
		if err != nil {
			continue
		}
		select {
		case to <- m:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
