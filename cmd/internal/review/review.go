// Package review is the pages on which people decide about held messages: the
// sender confirms or withdraws, a second person approves or rejects, and both
// see who is exposed, what of theirs, and where, with every value masked.
//
// The pages are drawn here, on the server, without scripts, and load nothing
// from anywhere. Showing a page never decides anything; forms are taken from
// these pages only. Who may decide what is the knowledge of package hold; who
// somebody is, of an Accounts file, of a provider (package sso), or of the proxy in
// front.
package review

import (
	"context"
	"embed"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
	"monban/cmd/internal/look"
	"monban/cmd/internal/sso"
)

//go:embed assets/*.html
var assets embed.FS

// style goes on where that of package look ends.
//
//go:embed assets/style.css
var style string

// Options are what the pages need. Store, Audit and Log must be set.
type Options struct {
	Store *hold.Store
	// Accounts are those at the start; SetAccounts changes them.
	Accounts *Accounts
	// Audit records decisions and looks at originals.
	Audit func(audit.Entry) error
	Log   *slog.Logger
	// Origin is the address of the pages as browsers know it, "https://host": behind
	// a proxy, requests can name another host. "" is what requests name.
	Origin string
	// Secure tells that users reach the pages by https: cookies are sent over
	// nothing else then.
	Secure bool
	// UserHeader, when a request comes from one of Proxies, names the mail address
	// of somebody who has logged in at the proxy. "" turns it off.
	UserHeader string
	// Proxies also tell the address of the machine before them, in
	// X-Forwarded-For.
	Proxies []netip.Prefix
	// SSO logs people in at a provider, which SSOName names to them. Nil: it does
	// not.
	SSO     *sso.Provider
	SSOName string
	// Ja is the language of a browser that does not say which it wants.
	Ja bool
	// Refused calls each with the record's lines about mails that were refused at
	// once since then, for the near misses. Nil: there are none.
	Refused func(since time.Time, each func(audit.Entry)) error
	// Replace puts a file in the place of attachment n of a held message, checks it
	// again, stores what comes out, and returns its id. ReplaceMost bounds the file,
	// in bytes. Nil: senders cannot do that here.
	Replace     func(ctx context.Context, it *hold.Item, d hold.Decision, n int, name string, file io.Reader) (string, error)
	ReplaceMost int64
	// Now tells the time; nil is time.Now.
	Now func() time.Time
}

// A Server answers requests for the pages.
type Server struct {
	Options
	pages    *template.Template
	people   atomic.Pointer[Accounts]
	sessions *sessions
	tries    *limiter
	uploads  chan struct{} // those at the same time
}

// New makes a Server.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	t, err := template.New("").Funcs(template.FuncMap{"dict": dict}).ParseFS(assets, "assets/*.html")
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, pages: t, sessions: newSessions(o.Now), tries: newLimiter(o.Now), uploads: make(chan struct{}, 2)}
	s.SetAccounts(o.Accounts)
	return s, nil
}

// SetAccounts changes who can log in, and with which rights. It counts from the
// next request on: whoever lost his password or his line is logged out.
func (s *Server) SetAccounts(a *Accounts) { s.people.Store(a) }

func (s *Server) accounts() *Accounts { return s.people.Load() }

// Handler returns the pages. All that changes anything is a POST, and comes from
// a page of the same origin.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		io.WriteString(w, look.CSS+style)
	})
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /login", s.loginPage)
	mux.HandleFunc("POST /login", s.login)
	mux.HandleFunc("POST /logout", s.logout)
	mux.HandleFunc("GET /sso", s.ssoBegin)
	mux.HandleFunc("GET /sso/callback", s.ssoEnd)
	mux.HandleFunc("GET /l/{secret}", s.linkPage)
	mux.HandleFunc("POST /l/{secret}", s.link)
	mux.Handle("GET /{$}", s.user(s.home))
	mux.Handle("GET /search", s.user(s.search))
	mux.Handle("GET /near", s.user(s.near))
	mux.Handle("GET /m/{id}", s.user(s.message))
	mux.Handle("POST /m/{id}", s.user(s.decide))
	mux.Handle("POST /m/{id}/original", s.user(s.original))
	mux.Handle("GET /m/{id}/replace", s.user(s.replacePage))
	mux.Handle("POST /m/{id}/replace", s.user(s.replace))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.page(w, r).missing() })
	protection := http.NewCrossOriginProtection()
	if s.Origin != "" {
		if err := protection.AddTrustedOrigin(s.Origin); err != nil {
			s.Log.Error("origin", "error", err) // then the name in the request has to do
		}
	}
	return s.guard(protection.Handler(mux))
}

// formMost is the size of the largest form, in bytes.
const formMost = 256 << 10

// guard sets what every answer has: it is shown to nobody else, in no frame,
// from no cache.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		most := int64(formMost)
		if strings.HasSuffix(r.URL.Path, "/replace") {
			most += s.ReplaceMost
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next.ServeHTTP(w, r)
	})
}

// health answers whether the store can be reached.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.Ping(r.Context()); err != nil {
		s.Log.Error("health", "error", err)
		http.Error(w, "the store cannot be reached", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ok\n"))
}
