// Package sealed knows files that only a private key opens: S/MIME (CMS) and
// PGP. It tells that they are encrypted, so that the report does not call them
// an unknown kind of file, or the armour of a message text. It opens nothing,
// and does not know mails: extract/eml does.
package sealed

import (
	"bytes"
	"context"
	"errors"

	"monban/extract"
)

// Formats lists the kinds of sealed files.
func Formats() []extract.Format {
	return []extract.Format{
		kind("p7m", []string{".p7m", ".p7e"}, "S/MIME message", "S/MIME メッセージ", enveloped),
		kind("pgp", []string{".pgp", ".gpg", ".asc"}, "PGP message", "PGP メッセージ", pgp),
	}
}

func kind(name string, ext []string, title, titleJa string, match func(head []byte) bool) extract.Format {
	return extract.Format{
		Name: name, Ext: ext,
		Match: func(_ extract.File, head []byte) bool { return match(head) },
		Read: func(context.Context, extract.File, extract.Sink) error {
			return &extract.CodeError{Code: extract.Encrypted, Err: errors.New("only a private key opens it")}
		},
		Doc: extract.Doc{Title: title, TitleJa: titleJa, Not: "all of it: encrypted", NotJa: "開けません（encrypted）"},
	}
}

// The types of content of CMS that are encrypted (RFC 5652, 5083), as they are
// written in DER.
var sealedTypes = [][]byte{
	{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03},             // enveloped
	{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06},             // encrypted
	{0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17}, // enveloped and authenticated
	{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x04},             // signed and enveloped
}

// enveloped tells CMS whose content is encrypted: a sequence that begins with
// its type.
func enveloped(head []byte) bool {
	if len(head) < 2 || head[0] != 0x30 {
		return false
	}
	skip := 2
	if n := int(head[1]); n > 0x80 {
		skip += n - 0x80
	}
	for _, t := range sealedTypes {
		if skip < len(head) && bytes.HasPrefix(head[skip:], t) {
			return true
		}
	}
	return false
}

// pgp tells an armoured message, and a binary one by its first packet: a key for
// somebody, or the way to make one of a password (RFC 9580, 5.1 and 5.3).
func pgp(head []byte) bool {
	if bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \r\n\t"), []byte("-----BEGIN PGP MESSAGE-----")) {
		return true
	}
	if len(head) < 16 || head[0]&0x80 == 0 {
		return false
	}
	tag, at := head[0]>>2&15, 2+int(head[0]&3) // the old form: one, two or four bytes of length
	if head[0]&3 == 2 {
		at = 5
	}
	if head[0]&0x40 != 0 {
		if tag, at = head[0]&0x3f, 2; head[1] >= 192 {
			return false // longer than such a packet is
		}
	}
	switch {
	case head[0]&0x40 == 0 && head[0]&3 == 3, at >= len(head):
		return false // of no told length
	case tag == 1:
		algorithm := head[min(at+9, len(head)-1)]
		return head[at] == 3 && (algorithm == 1 || algorithm == 2 || algorithm == 16 || algorithm == 18 || algorithm == 25)
	case tag == 3:
		return (head[at] == 4 || head[at] == 5) && head[at+1] >= 1 && head[at+1] <= 13 && head[at+2] <= 4
	}
	return false
}
