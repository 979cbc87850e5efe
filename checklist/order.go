package checklist

import (
	"cmp"
	"slices"
	"strings"

	"kitei/generator/japanese"
)

// Rule is how a sheet is judged.
type Rule string

// The rules. Tiered asks for a share of the items and for every mandatory one;
// Legacy is the former rule: any certificate, or a few items.
const (
	Tiered Rule = "tiered"
	Legacy Rule = "legacy"
)

// Settings are what the issuer has chosen.
type Settings struct {
	Rule       Rule
	Binary     bool     // only ○ and ×
	Criteria   []string // C1 … C8
	MinDone    int      // of the legacy rule
	Thresholds map[Tier]int
	FixDays    int
	Cycle      map[Tier]int // months
	Numbers    Numbers
	OneEach    bool   // a workbook for each contractor
	Password   string // of the sheet protection; never stored, never logged
}

// Uses says whether a criterion is in use.
func (s Settings) Uses(criterion string) bool { return slices.Contains(s.Criteria, criterion) }

// Issuer is who asks.
type Issuer struct {
	Name, CorporateNumber, Department, ReturnTo string
	Approver                                    string // title of 情報セキュリティ責任者
	Manager                                     string // title of who looks after entrustment
}

// Contractor is who is asked.
type Contractor struct {
	ID, Name, Address, CorporateNumber string
	Work                               string
	Info                               []string // labels of the kinds of information
	Persons                            int      // 0 = not stated
	Country                            string
	ContractDate                       japanese.Date
	Tier                               Tier
	Sets                               []Set
	Certificates                       []Certificate
	Answers                            map[string]Answer // by item id
	AnsweredBy, ReviewedBy, Method     string
	ReviewedOn                         japanese.Date
}

// Certificate is a certificate of a contractor.
type Certificate struct {
	Kind    string // id of the block's row
	Name    string // as given, of other kinds
	Number  string
	Scope   string
	Expires japanese.Date
}

// Answer is what is said about one item.
type Answer struct {
	Value    Sign
	Evidence string
	Comment  string
	Fix      string
	Due      japanese.Date
	Judge    string // 確認済, 要再提出
	Done     japanese.Date
}

// Order is one run: who asks whom, what, on which day.
type Order struct {
	Issuer      Issuer
	Settings    Settings
	Contractors []Contractor // one without a name is the blank form
	IssuedOn    japanese.Date
	Version     string // of the program
	// Law is the legal source of each item in words, by item id.
	Law map[string]string
}

// contractorOf recognises the row of a certificate by its name.
func (c *Catalogue) kindOf(name string) CertificateKind {
	for _, k := range c.Certificates {
		if slices.ContainsFunc(k.Words, func(w string) bool { return strings.Contains(strings.ToLower(name), strings.ToLower(w)) }) {
			return k
		}
	}
	return CertificateKind{ID: "other"}
}

// certificateKinds are the rows of the block that are in use.
func (c *Catalogue) certificateKinds(s Settings) []CertificateKind {
	return slices.DeleteFunc(slices.Clone(c.Certificates), func(k CertificateKind) bool { return k.Only != "" && !s.Uses(k.Only) })
}

// title is what a contractor is called on its sheet.
func (c Contractor) title() string { return cmp.Or(c.Name, "（未記入）") }
