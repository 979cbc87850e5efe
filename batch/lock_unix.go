//go:build unix

package batch

import (
	"errors"
	"os"
	"syscall"
)

func lockFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the folder that the user named
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrInUse
		}
		return nil, err
	}
	return f, nil
}

// full tells whether a disk or a quota is used up.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// syncFolder makes the names in a folder last beyond a loss of power.
func syncFolder(name string) error {
	f, err := os.Open(name) //nolint:gosec // a folder of the batch
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Sync()
}
