package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// A Value is what a field says. Which parts are used depends on its type.
type Value struct {
	Unknown  bool   // it is not known yet
	Reason   string // why not; may be empty
	Expected string // ISO date by which it is expected; may be empty

	Words  string   // text, code of a choice, ISO date, two of them with /
	Codes  []string // of a multiple choice, in the order of the form
	Number int
	Rows   []Row
	Other  string // words for the choice その他
}

// A Row is one row: words, ISO dates and figures by column.
type Row map[string]string

// same tells whether two values say the same.
func (v Value) same(w Value) bool {
	return v.Unknown == w.Unknown && v.Words == w.Words && slices.Equal(v.Codes, w.Codes) && v.Number == w.Number && v.Other == w.Other &&
		slices.EqualFunc(v.Rows, w.Rows, func(a, b Row) bool { return fmt.Sprint(a) == fmt.Sprint(b) })
}

// has tells whether a value has a choice.
func (v Value) has(code string) bool { return v.Words == code || slices.Contains(v.Codes, code) }

// reader types the values of the report and gathers the faults.
type reader struct {
	faults profile.Faults
}

// fault reports a fault of a field or of a cell of it.
func (r *reader) fault(pointer, code, ja, en string, data ...string) {
	r.faults = append(r.faults, fault(pointer, code, ja, en, data...))
}

// fault makes a fault in both languages: data are pairs of a name and words.
func fault(pointer, code, labelJA, labelEN string, data ...string) profile.Fault {
	ja, en := map[string]string{"Label": labelJA}, map[string]string{"Label": labelEN}
	for i := 0; i+1 < len(data); i += 2 {
		ja[data[i]], en[data[i]] = data[i+1], data[i+1]
	}
	return profile.Fault{Pointer: pointer, Code: code, MessageJA: profile.Message("ja", code, ja), MessageEN: profile.Message("en", code, en)}
}

// values types the whole report.
func (r *reader) values(tree map[string]any) map[string]Value {
	out := map[string]Value{}
	others := map[string]string{}
	for _, f := range forms().Fields() {
		if f.Other {
			others[f.ID+"_other"] = f.ID
		}
	}
	for _, key := range sortedKeys(tree) {
		pointer := "/report/" + key
		if id, ok := others[key]; ok {
			f := forms().Field(id)
			if s, fits := r.words(tree[key], pointer, f.JA+"（その他）", f.EN+" (other)", Text, 200); fits {
				v := out[id]
				v.Other = s
				out[id] = v
			}
			continue
		}
		f := forms().Field(key)
		if f == nil {
			r.unknown(key)
			continue
		}
		if tree[key] == nil {
			continue
		}
		if v, ok := r.value(f, tree[key], pointer); ok {
			v.Other = out[key].Other
			out[key] = v
		}
	}
	for key, id := range others {
		v, given := out[id]
		if given && v.Other != "" && !v.has("other") {
			f := forms().Field(id)
			r.fault("/report/"+key, "other_without_choice", f.JA, f.EN)
		}
	}
	return out
}

// unknown reports a field that no form has. A key that is no word is not repeated.
func (r *reader) unknown(key string) {
	pointer, name := "/report", "…"
	if fieldID.MatchString(key) && len(key) <= 60 {
		pointer, name = "/report/"+key, key
	}
	f := fault(pointer, "unknown_field_plain", "報告", "Report", "Name", name)
	f.Code = "unknown_field"
	r.faults = append(r.faults, f)
}

// value types one field.
func (r *reader) value(f *Field, v any, pointer string) (out Value, ok bool) {
	if m, is := v.(map[string]any); is {
		if _, open := m["unknown"]; open {
			return r.open(f, m, pointer)
		}
	}
	switch f.Type {
	case Multi:
		return r.multi(f, v, pointer)
	case Rows:
		return r.rows(f, v, pointer)
	case Single:
		s := scalar(v)
		if _, known := f.option(s); !known {
			r.choice(f, pointer)
			return out, false
		}
		return Value{Words: s}, true
	case Int:
		if s := scalar(v); s == "unknown" {
			return Value{Unknown: true}, true
		}
		n, good := number(v)
		if !good {
			r.fault(pointer, "wrong_type_integer", f.JA, f.EN)
		}
		return Value{Number: n}, good
	case Span:
		if m, is := v.(map[string]any); is {
			v = scalar(m["from"]) + "/" + scalar(m["to"])
		}
	}
	if s := scalar(v); s == "unknown" && (f.Type == Date || f.Type == Span) {
		return Value{Unknown: true}, true
	}
	s, ok := r.words(v, pointer, f.JA, f.EN, f.Type, f.Max)
	return Value{Words: s}, ok
}

// open reads {"unknown": true, "reason": …, "expected_on": …}.
func (r *reader) open(f *Field, m map[string]any, pointer string) (Value, bool) {
	out := Value{Unknown: true}
	for _, key := range sortedKeys(m) {
		switch key {
		case "unknown":
			if s := scalar(m[key]); s != "true" && s != "yes" {
				r.fault(pointer+"/unknown", "open_form", f.JA, f.EN)
			}
		case "reason":
			out.Reason, _ = r.words(m[key], pointer+"/reason", f.JA+"（理由）", f.EN+" (reason)", LongText, 300)
		case "expected_on":
			out.Expected, _ = r.words(m[key], pointer+"/expected_on", f.JA+"（見込み）", f.EN+" (expected on)", Date, 0)
		default:
			r.fault(pointer, "open_form", f.JA, f.EN)
		}
	}
	return out, true
}

