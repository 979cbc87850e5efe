package generator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"kitei/generator/workbook"
)

// digitsMark is the formula of a column that says 要確認 when twelve digits in a
// row stand in another cell of the row: a 個人番号 must not be written there.
const digitsMark = "{twelvedigits}"

// digitsFormula finds full-width digits and those parted by spaces or hyphens
// too. A figure is put before and after each piece of twelve, so that signs and
// currency at its ends are no number.
func digitsFormula(sheet *workbook.Sheet, row, column int) string {
	var cells []string
	for i := range sheet.Columns {
		if i != column {
			cells = append(cells, sheet.CellName(row, i, false))
		}
	}
	text := "ASC(" + strings.Join(cells, `&"|"&`) + ")"
	for _, s := range [][2]string{{"-", ""}, {" ", ""}, {".", "x"}, {",", "x"}, {"/", "x"}, {":", "x"}, {"E", "x"}, {"e", "x"}} {
		text = fmt.Sprintf(`SUBSTITUTE(%s,"%s","%s")`, text, s[0], s[1])
	}
	piece := "MID(" + text + ",ROW($1:$500),12)"
	return fmt.Sprintf(`IF(SUMPRODUCT(ISNUMBER(VALUE("1"&%[1]s&"1"))*(LEN(%[1]s)=12))>0,"要確認","")`, piece)
}

// sheetConstants are what formulas of templates/sheets take from the profile:
// months, the months after those of disposal as an array of figures.
func sheetConstants(values map[string]any) map[string]string {
	months, _ := at(values, "mynumber.disposal_months").([]any)
	var next []string
	for m := 1; m <= 12; m++ {
		if len(months) == 0 || slices.Contains(months, any(m)) {
			next = append(next, strconv.Itoa(m+1))
		}
	}
	return map[string]string{"months": "{" + strings.Join(next, ",") + "}"}
}

// maxChoices is how long a drop-down may be in the format, in UTF-16 units with
// its commas; a longer one becomes a column of words.
const maxChoices = 255

// choices are the entries of a column's drop-down: those of the values, then
// its own. There are none when they are too many.
func (c *columnSpec) choices(values map[string]any) []string {
	var out []string
	if list, field, ok := strings.Cut(c.ChoicesFrom, "."); ok {
		rows, _ := at(values, list).([]any)
		for _, r := range rows {
			m, _ := r.(map[string]any)
			if word := textOf(m, field); word != "" && !strings.Contains(word, ",") && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	out = append(out, c.Choices...)
	if len(utf16.Encode([]rune(strings.Join(out, ",")))) > maxChoices {
		return nil
	}
	return out
}
