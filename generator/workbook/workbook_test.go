package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func testBook() *Book {
	return &Book{Title: "台帳", Author: "株式会社見本", Created: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Sheets: []*Sheet{{
		Name: "台帳", Title: []string{"台帳", "株式会社見本"}, Groups: []Group{{"甲", 2, true}, {"乙", 2, false}}, Scale: 60, Keep: 1,
		Columns:   []Column{{Label: "名", Width: 20}, {Label: "日", Type: Date}, {Label: "数", Type: Number}, {Label: "選択", Type: Choice, Choices: []string{"はい", "いいえ"}, Hint: "選ぶ"}},
		Rows:      [][]Cell{{"=1+1", "2026-11-22", "1200", "はい"}, {"+81", "", "0", ""}, {"𠮷野 か\u3099", "2027-01-04", "", "いいえ"}},
		BlankRows: 3, Footer: "台帳 A&B",
	}}}
}

func written(t testing.TB, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(b, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRoundTrip(t *testing.T) {
	data := written(t, testBook())
	got, err := Read(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Grid{{Name: "台帳", Rows: [][]string{
		{"台帳"}, {"株式会社見本"}, {"甲", "", "乙"}, {"名", "日", "数", "選択"},
		{"=1+1", "2026/11/22", "1,200", "はい"}, {"+81", "", "0"}, {"𠮷野 か\u3099", "2027/01/04", "", "いいえ"},
	}}}
	for len(got[0].Rows) > len(want[0].Rows) { // the blank rows
		got[0].Rows = got[0].Rows[:len(got[0].Rows)-1]
	}
	for i, r := range got[0].Rows {
		for len(r) > 0 && r[len(r)-1] == "" {
			r = r[:len(r)-1]
		}
		got[0].Rows[i] = r
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestNoFormulas looks into the file: nothing that was typed became a formula.
func TestNoFormulas(t *testing.T) {
	z, err := zip.NewReader(bytes.NewReader(written(t, testBook())), int64(len(written(t, testBook()))))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") && strings.Contains(string(text), "<f>") {
			t.Errorf("%s has a formula", part.Name)
		}
		if strings.Contains(part.Name, "vba") || strings.Contains(part.Name, "externalLink") {
			t.Errorf("unexpected part %s", part.Name)
		}
	}
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, testBook()), written(t, testBook())) {
		t.Error("two writings differ")
	}
}

func TestReadLimits(t *testing.T) {
	good := written(t, testBook())
	bomb := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create("xl/workbook.xml")
		_, _ = w.Write(bytes.Repeat([]byte{'0'}, 50<<20))
		_ = z.Close()
		return b.Bytes()
	}()
	outside := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		_, _ = z.Create("../../x")
		_ = z.Close()
		return b.Bytes()
	}()
	tests := []struct {
		name   string
		data   []byte
		limits Limits
		want   error
	}{
		{"empty", nil, Limits{}, ErrNotXLSX},
		{"text", []byte("a,b,c"), Limits{}, ErrNotXLSX},
		{"truncated", good[:len(good)/2], Limits{}, ErrNotXLSX},
		{"other archive", outside, Limits{}, ErrNotXLSX},
		{"bomb", bomb, Limits{}, ErrTooLarge},
		{"file too large", good, Limits{Bytes: 100}, ErrTooLarge},
		{"too much unpacked", good, Limits{Unpacked: 1000}, ErrTooLarge},
		{"too many rows", good, Limits{Rows: 3}, ErrTooLarge},
		{"too many cells", good, Limits{Cells: 5}, ErrTooLarge},
		{"too many parts", good, Limits{Parts: 2}, ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(tt.data, tt.limits); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestSheetNames(t *testing.T) {
	for _, name := range []string{"", "a/b", "a:b", strings.Repeat("長", 32), "'a"} {
		b := testBook()
		b.Sheets[0].Name = name
		if err := Write(b, io.Discard); err == nil {
			t.Errorf("sheet name %q was accepted", name)
		}
	}
}

// FuzzRead: whatever comes in, reading gives an error or a grid, never a panic.
func FuzzRead(f *testing.F) {
	f.Add(written(f, testBook()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = Read(data, Limits{Bytes: 1 << 20, Unpacked: 4 << 20, Rows: 1000, Cells: 10000})
	})
}
