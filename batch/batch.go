package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"kitei/generator"
)

// Batch is one batch of an engine.
type Batch struct {
	engine *Engine
	plan   Plan
	folder *Folder
}

// The errors of a batch.
var (
	ErrUnknown   = errors.New("there is no such batch")
	ErrCancelled = errors.New("the batch was cancelled")
	ErrEmpty     = errors.New("the list has no rows")
	ErrShorter   = errors.New("the list lacks rows that are done")
)

// ID names the batch.
func (b *Batch) ID() string { return b.plan.ID }

// Plan is the plan as this process saw it last.
func (b *Batch) Plan() Plan { return b.plan }

// Begin keeps a list and what is to be made of it. The same list with the same
// options is the same batch: it is taken up where it stopped. The folder takes
// the results; it belongs to the batch.
func (e *Engine) Begin(ctx context.Context, o Options, list List, folder *Folder) (*Batch, error) {
	return e.BeginAs(ctx, "", o, list, folder)
}

// BeginAs is [Engine.Begin] under an id that the caller gives, of letters and
// digits: where the same list may be that of several owners, and an id that
// follows from the list could be guessed. What is made is the same.
func (e *Engine) BeginAs(ctx context.Context, id string, o Options, list List, folder *Folder) (*Batch, error) {
	rows, hash, err := Scan(list)
	if err != nil {
		return nil, err
	}
	if rows == 0 {
		return nil, ErrEmpty
	}
	id = cmp.Or(id, o.ID(hash))
	b, err := e.Resume(ctx, id, folder)
	if err == nil && b.plan.State != Loading {
		return b, nil
	}
	if err != nil && !errors.Is(err, ErrUnknown) {
		return nil, err
	}
	b = &Batch{e, Plan{ID: id, Version: generator.Version, Options: o, ListHash: hash, Rows: rows, State: Loading}, folder}
	text, err := json.Marshal(b.plan)
	if err != nil {
		return nil, err
	}
	err = again(ctx, func(ctx context.Context) error {
		_, err := e.plans.Put(ctx, id, text)
		return err
	})
	if err != nil {
		return nil, full503(err)
	}
	if err := again(ctx, func(ctx context.Context) error { return e.makeStream(ctx, recordStream(id), recordSubject(id)) }); err != nil {
		return nil, full503(err)
	}
	if err := b.keepList(ctx, list, nil); err != nil {
		return nil, err
	}
	if b.plan, err = e.change(ctx, id, func(p *Plan) { p.State = Open }); err != nil {
		return nil, err
	}
	return b, e.take(b)
}

// Resume takes up a batch that is kept. [ErrUnknown] when it is not.
func (e *Engine) Resume(ctx context.Context, id string, folder *Folder) (*Batch, error) {
	var p Plan
	err := again(ctx, func(ctx context.Context) (err error) {
		p, _, err = e.plan(ctx, id)
		return err
	})
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	b := &Batch{e, p, folder}
	return b, e.take(b)
}

// take opens the folder and, with a server inside, tells the workers of it.
func (e *Engine) take(b *Batch) error {
	if _, there := e.folders.LoadOrStore(b.plan.ID, b.folder); there {
		return nil
	}
	return b.folder.open()
}

// Retry makes the failed rows again, and no other. The list may be a mended one,
// with the rows in their places; nil is the list that is kept. Rows that are
// done stay as they are; changed gives the numbers of those that the new list
// has otherwise.
func (b *Batch) Retry(ctx context.Context, list List) (changed []int, err error) {
	if list == nil {
		b.plan, err = b.engine.change(ctx, b.plan.ID, func(p *Plan) { p.Attempt++; p.State = Open })
		return nil, err
	}
	rows, hash, err := Scan(list)
	if err != nil {
		return nil, err
	}
	done := make(map[int]*Record)
	for r, err := range b.Records(ctx) {
		if err != nil {
			return nil, err
		}
		if r.Done {
			done[r.Place] = &Record{Folder: r.Folder, Hash: r.Hash, Row: r.Row}
		}
	}
	for place, r := range done {
		if place > rows {
			return nil, fmt.Errorf("%w: row %d", ErrShorter, r.Row)
		}
	}
	old := b.plan.Edition
	b.plan.Edition, b.plan.Rows, b.plan.ListHash = old+1, rows, hash
	place := 0
	for r := range list {
		place++
		k, err := keep(r)
		if err != nil {
			return nil, err
		}
		if d := done[place]; d != nil && d.Hash != k.Hash {
			changed = append(changed, cmp.Or(k.Place.Row, k.Number))
		}
	}
	if err := b.keepList(ctx, list, done); err != nil {
		return nil, err
	}
	b.plan, err = b.engine.change(ctx, b.plan.ID, func(p *Plan) {
		p.Attempt++
		p.Edition, p.Rows, p.ListHash, p.State = old+1, rows, hash, Open
	})
	if err != nil {
		return nil, err
	}
	return changed, b.engine.deleteStream(ctx, listStream(b.plan.ID, old))
}

// Cancel stops a batch wherever it runs: what is in the queue is thrown away,
// what was made stays.
func (b *Batch) Cancel(ctx context.Context) (err error) {
	if b.plan, err = b.engine.change(ctx, b.plan.ID, func(p *Plan) { p.State, p.At = Cancelled, b.engine.now() }); err != nil {
		return err
	}
	return b.purge(ctx)
}

