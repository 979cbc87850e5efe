package generator

import (
	"errors"
	"fmt"
	"slices"

	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/law"
)

// deadlineField is the schema of law_deadlines: worked examples of the periods
// of a report, for the days around the one a document is made for.
func deadlineField() *profile.Field {
	text := func(name, label string) *profile.Field {
		return &profile.Field{Name: name, Type: profile.String, LabelJA: label}
	}
	return &profile.Field{Name: "law_deadlines", Type: profile.Array, LabelJA: "期限の計算例",
		Items: &profile.Field{Type: profile.Object, Properties: []*profile.Field{
			text("known", "知った日"), text("preliminary", "速報の目安"), text("final30", "確報（30日）"), text("final60", "確報（60日）"), text("note", "備考"),
		}}}
}

// deadlineValues works the periods of a report out for the day that the
// document is made for, a week later, the first of the next month, and the
// start of December, whose periods end in the closed days of the year end.
// Days whose periods end outside the table of closed days have no row.
func deadlineValues(l *law.Law, asOf japanese.Date, style string) ([]any, error) {
	next := japanese.Date{Year: asOf.Year, Month: asOf.Month, Day: 1}.AddMonths(1)
	days := []japanese.Date{asOf, asOf.AddDays(7), next, {Year: asOf.Year, Month: 12, Day: 1}, {Year: asOf.Year, Month: 12, Day: 2}}
	slices.SortFunc(days, japanese.Date.Compare)
	var out []any
	for _, known := range slices.Compact(days) {
		row, err := deadlineRow(l, known, style)
		var unknown *law.ClosedDaysUnknownError
		if errors.As(err, &unknown) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func deadlineRow(l *law.Law, known japanese.Date, style string) (map[string]any, error) {
	day := func(d japanese.Date) string { return dateWords(d, style) + "（" + d.WeekdayMark() + "）" }
	guide, err := l.Period("preliminary_report")
	if err != nil {
		return nil, err
	}
	window, err := l.Window(known, guide.Number, guide.Max)
	if err != nil {
		return nil, err
	}
	row := map[string]any{"known": day(known), "preliminary": day(window.From) + "から" + day(window.To) + "まで", "note": ""}
	for _, f := range []struct{ field, period string }{{"final30", "final_report"}, {"final60", "final_report_malicious"}} {
		period, err := l.Period(f.period)
		if err != nil {
			return nil, err
		}
		d, err := l.Deadline(known, period.Number)
		if err != nil {
			return nil, err
		}
		row[f.field] = day(d.Due)
		if len(d.Rolled) > 0 {
			note, _ := row["note"].(string)
			row["note"] = note + fmt.Sprintf("%d日目の%sは%sに当たるため、次の開庁日となる。", d.Days, day(d.Raw), d.Rolled[0].Reason)
		}
	}
	return row, nil
}

// dateWords prints a date in a style: 和暦 unless 西暦 or both are asked for.
func dateWords(d japanese.Date, style string) string {
	switch style {
	case "seireki":
		return d.Seireki()
	case "both":
		return d.Both()
	}
	return d.Wareki()
}
