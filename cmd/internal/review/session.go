package review

import (
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// How long a session lasts: without a request, and at most.
const (
	idle  = 2 * time.Hour
	whole = 12 * time.Hour
)

// sessions are who is logged in. They live in memory: after a restart people
// log in again.
type sessions struct {
	mu   sync.Mutex
	now  func() time.Time
	list map[string]*session
}

type session struct {
	address     string
	proof       string // what the login rested on; "" is somebody else's word
	begin, last time.Time
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, list: map[string]*session{}}
}

// sessionsMost bounds the memory that logins take.
const sessionsMost = 10_000

func (s *sessions) start(address, proof string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for id, e := range s.list {
		if e.over(now) || len(s.list) >= sessionsMost {
			delete(s.list, id)
		}
	}
	id := rand.Text()
	s.list[id] = &session{address, proof, now, now}
	return id
}

func (e *session) over(now time.Time) bool {
	return now.Sub(e.last) > idle || now.Sub(e.begin) > whole
}

func (s *sessions) find(id string) (address, proof string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, now := s.list[id], s.now()
	if e == nil || e.over(now) {
		return "", ""
	}
	e.last = now
	return e.address, e.proof
}

func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.list, id)
}

// cookie names the session. The prefix makes browsers refuse it from other
// hosts and over http.
func (s *Server) cookie() string {
	if s.Secure {
		return "__Host-monban"
	}
	return "monban"
}

func (s *Server) setCookie(w http.ResponseWriter, value string, age int) {
	s.setNamedCookie(w, s.cookie(), value, age)
}

// setNamedCookie sets a cookie that no script sees. It comes along when somebody
// follows a link from a mail or from the provider, and with no form elsewhere.
func (s *Server) setNamedCookie(w http.ResponseWriter, name, value string, age int) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}

// who returns who makes a request, nil when nobody is known.
func (s *Server) who(r *http.Request) *Account {
	if s.UserHeader != "" && s.fromProxy(r) {
		if v := r.Header.Values(s.UserHeader); len(v) == 1 && v[0] != "" {
			return s.accounts().Find(v[0])
		}
	}
	c, err := r.Cookie(s.cookie())
	if err != nil {
		return nil
	}
	address, proof := s.sessions.find(c.Value)
	if address == "" {
		return nil
	}
	acc := s.accounts().Find(address)
	if proof != "" && acc.hash != proof { // the password was changed, or the line taken out
		return nil
	}
	return acc
}

// fromProxy reports whether the proxy sent a request: anybody else can write any
// header.
func (s *Server) fromProxy(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && s.proxy(host)
}

// peer is the machine from which a request comes: behind proxies, the one that
// the first of them saw. What stands farther to the left in the header, anybody
// can have written.
func (s *Server) peer(r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for len(hops) > 0 && s.proxy(host) {
		hop := strings.TrimSpace(hops[len(hops)-1])
		if _, err := netip.ParseAddr(hop); err != nil {
			break
		}
		host, hops = hop, hops[:len(hops)-1]
	}
	return host
}

func (s *Server) proxy(host string) bool {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, p := range s.Proxies {
		if p.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// A limiter lets a few tries through at once and then one every little while,
// for each address of a person or machine.
type limiter struct {
	mu   sync.Mutex
	now  func() time.Time
	list map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// Tries at once, how long until another one, and how many names are remembered.
const (
	tries     = 8
	refill    = 15 * time.Second
	namesMost = 20_000
)

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, list: map[string]*bucket{}}
}

func (l *limiter) allow(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if len(l.list) >= namesMost {
		for k, b := range l.list {
			if now.Sub(b.at) > tries*refill {
				delete(l.list, k)
			}
		}
		if len(l.list) >= namesMost {
			return false // an attack from everywhere: nobody gets in for a while
		}
	}
	b := l.list[name]
	if b == nil {
		b = &bucket{left: tries, at: now}
		l.list[name] = b
	}
	b.left = min(tries, b.left+float64(now.Sub(b.at))/float64(refill))
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// back returns a try that was none: whoever knows the password is no guesser,
// and a whole office can come from one address.
func (l *limiter) back(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if b := l.list[name]; b != nil {
		b.left = min(tries, b.left+1)
	}
}
