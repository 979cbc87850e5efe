package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"kitei/batch"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
)

// batchCmd makes the documents of every company of a list.
type batchCmd struct {
	Members     string        `required:"" placeholder:"FILE" help:"会社の一覧 (Excel / CSV)"`
	Common      string        `placeholder:"FILE" help:"すべての会社に共通の会社情報 (YAML / JSON)。一覧に書いたことが優先する"`
	Doc         []string      `placeholder:"KIND,…|all" help:"書類の種類。省くと一覧又は共通の会社情報の documents に書いたもの"`
	Format      []string      `placeholder:"pdf,…" help:"出力形式 (既定 pdf)"`
	Out         string        `required:"" placeholder:"DIR|FILE.zip" help:"書き出すフォルダ又は ZIP"`
	Folder      string        `placeholder:"PATTERN" help:"会社のフォルダ名の型 (既定 {連番}_{略称})"`
	AsOf        string        `placeholder:"YYYY-MM-DD" help:"作成基準日 (既定: 共通の会社情報の output.as_of、なければ今日)。一覧に自分の作成基準日を書いた会社は、その日"`
	Draft       bool          `help:"空欄を残した案として作る"`
	Cover       bool          `help:"会社ごとに送付状を付ける。差出人は会社情報の顧問の専門家 (advisor)"`
	RetryFailed bool          `name:"retry-failed" help:"前回誤りのあった行だけを、直した一覧から作り直す"`
	Workers     int           `placeholder:"N" help:"同時に作る会社の数 (既定: プロセッサの数に1を足したもの。-1: 作らずに指図だけをする)"`
	NatsURL     string        `name:"nats-url" placeholder:"URL" help:"NATS サーバー。kitei worker と分担するとき"`
	NatsCreds   string        `name:"nats-creds" placeholder:"FILE" help:"NATS の認証情報のファイル"`
	AckWait     time.Duration `name:"ack-wait" placeholder:"30s" help:"知らせのないパソコンの行を、ほかのパソコンに渡すまでの時間"`
	Quiet       bool          `help:"進み具合を表示しない"`
	JSON        bool          `name:"json" help:"結果を JSON で標準出力に出す"`
}

// batchMemory is the soft limit of memory: queue and workers have room to breathe
// in it. With 96 MiB a fifth of the processor time went into collecting garbage
// (docs/benchmarks.md).
const batchMemory = 160 << 20

// state is the name of the folder beside the results that holds what is needed
// to go on: the list, the queue, the records. It is removed when all is done.
func (c *batchCmd) state() string { return filepath.Clean(c.Out) + ".kitei" }

func (c *batchCmd) zip() bool { return strings.EqualFold(filepath.Ext(c.Out), ".zip") }

// folder is where the companies' folders are written.
func (c *batchCmd) folder() *batch.Folder {
	f := &batch.Folder{Root: c.Out, Parts: filepath.Join(c.state(), "parts")}
	if c.zip() {
		f.Root = filepath.Join(c.state(), "files")
	}
	return f
}

