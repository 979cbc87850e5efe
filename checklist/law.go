package checklist

import (
	"fmt"
	"strings"

	"kitei/generator/japanese"
	"kitei/law"
)

// LawWords writes the legal source of every item on a day, by item id:
// 個人情報保護法第25条、通則ガイドライン3-4-4(2). A place that nobody has confirmed is
// left at the name of the law.
func LawWords(current *law.Law) (map[string]string, error) {
	c, err := Items()
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, i := range c.Items {
		var words []string
		last := ""
		for _, id := range i.Law {
			cited, err := current.Cite(id)
			if err != nil {
				return nil, fmt.Errorf("templates/checklist: item %s: %w", i.ID, err)
			}
			word := cited.Reference(japanese.Half)
			if !cited.Confirmed {
				word = ""
			}
			if cited.LawID != last {
				name := cited.Short
				if cited.LawID == "appi" {
					name = "個人情報保護法"
				}
				word = name + word
			}
			if word != "" {
				words, last = append(words, word), cited.LawID
			}
		}
		out[i.ID] = strings.Join(words, "、")
	}
	return out, nil
}
