package incident

import (
	"slices"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/law"
)

// untraced are the groups whose rules are no reasons, or stand at the end with their dates.
var untraced = []string{"action", "preliminary", "final"}

// trace lists the rules in their order with what they gave. Of the rules that fill
// gaps, choose one of several, or ask for review, only those that took effect are
// listed.
func (e *evaluation) trace() []Step {
	out := make([]Step, 0, len(e.rules))
	duty := e.duty().Truth.Met()
	for _, r := range e.rules {
		answer := e.answers[r.ID]
		quiet := r.Group == "absent" || r.Group == "start" || r.Group == "place" || r.Group == "flag" || r.Group == "notice" || slices.Contains(firstOnly, r.Group)
		if slices.Contains(untraced, r.Group) || quiet && !answer.Truth.Met() {
			continue
		}
		if (r.Group == "reason" || r.Group == "without_duty") && duty {
			continue
		}
		out = append(out, Step{r.ID, answer.Truth.String(), e.cited[r.ID], noteOf(r)})
	}
	return out
}

func noteOf(r law.LeakRule) string {
	note := r.Text
	if !r.Confirmed {
		note += "（要確認）"
	}
	return note
}

// sources writes the places of a rule: 個人情報保護法第26条第1項ただし書、….
func (a *Assessor) sources(ids []string) string {
	var out []string
	for _, id := range ids {
		c, err := a.law.Cite(id)
		if err != nil {
			out = append(out, id) // a row that began later: the loader proved the id for its first day
			continue
		}
		out = append(out, citationWords(c))
	}
	return strings.Join(out, "、")
}

// citationWords names the law so that it is understood alone: 法 is 個人情報保護法.
func citationWords(c law.Citation) string {
	name := c.Short
	if strings.HasPrefix(c.LawID, "appi") {
		name = "個人情報保護" + strings.TrimPrefix(name, "個人情報保護")
		if c.LawID != "appi" {
			name = "個人情報保護法" + c.Short
		}
	}
	return name + c.Reference(japanese.Half)
}

// periodSteps shows how the days of the laws that are met were counted, by the rows
// of the groups preliminary and final.
func (f *Finding) periodSteps(a *Assessor) []Step {
	var out []Step
	for _, result := range f.perLaw {
		for _, r := range a.group("preliminary") {
			if w := result.preliminary; r.Law == result.law {
				out = append(out, Step{r.ID, w.From.String() + "/" + w.To.String(), a.cited[r.ID], noteOf(r)})
			}
		}
		for _, r := range a.group("final") {
			if d := result.deadline; r.Law == result.law {
				out = append(out, Step{r.ID, d.Due.String(), a.cited[r.ID], noteOf(r) + countedFrom + countWords(d)})
			}
		}
	}
	return out
}

// countedFrom stands between a rule of counting and the days that it gave.
const countedFrom = "計算: "

// countWords writes how a deadline was counted.
func countWords(d law.Deadline) string {
	words := dayJA(d.Known) + "を1日目として" + strconv.Itoa(d.Days) + "日目は" + dayJA(d.Raw) + "。"
	if len(d.Rolled) > 0 {
		words += "その日は" + d.Rolled[0].Reason + "に当たるため、次の開庁日の" + dayJA(d.Due) + "まで。"
	}
	return words
}

// dayJA is 2026年12月23日（水）.
func dayJA(d japanese.Date) string { return d.Seireki() + "（" + d.WeekdayMark() + "）" }
