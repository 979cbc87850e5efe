package main

import (
	"fmt"

	"kitei/batch"
	"kitei/generator/members"
)

// batchResult is what `batch --json` prints.
type batchResult struct {
	ID       string     `json:"id"`
	AsOf     string     `json:"as_of"`
	Out      string     `json:"out"`
	Total    int        `json:"total"`
	Done     int        `json:"done"`
	Failed   int        `json:"failed"`
	Files    int        `json:"files"`
	Pages    int        `json:"pages"`
	Failures []rowFault `json:"failures"`
}

type rowFault struct {
	Row     int             `json:"row"`
	Company string          `json:"company"`
	Faults  []members.Fault `json:"faults"`
}

func newResult(c *batchCmd, out *batch.Output) *batchResult {
	r := &batchResult{
		ID: out.Content(), AsOf: out.AsOf.String(), Out: c.Out, Total: out.Progress.Total, Done: out.Progress.Done, Failed: out.Progress.Failed,
		Files: out.Progress.Files, Pages: out.Progress.Pages, Failures: []rowFault{},
	}
	for _, f := range out.Failed {
		r.Failures = append(r.Failures, rowFault{f.Row, f.Company, f.Faults})
	}
	return r
}

// print tells a person, or a program, what was made and what is faulty.
func (r *batchResult) print(c *batchCmd, o output) error {
	for _, f := range r.Failures {
		fmt.Fprintf(o.err, "%d行目　%s\n", f.Row, f.Company)
		for _, x := range f.Faults {
			fmt.Fprintf(o.err, "  %s  %s  %s  [%s]\n      %s\n", x.Where("ja"), x.Pointer, x.MessageJA, x.Code, x.MessageEN)
		}
	}
	if c.JSON {
		if err := printJSON(o.out, r); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(o.out, "%s　%d社のうち%d社、%d書類（%dページ）を作りました。\n", r.Out, r.Total, r.Done, r.Files, r.Pages)
	}
	if r.Failed == 0 {
		return nil
	}
	return partlyError{fmt.Sprintf("誤りのある行が%dあります。一覧を直し、同じコマンドに --retry-failed を付けると、その行だけを作ります。", r.Failed)}
}
