package incident

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"kitei/generator/japanese"
	"kitei/law"
)

// Calendar writes the deadlines as an iCalendar file (RFC 5545): days without a
// time, so that no zone is needed, a reminder in the morning of the first (of a last day also a week before), and no
// name of anybody. ok is false when there is no deadline. The UID comes from the
// content and the time stamp from the day of knowledge, so that the same decision
// gives the same bytes.
func (f *Finding) Calendar(lang string) (data []byte, ok bool) {
	w := &writer{lang: lang}
	var events []event
	add := func(id, lawID string, from, to japanese.Date, line string) {
		name := ""
		if lawID != "" {
			name = w.law(lawID)
		}
		events = append(events, event{from, to, w.say(id, words{"Law": name}), line})
	}
	window := func(cal, id, lawID string, v *law.Window) {
		if v != nil {
			name := ""
			if lawID != "" {
				name = w.law(lawID)
			}
			add(cal, lawID, v.From, v.To, w.window(id, name, *v))
		}
	}
	if f.notifiedOn.IsZero() {
		window("cal_notice", "notice", "", f.notice)
	}
	window("cal_provisional", "provisional", "", f.provisional)
	for _, r := range f.perLaw {
		window("cal_preliminary", "preliminary", r.law, &r.preliminary)
	}
	for _, r := range f.perLaw {
		add("cal_final", r.law, r.deadline.Due, r.deadline.Due, w.final(r.deadline, w.law(r.law)))
	}
	if len(events) == 0 {
		return nil, false
	}
	c := &calendar{}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//kitei//incident//JA")
	c.line("CALSCALE:GREGORIAN")
	c.line("X-WR-CALNAME:" + escape(w.say("cal_name", nil)))
	for _, e := range events {
		c.event(e, f.known)
	}
	c.line("END:VCALENDAR")
	return []byte(c.b.String()), true
}

// CalendarName is the name of the calendar file.
func (f *Finding) CalendarName(lang string) string {
	w := &writer{lang: lang}
	return w.say("cal_file", words{"Known": f.known.String()})
}

// event is an entry from one day to another, both included.
type event struct {
	from, to             japanese.Date
	summary, description string
}

type calendar struct{ b strings.Builder }

func (c *calendar) event(e event, stamp japanese.Date) {
	sum := sha256.Sum256([]byte(strings.Join([]string{e.from.String(), e.to.String(), e.summary, e.description}, "\n")))
	c.line("BEGIN:VEVENT")
	c.line("UID:" + hex.EncodeToString(sum[:16]) + "@kitei")
	c.line("DTSTAMP:" + compact(stamp) + "T000000Z")
	c.line("DTSTART;VALUE=DATE:" + compact(e.from))
	c.line("DTEND;VALUE=DATE:" + compact(e.to.AddDays(1))) // the day after the last
	c.line("SUMMARY:" + escape(e.summary))
	c.line("DESCRIPTION:" + escape(e.description))
	c.line("TRANSP:TRANSPARENT")
	triggers := []string{"PT9H"} // nine in the morning of the first day
	if e.from == e.to {
		triggers = []string{"-P6DT15H", "PT9H"} // a last day: a week before too
	}
	for _, trigger := range triggers {
		c.line("BEGIN:VALARM")
		c.line("ACTION:DISPLAY")
		c.line("DESCRIPTION:" + escape(e.summary))
		c.line("TRIGGER:" + trigger)
		c.line("END:VALARM")
	}
	c.line("END:VEVENT")
}

func compact(d japanese.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }

// escape masks what separates values (RFC 5545 3.3.11).
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// maxLine is the number of bytes of a line without its end (RFC 5545 3.1).
const maxLine = 75

// line writes a line, folded where it is too long, never inside a character.
func (c *calendar) line(s string) {
	room := maxLine
	for _, r := range s {
		if n := len(string(r)); n > room {
			c.b.WriteString("\r\n ")
			room = maxLine - 1 - n
		} else {
			room -= n
		}
		c.b.WriteRune(r)
	}
	c.b.WriteString("\r\n")
}
