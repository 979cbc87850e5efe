package batch

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// startTime is how long the embedded server may take to open its store.
const startTime = 60 * time.Second

// startServer runs a server inside this process over a store that is ours alone.
// It listens nowhere, hears no signals, and writes through to the disk: by
// default JetStream would sync every two minutes.
func startServer(folder string) (*server.Server, error) {
	s, err := server.NewServer(&server.Options{
		ServerName: "kitei",
		DontListen: true,
		JetStream:  true,
		StoreDir:   filepath.Join(folder, "store"),
		SyncAlways: true,
		NoSigs:     true,
		NoLog:      true,
	})
	if err != nil {
		return nil, err
	}
	go s.Start()
	if !s.ReadyForConnections(startTime) || !s.JetStreamEnabled() {
		s.Shutdown()
		s.WaitForShutdown()
		return nil, fmt.Errorf("the queue in %s did not start", folder)
	}
	return s, nil
}

// ErrUnreachable says that the servers elsewhere do not answer.
var ErrUnreachable = errors.New("no NATS server answers at the address given")

// connect opens the connection to the server inside, or to one elsewhere. It
// comes back by itself for as long as the process lives.
func connect(inside *server.Server, url, creds string) (*nats.Conn, error) {
	options := []nats.Option{nats.Name("kitei"), nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond)}
	if inside != nil {
		options = append(options, nats.InProcessServer(inside))
	}
	if creds != "" {
		options = append(options, nats.UserCredentials(creds))
	}
	nc, err := nats.Connect(url, options...)
	if err != nil && inside == nil {
		return nil, errors.Join(ErrUnreachable, err)
	}
	return nc, err
}

// ErrFull says that a disk has no room left: that of the results, or that of the
// queue.
var ErrFull = errors.New("the disk is full")

// The codes by which a server says that its store has no room left. One that ran
// into it stops JetStream altogether.
const (
	insufficientResources = 10023
	storageExceeded       = 10047
	storeFailed           = 10077
)

// IsFull tells whether an error means that a disk has no room left.
func IsFull(err error) bool { return err != nil && storeFull(err) }

// storeFull tells whether an error means that a disk is full.
func storeFull(err error) bool {
	if full(err) || errors.Is(err, ErrFull) {
		return true
	}
	var api *jetstream.APIError
	if !errors.As(err, &api) {
		var e jetstream.JetStreamError
		if !errors.As(err, &e) || e.APIError() == nil {
			return false
		}
		api = e.APIError()
	}
	switch api.ErrorCode {
	case insufficientResources, storageExceeded, storeFailed, jetstream.JSErrCodeJetStreamNotEnabled, jetstream.JSErrCodeJetStreamNotEnabledForAccount:
		return true
	}
	return false
}
