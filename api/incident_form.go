package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/api/web"
	"kitei/generator"
	"kitei/generator/japanese"
	"kitei/generator/profile"
	"kitei/incident/report"
)

// startIncident is the first question of the assistant.
func (s *Server) startIncident(c *gin.Context) {
	lang := languageOf(c.Request)
	if q := c.Query("lang"); q == "ja" || q == "en" {
		lang = q
	}
	s.incidentPage(c, web.IncidentAnswer{State: web.NewIncident(lang)})
}

// incidentPage answers with a page of the assistant.
func (s *Server) incidentPage(c *gin.Context, a web.IncidentAnswer) {
	var b strings.Builder
	if err := s.form.IncidentPage(&b, a, s.sessions != nil); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, http.StatusOK, []byte(b.String()))
}

// turnIncident answers a button of the assistant: another page, or a file.
func (s *Server) turnIncident(c *gin.Context) {
	form, err := s.postedForm(c)
	if err != nil {
		s.pageError(c, err)
		return
	}
	state, err := web.ReadIncident(form.Get("state"))
	if err != nil {
		s.pageError(c, errForm)
		return
	}
	state.Merge(form)
	verb, object, _ := strings.Cut(form.Get("do"), ":")
	switch verb {
	case "open", "follow", "previous":
		s.openIncident(c, state, verb)
	case "company":
		s.takeCompany(c, state)
	case "save":
		s.saveIncident(c, state)
	case "zip":
		s.takeIncident(c, state, s.form.ChosenKinds(state), form["format"], true)
	case "file":
		kind, format, _ := strings.Cut(object, ".")
		s.takeIncident(c, state, []string{kind}, []string{format}, false)
	case "calendar":
		s.takeCalendar(c, state)
	default:
		s.incidentPage(c, s.form.ActIncident(state, form.Get("do")))
	}
}

// openIncident goes on with a file (open), begins the filing after it (follow), or
// takes it as the filing before (previous).
func (s *Server) openIncident(c *gin.Context, old *web.Incident, verb string) {
	name, body, err := formFile(c, "file")
	if err != nil || len(body) == 0 {
		s.incidentPage(c, web.IncidentAnswer{State: old, Notice: "no_file"})
		return
	}
	tree, err := profile.ReadIncident(name, body)
	if err != nil || tree["facts"] == nil && tree["report"] == nil {
		s.incidentPage(c, web.IncidentAnswer{State: old, Notice: "not_opened"})
		return
	}
	switch verb {
	case "follow":
		s.incidentPage(c, web.IncidentAnswer{State: web.FollowIncident(tree, old.Lang), Notice: "incident_followed"})
	case "previous":
		old.Previous = web.OpenIncident(tree, old.Lang).File()
		s.incidentPage(c, web.IncidentAnswer{State: old, Notice: "incident_compared"})
	default:
		s.incidentPage(c, web.IncidentAnswer{State: web.OpenIncident(tree, old.Lang), Notice: "opened"})
	}
}

// takeCompany fills in the company out of a client's file.
func (s *Server) takeCompany(c *gin.Context, state *web.Incident) {
	a := web.IncidentAnswer{State: state, Notice: "company_taken"}
	name, body, err := formFile(c, "company")
	if err != nil || len(body) == 0 {
		a.Notice = "no_file"
	} else if in, err := profile.Decode(name, body); err == nil {
		company, _ := in.Tree()["profile"].(map[string]any)
		state.TakeCompany(company)
	} else {
		a.Notice = "incident_not_profile"
	}
	s.incidentPage(c, a)
}

// saveIncident gives what was entered as a file.
func (s *Server) saveIncident(c *gin.Context, state *web.Incident) {
	file, err := s.incidentFile(state)
	if err != nil {
		s.incidentPage(c, web.IncidentAnswer{State: state, Notice: "incident_refused"})
		return
	}
	sendFile(c, file)
}

