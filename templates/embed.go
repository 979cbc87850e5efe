// Package templates holds the words of the documents and the lists they are
// filled from: *.md are the document templates, schema/*.json the fields a
// profile may have, locales/*.toml the messages about them, in Japanese and
// English.
//
// It holds no code; a change of wording or of a field is a change of data.
package templates

import "embed"

// FS holds the folder as it was when the program was built. The pattern takes
// whole folders, so that a file added to one of them needs no change here.
//
//go:embed *
var FS embed.FS
