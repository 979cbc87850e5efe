package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident"
	"kitei/incident/report"
)

// assess decides whether a leak must be reported, to whom and by when: as JSON,
// or as the text that a person acts on when Accept asks for text/plain.
func (s *Server) assess(c *gin.Context) {
	facts, asOf, ok := ofIncident(s, c, incident.Decode)
	if !ok {
		return
	}
	finding, err := s.generator.AssessIncident(facts, asOf)
	if err != nil {
		refuseError(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Header("X-Kitei-As-Of", asOf.String())
	if strings.HasPrefix(c.GetHeader("Accept"), "text/plain") {
		c.String(http.StatusOK, "%s", finding.Text(languageOf(c.Request), asOf))
		return
	}
	c.JSON(http.StatusOK, finding)
}

// report drafts what follows an incident.
func (s *Server) report(c *gin.Context) { s.draft(c, queryList(c, "doc")) }

// draft answers with one file, or with a ZIP of several. No kind = those that the
// incident asks for.
func (s *Server) draft(c *gin.Context, kinds []string) {
	input, asOf, ok := ofIncident(s, c, report.Decode)
	if !ok {
		return
	}
	req := generator.IncidentRequest{
		Input: input, Kinds: kinds, Law: c.Query("law"), Stage: report.Stage(c.Query("stage")), Drill: c.Query("drill") == "true", AsOf: asOf,
	}
	for _, f := range queryList(c, "format") {
		req.Formats = append(req.Formats, generator.Format(f))
	}
	start := s.now()
	set, err := s.generator.RenderIncident(c.Request.Context(), req)
	if err != nil {
		s.metrics.failures.WithLabelValues("incident").Inc()
		refuseError(c, err)
		return
	}
	s.metrics.made("incident", set.Files, s.now().Sub(start))
	c.Header("X-Kitei-As-Of", asOf.String())
	if len(set.Files) == 1 {
		sendFile(c, set.Files[0])
		return
	}
	sendZIP(c, set.Files, "incident_"+asOf.String()+".zip", asOf.String())
}

// ofIncident reads what is sent about an incident and the day to look at it;
// false when it was answered with a problem.
func ofIncident[T any](s *Server, c *gin.Context, decode func(string, []byte) (T, error)) (input T, asOf japanese.Date, ok bool) {
	body, ok := s.body(c)
	if !ok {
		return input, asOf, false
	}
	input, err := decode(inputName(c.Request), body)
	if err != nil {
		refuseError(c, err)
		return input, asOf, false
	}
	asOf, ok = s.day(c)
	return input, asOf, ok
}

// day is the day of the query, else today in Japan; false when it was answered
// with a problem.
func (s *Server) day(c *gin.Context) (japanese.Date, bool) {
	q := c.Query("as_of")
	if q == "" {
		return s.today(), true
	}
	d, err := japanese.ParseDate(q)
	if err != nil {
		refuse(c, http.StatusUnprocessableEntity, "invalid", profile.NewFault("/output/as_of", "date_form", map[string]string{"Label": "as_of"}))
		return d, false
	}
	return d, true
}
