package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Objects that gopdf always numbers alike.
const (
	catalogObj = 1
	outlineObj = 3
)

// finish rewrites gopdf's file: it puts in the contents of the pages, and its own
// objects in the place of those that gopdf writes wrongly or not at all.
func (d *writer) finish(raw []byte, meta Meta, w io.Writer) error {
	objs, err := split(raw)
	if err != nil {
		return err
	}
	for i, id := range d.bodyAt {
		if id > len(objs) || !bytes.Contains(objs[id-1], []byte("stream\n")) {
			return fmt.Errorf("gopdf: object %d is not the contents of page %d", id, i+1)
		}
		objs[id-1] = d.bodies[i]
	}
	if objs, err = d.embed(objs); err != nil {
		return err
	}
	for id, k := range d.linkAt {
		if id > len(objs) {
			return fmt.Errorf("object %d of a link is not in the file", id)
		}
		page := &d.res.Pages[d.pageOf(id)]
		objs[id-1] = fmt.Appendf(nil, "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/Dest%s>>\n",
			float64(k.X), float64(page.Height-k.Y-k.H), float64(k.X+k.W), float64(page.Height-k.Y), d.dest(k.ToPage, k.ToY))
	}
	objs = d.outline(objs)
	objs = append(objs, d.info(meta), d.xmp(meta))
	info, xmp := len(objs)-1, len(objs)
	objs[catalogObj-1] = d.catalog(xmp)
	return write(objs, info, w)
}

// split cuts gopdf's file into the bodies of its objects by its own table.
func split(raw []byte) ([][]byte, error) {
	at := bytes.LastIndex(raw, []byte("startxref\n"))
	if at < 0 {
		return nil, errors.New("gopdf: the file has no startxref")
	}
	line, _, _ := bytes.Cut(raw[at+len("startxref\n"):], []byte("\n"))
	table, err := strconv.Atoi(string(line))
	if err != nil || table <= 0 || table >= len(raw) {
		return nil, fmt.Errorf("gopdf: startxref %q", line)
	}
	var n int
	if _, err := fmt.Sscanf(string(raw[table:min(table+40, len(raw))]), "xref\n0 %d", &n); err != nil {
		return nil, fmt.Errorf("gopdf: xref: %w", err)
	}
	rows := bytes.Split(raw[table:], []byte("\n"))
	if n < 1 || len(rows) < n+2 {
		return nil, errors.New("gopdf: the xref table is cut off")
	}
	offsets := make([]int, n)
	for i := 1; i < n; i++ {
		if offsets[i-1], err = strconv.Atoi(string(rows[2+i][:10])); err != nil {
			return nil, fmt.Errorf("gopdf: xref: %w", err)
		}
	}
	offsets[n-1] = table
	objs := make([][]byte, n-1)
	for i := range objs {
		_, body, ok := bytes.Cut(raw[offsets[i]:offsets[i+1]], []byte(" 0 obj\n"))
		body, okEnd := bytes.CutSuffix(body, []byte("endobj\n\n"))
		if !ok || !okEnd {
			return nil, fmt.Errorf("gopdf: object %d is incomplete", i+1)
		}
		objs[i] = body
	}
	return objs, nil
}

// deflaters are kept for the next stream: making one takes a megabyte.
var deflaters sync.Pool

// stream makes a compressed stream object; entries go into its dictionary.
func stream(data []byte, entries string) ([]byte, error) {
	var z bytes.Buffer
	z.Grow(len(data)/2 + 64)
	zw, ok := deflaters.Get().(*zlib.Writer)
	if !ok {
		zw = zlib.NewWriter(&z)
	}
	defer deflaters.Put(zw)
	zw.Reset(&z)
	if _, err := zw.Write(data); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	b := fmt.Appendf(nil, "<</Filter/FlateDecode/Length %d%s>>\nstream\n", z.Len(), entries)
	b = append(b, z.Bytes()...)
	return append(b, "\nendstream\n"...), nil
}

// pageOf gives the index of the page that an object follows.
func (d *writer) pageOf(obj int) int {
	p := 0
	for p+1 < len(d.pageAt) && d.pageAt[p+1] < obj {
		p++
	}
	return p
}

// write puts header, objects, table and trailer together.
func write(objs [][]byte, info int, w io.Writer) error {
	size := 2048
	for _, o := range objs {
		size += len(o) + 48
	}
	b := make([]byte, 0, size)
	b = append(b, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	offsets := make([]int, len(objs))
	for i, o := range objs {
		offsets[i] = len(b)
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, " 0 obj\n"...)
		b = append(b, o...)
		b = append(b, "endobj\n"...)
	}
	sum := sha256.Sum256(b)
	table := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(objs)+1)
	for _, at := range offsets {
		b = fmt.Appendf(b, "%010d 00000 n \n", at)
	}
	b = fmt.Appendf(b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(objs)+1, catalogObj, info, sum[:16], sum[:16], table)
	_, err := w.Write(b)
	return err
}
