package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"kitei/generator/profile"
)

const (
	// maxTries is how often a row is handed to a worker: one that takes its
	// worker with it every time must not do so for ever.
	maxTries = 10
	// fetchWait is how long a worker's question for work stays open.
	fetchWait = 5 * time.Second
	troubled  = 5 * time.Second // before a row is tried again after trouble that is not its own
)

// lanes are the queues in the order in which workers empty them.
var lanes = []string{laneNow, laneBatch}

// startWorkers makes the queues and starts the goroutines that work them off.
func (e *Engine) startWorkers(ctx, work context.Context) error {
	if e.conf.Workers < 0 {
		return nil
	}
	hands := map[string]chan *hand{}
	for _, lane := range lanes {
		var consumer jetstream.Consumer
		err := again(ctx, func(ctx context.Context) (err error) {
			// never BackOff: it would silently take the place of AckWait
			consumer, err = e.js.CreateOrUpdateConsumer(ctx, workStream, jetstream.ConsumerConfig{
				Durable: lane, FilterSubject: "kitei.work." + lane + ".>", AckPolicy: jetstream.AckExplicitPolicy,
				AckWait: e.conf.AckWait, MaxDeliver: -1, MaxAckPending: 10_000,
			})
			return err
		})
		if err != nil {
			return full503(err)
		}
		hands[lane] = make(chan *hand)
		e.running.Go(func() { e.draw(work, consumer, hands[lane]) })
	}
	for range e.conf.Workers {
		e.running.Go(func() {
			for {
				h := next(work, hands[laneNow], hands[laneBatch])
				if h == nil {
					return
				}
				e.handle(work, h)
			}
		})
	}
	return nil
}

// next takes from the first lane while it has something.
func next(ctx context.Context, first, second <-chan *hand) *hand {
	select {
	case h := <-first:
		return h
	default:
	}
	select {
	case h := <-first:
		return h
	case h := <-second:
		return h
	case <-ctx.Done():
		return nil
	}
}

// hand is a message of the work stream in the hand of this process. While it is
// held the server hears of it.
type hand struct {
	jetstream.Msg
	quiet context.CancelFunc
}

// draw takes one message at a time and holds it until a worker is free: what is
// not held can go to another machine.
func (e *Engine) draw(ctx context.Context, consumer jetstream.Consumer, to chan<- *hand) {
	for ctx.Err() == nil {
		waiting, cancel := context.WithTimeout(ctx, fetchWait)
		batch, err := consumer.Fetch(1, jetstream.FetchContext(waiting))
		if err == nil {
			for msg := range batch.Messages() {
				h := e.hold(msg)
				select {
				case to <- h:
				case <-ctx.Done():
					h.quiet()
					_ = h.Nak() // AckWait gives it back where this fails
				}
			}
			err = batch.Error()
		}
		cancel()
		if err != nil && ctx.Err() == nil && !errors.Is(err, context.DeadlineExceeded) {
			e.conf.Log.Warn("no work to be had", "error", err.Error())
			select {
			case <-ctx.Done():
			case <-time.After(tryPause):
			}
		}
	}
}

// hold tells the server again and again that the message is being worked on.
func (e *Engine) hold(msg jetstream.Msg) *hand {
	ctx, quiet := context.WithCancel(context.Background())
	e.running.Go(func() {
		tick := time.NewTicker(e.conf.AckWait / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_ = msg.InProgress()
			}
		}
	})
	return &hand{msg, quiet}
}

// handle works off one message: the result first, then its record, then the
// acknowledgement. Whatever fails in between, the row comes again.
func (e *Engine) handle(ctx context.Context, h *hand) {
	defer h.quiet()
	var it item
	if err := json.Unmarshal(h.Data(), &it); err != nil {
		_ = h.TermWithReason("not an item")
		return
	}
	log := e.conf.Log.With("batch", it.Batch, "row", it.Row)
	err := e.work(ctx, it, h)
	switch {
	case err == nil:
		if err := again(ctx, h.DoubleAck); err != nil && ctx.Err() == nil {
			log.Warn("not acknowledged", "error", err.Error())
		}
	case ctx.Err() != nil:
		_ = h.Nak()
	case storeFull(err):
		log.Error("disk full")
		_ = e.nc.Publish(troubleSubject(it.Batch), nil)
		_ = h.NakWithDelay(troubled)
	default:
		log.Warn("tried again later", "error", Reason(err))
		_ = h.NakWithDelay(troubled)
	}
}

