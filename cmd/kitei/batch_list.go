package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"kitei/batch"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/members"
	"kitei/generator/profile"
)

// batchLimits are those of a list on the user's own computer: they end a file
// that is not a list, not a long one.
var batchLimits = members.Limits{Bytes: 200 << 20, Unpacked: 1 << 30, Rows: 500_000, Cells: 10_000_000}

// read reads the list and settles the options. Faults of the list as a whole, and
// of what is asked for, end it here; faults of single rows do not.
func (c *batchCmd) read() (*memberList, batch.Options, error) {
	options := batch.Options{Kinds: c.Doc, Formats: c.Format, Draft: c.Draft, Cover: c.Cover, Folder: c.Folder}
	var common *profile.Input
	if c.Common != "" {
		data, err := os.ReadFile(c.Common)
		if err != nil {
			return nil, options, usagef("共通の会社情報のファイルを読めません: %v", err)
		}
		if common, err = profile.Decode(filepath.Base(c.Common), data); err != nil {
			return nil, options, err
		}
		if err := notOneCompany(common); err != nil {
			return nil, options, err
		}
	}
	var err error
	if options.AsOf, err = c.day(common); err != nil {
		return nil, options, err
	}
	data, err := os.ReadFile(c.Members)
	if err != nil {
		return nil, options, usagef("一覧のファイルを読めません: %v", err)
	}
	list := &memberList{}
	var first *profile.Input
	switch strings.ToLower(filepath.Ext(c.Members)) {
	case ".yaml", ".yml", ".json":
		if common != nil {
			return nil, options, usagef("会社情報のファイルを並べた一覧に --common は使えません。")
		}
		inputs, err := c.files(data)
		if err != nil {
			return nil, options, err
		}
		list.rows, first = rowsOf(inputs)
	default:
		found, err := members.Open(filepath.Base(c.Members), data, members.Options{Common: common, Limits: batchLimits})
		if err != nil {
			return nil, options, err
		}
		if len(found.Faults) > 0 {
			return nil, options, listFaults(found.Faults)
		}
		list.members, list.rows = found, batch.ListOf(found, options)
		if row := found.Row(1); row != nil {
			first = row.Input
		}
		giveRoom()
	}
	if first == nil {
		return list, options, nil
	}
	selected, err := generator.Choose(first, c.Doc, c.Format)
	if err != nil {
		return nil, options, err
	}
	for _, skipped := range selected.Skipped {
		if skipped.Pointer == "" { // what depends on the company is not said of all
			list.said = append(list.said, skipped.MessageJA)
		}
	}
	return list, options, nil
}

// giveRoom sets the limit of memory over what the cells of the list take: they stay
// until the end, to name the cells of faults.
func giveRoom() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetMemoryLimit(batchMemory + int64(m.HeapAlloc))
}

// notOneCompany refuses a common profile that names a company: a row with an
// empty cell would carry another client's name.
func notOneCompany(common *profile.Input) error {
	if faults := members.CommonFaults(common); len(faults) > 0 {
		return faults
	}
	return nil
}

// day is the day for all companies: the flag, else that of the run that is taken
// up, else of the common profile, else today.
func (c *batchCmd) day(common *profile.Input) (japanese.Date, error) {
	if c.AsOf == "" {
		if before, ok := c.dayBefore(); ok {
			return before, nil
		}
		if common != nil {
			if d, ok := common.AsOf(); ok {
				return d, nil
			}
		}
	}
	return dayOrToday(c.AsOf)
}

// files reads a list of profile files: for developers, and where every company
// has its own file.
func (c *batchCmd) files(data []byte) ([]*profile.Input, error) {
	var names []string
	if err := yaml.Unmarshal(data, &names); err != nil {
		return nil, usagef("一覧は、会社情報のファイルの名前を並べたものにしてください: %v", err)
	}
	var faults strings.Builder
	var out []*profile.Input
	for i, name := range names {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(c.Members), filepath.FromSlash(path))
		}
		text, err := os.ReadFile(path) //nolint:gosec // G304: the user's own list names the file
		if err != nil {
			return nil, usagef("%d番目のファイルを読めません: %v", i+1, err)
		}
		input, err := profile.Decode(filepath.Base(path), text)
		if err != nil {
			fmt.Fprintf(&faults, "\n%d番目のファイル: %v", i+1, err)
			continue
		}
		out = append(out, input)
	}
	if faults.Len() > 0 {
		return nil, usagef("読めないファイルがあります。何も書き出していません。%s", faults.String())
	}
	return out, nil
}

func rowsOf(inputs []*profile.Input) (batch.List, *profile.Input) {
	rows := func(yield func(batch.Row) bool) {
		for i, in := range inputs {
			row := batch.Row{Number: i + 1, Place: members.Place{Row: i + 1}, Input: in}
			row.AsOf, _ = in.AsOf()
			if !yield(row) {
				return
			}
		}
	}
	if len(inputs) == 0 {
		return rows, nil
	}
	return rows, inputs[0]
}

// listFaults is the error of a list whose columns or sheets are wrong.
func listFaults(faults []members.Fault) error {
	var b strings.Builder
	fmt.Fprintf(&b, "一覧に%d件の誤りがあります。何も書き出していません。", len(faults))
	for _, f := range faults {
		fmt.Fprintf(&b, "\n  %s  %s  [%s]\n      %s", f.Where("ja"), f.MessageJA, f.Code, f.MessageEN)
	}
	return usageError{b.String()}
}

// manifestOfZIP is the id in the manifest of a batch in a ZIP.
func manifestOfZIP(name string) (string, bool) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return "", false
	}
	defer func() { _ = z.Close() }()
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == generator.ManifestName })
	if i < 0 {
		return "", false
	}
	r, err := z.File[i].Open()
	if err != nil {
		return "", false
	}
	defer func() { _ = r.Close() }()
	return manifestID(r)
}
