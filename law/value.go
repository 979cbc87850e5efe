package law

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"kitei/generator/japanese"
)

// A Value is a number that law or a guideline fixes: a threshold or a period.
type Value struct {
	Row
	ID     string   // period.provision_record, threshold.leak_persons
	Number int      // in Unit
	Max    int      // end of a range such as 3日から5日; 0 when there is none
	Unit   string   // 人, 日, 週間, か月, 年
	Text   string   // as printed in half-width digits: 3年, 1,000人, 3日から5日
	Basis  []string // citation ids
}

// TextIn writes the value in a style of digits: ３年, 千人.
func (v Value) TextIn(d japanese.Digits) string { return inDigits(v.Text, d) }

// Value looks a threshold or period up by its full id.
func (l *Law) Value(id string) (Value, error) {
	v, ok := l.values[id]
	if !ok {
		e := &UnknownCitationError{ID: id, What: "value", Name: id, Date: l.date}
		for _, other := range l.table.values {
			if other.ID == id {
				e.Rows = append(e.Rows, other.Row)
			}
		}
		return Value{}, e
	}
	return v, nil
}

// Threshold looks up threshold.id.
func (l *Law) Threshold(id string) (Value, error) { return l.Value("threshold." + id) }

// Period looks up period.id.
func (l *Law) Period(id string) (Value, error) { return l.Value("period." + id) }

// Values lists the thresholds and periods of this day, in the order of the file.
func (l *Law) Values() []Value {
	return filter(l.table.values, func(v Value) bool { return v.In(l.date) })
}

func (l *loader) readValues(t *Table) []Value {
	days := t.days()
	var out []Value
	var periods []period
	for _, r := range l.read("values.tsv", "id", "number", "max", "unit", "text", "basis",
		"from", "to", "source", "confirmed", "checked_on", "note") {
		v := Value{
			Row: r.row("confirmed"), ID: r.need("id"), Number: r.number("number"), Max: r.number("max"),
			Unit: r.need("unit"), Text: r.get("text"), Basis: r.list("basis"),
		}
		r.need("number")
		r.need("basis")
		if kind, name, _ := strings.Cut(v.ID, "."); kind != "period" && kind != "threshold" || name == "" {
			r.fault("%q is neither period.name nor threshold.name", v.ID)
		}
		if v.Max != 0 && v.Max <= v.Number {
			r.fault("max %d is not above number %d", v.Max, v.Number)
		}
		v.Text = cmp.Or(v.Text, valueText(v))
		r.checkBasis(days, v.Row, v.Basis)
		out = append(out, v)
		periods = append(periods, period{r, v.ID, v.From, v.To})
	}
	checkOverlap(periods)
	return out
}

func valueText(v Value) string {
	text := japanese.Comma(v.Number) + v.Unit
	if v.Max != 0 {
		text += "から" + japanese.Comma(v.Max) + v.Unit
	}
	return text
}

// checkBasis reports citation ids that do not resolve on the first covered day
// of a row.
func (r record) checkBasis(days *days, row Row, ids []string) {
	law := days.at(later(row.From, days.table.coverage.From))
	for _, id := range ids {
		if _, err := law.Cite(id); err != nil {
			r.fault("basis %v", err)
		}
	}
}

// A RetentionRow is a statutory duty to keep documents (法定保存期間).
type RetentionRow struct {
	Row       // Confirmed: period and basis
	ID        string
	Topic     string   // labour, tax, employment_insurance, workers_compensation, labour_premiums, social_insurance, accounts
	Document  string   // 書類
	Years     int      // the shortest number of years now in force, for computing
	Period    string   // as printed: 5年（当分の間3年）
	Start     string   // 起算日 as printed; may be empty
	Basis     []string // citation ids; empty when BasisText stands for them
	BasisText string   // a basis that cannot be cited by id; may be empty
	MyNumber  bool     // the document may bear a 個人番号
}

// PeriodIn writes the period in a style of digits.
func (r RetentionRow) PeriodIn(d japanese.Digits) string { return inDigits(r.Period, d) }

// StartIn writes the 起算日 in a style of digits.
func (r RetentionRow) StartIn(d japanese.Digits) string { return inDigits(r.Start, d) }

// Retention lists the retention duties of this day, in the order of the file.
func (l *Law) Retention() []RetentionRow {
	return filter(l.table.retention, func(r RetentionRow) bool { return r.In(l.date) })
}

// BasisWords writes the basis of a retention duty with the short names of the
// laws: 労働基準法第109条及び附則第143条.
func (l *Law) BasisWords(r RetentionRow, d japanese.Digits) (string, error) {
	var words []string
	last := ""
	for _, id := range r.Basis {
		c, err := l.Cite(id)
		if err != nil {
			return "", fmt.Errorf("retention %q: %w", r.ID, err)
		}
		word := c.Reference(d)
		if c.LawID != last {
			word = c.Short + word
		}
		words, last = append(words, word), c.LawID
	}
	if r.BasisText != "" {
		words = append(words, r.BasisText)
	}
	return japanese.JoinAnd(words, "及び"), nil
}

var topics = map[string]bool{
	"labour": true, "tax": true, "employment_insurance": true, "workers_compensation": true,
	"labour_premiums": true, "social_insurance": true, "accounts": true,
}

func (l *loader) readRetention(t *Table) []RetentionRow {
	days := t.days()
	var out []RetentionRow
	var periods []period
	for _, r := range l.read("retention.tsv", "id", "topic", "document", "years", "period", "start", "basis", "basis_text",
		"mynumber", "from", "to", "source", "confirmed", "checked_on", "note") {
		row := RetentionRow{
			Row: r.row("confirmed"), ID: r.need("id"), Topic: r.need("topic"), Document: r.need("document"),
			Years: r.number("years"), Period: r.need("period"), Start: r.get("start"), Basis: r.list("basis"),
			BasisText: r.get("basis_text"), MyNumber: r.yes("mynumber"),
		}
		r.need("years")
		if !topics[row.Topic] {
			r.fault("topic %q is not one of the documented topics", row.Topic)
		}
		if len(row.Basis) == 0 {
			r.need("basis_text")
		}
		if row.Confirmed {
			r.need("start")
		}
		if !strings.Contains(row.Period, strconv.Itoa(row.Years)+"年") {
			r.fault("period %q does not contain the %d years", row.Period, row.Years)
		}
		r.checkBasis(days, row.Row, row.Basis)
		out = append(out, row)
		periods = append(periods, period{r, row.ID, row.From, row.To})
	}
	checkOverlap(periods)
	return out
}
