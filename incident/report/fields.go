package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"sync"

	"kitei/generator/profile"
)

// Fields is the schema of report in an incident file, as a form shows it: every field
// of the forms in their order. Beside a field whose choice その他 takes words, these
// have a field of their own (data_items_other). A field may also be open: {unknown,
// reason, expected_on}, which the schema of a type does not say.
var Fields = sync.OnceValue(func() *profile.Field {
	out := &profile.Field{Name: "report", Type: profile.Object, LabelJA: "報告", LabelEN: "Report"}
	for _, f := range forms().Fields() {
		out.Properties = append(out.Properties, f.profile())
		if f.Other {
			out.Properties = append(out.Properties, f.otherField())
		}
	}
	return out
})

// FormField is the field of the forms of an id; nil when there is none.
func FormField(id string) *Field { return forms().Field(id) }

// FormSections are the parts of the form of the report, then those of the letters and
// the record.
func FormSections() []*Section {
	return slices.Concat(forms().Report.Sections, forms().Letters.Sections)
}

// Derived tells whether the facts, the profile or the decision fill the field whole.
// Some facts only say a part of what a field repeats.
func (f *Field) Derived() bool {
	return f.Repeats != "" && !slices.Contains([]string{"facts.data", "facts.role", "facts.medium"}, f.Repeats)
}

// Carried tells whether a later filing takes the field over from the one before.
func (f *Field) Carried() bool { return carried(f) && !slices.Contains(perFiling, f.ID) }

func (f *Field) profile() *profile.Field {
	out := fieldOf(f.ID, f.JA, f.EN, f.Type, f.Max)
	for _, o := range f.Choices() {
		out.Enum = append(out.Enum, profile.EnumValue{Value: o.Code, LabelJA: o.JA, LabelEN: o.EN})
	}
	switch f.Type {
	case Multi:
		item := &profile.Field{Type: profile.String, LabelJA: f.JA, LabelEN: f.EN, Enum: out.Enum}
		out.Type, out.Enum, out.Items = profile.Array, nil, item
	case Rows:
		out.Type, out.MaxItems = profile.Array, maxRows
		out.Items = &profile.Field{Type: profile.Object, LabelJA: f.JA, LabelEN: f.EN}
		for _, c := range f.Columns {
			below := fieldOf(c.ID, c.JA, c.EN, c.Type, c.Max)
			if c.Required {
				below.Required = []string{"*"}
			}
			out.Items.Properties = append(out.Items.Properties, below)
		}
	}
	return out
}

// otherMax is the number of characters of the words for その他.
const otherMax = 200

func (f *Field) otherField() *profile.Field {
	return fieldOf(f.ID+"_other", f.JA+"（その他）", f.EN+" (other)", Text, otherMax)
}

// oneLine is the pattern of a text without line feeds.
const oneLine = `^[^\n]*$`

// fieldOf is a field of one value.
func fieldOf(name, ja, en string, t Type, most int) *profile.Field {
	purpose := profile.Plain
	switch t {
	case Tel:
		purpose = profile.Phone
	case Postal:
		purpose = profile.Postal
	case CorporateNumber:
		purpose = profile.Corporate
	}
	out := profile.TextFor(name, ja, en, purpose)
	out.MaxLength = most
	switch t {
	case Text:
		out.Pattern = oneLine
	case Date:
		out.Type, out.Format = profile.Date, "date"
	case Int:
		zero := 0
		out.Type, out.Minimum = profile.Integer, &zero
	case Span:
		out.HintJA, out.HintEN = "1日のときは 2026-11-22、期間のときは 2026-11-01/2026-11-22 と書きます。", "One day (2026-11-22), or two with / between them."
	case Time:
		out.HintJA, out.HintEN, out.Clock = "24時間制で 14:05 のように書きます。", "24 hours: 14:05.", true
	}
	return out
}

