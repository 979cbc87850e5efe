package generator

import (
	"kitei/generator/profile"
	"kitei/generator/workbook"
)

// sheetWords are what a workbook says when something else is typed into a cell.
func sheetWords(lang string) workbook.Words {
	return workbook.Words{
		Choose: profile.Message(lang, "sheet_choose", nil), Date: profile.Message(lang, "sheet_date", nil), Number: profile.Message(lang, "sheet_number", nil),
	}
}

// translate puts the headings of a finished workbook into a language. They are
// written in Japanese in templates/sheets, and their Japanese is the id of the
// English ones in templates/locales/sheets.en.toml.
func translate(b *workbook.Book, lang string) {
	if lang != "en" {
		return
	}
	word := func(s *string) {
		if *s != "" {
			*s = profile.Message(lang, *s, nil)
		}
	}
	word(&b.Title)
	for _, sheet := range b.Sheets {
		word(&sheet.Footer)
		for i := range sheet.Groups {
			word(&sheet.Groups[i].Label)
		}
		for i := range sheet.Columns {
			word(&sheet.Columns[i].Label)
		}
		for _, line := range sheet.Fields {
			for i := range line {
				word(&line[i].Label)
			}
		}
	}
}
