package profile

import (
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"kitei/templates"
)

// text is the same words in both languages.
type text struct{ ja, en string }

// details fill a message: names of the message template and their words.
type details map[string]text

func same(s string) text { return text{s, s} }
func num(n int) text     { return same(strconv.Itoa(n)) }

func (t text) in(lang string) string {
	if lang == "en" {
		return t.en
	}
	return t.ja
}

// bundle is templates/locales, read once.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.Japanese)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(templates.FS, "locales/*.toml")
	if err == nil {
		for _, name := range names {
			if _, err = b.LoadMessageFileFS(templates.FS, name); err != nil {
				break
			}
		}
	}
	if err != nil {
		panic("templates/locales: " + err.Error())
	}
	return b
})

var localizers = sync.OnceValue(func() map[string]*i18n.Localizer {
	return map[string]*i18n.Localizer{
		"ja": i18n.NewLocalizer(bundle(), "ja"),
		"en": i18n.NewLocalizer(bundle(), "en"),
	}
})

// Message is a message of templates/locales in a language ("ja" or "en"),
// filled with data; the id itself when there is no such message.
func Message(lang, id string, data map[string]string) string {
	l := localizers()[lang]
	if l == nil {
		l = localizers()["ja"]
	}
	s, err := l.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data})
	if err != nil {
		return id
	}
	return s
}

func message(lang, id string, data details) string {
	m := make(map[string]string, len(data))
	for k, v := range data {
		m[k] = v.in(lang)
	}
	return Message(lang, id, m)
}

func newFault(pointer, code string, data details) Fault {
	return Fault{pointer, code, message("ja", code, data), message("en", code, data)}
}

// label names the field of a pointer as a user knows it: its label, and the
// entry of the list that it stands in.
func label(root *Field, tree map[string]any, pointer, kind string) text {
	steps := Steps(pointer)
	f, lists := fieldAt(root, tree, steps, kind)
	if f == nil {
		if len(steps) == 0 {
			return text{"入力", "The input"}
		}
		return same(shown(steps[len(steps)-1]))
	}
	if len(lists) == 0 {
		return text{f.LabelJA, f.LabelEN}
	}
	last := lists[len(lists)-1]
	if f.LabelJA == "" || f == last.list.Items {
		return last.entry
	}
	return text{last.entry.ja + "の" + f.LabelJA, last.entry.en + ": " + f.LabelEN}
}

// allowed lists the values of a field with their labels.
func allowed(f *Field) text {
	var ja, en []string
	for _, e := range f.Enum {
		ja = append(ja, e.Value+"（"+e.LabelJA+"）")
		en = append(en, e.Value+" ("+e.LabelEN+")")
	}
	return text{strings.Join(ja, "、"), strings.Join(en, ", ")}
}
