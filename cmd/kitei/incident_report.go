package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kitei/generator"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// reportCmd drafts what follows an incident: the report to the commission, the letters
// and the record of the decision.
type reportCmd struct {
	Facts    string   `required:"" placeholder:"FILE" help:"事案のファイル (YAML / JSON)"`
	Doc      []string `placeholder:"KIND,…" help:"書類の種類。省くと事案に要るもの"`
	Law      string   `default:"auto" enum:"appi,mynumber,auto" help:"appi | mynumber | auto"`
	Stage    string   `default:"preliminary" enum:"preliminary,final,both" help:"preliminary (速報) | final (確報) | both (速報兼確報)"`
	Previous string   `placeholder:"FILE" help:"前回の報告の事案のファイル。続報として、引き継いだ項目と変わった項目を示す"`
	Drill    bool     `help:"訓練として作る。全てのページに【訓練】と示す"`
	Format   []string `placeholder:"pdf,…" help:"出力形式 pdf,xlsx,html,txt,json (既定 pdf)"`
	Out      string   `required:"" placeholder:"DIR" help:"書き出すフォルダ"`
	AsOf     string   `placeholder:"YYYY-MM-DD" help:"作成日。法令の日 (既定: 今日)"`
	Force    bool     `help:"既にあるファイルを上書きする"`
	JSON     bool     `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run makes every document in memory first; nothing is written unless all of them succeed.
func (c *reportCmd) Run(o output) error {
	req := generator.IncidentRequest{Kinds: c.Doc, Law: c.Law, Stage: report.Stage(c.Stage), Drill: c.Drill}
	var err error
	if req.Input, err = readIncident(c.Facts); err != nil {
		return err
	}
	if c.Previous != "" {
		if req.Previous, err = readIncident(c.Previous); err != nil {
			return err
		}
	}
	for _, f := range c.Format {
		req.Formats = append(req.Formats, generator.Format(f))
	}
	if req.AsOf, err = dayOrToday(c.AsOf); err != nil {
		return err
	}
	gen, err := generator.New()
	if err != nil {
		return err
	}
	set, err := gen.RenderIncident(context.Background(), req)
	if err != nil {
		return err
	}
	if err := c.write(set.Files); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(o.out, reportResult{req.AsOf.String(), set.Kinds, set.Files, orEmpty(set.Warnings)})
	}
	for _, f := range set.Files {
		pages := ""
		if f.Pages > 0 {
			pages = fmt.Sprintf("（%dページ）", f.Pages)
		}
		fmt.Fprintln(o.out, filepath.Join(c.Out, f.Name)+pages)
	}
	for _, w := range set.Warnings {
		fmt.Fprintf(o.err, "注意 %s %s [%s]\n", w.Pointer, w.MessageJA, w.Code)
	}
	return nil
}

// reportResult is what --json prints.
type reportResult struct {
	AsOf     string           `json:"as_of"`
	Kinds    []string         `json:"kinds"`
	Files    []generator.File `json:"files"`
	Warnings []profile.Fault  `json:"warnings"`
}

func orEmpty(list []profile.Fault) []profile.Fault {
	if list == nil {
		return []profile.Fault{}
	}
	return list
}

// readIncident reads an incident file with its report.
func readIncident(path string) (*report.Input, error) {
	data, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, usagef("事案のファイルを読めません: %v", err)
	}
	return report.Decode(filepath.Base(path), data)
}

// write puts the files into the folder; existing files stay unless --force.
func (c *reportCmd) write(files []generator.File) error {
	if !c.Force {
		var there []string
		for _, f := range files {
			if exists(c.Out, f.Name) {
				there = append(there, f.Name)
			}
		}
		if len(there) > 0 {
			return usagef("次のファイルが既にあります。上書きするには --force を付けてください。\n  %s", strings.Join(there, "\n  "))
		}
	}
	return writeFiles(c.Out, files)
}
