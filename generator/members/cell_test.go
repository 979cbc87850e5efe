package members

import (
	"reflect"
	"strings"
	"testing"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

func field(t *testing.T, path string) *profile.Field {
	t.Helper()
	c := bases()[0].find(path)
	if len(c) != 1 || c[0].field == nil {
		t.Fatal(path)
	}
	return c[0].field
}

// TestValue is what each kind of cell gives for each kind of field.
func TestValue(t *testing.T) {
	const text, number, day, clock, truth = workbook.KindText, workbook.KindNumber, workbook.KindDay, workbook.KindClock, workbook.KindTruth
	for _, one := range []struct {
		field string
		kind  workbook.CellKind
		cell  string
		want  any // nil with a code
		code  string
	}{
		{"my_number", text, "はい", true, ""},
		{"my_number", text, "○", true, ""},
		{"my_number", text, "◯", true, ""},
		{"my_number", text, " 有 ", true, ""},
		{"my_number", number, "1", true, ""},
		{"my_number", text, "１", true, ""},
		{"my_number", truth, "TRUE", true, ""},
		{"my_number", text, "×", false, ""},
		{"my_number", text, "無", false, ""},
		{"my_number", text, "なし", false, ""},
		{"my_number", text, "いいえ", false, ""},
		{"my_number", truth, "FALSE", false, ""},
		{"my_number", text, "△", nil, "list_boolean"},
		{"my_number", text, "-", nil, "list_boolean"},
		{"my_number", number, "2", nil, "list_boolean"},
		{"my_number", text, "（なし）", nothing{}, ""},

		{"output.as_of", text, "2026-11-22", "2026-11-22", ""},
		{"output.as_of", text, "2026/1/2", "2026-01-02", ""},
		{"output.as_of", text, "２０２６年１１月２２日", "2026-11-22", ""},
		{"output.as_of", text, "2026/11/22 0:00:00", "2026-11-22", ""},
		{"output.as_of", text, "令和8年11月22日", "2026-11-22", ""},
		{"output.as_of", text, "令和元年5月1日", "2019-05-01", ""},
		{"output.as_of", text, "R8.11.22", "2026-11-22", ""},
		{"output.as_of", text, "昭和64年1月7日", "1989-01-07", ""},
		{"output.as_of", text, "平成31年5月1日", nil, "list_date"},
		{"output.as_of", text, "2026/2/30", nil, "list_date"},
		{"output.as_of", text, "22/11/2026", nil, "list_date"},
		{"output.as_of", text, "8年11月", nil, "list_date"},
		{"output.as_of", day, "2026-11-22", "2026-11-22", ""},
		{"output.as_of", day, "2026-11-22T10:30", nil, "list_date"},
		{"output.as_of", number, "20261122", "2026-11-22", ""},
		{"output.as_of", number, "46348", nil, "list_date_number"},

		{"phone", text, "048-000-0000", "048-000-0000", ""},
		{"phone", text, "０４８－０００－００００", "048-000-0000", ""},
		{"phone", number, "480000000", "0480000000", ""},
		{"phone", text, "312345678", "0312345678", ""},
		{"phone", number, "9012345678", "09012345678", ""},
		{"phone", number, "8001234567", "08001234567", ""},
		{"phone", number, "120123456", "0120123456", ""},
		{"phone", number, "3123456789", nil, "list_phone"}, // ten digits: 03… has ten with its zero
		{"phone", number, "12345678", nil, "list_phone"},
		{"phone", text, "3.12E+08", nil, "list_phone"},
		{"phone", day, "2026-11-22", nil, "list_date_in_text"},

		{"postal_code", number, "600000", "0600000", ""},
		{"postal_code", number, "10010", "0010010", ""},
		{"postal_code", text, "〒060-0000", "060-0000", ""},
		{"postal_code", text, "3300000", "3300000", ""},

		{"employee_count", text, "２３", 23, ""},
		{"employee_count", text, "1,234人", 1234, ""},
		{"employee_count", number, "23", 23, ""},
		{"employee_count", text, "23.0", 23, ""},
		{"employee_count", text, "約20", nil, "list_integer"},
		{"employee_count", text, "2.5", nil, "list_integer"},
		{"employee_count", text, "-1", -1, ""}, // the schema refuses it
		{"employee_count", day, "2026-11-22", nil, "list_integer"},
		{"requests.fee.amount_yen", text, "１，０００円", 1000, ""},

		{"peak_individuals_6m", text, "<=5000", "<=5000", ""},
		{"peak_individuals_6m", number, "1200", 1200, ""},
		{"peak_individuals_6m", text, "12,000", 12000, ""},

		{"entity_type", text, "株式会社", "kabushiki", ""},
		{"entity_type", text, "有限会社", "tokurei_yugen", ""},
		{"entity_type", text, "kabushiki", "kabushiki", ""},
		{"entity_type", text, "カブシキ", nil, "list_choice"},
		{"industry", text, "製造業", "E", ""},
		{"industry", text, "Ｅ", "E", ""},
		{"industry", text, "医療、福祉", "P", ""},

		{"acquisition_channels", text, "電話、email；", []any(nil), "list_choice"},
		{"acquisition_channels", text, "phone; email", []any{"phone", "email"}, ""},
		{"anonymised.items", text, "年代、購入品目", []any{"年代", "購入品目"}, ""},
		{"anonymised.items", text, "年代、性別；", []any{"年代、性別"}, ""},
		{"anonymised.items", text, "年代\n購入品目", []any{"年代", "購入品目"}, ""},
		{"anonymised.items", day, "2026-11-22", nil, "list_date_in_text"},

		{"contacts.0.hours.open", text, "9:30", "09:30", ""},
		{"contacts.0.hours.open", text, "９時３０分", "09:30", ""},
		{"contacts.0.hours.open", text, "9時", "09:00", ""},
		{"contacts.0.hours.open", clock, "09:30", "09:30", ""},
		{"contacts.0.hours.open", text, "25:00", nil, "list_time"},
		{"contacts.0.hours.open", number, "9", nil, "list_time"},

		{"corporate_number", number, "7000012050002", "7000012050002", ""},
		{"corporate_number", text, "7.00001E+12", nil, "list_lost_digits"},

		{"legal_name", text, " 株式会社　ＡＢＣ＆﨑㍿ ", "株式会社　ＡＢＣ＆﨑㍿", ""}, // as typed
		{"legal_name", text, "=1+1", "=1+1", ""}, // text, never a formula
		{"legal_name", number, "3", "3", ""},
		{"legal_name", day, "2026-01-02", nil, "list_date_in_text"},
		{"rep_title", text, "(なし)", nothing{}, ""},
	} {
		got, p := value(cell{0, one.kind, one.cell}, field(t, one.field))
		code := ""
		if p != nil {
			code = p.code
		}
		if code != one.code || one.code == "" && !reflect.DeepEqual(got, one.want) {
			t.Errorf("%s of %q: %#v %s, want %#v %s", one.field, one.cell, got, code, one.want, one.code)
		}
	}
}

func TestCheckCell(t *testing.T) {
	name, url, phone := field(t, "legal_name"), field(t, "website_url"), field(t, "phone")
	for _, one := range []struct {
		c    cell
		f    *profile.Field
		e    Encoding
		code string
	}{
		{cell{0, workbook.KindText, "深?市商事"}, name, CP932, "list_question_mark"},
		{cell{0, workbook.KindText, "深?市商事"}, name, UTF8, ""},
		{cell{0, workbook.KindText, "よろしいですか？"}, name, CP932, ""},
		{cell{0, workbook.KindText, "https://example.jp/?a=1"}, url, CP932, ""},
		{cell{0, workbook.KindText, "深\uFFFD"}, name, CP932, "list_lost_character"},
		{cell{0, workbook.KindText, "外字\uE000"}, name, CP932, "list_gaiji"},
		{cell{0, workbook.KindFormula, ""}, name, XLSX, "list_formula"},
		{cell{0, workbook.KindError, "#N/A"}, name, XLSX, "list_error_value"},
		{cell{0, workbook.KindNumber, "123456789018"}, name, XLSX, "list_my_number"},
		{cell{0, workbook.KindText, "１２３４ ５６７８ ９０１８"}, nil, UTF8, "list_my_number"},
		{cell{0, workbook.KindText, "0120-000-000"}, phone, UTF8, ""},
	} {
		code := ""
		if p := checkCell(one.c, one.f, one.e); p != nil {
			code = p.code
		}
		if code != one.code {
			t.Errorf("%+v: %q, want %q", one.c, code, one.code)
		}
	}
}

// TestFind is what a header may be called.
func TestFind(t *testing.T) {
	for header, want := range map[string]string{
		"正式名称（商号・法人名）": "profile.legal_name", "正式名称": "profile.legal_name", "正式名称 ＊": "profile.legal_name", "会社名": "profile.legal_name", "legal_name": "profile.legal_name", "profile.legal_name": "profile.legal_name",
		"従業員数": "profile.employee_count", "従業員数\n（常時）": "profile.employee_count",
		"個人情報お問い合わせ窓口1・電話番号": "profile.contacts.0.phone", "個人情報お問い合わせ窓口２の電話番号": "profile.contacts.1.phone", "contacts.0.phone": "profile.contacts.0.phone", "contacts[1].phone": "profile.contacts.1.phone",
		"contacts.0.hours.open": "profile.contacts.0.hours.open", "個人情報お問い合わせ窓口1・受付時間・受付開始": "profile.contacts.0.hours.open",
		"手数料額（1件）": "profile.requests.fee.amount_yen", "開示等の請求の受付・手数料・手数料額": "profile.requests.fee.amount_yen",
		"作成基準日": "output.as_of", "output.as_of": "output.as_of", "documents.privacy_policy.established_on": "documents.privacy_policy.established_on",
		"contractors.0.answers.a1.value": "profile.contractors.0.answers.a1.value",
		"TEL":                            "profile.phone", "Ｅ－ｍａｉｌ": "profile.email", "〒": "profile.postal_code",
	} {
		found := bases()[0].find(header)
		if len(found) != 1 || pathText(append([]string{""}, found[0].path...)) != pathText(append([]string{""}, splitPath(want)...)) {
			t.Errorf("%s: %v, want %s", header, found, want)
		}
	}
	for header, near := range map[string]string{"代表者氏明": "代表者氏名", "正式名": "正式名称（商号・法人名）", "legal_nam": "legal_name", "郵便番合": "本店の郵便番号"} {
		if found := bases()[0].find(header); len(found) > 0 {
			t.Errorf("%s is %v", header, found)
		}
		if got := bases()[0].nearest(header); got != near {
			t.Errorf("%s: near %q, want %q", header, got, near)
		}
	}
	if found := bases()[0].find("役職"); len(found) < 2 {
		t.Errorf("役職 alone: %v", found)
	}
}

func splitPath(s string) []string { return strings.Split(s, ".") }
