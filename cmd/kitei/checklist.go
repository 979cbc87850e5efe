package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"kitei/checklist"
	"kitei/generator"
	"kitei/generator/profile"
)

// checklistCmd groups what is done with contractor checklists that come in.
type checklistCmd struct {
	Score  scoreCmd  `cmd:"" help:"返送された確認リストを採点する (judge returned checklists)"`
	Answer answerCmd `cmd:"" help:"受け取った確認リストに、会社情報の回答を記入する (answer a received checklist)"`
}

// scoreCmd judges returned checklists.
type scoreCmd struct {
	Files       []string `arg:"" name:"file" help:"返送されたファイル (.xlsx)"`
	Out         string   `placeholder:"FILE.xlsx" help:"結果の一覧を書き出すファイル"`
	Corrections string   `placeholder:"DIR" help:"是正依頼書 (PDF) を書き出すフォルダ"`
	AsOf        string   `placeholder:"YYYY-MM-DD" help:"採点する日 (既定: 今日)。確認日が空欄のときは、この日を確認日とする"`
	Rule        string   `default:"" enum:",tiered,legacy" help:"判定方式 tiered | legacy (既定: 発行したときのもの)"`
	Lang        string   `default:"ja" enum:"ja,en" help:"ja | en"`
	Force       bool     `help:"既にあるファイルを上書きする"`
	JSON        bool     `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run reads every file first; nothing is written when none can be read. Some
// that cannot be read among others are said, and give exit status 3.
func (c *scoreCmd) Run(o output) error {
	asOf, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	files, err := c.read(o)
	if err != nil {
		return err
	}
	report := checklist.Assess(files, asOf, checklist.Rule(c.Rule))
	bad := 0
	for _, f := range files {
		if !f.Readable {
			bad++
		}
	}
	if bad < len(files) {
		if err := c.write(report, o); err != nil {
			return err
		}
	}
	if c.JSON {
		if err := printJSON(o.out, report); err != nil {
			return err
		}
	} else {
		fmt.Fprint(o.out, report.Text(c.Lang))
	}
	switch {
	case bad == len(files):
		return usagef("読めるファイルがありません。何も書き出していません。")
	case bad > 0:
		return partlyError{fmt.Sprintf("%d件のうち%d件のファイルを読めませんでした。", len(files), bad)}
	}
	return nil
}

// read reads the files side by side, in their order.
func (c *scoreCmd) read(o output) ([]*checklist.Returned, error) {
	out := make([]*checklist.Returned, len(c.Files))
	failed := make([]error, len(c.Files))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for i, path := range c.Files {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			data, err := readLimited(path, checklist.Limits.Bytes+1)
			if err != nil {
				failed[i] = usagef("ファイルを読めません: %v", err)
				return
			}
			out[i] = checklist.Read(filepath.Base(path), data)
			mu.Lock()
			defer mu.Unlock()
			done++
			fmt.Fprintf(o.err, "[%d/%d] %s\n", done, len(c.Files), filepath.Base(path))
		})
	}
	wg.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readLimited reads at most so many bytes of a file.
func readLimited(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // G304: the user names the file
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, limit))
}

// write makes the summary and the letters in memory first, then writes them.
func (c *scoreCmd) write(report checklist.Report, o output) error {
	var letters []generator.File
	if c.Corrections != "" {
		gen, err := generator.New()
		if err != nil {
			return err
		}
		letters, err = gen.Corrections(context.Background(), report, generator.PDF, func(done, total int) {
			fmt.Fprintf(o.err, "是正依頼書 [%d/%d]\n", done, total)
		})
		if err != nil {
			return err
		}
		for _, f := range letters {
			if !c.Force && exists(c.Corrections, f.Name) {
				return usagef("%s が既にあります。上書きするには --force を付けてください。", filepath.Join(c.Corrections, f.Name))
			}
		}
	}
	if c.Out != "" {
		data, err := report.Summary()
		if err != nil {
			return err
		}
		if err := writeOne(c.Out, data, c.Force, o); err != nil {
			return err
		}
	}
	if len(letters) > 0 {
		if err := writeFiles(c.Corrections, letters); err != nil {
			return err
		}
		for _, f := range letters {
			fmt.Fprintln(o.err, filepath.Join(c.Corrections, f.Name))
		}
	}
	return nil
}

// writeOne writes a file that the user named, whole or not at all.
func writeOne(path string, data []byte, force bool, o output) error {
	folder, name := filepath.Split(path)
	if folder == "" {
		folder = "."
	}
	if !force && exists(folder, name) {
		return usagef("%s が既にあります。上書きするには --force を付けてください。", path)
	}
	if err := writeFiles(folder, []generator.File{{Name: name, Bytes: data}}); err != nil {
		return err
	}
	fmt.Fprintln(o.err, path)
	return nil
}

// answerCmd fills a received checklist: the office is itself the contractor.
type answerCmd struct {
	Profile string `required:"" placeholder:"FILE" help:"会社情報のファイル (contractor_answers に回答を書いたもの)"`
	Sheet   string `arg:"" name:"sheet" help:"受け取った確認リスト (.xlsx)"`
	Out     string `required:"" placeholder:"FILE.xlsx" help:"書き出すファイル"`
	AsOf    string `placeholder:"YYYY-MM-DD" help:"記入する日 (既定: 今日)。表示する得点率の計算に使う"`
	Lang    string `default:"ja" enum:"ja,en" help:"ja | en"`
	Force   bool   `help:"既にあるファイルを上書きする"`
	JSON    bool   `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run fills the blanks that the profile can answer and lists the others.
func (c *answerCmd) Run(o output) error {
	source, err := os.ReadFile(c.Profile)
	if err != nil {
		return usagef("会社情報のファイルを読めません: %v", err)
	}
	input, err := profile.Decode(filepath.Base(c.Profile), source)
	if err != nil {
		return err
	}
	if faults, _ := input.Check(profile.Run{Kinds: []string{""}, Draft: true}); len(faults) > 0 {
		return faults
	}
	facts, _ := input.Tree()["profile"].(map[string]any)
	answers, unknown, err := checklist.Answers(facts["contractor_answers"])
	if err != nil {
		return err
	}
	if len(answers) == 0 {
		return profile.Faults{profile.NewFault("/profile/contractor_answers", "required", map[string]string{"Label": "contractor_answers"})}
	}
	if unknown > 0 {
		fmt.Fprintln(o.err, profile.Message(c.Lang, "checklist_unknown_answer", nil))
	}
	data, err := readLimited(c.Sheet, checklist.Limits.Bytes+1)
	if err != nil {
		return usagef("ファイルを読めません: %v", err)
	}
	returned := checklist.Read(filepath.Base(c.Sheet), data)
	for _, f := range returned.Findings {
		fmt.Fprintln(o.err, f.Message(c.Lang), "["+f.Code+"]")
	}
	if !returned.Readable {
		return usagef("確認リストとして読めません。何も書き出していません。")
	}
	asOf, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	filled, err := returned.Reply(answers, asOf)
	if err != nil {
		return err
	}
	if err := writeOne(c.Out, filled.Bytes, c.Force, o); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(o.out, filled)
	}
	fmt.Fprint(o.out, filled.Text(c.Lang))
	return nil
}
