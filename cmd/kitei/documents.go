package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"kitei/generator"
)

// documentsCmd lists the document kinds.
type documentsCmd struct {
	JSON bool `name:"json" help:"JSON で出す"`
}

// Run prints one line a kind.
func (c *documentsCmd) Run(o output) error {
	if c.JSON {
		return printJSON(o.out, generator.Kinds())
	}
	for _, k := range generator.Kinds() {
		fmt.Fprintf(o.out, "%-24s %s  [%s]\n", k.Kind, k.NameJA, formats(k))
	}
	return nil
}

func formats(k generator.KindInfo) string {
	if !k.Ready() {
		return "（まだありません）"
	}
	words := make([]string, len(k.Formats))
	for i, f := range k.Formats {
		words[i] = string(f)
	}
	return strings.Join(words, ", ")
}

// printJSON writes one JSON value, indented, Japanese as it is.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// versionCmd prints the version.
type versionCmd struct{}

// Run prints the version and the day of the law table.
func (versionCmd) Run(o output) error {
	_, err := fmt.Fprintln(o.out, "kitei", generator.Version)
	return err
}
