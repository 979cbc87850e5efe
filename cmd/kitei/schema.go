package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"kitei/generator"
	"kitei/generator/members"
)

// schemaCmd prints the schema of an input.
type schemaCmd struct {
	Input  string `arg:"" enum:"profile,incident,members" help:"profile | incident | members（会員一覧）"`
	Out    string `placeholder:"FILE" help:"書き出すファイル（省くと標準出力）。既にあるファイルは上書きしない"`
	Format string `default:"json" enum:"json,xlsx,csv" help:"形式。xlsx と csv は members だけで、空の一覧を出す (kitei schema members --format xlsx --out 会員一覧.xlsx)"`
}

// Run prints the JSON Schema of the input file, with labels, hints and defaults,
// or the empty member list.
func (c *schemaCmd) Run(o output) error {
	if c.Input == "members" {
		return c.members(o)
	}
	if c.Format != "json" {
		return usagef("%s の項目一覧は json だけです。", c.Input)
	}
	schema, err := generator.Schema(c.Input)
	if err != nil {
		return err
	}
	return c.write(append(schema, '\n'), o)
}

func (c *schemaCmd) members(o output) error {
	var data []byte
	var err error
	switch c.Format {
	case "json":
		data, err = json.MarshalIndent(members.Describe(), "", "  ")
		data = append(data, '\n')
	case "csv":
		data, err = members.TemplateCSV()
	default:
		data, err = members.TemplateXLSX()
	}
	if err != nil {
		return err
	}
	return c.write(data, o)
}

// write writes to the file of --out, or to standard output: a PowerShell that
// redirects it would change the bytes of a workbook.
func (c *schemaCmd) write(data []byte, o output) error {
	if c.Out == "" {
		_, err := o.out.Write(data)
		return err
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // the user's own folder, as what render writes
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s は既にあります。別の名前にしてください。", c.Out)
	}
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
