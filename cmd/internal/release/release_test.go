package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"monban/cmd/internal/hold"
	"monban/detect/policy"
)

// A next is a mail server that behaves as it is told.
type next struct {
	mu      sync.Mutex
	mails   []string
	rcpt    map[string]error
	data    error
	hangUp  bool // closes the connection behind the end of the message
	address string
}

func (n *next) NewSession(c *smtp.Conn) (smtp.Session, error) { return &session{n: n, c: c}, nil }

type session struct {
	n  *next
	c  *smtp.Conn
	to []string
}

func (s *session) Reset()                               { s.to = nil }
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return s.n.rcpt[to]
}

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.n.mu.Lock()
	defer s.n.mu.Unlock()
	if s.n.data != nil {
		return s.n.data
	}
	s.n.mails = append(s.n.mails, strings.Join(s.to, ",")+"\n"+string(b))
	if s.n.hangUp {
		s.n.hangUp = false
		s.c.Conn().Close()
	}
	return nil
}

func serve(t *testing.T) *next {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &next{address: l.Addr().String(), rcpt: map[string]error{}}
	srv := smtp.NewServer(n)
	srv.Domain = "next.example"
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return n
}

const mail = "From: sato@corp.example\r\nSubject: x\r\nMessage-ID: <1@corp.example>\r\n\r\nhello\r\n.dot\r\n\r\n"

