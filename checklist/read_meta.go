package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"kitei/generator/japanese"
	"kitei/generator/workbook"
)

// meta is what _meta says about a book as it was sent.
type meta struct {
	found       bool
	values      map[string]string
	contractors []metaContractor
	items       map[string][]metaItem // by contractor

	later []*grid // sheets that were read before it
}

type metaContractor struct {
	id, sheet string
	tier      Tier
}

type metaItem struct{ id, hash string }

func (m meta) text(key string) string { return m.values[key] }

func (m meta) number(key string, otherwise int) int {
	if n, err := strconv.Atoi(m.values[key]); err == nil && n >= 0 && n < 10000 {
		return n
	}
	return otherwise
}

// newer says that a later version of kitei, or something else, made the book.
func (m meta) newer() bool {
	return m.text("schema") != Schema || m.text("schema_version") != number(SchemaVersion)
}

func (m meta) of(contractor string) (metaContractor, bool) {
	for _, c := range m.contractors {
		if c.id == contractor {
			return c, true
		}
	}
	return metaContractor{}, false
}

// metaLine is a row as the checksum sees it.
func metaLine(words []string) string {
	return strings.TrimRight(strings.Join(words, "\t"), "\t") + "\n"
}

var hexHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (r *Returned) readMeta(g *grid) {
	m := &r.meta
	if m.found {
		return
	}
	*m = meta{found: true, values: map[string]string{}, items: map[string][]metaItem{}, later: m.later}
	var all strings.Builder
	last := 0
	for _, c := range g.cells {
		last = max(last, c.Row)
	}
	sum := ""
	for row := 1; row <= last; row++ {
		words := make([]string, 5)
		for i := range words {
			words[i] = g.value(row, i+1)
			if !hexHash.MatchString(words[i]) && japanese.FindMyNumber(words[i]) {
				r.find("my_number", g.name, workbook.CellName(row, i+1))
				words[i] = ""
			}
		}
		switch words[0] {
		case "contractor":
			m.contractors = append(m.contractors, metaContractor{words[1], words[2], Tier(words[3])})
		case "item":
			m.items[words[1]] = append(m.items[words[1]], metaItem{words[2], words[4]})
		case "checksum":
			sum = words[1]
			continue
		default:
			m.values[words[0]] = words[1]
		}
		all.WriteString(metaLine(words))
	}
	h := sha256.Sum256([]byte(all.String()))
	if hex.EncodeToString(h[:]) != sum {
		r.find("meta_changed", g.name, "")
	}
	for _, earlier := range m.later {
		if head := earlier.head([]string{"リスク区分", "基準点（%）"}, 2); head != nil {
			r.thresholds(earlier, head)
		}
	}
}

// settings are those of the book as it was sent; of a book without _meta the
// usual ones.
func (m meta) settings() Settings {
	s := Settings{
		Rule: Tiered, Binary: m.text("answers_mode") == "binary", Criteria: strings.Split(m.text("criteria"), ","),
		MinDone: m.number("min_done", 3), FixDays: m.number("fix_days", 90),
		Thresholds: map[Tier]int{TierS: m.number("threshold_S", 90), TierA: m.number("threshold_A", 75), TierB: m.number("threshold_B", 60)},
		Cycle:      map[Tier]int{TierS: m.number("cycle_S", 12), TierA: m.number("cycle_A", 12), TierB: m.number("cycle_B", 24)},
		Numbers:    Numbers{LogMonths: m.number("log_months", 12), NoticeHours: m.number("notice_hours", 24)},
	}
	if m.text("rule") == string(Legacy) {
		s.Rule = Legacy
	}
	if !m.found {
		s.Criteria = []string{"C1", "C2", "C3", "C4", "C5", "C6", "C8"}
	}
	return s
}
