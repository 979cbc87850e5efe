package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"kitei/generator"
	"kitei/generator/members"
)

// Output is what a batch gave in all.
type Output struct {
	Plan
	Progress Progress
	Failed   []Record // in the order of the list
	Names    []string // of the files beside the companies' folders
	Last     uint64   // the newest record that is told of; 0 = all
}

// head is the beginning of the manifest of a batch; the companies follow one by
// one, so that a long list needs no more memory than a short one.
type head struct {
	ID       string   `json:"id"`
	Version  string   `json:"version"`
	AsOf     string   `json:"as_of"`
	Kinds    []string `json:"kinds,omitempty"`
	Formats  []string `json:"formats,omitempty"`
	Draft    bool     `json:"draft,omitempty"`
	Cover    bool     `json:"cover,omitempty"`
	ListHash string   `json:"list_sha256"`
	Rows     int      `json:"rows"`
}

// manifestRow is a company in the manifest of a batch.
type manifestRow struct {
	Row      int              `json:"row"`
	Company  string           `json:"company"`
	State    string           `json:"state"` // done, failed
	Folder   string           `json:"folder,omitempty"`
	Hash     string           `json:"input_sha256"`
	LawBasis string           `json:"law_basis,omitempty"`
	Files    []generator.File `json:"files"`
	Faults   []members.Fault  `json:"faults"`
}

// Finish writes 確認表.xlsx and manifest.json beside the companies' folders: of
// the rows that are finished, whether all are or not. The list, when it is at
// hand, gives the faults their cells. More than [generator.CompaniesPerReview]
// companies have several 確認表.
func (b *Batch) Finish(ctx context.Context, list *members.List) (*Output, error) {
	out := &Output{Plan: b.plan, Progress: Progress{Total: b.plan.Rows}}
	err := b.folder.Create(generator.ManifestName, func(w io.Writer) error {
		h, err := json.MarshalIndent(head{b.plan.Content(), b.plan.Version, b.plan.AsOf.String(), b.plan.Kinds, b.plan.Formats, b.plan.Draft, b.plan.Cover, b.plan.ListHash, b.plan.Rows}, "", "  ")
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s,\n  \"companies\": [", strings.TrimSuffix(string(h), "\n}")); err != nil {
			return err
		}
		var volume []generator.CompanyRow
		comma, from := "", 1
		for r, err := range b.Records(ctx) {
			if err != nil {
				return err
			}
			Locate(list, r)
			out.count(r)
			if err := writeRow(w, comma, r); err != nil {
				return err
			}
			comma = ","
			volume = append(volume, reviewRow(r))
			if len(volume) == generator.CompaniesPerReview {
				if err := b.review(out, volume, from); err != nil {
					return err
				}
				from, volume = from+len(volume), nil
			}
		}
		if len(volume) > 0 {
			if err := b.review(out, volume, from); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintf(w, "\n  ],\n  \"done\": %d,\n  \"failed\": %d,\n  \"files\": %d,\n  \"pages\": %d\n}\n",
			out.Progress.Done, out.Progress.Failed, out.Progress.Files, out.Progress.Pages)
		return err
	})
	out.Names = append(out.Names, generator.ManifestName)
	if err != nil && full(err) {
		return nil, fmt.Errorf("%w: %w", ErrFull, err)
	}
	return out, err
}

func (o *Output) count(r *Record) {
	o.Last = max(o.Last, r.sequence)
	if !r.Done {
		o.Progress.Failed++
		o.Failed = append(o.Failed, *r)
		return
	}
	o.Progress.Done++
	o.Progress.Files += len(r.Files)
	for _, f := range r.Files {
		o.Progress.Pages += f.Pages
	}
}

func writeRow(w io.Writer, comma string, r *Record) error {
	m := manifestRow{Row: r.Row, Company: r.Company, State: "failed", Folder: r.Folder, Hash: r.Hash, LawBasis: r.Summary.LawBasis, Files: r.Files, Faults: r.Faults}
	if r.Done {
		m.State = "done"
	}
	if m.Files == nil {
		m.Files = []generator.File{}
	}
	if m.Faults == nil {
		m.Faults = []members.Fault{}
	}
	if _, err := io.WriteString(w, comma+"\n    "); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "    ", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func reviewRow(r *Record) generator.CompanyRow {
	row := generator.CompanyRow{Number: r.Row, Company: r.Company, Folder: r.Folder, Hash: r.Hash, Files: r.Files, Line: r.Summary}
	for _, f := range r.Faults {
		row.Faults = append(row.Faults, []string{f.Sheet, f.Header, f.Cell(), f.Pointer, f.MessageJA})
	}
	return row
}

// review writes one volume of the 確認表. One of a list that is short enough has
// the plain name.
func (b *Batch) review(out *Output, rows []generator.CompanyRow, from int) error {
	file, err := generator.BatchReview(rows, b.plan.AsOf, "一括作成の確認表", "ja")
	if err != nil {
		return err
	}
	name := generator.ReviewName
	if b.plan.Rows > generator.CompaniesPerReview {
		ext := path.Ext(name)
		name = fmt.Sprintf("%s_%04d-%04d%s", strings.TrimSuffix(name, ext), from, from+len(rows)-1, ext)
	}
	out.Names = append(out.Names, name)
	return b.folder.Create(name, func(w io.Writer) error {
		_, err := w.Write(file.Bytes)
		return err
	})
}

// Discard removes what a batch wrote into its folder.
func (f *Folder) Discard() error {
	for _, dir := range []string{f.Root, f.Parts} {
		if err := os.RemoveAll(filepath.Clean(dir)); err != nil {
			return err
		}
	}
	return nil
}
