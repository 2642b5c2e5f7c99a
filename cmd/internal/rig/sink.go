package rig

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Sink is a mail server that keeps what it is given. What arrives there has
// left.
type Sink struct {
	// Address is where it listens, on loopback.
	Address string

	ln     net.Listener
	mu     sync.Mutex // guards what follows
	in     []Delivery
	answer func(verb, arg string) Say
	conns  map[net.Conn]bool
}

// A Delivery is a mail that a Sink was given.
type Delivery struct {
	From string
	To   []string // sorted: servers order them as they like
	Data string   // as it came over the wire, dots doubled
}

// A Say is what a Sink does about a command. The zero Say takes it.
type Say struct {
	// Line is the answer, such as "451 4.3.0 later"; "" takes the command.
	Line string
	// Cut closes the connection instead of an answer, Hang never answers.
	Cut, Hang bool
	// Keep keeps the mail whatever the answer to its end is: what the sender
	// cannot know.
	Keep bool
}

// NewSink starts a Sink.
func NewSink() (*Sink, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Sink{Address: ln.Addr().String(), ln: ln, conns: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go s.talk(c)
		}
	}()
	return s, nil
}

// Close ends it, and all conversations with it.
func (s *Sink) Close() {
	s.ln.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.Close()
	}
}

// Answer has f decide what is said from now on; nil takes everything. verb is
// "CONNECT", "EHLO", "MAIL", "RCPT", "DATA", or "." for the end of a mail; arg is
// the address that the command names. f is called by one goroutine at a time.
func (s *Sink) Answer(f func(verb, arg string) Say) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

// Mails returns what has arrived so far.
func (s *Sink) Mails() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.in)
}

// Count tells how many mails have arrived so far.
func (s *Sink) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.in)
}

// Wait waits until n mails have arrived, half a minute at most, and returns what
// has.
func (s *Sink) Wait(n int) []Delivery {
	for range 300 {
		if s.Count() >= n {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return s.Mails()
}

// say asks what is to be said, and keeps the mail when it is taken.
func (s *Sink) say(verb, arg string, d *Delivery) Say {
	s.mu.Lock()
	defer s.mu.Unlock()
	var a Say
	if s.answer != nil {
		a = s.answer(verb, arg)
	}
	if verb == "." && (a.Keep || a == Say{} || strings.HasPrefix(a.Line, "2")) {
		slices.Sort(d.To)
		s.in = append(s.in, *d)
	}
	return a
}

func (s *Sink) talk(c net.Conn) {
	s.mu.Lock()
	s.conns[c] = true
	s.mu.Unlock()
	defer func() {
		c.Close()
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
	r := bufio.NewReader(c)
	var d Delivery
	// tell answers a command, and reports whether it was taken.
	tell := func(verb, arg, yes string) (taken, on bool) {
		switch a := s.say(verb, arg, &d); {
		case a.Cut:
			return false, false
		case a.Hang:
			_, err := r.ReadByte() // until the other side gives up
			return false, err == nil
		case a.Line != "":
			_, err := fmt.Fprintf(c, "%s\r\n", a.Line)
			return a.Line[0] == '2', err == nil
		}
		_, err := fmt.Fprintf(c, "%s\r\n", yes)
		return true, err == nil
	}
	for verb, arg, on := "CONNECT", "", true; on; {
		taken := false
		switch verb {
		case "CONNECT":
			_, on = tell(verb, arg, "220 sink.example ESMTP")
		case "EHLO":
			_, on = tell(verb, arg, "250-sink.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE")
		case "MAIL":
			d = Delivery{From: arg}
			_, on = tell(verb, arg, "250 2.1.0 ok")
		case "RCPT":
			if taken, on = tell(verb, arg, "250 2.1.5 ok"); taken {
				d.To = append(d.To, arg)
			}
		case "DATA":
			if taken, on = tell(verb, arg, "354 go on"); taken {
				if d.Data, on = readMail(r); on {
					_, on = tell(".", "", "250 2.0.0 ok")
				}
				d = Delivery{}
			}
		case "QUIT":
			fmt.Fprint(c, "221 2.0.0 bye\r\n") // it is not waited for
			return
		default:
			_, err := fmt.Fprint(c, "250 2.0.0 ok\r\n")
			on = err == nil
		}
		if on {
			line, err := r.ReadString('\n')
			if on = err == nil; on {
				verb, arg = command(line)
			}
		}
	}
}

// command takes a line apart: the verb, and the address in it.
func command(line string) (verb, arg string) {
	line = strings.TrimRight(line, "\r\n")
	verb, _, _ = strings.Cut(line, " ")
	if _, rest, ok := strings.Cut(line, "<"); ok {
		arg, _, _ = strings.Cut(rest, ">")
	}
	return strings.ToUpper(verb), arg
}

// readMail reads up to the line with a dot.
func readMail(r *bufio.Reader) (string, bool) {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return "", false
		}
		if line == ".\r\n" {
			return b.String(), true
		}
		b.WriteString(line)
	}
}
