package law

import (
	"embed"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"sync/atomic"

	"kitei/generator/japanese"
)

//go:embed *.tsv
var files embed.FS

// A Table holds all dated rows.
type Table struct {
	coverage    Coverage
	sources     []Source
	statutes    []Statute
	articles    []article
	guides      []guide
	values      []Value
	retention   []RetentionRow
	mnPurposes  []MyNumberPurpose
	stale       []StaleMark
	authorities []Authority
	amendments  []Amendment
	closed      closedDays
	leakRules   []LeakRule
	last        atomic.Pointer[Law] // the law of the day that was asked for last
	software    []Software
}

// article is one row of references.tsv.
type article struct {
	Row
	id              string // appi.29-4
	prefix          string // 附則
	caption         string
	captionOfficial bool
	sub             sub
	proviso         map[int]bool // 項 that have a ただし書; 0 for an article without 項
}

// guide is one row of guides.tsv.
type guide struct {
	Row
	id      string // guide.appi.3-4-4
	label   string // as printed: 3-4-4, 第4-3-(3), 別添1の2C, Ｑ7-53
	caption string
	parts   string // 1-5, A-B, a-e; may be empty
}

// Load reads the embedded rows. The error joins all faults, each a [*Fault].
func Load() (*Table, error) { return load(files) }

// LoadFrom reads the rows of another folder with the same files, such as one of
// which a test has changed a row.
func LoadFrom(folder fs.FS) (*Table, error) { return load(folder) }

func load(fsys fs.FS) (*Table, error) {
	l := &loader{fsys: fsys, sources: map[string]bool{}}
	t := &Table{}
	t.coverage = l.readCoverage()
	l.coverage = t.coverage
	t.sources = l.readSources()
	t.statutes = l.readStatutes()
	t.articles = l.readArticles(t.statutes)
	t.guides = l.readGuides(t.statutes)
	t.values = l.readValues(t)
	t.retention = l.readRetention(t)
	t.mnPurposes = l.readMyNumberPurposes(t.retention)
	t.stale = l.readStale()
	t.authorities = l.readAuthorities()
	t.amendments = l.readAmendments(t.statutes)
	t.closed = l.readClosedDays()
	t.leakRules = l.readLeakRules(t)
	t.software = l.readSoftware()
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return t, nil
}

func (l *loader) readCoverage() Coverage {
	var c Coverage
	for i, r := range l.read("coverage.tsv", "from", "to", "reason") {
		if i > 0 {
			r.fault("only one covered period is possible")
		}
		r.need("from")
		r.need("to")
		c = Coverage{From: r.date("from", japanese.Date{}), To: r.date("to", japanese.Date{}), Reason: r.need("reason")}
		if c.To.Before(c.From) {
			r.fault("the period ends before it begins")
		}
	}
	return c
}

func (l *loader) readSources() []Source {
	var out []Source
	for _, r := range l.read("sources.tsv", "id", "title", "seen") {
		s := Source{ID: r.need("id"), Title: r.need("title"), Seen: r.need("seen")}
		if l.sources[s.ID] {
			r.fault("%q stands twice", s.ID)
		}
		l.sources[s.ID] = true
		out = append(out, s)
	}
	return out
}

var (
	lawIDPattern     = regexp.MustCompile(`^(?:(?:guide|qa)\.)?[a-z_]+$`)
	articleIDPattern = regexp.MustCompile(`^[a-z_]+\.[1-9][0-9]*(?:-[1-9][0-9]*)*$`)
	guideIDPattern   = regexp.MustCompile(`^(?:guide|qa)\.[a-z_]+\.[a-z0-9-]+$`)
	partsPattern     = regexp.MustCompile(`^(?:1-[2-9]|A-[B-Z]|a-[b-z])$`)
)

func (l *loader) readStatutes() []Statute {
	var out []Statute
	var periods []period
	for _, r := range l.read("statutes.tsv", "id", "kind", "name", "number", "short", "egov", "edition",
		"from", "to", "source", "number_confirmed", "checked_on") {
		row := r.row("number_confirmed")
		s := Statute{
			Row: row, ID: r.need("id"), Name: r.need("name"), Number: r.get("number"), NumberConfirmed: row.Confirmed,
			Short: r.need("short"), EGovID: r.get("egov"), Edition: r.get("edition"), Guide: r.get("kind") == "guide",
		}
		if !lawIDPattern.MatchString(s.ID) || strings.Contains(s.ID, ".") != s.Guide {
			r.fault("%q is not the id of a %s", s.ID, r.get("kind"))
		}
		if k := r.get("kind"); k != "law" && k != "guide" {
			r.fault("kind %q, want law or guide", k)
		} else if k == "law" {
			r.need("number")
		}
		out = append(out, s)
		periods = append(periods, period{r, s.ID, s.From, s.To})
	}
	checkOverlap(periods)
	return out
}

func (l *loader) readArticles(statutes []Statute) []article {
	laws := map[string]bool{}
	for _, s := range statutes {
		laws[s.ID] = !s.Guide
	}
	var out []article
	var periods []period
	for _, r := range l.read("references.tsv", "id", "prefix", "caption", "caption_official", "sub", "proviso",
		"from", "to", "source", "confirmed", "checked_on", "note") {
		a := article{
			Row: r.row("confirmed"), id: r.need("id"), prefix: r.get("prefix"),
			caption: r.need("caption"), captionOfficial: r.yes("caption_official"), proviso: map[int]bool{},
		}
		if law, _ := lawOf(a.id); !articleIDPattern.MatchString(a.id) {
			r.fault("%q is not law.article", a.id)
		} else if !laws[law] {
			r.fault("%q is not a law of statutes.tsv", law)
		}
		var err error
		if a.sub, err = parseSub(r.get("sub")); err != nil {
			r.fault("%v", err)
		}
		for _, p := range r.list("proviso") {
			n := 0
			if p != "0" {
				if ns, err := numbers(p); err != nil || !a.sub.places[place{paragraph: ns[0]}] {
					r.fault("proviso %q: not a listed 項", p)
					continue
				} else {
					n = ns[0]
				}
			}
			a.proviso[n] = true
		}
		out = append(out, a)
		periods = append(periods, period{r, a.id, a.From, a.To})
	}
	checkOverlap(periods)
	return out
}

func (l *loader) readGuides(statutes []Statute) []guide {
	guides := map[string]bool{}
	for _, s := range statutes {
		guides[s.ID] = s.Guide
	}
	var out []guide
	var periods []period
	for _, r := range l.read("guides.tsv", "id", "label", "caption", "sub", "from", "to", "source", "confirmed", "checked_on", "note") {
		g := guide{Row: r.row("confirmed"), id: r.need("id"), label: r.need("label"), caption: r.need("caption"), parts: r.get("sub")}
		if law, _ := lawOf(g.id); !guideIDPattern.MatchString(g.id) {
			r.fault("%q is not guide.name.section", g.id)
		} else if !guides[law] {
			r.fault("%q is not a guide of statutes.tsv", law)
		}
		if g.parts != "" && !partsPattern.MatchString(g.parts) {
			r.fault("sub %q, want 1-5, A-C or a-e", g.parts)
		}
		out = append(out, g)
		periods = append(periods, period{r, g.id, g.From, g.To})
	}
	checkOverlap(periods)
	return out
}
