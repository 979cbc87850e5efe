package generator

import (
	"regexp"
	"strings"
	"unicode"
)

// maxNameBytes keeps a name with its path below the limits of Windows and of
// common file systems (255 bytes a name).
const maxNameBytes = 180

// token is a place in a file name pattern: {short_name}, {書類名}.
var token = regexp.MustCompile(`\{[^{}]+\}`)

// fileName fills the pattern of file names: {short_name}, {legal_name},
// {document}, {as_of}, {kind}, {number}. The result never leaves a folder and
// is safe on Windows.
func fileName(pattern string, values map[string]string, format Format) string {
	if pattern == "" {
		pattern = "{short_name}_{document}_{as_of}"
	}
	// one pass over the pattern: what a value holds is not a token, and the order of the map does not matter
	name := token.ReplaceAllStringFunc(pattern, func(t string) string {
		if value, ok := values[strings.Trim(t, "{}")]; ok {
			return value
		}
		return t
	})
	return safeName(name) + "." + string(format)
}

// reserved are names that Windows keeps for devices.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}

// safeName replaces what a file name can't hold by full-width look-alikes or _,
// and shortens what is too long.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		case unicode.IsSpace(r):
			return '_'
		}
		return r
	}, s)
	for len(s) > maxNameBytes {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	s = strings.Trim(s, "._ ")
	upper, _, _ := strings.Cut(strings.ToUpper(s), ".")
	device := len(upper) == 4 && (strings.HasPrefix(upper, "COM") || strings.HasPrefix(upper, "LPT")) && upper[3] >= '0' && upper[3] <= '9'
	if s == "" || reserved[upper] || device {
		return "_" + s
	}
	return s
}
