package report

import (
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/incident"
)

// Words that a draft prints for what is not there. Zero persons and a number that is
// not known look different.
const (
	wordsOpen  = "調査中"
	wordsLater = "判明次第追完"
	wordsBlank = "記入なし"
	wordsNone  = "該当しない"
)

// Lines are what the draft prints for a field: all choices with ☑ and ☐, a line a row.
func (d *Draft) Lines(e *Entry) []string {
	var out []string
	if len(e.Field.Choices()) > 0 && e.State != NotApplicable {
		out = append(out, d.boxes(e))
		if e.State == Known {
			if e.Value.Other != "" {
				out = append(out, "その他の内容："+e.Value.Other)
			}
			return out
		}
		if e.State == Blank { // boxes that nobody ticked say so themselves
			return out
		}
	}
	return append(out, d.plainLines(e)...)
}

// boxes are all choices of a field, those that hold ticked.
func (d *Draft) boxes(e *Entry) string {
	var out []string
	for _, o := range e.Field.Choices() {
		box := "☐"
		if e.State == Known && e.Value.has(o.Code) {
			box = "☑"
		}
		out = append(out, box+d.optionWords(o))
	}
	return strings.Join(out, "　")
}

// optionWords are the words of a choice, with the provision that it stands for.
func (d *Draft) optionWords(o Option) string {
	if o.Cite == "" {
		return o.JA
	}
	c, err := d.law.Cite(o.Cite)
	if err != nil {
		return o.JA // lint has looked the citation up
	}
	return c.Reference(japanese.Half) + "（" + o.JA + "）"
}

// Plain is the value in words to copy, lines parted by line feeds.
func (d *Draft) Plain(e *Entry) string { return strings.Join(d.plainLines(e), "\n") }

func (d *Draft) plainLines(e *Entry) []string {
	switch e.State {
	case Unknown:
		return []string{d.openWords(e.Value)}
	case Blank:
		return []string{wordsBlank}
	case NotApplicable:
		return []string{wordsNone}
	}
	v, f := e.Value, e.Field
	switch f.Type {
	case Int:
		return []string{japanese.Comma(v.Number) + "人"}
	case Date:
		return []string{dayWords(v.Words)}
	case Span:
		from, to, two := strings.Cut(v.Words, "/")
		if !two {
			return []string{dayWords(from)}
		}
		return []string{dayWords(from) + "から" + dayWords(to) + "まで"}
	case Single, Multi:
		var words []string
		for _, o := range f.Choices() {
			if v.has(o.Code) {
				words = append(words, d.optionWords(o))
			}
		}
		s := strings.Join(words, "、")
		if v.Other != "" {
			s += "（" + v.Other + "）"
		}
		return []string{s}
	case Rows:
		var out []string
		for _, r := range v.Rows {
			out = append(out, rowWords(f, r)...)
		}
		return out
	}
	return strings.Split(v.Words, "\n")
}

// openWords say that a field is not known yet, why, and when it will be.
func (d *Draft) openWords(v Value) string {
	words := wordsOpen
	if d.Stage.closes() {
		words = wordsLater
	}
	var more []string
	if v.Reason != "" {
		more = append(more, "理由："+strings.ReplaceAll(v.Reason, "\n", ""))
	}
	if v.Expected != "" {
		more = append(more, "見込み："+dayWords(v.Expected))
	}
	if len(more) > 0 {
		words += "（" + strings.Join(more, "。") + "）"
	}
	return words
}

// rowWords are the words of a row: dates and words as they are, other columns with
// their names. Private columns are left out.
func rowWords(f *Field, r Row) []string {
	var head, more []string
	text := ""
	for _, c := range f.Columns {
		s := r[c.ID]
		switch {
		case s == "" || c.Private:
			continue
		case c.Type == Date && f.ID == "course_of_events":
			head = append(head, dayWords(s))
			continue
		case c.Type == Time:
			head = append(head, clockWords(s))
			continue
		case c.Type == Date:
			s = dayWords(s)
		case c.Type == Int:
			s += "人"
		}
		if c.Required && text == "" {
			text = s
		} else {
			more = append(more, c.JA+"："+s)
		}
	}
	if len(more) > 0 {
		text += "（" + strings.Join(more, "、") + "）"
	}
	if len(head) > 0 {
		text = strings.Join(head, "") + "：" + text
	}
	return strings.Split(text, "\n")
}

// dayWords is 2026年12月1日（火）.
func dayWords(iso string) string {
	d := dateOf(iso)
	if d.IsZero() {
		return iso
	}
	return d.Seireki() + "（" + d.WeekdayMark() + "）"
}

// clockWords is 14時05分.
func clockWords(s string) string {
	h, m, _ := strings.Cut(s, ":")
	n, _ := strconv.Atoi(h)
	return strconv.Itoa(n) + "時" + m + "分"
}

func date(d japanese.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Copy is the value as it is typed into a form: numbers in figures, without counters,
// and nothing where nothing is said.
func (d *Draft) Copy(e *Entry) string {
	switch {
	case e.State == Blank, e.State == NotApplicable:
		return ""
	case e.State == Known && e.Field.Type == Int:
		return strconv.Itoa(e.Value.Number)
	}
	return d.Plain(e)
}

// ChoiceWords are the words of all choices of a field, in their order.
func (d *Draft) ChoiceWords(f *Field) []string {
	var out []string
	for _, o := range f.Choices() {
		out = append(out, d.optionWords(o))
	}
	return out
}

// Basis names the provisions that ask for a field: those of its section.
func (d *Draft) Basis(f *Field) string {
	var out []string
	for _, id := range d.Laws {
		c, err := d.law.Cite(f.section.Cite[id])
		if err == nil {
			out = append(out, incident.CitationWords(c))
		}
	}
	return strings.Join(out, "、")
}

// Flags are the points at which an expert has to look.
func (d *Draft) Flags() []string {
	var out []string
	for _, flag := range d.Finding.ReviewFlags {
		out = append(out, message("incident_flag_"+flag))
	}
	return out
}

// FormVersion is the day of the state of knowledge of the form.
func FormVersion() string { return forms().Report.Version }
