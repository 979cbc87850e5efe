package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"kitei/api/web"
)

const keySignedIn = "in"

// newSessions holds sessions in memory: they end with the program, with the
// browser, after two idle hours, and after twelve hours in any case.
func newSessions(secure bool) *scs.SessionManager {
	m := scs.New()
	m.Lifetime, m.IdleTimeout = 12*time.Hour, 2*time.Hour
	m.HashTokenInStore = true
	m.Cookie.Name = "kitei"
	m.Cookie.HttpOnly, m.Cookie.Secure, m.Cookie.Persist = true, secure, false
	m.Cookie.SameSite = http.SameSiteStrictMode
	return m
}

func (s *Server) inSession(c *gin.Context) bool {
	return s.sessions != nil && s.sessions.GetBool(c.Request.Context(), keySignedIn)
}

// askPassword shows the page that asks for the password.
func (s *Server) askPassword(c *gin.Context) { s.signInPage(c, http.StatusOK, "") }

func (s *Server) signInPage(c *gin.Context, status int, notice string) {
	if s.sessions == nil {
		refuse(c, http.StatusNotFound, "not_found")
		return
	}
	var b bytes.Buffer
	if err := web.SignIn(&b, languageOf(c.Request), notice); err != nil {
		s.pageError(c, err)
		return
	}
	s.sendPage(c, status, b.Bytes())
}

// triesOf is how often one client may try a password.
var triesOf = Limits{Rate: rate.Every(12 * time.Second), Burst: 5}

// signIn takes the password; the session gets a new token.
func (s *Server) signIn(c *gin.Context) {
	if s.sessions == nil {
		refuse(c, http.StatusNotFound, "not_found")
		return
	}
	if !s.tries.allow(c.RemoteIP(), s.now(), triesOf) {
		note(c, "too_many_tries", nil)
		c.Header("Retry-After", "60")
		s.signInPage(c, http.StatusTooManyRequests, "too_many_tries")
		return
	}
	s.guessing.Lock()
	right, err := argon2id.ComparePasswordAndHash(c.PostForm("password"), s.access.Password)
	s.guessing.Unlock()
	if err != nil || !right {
		note(c, "wrong_password", nil)
		s.signInPage(c, http.StatusUnauthorized, "wrong_password")
		return
	}
	if err := s.sessions.RenewToken(c.Request.Context()); err != nil {
		s.pageError(c, err)
		return
	}
	s.sessions.Put(c.Request.Context(), keySignedIn, true)
	c.Redirect(http.StatusSeeOther, "/")
}

// signOut ends the session.
func (s *Server) signOut(c *gin.Context) {
	if s.sessions == nil {
		refuse(c, http.StatusNotFound, "not_found")
		return
	}
	if err := s.sessions.Destroy(c.Request.Context()); err != nil {
		s.pageError(c, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/sign-in")
}

// HashPassword gives the argon2id hash of a password, for [Access.Password].
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, argon2id.DefaultParams)
}

// IsPasswordHash tells whether a text is such a hash.
func IsPasswordHash(text string) bool {
	_, _, _, err := argon2id.DecodeHash(text)
	return err == nil
}

// ReadKeys reads the sums of API keys: one in hexadecimal a line; words after it
// and lines that begin with # are for people.
func ReadKeys(text string) ([][sha256.Size]byte, error) {
	var keys [][sha256.Size]byte
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		sum, err := hex.DecodeString(words[0])
		if err != nil || len(sum) != sha256.Size {
			return nil, fmt.Errorf("%d行目は SHA-256 の値ではありません", i+1)
		}
		keys = append(keys, [sha256.Size]byte(sum))
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("中に鍵がありません")
	}
	return keys, nil
}
