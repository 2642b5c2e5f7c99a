package milter

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNegotiation(t *testing.T) {
	for _, c := range []struct{ offered, want offer }{
		{postfix, offer{6, 0x31, wanted}},
		{old, offer{2, 0x11, 0}},
		{offer{99, 0, math.MaxUint32}, offer{6, 0, wanted}},
	} {
		if got := c.offered.answer(); got != c.want {
			t.Errorf("%+v: got %+v", c.offered, got)
		}
	}
	if postfix.answer().steps&0x200 != 0 {
		t.Error("DATA is left out: every mail takes 40 ms more over TCP")
	}
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle})
	for _, bad := range []string{"", "short", string(offer{1, 0, 0}.bytes())} {
		m := dial()
		m.send(cmdNegotiate, bad)
		m.want("closed")
	}
	dial().hello(postfix)
}

func TestMail(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle})
	m := dial().hello(postfix)
	m.envelope("sato@example.co.jp", "a@example.com", "bcc@example.net")
	m.content("4bXyz", []string{"From: sato@example.co.jp", "Subject: =?utf-8?B?5ZCN57C/?=\n folded", "X-Raw:\x93\xfa\x96\x7b", "X-Empty:"}, "line 1\r\n", strings.Repeat("x", 65535), "\r\nno end")
	m.want("a")
	want := "From: sato@example.co.jp\r\nSubject: =?utf-8?B?5ZCN57C/?=\r\n folded\r\nX-Raw:\x93\xfa\x96\x7b\r\nX-Empty:\r\n\r\nline 1\r\n" + strings.Repeat("x", 65535) + "\r\nno end"
	if s.texts[0] != want {
		t.Errorf("got %.200q", s.texts[0])
	}
	got := s.mails[0]
	if got.ID != "4bXyz" || got.From != "sato@example.co.jp" || !slices.Equal(got.To, []string{"a@example.com", "bcc@example.net"}) || got.Login != "sato" ||
		!slices.Equal(got.FromArgs, []string{"SIZE=100", "BODY=8BITMIME"}) || len(got.ToArgs) != 2 || got.ToArgs[1][0] != "NOTIFY=NEVER" ||
		got.Host != "client.example" || got.Addr != "192.0.2.7" || got.Helo != "pc7" || got.Macros["j"] != "gw.example" || got.Macros["mail_addr"] != "sato@example.co.jp" ||
		got.Subject != "=?utf-8?B?5ZCN57C/?=\n folded" || got.Size != int64(len(want)) || got.TooLarge {
		t.Errorf("got %+v", got)
	}
}

// A mail server that agrees to nothing is answered at each step.
func TestOldMailServer(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle})
	m := dial().hello(old)
	m.envelope("", "a@example.com")
	m.want("c")
	m.send(cmdData, "")
	m.want("c")
	m.content("", []string{"Subject:x"}, "body")
	m.want("c", "c", "c", "a")
	if s.texts[0] != "Subject: x\r\n\r\nbody" || s.mails[0].From != "" {
		t.Errorf("got %q from %q", s.texts[0], s.mails[0].From)
	}
}

