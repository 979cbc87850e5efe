package members_test

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"kitei/generator/members"
)

const smallList = "番号,正式名称（商号・法人名）,組織の種別,代表者氏名,本店の郵便番号,本店（主たる事務所）の所在地,代表電話,業種,従業員数（常時）,個人情報お問い合わせ窓口1・窓口の名称,contacts.0.phone,制定日\r\n" +
	"001,株式会社髙橋見本,株式会社,髙橋 太郎,0600000,北海道札幌市見本町一丁目1番,312345678,E,２３,相談窓口,090-1234-5678,令和8年11月22日\r\n" +
	"002,見本産業合同会社,godo,見本 花子,330-0000,埼玉県さいたま市見本町二丁目2番,048-000-0000,製造業,5名,窓口,0120-000-000,2026/11/22\r\n"

func read(t *testing.T, data string) *members.List {
	t.Helper()
	list, err := members.Read("list.csv", []byte(data), members.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// shown is every profile of a list as JSON.
func shown(t *testing.T, list *members.List) string {
	t.Helper()
	var b strings.Builder
	for _, r := range list.Rows {
		out, err := json.Marshal(r.Input.Tree())
		if err != nil {
			t.Fatal(err)
		}
		b.Write(out)
		b.WriteByte('\n')
	}
	return b.String()
}

func TestEncodingsGiveTheSameProfiles(t *testing.T) {
	cp932, err := japanese.ShiftJIS.NewEncoder().String(smallList)
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, one := range []struct {
		is   members.Encoding
		data string
	}{
		{members.UTF8, smallList},
		{members.UTF8BOM, "\uFEFF" + smallList},
		{members.CP932, cp932},
		{members.UTF8, strings.ReplaceAll(smallList, ",", "\t")},
		{members.UTF8, strings.ReplaceAll(smallList, "\r\n", "\n")},
	} {
		list := read(t, one.data)
		if list.Encoding != one.is || len(list.Faults) > 0 || len(list.Rows) != 2 {
			t.Fatalf("%s: %s, %v, %d rows", one.is, list.Encoding, list.Faults, len(list.Rows))
		}
		for _, r := range list.Rows {
			if len(r.Faults) > 0 {
				t.Errorf("%s: %+v", one.is, r.Faults)
			}
		}
		if got := shown(t, list); want == "" {
			want = got
			t.Log(got)
		} else if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", one.is, got, want)
		}
	}
}

// A row is called by the name of the company; by that of a person only where the
// person is the business.
func TestNameOfRow(t *testing.T) {
	const head = "正式名称（商号・法人名）,屋号,組織の種別,代表者氏名\r\n"
	for line, want := range map[string]string{
		"株式会社見本商会,見本,株式会社,髙橋 太郎": "株式会社見本商会",
		",見本,株式会社,髙橋 太郎":         "見本",
		",,株式会社,髙橋 太郎":           "",
		",,個人事業主,髙橋 太郎":          "髙橋 太郎",
	} {
		list := read(t, head+line+"\r\n")
		if len(list.Rows) != 1 || list.Rows[0].Name != want {
			t.Errorf("%s: %+v %v", line, list.Rows, list.Faults)
		}
	}
}
