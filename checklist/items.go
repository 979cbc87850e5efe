package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"kitei/templates"
)

// Set is a set of items.
type Set string

// The item sets.
const (
	Base20    Set = "base20"
	Plus2026  Set = "plus2026"
	PData     Set = "pdata"
	MyNumber  Set = "mynumber"
	Reentrust Set = "reentrust"
)

// Tier is the risk of a contractor: S, A, B from high to low.
type Tier string

// The tiers.
const (
	TierS Tier = "S"
	TierA Tier = "A"
	TierB Tier = "B"
)

// Tiers are all of them, from high to low.
func Tiers() []Tier { return []Tier{TierS, TierA, TierB} }

// Item is one thing that is asked.
type Item struct {
	ID          string   `yaml:"id"`
	Set         Set      `yaml:"set"`
	Group       string   `yaml:"group"`
	No          string   `yaml:"no"` // as printed
	Mandatory   bool     `yaml:"mandatory"`
	TierMin     Tier     `yaml:"tier_min"`    // asked of this tier and higher ones; "" = of all
	Certificate bool     `yaml:"certificate"` // a certificate can answer it
	Text        string   `yaml:"text"`
	Evidence    string   `yaml:"evidence"`
	Criterion   string   `yaml:"criterion"`
	Law         []string `yaml:"law"`
}

// Group is a heading over items.
type Group struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
}

// CertificateKind is a row of the block of certificates.
type CertificateKind struct {
	ID        string   `yaml:"id"`
	Label     string   `yaml:"label"`
	Criterion string   `yaml:"criterion"` // of options.criteria that it serves
	Only      string   `yaml:"only"`      // the row is there when this criterion is in use
	Covers    bool     `yaml:"covers"`    // can answer the items that a certificate can answer
	Lasting   bool     `yaml:"lasting"`   // has no day on which it expires
	Words     []string `yaml:"words"`     // by which a name from a profile is recognised
}

// Catalogue is what can be asked: templates/checklist.
type Catalogue struct {
	Version      string `yaml:"version"`
	Form         string `yaml:"form"` // 様式番号
	LawCheckedOn string `yaml:"law_checked_on"`

	Groups       []Group           `yaml:"groups"`
	Items        []Item            `yaml:"items"`
	Certificates []CertificateKind `yaml:"certificates"`
}

// Items loads the catalogue once; it is part of the program.
var Items = sync.OnceValues(func() (*Catalogue, error) {
	c := &Catalogue{}
	for _, name := range []string{"items", "criteria"} {
		file := "checklist/" + name + ".yaml"
		src, err := templates.FS.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := yaml.UnmarshalWithOptions(src, c, yaml.DisallowUnknownField()); err != nil {
			return nil, fmt.Errorf("templates/%s: %w", file, err)
		}
	}
	return c, c.check()
})

// check refuses a catalogue that does not fit together.
func (c *Catalogue) check() error {
	seen := map[string]bool{}
	for _, i := range c.Items {
		known := slices.ContainsFunc(c.Groups, func(g Group) bool { return g.ID == i.Group })
		switch {
		case i.ID == "" || seen[i.ID] || seen[i.No]:
			return fmt.Errorf("templates/checklist: item %q: its id or number is empty or there twice", i.ID)
		case !known || i.Text == "" || i.Criterion == "" || i.Evidence == "" || len(i.Law) == 0:
			return fmt.Errorf("templates/checklist: item %s: a group, text, evidence, criterion or law is missing", i.ID)
		case i.TierMin != "" && !slices.Contains(Tiers(), i.TierMin):
			return fmt.Errorf("templates/checklist: item %s: tier_min %q", i.ID, i.TierMin)
		}
		seen[i.ID], seen[i.No] = true, true
	}
	return nil
}

// Item finds an item by its id or its printed number; nil when there is none.
func (c *Catalogue) Item(name string) *Item {
	name = strings.ToUpper(strings.TrimSpace(name))
	for i := range c.Items {
		if c.Items[i].ID == name || c.Items[i].No == name {
			return &c.Items[i]
		}
	}
	return nil
}

// Label is the heading of a group.
func (c *Catalogue) Label(group string) string {
	for _, g := range c.Groups {
		if g.ID == group {
			return g.Label
		}
	}
	return ""
}

// Chosen are the items of the sets that are asked of a tier, in their order.
func (c *Catalogue) Chosen(sets []Set, tier Tier) []Item {
	var out []Item
	for _, i := range c.Items {
		if slices.Contains(sets, i.Set) && (i.TierMin == "" || slices.Index(Tiers(), tier) <= slices.Index(Tiers(), i.TierMin)) {
			out = append(out, i)
		}
	}
	return out
}

// Numbers are the values that stand in the texts of items.
type Numbers struct {
	LogMonths   int
	NoticeHours int
}

// Words is the text of an item with its values.
func (i Item) Words(n Numbers) string {
	return strings.NewReplacer("{{log_months}}", strconv.Itoa(n.LogMonths), "{{notice_hours}}", strconv.Itoa(n.NoticeHours)).Replace(i.Text)
}

// TextHash is the SHA-256 of a text without its spaces and line breaks, which
// programs change when they save.
func TextHash(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(strings.ReplaceAll(text, "\u3000", " ")), "")))
	return hex.EncodeToString(sum[:])
}
