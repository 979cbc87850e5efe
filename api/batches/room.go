package batches

import (
	"context"
	"errors"
	"os"
	"time"
)

// ErrQueue says that the queue did not answer in time.
var ErrQueue = errors.New("the queue does not answer")

const (
	// queueTime is how long who asks for something waits for the queue. The engine
	// itself tries for longer, as a run of minutes should outlast a new leader.
	queueTime = 45 * time.Second
	// someRoom is what must be free on the disk to begin a batch: about ten
	// companies.
	someRoom = 4 << 20
)

// inTime gives the queue its time. The second function says of an error that the
// time was over.
func inTime(ctx context.Context) (context.Context, func(error) error) {
	short, cancel := context.WithTimeout(ctx, queueTime)
	return short, func(err error) error {
		defer cancel()
		if err != nil && ctx.Err() == nil && errors.Is(short.Err(), context.DeadlineExceeded) {
			return errors.Join(ErrQueue, err)
		}
		return err
	}
}

// room tells whether the disk has some room left: JetStream on a full one tries
// for minutes before it says so.
func room(dir string) error {
	f, err := os.CreateTemp(dir, ".room-*")
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<16)
	for written := 0; written < someRoom && err == nil; written += len(zeros) {
		_, err = f.Write(zeros)
	}
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}
