package members

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// An Encoding is how the text of a list is written.
type Encoding string

// The encodings that are read.
const (
	XLSX    Encoding = "xlsx"
	UTF8    Encoding = "utf-8"
	UTF8BOM Encoding = "utf-8-bom"
	CP932   Encoding = "cp932" // what Excel on a Japanese Windows calls CSV
)

var (
	zipMark = []byte("PK\x03\x04")
	oleMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} // .xls, and .xlsx with a password
	bom     = []byte("\uFEFF")
)

// sniff finds out what the bytes are. The file name is not asked: a list that
// was renamed is read for what it is.
func sniff(data []byte) (Encoding, error) {
	head := data[:min(len(data), 64<<10)]
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, bom))) == 0:
		return "", unreadable("list_empty", nil)
	case bytes.HasPrefix(data, zipMark):
		return XLSX, nil
	case bytes.HasPrefix(data, oleMark):
		return "", unreadable("list_old_excel", nil)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return "", unreadable("list_utf16", nil)
	case bytes.IndexByte(data, 0) >= 0:
		return "", unreadable("list_binary", nil)
	case bytes.Contains(head, []byte("\x1B$")): // ISO-2022-JP
		return "", unreadable("list_encoding", nil)
	case bytes.HasPrefix(data, bom):
		if !utf8.Valid(data) {
			return "", unreadable("list_encoding", nil)
		}
		return UTF8BOM, nil
	case utf8.Valid(data):
		return UTF8, nil
	}
	return CP932, nil
}

// text decodes a CSV file. A byte that CP932 does not have becomes U+FFFD and is
// a fault of its cell.
func text(data []byte, e Encoding) (string, error) {
	if e != CP932 {
		return string(bytes.TrimPrefix(data, bom)), nil
	}
	out, err := japanese.ShiftJIS.NewDecoder().Bytes(data)
	if err != nil {
		return "", unreadable("list_encoding", nil)
	}
	s := string(out)
	// EUC-JP and others decode into rows of half-width kana and gaps
	if strange := strings.Count(s, "\uFFFD"); strange > 20 && strange*50 > utf8.RuneCountInString(s) {
		return "", unreadable("list_encoding", nil)
	}
	return s, nil
}

// isGaiji tells whether a character is one that only the computer it was typed on
// knows: 外字 of Windows, private use of Unicode.
func isGaiji(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || r >= 0xF0000
}
