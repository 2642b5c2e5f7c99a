package eml

import (
	"bytes"
	"context"
	"io"
	"net/mail"
	"path"
	"strings"
	"time"

	"monban/extract"
	"monban/extract/charset"
)

const (
	maxHeard   = 1 << 20 // bytes of one text
	maxListens = 5       // mails inside each other
)

// listen goes through a mail before it is read, and notes the passwords that it
// or a mail in it announces: they often stand behind the file that they open.
func listen(ctx context.Context, b []byte, h *extract.Hints, depth int) {
	if h == nil || depth > maxListens {
		return
	}
	l := &listener{ctx: ctx, hints: h, depth: depth}
	w := &walk{ctx: ctx, to: l}
	_ = w.entity(b, "text/plain", 0) // what is wrong with the mail is told when it is read
	text := l.text.String()
	h.Hear(text)
	h.HearDate(l.date, text)
}

// listener is a sink that keeps what a mail says.
type listener struct {
	ctx   context.Context
	hints *extract.Hints
	depth int
	text  strings.Builder
	date  string // of the mail, in Japan
}

func (l *listener) Row([]extract.Unit) error { return nil }
func (l *listener) Gap(extract.Gap) error    { return nil }

func (l *listener) Text(u extract.Unit) error {
	switch {
	case u.Role == extract.Content && l.text.Len() < maxHeard:
		l.text.WriteString(u.Text + "\n")
	case u.Role == extract.Envelope && strings.EqualFold(u.Loc.Sheet, "Date"):
		if d, err := mail.ParseDate(u.Text); err == nil {
			l.date = d.In(time.FixedZone("JST", 9*60*60)).Format("20060102")
		}
	}
	return nil
}

// File listens to mails inside, to bodies in HTML, and to notes sent along.
func (l *listener) File(name string, _ extract.Hidden, r io.Reader) error {
	head := make([]byte, 4096)
	n, _ := io.ReadFull(r, head) // shorter files are whole then
	head = head[:n]
	ext := strings.ToLower(path.Ext(name))
	nested := mailish(head) >= 3
	if !nested && ext != ".html" && ext != ".htm" && ext != ".txt" {
		return nil
	}
	most := int64(maxHeard)
	if nested {
		most = maxMail
	}
	rest, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil
	}
	b := append(head, rest...)
	if nested {
		listen(l.ctx, bytes.TrimLeft(b, "\r\n"), l.hints, l.depth+1)
		return nil
	}
	s, _ := charset.DecodeBest(b)
	if ext == ".txt" {
		l.hints.Hear(s)
	} else {
		l.hints.HearHTML(s)
	}
	return nil
}
