package api

import (
	"bytes"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/web"
	"kitei/checklist"
	"kitei/generator"
	"kitei/generator/profile"
)

// answerSheet is the page on which the office answers a sheet that it got.
func (s *Server) answerSheet(c *gin.Context) {
	s.answered(c, &web.Answering{Lang: langAsked(c)})
}

func (s *Server) answered(c *gin.Context, a *web.Answering) {
	a.Limit = s.sheetLimit()
	var b bytes.Buffer
	if err := a.Show(&b, s.sessions != nil); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, b.Bytes())
}

// turnAnswer answers a button of the page.
func (s *Server) turnAnswer(c *gin.Context) {
	lang, kept, form, ok := s.sheetsPosted(c)
	if !ok {
		return
	}
	a := &web.Answering{Lang: lang}
	do := form.Get("do")
	if do == "fill" {
		kept = nil
		for _, field := range []string{"received", "answers"} {
			name, data, err := formFile(c, field)
			if err != nil || len(data) == 0 {
				a.Notice, a.Bad = "sheets_two_files", true
				s.answered(c, a)
				return
			}
			clean, number := web.FileName(name)
			if number {
				a.Notice, a.Bad, a.Why = "sheets_received_unread", true, profile.Message(lang, "finding_my_number", nil)
				s.answered(c, a)
				return
			}
			kept = append(kept, web.Kept{Name: clean, Data: data})
		}
	}
	if len(kept) == 2 {
		s.fill(c, a, kept, do == "filled")
		return
	}
	s.answered(c, a)
}

// fill answers the sheet, and gives it when take is true.
func (s *Server) fill(c *gin.Context, a *web.Answering, kept []web.Kept, take bool) {
	returned := checklist.Read(kept[0].Name, kept[0].Data)
	switch k := web.Keep(returned, kept[0].Data); {
	case k.Code != "":
		a.Notice, a.Bad = "sheets_received_unread", true
		a.Why = strings.TrimSpace(k.Name + " " + k.Cell + " " + profile.Message(a.Lang, "finding_"+k.Code, map[string]string{"Item": ""}))
		s.answered(c, a)
		return
	case web.Size(kept) > s.limits.Body:
		a.Notice, a.Bad = "sheets_too_large", true
		s.answered(c, a)
		return
	}
	answers, notice := answersFrom(kept[1])
	if notice != "" {
		a.Notice, a.Bad = notice, true
		s.answered(c, a)
		return
	}
	filled, err := returned.Reply(answers, s.today())
	if err != nil {
		s.pageError(c, err)
		return
	}
	if take {
		name := strings.TrimSuffix(kept[0].Name, path.Ext(kept[0].Name)) + "_回答.xlsx"
		head(c, generator.MediaType(generator.XLSX), name, etag(filled.Bytes))
		c.Data(http.StatusOK, generator.MediaType(generator.XLSX), filled.Bytes)
		return
	}
	a.Kept, a.Filled, a.Notes = kept, filled, returned.Findings
	s.answered(c, a)
}

// answersFrom takes the office's answers out of a sheet that it answered before,
// or out of its profile. Else it gives the id of what is to be said.
func answersFrom(k web.Kept) (map[string]checklist.Answer, string) {
	if strings.EqualFold(path.Ext(k.Name), ".xlsx") {
		earlier := checklist.Read(k.Name, k.Data)
		if web.Keep(earlier, nil).Code != "" {
			return nil, "sheets_source_unread"
		}
		answers := earlier.Answers()
		if len(answers) == 0 {
			return nil, "sheets_source_empty"
		}
		return answers, ""
	}
	in, err := profile.Decode(k.Name, k.Data)
	if err != nil {
		return nil, "sheets_source_unread"
	}
	if faults, _ := in.Check(profile.Run{Kinds: []string{""}, Draft: true}); len(faults) > 0 {
		return nil, "sheets_source_unread"
	}
	facts, _ := in.Tree()["profile"].(map[string]any)
	answers, _, err := checklist.Answers(facts["contractor_answers"])
	if err != nil || len(answers) == 0 {
		return nil, "sheets_source_empty"
	}
	return answers, ""
}