// incidentFile is the incident file of a state. A 個人番号 is not written into one.
func (s *Server) incidentFile(state *web.Incident) (generator.File, error) {
	_, err := report.FromTree(state.File())
	var faults profile.Faults
	if errors.As(err, &faults) && slices.ContainsFunc(faults, func(f profile.Fault) bool { return f.Code == "my_number_not_allowed" }) {
		return generator.File{}, faults
	}
	body, err := state.YAML()
	name := web.Say(state.Lang, "incident_file_name", map[string]string{"X": s.today().String()})
	return generator.File{Name: name + ".yaml", MediaType: "application/yaml", Format: "yaml", Bytes: body, SHA256: strings.Trim(etag(body), `"`)}, err
}

// takeCalendar gives the deadlines as a calendar.
func (s *Server) takeCalendar(c *gin.Context, state *web.Incident) {
	req, err := s.form.IncidentRequest(state)
	if err == nil {
		var file generator.File
		if file, err = s.calendar(req, state.Lang); err == nil {
			sendFile(c, file)
			return
		}
	}
	s.refuseIncident(c, state, err)
}

var errNoDeadline = errors.New("there is no deadline")

func (s *Server) calendar(req generator.IncidentRequest, lang string) (generator.File, error) {
	found, err := s.generator.AssessIncident(req.Input.Facts, req.AsOf)
	if err != nil {
		return generator.File{}, err
	}
	body, ok := found.Calendar(lang)
	if !ok {
		return generator.File{}, errNoDeadline
	}
	return generator.File{Name: found.CalendarName(lang), MediaType: "text/calendar; charset=utf-8", Format: "ics", Bytes: body, SHA256: strings.Trim(etag(body), `"`)}, nil
}

// takeIncident makes documents: one file, or a ZIP with the deadlines and the incident
// file. What is wrong is shown at the last step.
func (s *Server) takeIncident(c *gin.Context, state *web.Incident, kinds, formats []string, whole bool) {
	req, err := s.form.IncidentRequest(state)
	if err != nil {
		s.refuseIncident(c, state, err)
		return
	}
	req.Kinds = kinds
	for _, f := range formats {
		if slices.Contains(formatsOf(kinds), f) {
			req.Formats = append(req.Formats, generator.Format(f))
		}
	}
	start := s.now()
	set, err := s.generator.RenderIncident(c.Request.Context(), req)
	if err != nil {
		s.metrics.failures.WithLabelValues("incident").Inc()
		s.refuseIncident(c, state, err)
		return
	}
	s.metrics.made("incident", set.Files, s.now().Sub(start))
	files := set.Files
	if !whole && len(files) == 1 {
		sendFile(c, files[0])
		return
	}
	if whole {
		if file, err := s.calendar(req, state.Lang); err == nil {
			files = append(files, file)
		}
		if file, err := s.incidentFile(state); err == nil {
			files = append(files, file)
		}
	}
	sendZIP(c, files, zipName(state.Lang, req.AsOf), req.AsOf.String())
}

func zipName(lang string, asOf japanese.Date) string {
	return web.Say(lang, "incident_file_name", map[string]string{"X": asOf.String()}) + ".zip"
}

// formatsOf are the formats of the kinds.
func formatsOf(kinds []string) []string {
	var out []string
	for _, k := range web.IncidentKinds() {
		if slices.Contains(kinds, k.Kind) {
			for _, f := range k.Formats {
				out = append(out, string(f))
			}
		}
	}
	return out
}

// refuseIncident shows what is wrong on the last page; an error that is no fault of
// the input has a page of its own.
func (s *Server) refuseIncident(c *gin.Context, state *web.Incident, err error) {
	var faults profile.Faults
	if !errors.As(err, &faults) && !errors.Is(err, errNoDeadline) {
		s.pageError(c, err)
		return
	}
	note(c, "api_invalid", faults)
	state.Step = web.Receive
	s.incidentPage(c, web.IncidentAnswer{State: state, Notice: "incident_not_made"})
}
