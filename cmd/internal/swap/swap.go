// Package swap puts another file in the place of an attachment of a mail, and
// leaves every other byte as it is.
//
// It reads mails of the plain sort only: multipart/mixed, with the attachments
// right in it. In a signed, encrypted or nested one it finds nothing to replace.
// It decides nothing about a mail: what comes out has to be checked like any other,
// for a reader may see another mail in those bytes than this package does.
package swap

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrNone says that the mail has no such attachment.
var ErrNone = errors.New("swap: the mail has no attachment there that can be replaced")

// An Attachment is a file in a mail.
type Attachment struct {
	// Name is its name, "" when it cannot be read.
	Name string
	// Bytes are those in the mail, packed as they are there.
	Bytes int64
}

const (
	mostHead  = 1 << 20 // bytes of the header of a mail or a part
	mostParts = 1000
	lineBuf   = 64 << 10
)

// List returns the attachments that Replace can replace, in their order. None is
// no error.
func List(r io.Reader) ([]Attachment, error) {
	var out []Attachment
	err := walk(r, io.Discard, func(a Attachment) bool { out = append(out, a); return false }, nil, &out)
	if errors.Is(err, ErrNone) {
		return nil, nil
	}
	return out, err
}

// Replace copies the mail from r to w, with the file in the place of the
// attachment n, counted from 0 in the order of List.
func Replace(w io.Writer, r io.Reader, n int, name string, file io.Reader) error {
	i, done := -1, false
	err := walk(r, w, func(Attachment) bool { i++; done = done || i == n; return i == n }, func() error { return pack(w, name, file) }, nil)
	if err == nil && !done {
		err = ErrNone
	}
	return err
}

// pack writes a file as a part: its header, and the base64 of it.
func pack(w io.Writer, name string, file io.Reader) error {
	name = Clean(name)
	kind := mime.TypeByExtension(strings.ToLower(path.Ext(name)))
	if kind == "" || strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "message/") || strings.HasPrefix(kind, "multipart/") {
		kind = "application/octet-stream" // as a file, whatever is in it
	}
	if _, err := fmt.Fprintf(w, "Content-Type: %s\r\nContent-Disposition: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		kind, mime.FormatMediaType("attachment", map[string]string{"filename": name})); err != nil {
		return err
	}
	var raw [57]byte // a line of 76 characters
	var line [78]byte
	for {
		k, err := io.ReadFull(file, raw[:])
		if k > 0 {
			base64.StdEncoding.Encode(line[:], raw[:k])
			end := base64.StdEncoding.EncodedLen(k)
			line[end], line[end+1] = '\r', '\n'
			if _, err := w.Write(line[:end+2]); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// longest is the longest name of a file, in characters.
const longest = 150

// Clean makes a name that is safe in a header, without folders.
func Clean(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > longest { // the end tells what it is
		name = string(r[:longest-20]) + "…" + string(r[len(r)-19:])
	}
	if strings.Trim(name, ". ") == "" {
		return "file"
	}
	return name
}

// A reader reads lines, and long lines in pieces.
type reader struct {
	b     *bufio.Reader
	begun bool // the next piece is not the start of a line
}

func (r *reader) next() (line []byte, start bool, err error) {
	start = !r.begun
	line, err = r.b.ReadSlice('\n')
	r.begun = errors.Is(err, bufio.ErrBufferFull)
	if r.begun || errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return line, start, err
}

// head reads the lines of a header with the empty line behind it. A line for
// which end is true ends it, too, and is returned.
func (r *reader) head(end func([]byte) bool) (raw, last []byte, err error) {
	for {
		line, start, err := r.next()
		if errors.Is(err, io.EOF) {
			return raw, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if start && end != nil && end(line) {
			return raw, bytes.Clone(line), nil
		}
		if raw = append(raw, line...); len(raw) > mostHead {
			return nil, nil, ErrNone
		}
		if start && len(bytes.TrimRight(line, "\r\n")) == 0 {
			return raw, nil, nil
		}
	}
}

// walk copies a mail to w. For each attachment it asks take: where that is true,
// put writes the part instead. sizes, when set, are the attachments that take was
// asked about, and get their bytes.
func walk(in io.Reader, w io.Writer, take func(Attachment) bool, put func() error, sizes *[]Attachment) error {
	r := &reader{b: bufio.NewReaderSize(in, lineBuf)}
	raw, _, err := r.head(nil)
	if err != nil {
		return err
	}
	boundary := boundaryOf(raw)
	if boundary == "" {
		return ErrNone
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	const inside, between, behind = 0, 1, 2
	mark := func(line []byte) int {
		rest, ok := bytes.CutPrefix(line, []byte("--"+boundary))
		if !ok {
			return inside
		}
		switch string(bytes.TrimRight(rest, " \t\r\n")) {
		case "":
			return between
		case "--":
			return behind
		}
		return inside
	}
	counted, skipping, over := -1, false, false
	var line []byte // that was read ahead
	for parts := 0; ; {
		start := true
		if line == nil {
			if line, start, err = r.next(); errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
		}
		m := inside
		if start && !over {
			m = mark(line)
		}
		if m != inside {
			skipping, counted = false, -1
			over = m == behind
		}
		if !skipping {
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
		if counted >= 0 && sizes != nil {
			(*sizes)[counted].Bytes += int64(len(line))
		}
		line = nil
		if m != between {
			continue
		}
		if parts++; parts > mostParts {
			return ErrNone
		}
		raw, ahead, err := r.head(func(l []byte) bool { return mark(l) != inside })
		if err != nil {
			return err
		}
		line = ahead
		if a, ok := attachment(raw); ok && ahead == nil {
			skipping = take(a)
			if sizes != nil {
				counted = len(*sizes) - 1
			}
		}
		if skipping {
			err = put()
		} else {
			_, err = w.Write(raw)
		}
		if err != nil {
			return err
		}
	}
}

// fields reads a header. Nil: it breaks the rules.
func fields(raw []byte) textproto.MIMEHeader {
	m, err := mail.ReadMessage(io.MultiReader(bytes.NewReader(bytes.TrimRight(raw, "\r\n")), strings.NewReader("\r\n\r\n")))
	if err != nil {
		return nil
	}
	return textproto.MIMEHeader(m.Header)
}

// boundaryOf returns the boundary of a multipart/mixed, "" for anything else.
func boundaryOf(raw []byte) string {
	h := fields(raw)
	if len(h["Content-Type"]) != 1 {
		return ""
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" || len(params["boundary"]) > 200 {
		return ""
	}
	return params["boundary"]
}

// attachment reads the header of a part, and reports whether it is a file.
func attachment(raw []byte) (a Attachment, ok bool) {
	h := fields(raw)
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
		return a, false
	}
	if err != nil {
		params = nil
	}
	place, more, err := mime.ParseMediaType(h.Get("Content-Disposition"))
	if err == nil && more["filename"] != "" {
		params, ok = map[string]string{"name": more["filename"]}, true
	}
	if params["name"] == "" && place != "attachment" {
		return a, false
	}
	name, err := (&mime.WordDecoder{}).DecodeHeader(params["name"])
	if err == nil && utf8.ValidString(name) && name != "" {
		a.Name = Clean(name)
	}
	return a, true
}
