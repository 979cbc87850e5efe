package checklist

import (
	"fmt"
	"slices"
	"strings"

	"kitei/generator/workbook"
)

// formulas puts the live figures on the sheet. Excel works them out; what
// stands beside each is what [Sheet.Score] gives for the sheet as it is made.
// When a sheet comes back they are not looked at.
func (f *form) formulas() {
	area := func(column int) string {
		return strings.Join([]string{abs(column, f.first), abs(column, f.last)}, ":")
	}
	e, c, due := area(colAnswer), area(colNo), area(colDue)
	count := func(signs string) string { return fmt.Sprintf("SUMPRODUCT(COUNTIF(%s,{%s}))", e, signs) }
	done, partly := count(`"○*","〇*","◯*"`), count(`"△*","▲*"`)
	na := count(`"対象外*","該当なし*"`)
	rows := len(f.items)
	required := fmt.Sprintf(`ISNUMBER(FIND("必須",%s))*ISERROR(FIND(LEFT(%s&"　",1),"○〇◯"))`, c, e)
	base := fmt.Sprintf("IF(ISNUMBER(%[1]s),%[1]s,TODAY())", f.at["reviewed_on"])
	late := fmt.Sprintf("SUMPRODUCT(%s*(1-ISNUMBER(%s)*(%s>=%s)*(%s<=%s+%d)))", required, due, due, base, due, base, f.Settings.FixDays)
	score, threshold, missing, blank := f.at["score"], f.at["threshold"], f.at["missing"], f.at["blank"]
	tier := f.at["tier"]
	expr := map[string]string{
		"score":     fmt.Sprintf("IF(%[1]d-%[2]s-%[3]s<=0,0,ROUNDDOWN((%[4]s+0.5*%[5]s)/(%[1]d-%[2]s-%[3]s)*100,0))", rows, na, blank, done, partly),
		"threshold": fmt.Sprintf(`IF(%[1]s="S",kitei_threshold_S,IF(%[1]s="A",kitei_threshold_A,kitei_threshold_B))`, tier),
		"missing":   fmt.Sprintf("SUMPRODUCT(%s)", required),
		"blank":     fmt.Sprintf("COUNTBLANK(%s)", e),
		"share":     fmt.Sprintf("ROUND(%s/%d*100,0)", na, rows),
		"verdict": fmt.Sprintf(`IF(%s>0,"未完了",IF(AND(%s>=%s,%s=0),"適合",IF(AND(%s>=%s-15,%s=0),"条件付適合","不適合")))`,
			blank, score, threshold, missing, score, threshold, late),
	}
	if f.Settings.Rule == Legacy {
		expr["verdict"] = fmt.Sprintf(`IF(%s>=%d,"適合",IF(%s>0,"未完了","不適合"))`, done, f.Settings.MinDone, blank)
	}
	expires := abs(colDue, f.block[0]) + ":" + abs(colDue, f.block[1])
	months := fmt.Sprintf(`IF(%[1]s="S",%d,IF(%[1]s="A",%d,%d))`, tier, f.Settings.Cycle[TierS], f.Settings.Cycle[TierA], f.Settings.Cycle[TierB])
	// the earliest certificate that still runs, but not before the check itself
	expr["next_check"] = fmt.Sprintf(`IF(ISNUMBER(%[1]s),MIN(EDATE(%[1]s,%[2]s),IF(COUNTIF(%[3]s,">"&%[1]s)>0,SMALL(%[3]s,COUNTIF(%[3]s,"<="&%[1]s)+1),99999)),"")`, f.at["reviewed_on"], months, expires)

	f.now = f.asSheet().Score(f.IssuedOn)
	values := f.values()
	for i := range f.sheet.Form.Cells {
		x := &f.sheet.Form.Cells[i]
		for id, words := range expr {
			if f.at[id] == x.At {
				x.Formula, x.Value = words, values[id]
			}
		}
	}
}

