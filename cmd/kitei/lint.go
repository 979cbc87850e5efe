package main

import (
	"fmt"
	"io/fs"
	"os"

	"kitei/generator"
)

// lintCmd checks templates.
type lintCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"書式のフォルダ (既定: 組み込みの書式)"`
}

// Run prints every fault as file:line:column: code: message; any fault is
// exit status 1.
func (c *lintCmd) Run(o output) error {
	var folder fs.FS
	if c.Dir != "" {
		folder = os.DirFS(c.Dir)
	}
	report, err := generator.Lint(folder)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.err, report)
	return report.Faults.Err()
}
