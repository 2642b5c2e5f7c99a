package milter

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// An mta plays the mail server.
type mta struct {
	t *testing.T
	c net.Conn
	r *bufio.Reader
	// data tells that DATA is part of the conversation, as from version 4 on.
	data bool
}

// postfix is what Postfix 3.7 offers.
var postfix = offer{6, 0x1ff, 0x1fffff}

// old is what a mail server of protocol version 2 offers.
var old = offer{2, 0x1f, 0x7f}

func serve(t *testing.T, s *Server) (dial func() *mta, stop func()) {
	t.Helper()
	if s.Dir == "" {
		s.Dir = t.TempDir()
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Serve: %v", err)
			}
		case <-time.After(20 * time.Second):
			t.Error("Serve does not end")
		}
		if left, err := os.ReadDir(s.Dir); err == nil && len(left) > 0 {
			t.Errorf("%d files are left", len(left))
		}
	})
	t.Cleanup(stop)
	return func() *mta {
		t.Helper()
		c, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return &mta{t: t, c: c, r: bufio.NewReader(c)}
	}, stop
}

func (m *mta) send(cmd byte, data string) {
	m.t.Helper()
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	if err := writePacket(w, cmd, []byte(data)); err != nil {
		m.t.Fatal(err)
	}
	w.Flush()
	if _, err := m.c.Write(b.Bytes()); err != nil {
		m.t.Logf("send %c: %v", cmd, err) // what follows will tell
	}
}

// next returns the next answer as text; "closed" when there is none.
func (m *mta) next() string {
	m.t.Helper()
	m.c.SetReadDeadline(time.Now().Add(10 * time.Second))
	cmd, data, _, err := readPacket(m.r, nil)
	if ne, ok := err.(net.Error); ok && ne.Timeout() {
		m.t.Fatal("no answer")
	}
	if err != nil {
		return "closed"
	}
	switch {
	case cmd == ansChgHeader:
		return string(cmd) + string(rune('0'+binary.BigEndian.Uint32(data))) + " " + strings.ReplaceAll(string(data[4:]), "\x00", "|")
	case len(data) == 0:
		return string(cmd)
	}
	return string(cmd) + " " + strings.ReplaceAll(string(data), "\x00", "|")
}

func (m *mta) want(answers ...string) {
	m.t.Helper()
	for _, want := range answers {
		if got := m.next(); got != want {
			m.t.Fatalf("got %q, want %q", got, want)
		}
	}
}

// hello negotiates and greets.
func (m *mta) hello(o offer) *mta {
	m.t.Helper()
	m.send(cmdNegotiate, string(o.bytes()))
	m.data = o.version >= 4
	m.c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if cmd, data, _, err := readPacket(m.r, nil); err != nil || cmd != cmdNegotiate || !bytes.Equal(data, o.answer().bytes()) {
		m.t.Fatalf("negotiation: %c %x %v", cmd, data, err)
	}
	m.send(cmdMacro, "Cj\x00gw.example\x00")
	m.send(cmdConnect, "client.example\x004\x10\x00192.0.2.7\x00")
	m.send(cmdMacro, "H")
	m.send(cmdHelo, "pc7\x00")
	if o.steps&silentHelo == 0 {
		m.want("c", "c")
	}
	return m
}

// envelope sends MAIL and RCPT.
func (m *mta) envelope(from string, to ...string) {
	m.t.Helper()
	m.send(cmdMacro, "M{auth_authen}\x00sato\x00{mail_addr}\x00"+from+"\x00")
	m.send(cmdMail, "<"+from+">\x00SIZE=100\x00BODY=8BITMIME\x00")
	m.want("c")
	for _, a := range to {
		m.send(cmdMacro, "R{rcpt_addr}\x00"+a+"\x00")
		m.send(cmdRcpt, "<"+a+">\x00NOTIFY=NEVER\x00")
	}
}

// content sends headers and a body, up to the end of the mail.
func (m *mta) content(id string, headers []string, body ...string) {
	m.t.Helper()
	m.send(cmdMacro, "T")
	if m.data { // an answer, or Postfix waits 40 ms before it sends more
		m.send(cmdData, "")
		m.want("c")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		m.send(cmdHeader, name+"\x00"+value+"\x00")
	}
	m.send(cmdHeaderEnd, "")
	for _, b := range body {
		m.send(cmdBody, b)
	}
	m.send(cmdMacro, "Ei\x00"+id+"\x00")
	m.send(cmdEnd, "")
}

// seen keeps what Handle was given.
type seen struct {
	mu    sync.Mutex
	mails []Mail
	texts []string
	reply func(*Mail) Reply
}

func (s *seen) handle(_ context.Context, m *Mail) Reply {
	b, err := io.ReadAll(io.NewSectionReader(m.Data, 0, m.Size))
	if err != nil {
		return Reply{}
	}
	s.mu.Lock()
	s.mails, s.texts = append(s.mails, *m), append(s.texts, string(b))
	s.mu.Unlock()
	if s.reply != nil {
		return s.reply(m)
	}
	return Reply{Action: Accept}
}
