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
	"strings"
	"syscall"
	"time"

	"kitei/api"
	"kitei/generator"
)

// serveCmd runs the API and the web form.
type serveCmd struct {
	Addr         string   `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"待ち受けるアドレス (ポート 0 = 空いているもの)"`
	Keys         string   `placeholder:"FILE" help:"APIキーの SHA-256 のファイル (kitei access key で作る)"`
	PasswordFile string   `name:"password-file" placeholder:"FILE" help:"画面のパスワードのファイル (kitei access password で作る)"`
	Host         []string `placeholder:"NAME" help:"応答するホスト名 (くり返し可。ほかに、このパソコンの名前と --addr の住所)"`
	HTTPS        bool     `name:"https" help:"利用者は HTTPS の中継 (リバースプロキシ) を通って来る"`
	NoOpen       bool     `name:"no-open" help:"ブラウザを開かない"`
	Quiet        bool     `help:"記録 (ログ) を出さない"`

	Data         string        `placeholder:"DIR" help:"一括作成のデータを置くフォルダ (既定: 利用者ごとのアプリケーションのフォルダの kitei)"`
	Keep         time.Duration `default:"168h" placeholder:"TIME" help:"終わった一括作成を結果とともに残す時間 (168h = 7日)"`
	BatchWorkers int           `name:"batch-workers" placeholder:"N" help:"一括作成で同時に作る会社の数 (既定: プロセッサの数より1少ない数)"`
	NatsURL      string        `name:"nats-url" placeholder:"URL" help:"一括作成に使う NATS サーバー。kitei worker と分担するとき"`
	NatsCreds    string        `name:"nats-creds" placeholder:"FILE" help:"NATS の認証情報のファイル"`
	WebhookHost  []string      `name:"webhook-host" placeholder:"NAME" help:"一括作成の終わりを知らせてよい相手のホスト名 (くり返し可。既定: なし)"`
	WebhookKey   string        `name:"webhook-secret-file" placeholder:"FILE" help:"知らせに付ける署名の鍵のファイル (16文字以上)"`
}

// shutdownTime is how long running requests may go on after Ctrl-C.
const shutdownTime = 20 * time.Second

// Run serves until Ctrl-C.
func (c *serveCmd) Run(o output) error {
	access, err := c.access()
	if err != nil {
		return err
	}
	if err := access.CheckAddress(c.Addr); err != nil {
		return usagef("%s は、このパソコンの外から使えるアドレスです。--keys か --password-file で、使える人を決めてください（kitei access で作ります）。", c.Addr)
	}
	gen, err := generator.New()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(o.err, nil))
	if c.Quiet {
		log = slog.New(slog.DiscardHandler)
	}
	kept, err := c.batches()
	if err != nil {
		return err
	}
	handler, err := api.New(api.Config{Generator: gen, Log: log, Access: access, Hosts: c.hosts(), Batches: kept})
	if err != nil {
		return err
	}
	defer func() { _ = handler.Close() }()
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
	handler.Hush()
	ending, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ending); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// access says who may use the server: with neither keys nor a password, whoever
// sits at this computer.
func (c *serveCmd) access() (api.Access, error) {
	access := api.Access{Open: c.Keys == "" && c.PasswordFile == "", Secure: c.HTTPS}
	if c.Keys != "" {
		data, err := os.ReadFile(c.Keys)
		if err != nil {
			return access, usagef("--keys のファイルを読めません: %v", err)
		}
		if access.Keys, err = api.ReadKeys(string(data)); err != nil {
			return access, usagef("--keys のファイルの%v", err)
		}
	}
	if c.PasswordFile != "" {
		data, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return access, usagef("--password-file のファイルを読めません: %v", err)
		}
		access.Password = strings.TrimSpace(string(data))
		if !api.IsPasswordHash(access.Password) {
			return access, usagef("--password-file のファイルは、kitei access password で作ったものではありません。")
		}
	}
	return access, nil
}

// hosts are the names that are answered.
func (c *serveCmd) hosts() []string {
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	if host, _, err := net.SplitHostPort(c.Addr); err == nil && host != "" {
		if ip := net.ParseIP(host); ip == nil || !ip.IsUnspecified() {
			hosts = append(hosts, strings.ToLower(host))
		}
	}
	for _, h := range c.Host {
		hosts = append(hosts, strings.ToLower(h))
	}
	return hosts
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
