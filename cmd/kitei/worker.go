package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"kitei/batch"
	"kitei/generator"
)

// workerCmd makes documents for batches that run elsewhere.
type workerCmd struct {
	NatsURL   string `name:"nats-url" required:"" placeholder:"URL" help:"NATS サーバー"`
	NatsCreds string `name:"nats-creds" placeholder:"FILE" help:"NATS の認証情報のファイル"`
	Workers   int    `placeholder:"N" help:"同時に作る会社の数 (既定: プロセッサの数に1を足したもの)"`

	AckWait time.Duration `name:"ack-wait" placeholder:"30s" help:"知らせのないパソコンの行を、ほかのパソコンに渡すまでの時間"`
}

// Run works until Ctrl-C, and hands back what it has in hand.
func (c *workerCmd) Run(o output) error {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(batchMemory)
	gen, err := generator.New()
	if err != nil {
		return err
	}
	if err := gen.Prepare(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	engine, err := batch.Start(ctx, batch.Config{
		Generator: gen, URL: c.NatsURL, Creds: c.NatsCreds, Workers: c.Workers, AckWait: c.AckWait, Log: slog.New(slog.NewJSONHandler(o.err, nil)),
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(o.err, "一括作成を手伝っています。終わるには Ctrl-C を押してください。")
	engine.Wait(ctx)
	err = engine.Close()
	fmt.Fprintf(o.err, "%d社を作って終わりました。\n", engine.Worked())
	return err
}
