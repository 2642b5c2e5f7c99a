package review

import (
	"net"
	"net/http"
	"strings"

	"monban/cmd/internal/audit"
)

// user runs f for somebody who is logged in; everybody else is sent to the
// login.
func (s *Server) user(f func(*page, *Account)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := s.page(w, r)
		acc := s.who(r)
		if acc == nil {
			if r.Method == http.MethodGet {
				http.Redirect(w, r, "/login?to="+escape(r.URL.RequestURI()), http.StatusSeeOther)
				return
			}
			p.fail(http.StatusUnauthorized, "ログインし直してください", "Please log in again")
			return
		}
		p.User = acc
		f(p, acc)
	})
}

func (s *Server) loginPage(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	p.show(http.StatusOK, "login.html", loginView{To: local(r.URL.Query().Get("to"))})
}

// A loginView is what the login page shows.
type loginView struct {
	To, Address string
	Wrong       bool
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	address, to := strings.ToLower(strings.TrimSpace(r.PostFormValue("address"))), local(r.PostFormValue("to"))
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if !s.tries.allow("from "+host) || !s.tries.allow("as "+address) {
		s.Log.Warn("login: too many tries", "from", host)
		p.fail(http.StatusTooManyRequests, "試行回数が多すぎます。1分ほど待ってから、もう一度お試しください", "Too many tries. Please wait a minute and try again")
		return
	}
	acc := s.Accounts.Login(address, r.PostFormValue("password"))
	if acc == nil {
		s.Log.Warn("login: refused", "from", host)
		p.show(http.StatusUnauthorized, "login.html", loginView{To: to, Address: address, Wrong: true})
		return
	}
	s.tries.back("from " + host)
	s.tries.back("as " + address)
	if c, err := r.Cookie(s.cookie()); err == nil {
		s.sessions.end(c.Value) // nobody keeps a session from before the login
	}
	if err := s.Audit(audit.Entry{Event: "login", Actor: acc.Address}); err != nil {
		s.Log.Error("audit", "error", err)
		p.broken()
		return
	}
	s.setCookie(w, s.sessions.start(acc.Address), int(whole.Seconds()))
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookie()); err == nil {
		s.sessions.end(c.Value)
	}
	s.setCookie(w, "", -1)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// local keeps a redirect on these pages: "//elsewhere" and "https:…" lead away.
func local(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") || strings.HasPrefix(to, "/login") {
		return "/"
	}
	return to
}
