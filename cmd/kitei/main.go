// Command kitei (規程) makes the personal-information documents of Japanese
// companies from one profile file. See README.md for its use.
//
// Exit status: 0 done, 1 failed, 2 wrong use or invalid input (every fault
// listed at once, nothing written), 3 some of several files, or of the rows of a
// list, failed.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	_ "time/tzdata" // Windows has none

	"github.com/alecthomas/kong"

	"kitei/generator/document"
	"kitei/generator/profile"
)

// The exit statuses of the contract.
const (
	exitDone    = 0
	exitFailed  = 1
	exitInvalid = 2
	exitPartly  = 3
)

// cli is the command line; one field a subcommand.
type cli struct {
	Render    renderCmd    `cmd:"" help:"会社情報から書類を作る (make documents from a profile)"`
	Batch     batchCmd     `cmd:"" help:"一覧の会社すべての書類を作る (make the documents of a list of companies)"`
	Worker    workerCmd    `cmd:"" help:"一括作成を手伝う (help with batches on a NATS server)"`
	Incident  incidentCmd  `cmd:"" help:"漏えい等の事案 (a leak: decide what must be reported)"`
	Checklist checklistCmd `cmd:"" help:"委託先の確認リスト (contractor checklists that come back)"`
	Documents documentsCmd `cmd:"" help:"書類の種類を一覧する (list the document kinds)"`
	Schema    schemaCmd    `cmd:"" help:"入力項目の一覧 (JSON Schema) を出す (print the input schema)"`
	Serve     serveCmd     `cmd:"" help:"ブラウザの画面と HTTP API を動かす (serve the web form and the API)"`
	Access    accessCmd    `cmd:"" help:"ほかのパソコンから使うときの鍵とパスワードを作る (make a key or a password for kitei serve)"`
	Lint      lintCmd      `cmd:"" help:"書式 (テンプレート) を検査する (check the templates)"`
	Version   versionCmd   `cmd:"" help:"版を表示する (print the version)"`
}

// waitForEnter keeps the window of a double click open, so that the reason of a
// failure can be read.
func waitForEnter(o output) {
	fmt.Fprintln(o.err, "Enter キーを押すと閉じます。")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

// output is where a subcommand writes: results to out, messages to err.
type output struct {
	out io.Writer
	err io.Writer
}

// usageError is wrong use of the command line: exit status 2.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// partlyError is a run over several files of which some failed: exit status 3.
type partlyError struct{ message string }

func (e partlyError) Error() string { return e.message }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

func main() { os.Exit(run(os.Args[1:], output{os.Stdout, os.Stderr})) }

// run carries out one command line and gives its exit status.
func run(args []string, o output) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("kitei"),
		kong.Description("規程 — 個人情報の書類を会社情報から作ります。"),
		kong.Writers(o.out, o.err), kong.Exit(func(code int) { exited = code }), kong.Bind(o))
	if err != nil {
		fmt.Fprintln(o.err, err)
		return exitFailed
	}
	if len(args) == 0 { // a double click
		code := run([]string{"serve", "--addr=127.0.0.1:0", "--quiet"}, o)
		if code != exitDone {
			waitForEnter(o)
		}
		return code
	}
	ctx, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(o.err, "使い方の誤り: %v\nkitei --help で使い方を表示します。\n", err)
		return exitInvalid
	}
	return status(ctx.Run(), o.err)
}

// status prints an error and gives the exit status that belongs to it.
func status(err error, w io.Writer) int {
	if err == nil {
		return exitDone
	}
	var usage usageError
	var input profile.Faults
	var template document.Faults
	var partly partlyError
	switch {
	case errors.As(err, &partly):
		fmt.Fprintln(w, partly.message)
		return exitPartly
	case errors.As(err, &usage):
		fmt.Fprintln(w, usage.message)
		return exitInvalid
	case errors.As(err, &input):
		fmt.Fprintf(w, "入力に%d件の誤りがあります。何も書き出していません。\n", len(input))
		for _, f := range input {
			fmt.Fprintf(w, "  %s  %s  [%s]\n      %s\n", f.Pointer, f.MessageJA, f.Code, f.MessageEN)
		}
		return exitInvalid
	case errors.As(err, &template):
		fmt.Fprintln(w, template.Error())
		return exitFailed
	}
	fmt.Fprintln(w, "失敗しました:", err)
	return exitFailed
}
