package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/incident"
	"kitei/incident/report"
)

// incidentCmd groups what is done about an incident.
type incidentCmd struct {
	Assess assessCmd `cmd:"" help:"報告が必要か、どこへ、いつまでかを判断する (decide whether a leak must be reported)"`
	Report reportCmd `cmd:"" help:"委員会への報告の下書き、通知文、公表文、判断記録を作る (draft the report, the letters and the record)"`
}

// assessCmd decides whether a leak must be reported, to whom and by when.
type assessCmd struct {
	Facts string `required:"" placeholder:"FILE" help:"事案のファイル (YAML / JSON)"`
	Out   string `placeholder:"DIR" help:"判断記録 (PDF) と期限のカレンダー (.ics) を書き出すフォルダ"`
	AsOf  string `placeholder:"YYYY-MM-DD" help:"基準日。法令の日であり、残り日数を数える日 (既定: 今日)"`
	Lang  string `default:"ja" enum:"ja,en" help:"ja | en"`
	Force bool   `help:"既にあるファイルを上書きする"`
	JSON  bool   `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run decides, and writes nothing unless all of it succeeds.
func (c *assessCmd) Run(o output) error {
	input, err := c.read()
	if err != nil {
		return err
	}
	asOf, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	gen, err := generator.New()
	if err != nil {
		return err
	}
	found, err := gen.AssessIncident(input.Facts, asOf)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := c.write(gen, input, found, asOf, o); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(o.out, found)
	}
	fmt.Fprint(o.out, found.Text(c.Lang, asOf))
	return nil
}

// read reads the facts alone, or for the record of the decision the whole file.
func (c *assessCmd) read() (*report.Input, error) {
	if c.Out != "" {
		return readIncident(c.Facts)
	}
	data, err := os.ReadFile(c.Facts)
	if err != nil {
		return nil, usagef("事案のファイルを読めません: %v", err)
	}
	facts, err := incident.Decode(filepath.Base(c.Facts), data)
	return &report.Input{Facts: facts}, err
}

// write puts the record of the decision and the deadlines into the folder; nothing is
// written when one of them is there already.
func (c *assessCmd) write(gen *generator.Generator, input *report.Input, found *incident.Finding, asOf japanese.Date, o output) error {
	set, err := gen.RenderIncident(context.Background(), generator.IncidentRequest{Input: input, Kinds: []string{report.KindRecord}, AsOf: asOf})
	if err != nil {
		return err
	}
	files := set.Files
	if data, ok := found.Calendar(c.Lang); ok {
		files = append(files, generator.File{Name: found.CalendarName(c.Lang), Bytes: data})
	} else {
		fmt.Fprintln(o.err, "期限がないため、カレンダーは書き出しません。")
	}
	for _, f := range files {
		if !c.Force && exists(c.Out, f.Name) {
			return usagef("%s が既にあります。上書きするには --force を付けてください。", filepath.Join(c.Out, f.Name))
		}
	}
	if err := writeFiles(c.Out, files); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(o.err, filepath.Join(c.Out, f.Name))
	}
	return nil
}

// exists tells whether a folder has a file of this name.
func exists(folder, name string) bool {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return false
	}
	defer root.Close()
	_, err = root.Lstat(name)
	return err == nil
}