// values is what the formulas give as the sheet is made.
func (f *form) values() map[string]workbook.Cell {
	r := f.now
	out := map[string]workbook.Cell{
		"score": workbook.Cell(number(r.Score)), "threshold": workbook.Cell(number(r.Threshold)),
		"missing": workbook.Cell(number(len(r.Missing))), "blank": workbook.Cell(number(r.Counts.Blank)),
		"share": workbook.Cell(number(r.NotApplicableShare)), "verdict": workbook.Cell(r.Verdict.Words()),
	}
	if !f.contractor.ReviewedOn.IsZero() {
		out["next_check"] = workbook.Cell(number(serialZero.DaysUntil(r.NextCheck)))
	}
	return out
}

// asSheet is the sheet as it would be read if it came back now.
func (f *form) asSheet() *Sheet {
	s := &Sheet{
		Contractor: f.contractor, Items: f.items, Settings: f.Settings, Numbers: f.Settings.Numbers,
		Answers: map[string]Answer{}, Certificates: slices.Clone(f.contractor.Certificates), catalogue: f.catalogue,
	}
	for id, a := range f.contractor.Answers {
		s.Answers[id] = a
	}
	return s
}

func abs(column, row int) string {
	name := cell(column, row)
	letters := strings.TrimRight(name, "0123456789")
	return "$" + letters + "$" + name[len(letters):]
}

// colours are the conditional formats. Every one goes with a sign or a word, or
// with bold or slanted type: black and white shows them too.
func (f *form) colours() {
	column := func(c int) string { return cell(c, f.first) + ":" + cell(c, f.last) }
	e, i, k := "$E"+number(f.first), "$I"+number(f.first), "$K"+number(f.first)
	rule := func(r workbook.Rule) { f.sheet.Form.Rules = append(f.sheet.Form.Rules, r) }
	rule(workbook.Rule{Area: column(colAnswer), When: `LEFT(` + e + `,1)="×"`, Fill: "FFC7CE", Color: "9C0006", Bold: true})
	rule(workbook.Rule{Area: column(colAnswer), When: `LEFT(` + e + `,1)="△"`, Fill: "FFEB9C", Color: "7F6000"})
	rule(workbook.Rule{Area: column(colAnswer), When: `LEFT(` + e + `,3)="対象外"`, Fill: "E0E0E0", Color: "595959", Italic: true})
	rule(workbook.Rule{Area: column(colAnswer), When: fmt.Sprintf(`AND(%s="",ISNUMBER(FIND("必須",$C%d)))`, e, f.first), Border: "ED7D31"})
	rule(workbook.Rule{Area: column(colDue), When: fmt.Sprintf(`AND(ISNUMBER(%[1]s),%[1]s<TODAY(),%[2]s="")`, i, k), Fill: "FFC7CE", Color: "9C0006", Bold: true})
	rule(workbook.Rule{Area: column(colDue), When: fmt.Sprintf(`AND(%[1]s="",OR(LEFT(%[2]s,1)="×",LEFT(%[2]s,1)="△"))`, i, e), Border: "ED7D31"})
	rule(workbook.Rule{Area: column(colJudge), When: fmt.Sprintf(`$J%d="要再提出"`, f.first), Bold: true, Fill: "FFEB9C", Color: "7F6000"})
	f.verdictColours(f.at["verdict"])
}

func (f *form) verdictColours(at string) {
	f.sheet.Form.Rules = append(f.sheet.Form.Rules, verdictRules(at, at)...)
}

// verdictRules colour an area of verdicts; first is its first cell.
func verdictRules(area, first string) []workbook.Rule {
	return []workbook.Rule{
		{Area: area, When: first + `="適合"`, Fill: "C6EFCE", Color: "006100", Bold: true},
		{Area: area, When: first + `="条件付適合"`, Fill: "FFEB9C", Color: "7F6000", Bold: true},
		{Area: area, When: first + `="不適合"`, Fill: "FFC7CE", Color: "9C0006", Bold: true},
		{Area: area, When: first + `="未完了"`, Fill: "E0E0E0", Color: "404040", Italic: true},
	}
}
