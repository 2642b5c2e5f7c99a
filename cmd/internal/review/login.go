package review

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/sso"
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
	p.show(http.StatusOK, "login.html", s.loginView(local(r.URL.Query().Get("to"))))
}

// A loginView is what the login page shows.
type loginView struct {
	To, Address string
	Wrong       bool
	Passwords   bool   // somebody can log in with one
	SSO, Name   string // the path to the provider, and its name
}

func (s *Server) loginView(to string) loginView {
	v := loginView{To: to, Passwords: s.SSO == nil || s.accounts().passwords()}
	if s.SSO != nil {
		v.SSO, v.Name = "/sso?to="+escape(to), s.SSOName
	}
	return v
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	address, to := strings.ToLower(strings.TrimSpace(r.PostFormValue("address"))), local(r.PostFormValue("to"))
	host := s.peer(r)
	if !s.tries.allow("from "+host) || !s.tries.allow("as "+address) {
		s.Log.Warn("login: too many tries", "from", host)
		p.fail(http.StatusTooManyRequests, "試行回数が多すぎます。1分ほど待ってから、もう一度お試しください", "Too many tries. Please wait a minute and try again")
		return
	}
	acc := s.accounts().Login(address, r.PostFormValue("password"))
	if acc == nil {
		s.Log.Warn("login: refused", "from", host)
		v := s.loginView(to)
		v.Address, v.Wrong = address, true
		p.show(http.StatusUnauthorized, "login.html", v)
		return
	}
	s.tries.back("from " + host)
	s.tries.back("as " + address)
	p.enter(acc, acc.hash, to, "password")
}

// enter begins a session, and leads to where the user wanted to go.
func (p *page) enter(acc *Account, proof, to, way string) {
	s := p.s
	if c, err := p.r.Cookie(s.cookie()); err == nil {
		s.sessions.end(c.Value) // nobody keeps a session from before the login
	}
	if err := s.Audit(audit.Entry{Event: "login", Actor: acc.Address, Detail: map[string]string{"way": way}}); err != nil {
		s.Log.Error("audit", "error", err)
		p.broken()
		return
	}
	s.setCookie(p.w, s.sessions.start(acc.Address, proof), int(whole.Seconds()))
	http.Redirect(p.w, p.r, to, http.StatusSeeOther)
}

// ssoBegin sends the browser to the provider.
func (s *Server) ssoBegin(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	if s.SSO == nil {
		p.missing()
		return
	}
	address, cookie, err := s.SSO.Begin(r.Context(), local(r.URL.Query().Get("to")))
	if err != nil {
		p.ssoError(err)
		return
	}
	s.setNamedCookie(w, s.cookie()+"-sso", cookie, sso.CookieAge)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// ssoEnd logs in whom the provider sends back.
func (s *Server) ssoEnd(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	c, err := r.Cookie(s.cookie() + "-sso")
	if s.SSO == nil || err != nil {
		p.ssoError(sso.ErrStale)
		return
	}
	s.setNamedCookie(w, c.Name, "", -1)
	address, to, err := s.SSO.End(r.Context(), r, c.Value)
	if err != nil {
		p.ssoError(err)
		return
	}
	p.enter(s.accounts().Find(address), "", local(to), "sso")
}

// ssoError says why nobody was logged in.
func (p *page) ssoError(err error) {
	p.s.Log.Warn("login: sso", "from", p.s.peer(p.r), "error", err)
	for _, e := range []struct {
		err    error
		status int
		ja, en string
	}{
		{sso.ErrStale, http.StatusForbidden, "ログインの手続きが途中で切れました。もう一度、ログインの画面からお試しください", "The login was interrupted. Please begin again from the login page"},
		{sso.ErrDenied, http.StatusForbidden, "ログインが取り消されたか、許可されませんでした。もう一度お試しください", "The login was cancelled or not permitted. Please try again"},
		{sso.ErrUnverified, http.StatusForbidden, "ログイン先で、メールアドレスの確認が済んでいません。ログイン先で確認を済ませるか、管理者に相談してください", "Your mail address has not been verified there. Please have it verified, or ask the administrator"},
		{sso.ErrAddress, http.StatusForbidden, "この組織のメールアドレスではありません。組織のアカウントでログインし直すか、管理者に相談してください", "That is no mail address of this organisation. Please log in with your account here, or ask the administrator"},
	} {
		if errors.Is(err, e.err) {
			p.fail(e.status, e.ja, e.en)
			return
		}
	}
	p.fail(http.StatusBadGateway, "ログイン先に接続できないか、正しい答えが返りませんでした。時間をおいてお試しください。続くときは、管理者に連絡してください（ログに理由があります）", "The login service cannot be reached, or gave a wrong answer. Please try again later; if it goes on, tell the administrator (the log has the reason)")
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookie()); err == nil {
		s.sessions.end(c.Value)
	}
	s.setCookie(w, "", -1)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// local keeps a redirect on these pages: "//elsewhere" and "https:…" lead away, and
// so does "/\t/elsewhere", of which browsers drop the tab.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/login") ||
		strings.ContainsFunc(to, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) {
		return "/"
	}
	return to
}
