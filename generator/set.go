package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"kitei/generator/profile"
)

// SetRequest asks for the documents of one company in one run.
type SetRequest struct {
	Input    *profile.Input
	Source   []byte // the input as it came, for its hash in the manifest
	Kinds    []string
	Formats  map[string][]Format // by kind
	Run      profile.Run         // Run.Kinds is set to Kinds
	Progress func(done, total int, kind string)
	Parallel int  // kinds made side by side; 0 = as many as the machine has processors
	Cover    bool // a letter to the company goes with the documents
	Serial   int  // place of the company in a list, for names; 0 = there is no list
}

// Set is everything that one run gave.
type Set struct {
	Results  []*Result // in the order of the kinds
	Files    []File    // of all results, without the manifest and the 確認表
	Findings []Finding // where the documents do not agree
	Manifest Manifest
	Review   File // 確認表.xlsx

	given []profile.Given // what the input states, for the 確認表
}

// RenderSet checks the input for every kind, renders the kinds side by side,
// and compares the documents with each other. Nothing is given unless all of
// them succeed. The error is [profile.Faults] for faults of the input, all at
// once. Progress is called after each kind, never twice at a time.
func (g *Generator) RenderSet(ctx context.Context, req SetRequest) (*Set, error) {
	req.Run.Kinds = req.Kinds
	if faults, _ := req.Input.Check(req.Run); len(faults) > 0 {
		return nil, faults
	}
	results, err := g.renderAll(ctx, req)
	if err != nil {
		return nil, err
	}
	documents, kinds := results, req.Kinds
	if req.Cover && len(results) > 0 {
		letter, err := g.coverLetter(req, results)
		if err != nil {
			return nil, err
		}
		results, kinds = append([]*Result{letter}, results...), append([]string{coverKind}, kinds...)
	}
	set := &Set{Results: results, given: req.Input.Given()}
	for _, r := range results {
		for _, f := range r.Files {
			if slices.ContainsFunc(set.Files, func(e File) bool { return e.Name == f.Name }) {
				return nil, profile.Faults{profile.NewFault("/output/file_name", "same_file_name", map[string]string{"Label": "output.file_name"})}
			}
			set.Files = append(set.Files, f)
		}
	}
	if set.Findings, err = g.agreement(documents, req.Kinds); err != nil {
		return nil, err
	}
	set.Manifest = NewManifest(req.Run.AsOf.String(), req.Source, results, kinds)
	set.Manifest.Findings = set.Findings
	set.Review, err = review(req, set)
	return set, err
}

// Panic is what [Generator.RenderSet] panics with when the making of one of its
// documents did: the value of that panic, and where it was.
type Panic struct {
	Value any
	Stack []byte
}

// renderAll renders the kinds in parallel and keeps their order.
func (g *Generator) renderAll(ctx context.Context, req SetRequest) ([]*Result, error) {
	results := make([]*Result, len(req.Kinds))
	faults := make([]error, len(req.Kinds))
	slots := make(chan struct{}, cmp.Or(req.Parallel, runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	var panicked *Panic
	for i, kind := range req.Kinds {
		wg.Go(func() {
			defer func() { // a panic here would end the program, whatever the caller recovers
				if v := recover(); v != nil {
					mu.Lock()
					defer mu.Unlock()
					panicked = &Panic{Value: v, Stack: debug.Stack()}
				}
			}()
			slots <- struct{}{}
			defer func() { <-slots }()
			results[i], faults[i] = g.Render(ctx, Request{Input: req.Input, Kind: kind, Formats: req.Formats[kind], Run: req.Run, Serial: req.Serial})
			mu.Lock()
			defer mu.Unlock()
			done++
			if req.Progress != nil {
				req.Progress(done, len(req.Kinds), kind)
			}
		})
	}
	wg.Wait()
	if panicked != nil {
		panic(panicked)
	}
	var all profile.Faults
	for i, err := range faults {
		var input profile.Faults
		switch {
		case err == nil:
		case errors.As(err, &input):
			all = append(all, input...)
		default:
			return nil, fmt.Errorf("%s: %w", req.Kinds[i], err)
		}
	}
	if len(all) > 0 {
		return nil, all
	}
	return results, nil
}
