package members

import (
	"cmp"
	"slices"
	"strconv"

	"kitei/generator/profile"
)

// A Place is a cell of the list as its user sees it.
type Place struct {
	Sheet  string `json:"sheet,omitempty"`  // "" in a CSV file
	Row    int    `json:"row,omitempty"`    // from 1, as the spreadsheet counts; 0 = the whole sheet
	Column string `json:"column,omitempty"` // letters; "" = the whole row
	Header string `json:"header,omitempty"` // of the column, as it is written in the list
}

// Cell is the name of the cell, such as C7; "" for a whole row or sheet.
func (p Place) Cell() string {
	if p.Column == "" || p.Row == 0 {
		return ""
	}
	return p.Column + strconv.Itoa(p.Row)
}

// words name the place: 「シート『会社』のC7（正式名称）」.
func (p Place) words(lang string) string {
	sheet, header := "", ""
	if lang == "en" {
		if p.Sheet != "" {
			sheet = "sheet " + p.Sheet + ", "
		}
		if p.Header != "" {
			header = " (" + p.Header + ")"
		}
		switch {
		case p.Cell() != "":
			return sheet + "cell " + p.Cell() + header
		case p.Row > 0:
			return sheet + "row " + strconv.Itoa(p.Row)
		case p.Column != "":
			return sheet + "column " + p.Column + header
		}
		return sheet
	}
	if p.Sheet != "" {
		sheet = "シート「" + p.Sheet + "」の"
	}
	if p.Header != "" {
		header = "（" + p.Header + "）"
	}
	switch {
	case p.Cell() != "":
		return sheet + p.Cell() + header
	case p.Row > 0:
		return sheet + strconv.Itoa(p.Row) + "行目"
	case p.Column != "":
		return sheet + p.Column + "列" + header
	}
	return sheet
}

// A Fault is a fault of the list with its place in it. Pointer is the field in
// the profile of the row; "" when the fault is about no field.
type Fault struct {
	Place
	CellName string `json:"cell,omitempty"`
	profile.Fault
}

// Where names the place in a language: "en", else Japanese.
func (f Fault) Where(lang string) string { return f.words(lang) }

// words fill a message: Japanese and English.
type words struct{ ja, en string }

func both(s string) words { return words{s, s} }
func count(n int) words   { return both(strconv.Itoa(n)) }

// newFault makes a fault of a message of templates/locales/members.*.toml.
func newFault(at Place, pointer, code string, data map[string]words) Fault {
	ja, en := map[string]string{}, map[string]string{}
	for name, w := range data {
		ja[name], en[name] = w.ja, w.en
	}
	return placed(at, profile.Fault{Pointer: pointer, Code: code,
		MessageJA: profile.Message("ja", code, ja), MessageEN: profile.Message("en", code, en)})
}

func placed(at Place, f profile.Fault) Fault {
	return Fault{Place: at, CellName: at.Cell(), Fault: f}
}

// unreadable is the error of a list that can't be read at all.
func unreadable(code string, data map[string]words) error {
	return profile.Faults{newFault(Place{}, "", code, data).Fault}
}

// sorted puts faults in the order of the list, each once.
func sorted(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row),
			cmp.Compare(len(a.Column), len(b.Column)), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(faults, func(a, b Fault) bool {
		return a.Place == b.Place && a.Pointer == b.Pointer && a.Code == b.Code
	})
}

// maxFaults keeps a file that is no list at all, such as a program or a letter, from
// filling the memory and the answer with messages.
const maxFaults = 500

// bounded leaves the first faults, and says that there are more.
func bounded(faults []Fault) []Fault {
	if len(faults) <= maxFaults {
		return faults
	}
	return append(slices.Clone(faults[:maxFaults]), newFault(Place{}, "", "more_faults", map[string]words{"Limit": count(maxFaults)}))
}

// columnName is the name of a column counted from 0: A, B … Z, AA.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
