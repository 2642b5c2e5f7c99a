package relay

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"monban/cmd/internal/rig"
	"monban/cmd/internal/submit"
)

// start starts a relay and the server behind it.
func start(t *testing.T, change func(*Server)) (*rig.Sink, string) {
	t.Helper()
	n, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Close)
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Next: submit.Server{Address: n.Address}, Clients: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Name: "relay.example", Dir: t.TempDir(),
		MostMail: 1 << 20, MostTo: 200, Jobs: 4, Wait: time.Second, Log: slog.New(slog.DiscardHandler),
		Handle: func(context.Context, *Mail) Reply { return Reply{Action: Forward} }}
	change(s)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, front) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return n, front.Addr().String()
}

const text = "From: sato@corp.example\r\nSubject: first\r\n second\r\nTo: x@out.example\r\n\r\nhello\r\n..dot\r\nSubject: in the text\r\n"

func send(address, mail string, to ...string) error {
	return submit.Server{Address: address}.Mail(context.Background(), submit.Envelope{From: "sato@corp.example", To: to}, strings.NewReader(mail))
}

func TestForward(t *testing.T) {
	var seen Mail
	var body string
	n, at := start(t, func(s *Server) {
		s.Handle = func(_ context.Context, m *Mail) Reply {
			seen = *m
			b, err := io.ReadAll(io.NewSectionReader(m.Data, 0, m.Size))
			if err != nil {
				t.Error(err)
			}
			body = string(b)
			return Reply{Action: Forward, Header: []string{"X-Monban: pass\r\nBcc: evil@out.example"}}
		}
	})
	if err := send(at, text, "a@out.example", "b@out.example"); err != nil {
		t.Fatal(err)
	}
	if seen.From != "sato@corp.example" || len(seen.To) != 2 || seen.Subject != "first second" || body != text {
		t.Errorf("looked at %+v\n%q", seen, body)
	}
	if len(n.Mails()) != 1 {
		t.Fatalf("%d mails", len(n.Mails()))
	}
	d := n.Mails()[0]
	got := strings.ReplaceAll(d.Data, "\r\n..", "\r\n.")
	if d.From != "sato@corp.example" || strings.Join(d.To, ",") != "a@out.example,b@out.example" || !strings.HasSuffix(got, text) || !strings.Contains(got, "by relay.example (Monban)") || strings.Contains(got, "\nBcc") {
		t.Errorf("%+v", d)
	}
}

func TestSubject(t *testing.T) {
	n, at := start(t, func(s *Server) {
		s.Handle = func(context.Context, *Mail) Reply { return Reply{Action: Forward, Subject: "[Monban: hold] first"} }
	})
	if err := send(at, text, "a@out.example"); err != nil {
		t.Fatal(err)
	}
	if got := n.Mails()[0].Data; !strings.Contains(got, "Subject: [Monban: hold] first\r\nFrom:") || strings.Contains(got, "second") || !strings.Contains(got, "Subject: in the text") {
		t.Errorf("%s", got)
	}
	if got := string(rewrite([]byte("X-Monban: a\r\n b\r\nTo: x\r\nx-monban : c\r\nX-Monban-Other: d\r\n"), []string{"X-Monban"}, "")); got != "To: x\r\nX-Monban-Other: d\r\n" {
		t.Errorf("%q", got)
	}
}

// The sender hears that his mail was taken only when somebody has it.
func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		name  string
		reply Reply
		verb  string // at which the next server says
		say   rig.Say
		code  int
		mails int
	}{
		{"forward", Reply{Action: Forward}, "", rig.Say{}, 0, 1},
		{"stored", Reply{Action: Taken}, "", rig.Say{}, 0, 0},
		{"refused", Reply{Action: Refuse, Text: "個人情報 stopped\r\n250 ok"}, "", rig.Say{}, 550, 0},
		{"nobody decided", Reply{}, "", rig.Say{}, 451, 0},
		{"next does not greet", Reply{Action: Forward}, "CONNECT", rig.Say{Cut: true}, 451, 0},
		{"next greets later", Reply{Action: Forward}, "CONNECT", rig.Say{Line: "421 4.3.2 later"}, 421, 0},
		{"next says later to the sender", Reply{Action: Forward}, "MAIL", rig.Say{Line: "450 4.1.0 later"}, 450, 0},
		{"next refuses the sender", Reply{Action: Forward}, "MAIL", rig.Say{Line: "550 5.1.0 who"}, 550, 0},
		{"next hangs up at the sender", Reply{Action: Forward}, "MAIL", rig.Say{Cut: true}, 451, 0},
		{"next says later to a recipient", Reply{Action: Forward}, "RCPT", rig.Say{Line: "450 4.2.1 later"}, 450, 0},
		{"next refuses a recipient", Reply{Action: Forward}, "RCPT", rig.Say{Line: "550 5.1.1 who"}, 550, 0},
		{"next hangs up at a recipient", Reply{Action: Forward}, "RCPT", rig.Say{Cut: true}, 451, 0},
		{"next says later to the text", Reply{Action: Forward}, "DATA", rig.Say{Line: "452 4.3.1 full"}, 452, 0},
		{"next hangs up at the text", Reply{Action: Forward}, "DATA", rig.Say{Cut: true}, 451, 0},
		{"next says later", Reply{Action: Forward}, ".", rig.Say{Line: "452 4.3.1 full"}, 452, 0},
		{"next refuses", Reply{Action: Forward}, ".", rig.Say{Line: "552 5.3.4 big"}, 552, 0},
		{"next hangs up", Reply{Action: Forward}, ".", rig.Say{Cut: true}, 451, 0},
		// Nobody can know that it took the mail: the sender gives it again, under
		// the same Message-ID. A doubled mail is better than a lost one.
		{"next takes it and hangs up", Reply{Action: Forward}, ".", rig.Say{Cut: true, Keep: true}, 451, 1},
	} {
		n, at := start(t, func(s *Server) { s.Handle = func(context.Context, *Mail) Reply { return test.reply } })
		n.Answer(func(verb, _ string) rig.Say {
			if verb == test.verb {
				return test.say
			}
			return rig.Say{}
		})
		err := send(at, text, "a@out.example")
		code, words, _ := submit.Said(err)
		if code != test.code || (err == nil) != (test.code == 0) || len(n.Mails()) != test.mails {
			t.Errorf("%s: %v, %d mails", test.name, err, len(n.Mails()))
		}
		if strings.ContainsAny(words, "\r\n") {
			t.Errorf("%s: %q", test.name, words)
		}
	}
}

