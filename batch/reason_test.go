package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kitei/generator"
)

// What the log says of an error names no company: folders and files are named
// after them.
func TestReasonNamesNobody(t *testing.T) {
	const secret = "株式会社ひみつ"
	name := filepath.Join("files", secret)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&fs.PathError{Op: "unlinkat", Path: name, Err: syscall.EBUSY}, "unlinkat: " + syscall.EBUSY.Error()},
		{&os.LinkError{Op: "rename", Old: "1", New: name, Err: syscall.EACCES}, "rename: " + syscall.EACCES.Error()},
		{errors.Join(fmt.Errorf("%q: %w", secret, ErrFull), errors.New(secret)), "*fmt.wrapError: " + ErrFull.Error() + "; *errors.errorString"},
	} {
		if got := Reason(tt.err); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	folder := &Folder{Root: filepath.Join(t.TempDir(), "files"), Parts: filepath.Join(t.TempDir(), "parts")}
	if err := folder.open(); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		folder.put(secret, []generator.File{{Name: filepath.Join("..", secret)}}),
		folder.put(filepath.Join("..", secret), nil),
	} {
		if err == nil || strings.Contains(Reason(err), secret) {
			t.Errorf("%v: %s", err, Reason(err))
		}
	}
}
