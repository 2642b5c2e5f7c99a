// Package eml reads mail: headers, text, attachments, and mails inside mails.
//
// Mail in the wild breaks every rule, and a reader that gives up on a part is
// a way out for what the part holds. So every byte of a mail belongs to some
// leaf here: where two readings are possible, both are taken. What a part is,
// its content decides, in the walker; this package does not look into
// attachments.
package eml

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"monban/extract"
)

// Format reads one mail.
var Format = extract.Format{
	Name:  "eml",
	Ext:   []string{".eml", ".mht", ".mhtml"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "mail", TitleJa: "メール",
		Reads:   "headers, every body, attachments however they are packed (base64, quoted-printable, uuencode, winmail.dat), mails inside, what stands beside the parts; the password that it tells opens its files",
		ReadsJa: "ヘッダー、すべての本文、添付ファイル（base64・quoted-printable・uuencode・winmail.dat）、入れ子のメール、パートの外にある文字。本文にあるパスワードで添付を開きます",
		Not:     "S/MIME and PGP: encrypted; pieces of a mail and content that lies elsewhere: unsupported",
		NotJa:   "S/MIME と PGP は encrypted、分割されたメールと外部参照は unsupported",
		Hidden:  extract.EntryName | extract.HiddenText,
	},
}

// Mbox reads a file of mails, each behind a line that begins with "From ".
var Mbox = extract.Format{
	Name:  "mbox",
	Ext:   []string{".mbox", ".mbx"},
	Match: matchMbox,
	Read:  readMbox,
	Doc: extract.Doc{
		Title: "mailbox (mbox)", TitleJa: "メールボックス（mbox）",
		Reads:   "every mail in it; the passwords that they tell open their files",
		ReadsJa: "中のすべてのメール。本文にあるパスワードで添付を開きます",
	},
}

// maxMail is the longest mail that is read: the walk needs all of it at hand.
const maxMail = 512 << 20

// known are headers that hardly any other kind of text begins with.
var known = map[string]bool{"from": true, "to": true, "cc": true, "subject": true, "date": true, "message-id": true, "received": true,
	"mime-version": true, "content-type": true, "content-transfer-encoding": true, "return-path": true, "delivered-to": true,
	"reply-to": true, "sender": true, "x-mailer": true, "dkim-signature": true, "content-disposition": true, "x-unsent": true, "x-document-type": true}

func match(f extract.File, head []byte) bool {
	if n := mailish(head); n >= 3 {
		return true
	} else if e := strings.ToLower(path.Ext(f.Name)); e != ".eml" && e != ".mht" && e != ".mhtml" {
		return false
	} else if n > 0 {
		return true
	}
	// Few or odd headers say nothing; the name decides.
	line, _ := cutLine(head)
	_, _, ok := headerLine(line)
	return ok
}

// mailish counts the different known headers that b begins with.
func mailish(b []byte) int {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.TrimLeft(b, " \t\r\n")
	if bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b = cutLine(b)
	}
	hs, _, _ := splitHead(b)
	seen := map[string]bool{}
	for _, h := range hs {
		if known[h.key] {
			seen[h.key] = true
		}
	}
	return len(seen)
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	if f.Size > maxMail {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("eml: more than %d bytes", maxMail)}
	}
	b := make([]byte, f.Size)
	if n, err := f.Data.ReadAt(b, 0); int64(n) < f.Size {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for len(b) > 0 && (b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	if bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b = cutLine(b)
	}
	listen(ctx, b, f.Hints, 0)
	w := &walk{ctx: ctx, to: to}
	return w.entity(b, "text/plain", 0)
}

func matchMbox(f extract.File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte("From ")) || mailish(head) < 2 {
		return false
	}
	return !strings.EqualFold(path.Ext(f.Name), ".eml")
}

func readMbox(ctx context.Context, f extract.File, to extract.Sink) error {
	if f.Size > maxMail {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("mbox: more than %d bytes", maxMail)}
	}
	b := make([]byte, f.Size)
	if n, err := f.Data.ReadAt(b, 0); int64(n) < f.Size {
		return err
	}
	mails := split(b)
	for _, m := range mails {
		_, letter := cutLine(m)
		listen(ctx, letter, f.Hints, 0)
	}
	for i, m := range mails {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := to.File(fmt.Sprintf("%d.eml", i+1), 0, bytes.NewReader(m)); err != nil {
			return err
		}
	}
	return nil
}

// split cuts a file of mails before each line "From " with headers behind it: a
// line of a text can begin so too.
func split(b []byte) (out [][]byte) {
	start := 0
	for at := 0; at < len(b); {
		next := len(b)
		if i := bytes.Index(b[at+1:], []byte("\nFrom ")); i >= 0 {
			next = at + 1 + i + 1
		}
		at = next
		if next < len(b) && mailish(b[next:min(len(b), next+4096)]) < 2 {
			continue
		}
		out = append(out, b[start:next])
		start = next
	}
	return out
}
