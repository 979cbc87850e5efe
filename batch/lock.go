package batch

import (
	"errors"
	"os"
	"path/filepath"
)

// ErrInUse says that another process works in the same folder. JetStream has no
// lock of its own: two servers over one store would each write their own truth.
var ErrInUse = errors.New("the folder of the batch is in use by another process")

// lock takes the folder for this process. It is released by the system when the
// process ends, however it ends; the file stays.
func lock(folder string) (release func(), err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	f, err := lockFile(filepath.Join(folder, "lock"))
	if err != nil {
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}
