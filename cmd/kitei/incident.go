package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident"
	"kitei/law"
)

// incidentCmd groups what is done about an incident.
type incidentCmd struct {
	Assess assessCmd `cmd:"" help:"報告が必要か、どこへ、いつまでかを判断する (decide whether a leak must be reported)"`
}

// assessCmd decides whether a leak must be reported, to whom and by when.
type assessCmd struct {
	Facts string `required:"" placeholder:"FILE" help:"事案のファイル (YAML / JSON)"`
	Out   string `placeholder:"DIR" help:"期限のカレンダー (.ics) を書き出すフォルダ"`
	AsOf  string `placeholder:"YYYY-MM-DD" help:"基準日。法令の日であり、残り日数を数える日 (既定: 今日)"`
	Lang  string `default:"ja" enum:"ja,en" help:"ja | en"`
	Force bool   `help:"既にあるファイルを上書きする"`
	JSON  bool   `name:"json" help:"結果を JSON で標準出力に出す"`
}

// Run decides, and writes nothing unless all of it succeeds.
func (c *assessCmd) Run(o output) error {
	data, err := os.ReadFile(c.Facts)
	if err != nil {
		return usagef("事案のファイルを読めません: %v", err)
	}
	facts, err := incident.Decode(filepath.Base(c.Facts), data)
	if err != nil {
		return err
	}
	asOf, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	found, err := assess(facts, asOf)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := c.calendar(found, o); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(o.out, found)
	}
	fmt.Fprint(o.out, found.Text(c.Lang, asOf))
	return nil
}

// assess decides by the law of a day. A day of which the law or the closed days are
// not known is a fault of the input.
func assess(facts *incident.Facts, asOf japanese.Date) (*incident.Finding, error) {
	table, err := law.Load()
	if err != nil {
		return nil, err
	}
	current, err := table.At(asOf)
	var uncovered *law.OutOfCoverageError
	if errors.As(err, &uncovered) {
		from, to := uncovered.Coverage.From, uncovered.Coverage.To
		return nil, usagef("基準日 %s は、法令の表を確認した期間（%sから%sまで）の外です。--as-of をこの期間内にするか、新しい版の kitei を使ってください。\n"+
			"%s is outside the period for which the table of law was checked (%s to %s). Choose --as-of inside it, or use a newer kitei.",
			asOf, from.Seireki(), to.Seireki(), asOf, from, to)
	}
	if err != nil {
		return nil, err
	}
	assessor, err := incident.New(current)
	if err != nil {
		return nil, err
	}
	found, err := assessor.Assess(facts)
	var closed *law.ClosedDaysUnknownError
	if errors.As(err, &closed) {
		return nil, profile.Faults{profile.ClosedDaysUnknown(closed.Coverage)}
	}
	return found, err
}

// calendar writes the deadlines into the folder.
func (c *assessCmd) calendar(found *incident.Finding, o output) error {
	data, ok := found.Calendar(c.Lang)
	if !ok {
		fmt.Fprintln(o.err, "期限がないため、カレンダーは書き出しません。")
		return nil
	}
	name := found.CalendarName(c.Lang)
	path := filepath.Join(c.Out, name)
	if !c.Force && exists(c.Out, name) {
		return usagef("%s が既にあります。上書きするには --force を付けてください。", path)
	}
	if err := writeFiles(c.Out, []generator.File{{Name: name, Bytes: data}}); err != nil {
		return err
	}
	fmt.Fprintln(o.err, path)
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
