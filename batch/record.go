package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"kitei/generator"
	"kitei/generator/members"
)

// Record is what is known of a finished row.
type Record struct {
	Row     int                   `json:"row"`    // in the list, as the user counts; 0 = the list has no lines
	Place   int                   `json:"place"`  // in the list, from 1
	Folder  string                `json:"folder"` // below the root of the results; "" of a failed row
	Hash    string                `json:"input_sha256"`
	Company string                `json:"company"`
	Done    bool                  `json:"done"`
	Files   []generator.File      `json:"files"` // the documents
	Names   []string              `json:"names"` // of all files in the folder, in order
	Faults  []members.Fault       `json:"faults,omitempty"`
	Summary generator.CompanyLine `json:"summary"` // the company's line of the 確認表

	Attempt int `json:"attempt"`

	sequence uint64 // of its message
}

// mark is what stands in the head of a record's message, so that counting reads
// no bodies.
type mark struct {
	Place, Attempt int
	Done           bool
	Files, Pages   int
	Sequence       uint64
}

const (
	headPlace   = "Kitei-Row"
	headAttempt = "Kitei-Attempt"
	headState   = "Kitei-State"
	headFiles   = "Kitei-Files"
	headPages   = "Kitei-Pages"
)

func (r *Record) message(id string) (*nats.Msg, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	m := &nats.Msg{Subject: recordSubject(id), Data: text, Header: nats.Header{}}
	state, pages := "failed", 0
	if r.Done {
		state = "done"
	}
	for _, f := range r.Files {
		pages += f.Pages
	}
	m.Header.Set(headPlace, strconv.Itoa(r.Place))
	m.Header.Set(headAttempt, strconv.Itoa(r.Attempt))
	m.Header.Set(headState, state)
	m.Header.Set(headFiles, strconv.Itoa(len(r.Files)))
	m.Header.Set(headPages, strconv.Itoa(pages))
	return m, nil
}

func markOf(h nats.Header, sequence uint64) (m mark, err error) {
	m.Sequence, m.Done = sequence, h.Get(headState) == "done"
	for key, to := range map[string]*int{headPlace: &m.Place, headAttempt: &m.Attempt, headFiles: &m.Files, headPages: &m.Pages} {
		if *to, err = strconv.Atoi(h.Get(key)); err != nil {
			return m, fmt.Errorf("a record without %s", key)
		}
	}
	return m, nil
}

// row is what counts of the marks of one row: the last one, save that a done row
// stays done.
type row struct {
	sequence uint64 // of the record; 0 = there is none
	done     bool
	attempt  int
}

// finished tells whether a row needs no more work in an attempt.
func (r row) finished(attempt int) bool { return r.done || r.sequence > 0 && r.attempt >= attempt }

// take takes a mark over; false when it says nothing new.
func (r *row) take(m mark) bool {
	if r.done || r.sequence > 0 && m.Attempt < r.attempt && !m.Done {
		return false
	}
	*r = row{m.Sequence, m.Done, m.Attempt}
	return true
}

// marks reads the heads of all records that are there now.
func (b *Batch) marks(ctx context.Context) (rows []row, files, pages int, last uint64, err error) {
	stream, err := b.engine.stream(ctx, recordStream(b.plan.ID))
	if err != nil {
		return nil, 0, 0, 0, err
	}
	rows = make([]row, b.plan.Rows+1)
	state := stream.CachedInfo().State
	end := state.LastSeq
	if state.Msgs == 0 { // their time in a cluster is over
		end = 0
	}
	for last < end {
		err := func() error {
			consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{HeadersOnly: true, DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: last + 1})
			if err != nil {
				return err
			}
			messages, err := consumer.Messages()
			if err != nil {
				return err
			}
			defer messages.Stop()
			for last < end {
				msg, err := messages.Next(jetstream.NextMaxWait(callTime))
				if err != nil {
					return err
				}
				meta, err := msg.Metadata()
				if err != nil {
					return err
				}
				last = meta.Sequence.Stream
				if m, err := markOf(msg.Headers(), last); err == nil && m.Place >= 1 && m.Place <= b.plan.Rows && rows[m.Place].take(m) {
					files, pages = files+m.Files, pages+m.Pages
				}
			}
			return nil
		}()
		if err != nil && (ctx.Err() != nil || !passing(err)) {
			return nil, 0, 0, 0, err
		}
	}
	return rows, files, pages, last, nil
}

// Records gives the record of every finished row in the order of the list.
func (b *Batch) Records(ctx context.Context) iter.Seq2[*Record, error] {
	return b.records(ctx, func(r row) bool { return true })
}

// Failed gives the records of the rows that failed in the last attempt.
func (b *Batch) Failed(ctx context.Context) iter.Seq2[*Record, error] {
	return b.records(ctx, func(r row) bool { return !r.done && r.attempt >= b.plan.Attempt })
}

// records gives the records that are wanted, in the order of the list.
func (b *Batch) records(ctx context.Context, wanted func(row) bool) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		rows, _, _, _, err := b.marks(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		stream, err := b.engine.stream(ctx, recordStream(b.plan.ID))
		if err != nil {
			yield(nil, err)
			return
		}
		for _, r := range rows {
			if r.sequence == 0 || !wanted(r) {
				continue
			}
			record, err := readRecord(ctx, stream, r.sequence)
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

func readRecord(ctx context.Context, stream jetstream.Stream, sequence uint64) (*Record, error) {
	var record Record
	err := surely(ctx, func(ctx context.Context) error {
		msg, err := stream.GetMsg(ctx, sequence)
		if err != nil {
			return err
		}
		return json.Unmarshal(msg.Data, &record)
	})
	record.sequence = sequence
	return &record, err
}

// stream finds a stream by its name.
func (e *Engine) stream(ctx context.Context, name string) (s jetstream.Stream, err error) {
	err = again(ctx, func(ctx context.Context) error {
		s, err = e.js.Stream(ctx, name)
		return err
	})
	return s, err
}
