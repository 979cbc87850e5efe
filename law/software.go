package law

import "kitei/generator/japanese"

// A Software is a product whose support ends, or ended, on a day: what the
// security regulations list as standard, or as no longer allowed.
//
// Unlike law, a product has its rows without a covered period: [Software.Ended]
// is asked for the day that a document is made for.
type Software struct {
	ID        string
	Category  string        // in Japanese: 基本ソフトウェア（パソコン）
	Name      string        // Windows 11 Home・Pro
	Edition   string        // バージョン26H2; may be empty
	EOL       japanese.Date // last day of support; zero when the vendor names none
	Rule      string        // in Japanese: which editions are in support where EOL is zero
	Update    string        // in Japanese: how it is kept up to date
	Listed    bool          // a product to use; else one that may no longer be used, listed as an example
	Source    []string
	Confirmed bool
	CheckedOn japanese.Date
	Line      int // of software.tsv, for lint
}

// Ended tells whether support has ended before a day.
func (s Software) Ended(day japanese.Date) bool { return !s.EOL.IsZero() && s.EOL.Before(day) }

// Software lists the products in the order of the file.
func (t *Table) Software() []Software { return append([]Software(nil), t.software...) }

// Software lists the products, whatever the day of the law.
func (l *Law) Software() []Software { return l.table.Software() }

func (l *loader) readSoftware() []Software {
	var out []Software
	seen := map[string]bool{}
	for _, r := range l.read("software.tsv", "id", "category", "name", "edition", "eol", "rule", "update", "use", "source", "confirmed", "checked_on") {
		row := r.row("confirmed") // without a period of its own: see Software
		s := Software{
			ID: r.need("id"), Category: r.need("category"), Name: r.need("name"), Edition: r.get("edition"),
			EOL: r.date("eol", japanese.Date{}), Rule: r.get("rule"), Update: r.get("update"), Listed: r.need("use") == "standard",
			Source: row.Source, Confirmed: row.Confirmed, CheckedOn: row.CheckedOn, Line: r.line,
		}
		switch use := r.get("use"); {
		case use != "standard" && use != "ended":
			r.fault("use %q, want standard or ended", use)
		case use == "ended" && s.EOL.IsZero():
			r.fault("%q has ended without a day", s.ID)
		case use == "standard" && s.EOL.IsZero() == (s.Rule == ""):
			r.fault("%q needs either eol or rule", s.ID)
		}
		if seen[s.ID] {
			r.fault("%q stands twice", s.ID)
		}
		seen[s.ID] = true
		out = append(out, s)
	}
	return out
}