// Run makes what is missing and says which rows are faulty.
func (c *batchCmd) Run(o output) error {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(batchMemory)
	list, options, err := c.read()
	if err != nil {
		return err
	}
	rows, hash, err := batch.Scan(list.rows)
	if err != nil {
		return err
	}
	if rows == 0 {
		return usagef("一覧に会社がありません。")
	}
	for _, w := range list.said {
		fmt.Fprintln(o.err, w)
	}
	if done, err := c.check(options, hash); done || err != nil {
		if done {
			fmt.Fprintf(o.err, "%s には、この一覧の書類がすべてあります。作るものはありません。\n", c.Out)
		}
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once

	gen, err := generator.New()
	if err != nil {
		return err
	}
	engine, err := batch.Start(ctx, batch.Config{
		Generator: gen, Dir: c.state(), URL: c.NatsURL, Creds: c.NatsCreds, Workers: c.Workers, AckWait: c.AckWait, Now: time.Now,
		Log: slog.New(slog.NewJSONHandler(o.err, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if errors.Is(err, batch.ErrInUse) {
		return fmt.Errorf("%s を別の kitei が使っています。それが終わってから、もう一度実行してください", c.state())
	}
	if err != nil {
		return c.explain(err)
	}
	result, err := c.run(ctx, engine, list, options, hash, o)
	if closed := engine.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return c.explain(err)
	}
	if result.Failed == 0 {
		if err := os.RemoveAll(c.state()); err != nil {
			return err
		}
	}
	return result.print(c, o)
}

// run starts the batch, takes it up, or tries its failed rows again.
func (c *batchCmd) run(ctx context.Context, engine *batch.Engine, list *memberList, options batch.Options, hash string, o output) (*batchResult, error) {
	b, err := c.batch(ctx, engine, list, options, hash, o)
	if err != nil {
		return nil, err
	}
	bar := newBar(o.err, c.Quiet)
	err = b.Run(ctx, bar.show)
	bar.end()
	if err != nil {
		return nil, err
	}
	out, err := b.Finish(ctx, list.members)
	if err != nil {
		return nil, err
	}
	if c.zip() {
		err := batch.CreateFile(filepath.Join(c.state(), "parts"), c.Out, func(w io.Writer) error { return b.WriteZIP(ctx, out, w) })
		if err != nil {
			return nil, err
		}
	}
	if out.Progress.Failed == 0 && c.NatsURL != "" {
		if err := b.Delete(ctx); err != nil {
			return nil, err
		}
	}
	return newResult(c, out), nil
}

// stateFile names the batch that the state belongs to.
const stateFile = "batch.json"

type stateOf struct {
	ID   string        `json:"id"`
	AsOf japanese.Date `json:"as_of"` // a run that is taken up on another day is for the same day
}

// dayBefore is the day of the run that is taken up.
func (c *batchCmd) dayBefore() (japanese.Date, bool) {
	var before stateOf
	text, err := os.ReadFile(filepath.Join(c.state(), stateFile))
	return before.AsOf, err == nil && json.Unmarshal(text, &before) == nil && before.ID != ""
}

func (c *batchCmd) batch(ctx context.Context, engine *batch.Engine, list *memberList, options batch.Options, hash string, o output) (*batch.Batch, error) {
	folder := c.folder()
	var before stateOf
	name := filepath.Join(c.state(), stateFile)
	if text, err := os.ReadFile(name); err == nil { //nolint:gosec // G304: a file of our own name in the folder that the user names
		if err := json.Unmarshal(text, &before); err != nil {
			return nil, fmt.Errorf("%s を読めません: %w", name, err)
		}
	}
	if before.ID != "" {
		b, err := engine.Resume(ctx, before.ID, folder)
		switch {
		case errors.Is(err, batch.ErrUnknown):
		case err != nil:
			return nil, err
		case b.Plan().State == batch.Loading: // cut off while the list was kept
			if err := b.Delete(ctx); err != nil {
				return nil, err
			}
		case c.RetryFailed:
			if b.Plan().Options.ID("") != options.ID("") {
				return nil, usagef("前回と異なる指定（書類、形式、作成基準日など）で、誤りのあった行だけを作り直すことはできません。")
			}
			changed, err := b.Retry(ctx, list.rows)
			if len(changed) > 0 {
				fmt.Fprintf(o.err, "注意 次の行は既に作成済みです。一覧の変更は反映していません: %s\n", numbers(changed))
			}
			return b, err
		case b.Plan().Same(options, hash):
			if b.Plan().State == batch.Cancelled {
				return b, b.Reopen(ctx)
			}
			return b, nil
		default:
			return nil, usagef("%s には、別の一覧又は別の指定による一括作成の途中の結果があります。\n"+
				"一覧の誤りを直したときは --retry-failed を付けてください。初めから作るときは、別の --out を指定してください。", c.Out)
		}
	}
	text, err := json.Marshal(stateOf{options.ID(hash), options.AsOf})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		return nil, err
	}
	return engine.Begin(ctx, options, list.rows, folder)
}

// check refuses to write where something else is. done says that the results of
// this list are there in full.
func (c *batchCmd) check(options batch.Options, hash string) (done bool, err error) {
	if _, err := os.Stat(filepath.Join(c.state(), stateFile)); err == nil {
		return false, nil
	}
	if c.RetryFailed {
		return false, usagef("%s に、誤りのあった前回の結果がありません。--retry-failed を付けずに実行してください。", c.Out)
	}
	if c.zip() {
		if _, err := os.Lstat(c.Out); err == nil {
			if id, ok := manifestOfZIP(c.Out); ok && id == options.ID(hash) {
				return true, nil
			}
			return false, usagef("%s が既にあります。別の名前を指定してください。", c.Out)
		}
		return false, os.MkdirAll(filepath.Dir(c.Out), 0o755)
	}
	entries, err := os.ReadDir(c.Out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if id, ok := manifestOfFolder(c.Out); ok && id == options.ID(hash) {
		return true, nil
	}
	return false, usagef("%s に既にファイルがあります。空のフォルダ又は新しい名前を指定してください。", c.Out)
}

// explain says what a person can do about an error.
func (c *batchCmd) explain(err error) error {
	again := "同じコマンドで続きから作ります。"
	switch {
	case errors.Is(err, batch.ErrFull):
		return fmt.Errorf("ディスクの空きがなくなったため、止めました。空きを作ってから、%s（%w）", again, err)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("中断しました。%s", again)
	case errors.Is(err, batch.ErrCancelled):
		return fmt.Errorf("取り消されました。%s", again)
	}
	return err
}

// numbers joins row numbers, not too many of them.
func numbers(list []int) string {
	var words []string
	for i, n := range list {
		if i == 20 {
			words = append(words, "…")
			break
		}
		words = append(words, fmt.Sprint(n))
	}
	return strings.Join(words, "、")
}

// manifestOfFolder is the id in the manifest of a batch.
func manifestOfFolder(dir string) (string, bool) {
	f, err := os.Open(filepath.Join(dir, generator.ManifestName)) //nolint:gosec // G304: a file of our own name in the folder that the user names
	if err != nil {
		return "", false
	}
	defer func() { _ = f.Close() }()
	return manifestID(f)
}

func manifestID(r io.Reader) (string, bool) {
	var m struct {
		ID     string `json:"id"`
		Failed int    `json:"failed"`
	}
	err := json.NewDecoder(r).Decode(&m)
	return m.ID, err == nil && m.ID != "" && m.Failed == 0
}

// memberList is a list of companies and where its faults stand.
type memberList struct {
	rows    batch.List
	members *members.List // nil for a list of profile files
	said    []string      // what was passed over
}
