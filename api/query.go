package api

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"kitei/generator/japanese"
	"kitei/generator/profile"
)

// parameter is one of the query.
type parameter struct {
	name    string
	allowed []string // nil = any value
	most    int      // of a whole number from 0; 0 = not a number
}

// The parameters of openapi.yaml.
var (
	truths = []string{"true", "false"}

	asOfParameter   = parameter{name: "as_of"}
	docParameter    = parameter{name: "doc"}
	formatParameter = parameter{name: "format"}
	draftParameter  = parameter{name: "draft", allowed: truths}
	lawParameter    = parameter{name: "law", allowed: []string{"appi", "mynumber", "auto"}}
	stageParameter  = parameter{name: "stage", allowed: []string{"preliminary", "final", "both"}}
	drillParameter  = parameter{name: "drill", allowed: truths}
	scoreFormat     = parameter{name: "format", allowed: []string{"json", "xlsx"}}
	failuresFrom    = parameter{name: "failures_from", most: 1_000_000}
	failuresLimit   = parameter{name: "failures_limit", most: maxFailures}
	volumeParameter = parameter{name: "volume", most: 1_000_000}
	scoreRule       = parameter{name: "rule", allowed: []string{"tiered", "legacy"}}
)

// takes refuses a query with parameters that the route does not have, or with
// values that they can't have, all of them at once: a misspelt name must not
// pass for a default in silence. An empty value is one left out.
func takes(known ...parameter) gin.HandlerFunc {
	return func(c *gin.Context) {
		query, err := url.ParseQuery(c.Request.URL.RawQuery)
		if err != nil {
			refuse(c, http.StatusBadRequest, "bad_query")
			return
		}
		if faults := queryFaults(query, known); len(faults) > 0 {
			refuse(c, http.StatusUnprocessableEntity, "invalid", faults...)
			return
		}
		c.Next()
	}
}

func queryFaults(query url.Values, known []parameter) (faults []profile.Fault) {
	names := make([]string, len(known))
	for i, p := range known {
		names[i] = p.name
		values := query[p.name]
		switch {
		case len(values) == 0 || len(values) == 1 && values[0] == "":
		case len(values) > 1:
			faults = append(faults, profile.NewFault("/"+p.name, "parameter_twice", map[string]string{"Label": p.name}))
		case p.allowed != nil && !slices.Contains(p.allowed, values[0]):
			faults = append(faults, profile.NewFault("/"+p.name, "not_a_choice", map[string]string{"Label": p.name, "Allowed": strings.Join(p.allowed, ", ")}))
		case p.most > 0 && !isCount(values[0], p.most):
			faults = append(faults, profile.NewFault("/"+p.name, "not_a_choice", map[string]string{"Label": p.name, "Allowed": "0–" + strconv.Itoa(p.most)}))
		case p.name == asOfParameter.name && !isDay(values[0]):
			faults = append(faults, profile.NewFault("/output/as_of", "date_form", map[string]string{"Label": p.name}))
		}
	}
	for name := range query {
		if !slices.Contains(names, name) { // the name is the client's own words: it is not repeated
			faults = append(faults, profile.NewFault("", "unknown_parameter", map[string]string{"Allowed": strings.Join(names, ", ")}))
			break
		}
	}
	return faults
}

func isCount(v string, most int) bool {
	n, err := strconv.Atoi(v)
	return err == nil && n >= 0 && n <= most
}

func isDay(v string) bool {
	_, err := japanese.ParseDate(v)
	return err == nil
}

// queryList is a list in the query, separated by commas.
func queryList(c *gin.Context, name string) []string {
	if q := c.Query(name); q != "" {
		return strings.Split(q, ",")
	}
	return nil
}
