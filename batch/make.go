package batch

import (
	"context"

	"kitei/generator"
	"kitei/generator/profile"
)

// made is what making a row gave.
type made struct {
	record Record
	files  []generator.File // all that go into the folder, of a done row
}

// render makes the documents of a row, one after another: the rows side by side
// fill the processors.
func (m *made) render(ctx context.Context, gen *generator.Generator, p Plan, k *keptRow, place int) error {
	input, err := profile.Decode("row.json", k.Input)
	if err != nil {
		return err
	}
	m.record.Company = company(input)
	if !k.AsOf.IsZero() {
		p.AsOf = k.AsOf
	}
	selected, err := p.Choose(input)
	if err != nil {
		return err
	}
	req := generator.SetRequest{
		Input: input, Source: k.Input, Kinds: selected.Kinds, Formats: selected.Formats,
		Run: profile.Run{AsOf: p.AsOf, Draft: p.Draft}, Parallel: 1, Serial: place, Cover: p.Cover,
	}
	set, err := gen.RenderSet(ctx, req)
	if err != nil {
		return err
	}
	if m.files, err = set.Bundle(); err != nil {
		return err
	}
	m.record.Done, m.record.Folder, m.record.Files = true, k.Folder, set.Files
	m.record.Summary = set.Line(req)
	for _, f := range m.files {
		m.record.Names = append(m.record.Names, f.Name)
	}
	return nil
}

// fail records why a row was not made.
func (m *made) fail(k *keptRow, faults ...profile.Fault) {
	m.name(k)
	m.files, m.record.Done = nil, false
	m.record.Faults = k.first(k.located(faults))
}

// name takes the company's name for the sheet of faults, where it can be read.
func (m *made) name(k *keptRow) {
	if m.record.Company != "" || len(k.Input) == 0 {
		return
	}
	if input, err := profile.Decode("row.json", k.Input); err == nil {
		m.record.Company = company(input)
	}
}
