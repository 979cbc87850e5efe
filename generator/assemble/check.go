package assemble

import (
	"kitei/generator/document"
)

// check makes sure that a document is finished: nothing unresolved, no heading
// without content, no 号 list or table that lost all its entries, no blank
// outside a draft.
func check(doc *document.Document, draft bool) document.Faults {
	c := &checker{draft: draft}
	c.inlines(doc.Meta.Title)
	c.elements(doc.Body)
	for _, n := range doc.Notes {
		c.inlines(n.Text)
	}
	return c.faults
}

type checker struct {
	draft  bool
	faults document.Faults
}

func (c *checker) elements(list []*document.Element) {
	document.Walk(list, func(e *document.Element) bool {
		e.Inlines(c.inlines)
		switch e.Kind {
		case document.When, document.Each:
			c.faults.Add(e.Pos, "unresolved", "a ::: block is left in the finished document")
		case document.Chapter, document.Section, document.Subsection, document.Article, document.SupplProvision,
			document.AppdxTable, document.AppdxNote, document.AppdxStyle, document.Box, document.Sign:
			if len(e.Children) == 0 && !e.Deleted {
				c.faults.Add(e.Pos, "empty", "%s %q has no content under these conditions", e.Kind, document.Plain(e.Title))
			}
		case document.TableStruct, document.Form, document.Figure:
			if !hasRow(e) {
				c.faults.Add(e.Pos, "empty", "a table without rows under these conditions")
			}
			return true
		case document.Paragraph, document.Item, document.Subitem1, document.Subitem2:
			if e.PlainText() == "" {
				c.faults.Add(e.Pos, "empty", "%s without words under these conditions", e.Kind)
			}
		}
		return true
	})
}

func hasRow(table *document.Element) bool {
	for _, r := range table.Children {
		if r.Kind == document.TableRow {
			return true
		}
	}
	return false
}

func (c *checker) inlines(list []document.Inline) {
	for _, in := range list {
		switch in.Kind {
		case document.Text, document.Link, document.NoteRef:
			if in.Blank && !c.draft {
				c.faults.Add(in.Pos, "blank", "%s has no value: give one, or render a draft", in.Field)
			}
		default:
			c.faults.Add(in.Pos, "unresolved", "a %s is left in the finished document", in.Kind)
		}
	}
}
