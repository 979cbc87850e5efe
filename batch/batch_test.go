package batch

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// TestMain finds goroutines that outlive their engine. The one that is passed over
// is of nats.go 1.55.0: after a reconnection CleanupPublisher does not end it.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/nats-io/nats.go/jetstream.(*jetStream).resetPendingAcksOnReconnect"))
}

var day = japanese.Date{Year: 2026, Month: 11, Day: 22}

var theGenerator = sync.OnceValues(generator.New)

func newGenerator(t testing.TB) *generator.Generator {
	t.Helper()
	g, err := theGenerator()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// memberList is a list of invented companies; bad says what is wrong with a row.
func memberList(t testing.TB, rows int, bad map[int]string) *members.List {
	t.Helper()
	var b strings.Builder
	b.WriteString("番号,正式名称（商号・法人名）,組織の種別,代表者氏名,本店の郵便番号,本店（主たる事務所）の所在地,代表電話,従業員数（常時）\r\n")
	for i := range rows {
		n, staff := i+1, "23"
		if w := bad[n]; w != "" {
			staff = w
		}
		fmt.Fprintf(&b, "%d,株式会社見本%d,株式会社,髙橋 太郎,330-0000,埼玉県さいたま市見本町一丁目%d番,048-000-0000,%s\r\n", n, n, n, staff)
	}
	text, err := os.ReadFile("../samples/seisakusho.yaml")
	if err != nil {
		t.Fatal(err)
	}
	common, err := profile.Decode("seisakusho.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	list, err := members.Read("list.csv", []byte(b.String()), members.Options{Common: common})
	if err != nil || len(list.Faults) > 0 {
		t.Fatal(err, list)
	}
	return list
}

var options = Options{Kinds: []string{"privacy_policy"}, Formats: []string{"txt"}, AsOf: day}

// testLog shows an engine's log where a test fails.
func testLog(t testing.TB) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), nil))
}

func startEngine(t testing.TB, conf Config) *Engine {
	t.Helper()
	conf.Generator, conf.Log = newGenerator(t), testLog(t)
	e, err := Start(context.Background(), conf)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func testFolder(t testing.TB) *Folder {
	dir := t.TempDir()
	return &Folder{Root: filepath.Join(dir, "out"), Parts: filepath.Join(dir, "parts")}
}

// limited ends a test that would wait for ever.
func limited(t testing.TB) context.Context {
	longest := 90 * time.Second
	if soaking() {
		longest = time.Hour
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	t.Cleanup(cancel)
	return ctx
}

func begin(t testing.TB, e *Engine, o Options, list *members.List, f *Folder) *Batch {
	t.Helper()
	b, err := e.Begin(limited(t), o, ListOf(list, o), f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// contents are all files below a folder with their bytes.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBatch: rows without fault are made, the others are named with their cell;
// mended, they alone are made.
func TestBatch(t *testing.T) {
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: 2}), testFolder(t)
	ctx := limited(t)
	list := memberList(t, 12, map[int]string{5: "たくさん"})
	b := begin(t, e, options, list, folder)
	var last Progress
	if err := b.Run(ctx, func(p Progress) { last = p }); err != nil {
		t.Fatal(err)
	}
	if want := (Progress{Total: 12, Done: 11, Failed: 1, Files: 11}); last != want {
		t.Errorf("progress %+v, want %+v", last, want)
	}
	out, err := b.Finish(ctx, list)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Failed) != 1 || out.Failed[0].Row != 6 || out.Failed[0].Faults[0].CellName != "H6" {
		t.Errorf("failed: %+v", out.Failed)
	}
	before := contents(t, folder.Root)

	mended := memberList(t, 12, nil)
	if _, err := b.Retry(ctx, ListOf(mended, options)); err != nil {
		t.Fatal(err)
	}
	if err := b.Run(ctx, func(p Progress) { last = p }); err != nil {
		t.Fatal(err)
	}
	if last.Done != 12 || last.Failed != 0 {
		t.Errorf("after the retry: %+v", last)
	}
	if _, err := b.Finish(ctx, mended); err != nil {
		t.Fatal(err)
	}
	after := contents(t, folder.Root)
	if len(after) != len(before)+3 { // document, manifest, 確認表
		t.Errorf("%d files before, %d after", len(before), len(after))
	}
	for name, text := range before {
		if strings.Contains(name, "/") && after[name] != text {
			t.Errorf("%s was changed by the retry", name)
		}
	}
}

// TestRowsOwnDay: a company that states its own day in the list is made for that
// day, whatever the day of the batch; the others for that of the batch, even where
// the common profile states another.
func TestRowsOwnDay(t *testing.T) {
	text, err := os.ReadFile("../samples/members/common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	common, err := profile.Decode("common.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile("../samples/members/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(sample)), "\n")
	for i, day := range []string{"output.as_of", "2026年12月1日", ""} {
		lines[i] = strings.TrimSuffix(lines[i], "\r") + "," + day
	}
	list, err := members.Read("list.csv", []byte(strings.Join(lines[:3], "\n")), members.Options{Common: common})
	if err != nil || len(list.Faults) > 0 {
		t.Fatal(err, list)
	}
	o := options
	o.AsOf, o.Folder = japanese.Date{Year: 2026, Month: 11, Day: 23}, "{会社名略}_{西暦}"
	e, folder := startEngine(t, Config{Dir: t.TempDir(), Workers: 1}), testFolder(t)
	b := begin(t, e, o, list, folder)
	if err := b.Run(limited(t), nil); err != nil {
		t.Fatal(err)
	}
	if out, err := b.Finish(limited(t), list); err != nil || len(out.Failed) > 0 {
		t.Fatal(err, out)
	}
	got := contents(t, folder.Root)
	for _, name := range []string{"髙﨑見本商店_2026-12-01/髙﨑見本商店_プライバシーポリシー_2026-12-01.txt", "見本精機_2026-11-23/見本精機_プライバシーポリシー_2026-11-23.txt"} {
		if got[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
}