// Recipients are exact for each mail, however many come in one connection and
// however they end. The library at hand mixes them up.
func TestSeveralMailsInOneConnection(t *testing.T) {
	s := &seen{reply: func(m *Mail) Reply {
		if m.ID == "refused" {
			return Reply{Action: Reject, Text: "no"}
		}
		return Reply{Action: Accept}
	}}
	dial, _ := serve(t, &Server{Handle: s.handle})
	m := dial().hello(postfix)
	m.envelope("a@example.co.jp", "1@example.com", "2@example.com")
	m.content("refused", nil, "first")
	m.want("y 550 5.7.1 no|")
	m.send(cmdAbort, "") // Postfix does this after every mail

	m.envelope("b@example.co.jp", "3@example.com")
	m.send(cmdAbort, "") // RSET
	m.envelope("c@example.co.jp", "4@example.com")
	m.send(cmdHeader, "Subject\x00lost\x00") // and no end: MAIL begins anew
	m.envelope("d@example.co.jp", "5@example.com")
	m.content("second", nil, "second")
	m.want("a")
	hundred := make([]string, 100)
	for i := range hundred {
		hundred[i] = fmt.Sprintf("n%d@example.com", i)
	}
	m.envelope("", hundred...)
	m.content("third", nil)
	m.want("a")
	m.send(cmdNewConn, "")
	m.send(cmdConnect, "other.example\x006\x00\x00IPv6:2001:db8::1\x00")
	m.send(cmdMail, "<e@example.co.jp>\x00") // no macros this time
	m.want("c")
	m.send(cmdRcpt, "<6@example.com>\x00")
	m.content("fourth", nil)
	m.want("a")
	m.send(cmdQuit, "")
	m.want("closed")

	var got []string
	for _, x := range s.mails {
		got = append(got, fmt.Sprintf("%s %s>%d:%s login=%s host=%s addr=%s helo=%s subject=%s", x.ID, x.From, len(x.To), x.To[0], x.Login, x.Host, x.Addr, x.Helo, x.Subject))
	}
	want := []string{
		"refused a@example.co.jp>2:1@example.com login=sato host=client.example addr=192.0.2.7 helo=pc7 subject=",
		"second d@example.co.jp>1:5@example.com login=sato host=client.example addr=192.0.2.7 helo=pc7 subject=",
		"third >100:n0@example.com login=sato host=client.example addr=192.0.2.7 helo=pc7 subject=",
		"fourth e@example.co.jp>1:6@example.com login= host=other.example addr=IPv6:2001:db8::1 helo= subject=",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.Equal(s.texts, []string{"\r\nfirst", "\r\nsecond", "\r\n", "\r\n"}) {
		t.Errorf("got %q", s.texts)
	}
}

func TestReplies(t *testing.T) {
	noHold, noChange := postfix, postfix
	noHold.actions &^= actQuarantine
	noChange.actions &^= actChgHeaders
	spaceless := postfix
	spaceless.steps &^= leadingSpace
	set := []Header{{"Subject", "[Monban]\r\n\x93\xfa"}, {"X-Monban", "hold"}}
	for _, c := range []struct {
		name  string
		offer offer
		reply Reply
		want  []string
	}{
		{"nothing", postfix, Reply{}, []string{"t"}},
		{"tempfail", postfix, Reply{Text: "later"}, []string{"y 451 4.7.1 later|"}},
		{"accept", postfix, Reply{Action: Accept}, []string{"a"}},
		{"reject", postfix, Reply{Action: Reject, Text: "100% 門番 see\r\nhttps://example.co.jp/1"}, []string{"y 550 5.7.1 100%%  seehttps://example.co.jp/1|"}},
		{"reject without words", postfix, Reply{Action: Reject}, []string{"y 550 5.7.1 refused by policy|"}},
		{"long", postfix, Reply{Action: Reject, Text: strings.Repeat("z", 4000)}, []string{"y 550 5.7.1 " + strings.Repeat("z", longestText) + "|"}},
		{"hold", postfix, Reply{Action: Quarantine, Text: "id 7"}, []string{"q id 7|", "a"}},
		{"stored elsewhere", postfix, Reply{Action: Discard, Set: set}, []string{"d"}},
		{"headers removed", spaceless, Reply{Action: Accept, Set: []Header{{"X-Monban", ""}, {"X-None", ""}}}, []string{"m2 X-Monban||", "m1 X-Monban||", "a"}},
		{"hold without words", postfix, Reply{Action: Quarantine}, []string{"q held|", "a"}},
		{"hold not offered", noHold, Reply{Action: Quarantine, Set: set}, []string{"y 451 4.7.1 this mail must be held, and the mail server does not allow that to its milter|"}},
		{"headers", postfix, Reply{Action: Accept, Set: set}, []string{"m1 Subject| [Monban]  \x93\xfa|", "m2 X-Monban||", "m1 X-Monban| hold|", "a"}},
		{"headers and hold", spaceless, Reply{Action: Quarantine, Text: "x", Set: []Header{{"X-New", "1"}, {"X-Monban", "2"}}}, []string{"h X-New|1|", "m2 X-Monban||", "m1 X-Monban|2|", "q x|", "a"}},
		{"no changes offered", noChange, Reply{Action: Accept, Set: set}, []string{"a"}},
		{"an unknown action", postfix, Reply{Action: 99, Text: "x"}, []string{"y 451 4.7.1 x|"}},
	} {
		s := &seen{reply: func(*Mail) Reply { return c.reply }}
		dial, stop := serve(t, &Server{Handle: s.handle})
		m := dial().hello(c.offer)
		m.envelope("a@example.co.jp", "b@example.com")
		m.content("1", []string{"Subject: s", "X-Monban: forged", "x-monban: again"})
		if c.offer.steps&silentHeader == 0 {
			t.Fatal("the headers are answered")
		}
		for _, want := range c.want {
			if got := m.next(); got != want {
				t.Errorf("%s: got %q, want %q", c.name, got, want)
			}
		}
		m.send(cmdQuit, "")
		stop()
	}
}

// What is not the protocol ends its connection and no other.
func TestMalformed(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle, Stall: time.Second})
	good := dial().hello(postfix)
	good.envelope("a@example.co.jp", "b@example.com")
	for name, raw := range map[string]string{
		"length zero":   "\x00\x00\x00\x00",
		"4 GiB":         "\xff\xff\xff\xffA",
		"a web browser": "GET / HTTP/1.1\r\n\r\n",
		"before":        "\x00\x00\x00\x02M\x00",
	} {
		m := dial()
		if _, err := io.WriteString(m.c, raw); err != nil {
			t.Fatal(err)
		}
		if got := m.next(); got != "closed" {
			t.Errorf("%s: got %q", name, got)
		}
	}
	for name, p := range map[string][2]string{
		"unknown": {"Z", ""}, "rcpt first": {"R", "<a>\x00"}, "body first": {"B", "x"}, "end first": {"E", ""}, "header first": {"L", "a\x00b\x00"}, "mail without end": {"M", "<a>"},
		"mail empty": {"M", ""}, "connect": {"C", "x"}, "macro": {"D", ""}, "macro torn": {"D", "Mi"},
	} {
		m := dial().hello(postfix)
		m.send(p[0][0], p[1])
		if got := m.next(); got != "closed" {
			t.Errorf("%s: got %q", name, got)
		}
	}
	half := dial().hello(postfix)
	if _, err := io.WriteString(half.c, "\x00\x0f\x00\x00Bxxx"); err != nil {
		t.Fatal(err)
	}
	half.c.(*net.TCPConn).CloseWrite()
	half.want("closed")
	good.content("1", nil, "x")
	good.want("a")
	if len(s.mails) != 1 {
		t.Errorf("%d mails", len(s.mails))
	}
}