// Schema is the same as JSON Schema (2020-12): the members of the schema of report.
// x-stage says how much 速報 and 確報 need a field (required, if_known, conditional
// while x-when holds, none); x-repeats, the fact or field of the profile that fills
// it; x-verified, whether it was compared with the law or a guideline.
func Schema() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`"additionalProperties":false,"$defs":{"open":`)
	b.WriteString(`{"description":"not known yet","type":"object","required":["unknown"],"additionalProperties":false,"properties":{"unknown":{"enum":[true,"true","yes"]},"reason":{"type":["string","null"],"maxLength":300},"expected_on":{"type":["string","null"],"format":"date"}}}`)
	b.WriteString(`},"properties":{`)
	order := 0
	add := func(f *Field, id, ja, en string, below []any) error {
		if order++; order > 1 {
			b.WriteByte(',')
		}
		member := schemaMember{Label: bilingual{ja, en}, Order: order, AnyOf: below}
		if id == f.ID {
			member.Section, member.Type, member.Law, member.Repeats, member.When = f.section.ID, f.Type, f.Law, f.Repeats, f.When
			member.Stage, member.Verified = &stages{f.Need[0], f.Need[1]}, !f.Unverified()
			member.Labels = optionLabels(f)
		} else {
			member.Section, member.Type, member.When = f.section.ID, Text, &When{Field: f.ID, Is: []string{"other"}}
		}
		text, err := json.Marshal(member)
		if err != nil {
			return err
		}
		b.WriteString(strconv.Quote(id) + ":")
		b.Write(text)
		return nil
	}
	open := map[string]any{"$ref": "#/properties/report/$defs/open"}
	for _, f := range forms().Fields() {
		if err := add(f, f.ID, f.JA, f.EN, append(f.shapes(), open)); err != nil {
			return nil, err
		}
		if f.Other {
			if err := add(f, f.ID+"_other", f.JA+"（その他）", f.EN+" (other)", shapesOf(Text, otherMax)); err != nil {
				return nil, err
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type bilingual struct {
	JA string `json:"ja"`
	EN string `json:"en"`
}

type stages struct {
	Preliminary Need `json:"preliminary"`
	Final       Need `json:"final"`
}

// schemaMember is the schema of one field.
type schemaMember struct {
	Label    bilingual            `json:"x-label"`
	Order    int                  `json:"x-order"`
	Section  string               `json:"x-section"`
	Type     Type                 `json:"x-type"`
	Stage    *stages              `json:"x-stage,omitempty"`
	When     *When                `json:"x-when,omitempty"`
	Law      string               `json:"x-law,omitempty"`
	Repeats  string               `json:"x-repeats,omitempty"`
	Verified bool                 `json:"x-verified"`
	Labels   map[string]bilingual `json:"x-enum-labels,omitempty"`
	AnyOf    []any                `json:"anyOf"`
}

func optionLabels(f *Field) map[string]bilingual {
	out := map[string]bilingual{}
	for _, o := range f.Choices() {
		out[o.Code] = bilingual{o.JA, o.EN}
	}
	return out
}

// shapes are the values that a field takes beside an open one.
func (f *Field) shapes() []any {
	null := map[string]any{"type": "null"}
	var codes []any
	switches := false
	for _, o := range f.Choices() {
		codes = append(codes, o.Code)
		if _, err := strconv.Atoi(o.Code); err == nil {
			n, _ := strconv.Atoi(o.Code)
			codes = append(codes, n) // YAML reads 1 as a number
		}
		switches = switches || o.Code == "yes" || o.Code == "no"
	}
	switch f.Type {
	case Single:
		out := []any{map[string]any{"enum": codes}, null}
		if switches {
			out = append(out, map[string]any{"type": "boolean"})
		}
		return out
	case Multi:
		return []any{map[string]any{"type": "array", "items": map[string]any{"enum": codes}}, map[string]any{"enum": codes}, null}
	case Rows:
		columns, required := map[string]any{}, []any{}
		for i, c := range f.Columns {
			columns[c.ID] = map[string]any{"x-label": bilingual{c.JA, c.EN}, "x-type": c.Type, "x-order": i + 1, "anyOf": shapesOf(c.Type, c.Max)}
			if c.Required {
				required = append(required, c.ID)
			}
		}
		row := map[string]any{"type": "object", "additionalProperties": false, "required": required, "properties": columns}
		return []any{map[string]any{"type": "array", "maxItems": maxRows, "items": map[string]any{"anyOf": []any{row, map[string]any{"type": "string"}}}}, null}
	}
	return shapesOf(f.Type, f.Max)
}

// shapesOf are the values of one type.
func shapesOf(t Type, most int) []any {
	text := map[string]any{"type": "string"}
	if most > 0 {
		text["maxLength"] = most
	}
	out := []any{text, map[string]any{"type": "null"}}
	switch t {
	case Text, LongText:
		return append(out, map[string]any{"type": []any{"number", "boolean"}})
	case Int:
		return append(out, map[string]any{"type": "integer", "minimum": 0})
	case Date:
		return []any{map[string]any{"type": "string", "format": "date"}, map[string]any{"const": "unknown"}, map[string]any{"type": "null"}}
	case Span:
		return append(out, map[string]any{"type": "object", "additionalProperties": false, "required": []any{"from", "to"}, "properties": map[string]any{"from": map[string]any{"type": "string", "format": "date"}, "to": map[string]any{"type": "string", "format": "date"}}})
	}
	return out
}
