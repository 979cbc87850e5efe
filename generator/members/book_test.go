package members_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"kitei/generator/members"
	"kitei/generator/profile"
)

// book makes a workbook by hand, so that it can hold what no program would write:
// sheets are the XML of their rows, by name.
func book(t *testing.T, sheets ...string) []byte {
	t.Helper()
	parts := map[string]string{
		"xl/styles.xml": `<styleSheet xmlns="x"><numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="000\-0000\-0000"/><numFmt numFmtId="166" formatCode="0.00E+00"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
	}
	var list, links strings.Builder
	for i := 0; i < len(sheets); i += 2 {
		n := i/2 + 1
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, sheets[i], n, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="http://x/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", n)] = `<worksheet xmlns="x"><dimension ref="A1:XFD1048576"/><sheetData>` + sheets[i+1] + `</sheetData></worksheet>`
	}
	parts["xl/workbook.xml"] = `<workbook xmlns="x" xmlns:r="r"><workbookPr/><sheets>` + list.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="x">` + links.String() + `<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/></Relationships>`
	return pack(t, parts)
}

func pack(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rowXML is a row of cells from A on: words, or "#style:number", "=formula", "!error", "?1".
func rowXML(number int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, number)
	for i, c := range cells {
		at := fmt.Sprintf("%c%d", 'A'+i, number)
		escape := strings.NewReplacer("&", "&amp;", "<", "&lt;")
		switch {
		case c == "":
		case c[0] == '#':
			style, value, _ := strings.Cut(c[1:], ":")
			fmt.Fprintf(&b, `<c r="%s" s="%s"><v>%s</v></c>`, at, style, value)
		case c[0] == '=':
			fmt.Fprintf(&b, `<c r="%s" t="str"><f>%s</f><v>信じてはならない</v></c>`, at, escape.Replace(c[1:]))
		case c[0] == '!':
			fmt.Fprintf(&b, `<c r="%s" t="e"><v>#%s</v></c>`, at, c[1:])
		case c[0] == '?':
			fmt.Fprintf(&b, `<c r="%s" t="b"><v>%s</v></c>`, at, c[1:])
		default:
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t><rPh sb="0" eb="1"><t>フリガナ</t></rPh></is></c>`, at, escape.Replace(c))
		}
	}
	return b.String() + "</row>"
}

var bookHead = []string{"番号", "正式名称（商号・法人名）", "組織の種別", "代表者氏名", "本店の郵便番号", "本店（主たる事務所）の所在地", "代表電話", "業種", "従業員数（常時）", "個人情報お問い合わせ窓口1・窓口の名称", "contacts.0.phone", "制定日"}

// TestWorkbookGivesTheSameProfiles: the cells of a workbook, with dates and
// numbers of Excel, give what the CSV file gives.
func TestWorkbookGivesTheSameProfiles(t *testing.T) {
	data := book(t, "Sheet1", rowXML(1, bookHead...)+
		rowXML(2, "#0:1", "株式会社髙橋見本", "株式会社", "髙橋 太郎", "#0:600000", "北海道札幌市見本町一丁目1番", "#0:312345678", "E", "#0:23", "相談窓口", "090-1234-5678", "#2:46348")+
		rowXML(4, "002", "見本産業合同会社", "godo", "見本 花子", "330-0000", "埼玉県さいたま市見本町二丁目2番", "048-000-0000", "製造業", "5名", "窓口", "0120-000-000", "#1:46348"))
	list, err := members.Read("会員.csv", data, members.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shown(t, list), shown(t, read(t, smallList)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if list.Encoding != members.XLSX || list.Rows[1].Place.Row != 4 || list.Rows[1].Number != 2 || list.Rows[1].Key != "002" {
		t.Errorf("%s %+v", list.Encoding, list.Rows[1])
	}
}

// codes are the faults of a list as "cell code", those of the whole first.
func codes(list *members.List) []string {
	var out []string
	add := func(faults []members.Fault) {
		for _, f := range faults {
			where := f.CellName
			if where == "" {
				where = fmt.Sprint("row ", f.Row)
			}
			out = append(out, strings.TrimSpace(f.Sheet+" "+where+" "+f.Code))
		}
	}
	add(list.Faults)
	for _, r := range list.Rows {
		add(r.Faults)
	}
	return out
}

// TestFaultsOfCells: every kind of fault of every row at once, each with its cell.
func TestFaultsOfCells(t *testing.T) {
	data := book(t,
		"会社", rowXML(3, "番号", "正式名称", "代表者氏名", "従業員数", "代表電話", "作成基準日", "代表者氏明", "備考", "個人番号（マイナンバー）の取扱い", "※控え")+
			rowXML(4, "1", "=A1&B1", "!N/A", "#5:1.5", "#0:31234", "#0:46348", "x", "好きに書く", "?1", "自由")+
			rowXML(5, "1", "株式会社見本", "見本 太郎", "#0:12", "#3:312345678", "#1:46348", "", "", "△", "123456789018")+
			rowXML(6, "記入例", "=A1", "見本"),
		"問い合わせ窓口", rowXML(1, "会社番号", "電話番号"),
		"部門一覧", rowXML(1, "会社番号", "部門名", "部門長の役職")+rowXML(2, "#0:1", "総務部", "部長")+rowXML(3, "9", "営業部", "部長")+rowXML(4, "", "製造部", "部長")+rowXML(5, "1", "", "課長", "余り"),
		"※メモ", rowXML(1, "読まない"))
	list, err := members.Read("x.xlsx", data, members.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := codes(list)
	for _, want := range []string{
		"会社 G3 list_header_near", "問い合わせ窓口 row 0 list_sheet_near", "部門一覧 A3 list_no_such_company", "部門一覧 row 4 list_no_owner", "部門一覧 D5 list_no_header_here",
		"会社 B4 list_formula", "会社 C4 list_error_value", "会社 D4 list_integer", "会社 E4 list_phone", "会社 F4 list_date_number",
		"会社 A5 list_key_twice", "会社 I5 list_boolean", "会社 J5 list_my_number",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if len(got) != 13 || len(list.Rows) != 2 {
		t.Errorf("%d rows, %s", len(list.Rows), strings.Join(got, "\n"))
	}
	second := list.Rows[1].Input
	if second.Text("profile.phone") != "003-1234-5678" || second.Text("output.as_of") != "2026-11-22" { // the format of the cell shows 000-0000-0000
		t.Error(second.Tree())
	}
	for _, f := range append(list.Faults, list.Rows[0].Faults...) {
		if f.MessageJA == f.Code || f.MessageEN == f.Code || strings.Contains(f.MessageJA, "no value") {
			t.Errorf("%s has no message: %s", f.Code, f.MessageJA)
		}
	}
}

// TestRequiredFieldsNameTheirCell: what the profile lacks is shown where it
// belongs: its cell, or the row.
func TestRequiredFieldsNameTheirCell(t *testing.T) {
	list := read(t, "番号,正式名称,組織の種別,代表者氏名,郵便番号,住所,業種,従業員数\n1,株式会社見本,株式会社,,330-0000,埼玉県見本市1,製造業,3\n")
	faults, _ := list.Rows[0].Check(profile.Run{Kinds: []string{"privacy_policy"}})
	got := map[string]string{}
	for _, f := range faults {
		got[f.Pointer] = f.Where("ja")
	}
	if got["/profile/rep_name"] != "D2（代表者氏名）" || got["/profile/business_description"] != "2行目" {
		t.Error(got)
	}
}

// TestHostileFiles: what is no list is refused in words, never read in part.
func TestHostileFiles(t *testing.T) {
	var rows, wide strings.Builder
	rows.WriteString(rowXML(1, bookHead...))
	for i := 2; i < 20100; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="B%d"><v>1</v></c></row>`, i, i)
	}
	wide.WriteString(`<row r="1">`)
	for range 20000 {
		wide.WriteString(`<c t="inlineStr"><is><t>正式名称</t></is></c>`)
	}
	wide.WriteString(`</row>`)
	bomb := pack(t, map[string]string{"xl/workbook.xml": strings.Repeat(" ", 60<<20)})
	for name, one := range map[string]struct {
		data []byte
		code string
	}{
		"empty":           {nil, "list_empty"},
		"only a mark":     {[]byte("\uFEFF\r\n"), "list_empty"},
		"xls":             {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), "list_old_excel"},
		"utf-16":          {[]byte("\xFF\xFEA\x00,\x00"), "list_utf16"},
		"utf-16 be":       {[]byte("\xFE\xFF\x00A"), "list_utf16"},
		"nul":             {[]byte("正式名称\x00,代表者氏名\n"), "list_binary"},
		"jis":             {[]byte("\x1B$B@5<0L>>N\x1B(B,a\n"), "list_encoding"},
		"euc-jp":          {bytes.Repeat([]byte("\xC0\xB5\xBC\xB0\xCC\xBE\xBE\xCE,\xC2\xE5\xC9\xBD\xBC\xD4\xBB\xE1\xCC\xBE\xFE\xFE\n"), 40), "list_encoding"},
		"no zip":          {[]byte("PK\x03\x04 but nothing else"), "list_not_xlsx"},
		"another zip":     {pack(t, map[string]string{"a.txt": "a"}), "list_not_xlsx"},
		"broken sheet":    {book(t, "会社", `<row r="1"><c r="A1"`), "list_not_xlsx"},
		"cells upside":    {book(t, "会社", `<row r="9"><c r="A1"><v>1</v></c></row>`), "list_not_xlsx"},
		"entities":        {pack(t, map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>`}), "list_not_xlsx"},
		"bomb":            {bomb, "list_too_large_ratio"},
		"rows":            {book(t, "会社", rows.String()), "list_too_many_rows"},
		"columns":         {book(t, "会社", wide.String()), "list_too_many_columns"},
		"columns in csv":  {[]byte(strings.Repeat("正式名称,", 20000)), "list_too_many_columns"},
		"rows in csv":     {[]byte(strings.Repeat("a\n", 1000000)), "list_too_many_rows"},
		"a long cell":     {[]byte("正式名称\n" + strings.Repeat("長", 40000)), "list_too_large_characters"},
		"a large file":    {bytes.Repeat([]byte("a,"), 6<<20), "list_too_large_bytes"},
		"only a header":   {[]byte("正式名称,代表者氏名\n"), "list_no_company"},
		"only an example": {[]byte("番号,正式名称\n記入例,株式会社見本\n"), "list_no_company"},
	} {
		list, err := members.Read(name, one.data, members.Options{})
		var faults profile.Faults
		if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Code != one.code {
			t.Errorf("%s: %v %v, want %s", name, list, err, one.code)
		}
	}
	for name, one := range map[string]struct{ data, want string }{
		"no header":       {"株式会社見本,見本 太郎\n", "row 0 list_no_header"},
		"a lone quote":    {"正式名称,代表者氏名\n株式会社\"見本,見本\n", "A2 list_quote"},
		"an open quote":   {"正式名称,代表者氏名\n\"株式会社見本,見本\n", "A2 list_quote"},
		"behind a quote":  {"正式名称,代表者氏名\n\"株式会社\"見本,見本\n", "A2 list_quote"},
		"header twice":    {"正式名称,会社名\n株式会社見本,見本\n", "B1 list_header_twice"},
		"a vague header":  {"正式名称,役職\n株式会社見本,見本\n", "B1 list_header_ambiguous"},
		"no such header":  {"正式名称,好きな食べ物の一覧表\n株式会社見本,見本\n", "B1 list_header_unknown"},
		"a nameless one":  {"正式名称\n株式会社見本,見本\n", "B2 list_no_header_here"},
		"number as value": {"正式名称,代表者氏名\n株式会社見本,123456789018\n", "B2 list_my_number"},
	} {
		list, err := members.Read(name, []byte(one.data), members.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := codes(list); !slices.Contains(got, one.want) {
			t.Errorf("%s: %v, want %s", name, got, one.want)
		}
	}
}

// TestManyRowsClaimed: a workbook that only says it has a million rows is read
// for what it has.
func TestManyRowsClaimed(t *testing.T) {
	data := book(t, "会社", rowXML(1, bookHead...)+rowXML(1048576, "1", "株式会社見本"))
	list, err := members.Read("x", data, members.Options{})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Place.Row != 1048576 {
		t.Error(list, err)
	}
}

func TestCommon(t *testing.T) {
	common, err := profile.Decode("common.yaml", []byte(`
profile:
  website_url: https://example.jp/
  rep_title: 代表取締役
  email: info@example.jp
  contacts: [{name: 共通の窓口, phone: 03-0000-0000}]
  requests: {fee: {charge: true, amount_yen: 500}, target_days: 14}
documents:
  - {kind: nda}
  - {kind: privacy_policy, established_on: 2026-04-01, options: {variant: simple}}
`))
	if err != nil {
		t.Fatal(err)
	}
	list, err := members.Read("x", []byte("正式名称,代表者の役職,メール,contacts.0.name,requests.target_days,documents.privacy_policy.established_on,documents.leak_procedure.number,documents.privacy_policy.effective_on\n"+
		"株式会社甲,,,,,,,\n株式会社乙,（なし）,（なし）,乙の窓口,7,2026-11-22,手続-1,2026/13/1\n"), members.Options{Common: common})
	if err != nil || len(list.Faults) > 0 {
		t.Fatal(list, err)
	}
	first, second := list.Rows[0].Input.Tree(), list.Rows[1].Input.Tree()
	if got := fmt.Sprint(first["documents"], " ", first["profile"].(map[string]any)["rep_title"]); got != "[map[kind:nda] map[established_on:2026-04-01 kind:privacy_policy options:map[variant:simple]]] 代表取締役" {
		t.Error(got)
	}
	p := second["profile"].(map[string]any)
	if _, there := p["rep_title"]; there {
		t.Error("the title was left empty on purpose")
	}
	if _, there := p["email"]; there {
		t.Error("the e-mail was left empty on purpose")
	}
	if got := fmt.Sprint(p["contacts"], p["requests"], second["documents"], p["website_url"]); got != "[map[name:乙の窓口]] map[fee:map[amount_yen:500 charge:true] target_days:7] "+
		"[map[kind:nda] map[established_on:2026-11-22 kind:privacy_policy options:map[variant:simple]] map[kind:leak_procedure number:手続-1]]https://example.jp/" {
		t.Error(got)
	}
	if got := codes(list); !slices.Contains(got, "H3 list_date") {
		t.Error(got)
	}
	if f := list.Rows[1].Faults; len(f) == 0 || f[0].Pointer != "/documents/1/effective_on" {
		t.Error(f)
	}
}

// TestRowsOfLists: the rows of further sheets come to their company by number or name.
func TestRowsOfLists(t *testing.T) {
	data := book(t,
		"顧問先一覧", rowXML(1, "顧問先番号", "会社名", "組織の種別")+rowXML(2, "001", "株式会社甲", "株式会社")+rowXML(3, "002", "乙合同会社", "合同会社"),
		"委託先一覧", rowXML(1, "会社名", "委託する業務", "認証1・種類")+rowXML(2, "乙 合同会社", "給与計算", "SRPⅡ")+rowXML(3, "株式会社甲", "発送")+rowXML(4, "乙合同会社", "保管"),
		"安全管理と手続", rowXML(1, "会社番号", "会社名", "多要素認証を使っているか")+rowXML(2, "#0:2", "", "○"),
		"取得する項目", rowXML(1, "会社番号", "対象者の区分", "項目")+rowXML(2, "1", "customer", "氏名、住所"),
	)
	list, err := members.Read("x", data, members.Options{})
	if err != nil || len(list.Faults) > 0 {
		t.Fatal(list, err)
	}
	a, b := list.Rows[0].Input.Tree()["profile"].(map[string]any), list.Rows[1].Input.Tree()["profile"].(map[string]any)
	if got := fmt.Sprint(a["contractors"], a["data_subject_items"], b["contractors"], b["technical"]); got !=
		"[map[service:発送]] [map[group:customer items:[氏名 住所]]] [map[certificates:[map[kind:SRPⅡ]] service:給与計算] map[service:保管]] map[mfa:true]" {
		t.Error(got)
	}
	if at := list.Rows[1].Locate("/profile/contractors/1/service"); at.Sheet != "委託先一覧" || at.Cell() != "B4" {
		t.Error(at)
	}
}
