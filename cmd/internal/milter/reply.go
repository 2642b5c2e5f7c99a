package milter

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"strings"
)

// An Action is what the mail server is to do with a mail.
type Action int

// The actions. The zero Action is none of them, so that a forgotten answer
// lets nothing through: it counts as Tempfail.
const (
	Tempfail   Action = iota // the sender is to try again later
	Accept                   // deliver
	Reject                   // refuse for good
	Quarantine               // into the HOLD queue
	Discard                  // say it was taken, and forget it: somebody else has stored it
)

// A Reply is the answer to a mail.
type Reply struct {
	Action Action
	// Text is said to the sender with Tempfail and Reject, and is the reason
	// in the log of the mail server with Quarantine. Printable ASCII; other
	// characters are left out, because they reach the sender unreadable.
	Text string
	// Set are headers that the mail has afterwards, once each: those that came
	// with it under the same name are removed. An empty value removes them only.
	Set []Header
}

// A Header is a header of a mail; the value must be fit for one: ASCII, no
// line breaks.
type Header struct{ Name, Value string }

// longestText bounds what is said to a sender.
const longestText = 480

// plain makes a text fit for a reply.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), longestText)]
}

// send writes the answer to a mail with these headers.
func (r Reply) send(w *bufio.Writer, with offer, headers map[string]int) error {
	if r.Action == Quarantine && with.actions&actQuarantine == 0 {
		r = Reply{Action: Tempfail, Text: "this mail must be held, and the mail server does not allow that to its milter"}
	}
	text := strings.ReplaceAll(plain(r.Text), "%", "%%") // one % introduces a code
	switch r.Action {
	case Accept, Quarantine:
		if err := r.setHeaders(w, with, headers); err != nil {
			return err
		}
		if r.Action == Quarantine {
			if err := writePacket(w, ansQuarantine, zero(cmp.Or(plain(r.Text), "held"))); err != nil {
				return err
			}
		}
		return writePacket(w, ansAccept)
	case Discard:
		return writePacket(w, ansDiscard)
	case Reject:
		return writePacket(w, ansReply, zero("550 5.7.1 "+cmp.Or(text, "refused by policy")))
	}
	if text == "" {
		return writePacket(w, ansTempfail)
	}
	return writePacket(w, ansReply, zero("451 4.7.1 "+text))
}

func (r Reply) setHeaders(w *bufio.Writer, with offer, headers map[string]int) error {
	space := ""
	if with.steps&leadingSpace != 0 {
		space = " "
	}
	for _, h := range r.Set {
		n := headers[strings.ToLower(h.Name)]
		value := space + oneLine(h.Value)
		if h.Value == "" {
			value = "" // which removes it
		}
		// The last of several is removed first: the numbers of the others stay.
		for i := n; i > 1 && with.actions&actChgHeaders != 0; i-- {
			if err := change(w, i, h.Name, ""); err != nil {
				return err
			}
		}
		var err error
		switch {
		case n > 0 && with.actions&actChgHeaders != 0:
			err = change(w, 1, h.Name, value)
		case n == 0 && value != "" && with.actions&actAddHeaders != 0:
			err = writePacket(w, ansAddHeader, zero(h.Name, value))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// oneLine takes the line breaks out of a value. The other bytes stay as they
// are, in whatever encoding.
func oneLine(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c < ' ' || c == 0x7f {
			b[i] = ' '
		}
	}
	return string(b)
}

func change(w *bufio.Writer, i int, name, value string) error {
	var at [4]byte
	binary.BigEndian.PutUint32(at[:], uint32(i))
	return writePacket(w, ansChgHeader, at[:], zero(name, value))
}

func (a Action) String() string {
	switch a {
	case Tempfail:
		return "tempfail"
	case Accept:
		return "accept"
	case Reject:
		return "reject"
	case Quarantine:
		return "quarantine"
	case Discard:
		return "discard"
	}
	return fmt.Sprintf("action(%d)", int(a))
}
