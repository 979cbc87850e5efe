package law

import (
	"strings"

	"kitei/generator/japanese"
)

// An Authority is where a report or a question goes. Telephone numbers are not
// here: they are parameters of the user with a date of check.
type Authority struct {
	Row
	ID      string // ppc.leak
	Name    string // 個人情報保護委員会
	Purpose string // in Japanese
	URL     string // https; may be empty
}

// Delegated tells whether the row is an example of 権限の委任 (法150条). Which
// authority an industry reports to must be looked up on the page ppc.delegation.
func (a Authority) Delegated() bool { return strings.HasPrefix(a.ID, "delegated.") }

// Authority looks an authority up.
func (l *Law) Authority(id string) (Authority, error) {
	for _, a := range l.Authorities() {
		if a.ID == id {
			return a, nil
		}
	}
	return Authority{}, &UnknownCitationError{ID: id, What: "authority", Name: id, Date: l.date}
}

// Authorities lists the authorities of this day, in the order of the file.
func (l *Law) Authorities() []Authority {
	return filter(l.table.authorities, func(a Authority) bool { return a.In(l.date) })
}

func (l *loader) readAuthorities() []Authority {
	var out []Authority
	var periods []period
	for _, r := range l.read("authorities.tsv", "id", "name", "purpose", "url", "from", "to", "source", "confirmed", "checked_on", "note") {
		a := Authority{Row: r.row("confirmed"), ID: r.need("id"), Name: r.need("name"), Purpose: r.need("purpose"), URL: r.get("url")}
		if a.URL != "" && !strings.HasPrefix(a.URL, "https://") {
			r.fault("url %q does not begin with https://", a.URL)
		}
		out = append(out, a)
		periods = append(periods, period{r, a.ID, a.From, a.To})
	}
	checkOverlap(periods)
	return out
}

// An Amendment is a change of law that is known but was not in force when the
// rows were checked. No row of the table reflects it beyond what its note says.
type Amendment struct {
	ID        string
	LawID     string
	From      japanese.Date // day of effect; zero when it is not fixed
	Latest    japanese.Date // last possible day of effect; zero when From is known
	Title     string        // in Japanese
	Content   string        // in Japanese
	Source    []string
	Confirmed bool
	CheckedOn japanese.Date
}

// Pending lists the known changes that take effect after this day, in the order
// of the file.
func (l *Law) Pending() []Amendment {
	return filter(l.table.amendments, func(a Amendment) bool { return a.From.IsZero() || a.From.After(l.date) })
}

func (l *loader) readAmendments(statutes []Statute) []Amendment {
	var out []Amendment
	seen := map[string]bool{}
	laws := map[string]bool{}
	for _, s := range statutes {
		laws[s.ID] = true
	}
	for _, r := range l.read("pending.tsv", "id", "law", "from", "latest", "title", "content", "source", "confirmed", "checked_on") {
		a := Amendment{
			ID: r.need("id"), LawID: r.need("law"), From: r.date("from", japanese.Date{}), Latest: r.date("latest", japanese.Date{}),
			Title: r.need("title"), Content: r.need("content"), Source: r.list("source"), Confirmed: r.yes("confirmed"),
			CheckedOn: r.date("checked_on", japanese.Date{}),
		}
		if a.From.IsZero() == a.Latest.IsZero() {
			r.fault("%q needs either from or latest", a.ID)
		}
		if seen[a.ID] {
			r.fault("%q stands twice", a.ID)
		}
		if !laws[a.LawID] {
			r.fault("%q is not in statutes.tsv", a.LawID)
		}
		seen[a.ID] = true
		out = append(out, a)
	}
	return out
}
