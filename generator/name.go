package generator

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// maxNameBytes keeps a name with its path below the limits of Windows and of
// common file systems (255 bytes a name).
const maxNameBytes = 180

// token is a place in a file name pattern: {short_name}, {書類名}.
var token = regexp.MustCompile(`\{[^{}]+\}`)

// fileName fills the pattern of file names with the tokens of [nameValues]. The
// result never leaves a folder and is safe on Windows.
func fileName(pattern string, values map[string]string, format Format) string {
	return safeName(fillName(cmp.Or(pattern, "{short_name}_{document}_{as_of}"), values)) + "." + string(format)
}

// fillName puts values in the place of their tokens; an unknown token stays.
func fillName(pattern string, values map[string]string) string {
	// one pass over the pattern: what a value holds is not a token, and the order of the map does not matter
	return token.ReplaceAllStringFunc(pattern, func(t string) string {
		if value, ok := values[strings.Trim(t, "{}")]; ok {
			return value
		}
		return t
	})
}

// nameValues are the tokens of a file name: the company, the day, and what the
// document is. Each has an English and a Japanese name where offices want one.
func nameValues(values map[string]any, title string, req Request) map[string]string {
	edition, _ := at(values, "doc.edition").(int)
	v := runValues(textOf(values, "legal_name"), textOf(values, "short_name"), req.Run.AsOf, req.Serial)
	v["document"], v["書類名"] = title, title
	v["kind"], v["number"], v["文書番号"] = req.Kind, textOf(values, "doc.number"), textOf(values, "doc.number")
	v["edition"], v["版"] = strconv.Itoa(max(edition, 1)), fmt.Sprintf("第%d版", max(edition, 1))
	return v
}

// runValues are the tokens that all documents of a company share.
func runValues(legal, short string, asOf japanese.Date, serial int) map[string]string {
	number := fmt.Sprintf("%03d", max(serial, 1))
	return map[string]string{
		"legal_name": legal, "会社名": legal,
		"short_name": short, "略称": short,
		"plain_name": profile.PlainName(legal), "会社名略": profile.PlainName(legal),
		"as_of": asOf.String(), "西暦": asOf.String(), "年月日": strings.ReplaceAll(asOf.String(), "-", ""), "和暦": asOf.Wareki(),
		"serial": number, "連番": number,
	}
}

// FolderPattern is how the folder of a company in a batch is called by default.
const FolderPattern = "{連番}_{略称}"

// FolderName is the name of a company's folder in a batch by the office's
// pattern: safe on Windows, without a dot that would look like an ending.
func FolderName(pattern string, input *profile.Input, asOf japanese.Date, serial int) string {
	legal := cmp.Or(input.Text("profile.legal_name"), input.Text("profile.trade_name"))
	short := cmp.Or(input.Text("profile.short_name"), profile.PlainName(legal))
	return safeName(fillName(cmp.Or(pattern, FolderPattern), runValues(legal, short, asOf, serial)))
}

// reserved are names that Windows keeps for devices.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "CONIN$": true, "CONOUT$": true}

// device tells whether an upper-case name is that of a port: COM1, LPT¹.
func device(upper string) bool {
	number, ok := strings.CutPrefix(upper, "COM")
	if !ok {
		number, ok = strings.CutPrefix(upper, "LPT")
	}
	return ok && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}

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
	if s == "" || reserved[upper] || device(upper) {
		return "_" + s
	}
	return s
}
