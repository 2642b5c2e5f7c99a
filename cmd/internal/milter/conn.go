package milter

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"
)

// errStopping ends an idle connection when the server stops.
var errStopping = errors.New("milter: stopping")

// mostMacros bounds the macros that are remembered for a message.
const mostMacros = 500

// A conn is a conversation with a mail server. What belongs to the connection
// of the sender stays from mail to mail; what belongs to a mail is made at MAIL
// and gone at its end, its abort, or the next MAIL.
type conn struct {
	srv  *Server
	net  net.Conn
	r    *bufio.Reader
	w    *bufio.Writer
	buf  []byte
	with offer // what was negotiated

	host, addr, helo string
	macros           map[string]string // of the connection
	mail             *transaction
	mailMacros       map[string]string

	mu   sync.Mutex // guards idle, and the read deadline
	idle bool
}

func newConn(s *Server, c net.Conn) *conn {
	return &conn{srv: s, net: c, r: bufio.NewReaderSize(c, 16<<10), w: bufio.NewWriterSize(c, 4<<10), macros: map[string]string{}, mailMacros: map[string]string{}}
}

func (k *conn) close() {
	k.mail.end()
	k.net.Close()
}

// wakeIdle ends the waiting of a connection on which there is no mail.
func (k *conn) wakeIdle() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.idle {
		k.net.SetReadDeadline(time.Unix(1, 0))
	}
}

// wait sets how long the next packet may take.
func (k *conn) wait() error {
	stopping := k.srv.isStopping()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.idle = k.mail == nil
	d := k.srv.Stall
	if k.idle {
		if stopping {
			return errStopping
		}
		d = k.srv.Idle
	}
	return k.net.SetReadDeadline(time.Now().Add(d))
}

// talk answers until the other side hangs up.
func (k *conn) talk(ctx context.Context) error {
	for {
		if err := k.wait(); err != nil {
			return err
		}
		if k.srv.isStopping() { // drain may have come between wait and here
			k.wakeIdle()
		}
		cmd, data, buf, err := readPacket(k.r, k.buf)
		if err != nil {
			if k.srv.isStopping() && k.mail == nil {
				return errStopping
			}
			return err
		}
		if cap(buf) <= 128<<10 {
			k.buf = buf // a large one is not kept for the life of the connection
		}
		quit, err := k.packet(ctx, cmd, data)
		if err == nil {
			err = k.flush()
		}
		if err != nil || quit {
			return err
		}
	}
}

func (k *conn) flush() error {
	if k.w.Buffered() == 0 {
		return nil
	}
	if err := k.net.SetWriteDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return err
	}
	return k.w.Flush()
}

// packet deals with one packet.
func (k *conn) packet(ctx context.Context, cmd byte, data []byte) (quit bool, err error) {
	if k.with.version == 0 && cmd != cmdNegotiate && cmd != cmdQuit {
		return false, fmt.Errorf("%w: %q before the negotiation", errPacket, cmd)
	}
	switch cmd {
	case cmdNegotiate:
		o, err := readOffer(data)
		if err != nil {
			return false, err
		}
		k.with = o.answer()
		return false, writePacket(k.w, cmdNegotiate, k.with.bytes())
	case cmdMacro:
		return false, k.macro(data)
	case cmdConnect:
		return false, k.connect(data)
	case cmdHelo:
		if list, err := texts(data); err == nil {
			k.helo = list[0]
		}
		return false, k.proceed(silentHelo)
	case cmdMail:
		return false, k.begin(data)
	case cmdAbort:
		k.forget()
		return false, nil
	case cmdQuit:
		return true, nil
	case cmdNewConn:
		k.forget()
		k.host, k.addr, k.helo, k.macros = "", "", "", map[string]string{}
		return false, nil
	case cmdUnknown, cmdData:
		return false, writePacket(k.w, ansContinue)
	}
	if k.mail == nil {
		return false, fmt.Errorf("%w: %q outside a mail", errPacket, cmd)
	}
	switch cmd {
	case cmdRcpt:
		args, err := texts(data)
		if err != nil {
			return false, err
		}
		k.mail.rcpt(args)
		return false, k.proceed(silentRcpt)
	case cmdHeader:
		h, err := texts(data)
		if err != nil || len(h) < 2 {
			return false, errPacket
		}
		// A zero byte in a value is a byte of the mail.
		k.mail.header(h[0], strings.Join(h[1:], "\x00"), k.with.steps&leadingSpace != 0)
		return false, k.proceed(silentHeader)
	case cmdHeaderEnd:
		k.mail.write([]byte("\r\n"))
		return false, k.proceed(silentEOH)
	case cmdBody:
		k.mail.write(data)
		return false, k.proceed(silentBody)
	case cmdEnd:
		k.mail.write(data)
		return false, k.finish(ctx)
	}
	return false, fmt.Errorf("%w: command %q", errPacket, cmd)
}

