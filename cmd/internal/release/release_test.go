package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/rig"
	"monban/detect/policy"
)

// serve starts the next server.
func serve(t *testing.T) *rig.Sink {
	t.Helper()
	n, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Close)
	return n
}

// says has a server give an answer to a command about an address, and take the
// others.
func says(n *rig.Sink, verb, arg string, a rig.Say) {
	n.Answer(func(v, x string) rig.Say {
		if v == verb && x == arg {
			return a
		}
		return rig.Say{}
	})
}

const mail = "From: sato@corp.example\r\nSubject: x\r\nMessage-ID: <1@corp.example>\r\n\r\nhello\r\n.dot\r\n\r\n"

func sender(t *testing.T, n *rig.Sink) (*Sender, string, *time.Time) {
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
	return &Sender{Store: s, Next: n.Address, Node: "gw1", Key: []byte("k"), Log: slog.New(slog.DiscardHandler)}, id, &now
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
	if len(n.Mails()) != 1 || told != 1 || stateOf(t, s, id) != hold.Released {
		t.Fatalf("%d mails, %d told, %s", len(n.Mails()), told, stateOf(t, s, id))
	}
	got := n.Mails()[0]
	text := strings.ReplaceAll(got.Data, "\r\n..", "\r\n.")
	stamp, rest, _ := strings.Cut(text, "\r\n")
	if got.From != "sato@corp.example" || !slices.Equal(got.To, []string{"a@out.example", "b@out.example"}) || rest != mail {
		t.Errorf("got %+v", got)
	}
	value, _ := strings.CutPrefix(stamp, Header+": ")
	if got, ok, err := Check(s.Key, value, []string{"b@out.example", "A@out.example"}, strings.NewReader("Received: by x\r\n"+text), time.Now()); err != nil || !ok || got != id {
		t.Errorf("the stamp of a released message is not believed: %v, %v", ok, err)
	}
}

// What the next server says decides, and nothing is sent to some of the
// recipients only.
func TestAnswers(t *testing.T) {
	const busy, never = "451 4.3.0 later", "550 5.1.1 no"
	for _, test := range []struct {
		name      string
		verb, arg string
		say       rig.Say
		want      hold.State
	}{
		{"nobody greets", "CONNECT", "", rig.Say{Cut: true}, hold.Approved},
		{"greeting later", "CONNECT", "", rig.Say{Line: "421 4.3.2 later"}, hold.Approved},
		{"greeting never", "CONNECT", "", rig.Say{Line: "554 5.3.2 no"}, hold.Rejected},
		{"sender later", "MAIL", "sato@corp.example", rig.Say{Line: busy}, hold.Approved},
		{"sender never", "MAIL", "sato@corp.example", rig.Say{Line: never}, hold.Rejected},
		{"lost at the sender", "MAIL", "sato@corp.example", rig.Say{Cut: true}, hold.Approved},
		{"recipient later", "RCPT", "b@out.example", rig.Say{Line: busy}, hold.Approved},
		{"recipient never", "RCPT", "b@out.example", rig.Say{Line: never}, hold.Rejected},
		{"lost at a recipient", "RCPT", "b@out.example", rig.Say{Cut: true}, hold.Approved},
		{"text later", "DATA", "", rig.Say{Line: busy}, hold.Approved},
		{"text never", "DATA", "", rig.Say{Line: never}, hold.Rejected},
		{"lost at the text", "DATA", "", rig.Say{Cut: true}, hold.Approved},
		{"message later", ".", "", rig.Say{Line: busy}, hold.Approved},
		{"message never", ".", "", rig.Say{Line: never}, hold.Rejected},
		{"lost at the end", ".", "", rig.Say{Cut: true}, hold.Approved},
	} {
		n := serve(t)
		says(n, test.verb, test.arg, test.say)
		s, id, now := sender(t, n)
		var said error
		s.Told = func(_ *hold.Delivery, err error) { said = err }
		if _, err := s.One(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := stateOf(t, s, id); got != test.want || len(n.Mails()) != 0 {
			t.Errorf("%s: %s, %d mails", test.name, got, len(n.Mails()))
		}
		if test.want == hold.Rejected {
			if said == nil {
				t.Errorf("%s: nobody is told", test.name)
			}
			continue
		}
		n.Answer(nil)
		*now = now.Add(time.Hour)
		if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Released || len(n.Mails()) != 1 {
			t.Errorf("%s: later %s, %d mails, %v", test.name, stateOf(t, s, id), len(n.Mails()), err)
		}
	}
}

// When nobody can know whether the server took the message, it is sent again.
func TestLostAnswer(t *testing.T) {
	n := serve(t)
	says(n, ".", "", rig.Say{Cut: true, Keep: true})
	s, id, now := sender(t, n)
	if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Approved {
		t.Fatalf("%s, %v", stateOf(t, s, id), err)
	}
	n.Answer(nil)
	*now = now.Add(time.Hour)
	if _, err := s.One(context.Background()); err != nil || stateOf(t, s, id) != hold.Released {
		t.Fatalf("%s, %v", stateOf(t, s, id), err)
	}
	if len(n.Mails()) != 2 {
		t.Errorf("%d mails", len(n.Mails()))
	}
	for _, m := range n.Mails() {
		if !strings.Contains(m.Data, "Message-ID: <1@corp.example>") {
			t.Errorf("another message: %q", m.Data)
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
		{"old", stamp, mail, "secret", at.Add(valid + time.Second), false},
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
