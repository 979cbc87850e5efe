package api

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kitei/api/batches"
	"kitei/api/web"
	"kitei/generator/profile"
)

// maxCarried bounds what a list that a page carries may become unpacked: one
// byte more than its reader takes, so that the reader can say so.
const maxCarried = 10<<20 + 1

// carried is the list of a page: one that was chosen just now, else the one that
// the page brought along; the common profile likewise.
func carried(form *multipart.Form, f *web.BatchForm) (*batches.Source, error) {
	values := url.Values(form.Value)
	source := &batches.Source{}
	var err error
	if source.Name, source.List, err = pageFile(form, "members"); err != nil {
		return nil, err
	}
	if source.List == nil && values.Get("list") != "" {
		source.Name = values.Get("list_name")
		if source.List, err = unpack(values.Get("list")); err != nil {
			return nil, err
		}
	}
	name, data, err := pageFile(form, "common")
	if err != nil {
		return nil, err
	}
	if data == nil && values.Get("shared") != "" && values.Get("no_common") != "true" {
		name = values.Get("shared_name")
		if data, err = unpack(values.Get("shared")); err != nil {
			return nil, err
		}
	}
	if len(source.List) > 0 {
		f.ListName, f.List = source.Name, pack(source.List)
	}
	if len(data) > 0 {
		source.Common = &batches.Common{Name: name, Data: data}
		f.CommonName, f.Common = name, pack(data)
	}
	if source.Name == "" {
		source.Name = "list" // never the array of a program
	}
	return source, nil
}

func pack(data []byte) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed) // a level that there is
	_, _ = w.Write(data)                         // a buffer takes all
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func unpack(text string) ([]byte, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errForm
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxCarried))
	if err != nil {
		return nil, errForm
	}
	return data, nil
}

// shownFaults is how many faults a page shows: whoever has more mends these
// first.
const shownFaults = 100

// checkView is a check in words.
func checkView(c *batches.Checked, lang string) *web.BatchCheck {
	out := &web.BatchCheck{Total: c.Total, Good: c.Good, Bad: len(c.Rows), List: placed(c.Faults, lang)}
	out.Rows, out.More = rowsView(c.Rows, lang)
	for _, f := range c.Skipped {
		out.Skipped = append(out.Skipped, f.Message(lang))
	}
	for _, n := range c.Names {
		out.Names = append(out.Names, n.Folder)
	}
	return out
}

// rowsView are faulty rows in words, and how many faults are left out.
func rowsView(rows []batches.FaultyRow, lang string) (out []web.BatchRow, more int) {
	for _, r := range rows {
		for i, f := range r.Faults {
			if len(out) == shownFaults {
				more++
				continue
			}
			row := web.BatchRow{First: i == 0 || len(out) == 0, Cell: f.Cell(), Header: f.Header, Text: f.Message(lang)}
			if row.First {
				row.Row, row.Company = r.Row, cmp.Or(r.Company, web.Say(lang, "batch_no_name", nil))
			}
			if f.Sheet != "" && f.Row != r.Row && row.Cell != "" { // on another sheet
				row.Cell = f.Sheet + " " + row.Cell
			}
			out = append(out, row)
		}
	}
	return out, more
}

// japan is the time zone of those who read the pages.
var japan = time.FixedZone("JST", 9*60*60)

func moment(t time.Time, lang string) string {
	if t.IsZero() {
		return ""
	}
	if lang == "en" {
		return t.In(japan).Format("2006-01-02 15:04 MST")
	}
	return t.In(japan).Format("2006年1月2日 15:04")
}

func say(lang, id string, data map[string]any) string {
	words := map[string]string{}
	for k, v := range data {
		words[k] = fmt.Sprint(v)
	}
	return web.Say(lang, id, words)
}

// countsOf says how far a batch is.
func countsOf(v batches.View, lang string) string {
	p := v.Progress
	if v.State == batches.Running {
		return say(lang, "batch_counts_running", map[string]any{"Done": p.Done + p.Failed, "Total": p.Total})
	}
	if p.Failed == 0 && v.Left == 0 {
		return say(lang, "batch_counts_all", map[string]any{"Total": p.Total})
	}
	words := []string{say(lang, "batch_counts", map[string]any{"Done": p.Done, "Total": p.Total})}
	if p.Failed > 0 {
		words = append(words, web.SayN(lang, "batch_counts_failed", p.Failed))
	}
	if v.Left > 0 {
		words = append(words, web.SayN(lang, "batch_counts_left", v.Left))
	}
	return strings.Join(words, web.Say(lang, "stop", nil))
}

func lineOf(v batches.View, lang string) web.BatchLine {
	return web.BatchLine{
		Href: "/batch/" + v.ID + "?lang=" + lang, List: listName(v, lang), Begun: moment(v.Created, lang),
		State: web.Say(lang, "batch_state_"+string(v.State), nil), Counts: countsOf(v, lang),
	}
}

func listName(v batches.View, lang string) string {
	if v.List == "" || v.List == "list" {
		return web.Say(lang, "batch_unnamed", nil)
	}
	return v.List
}

// jobView is a batch in words.
func jobView(s *batchState, lang string) *web.BatchJob {
	v := s.View
	p := v.Progress
	j := &web.BatchJob{
		ID: v.ID, List: listName(v, lang), State: string(v.State), Total: max(p.Total, 1), Done: p.Done, Failed: s.Failures.Total, Finished: p.Done + p.Failed,
		Counts: countsOf(v, lang), Begun: moment(v.Created, lang), Expires: moment(v.Expires, lang), Result: v.Result,
		Made:  say(lang, "batch_made", map[string]any{"Files": p.Files, "Pages": p.Pages}),
		Again: v.State != batches.Running && (v.State != batches.Finished || p.Failed > 0),
	}
	if v.Rate > 0 {
		j.Rate = say(lang, "batch_rate", map[string]any{"Rate": strconv.FormatFloat(v.Rate, 'f', 1, 64)})
	}
	if v.Problem == batches.DiskFull {
		j.Problem = profile.Message(lang, "api_batch_disk_full", nil)
	} else if v.Problem != "" {
		j.Problem = web.Say(lang, "batch_broken", nil)
	}
	for n := range v.Reviews {
		j.Reviews = append(j.Reviews, n+1)
	}
	if len(v.Unchanged) > 0 {
		var rows []string
		for i, n := range v.Unchanged {
			if i == 20 {
				rows = append(rows, "…")
				break
			}
			rows = append(rows, strconv.Itoa(n))
		}
		j.Unchanged = say(lang, "batch_unchanged", map[string]any{"X": strings.Join(rows, ", ")})
	}
	j.Rows, j.More = rowsView(s.Failures.Rows, lang)
	if v.Hook != nil {
		j.Hook = say(lang, "batch_hook_"+v.Hook.State, map[string]any{"X": v.Hook.Host})
	}
	return j
}
