package api

import "regexp"

// ErrorTypes is what the log says of an error of ours.
var ErrorTypes = errorTypes

var pathParameter = regexp.MustCompile(`:(\w+)`)

// Routes lists what the server answers, as "GET /v1/documents/{kind}".
func (s *Server) Routes() []string {
	var out []string
	for _, r := range s.engine.Routes() {
		out = append(out, r.Method+" "+pathParameter.ReplaceAllString(r.Path, "{$1}"))
	}
	return out
}

// Hold takes every place to work in until it is told to stop.
func (s *Server) Hold() (stop func()) {
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	return func() {
		for range cap(s.slots) {
			<-s.slots
		}
	}
}
