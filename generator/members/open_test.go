package members_test

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kitei/generator/members"
	"kitei/generator/profile"
)

// commonProfile is that of the sample list: some hundred facts.
func commonProfile(t *testing.T) *profile.Input {
	t.Helper()
	text, err := os.ReadFile("../../samples/members/common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	common, err := profile.Decode("common.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return common
}

// TestOpenGivesTheRowsOfRead: a list that is read row by row has the rows and
// faults of one that is read at once, each time they are asked for.
func TestOpenGivesTheRowsOfRead(t *testing.T) {
	text := "番号,正式名称,組織の種別,従業員数,代表者氏名\r\n1,株式会社見本甲,株式会社,十人くらい,見本 一郎\r\n1,株式会社見本乙,株式会社,12,見本 二郎\r\n3,,有限会社,5,\r\n"
	options := members.Options{Common: commonProfile(t)}
	whole, err := members.Read("list.csv", []byte(text), options)
	if err != nil {
		t.Fatal(err)
	}
	open, err := members.Open("list.csv", []byte(text), options)
	if err != nil {
		t.Fatal(err)
	}
	if open.Len() != 3 || len(open.Rows) != 0 || open.Row(0) != nil || open.Row(4) != nil {
		t.Errorf("%d rows, %d of them made", open.Len(), len(open.Rows))
	}
	for range 2 {
		for i, r := range slices.Collect(open.All()) {
			w := whole.Rows[i]
			if !reflect.DeepEqual(r.Input.Tree(), w.Input.Tree()) || !reflect.DeepEqual(r.Faults, w.Faults) || r.Name != w.Name || r.Place != w.Place ||
				r.Locate("/profile/employee_count") != w.Locate("/profile/employee_count") {
				t.Errorf("row %d differs: %+v and %+v", i+1, r, w)
			}
		}
	}
	if len(whole.Rows[0].Faults) == 0 || len(whole.Rows[1].Faults) == 0 {
		t.Error("the list of the test has no faults")
	}
}

// TestOpenKeepsCells: a long list takes the memory of its cells, not that of its
// inputs, each of which holds the common profile too.
func TestOpenKeepsCells(t *testing.T) {
	const rows = 1000
	var b strings.Builder
	b.WriteString("番号,正式名称,組織の種別,代表者氏名,郵便番号,住所,電話番号,従業員数\r\n")
	for n := range rows {
		fmt.Fprintf(&b, "%d,株式会社見本%d,株式会社,見本 太郎,330-0000,埼玉県さいたま市見本町一丁目%d番,048-000-0000,23\r\n", n+1, n+1, n+1)
	}
	options := members.Options{Common: commonProfile(t)}
	text := []byte(b.String())
	use := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := use()
	list, err := members.Open("list.csv", text, options)
	if err != nil {
		t.Fatal(err)
	}
	for range list.All() { // what was made is given back
	}
	if a := int64(use()) - int64(before); a > rows*3000 {
		t.Errorf("%d bytes a row", a/rows)
	} else {
		t.Logf("%d bytes a row", a/rows)
	}
	runtime.KeepAlive(list)
}