func (r *reader) multi(f *Field, v any, pointer string) (Value, bool) {
	list, is := v.([]any)
	if !is {
		list = []any{v}
	}
	given := map[string]bool{}
	good := true
	for i, e := range list {
		code := scalar(e)
		if _, known := f.option(code); !known {
			r.choice(f, pointer+"/"+strconv.Itoa(i))
			good = false
		}
		given[code] = true
	}
	var out Value
	for _, o := range f.Choices() {
		if given[o.Code] {
			out.Codes = append(out.Codes, o.Code)
		}
	}
	if given["none"] && len(out.Codes) > 1 {
		r.fault(pointer, "none_with_others", f.JA, f.EN)
		good = false
	}
	return out, good && len(out.Codes) > 0
}

func (r *reader) choice(f *Field, pointer string) {
	ja, en := map[string]string{"Label": f.JA}, map[string]string{"Label": f.EN}
	var j, e []string
	for _, o := range f.Choices() {
		j, e = append(j, o.Code+"（"+o.JA+"）"), append(e, o.Code+" ("+o.EN+")")
	}
	ja["Allowed"], en["Allowed"] = strings.Join(j, "、"), strings.Join(e, ", ")
	r.faults = append(r.faults, profile.Fault{Pointer: pointer, Code: "not_a_choice",
		MessageJA: profile.Message("ja", "not_a_choice", ja), MessageEN: profile.Message("en", "not_a_choice", en)})
}

func (r *reader) rows(f *Field, v any, pointer string) (Value, bool) {
	list, is := v.([]any)
	if !is || len(list) > maxRows {
		r.fault(pointer, "rows_form", f.JA, f.EN, "Limit", strconv.Itoa(maxRows))
		return Value{}, false
	}
	var out Value
	good := true
	for i, e := range list {
		at := pointer + "/" + strconv.Itoa(i)
		m, is := e.(map[string]any)
		if !is { // words alone are the first column
			m = map[string]any{f.Columns[0].ID: e}
		}
		row := Row{}
		for _, key := range sortedKeys(m) {
			n := slices.IndexFunc(f.Columns, func(c Column) bool { return c.ID == key })
			if n < 0 {
				r.fault(at, "rows_form", f.JA, f.EN, "Limit", strconv.Itoa(maxRows))
				good = false
				continue
			}
			c := f.Columns[n]
			s, fits := r.words(m[key], at+"/"+key, f.JA+"の"+c.JA, f.EN+": "+c.EN, c.Type, c.Max)
			if row[key] = s; !fits {
				good = false
			}
		}
		for _, c := range f.Columns {
			if c.Required && row[c.ID] == "" {
				r.fault(at+"/"+c.ID, "required", f.JA+"の"+c.JA, f.EN+": "+c.EN)
				good = false
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, good && len(out.Rows) > 0
}

// maxRows is the most rows of a field.
const maxRows = 200

var (
	telephone = regexp.MustCompile(`^0(?:-?[0-9]){9,10}$`)
	emailForm = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
	postal    = regexp.MustCompile(`^[0-9]{3}-?[0-9]{4}$`)
	clock     = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

// words types one scalar.
func (r *reader) words(v any, pointer, ja, en string, t Type, most int) (string, bool) {
	switch v.(type) {
	case string, int, float64, bool:
	default:
		r.fault(pointer, "wrong_type_string", ja, en)
		return "", false
	}
	s := scalar(v)
	if t != Text && t != LongText {
		s = japanese.HalfWidth(s)
	}
	code := ""
	switch t {
	case Text, LongText:
		if t == Text && strings.ContainsRune(s, '\n') {
			code = "control_character"
		}
		if most > 0 && len([]rune(s)) > most {
			r.fault(pointer, "too_long", ja, en, "Limit", strconv.Itoa(most))
			return s, false
		}
	case Date:
		if !isDate(s) {
			code = "date_form"
		}
	case Span:
		if from, to, two := strings.Cut(s, "/"); !isDate(from) || two && (!isDate(to) || to < from) {
			code = "span_form"
		}
	case Time:
		if !clock.MatchString(s) {
			code = "time_form"
		}
	case Int:
		if n, good := number(v); good {
			s = strconv.Itoa(n)
		} else {
			code = "wrong_type_integer"
		}
	case Tel:
		if !telephone.MatchString(s) {
			code = "tel_form"
		}
	case Email:
		if !emailForm.MatchString(s) {
			code = "email_form"
		}
	case Postal:
		if !postal.MatchString(s) {
			code = "postal_form"
		} else if len(s) == 7 {
			s = s[:3] + "-" + s[3:]
		}
	case CorporateNumber:
		if !japanese.CorporateNumberValid(s) {
			code = "corporate_number_check_digit"
		}
	}
	if code != "" {
		r.fault(pointer, code, ja, en)
	}
	return s, code == ""
}

// scalar writes a scalar; a switch is yes or no.
func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int, float64:
		return fmt.Sprint(v)
	}
	return ""
}

// number reads a number of persons, from 0.
func number(v any) (int, bool) {
	s := strings.TrimSuffix(strings.ReplaceAll(japanese.HalfWidth(scalar(v)), ",", ""), "人")
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= 200_000_000
}

func isDate(s string) bool {
	_, err := japanese.ParseDate(s)
	return err == nil
}

func dateOf(s string) japanese.Date {
	d, _ := japanese.ParseDate(s)
	return d
}
