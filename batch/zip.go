package batch

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// WriteZIP writes everything that a finished batch gave as one ZIP, company by
// company in the order of the list, the 確認表 and the manifest last. The same
// batch gives the same bytes; memory does not grow with it. What is compressed
// already is stored.
func (b *Batch) WriteZIP(ctx context.Context, out *Output, w io.Writer) error {
	day, _ := time.Parse(time.DateOnly, b.plan.AsOf.String())
	z := zip.NewWriter(w)
	add := func(name string) error {
		method := zip.Deflate
		if ext := path.Ext(name); ext == ".pdf" || ext == ".xlsx" {
			method = zip.Store
		}
		f, err := os.Open(filepath.Join(b.folder.Root, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		to, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: day})
		if err == nil {
			_, err = io.Copy(to, f)
		}
		return errors.Join(err, f.Close())
	}
	for r, err := range b.Records(ctx) {
		if err != nil {
			return err
		}
		if !r.Done || out.Last > 0 && r.sequence > out.Last { // made after the cancel, beside the manifest
			continue
		}
		for _, name := range r.Names {
			if err := add(path.Join(r.Folder, strings.ReplaceAll(name, `\`, "_"))); err != nil {
				return err
			}
		}
	}
	for _, name := range out.Names {
		if err := add(name); err != nil {
			return err
		}
	}
	return z.Close()
}
