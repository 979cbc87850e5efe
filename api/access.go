package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// Access says who may use the server.
type Access struct {
	// Open needs no sign-in: for a server that only this computer reaches.
	Open bool
	// Keys are the SHA-256 sums of API keys.
	Keys [][sha256.Size]byte
	// Password is the argon2id hash of the password of the form; "" = none.
	Password string
	// Secure says that users come by HTTPS, through a proxy: the session's
	// cookie then never travels without it.
	Secure bool
}

// CheckAddress refuses an address that others can reach when nothing asks them
// who they are.
func (a Access) CheckAddress(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if a.Open && !loopback {
		return errors.New("an address outside this computer needs API keys or a password")
	}
	return nil
}

// secure sets the headers that keep a page to itself.
func (s *Server) secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
	c.Next()
}

// knownHost answers only requests for our own names: a page of elsewhere whose
// name was made to point at this computer gets nothing.
func (s *Server) knownHost(c *gin.Context) {
	host := c.Request.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if !slices.Contains(s.hosts, strings.ToLower(strings.Trim(host, "[]"))) {
		refuse(c, http.StatusForbidden, "unknown_host")
		return
	}
	c.Next()
}

// origins lets no page of another origin send anything that changes something.
var origins = http.NewCrossOriginProtection()

func (s *Server) sameOrigin(c *gin.Context) {
	if err := origins.Check(c.Request); err != nil {
		refuse(c, http.StatusForbidden, "cross_origin")
		return
	}
	c.Next()
}

// signedIn asks for an API key or a session, unless the server is open.
func (s *Server) signedIn(c *gin.Context) {
	if s.access.Open || s.access.holds(bearer(c.Request)) || s.inSession(c) {
		c.Next()
		return
	}
	if s.sessions != nil && strings.Contains(c.GetHeader("Accept"), "text/html") {
		c.Redirect(http.StatusSeeOther, "/sign-in")
		c.Abort()
		return
	}
	c.Header("WWW-Authenticate", `Bearer realm="kitei"`)
	refuse(c, http.StatusUnauthorized, "sign_in")
}

func bearer(r *http.Request) string {
	key, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !found {
		return ""
	}
	return key
}

// holds compares a key with all of ours in the same time, whichever it is.
func (a Access) holds(key string) bool {
	if key == "" {
		return false
	}
	sum := sha256.Sum256([]byte(key))
	found := 0
	for _, k := range a.Keys {
		found |= subtle.ConstantTimeCompare(sum[:], k[:])
	}
	return found == 1
}

// NewAccess is the access of those who hold one of the keys.
func NewAccess(keys ...string) Access {
	var a Access
	for _, k := range keys {
		a.Keys = append(a.Keys, sha256.Sum256([]byte(k)))
	}
	return a
}
