package batch

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// How long a call to a server is tried again: longer than a cluster needs to
// choose a new leader, and than a server needs to start anew.
const (
	tryTime  = 2 * time.Minute
	tryPause = 100 * time.Millisecond
	maxPause = 2 * time.Second
	callTime = 5 * time.Second
)

// again calls a server until it answers. What it answers is handed back, an
// error too, save that it has no leader or can't be reached just now. The call
// has to be one that may happen twice.
func again(ctx context.Context, call func(ctx context.Context) error) error {
	pause := tryPause
	for waited := time.Duration(0); ; waited += pause {
		one, cancel := context.WithTimeout(ctx, callTime)
		err := call(one)
		cancel()
		if err == nil || ctx.Err() != nil || !passing(err) || waited > tryTime {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, maxPause)
	}
}

// A replica that is behind does not have yet what is there.
const (
	behindTries = 25
	behindPause = 200 * time.Millisecond
)

// surely is [again] for what is known to be there: a replica that answers that it
// is not is behind the others, for as long as nobody else says so for some time.
func surely(ctx context.Context, call func(ctx context.Context) error) error {
	for tries := 0; ; tries++ {
		err := again(ctx, call)
		missing := errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrKeyNotFound) || errors.Is(err, jetstream.ErrObjectNotFound)
		if !missing || tries == behindTries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(behindPause):
		}
	}
}

// passing tells whether an error goes away by itself.
func passing(err error) bool {
	for _, e := range []error{
		context.DeadlineExceeded, nats.ErrTimeout, nats.ErrNoResponders, nats.ErrDisconnected, nats.ErrConnectionReconnecting,
		nats.ErrReconnectBufExceeded, jetstream.ErrNoStreamResponse, jetstream.ErrNoHeartbeat, jetstream.ErrServerShutdown,
		jetstream.ErrTooManyStalledMsgs, jetstream.ErrAsyncPublishTimeout,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	var e jetstream.JetStreamError
	if storeFull(err) || !errors.As(err, &e) || e.APIError() == nil {
		return false
	}
	return e.APIError().Code == 503 // no leader, offline, being moved
}
