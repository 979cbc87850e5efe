package web

import (
	"slices"
	"strings"

	"kitei/generator/japanese"
	"kitei/incident"
	"kitei/incident/report"
)

// panel is the answer, beside every page of the assistant.
type panel struct {
	Duty    string // none (nothing was answered), open, yes, no
	Verdict string // the conclusion in one sentence
	Lines   []string
	Items   []incident.Item
	Day     int // number of today, the day of knowledge being 1; 0 = not known
	Known   string
	Periods []periodView
	Late    []string // what is overdue is still to be done
	NoDate  string
	To      string // whom to report to, in a few words
	Where   []linkedLine
	Changes []string
	Parts   []incident.Part // folded: what to do now, what an expert looks at, the grounds
	Persons string
}

// periodView is something that is due.
type periodView struct {
	ID          string
	Name, Laws  string
	Date, Left  string
	State       string // over, soon, later
	Note, Words string
}

// linkedLine is a line that may end with the address of a page.
type linkedLine struct{ Text, URL string }

// soon is the number of days left from which a deadline is marked.
const soon = 3

// maxChanges bounds what could change the answer.
const maxChanges = 6

// late adds what to do about something that is overdue, once.
func (p *panel) late(lang, period string) {
	id := "late_report"
	if period == "notice" || period == "provisional" {
		id = "late_" + period
	}
	if words := Say(lang, id, nil); !slices.Contains(p.Late, words) {
		p.Late = append(p.Late, words)
	}
}

func (f *Form) panel(s *Incident, r *reading) *panel {
	p := &panel{Duty: "none", Verdict: Say(s.Lang, "verdict_none", nil)}
	if r.Advice == nil || len(mapOf(s.File()["facts"])) == 0 {
		return p
	}
	found, today := r.Advice.Finding, f.Today()
	switch {
	case found.Reportable == nil:
		p.Duty = "open"
	case *found.Reportable:
		p.Duty = "yes"
	default:
		p.Duty = "no"
	}
	p.Verdict = Say(s.Lang, "verdict_"+p.Duty, nil)
	met := found.Met(s.Lang)
	if p.Duty == "yes" {
		p.Items = met
	}
	if p.Day = found.Recognised(today); p.Day > 0 {
		p.Known = weekdayWords(s.Lang, today.AddDays(1-p.Day))
	}
	for _, part := range found.Parts(s.Lang, today) {
		switch part.ID {
		case "verdict":
			p.Lines = part.Lines
			switch p.Duty {
			case "open":
				p.Lines = []string{Say(s.Lang, "verdict_open_why", nil)}
			case "yes": // the reason stands below, each with its place
				p.Lines = part.Lines[:len(part.Lines)-1]
			}
		case "where":
			for _, line := range part.Lines[:len(part.Lines)-len(met)] {
				text, url, linked := strings.Cut(line, "https://")
				if linked {
					url, text2, _ := strings.Cut(url, " ")
					p.Where = append(p.Where, linkedLine{strings.TrimSpace(text) + text2, "https://" + url})
				} else {
					p.Where = append(p.Where, linkedLine{text, url})
				}
			}
		case "now", "review", "basis":
			p.Parts = append(p.Parts, part)
		}
	}
	if p.Day == 0 && p.Duty != "no" {
		p.NoDate = Say(s.Lang, "incident_no_date", nil)
	}
	if p.Day < 0 || p.Day == 0 && !found.Known().IsZero() {
		p.NoDate = Say(s.Lang, "incident_future", nil)
	}
	for _, due := range found.Periods(s.Lang, today) {
		if due.ID == "persons" {
			_, p.Persons, _ = strings.Cut(due.Words, ": ")
			continue
		}
		v := periodView{ID: due.ID, Name: Say(s.Lang, "period_"+due.ID, nil), Laws: due.Laws, Date: weekdayWords(s.Lang, due.Due), Words: due.Words, State: "later"}
		switch {
		case due.Left < 0:
			late := "left_over"
			switch {
			case due.ID == "preliminary" && s.Stage == report.Final: // it may have been made
				late = "left_over_made"
			case due.Days == 0:
				late = "left_over_guide"
			}
			if v.Left = Say(s.Lang, late, map[string]string{"N": number(-due.Left)}); late != "left_over_made" {
				v.State = "over"
				p.late(s.Lang, due.ID)
			}
		case due.Left == 0:
			v.State, v.Left = "soon", Say(s.Lang, "left_today", nil)
		default:
			if due.Left <= soon {
				v.State = "soon"
			}
			v.Left = Say(s.Lang, "left_days", map[string]string{"N": number(due.Left)})
		}
		if due.Days > 0 {
			v.Note = Say(s.Lang, "period_days", map[string]string{"N": number(due.Days)})
		} else {
			v.Note = Say(s.Lang, "period_guide", nil)
		}
		p.Periods = append(p.Periods, v)
	}
	p.To = s.recipient(found, p)
	for i, c := range r.Advice.Changes {
		if i < maxChanges {
			p.Changes = append(p.Changes, c.Words)
		}
	}
	return p
}

// recipient says whom to report to.
func (s *Incident) recipient(found *incident.Finding, p *panel) string {
	if p.Duty == "no" {
		return ""
	}
	to := "open"
	if found.Recipient != nil {
		to = *found.Recipient
	}
	words := Say(s.Lang, "to_"+to, nil)
	if found.EntrusteeNotice != nil && slices.ContainsFunc(p.Periods, func(v periodView) bool { return v.ID == "notice" }) {
		words = Say(s.Lang, "to_entrustor_first", map[string]string{"X": words})
	}
	return words
}

// weekdayWords is 2026年12月5日（土）, or 2026-12-05 (Sat).
func weekdayWords(lang string, d japanese.Date) string {
	if lang == "en" {
		return d.String() + " (" + d.Weekday().String()[:3] + ")"
	}
	return d.Seireki() + "（" + d.WeekdayMark() + "）"
}
