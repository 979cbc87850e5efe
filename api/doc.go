// Package api serves kitei over HTTP: the routes of openapi.yaml, with Gin, and
// the web form at "/".
//
// A request carries its whole input; nothing of it is stored, and nothing of it
// reaches a log but sizes, kinds and fault codes. Errors are
// application/problem+json (RFC 9457) with all faults at once, in the language
// that Accept-Language asks for.
//
// Only here and in cmd/ a clock is read: the day that documents are made for is
// the input's, else today in Japan, and is echoed back.
package api