func TestDeadlines(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle, Idle: 400 * time.Millisecond, Stall: 50 * time.Millisecond})
	idle, stalled := dial().hello(postfix), dial().hello(postfix)
	stalled.envelope("a@example.co.jp", "b@example.com")
	start := time.Now()
	stalled.want("closed")
	if d := time.Since(start); d > 300*time.Millisecond {
		t.Errorf("in the middle of a mail: closed after %s", d)
	}
	idle.want("closed")
	if d := time.Since(start); d < 200*time.Millisecond {
		t.Errorf("between mails: closed after %s", d)
	}
}

func TestTooManyConnections(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle, MostConns: 2})
	a, b := dial().hello(postfix), dial().hello(postfix)
	dial().want("closed")
	a.send(cmdQuit, "")
	a.want("closed")
	for range 100 { // its place is free soon
		c := dial()
		c.send(cmdNegotiate, string(postfix.bytes()))
		if c.next() != "closed" {
			b.envelope("", "x@example.com")
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the place of a closed connection stays taken")
}

func TestSlowCheckTellsProgress(t *testing.T) {
	release := make(chan bool)
	dial, _ := serve(t, &Server{Jobs: 1, Progress: 20 * time.Millisecond, Wait: 150 * time.Millisecond, Handle: func(context.Context, *Mail) Reply {
		<-release
		return Reply{Action: Accept}
	}})
	first, second := dial().hello(postfix), dial().hello(postfix)
	first.envelope("a@example.co.jp", "b@example.com")
	first.content("1", nil, "x")
	first.want("p", "p")
	second.envelope("a@example.co.jp", "b@example.com")
	second.content("2", nil, "x")
	for {
		got := second.next()
		if got == "p" {
			continue
		}
		if got != "y 451 4.7.1 too many mails are being checked; try again later|" {
			t.Errorf("got %q", got)
		}
		break
	}
	close(release)
	for got := "p"; got == "p"; {
		if got = first.next(); got != "p" && got != "a" {
			t.Errorf("got %q", got)
		}
	}
}

func TestHangUpEndsTheCheck(t *testing.T) {
	ended, began := make(chan error, 1), make(chan bool)
	dial, _ := serve(t, &Server{Progress: 10 * time.Millisecond, Handle: func(ctx context.Context, _ *Mail) Reply {
		close(began)
		<-ctx.Done()
		ended <- ctx.Err()
		return Reply{Action: Accept}
	}})
	m := dial().hello(postfix)
	m.envelope("a@example.co.jp", "b@example.com")
	m.content("1", nil, "x")
	<-began
	m.c.Close()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the check goes on for nobody")
	}
}