func sender(t *testing.T, n *next) (*Sender, string, *time.Time) {
	t.Helper()
	now := time.Now()
	s, err := hold.Open(context.Background(), hold.Options{Source: filepath.Join(t.TempDir(), "hold.db"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	id, err := s.Put(context.Background(), &hold.Item{
		Expires: now.Add(time.Hour), Verdict: policy.Hold, People: 3, From: "sato@corp.example",
		Recipients: []hold.Recipient{{Address: "a@out.example", Verdict: policy.Hold}, {Address: "b@out.example", Verdict: policy.Hold}, {Address: "c@out.example", Verdict: policy.Block}},
	}, strings.NewReader(mail))
	if err != nil {
		t.Fatal(err)
	}
	err = s.Decide(context.Background(), id, hold.Decision{Actor: "boss@corp.example", Action: hold.Approve, People: 3, Recipients: []string{"a@out.example", "b@out.example"}})
	if err != nil {
		t.Fatal(err)
	}
	return &Sender{Store: s, Next: n.address, Node: "gw1", Key: []byte("k"), Log: slog.New(slog.DiscardHandler)}, id, &now
}

func stateOf(t *testing.T, s *Sender, id string) hold.State {
	t.Helper()
	it, err := s.Store.Get(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return it.State
}

func TestRelease(t *testing.T) {
	n := serve(t)
	s, id, _ := sender(t, n)
	told := 0
	s.Told = func(_ *hold.Delivery, err error) {
		told++
		if err != nil {
			t.Error(err)
		}
	}
	for want := range 2 {
		if found, err := s.One(context.Background()); err != nil || found != (want == 0) {
			t.Fatalf("%v, %v", found, err)
		}
	}
	if len(n.mails) != 1 || told != 1 || stateOf(t, s, id) != hold.Released {
		t.Fatalf("%d mails, %d told, %s", len(n.mails), told, stateOf(t, s, id))
	}
	to, got, _ := strings.Cut(n.mails[0], "\n")
	stamp, rest, _ := strings.Cut(got, "\r\n")
	if to != "a@out.example,b@out.example" || rest != mail {
		t.Errorf("to %s: %q", to, rest)
	}
	value, _ := strings.CutPrefix(stamp, Header+": ")
	if got, ok, err := Check(s.Key, value, []string{"b@out.example", "A@out.example"}, strings.NewReader("Received: by x\r\n"+got), time.Now()); err != nil || !ok || got != id {
		t.Errorf("the stamp of a released message is not believed: %v, %v", ok, err)
	}
}

// What the next server says decides, and nothing is sent to some of the
// recipients only.
func TestAnswers(t *testing.T) {
	busy := &smtp.SMTPError{Code: 451, Message: "later"}
	never := &smtp.SMTPError{Code: 550, Message: "no"}
	for _, test := range []struct {
		name string
		set  func(*next)
		want hold.State
	}{
		{"recipient later", func(n *next) { n.rcpt["b@out.example"] = busy }, hold.Approved},
		{"recipient never", func(n *next) { n.rcpt["b@out.example"] = never }, hold.Rejected},
		{"message later", func(n *next) { n.data = busy }, hold.Approved},
		{"message never", func(n *next) { n.data = never }, hold.Rejected},
	} {
		n := serve(t)
		test.set(n)
		s, id, now := sender(t, n)
		var said error
		s.Told = func(_ *hold.Delivery, err error) { said = err }
		if _, err := s.One(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := stateOf(t, s, id); got != test.want || len(n.mails) != 0 {
			t.Errorf("%s: %s, %d mails", test.name, got, len(n.mails))
		}
		if test.want == hold.Rejected {
			if said == nil {
				t.Errorf("%s: nobody is told", test.name)
			}
			continue
		}
		n.rcpt, n.data = map[string]error{}, nil
		*now = now.Add(time.Hour)
		if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Released || len(n.mails) != 1 {
			t.Errorf("%s: later %s, %d mails, %v", test.name, stateOf(t, s, id), len(n.mails), err)
		}
	}
}

// When nobody can know whether the server took the message, it is sent again.
func TestLostAnswer(t *testing.T) {
	n := serve(t)
	n.hangUp = true
	s, id, now := sender(t, n)
	if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Approved {
		t.Fatalf("%s, %v", stateOf(t, s, id), err)
	}
	*now = now.Add(time.Hour)
	if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Released {
		t.Fatalf("%s, %v", stateOf(t, s, id), err)
	}
	for _, m := range n.mails {
		if !strings.Contains(m, "Message-ID: <1@corp.example>") {
			t.Errorf("another message: %q", m)
		}
	}
}

func TestServerAway(t *testing.T) {
	n := serve(t)
	s, id, _ := sender(t, n)
	s.Next = "127.0.0.1:1"
	if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Approved {
		t.Fatalf("%s, %v", stateOf(t, s, id), err)
	}
}

func TestStamp(t *testing.T) {
	at := time.Unix(1_760_000_000, 0)
	key := []byte("secret")
	sum := sha256.New()
	if err := content(sum, strings.NewReader(mail)); err != nil {
		t.Fatal(err)
	}
	to := []string{"a@out.example", "b@out.example"}
	stamp := sign(key, "abc", at, to, sum.Sum(nil))
	for _, test := range []struct {
		name, value, mail string
		key               string
		now               time.Time
		want              bool
	}{
		{"right", stamp, mail, "secret", at, true},
		{"more headers", stamp, "Received: a\r\n" + mail, "secret", at.Add(time.Hour), true},
		{"other ends of lines", stamp, strings.ReplaceAll(mail, "\r\n", "\n"), "secret", at, true},
		{"empty lines at the end", stamp, mail + "\r\n\r\n", "secret", at, true},
		{"another text", stamp, mail + "x", "secret", at, false},
		{"another key", stamp, mail, "guess", at, false},
		{"no key", stamp, mail, "", at, false},
		{"another id", strings.Replace(stamp, "abc", "abd", 1), mail, "secret", at, false},
		{"old", stamp, mail, "secret", at.Add(Valid + time.Second), false},
		{"nothing", "", mail, "secret", at, false},
		{"noise", "id=abc; t=x; s=!", mail, "secret", at, false},
	} {
		id, ok, err := Check([]byte(test.key), test.value, to, strings.NewReader(test.mail), test.now)
		if err != nil || ok != test.want || ok && id != "abc" {
			t.Errorf("%s: %q %v %v", test.name, id, ok, err)
		}
	}
	for _, other := range [][]string{nil, {"a@out.example"}, {"a@out.example", "b@out.example", "c@out.example"}, {"a@out.example", "c@out.example"}} {
		if _, ok, _ := Check(key, stamp, other, strings.NewReader(mail), at); ok {
			t.Errorf("the stamp opens the way to %v", other)
		}
	}
}

// However a mail is cut into lines, content sees the same.
func FuzzContent(f *testing.F) {
	f.Add([]byte("A: b\r\n\r\nx\r\n\r\ny"))
	f.Add([]byte("\n\n\n"))
	f.Add(append([]byte("A: b\n\n"), bytes.Repeat([]byte("long "), 20_000)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte("\r")) {
			return // a lone CR is content; only CR LF is folded
		}
		var unix, dos bytes.Buffer
		if err := errors.Join(content(&unix, bytes.NewReader(b)), content(&dos, bytes.NewReader(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))))); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(unix.Bytes(), dos.Bytes()) {
			t.Errorf("%q and %q", unix.Bytes(), dos.Bytes())
		}
	})
}
