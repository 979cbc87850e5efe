package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kitei/generator"
)

// lintCmd checks templates.
type lintCmd struct {
	AsOf string `placeholder:"YYYY-MM-DD" help:"製品のサポートの終了を確かめる日 (既定: 今日)"`
	Dir  string `arg:"" optional:"" type:"existingdir" help:"書式のフォルダ (既定: 組み込みの書式)。隣に docs/coverage があれば、それとも照合する"`
}

// Run prints every fault as file:line:column: code: message; any fault is
// exit status 1.
func (c *lintCmd) Run(o output) error {
	day, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	var folder, points fs.FS
	if c.Dir != "" {
		folder = os.DirFS(c.Dir)
		if dir := filepath.Join(c.Dir, "..", "docs", "coverage"); isDir(dir) {
			points = os.DirFS(dir)
		}
	}
	report, err := generator.Lint(folder, points, day)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.err, report)
	return report.Faults.Err()
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
