package members

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// FuzzCSV: whatever the bytes are, a list is read or refused, the same each time,
// and no message repeats a cell.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("正式名称,代表者氏名\n\"株式会社\r\n見本\",見本 太郎\n"))
	f.Add([]byte("番号\tcontacts.0.phone\r\r\n1\t312345678\n\"\"\"\t"))
	f.Add([]byte("\uFEFF documents.nda.options.mode,output.as_of\n（なし）,R8.11.22"))
	if s, err := japanese.ShiftJIS.NewEncoder().String("正式名称,住所\n株式会社?見本,髙橋"); err == nil {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		limits := Limits{Bytes: 1 << 16, Rows: 50, Columns: 50, Cells: 500}
		list, err := Read("x.csv", data, Options{Limits: limits})
		again, errAgain := Read("x.csv", data, Options{Limits: limits})
		if (err == nil) != (errAgain == nil) {
			t.Fatal(err, errAgain)
		}
		if err != nil {
			return
		}
		if len(list.Rows) != len(again.Rows) || len(list.Faults) != len(again.Faults) {
			t.Fatal("two readings differ")
		}
		for _, r := range list.Rows {
			if r.Input == nil || r.Place.Row < 1 {
				t.Fatalf("%+v", r)
			}
			for _, one := range r.Faults {
				if one.Code == "" || one.MessageJA == one.Code || !utf8.ValidString(one.MessageJA) {
					t.Fatalf("%+v", one)
				}
			}
		}
	})
}

// FuzzHeader: a header is known, unknown or ambiguous, and a known one leads to a
// field that a cell can hold.
func FuzzHeader(f *testing.F) {
	for _, s := range []string{"正式名称", "個人情報お問い合わせ窓口1の電話番号", "contacts.0.hours.open", "documents.nda.options.mode", "委託先一覧２・認証１・種類", "contractors.0.answers.a.value", "役職", "の", "1", "..", "contacts.-1.phone"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		for _, b := range bases() {
			for _, c := range b.find(header) {
				if c.key == noKey && c.field == nil {
					t.Fatalf("%q leads nowhere: %v", header, c.path)
				}
				if c.key == noKey && !isLeaf(c.field) {
					t.Fatalf("%q is no cell: %v", header, c.path)
				}
				for _, step := range c.path {
					if strings.Trim(step, "0123456789") == "" && len(step) > 9 {
						t.Fatalf("%q counts too far: %v", header, c.path)
					}
				}
			}
			if len(header) < 200 {
				b.nearest(header)
			}
		}
	})
}