// proceed says "go on", unless that step was agreed to be silent.
func (k *conn) proceed(silent uint32) error {
	if k.with.steps&silent != 0 {
		return nil
	}
	return writePacket(k.w, ansContinue)
}

// macro remembers macros. Each step sends its own; later ones go over earlier
// ones, and none is forgotten before the mail is.
func (k *conn) macro(data []byte) error {
	if len(data) == 0 {
		return errPacket
	}
	to := k.macros
	switch data[0] {
	case cmdMail:
		k.mailMacros = map[string]string{} // they come before the MAIL that they belong to
		to = k.mailMacros
	case cmdConnect, cmdHelo:
	default:
		to = k.mailMacros
	}
	if len(data) == 1 {
		return nil
	}
	list, err := texts(data[1:])
	if err != nil {
		return err
	}
	for i := 0; i+1 < len(list); i += 2 {
		name := strings.TrimSuffix(strings.TrimPrefix(list[i], "{"), "}")
		if len(to) < mostMacros {
			to[name] = list[i+1]
		}
	}
	return nil
}

func (k *conn) connect(data []byte) error {
	host, rest, ok := strings.Cut(string(data), "\x00")
	if !ok || rest == "" {
		return errPacket
	}
	k.host = host
	if len(rest) > 3 { // family, port, address
		k.addr = strings.TrimSuffix(rest[3:], "\x00")
	}
	return k.proceed(silentConn)
}

// begin begins a mail. One that did not come to its end is forgotten.
func (k *conn) begin(data []byte) error {
	args, err := texts(data)
	if err != nil {
		return err
	}
	k.mail.end()
	k.mail = nil
	if k.srv.isStopping() {
		return writePacket(k.w, ansReply, zero("451 4.3.2 the check is about to stop; try again later"))
	}
	k.mail = begin(k.srv.Dir, k.srv.MostMail)
	k.mail.mail.From, k.mail.mail.FromArgs = address(args[0]), args[1:]
	return writePacket(k.w, ansContinue)
}

func (k *conn) forget() {
	k.mail.end()
	k.mail, k.mailMacros = nil, map[string]string{}
}

// finish asks Handle about the mail, and answers.
func (k *conn) finish(ctx context.Context) error {
	t := k.mail
	defer k.forget()
	m := &t.mail
	m.Macros = map[string]string{}
	for _, from := range []map[string]string{k.macros, k.mailMacros} {
		for name, v := range from {
			m.Macros[name] = v
		}
	}
	m.Host, m.Addr, m.Helo, m.ID, m.Login = k.host, k.addr, k.helo, m.Macros["i"], m.Macros["auth_authen"]
	if err := t.whole(); err != nil {
		k.srv.Log.Error("milter: a mail cannot be kept", "id", m.ID, "error", err.Error())
		return Reply{Text: "the mail cannot be checked now; try again later"}.send(k.w, k.with, nil)
	}
	r, err := k.ask(ctx, m)
	if err != nil {
		return err
	}
	return r.send(k.w, k.with, t.headers)
}

// ask runs Handle, and tells the mail server meanwhile that it is at work.
func (k *conn) ask(ctx context.Context, m *Mail) (Reply, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	got := make(chan Reply, 1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				k.srv.Log.Error("milter: the check panicked", "id", m.ID, "panic", fmt.Sprintf("%T", x))
				got <- Reply{Text: "the check failed; try again later"}
			}
		}()
		got <- k.turn(ctx, m)
	}()
	tick := time.NewTicker(k.srv.Progress)
	defer tick.Stop()
	for {
		select {
		case r := <-got:
			return r, nil
		case <-tick.C:
			err := writePacket(k.w, ansProgress)
			if err == nil {
				err = k.flush()
			}
			if err != nil {
				cancel()
				<-got // it reads the mail, which is about to go
				return Reply{}, err
			}
		}
	}
}

// turn waits for the mail's turn.
func (k *conn) turn(ctx context.Context, m *Mail) Reply {
	late := time.NewTimer(k.srv.Wait)
	defer late.Stop()
	select {
	case k.srv.turns <- struct{}{}:
	case <-late.C:
		k.srv.Log.Warn("milter: no turn in time", "id", m.ID)
		return Reply{Text: "too many mails are being checked; try again later"}
	case <-ctx.Done():
		return Reply{}
	}
	defer func() { <-k.srv.turns }()
	return k.srv.Handle(ctx, m)
}
