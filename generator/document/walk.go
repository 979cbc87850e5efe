package document

import (
	"fmt"
	"strings"
)

// String gives "file:line:column".
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Walk calls visit for every element of the list and, where visit says true,
// for its children, in reading order.
func Walk(list []*Element, visit func(*Element) bool) {
	for _, e := range list {
		if visit(e) {
			Walk(e.Children, visit)
		}
	}
}

// Inlines calls visit for every inline sequence that e itself holds (not its
// children): title first, then each sentence.
func (e *Element) Inlines(visit func([]Inline)) {
	if len(e.Title) > 0 {
		visit(e.Title)
	}
	for _, s := range e.Text {
		visit(s.Inlines)
	}
}

// MapInlines replaces every inline sequence that e itself holds by what f makes of it.
func (e *Element) MapInlines(f func([]Inline) []Inline) {
	if len(e.Title) > 0 {
		e.Title = f(e.Title)
	}
	for i := range e.Text {
		e.Text[i].Inlines = f(e.Text[i].Inlines)
	}
}

// Clone copies the element and everything below it.
func (e *Element) Clone() *Element {
	c := *e
	c.Title = cloneInlines(e.Title)
	if e.Text != nil {
		c.Text = make([]Sentence, len(e.Text))
		for i, s := range e.Text {
			c.Text[i] = Sentence{s.Function, cloneInlines(s.Inlines)}
		}
	}
	c.Origin = Origin{append([]string(nil), e.Origin.Conditions...), append([]string(nil), e.Origin.Law...)}
	c.Children = make([]*Element, len(e.Children))
	for i, child := range e.Children {
		c.Children[i] = child.Clone()
	}
	return &c
}

func cloneInlines(list []Inline) []Inline {
	if list == nil {
		return nil
	}
	out := make([]Inline, len(list))
	for i, in := range list {
		in.Children = cloneInlines(in.Children)
		out[i] = in
	}
	return out
}

// Plain gives the printed characters of an inline sequence.
func Plain(list []Inline) string {
	var b strings.Builder
	for _, in := range list {
		b.WriteString(in.Text)
	}
	return b.String()
}

// PlainText gives the printed characters of the element's sentences.
func (e *Element) PlainText() string {
	var b strings.Builder
	for _, s := range e.Text {
		b.WriteString(Plain(s.Inlines))
	}
	return b.String()
}
