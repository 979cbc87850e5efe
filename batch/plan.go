package batch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// Options are what all companies of a batch have in common.
type Options struct {
	Kinds   []string      `json:"kinds,omitempty"`   // empty = those that the row names; "all"
	Formats []string      `json:"formats,omitempty"` // empty = PDF
	AsOf    japanese.Date `json:"as_of"`
	Draft   bool          `json:"draft,omitempty"`
	Cover   bool          `json:"cover,omitempty"`  // a letter to every company goes with its documents
	Folder  string        `json:"folder,omitempty"` // pattern of the companies' folders; empty = [generator.FolderPattern]
	// AnyFormat lets every kind take those of the formats that it has; one that
	// has none of them is a fault. Otherwise every kind must have every format.
	AnyFormat bool `json:"any_format,omitempty"`
	// Urgent puts the batch into the lane that workers empty first: for what
	// somebody waits for at a screen.
	Urgent bool `json:"urgent,omitempty"`
}

// Choose settles what is made of a company.
func (o Options) Choose(in *profile.Input) (generator.Selection, error) {
	if !o.AnyFormat {
		return generator.Choose(in, o.Kinds, o.Formats)
	}
	return generator.ChooseAny(in, o.Kinds, o.Formats)
}

// State is where a batch stands.
type State string

// The states. A batch whose rows are all finished is Finished, failed rows or not.
const (
	Loading   State = "loading" // the list is being kept
	Open      State = "open"
	Cancelled State = "cancelled"
	Finished  State = "finished"
)

// Plan is what is known of a batch before it runs, and where it stands.
type Plan struct {
	ID       string `json:"id"`
	Version  string `json:"version"` // of the program
	Options  `json:"options"`
	ListHash string `json:"list_sha256"`
	Rows     int    `json:"rows"`
	Edition  int    `json:"edition"` // of the list: counts up when a mended list takes its place
	Attempt  int    `json:"attempt"` // counts up with every retry of the failed rows
	Round    int    `json:"round"`   // counts up with every start of the feeder; part of the ids of messages
	State    State  `json:"state"`
	At       string `json:"at,omitempty"` // when it was finished or cancelled, RFC 3339
}

// ID names a batch by what it makes: the same list, options and version have the
// same id on every computer.
func (o Options) ID(listHash string) string {
	text, _ := json.Marshal(o) // plain fields only
	sum := sha256.Sum256([]byte(generator.Version + "\n" + listHash + "\n" + string(text)))
	return hex.EncodeToString(sum[:8])
}

// keptRow is a row as it is kept in the stream of the list.
type keptRow struct {
	Number int             `json:"number"`
	Place  members.Place   `json:"place"`
	Folder string          `json:"folder"`
	Hash   string          `json:"sha256"` // of the input
	AsOf   japanese.Date   `json:"as_of,omitzero"`
	Faults []members.Fault `json:"faults,omitempty"`
	Input  json.RawMessage `json:"input,omitempty"`
}

// maxRow keeps a row below the greatest message that a server takes (1 MiB).
const maxRow = 900 << 10

// keep makes the kept form of a row; the folder is set by [folders].
func keep(r Row) (keptRow, error) {
	k := keptRow{Number: r.Number, Place: r.Place, AsOf: r.AsOf, Faults: r.Faults}
	if r.Input == nil && len(k.Faults) == 0 {
		return k, fmt.Errorf("row %d has neither an input nor a fault", r.Number)
	}
	if r.Input != nil {
		text, err := json.Marshal(r.Input.Source())
		if err != nil {
			return k, err
		}
		if len(text) > maxRow {
			k.Faults = append(k.Faults, members.Fault{Place: r.Place, Fault: profile.NewFault("", "row_too_large", map[string]string{"Limit": fmt.Sprint(maxRow >> 10)})})
			text = nil
		}
		k.Input = text
	}
	sum := sha256.Sum256(k.Input)
	k.Hash = hex.EncodeToString(sum[:])
	return k, nil
}

// Content names what the batch makes now: it is the id, until a mended list takes
// the place of the first one.
func (p Plan) Content() string { return p.Options.ID(p.ListHash) }

// Same tells whether a plan makes the same of the same list.
func (p Plan) Same(o Options, listHash string) bool {
	return p.ListHash == listHash && o.ID("") == p.Options.ID("")
}

// Scan reads a list once: how many rows it has and the hash of their content.
// The same content has the same hash, whatever file it came from.
func Scan(list List) (rows int, hash string, err error) {
	sum := sha256.New()
	for r := range list {
		k, err := keep(r)
		if err != nil {
			return 0, "", err
		}
		rows++
		fmt.Fprintf(sum, "%d %s", k.Number, k.Hash)
		for _, f := range k.Faults {
			fmt.Fprintf(sum, " %s %s", f.Pointer, f.Code)
		}
		fmt.Fprintln(sum)
	}
	return rows, hex.EncodeToString(sum.Sum(nil)), nil
}

// folders gives every row a folder of its own. Names that differ only in case
// are the same on Windows and macOS, and on macOS those that look the same: か and
// a mark beside が.
type folders struct {
	pattern string
	asOf    japanese.Date
	taken   map[string]bool
}

// name is the folder of the row at a place of the list, from 1.
func (f *folders) name(r Row, place int) string {
	if r.Input == nil {
		return ""
	}
	day := f.asOf
	if !r.AsOf.IsZero() {
		day = r.AsOf
	}
	wanted := generator.FolderName(f.pattern, r.Input, day, place)
	name := wanted
	for n := 2; f.taken[lower(name)]; n++ {
		name = fmt.Sprintf("%s_%d", wanted, n)
	}
	f.taken[lower(name)] = true
	return name
}

// lower makes names comparable as file systems compare them.
func lower(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// subjects and streams of a batch.
func listStream(id string, edition int) string {
	return fmt.Sprintf("KITEI_LIST_%s_%d", id, edition)
}
func recordStream(id string) string  { return "KITEI_RECORD_" + id }
func recordSubject(id string) string { return "kitei.record." + id }
func troubleSubject(id string) string {
	return "kitei.trouble." + id
}

// The lanes of the work stream.
const (
	laneNow   = "now"
	laneBatch = "batch"
)

func (p Plan) workSubject() string {
	lane := laneBatch
	if p.Urgent {
		lane = laneNow
	}
	return "kitei.work." + lane + "." + p.ID
}

// item is one message of the work stream: ids only.
type item struct {
	Batch   string `json:"batch"`
	Row     int    `json:"row"` // place in the list, from 1
	Attempt int    `json:"attempt"`
}

// Company is how a row is called in messages.
func company(in *profile.Input) string {
	if in == nil {
		return ""
	}
	return cmp.Or(in.Text("profile.legal_name"), in.Text("profile.trade_name"), in.Text("profile.short_name"))
}
