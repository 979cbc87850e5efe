package generator

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kitei/generator/assemble"
	"kitei/generator/document"
	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// templateKinds are the kinds that are made from a profile by a template.
func templateKinds() []string {
	var out []string
	for _, k := range Kinds() {
		if k.Template != "" && k.Input != incidentInput {
			out = append(out, k.Kind)
		}
	}
	return out
}

// templateKeys are the templates of all kinds, those of their parts too.
func templateKeys() []string {
	var out []string
	for _, k := range Kinds() {
		for _, file := range k.files() {
			out = append(out, templateKey(k.Kind, file))
		}
	}
	return out
}

// drawValue makes a value of a field: switches, enums and lists at random,
// texts filled so that only the structure varies.
func drawValue(t *rapid.T, f *profile.Field, path string, mode string) any {
	on := func() bool {
		switch mode {
		case "on":
			return true
		case "off":
			return false
		}
		return rapid.Bool().Draw(t, path)
	}
	switch f.Type {
	case profile.Boolean:
		return on()
	case profile.Integer:
		if !on() {
			return 0
		}
		return 1 + len(path)%120
	case profile.Object:
		m := map[string]any{}
		for _, p := range f.Properties {
			m[p.Name] = drawValue(t, p, path+"."+p.Name, mode)
		}
		return m
	case profile.Array:
		n := 0
		switch mode {
		case "on":
			n = 2
		case "random":
			n = rapid.IntRange(0, 2).Draw(t, path)
		}
		list := []any{}
		if len(f.Items.Enum) > 0 {
			for _, e := range f.Items.Enum {
				if on() {
					list = append(list, e.Value)
				}
			}
			return list
		}
		if most := f.Items.Maximum; f.Items.Type == profile.Integer && most != nil && *most <= 12 { // a choice of numbers: parts, months
			for i := 1; i <= *most; i++ {
				if on() {
					list = append(list, i)
				}
			}
			return list
		}
		for i := range n {
			list = append(list, drawValue(t, f.Items, path+"."+strconv.Itoa(i), mode))
		}
		return list
	case profile.Date:
		return "2026-11-22"
	}
	if len(f.Enum) > 0 {
		if mode != "random" {
			return f.Enum[0].Value
		}
		return rapid.SampledFrom(f.Enum).Draw(t, path).Value
	}
	if !on() {
		return ""
	}
	return "文" + strconv.Itoa(len(path))
}

// drawValues makes the values of a whole environment. What profile derives
// from each other is kept consistent.
func drawValues(t *rapid.T, g *Generator, kind, mode string) map[string]any {
	kind, _, _ = strings.Cut(kind, "/") // of a part
	if k, _ := KindOf(kind); k.Input == incidentInput {
		root, err := environment(kind)
		if err != nil {
			t.Fatal(err)
		}
		return drawValue(t, root, kind, mode).(map[string]any)
	}
	root, err := profile.Fields(kind)
	if err != nil {
		t.Fatal(err)
	}
	values := drawValue(t, root, kind, mode).(map[string]any)
	current, err := g.law.At(japanese.Date{Year: 2026, Month: 11, Day: 22})
	if err != nil {
		t.Fatal(err)
	}
	if err := lawValues(current, japanese.Half, values, asOf, "wareki"); err != nil {
		t.Fatal(err)
	}
	if _, err := trainingValues(values, current, asOf); err != nil {
		t.Fatal(err)
	}
	values["checklist"] = drawValue(t, checklistField(), kind+".checklist", mode)
	for _, i := range assemble.Implications() {
		if values[i.If] == true {
			values[i.Then] = true
		}
	}
	return values
}

func assembleDrawn(t *rapid.T, g *Generator, kind, mode string) *document.Document {
	values := drawValues(t, g, kind, mode)
	current, err := g.law.At(japanese.Date{Year: 2026, Month: 11, Day: 22})
	if err != nil {
		t.Fatal(err)
	}
	template, err := g.template(kind)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := template.Assemble(values, assemble.Options{Law: current, Draft: true})
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return doc
}

// checkNumbers finds gaps and doubles: every list of numbered siblings counts 1, 2, 3 ….
// The parts of a collection keep the numbers of their places and only ascend.
func checkNumbers(doc *document.Document) error {
	articles := 0
	var walk func([]*document.Element) error
	walk = func(list []*document.Element) error {
		count := map[document.Kind]int{}
		for _, e := range list {
			if e.Num != "" && e.Kind != document.Article {
				count[e.Kind]++
				if n, err := strconv.Atoi(e.Num); doc.Meta.Parts && e.Kind == document.Section && err == nil && n >= count[e.Kind] {
					count[e.Kind] = n
				}
				if e.Num != strconv.Itoa(count[e.Kind]) {
					return fmt.Errorf("%s %s: number %s, want %d", e.Pos, e.Kind, e.Num, count[e.Kind])
				}
			}
			if e.Kind == document.Article && !strings.Contains(e.Num, "_") {
				articles++
				if e.Num != strconv.Itoa(articles) {
					return fmt.Errorf("%s: article %s, want %d", e.Pos, e.Num, articles)
				}
			}
			if err := walk(e.Children); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(doc.Body)
}

// TestAnyOptionsResolve: any combination of facts and options gives a document
// in which every reference resolves, numbers have no gap and no heading is empty.
func TestAnyOptionsResolve(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range templateKeys() {
		for _, mode := range []string{"on", "off", "random"} {
			t.Run(kind+"/"+mode, func(t *testing.T) {
				n := 0
				rapid.Check(t, func(t *rapid.T) {
					if mode != "random" && n > 0 {
						return
					}
					// rapid runs 100 checks; 11 documents in each make over 1,000 of a kind
					for range 11 {
						n++
						doc := assembleDrawn(t, g, kind, mode)
						if err := checkNumbers(doc); err != nil {
							t.Fatal(err)
						}
						if mode != "random" {
							return
						}
					}
				})
			})
		}
	}
}
