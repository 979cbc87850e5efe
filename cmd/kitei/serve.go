package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"

	"kitei/api"
	"kitei/generator"
)

// serveCmd runs the API and the web form.
type serveCmd struct {
	Addr   string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"待ち受けるアドレス (ポート 0 = 空いているもの)"`
	NoOpen bool   `name:"no-open" help:"ブラウザを開かない"`
	Quiet  bool   `help:"記録 (ログ) を出さない"`
}

// shutdownTime is how long running requests may go on after Ctrl-C.
const shutdownTime = 20 * time.Second

// Run serves until Ctrl-C.
func (c *serveCmd) Run(o output) error {
	access := api.Access{Open: true}
	if err := access.CheckAddress(c.Addr); err != nil {
		return usagef("このパソコンの外から使えるアドレス %s では、まだ動かせません。127.0.0.1 を使ってください。", c.Addr)
	}
	gen, err := generator.New()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(o.err, nil))
	if c.Quiet {
		log = slog.New(slog.DiscardHandler)
	}
	handler, err := api.New(api.Config{Generator: gen, Log: log, Access: access})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%s で待ち受けられません。ほかのプログラムが使っていないか確かめるか、--addr 127.0.0.1:0 としてください: %w", c.Addr, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := handler.HTTP()
	url := "http://" + listener.Addr().String() + "/"
	fmt.Fprintf(o.out, "kitei を %s で使えます。ブラウザが開かないときは、このアドレスを開いてください。\n終わるには、この窓を閉じるか、Ctrl-C を押してください。\n", url)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	go func() {
		if err := gen.Prepare(); err != nil {
			log.Error("templates", "error", err.Error())
		}
	}()
	if !c.NoOpen {
		openBrowser(url)
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ending); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// openers show an address in the user's browser, by operating system.
var openers = map[string][]string{"windows": {"rundll32", "url.dll,FileProtocolHandler"}, "darwin": {"open"}}

// openBrowser shows the form. When that fails, the address stands on the screen.
func openBrowser(url string) {
	words, ok := openers[runtime.GOOS]
	if !ok {
		words = []string{"xdg-open"}
	}
	cmd := exec.Command(words[0], append(slices.Clone(words[1:]), url)...) //nolint:gosec // a fixed program and the address that we listen on
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}
