package batch

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// sliceRows is how many messages are on their way at a time.
	sliceRows = 128
	// time2 is how long a server remembers the ids of messages. They stay in its
	// memory: another reason to feed in slices.
	time2 = 2 * time.Minute
)

// publish sends messages side by side and waits until all of them are kept. One
// that was not is sent again: its id keeps it from being there twice. Their
// order is that of the slice unless one had to be sent again.
func (e *Engine) publish(ctx context.Context, messages []*nats.Msg) error {
	futures := make([]jetstream.PubAckFuture, len(messages))
	for i, m := range messages {
		f, err := e.js.PublishMsgAsync(m, jetstream.WithStallWait(callTime))
		if err != nil && !passing(err) {
			return full503(err)
		}
		futures[i] = f
	}
	for i, f := range futures {
		if f != nil {
			timeout := time.NewTimer(callTime)
			select {
			case <-f.Ok():
				timeout.Stop()
				continue
			case err := <-f.Err():
				timeout.Stop()
				if !passing(err) {
					return full503(err)
				}
			case <-timeout.C:
			case <-ctx.Done():
				timeout.Stop()
				return ctx.Err()
			}
		}
		if err := e.publishOne(ctx, messages[i]); err != nil {
			return err
		}
	}
	return nil
}

// publishOne sends a message until it is kept.
func (e *Engine) publishOne(ctx context.Context, m *nats.Msg) error {
	return full503(again(ctx, func(ctx context.Context) error {
		_, err := e.js.PublishMsg(ctx, m)
		return err
	}))
}
