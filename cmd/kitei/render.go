package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// renderCmd makes documents.
type renderCmd struct {
	Profile string   `required:"" placeholder:"FILE" help:"会社情報のファイル (YAML / JSON)"`
	Doc     []string `placeholder:"KIND,…|all" help:"書類の種類。省くとファイルの documents に書いたもの"`
	Format  []string `placeholder:"pdf,…" help:"出力形式 (既定 pdf)"`
	Out     string   `required:"" placeholder:"DIR" help:"書き出すフォルダ"`
	AsOf    string   `placeholder:"YYYY-MM-DD" help:"作成基準日 (既定: ファイルの output.as_of、なければ今日)"`
	Draft   bool     `help:"空欄を残した案として作る"`
	Force   bool     `help:"既にあるファイルを上書きする"`
	JSON    bool     `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run renders every document in memory first; nothing is written unless all
// of them succeed.
func (c *renderCmd) Run(o output) error {
	debug.SetGCPercent(400)        // a short run on small data: time matters, not a few megabytes
	debug.SetMemoryLimit(40 << 20) // but two documents at a time stay within 64 MiB with what the runtime and the program file take (docs/benchmarks.md)
	data, err := os.ReadFile(c.Profile)
	if err != nil {
		return usagef("会社情報のファイルを読めません: %v", err)
	}
	input, err := profile.Decode(filepath.Base(c.Profile), data)
	if err != nil {
		return err
	}
	asOf, err := c.asOf(input)
	if err != nil {
		return err
	}
	selected, err := generator.Choose(input, c.Doc, c.Format)
	if err != nil {
		return err
	}
	for _, skipped := range selected.Skipped {
		fmt.Fprintln(o.err, skipped.MessageJA)
	}
	gen, err := generator.New()
	if err != nil {
		return err
	}
	set, err := gen.RenderSet(context.Background(), generator.SetRequest{
		Input: input, Source: data, Kinds: selected.Kinds, Formats: selected.Formats, Run: profile.Run{AsOf: asOf, Draft: c.Draft},
		Progress: func(done, total int, kind string) { fmt.Fprintf(o.err, "[%d/%d] %s\n", done, total, kind) },
	})
	if err != nil {
		return err
	}
	if err := c.write(set); err != nil {
		return err
	}
	manifest := set.Manifest
	if c.JSON {
		return printJSON(o.out, manifest.Report)
	}
	c.summary(manifest, o)
	return nil
}

// asOf is the day the documents are made for: the flag, else the file, else
// today in Japan.
func (c *renderCmd) asOf(input *profile.Input) (japanese.Date, error) {
	if d, ok := input.AsOf(); ok && c.AsOf == "" {
		return d, nil
	}
	return dayOrToday(c.AsOf)
}

// dayOrToday reads --as-of; without it, it is today in Japan. Only here a clock is read.
func dayOrToday(flag string) (japanese.Date, error) {
	if flag != "" {
		d, err := japanese.ParseDate(flag)
		if err != nil {
			return d, usagef("--as-of は 2026-11-22 の形で書いてください。")
		}
		return d, nil
	}
	now := time.Now().In(time.FixedZone("Asia/Tokyo", 9*60*60))
	return japanese.ParseDate(now.Format(time.DateOnly))
}

// write puts the files and their manifest into the folder. Existing files stay
// unless --force; every file appears whole or not at all.
func (c *renderCmd) write(set *generator.Set) error {
	files, err := set.Bundle()
	if err != nil {
		return err
	}
	if !c.Force {
		var exist []string
		for _, f := range files {
			if _, err := os.Lstat(filepath.Join(c.Out, f.Name)); err == nil {
				exist = append(exist, f.Name)
			}
		}
		if len(exist) > 0 {
			return usagef("次のファイルが既にあります。上書きするには --force を付けてください。\n  %s", strings.Join(exist, "\n  "))
		}
	}
	return writeFiles(c.Out, files)
}

// writeFiles puts files into a folder; every one appears whole or not at all.
func writeFiles(folder string, files []generator.File) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		part := fmt.Sprintf("%s.%d.part", f.Name, os.Getpid()) // two runs into one folder do not mix
		if err := root.WriteFile(part, f.Bytes, 0o644); err != nil {
			return err
		}
		if err := root.Rename(part, f.Name); err != nil {
			return err
		}
	}
	return nil
}

// summary tells a person what was made and what to look at.
func (c *renderCmd) summary(m generator.Manifest, o output) {
	for _, f := range m.Files {
		pages := ""
		if f.Pages > 0 {
			pages = fmt.Sprintf("（%dページ）", f.Pages)
		}
		fmt.Fprintln(o.out, filepath.Join(c.Out, f.Name)+pages)
	}
	for _, f := range m.Findings {
		fmt.Fprintf(o.err, "食い違い %s [%s]\n", f.MessageJA, f.Code)
		for _, p := range f.Places {
			fmt.Fprintf(o.err, "  %s#%s %s\n", p.Kind, p.Clause, p.Label)
		}
	}
	for _, w := range m.Warnings {
		fmt.Fprintf(o.err, "注意 %s %s [%s]\n", w.Pointer, w.MessageJA, w.Code)
	}
	if n := len(m.Assumed); n > 0 {
		fmt.Fprintf(o.err, "書かれていない%d項目に既定値を用いました（manifest.json の assumed）。\n", n)
	}
	for _, b := range m.Missing {
		fmt.Fprintf(o.err, "空欄 %s %s\n", b.Pointer, b.Label)
	}
}
