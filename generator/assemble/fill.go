package assemble

import (
	"strconv"
	"strings"

	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// fill puts values and conditional words into an inline sequence. A value
// becomes a Text leaf that remembers its field: whatever it holds, it is never
// read as a mark again.
func (r *run) fill(b *binding, list []document.Inline) []document.Inline {
	var out []document.Inline
	for _, in := range list {
		switch in.Kind {
		case document.Cond:
			ok, err := r.truth(b, in.Expr)
			if err != nil {
				r.faults.Add(in.Pos, "condition", "%v", err)
			}
			if ok {
				out = append(out, r.fill(b, in.Children)...)
			}
		case document.Param:
			out = append(out, r.param(b, in))
		case document.Ref:
			in.Target, in.To = b.rename(in.Target), b.rename(in.To)
			out = append(out, in)
		case document.NoteRef:
			r.notes[in.Target] = true
			out = append(out, in)
		default:
			out = append(out, in)
		}
	}
	return out
}

// param makes the Text of a value.
func (r *run) param(b *binding, in document.Inline) document.Inline {
	v, f := r.value(b, in.Path)
	out := document.Inline{Kind: document.Text, Pos: in.Pos, Field: r.absolute(b, in.Path)}
	if f == nil {
		r.faults.Add(in.Pos, "unknown_field", "{{%s}}: there is no such field", in.Path)
		return out
	}
	if list, ok := v.([]any); ok {
		item := f
		if f.Type == profile.Array {
			item = f.Items
		}
		var words []string
		for _, e := range list {
			if w := r.word(e, item, ""); w != "" {
				words = append(words, w)
			}
		}
		out.Text = join(words, in.Modifier)
	} else {
		out.Text = r.word(v, f, in.Modifier)
	}
	if out.Text == "" {
		out.Blank = true
		out.Text = blank(f)
	}
	return out
}

// join joins words; before a last 「その他…」 stands neither 及び nor 、.
func join(words []string, joiner string) string {
	if n := len(words); n > 1 && strings.HasPrefix(words[n-1], "その他") {
		return strings.Join(words[:n-1], "、") + words[n-1]
	}
	return japanese.JoinAnd(words, joiner)
}

// blank is what a draft prints where a value is missing.
func blank(f *profile.Field) string {
	if f.Format == "date" {
		return "令和　年　月　日"
	}
	label := f.LabelJA
	if label == "" {
		label = f.Name
	}
	return "【要記入：" + label + "】"
}

// word prints one value by its schema type.
func (r *run) word(v any, f *profile.Field, modifier string) string {
	switch v := v.(type) {
	case string:
		switch {
		case v == "":
			return ""
		case f.Type == profile.Date || f.Format == "date":
			return r.date(v)
		case f.Clock:
			return strings.TrimPrefix(v, "0") // 9:00
		case len(f.Enum) > 0:
			for _, e := range f.Enum {
				if e.Value == v && e.LabelJA != "" {
					return e.LabelJA
				}
			}
		}
		return v
	case int:
		if modifier == "comma" {
			return japanese.Comma(v)
		}
		return strconv.Itoa(v)
	}
	return ""
}

func (r *run) date(iso string) string {
	d, err := japanese.ParseDate(iso)
	if err != nil {
		return iso
	}
	switch r.options.Dates {
	case "seireki":
		return d.Seireki()
	case "both":
		return d.Both()
	}
	return d.Wareki()
}

// sentences splits words at 「。」, but never inside brackets or a value, and
// tells ただし書 from 本文.
func sentences(list []document.Inline) []document.Sentence {
	var out []document.Sentence
	var current []document.Inline
	depth := 0
	flush := func() {
		if len(current) == 0 {
			return
		}
		function := document.Main
		if len(out) > 0 && strings.HasPrefix(document.Plain(current), "ただし、") {
			function = document.Proviso
		}
		out = append(out, document.Sentence{Function: function, Inlines: current})
		current = nil
	}
	for _, in := range list {
		if in.Kind != document.Text || in.Field != "" {
			current = append(current, in)
			continue
		}
		start := 0
		for i, c := range in.Text {
			switch c {
			case '（', '「', '『', '【', '〔':
				depth++
			case '）', '」', '』', '】', '〕':
				depth = max(depth-1, 0)
			case '。':
				if depth > 0 {
					continue
				}
				end := i + len("。")
				piece := in
				piece.Text = in.Text[start:end]
				current = append(current, piece)
				start = end
				flush()
			}
		}
		if start < len(in.Text) {
			piece := in
			piece.Text = in.Text[start:]
			current = append(current, piece)
		}
	}
	// a footnote mark after the last 「。」 belongs to that sentence
	if len(out) > 0 && onlyMarks(current) {
		last := &out[len(out)-1]
		last.Inlines = append(last.Inlines, current...)
		current = nil
	}
	flush()
	return out
}

func onlyMarks(list []document.Inline) bool {
	for _, in := range list {
		if in.Kind != document.NoteRef {
			return false
		}
	}
	return true
}
