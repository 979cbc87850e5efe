package batch

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/nats-io/nats.go/jetstream"

	"kitei/generator"
)

// errLost says that the files of a finished row are not there any more.
var errLost = errors.New("the files of a finished row are gone")

type fetchResult struct {
	place int
	err   error
}

// objectName is where a cluster keeps the files of a row until they are fetched.
func objectName(id string, place int) string { return fmt.Sprintf("%s/%d", id, place) }

// putObject keeps the files of a row as one object, for who runs the batch.
func (e *Engine) putObject(ctx context.Context, id string, place int, files []generator.File) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(f.Bytes)
		}
		if err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return again(ctx, func(ctx context.Context) error {
		_, err := e.files.PutBytes(ctx, objectName(id, place), b.Bytes())
		return err
	})
}

// fetch brings the files of a finished row into the folder, and then takes them
// off the cluster. A folder that is there is whole: it was fetched before.
func (b *Batch) fetch(ctx context.Context, sequence uint64) error {
	stream, err := b.engine.stream(ctx, recordStream(b.plan.ID))
	if err != nil {
		return err
	}
	record, err := readRecord(ctx, stream, sequence)
	if err != nil {
		return err
	}
	name := objectName(b.plan.ID, record.Place)
	if !b.folder.has(record.Folder) {
		var data []byte
		err := surely(ctx, func(ctx context.Context) (err error) {
			data, err = b.engine.files.GetBytes(ctx, name)
			return err
		})
		if errors.Is(err, jetstream.ErrObjectNotFound) {
			return errLost
		}
		if err != nil {
			return err
		}
		files, err := unpack(data)
		if err != nil {
			return err
		}
		if err := b.folder.put(record.Folder, files); err != nil {
			if full(err) {
				return errors.Join(ErrFull, err)
			}
			return err
		}
	}
	err = again(ctx, func(ctx context.Context) error { return b.engine.files.Delete(ctx, name) })
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return nil
	}
	return err
}

func unpack(data []byte) ([]generator.File, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var out []generator.File
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		out = append(out, generator.File{Name: f.Name, Bytes: text})
	}
	return out, nil
}

// Gather brings what a cluster still holds of the finished rows into the folder:
// after a cancel, which ends a run with rows on their way.
func (b *Batch) Gather(ctx context.Context) error {
	if b.engine.inside != nil {
		return nil
	}
	rows, _, _, _, err := b.marks(ctx)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.done {
			if err := b.fetch(ctx, r.sequence); err != nil {
				return err
			}
		}
	}
	return nil
}
