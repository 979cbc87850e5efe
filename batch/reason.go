package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/nats-io/nats.go/jetstream"
)

// Reason says an error for the log: the types of its tree, what was tried on a
// file, and what the system answered. The words of other errors are left out, and
// so are paths: folders and files are named after companies.
func Reason(err error) string {
	switch e := err.(type) { //nolint:errorlint // the tree is walked here
	case nil:
		return ""
	case interface{ Unwrap() []error }:
		var words []string
		for _, one := range e.Unwrap() {
			words = append(words, Reason(one))
		}
		return strings.Join(words, "; ")
	case *fs.PathError:
		return e.Op + ": " + Reason(e.Err)
	case *os.LinkError:
		return e.Op + ": " + Reason(e.Err)
	case *jetstream.APIError:
		return fmt.Sprintf("JetStream %d", e.ErrorCode)
	case syscall.Errno:
		return e.Error()
	}
	for _, known := range []error{ErrFull, ErrInUse, ErrUnknown, ErrCancelled, ErrShorter, errLost, context.Canceled, context.DeadlineExceeded, fs.ErrNotExist, fs.ErrClosed} {
		if err == known { //nolint:errorlint // this very one: its words are ours
			return known.Error()
		}
	}
	if inner := errors.Unwrap(err); inner != nil {
		return fmt.Sprintf("%T: %s", err, Reason(inner))
	}
	return fmt.Sprintf("%T", err)
}
