package generator

import (
	"strconv"
	"strings"

	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// entries makes a row of every entry of the list that a sheet takes its rows
// from, in the columns that stay.
func (f *sheetFile) entries(s sheetSpec, values map[string]any) [][]workbook.Cell {
	if s.Each == "" {
		return nil
	}
	list, _ := at(values, s.Each).([]any)
	var out [][]workbook.Cell
	for _, e := range list {
		entry, _ := e.(map[string]any)
		var cells []workbook.Cell
		for _, c := range s.Columns {
			if c.If == "" || flag(values, c.If) {
				cells = append(cells, f.cell(s.Each, c, entry))
			}
		}
		out = append(out, cells)
	}
	return out
}

// cell fills a column of a row from an entry of a list of the profile; empty
// when a field that it names is.
func (f *sheetFile) cell(list string, c columnSpec, entry map[string]any) workbook.Cell {
	empty := false
	words := sheetField.ReplaceAllStringFunc(c.Value, func(mark string) string {
		value := f.entryWords(list, strings.Trim(mark, "{}"), entry)
		empty = empty || value == ""
		return value
	})
	if empty {
		return ""
	}
	if len(c.Map) > 0 {
		words = c.Map[words]
	}
	return workbook.Cell(words)
}

// entryWords are the words of a field of a list entry: the label of a choice,
// あり or なし of a switch.
func (f *sheetFile) entryWords(list, name string, entry map[string]any) string {
	switch v := entry[name].(type) {
	case bool:
		return map[bool]string{true: "あり", false: "なし"}[v]
	case int:
		return strconv.Itoa(v)
	case string:
		root, err := profile.Fields(f.Kind)
		if err != nil {
			return v
		}
		if field := root.Property(list); field != nil && field.Items != nil {
			if p := field.Items.Property(name); p != nil {
				for _, e := range p.Enum {
					if e.Value == v {
						return e.LabelJA
					}
				}
			}
		}
		return v
	}
	return ""
}