func TestPanicAndFullDisk(t *testing.T) {
	dial, _ := serve(t, &Server{Handle: func(context.Context, *Mail) Reply { panic("見本花子") }})
	m := dial().hello(postfix)
	for range 2 {
		m.envelope("a@example.co.jp", "b@example.com")
		m.content("1", nil, "x")
		m.want("y 451 4.7.1 the check failed; try again later|")
	}
	s := &seen{}
	dial, _ = serve(t, &Server{Handle: s.handle, Dir: filepath.Join(t.TempDir(), "missing")})
	m = dial().hello(postfix)
	m.envelope("a@example.co.jp", "b@example.com")
	m.content("1", nil, strings.Repeat("x", 60<<10), strings.Repeat("x", 60<<10))
	m.want("y 451 4.7.1 the mail cannot be checked now; try again later|")
	if len(s.mails) > 0 {
		t.Error("a mail without a place to lie was handled")
	}
	m.envelope("a@example.co.jp", "b@example.com")
	m.content("2", nil, "x") // a small one needs none
	m.want("a")
	// A disk that fills up while the mail comes.
	tr := begin(t.TempDir(), 1<<20)
	tr.write(make([]byte, inMemory))
	tr.write([]byte("x"))
	tr.file.Close()
	tr.write(make([]byte, 100<<10))
	if err := tr.whole(); err == nil {
		t.Error("a lost write is no error")
	}
	tr.end()
}

func TestTooLarge(t *testing.T) {
	s := &seen{}
	dial, _ := serve(t, &Server{Handle: s.handle, MostMail: 1000})
	m := dial().hello(postfix)
	for _, n := range []int{900, 1000 - 2, 1000 - 1, 5000, 10} {
		m.envelope("a@example.co.jp", "b@example.com")
		m.content("1", nil, strings.Repeat("x", n/2), strings.Repeat("x", n-n/2))
		m.want("a")
		got := s.mails[len(s.mails)-1]
		if got.TooLarge != (n+2 > 1000) || len(s.texts[len(s.texts)-1]) != min(n+2, 1000) || got.Size != int64(min(n+2, 1000)) {
			t.Errorf("%d bytes: %v, %d", n, got.TooLarge, got.Size)
		}
	}
}

func TestTooManyHeaders(t *testing.T) {
	tr := begin(t.TempDir(), 1<<30)
	defer tr.end()
	for i := range mostHeaders {
		tr.header(fmt.Sprint("X-", i), "", true)
	}
	if tr.failed != nil {
		t.Fatal(tr.failed)
	}
	tr.header("Y", "", true)
	if err := tr.whole(); !errors.Is(err, errMany) {
		t.Errorf("got %v", err)
	}
}

