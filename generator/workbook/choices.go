package workbook

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// Limits of a data validation in the file format, in UTF-16 units.
const (
	maxDropList = 255
	maxPrompt   = 255
	maxPromptOf = 32 // of its title
)

// choiceSheet holds the drop-downs that don't fit into their cells.
const choiceSheet = "_choices"

// dropList sets the drop-down of a column: in the cells, or, where it is too long
// or a choice has a comma in it, in a hidden sheet.
func (p *writer) dropList(dv *excelize.DataValidation, choices []string) {
	list := strings.Join(choices, ",")
	commas := strings.Count(list, ",") >= len(choices)
	if units(list) <= maxDropList && !commas && !strings.ContainsAny(list, "\"\n") {
		p.do(dv.SetDropList(choices))
		return
	}
	column, ok := p.lists[list]
	if !ok {
		column = len(p.lists) + 1
		p.lists[list] = column
		p.choices = append(p.choices, choices)
	}
	name, err := excelize.ColumnNumberToName(column)
	p.do(err)
	dv.SetSqrefDropList(choiceSheet + "!$" + name + "$1:$" + name + "$" + strconv.Itoa(len(choices)))
}

// choiceLists writes the hidden sheet, behind all others.
func (p *writer) choiceLists() {
	if len(p.choices) == 0 {
		return
	}
	_, err := p.f.NewSheet(choiceSheet)
	p.do(err)
	for i, choices := range p.choices {
		for j, c := range choices {
			p.do(p.f.SetCellStr(choiceSheet, at(i+1, j+1), clean(c)))
		}
	}
	p.do(p.f.SetSheetVisible(choiceSheet, false, true))
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// shorten cuts a message at what the format allows.
func shorten(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && units(string(r))+1 > limit {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