func TestPanicIsNoAcceptance(t *testing.T) {
	n, at := start(t, func(s *Server) { s.Handle = func(context.Context, *Mail) Reply { panic("boom") } })
	if code, _, _ := submit.Said(send(at, text, "a@out.example")); code != 451 || len(n.Mails()) != 0 {
		t.Errorf("%d, %d mails", code, len(n.Mails()))
	}
}

func TestNextAway(t *testing.T) {
	_, at := start(t, func(s *Server) { s.Next.Address = "127.0.0.1:1" })
	if code, _, _ := submit.Said(send(at, text, "a@out.example")); code != 451 {
		t.Errorf("%d", code)
	}
}

func TestLimits(t *testing.T) {
	n, at := start(t, func(s *Server) { s.MostMail, s.MostTo = 10_000, 3 })
	for name, test := range map[string]struct {
		mail string
		to   int
		code int
	}{
		"large":      {text + strings.Repeat("line of text\r\n", 1000), 1, 552},
		"recipients": {text, 4, 452},
		"circle":     {strings.Repeat("Received: from a by b\r\n", hops) + text, 1, 554},
		"no header":  {"\r\nhello\r\n", 1, 0},
		"no text":    {"Subject: x\r\n", 1, 0},
	} {
		var to []string
		for i := range test.to {
			to = append(to, fmt.Sprintf("r%d@out.example", i))
		}
		if code, _, _ := submit.Said(send(at, test.mail, to...)); code != test.code {
			t.Errorf("%s: %d, want %d", name, code, test.code)
		}
	}
	if len(n.Mails()) != 2 {
		t.Errorf("%d mails", len(n.Mails()))
	}
}

func TestClients(t *testing.T) {
	_, at := start(t, func(s *Server) { s.Clients = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} })
	if code, _, _ := submit.Said(send(at, text, "a@out.example")); code != 554 {
		t.Errorf("an open relay: %d", code)
	}
}

// Who cannot be looked at now is told to come again.
func TestBusy(t *testing.T) {
	hold := make(chan struct{})
	_, at := start(t, func(s *Server) {
		s.Jobs, s.Wait = 1, 50*time.Millisecond
		s.Handle = func(context.Context, *Mail) Reply { <-hold; return Reply{Action: Taken} }
	})
	first := make(chan error, 1)
	go func() { first <- send(at, text, "a@out.example") }()
	time.Sleep(200 * time.Millisecond)
	if code, _, _ := submit.Said(send(at, text, "b@out.example")); code != 451 {
		t.Errorf("%d", code)
	}
	close(hold)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// Several mails of one connection, and one that was given up, do not mix.
func TestOneConnection(t *testing.T) {
	n, at := start(t, func(*Server) {})
	c, err := smtp.Dial(at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(c.Mail("given-up@corp.example", nil))
	must(c.Rcpt("nobody@out.example", nil))
	must(c.Reset())
	for _, to := range []string{"a@out.example", "b@out.example"} {
		must(c.SendMail("sato@corp.example", []string{to}, strings.NewReader(text)))
	}
	got := n.Mails()
	if len(got) != 2 || !slices.Equal(got[0].To, []string{"a@out.example"}) || !slices.Equal(got[1].To, []string{"b@out.example"}) || got[1].From != "sato@corp.example" {
		t.Errorf("%+v", got)
	}
}

// With a certificate the relay encrypts, and a client that must be sure is.
func TestTLS(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	n, at := start(t, func(s *Server) {
		s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	})
	_, plain := start(t, func(*Server) {})
	for _, test := range []struct {
		name string
		to   submit.Server
		ok   bool
	}{
		{"may, offered", submit.Server{Address: at, TLS: "may"}, true},
		{"may, not offered", submit.Server{Address: plain, TLS: "may"}, true},
		{"must, believed", submit.Server{Address: at, TLS: "must", Roots: &tls.Config{RootCAs: roots}}, true},
		{"must, unknown", submit.Server{Address: at, TLS: "must"}, false},
		{"must, not offered", submit.Server{Address: plain, TLS: "must"}, false},
		{"none", submit.Server{Address: at}, true},
	} {
		err := test.to.Mail(context.Background(), submit.Envelope{From: "sato@corp.example", To: []string{"a@out.example"}}, strings.NewReader(text))
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if len(n.Mails()) != 3 {
		t.Errorf("%d mails", len(n.Mails()))
	}
}
