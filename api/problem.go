package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"kitei/generator/profile"
)

// problem is an RFC 9457 problem detail. Detail is for people, in their
// language; errors holds every fault in both.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
	Errors    any    `json:"errors,omitempty"` // []profile.Fault, or []members.Fault of a list
}

// typePrefix makes a problem type out of a code; it names the kind of problem
// and is no address.
const typePrefix = "urn:kitei:problem:"

var matcher = language.NewMatcher([]language.Tag{language.Japanese, language.English})

// languageOf is "ja" or "en", as the request asks for.
func languageOf(r *http.Request) string {
	if tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language")); err == nil && len(tags) > 0 {
		if _, i, _ := matcher.Match(tags...); i == 1 {
			return "en"
		}
	}
	return "ja"
}

// refuse ends a request with a problem. code is the id of its message and the
// end of its type.
func refuse(c *gin.Context, status int, code string, faults ...profile.Fault) {
	var listed any
	if len(faults) > 0 {
		listed = faults
	}
	refuseWith(c, status, code, faults, listed)
}

// refuseWith ends a request with a problem whose faults have more to say than a
// pointer.
func refuseWith(c *gin.Context, status int, code string, faults []profile.Fault, listed any) {
	lang := languageOf(c.Request)
	body, err := json.Marshal(problem{
		Type: typePrefix + code, Title: http.StatusText(status), Status: status,
		Detail: profile.Message(lang, "api_"+code, nil), RequestID: requestID(c), Errors: listed,
	})
	if err != nil {
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	note(c, code, faults)
	c.Header("Content-Language", lang)
	c.Header("Cache-Control", "no-store")
	c.Data(status, "application/problem+json", body)
	c.Abort()
}

// unreadable are the codes of an input of which nothing could be read.
var unreadable = []string{"not_readable", "not_utf8", "empty", "one_document", "yaml_alias", "not_an_object", "too_deep", "duplicate_key"}

// refuseError answers an error of the generator.
func refuseError(c *gin.Context, err error) {
	var faults profile.Faults
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(c, http.StatusRequestEntityTooLarge, "too_large")
	case !errors.As(err, &faults):
		logOf(c).Error("failed", "error", errorTypes(err))
		refuse(c, http.StatusInternalServerError, "internal")
	case slices.ContainsFunc(faults, func(f profile.Fault) bool { return f.Code == "too_large" }):
		refuse(c, http.StatusRequestEntityTooLarge, "too_large", faults...)
	case slices.ContainsFunc(faults, func(f profile.Fault) bool { return slices.Contains(unreadable, f.Code) }):
		refuse(c, http.StatusBadRequest, "not_readable", faults...)
	default:
		refuse(c, http.StatusUnprocessableEntity, "invalid", faults...)
	}
}

// errorTypes names an error for the log by the types of its chain. Its words may
// repeat a value of the input: a sheet is named after a contractor.
func errorTypes(err error) string {
	var types []string
	for err != nil {
		types = append(types, fmt.Sprintf("%T", err))
		err = errors.Unwrap(err)
	}
	return strings.Join(types, " ← ")
}