// Reopen lets a cancelled batch run again.
func (b *Batch) Reopen(ctx context.Context) (err error) {
	b.plan, err = b.engine.change(ctx, b.plan.ID, func(p *Plan) { p.State, p.At = Open, "" })
	return err
}

// purge empties the queue of this batch.
func (b *Batch) purge(ctx context.Context) error {
	work, err := b.engine.stream(ctx, workStream)
	if err != nil {
		return err
	}
	return again(ctx, func(ctx context.Context) error {
		return work.Purge(ctx, jetstream.WithPurgeSubject(b.plan.workSubject()))
	})
}

// Delete forgets the batch. The folder of the results stays.
func (b *Batch) Delete(ctx context.Context) error {
	if err := b.purge(ctx); err != nil {
		return err
	}
	for _, name := range []string{listStream(b.plan.ID, b.plan.Edition), recordStream(b.plan.ID)} {
		if err := b.engine.deleteStream(ctx, name); err != nil {
			return err
		}
	}
	b.engine.folders.Delete(b.plan.ID)
	return again(ctx, func(ctx context.Context) error { return b.engine.plans.Purge(ctx, b.plan.ID) })
}

func (e *Engine) makeStream(ctx context.Context, name, subject string) error {
	age := max(e.conf.Lifetime, time2) // no server takes less
	if e.inside != nil {
		age = 0 // kept for as long as the folder
	}
	_, err := e.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: name, Subjects: []string{subject}, Storage: jetstream.FileStorage, Replicas: e.conf.Replicas,
		Discard: jetstream.DiscardNew, Duplicates: time2, MaxAge: age, AllowDirect: true,
	})
	return err
}

// prolong lets a cluster keep what it has of the batch through a run and for the
// lifetime after it: a row may have been done weeks before the others are made
// again. The age is told by the cluster's clock alone.
func (b *Batch) prolong(ctx context.Context) error {
	if b.engine.inside != nil {
		return nil
	}
	for _, name := range []string{listStream(b.plan.ID, b.plan.Edition), recordStream(b.plan.ID)} {
		stream, err := b.engine.stream(ctx, name)
		if err != nil {
			return err
		}
		info := stream.CachedInfo()
		conf := info.Config
		conf.MaxAge = info.TimeStamp.Sub(info.Created) + 2*b.engine.conf.Lifetime
		err = again(ctx, func(ctx context.Context) error {
			_, err := b.engine.js.UpdateStream(ctx, conf)
			return err
		})
		if err != nil {
			return full503(err)
		}
	}
	return nil
}

func (e *Engine) deleteStream(ctx context.Context, name string) error {
	return again(ctx, func(ctx context.Context) error {
		if err := e.js.DeleteStream(ctx, name); !errors.Is(err, jetstream.ErrStreamNotFound) {
			return err
		}
		return nil
	})
}

// keepList writes the rows into a stream of their own, so that the number of a
// message is the place of its row. Rows of done keep their folders. A list that
// got out of order because a server went away on the way is written anew.
func (b *Batch) keepList(ctx context.Context, list List, done map[int]*Record) (err error) {
	for range 5 {
		err = b.keepListOnce(ctx, list, done)
		var e jetstream.JetStreamError
		if !errors.As(err, &e) || e.APIError() == nil ||
			e.APIError().ErrorCode != jetstream.JSErrCodeStreamWrongLastSequence && e.APIError().ErrorCode != jetstream.JSErrCodeStreamWrongLastSequenceConstant {
			return err
		}
	}
	return err
}

func (b *Batch) keepListOnce(ctx context.Context, list List, done map[int]*Record) error {
	name, subject := listStream(b.plan.ID, b.plan.Edition), fmt.Sprintf("kitei.list.%s.%d", b.plan.ID, b.plan.Edition)
	if err := b.engine.deleteStream(ctx, name); err != nil { // half a list of a run that was cut off
		return err
	}
	if err := again(ctx, func(ctx context.Context) error { return b.engine.makeStream(ctx, name, subject) }); err != nil {
		return full503(err)
	}
	names := &folders{b.plan.Folder, b.plan.AsOf, map[string]bool{}}
	for _, d := range done {
		names.taken[lower(d.Folder)] = true
	}
	slice := make([]*nats.Msg, 0, sliceRows)
	place := 0
	for r := range list {
		place++
		k, err := keep(r)
		if err != nil {
			return err
		}
		if d := done[place]; d != nil {
			k.Folder = d.Folder
		} else {
			k.Folder = names.name(r, place)
		}
		text, err := json.Marshal(k)
		if err != nil {
			return err
		}
		m := &nats.Msg{Subject: subject, Data: text, Header: nats.Header{
			jetstream.MsgIDHeader:           {fmt.Sprint(place)},
			jetstream.ExpectedLastSeqHeader: {fmt.Sprint(place - 1)},
		}}
		if slice = append(slice, m); len(slice) == sliceRows {
			if err := b.engine.publish(ctx, slice); err != nil {
				return err
			}
			slice = slice[:0]
		}
	}
	if err := b.engine.publish(ctx, slice); err != nil {
		return err
	}
	stream, err := b.engine.stream(ctx, name)
	if err != nil {
		return err
	}
	if last := stream.CachedInfo().State.LastSeq; last != uint64(b.plan.Rows) {
		return fmt.Errorf("batch %s: %d rows were kept of %d: run it again", b.plan.ID, last, b.plan.Rows)
	}
	return nil
}