// work makes one row, unless it is no longer wanted.
func (e *Engine) work(ctx context.Context, it item, h *hand) error {
	var p Plan
	err := again(ctx, func(ctx context.Context) (err error) {
		p, _, err = e.plan(ctx, it.Batch)
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrKeyNotFound): // forgotten; where that is not so, who runs it deals the row out anew
		return nil
	case err != nil:
		return err
	case p.Attempt < it.Attempt: // from a replica that is behind
		return fmt.Errorf("the plan of attempt %d is not there yet", it.Attempt)
	case p.State == Cancelled || p.Attempt > it.Attempt:
		return nil
	}
	k, err := e.row(ctx, p, it.Row)
	if err != nil {
		return err
	}
	made := &made{record: Record{Row: cmp.Or(k.Place.Row, k.Number), Place: it.Row, Hash: k.Hash, Attempt: it.Attempt}}
	if meta, err := h.Metadata(); err == nil && meta.NumDelivered > maxTries {
		made.fail(k, profile.NewFault("", "row_not_made", nil))
	} else if err := e.make(ctx, p, k, it.Row, made); err != nil {
		return err
	}
	if made.record.Done {
		if err := e.put(ctx, p.ID, it.Row, made); err != nil {
			return err
		}
	}
	m, err := made.record.message(p.ID)
	if err != nil {
		return err
	}
	if meta, err := h.Metadata(); err == nil { // sent again it is the same record; made again it is another
		m.Header.Set(jetstream.MsgIDHeader, fmt.Sprintf("%d/%d/%d", it.Row, meta.Sequence.Stream, meta.NumDelivered))
	}
	if err := e.publishOne(ctx, m); err != nil {
		return err
	}
	e.worked.Add(1)
	return nil
}

// row reads a row of the list.
func (e *Engine) row(ctx context.Context, p Plan, place int) (*keptRow, error) {
	stream, err := e.stream(ctx, listStream(p.ID, p.Edition))
	if err != nil {
		return nil, err
	}
	var k keptRow
	err = surely(ctx, func(ctx context.Context) error {
		msg, err := stream.GetMsg(ctx, uint64(place))
		if err != nil {
			return err
		}
		return json.Unmarshal(msg.Data, &k)
	})
	return &k, err
}

// put keeps the files of a row: in the folder, or in a cluster for who fetches them.
func (e *Engine) put(ctx context.Context, id string, place int, m *made) error {
	if e.inside == nil {
		return e.putObject(ctx, id, place, m.files)
	}
	folder, ok := e.folders.Load(id)
	if !ok {
		return fmt.Errorf("batch %s has no folder in this process", id)
	}
	return folder.(*Folder).put(m.record.Folder, m.files)
}

// make renders the documents of a row. Faults of the row end up in its record;
// an error is none of the row's.
func (e *Engine) make(ctx context.Context, p Plan, k *keptRow, place int, m *made) (err error) {
	defer func() {
		if v := recover(); v != nil { // what it says may hold words of the row
			e.conf.Log.Error("panic", "batch", p.ID, "row", place, "stack", string(debug.Stack()))
			m.fail(k, profile.NewFault("", "row_not_made", nil))
			err = nil
		}
	}()
	if len(k.Faults) > 0 {
		m.record.Faults = k.first(k.Faults)
		m.name(k)
		return nil
	}
	err = e.render(ctx, m, p, k, place)
	var faults profile.Faults
	switch {
	case err == nil:
		return nil
	case errors.As(err, &faults):
		m.fail(k, faults...)
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	e.conf.Log.Error("a row could not be made", "batch", p.ID, "row", place, "error", Reason(err))
	m.fail(k, profile.NewFault("", "row_not_made", nil))
	return nil
}
