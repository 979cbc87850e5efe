package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// writeList writes a list of invented companies and their common profile, which
// is a sample without what belongs to one company. Row by number: what its line
// looks like instead.
func writeList(t *testing.T, dir string, rows int, edit func(n int, line string) string) (list, common string) {
	t.Helper()
	sample, err := os.ReadFile("../../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sample = regexp.MustCompile(`(?m)^  (legal_name|legal_name_kana|rep_name|rep_name_kana):.*\n`).ReplaceAll(sample, nil)
	var b strings.Builder
	b.WriteString("番号,正式名称（商号・法人名）,組織の種別,代表者氏名,本店の郵便番号,本店（主たる事務所）の所在地,代表電話,従業員数（常時）\r\n")
	for n := range rows {
		n++
		line := fmt.Sprintf("%d,株式会社見本商会%d,株式会社,髙橋 太郎,330-0000,埼玉県さいたま市見本町一丁目%d番,048-000-0000,23", n, n, n)
		b.WriteString(edit(n, line) + "\r\n")
	}
	list, common = filepath.Join(dir, "list.csv"), filepath.Join(dir, "common.yaml")
	for name, text := range map[string]string{list: b.String(), common: string(sample)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return list, common
}

// asCP932 writes a list once more, as Windows Excel does.
func asCP932(t *testing.T, list string) string {
	t.Helper()
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	cp932, err := japanese.ShiftJIS.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(list, ".csv") + "_cp932.csv"
	if err := os.WriteFile(name, []byte(cp932), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// tree is every file below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, err := os.ReadFile(path)
			out[strings.TrimPrefix(path, dir)] = string(text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBatchWithFaultyRows: of the companies × 6 documents of a list 3 rows are
// faulty and named with their cells, exit 3; mended, the 3 alone are made. 100
// companies with KITEI_SOAK, 24 otherwise.
func TestBatchWithFaultyRows(t *testing.T) {
	dir, rows := t.TempDir(), 24
	if os.Getenv("KITEI_SOAK") != "" {
		rows = 100
	}
	faulty := func(n int, line string) string {
		switch n {
		case 7:
			return strings.TrimSuffix(line, "23") + "たくさん"
		case 12:
			return strings.Replace(line, "330-0000", "33-0", 1)
		case 20:
			return strings.Replace(line, "株式会社見本商会20", "", 1)
		}
		return line
	}
	list, common := writeList(t, dir, rows, faulty)
	batch := func(want int, list, out string, more ...string) batchResult {
		t.Helper()
		var stdout, stderr bytes.Buffer
		args := append([]string{"batch", "--members", list, "--common", common, "--format", "txt", "--json", "--out", filepath.Join(dir, out),
			"--doc", "privacy_policy,protection_regulation,leak_procedure,nda,training_quiz,training_handout"}, more...)
		if got := run(args, output{&stdout, &stderr}); got != want {
			t.Fatalf("exit %d, want %d\n%s", got, want, stderr.String())
		}
		var r batchResult
		if want != exitInvalid {
			if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
		}
		return r
	}
	r := batch(exitPartly, list, "utf8")
	var cells []string
	for _, f := range r.Failures {
		cells = append(cells, fmt.Sprint(f.Row, " ", f.Faults[0].CellName, " ", f.Faults[0].Header, " ", f.Faults[0].Pointer))
	}
	want := "8 H8 従業員数（常時） /profile/employee_count\n13 E13 本店の郵便番号 /profile/postal_code\n21 B21 正式名称（商号・法人名） /profile/legal_name"
	if r.Done != rows-3 || r.Failed != 3 || strings.Join(cells, "\n") != want {
		t.Errorf("%d done, %d failed:\n%s\nwant\n%s", r.Done, r.Failed, strings.Join(cells, "\n"), want)
	}
	a := tree(t, filepath.Join(dir, "utf8"))
	batch(exitPartly, asCP932(t, list), "cp932") // the same bytes, faults and all
	if b := tree(t, filepath.Join(dir, "cp932")); !maps.Equal(a, b) {
		t.Errorf("%d files from UTF-8, %d from CP932, and they differ", len(a), len(b))
	}
	if r := batch(exitPartly, list, "utf8"); r.Done != rows-3 { // the same again: nothing to do, nothing changed
		t.Errorf("a second run: %+v", r)
	}
	writeList(t, dir, rows, func(n int, line string) string { return line })
	batch(exitInvalid, list, "utf8") // another list is not mixed in
	if r := batch(exitDone, list, "utf8", "--retry-failed"); r.Done != rows || r.Failed != 0 {
		t.Errorf("mended: %+v", r)
	}
	after := tree(t, filepath.Join(dir, "utf8"))
	for name, text := range a {
		if strings.Count(name, string(filepath.Separator)) == 2 && after[name] != text {
			t.Errorf("%s was changed by the retry", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "utf8.kitei")); err == nil {
		t.Error("the state is still there when all is done")
	}
	var out, errs bytes.Buffer // all is there: nothing to do
	if code := run([]string{"batch", "--members", list, "--common", common, "--format", "txt", "--out", filepath.Join(dir, "utf8"),
		"--doc", "privacy_policy,protection_regulation,leak_procedure,nda,training_quiz,training_handout"}, output{&out, &errs}); code != exitDone {
		t.Errorf("exit %d\n%s", code, errs.String())
	}
}

// TestBatchEncodings: the same list in CP932 gives the same bytes, and so does a
// ZIP of it.
func TestBatchEncodings(t *testing.T) {
	dir := t.TempDir()
	list, common := writeList(t, dir, 6, func(n int, line string) string { return line })
	sjis := asCP932(t, list)
	for _, one := range [][2]string{{list, "utf8"}, {sjis, "sjis"}, {sjis, "all.zip"}} {
		var stdout, stderr bytes.Buffer
		if code := run([]string{"batch", "--members", one[0], "--common", common, "--doc", "privacy_policy", "--format", "pdf", "--out", filepath.Join(dir, one[1])}, output{&stdout, &stderr}); code != exitDone {
			t.Fatalf("%s: exit %d\n%s", one[1], code, stderr.String())
		}
	}
	a, b := tree(t, filepath.Join(dir, "utf8")), tree(t, filepath.Join(dir, "sjis"))
	z, err := zip.OpenReader(filepath.Join(dir, "all.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	if len(a) != 6*3+2 || len(b) != len(a) || len(z.File) != len(a) {
		t.Errorf("%d files from UTF-8, %d from CP932, %d in the ZIP", len(a), len(b), len(z.File))
	}
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s differs between UTF-8 and CP932", name)
		}
		inside, err := fs.ReadFile(z, strings.TrimPrefix(filepath.ToSlash(name), "/"))
		if err != nil || string(inside) != text {
			t.Errorf("%s differs in the ZIP: %v", name, err)
		}
	}
}
