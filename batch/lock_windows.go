//go:build windows

package batch

import (
	"errors"
	"os"
	"syscall"
)

// The numbers of the system that package syscall has no names for.
const (
	sharingViolation = syscall.Errno(32)
	handleDiskFull   = syscall.Errno(39)
	diskFull         = syscall.Errno(112)
	quotaExceeded    = syscall.Errno(1295)
)

// lockFile opens the file for nobody else: the share mode 0.
func lockFile(name string) (*os.File, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrInUse
	}
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(h), name), nil
}

// full tells whether a disk or a quota is used up.
func full(err error) bool {
	for _, e := range []syscall.Errno{diskFull, handleDiskFull, quotaExceeded, syscall.ENOSPC} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// syncFolder has nothing to do: the file system keeps its names in a journal,
// and a folder can't be opened for writing.
func syncFolder(string) error { return nil }