// Told to stop, the server ends what it began, and begins nothing new.
func TestDrain(t *testing.T) {
	release, began := make(chan bool), make(chan bool, 2)
	srv := &Server{Drain: 10 * time.Second, Handle: func(ctx context.Context, m *Mail) Reply {
		began <- true
		<-release
		return Reply{Action: Accept, Text: m.ID}
	}}
	dial, stop := serve(t, srv)
	idle, checked, arriving := dial().hello(postfix), dial().hello(postfix), dial().hello(postfix)
	checked.envelope("a@example.co.jp", "b@example.com")
	checked.content("1", nil, "x")
	<-began
	arriving.envelope("a@example.co.jp", "c@example.com")
	stopped := make(chan bool)
	go func() { stop(); close(stopped) }()
	idle.want("closed")
	arriving.content("2", nil, "x")
	<-began
	close(release)
	checked.want("a")
	arriving.want("a")
	checked.want("closed")
	<-stopped
}

// What does not end in time is cut off; the mail server takes that as a
// failure, and tries again later.
func TestDrainHasAnEnd(t *testing.T) {
	began := make(chan bool)
	dial, stop := serve(t, &Server{Drain: 50 * time.Millisecond, Handle: func(ctx context.Context, _ *Mail) Reply {
		close(began)
		<-ctx.Done()
		return Reply{Action: Accept}
	}})
	m, half := dial().hello(postfix), dial().hello(postfix)
	half.envelope("a@example.co.jp", "b@example.com")
	m.envelope("a@example.co.jp", "b@example.com")
	m.content("1", nil, "x")
	<-began
	stop()
	if got := half.next(); got != "closed" {
		t.Errorf("got %q", got)
	}
}

func FuzzPacket(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x02M\x00\x00\x00\x00\x01A"))
	f.Add([]byte("\x00\x0f\xff\xffB"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bufio.NewReader(bytes.NewReader(b))
		var buf []byte
		var back bytes.Buffer
		w := bufio.NewWriter(&back)
		for {
			cmd, data, grown, err := readPacket(r, buf)
			if err != nil {
				break
			}
			buf = grown
			if err := writePacket(w, cmd, data); err != nil {
				t.Fatal(err)
			}
			if cap(buf) > 4*len(b)+128<<10 {
				t.Errorf("%d bytes for an input of %d", cap(buf), len(b))
			}
		}
		w.Flush()
		if !bytes.HasPrefix(b, back.Bytes()) {
			t.Errorf("read %x from %x", back.Bytes(), b)
		}
	})
}

// FuzzTalk lets a mail server say anything. No mail may be handled that it did
// not send from MAIL to its end.
func FuzzTalk(f *testing.F) {
	packet := func(list ...string) []byte {
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		for _, s := range list {
			writePacket(w, s[0], []byte(s[1:]))
		}
		w.Flush()
		return b.Bytes()
	}
	f.Add(packet("O"+string(postfix.bytes()), "DMi\x001\x00", "M<a>\x00", "R<b>\x00", "LSubject\x00x\x00", "N", "Bhello", "E", "A", "M<c>\x00", "Q"))
	f.Add(packet("O"+string(old.bytes()), "Cx\x00U", "M<a>\x00", "A", "E"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ends, handled := bytes.Count(b, []byte{cmdEnd}), 0
		s := &Server{Dir: t.TempDir(), Handle: func(_ context.Context, m *Mail) Reply {
			handled++
			if n, err := io.Copy(io.Discard, io.NewSectionReader(m.Data, 0, m.Size)); n != m.Size || err != nil {
				t.Errorf("%d of %d bytes: %v", n, m.Size, err)
			}
			return Reply{Action: Quarantine, Set: []Header{{"Subject", "x"}}}
		}}
		s.once.Do(s.defaults)
		here, there := net.Pipe()
		go func() {
			there.Write(b)
			there.Close()
		}()
		go io.Copy(io.Discard, there)
		k := s.admit(here)
		_ = k.talk(context.Background()) // any error will do
		s.leave(k)
		if handled > ends || handled > 0 && !bytes.Contains(b, []byte{cmdMail}) {
			t.Errorf("%d mails were handled", handled)
		}
	})
}
