package main

import (
	"kitei/generator"
)

// schemaCmd prints the schema of an input.
type schemaCmd struct {
	Input  string `arg:"" enum:"profile,incident,members" help:"profile | incident | members"`
	Format string `default:"json" enum:"json,xlsx,csv" help:"形式"`
}

// Run prints the JSON Schema of the input file, with labels, hints and defaults.
func (c *schemaCmd) Run(o output) error {
	if c.Input == "members" {
		return usagef("%s の項目一覧はまだありません。", c.Input)
	}
	if c.Format != "json" {
		return usagef("%s の項目一覧は json だけです。", c.Input)
	}
	schema, err := generator.Schema(c.Input)
	if err != nil {
		return err
	}
	return printJSON(o.out, schema)
}
