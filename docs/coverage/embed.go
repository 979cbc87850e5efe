// Package coverage holds, for every document kind, which clause carries which
// content point of its specification; `kitei lint` checks it.
package coverage

import "embed"

// FS holds the *.yaml files of this folder.
//
//go:embed *.yaml
var FS embed.FS
