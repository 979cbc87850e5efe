package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"

	"kitei/generator"
)

// Folder is where the companies' folders go.
type Folder struct {
	Root  string // one folder a company below it
	Parts string // for what is being written, on the same file system; emptied at a start

	Fault func() error // of a test: what writing a row runs into; nil = nothing

	moving sync.Mutex
	count  atomic.Int64
}

// open makes the folders and removes what a run before left half-way.
func (f *Folder) open() error {
	if err := os.RemoveAll(f.Parts); err != nil {
		return err
	}
	if err := os.MkdirAll(f.Parts, 0o700); err != nil {
		return err
	}
	return os.MkdirAll(f.Root, 0o755)
}

// put writes the files of a row as one folder, which appears whole or not at
// all, and lasts beyond a loss of power once put returns. A folder of that name
// is one that has no record yet: it is replaced.
func (f *Folder) put(name string, files []generator.File) error {
	if f.Fault != nil {
		if err := f.Fault(); err != nil {
			return err
		}
	}
	part := filepath.Join(f.Parts, strconv.FormatInt(f.count.Add(1), 10))
	err := f.write(part, files)
	if err == nil {
		err = f.move(part, name)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(part))
	}
	return nil
}

func (f *Folder) write(part string, files []generator.File) error {
	if err := os.Mkdir(part, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(part)
	if err != nil {
		return err
	}
	defer root.Close()
	failed := make([]error, len(files))
	var wg sync.WaitGroup
	for i, file := range files { // side by side: the disk is waited for once
		wg.Go(func() { failed[i] = writeLasting(root, file) })
	}
	wg.Wait()
	return errors.Join(append(failed, syncFolder(part))...)
}

func writeLasting(root *os.Root, file generator.File) error {
	w, err := root.OpenFile(file.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = w.Write(file.Bytes)
	return errors.Join(err, w.Sync(), w.Close())
}

// move gives the written folder its name.
func (f *Folder) move(part, name string) error {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return fmt.Errorf("%q is not the name of a folder", name)
	}
	f.moving.Lock()
	defer f.moving.Unlock()
	target := filepath.Join(f.Root, name)
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	if err := os.Rename(part, target); err != nil {
		return err
	}
	return syncFolder(f.Root)
}

// has tells whether the folder of a row is there. It is whole when it is there.
func (f *Folder) has(name string) bool {
	info, err := os.Stat(filepath.Join(f.Root, name))
	return err == nil && info.IsDir()
}

// Create writes a file beside the companies' folders; it appears whole or not at
// all, and takes the place of one of that name.
func (f *Folder) Create(name string, write func(io.Writer) error) error {
	return CreateFile(f.Parts, filepath.Join(f.Root, filepath.Base(name)), write)
}

// CreateFile writes a file by way of a folder on the same file system, so that it
// appears whole or not at all.
func CreateFile(parts, name string, write func(io.Writer) error) error {
	part := filepath.Join(parts, filepath.Base(name))
	w, err := os.Create(part) //nolint:gosec // below the folders of the batch
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(w, 1<<16)
	err = write(buffer)
	err = errors.Join(err, buffer.Flush(), w.Sync(), w.Close())
	if err == nil {
		err = os.Rename(part, name) //nolint:gosec // below the folders of the batch
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(part)) //nolint:gosec // below the folders of the batch
	}
	return syncFolder(filepath.Dir(name))
}
