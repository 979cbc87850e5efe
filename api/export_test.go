package api

import "regexp"

var pathParameter = regexp.MustCompile(`:(\w+)`)

// Routes lists what the server answers, as "GET /v1/documents/{kind}".
func (s *Server) Routes() []string {
	var out []string
	for _, r := range s.engine.Routes() {
		out = append(out, r.Method+" "+pathParameter.ReplaceAllString(r.Path, "{$1}"))
	}
	return out
}
